"""The projection: things as nodes, dated relations collapsed to labelled edges that keep dates and sources."""

from collections.abc import Callable
from datetime import date

import networkx as nx
import pytest

from probation.graph import KnowledgeGraph
from probation.graph.dates import Held
from probation.graph.network import Hop
from probation.graph.terms import compact, expand

Build = Callable[..., KnowledgeGraph]


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    return graph_of(
        {
            "a": """
                id:rrp a pg:JointVenture ; skos:prefLabel "RRP"@en .
                id:crc a pg:CommunityRehabilitationCompany ; skos:prefLabel "Stoke CRC"@en ; pg:until "2021-06-26"^^xsd:date .
                id:i a pg:Inspection ; pg:inspected id:crc ; pg:published "2017-01-12"^^xsd:date .
                ownership:one a pg:Ownership ; pg:owner id:rrp ; pg:owned id:crc ; pg:from "2015-02-01"^^xsd:date ;
                    pg:until "2016-01-01"^^xsd:date .
                ownership:two a pg:Ownership ; pg:owner id:rrp ; pg:owned id:crc ; pg:from "2018-01-01"^^xsd:date .
                ownership:half a pg:Ownership ; pg:owner id:rrp .
                rating:r a pg:Rating ; pg:ofInspection id:i ; pg:ratedBody id:crc ; pg:level pg:Inadequate .
                tenure:ch a pg:Tenure ; org:member id:ch ; pg:post post:chief ; org:organization id:rrp .
                id:ch a foaf:Person ; skos:prefLabel "CH"@en .
                post:chief a org:Post ; skos:prefLabel "Chief executive"@en ; org:postIn id:rrp .
                id:apart a pg:Charity .
            """,
            "b": "ownership:two pg:owner id:rrp .",
        }
    )


def hops(network: nx.MultiDiGraph, start: str, end: str) -> dict[str, Hop]:
    edges = network.get_edge_data(expand(start), expand(end)) or {}
    return {compact(str(key)): data["hop"] for key, data in edges.items()}


def test_relations_of_the_same_two_things_are_parallel_edges(small: KnowledgeGraph) -> None:
    found = hops(small.network(), "id:rrp", "id:crc")
    assert set(found) == {"id:ownership/one", "id:ownership/two"}
    two = found["id:ownership/two"]
    assert (two.start.label, two.label, two.end.label, two.inverse_label) == ("RRP", "owns", "Stoke CRC", "is owned by")
    assert two.provenance.sources == ("a", "b")
    assert (two.starts, two.ends) == (("2018-01-01",), ("2021-06-26",))
    assert two.node
    assert two.node.id == "ownership/two"


def test_an_edge_read_backwards_says_the_same(small: KnowledgeGraph) -> None:
    hop = hops(small.network(), "id:rrp", "id:crc")["id:ownership/one"]
    back = hop.reversed()
    assert (back.start, back.label, back.end) == (hop.end, "is owned by", hop.start)
    assert back.reversed() == hop
    assert (back.provenance, back.when, back.node) == (hop.provenance, hop.when, hop.node)


def test_a_direct_link_is_an_edge_too(small: KnowledgeGraph) -> None:
    inspected = [
        hop for pair in (("id:i", "id:crc"), ("id:crc", "id:i")) for hop in hops(small.network(), *pair).values()
    ]
    (hop,) = inspected
    assert hop.provenance.sources == ("a",)


def test_a_tenure_joins_person_and_body_by_the_post(small: KnowledgeGraph) -> None:
    (hop,) = hops(small.network(), "id:ch", "id:rrp").values()
    assert "Chief executive" in hop.label


def test_details_relations_and_derived_shortcuts_are_no_nodes_and_no_second_edges(small: KnowledgeGraph) -> None:
    network = small.network()
    kinds = {data["thing"].kind for _, data in network.nodes(data=True)}
    assert not {"rating", "ownership", "tenure"} & kinds
    assert set(hops(network, "id:crc", "id:rrp")) == set()
    assert expand("id:apart") not in network


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2014-01-01", {}),
        ("2015-06-01", {"id:ownership/one": Held.CERTAIN}),
        ("2016-01-01", {}),
        ("2018-01-01", {"id:ownership/two": Held.CERTAIN}),
        ("2021-06-26", {}),
    ],
)
def test_as_of_a_day_only_what_held_then_is_projected(small: KnowledgeGraph, day: str, held: dict[str, Held]) -> None:
    for asked in (day, date.fromisoformat(day)):
        assert {key: hop.held for key, hop in hops(small.network(asked), "id:rrp", "id:crc").items()} == held


def test_every_node_is_a_thing_and_every_edge_cites_and_has_labels(five: KnowledgeGraph) -> None:
    network = five.network()
    assert isinstance(network, nx.MultiDiGraph)
    assert {thing.label for _, thing in network.nodes(data="thing")} >= {"Catherine Holland", "Staffordshire"}
    for start, end, hop in network.edges(data="hop"):
        assert (hop.start.iri, hop.end.iri) == (start, end)
        assert hop.provenance.sources or hop.provenance.rules
        assert hop.label
        assert hop.inverse_label


def test_projecting_twice_gives_the_same(five: KnowledgeGraph) -> None:
    first, second = five.network(), five.network()
    assert list(first.edges(keys=True, data="hop")) == list(second.edges(keys=True, data="hop"))
    assert first is not second


def test_the_json_form_of_a_hop_cites(small: KnowledgeGraph) -> None:
    answer = hops(small.network("2018-06-01"), "id:rrp", "id:crc")["id:ownership/two"].to_json()
    assert (answer["from"]["id"], answer["relation"], answer["to"]["id"]) == ("rrp", "owns", "crc")
    assert (answer["held"], answer["sources"], answer["node"]["id"]) == ("certain", ["a", "b"], "ownership/two")
