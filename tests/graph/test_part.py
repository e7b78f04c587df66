"""The part of the graph that answers show, written as RDF and as networks."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError
from probation.graph.export import FORMATS, RDF
from probation.graph.part import Shown, whole
from probation.graph.terms import PREFIXES, expand

Build = Callable[..., KnowledgeGraph]
RRP, SWM, PDU = "reducing-reoffending-partnership", "crc-staffordshire-and-west-midlands", "pdu-staffordshire-and-stoke"
HMIP_2017 = "hmip-2017-01-12-staffordshire-and-stoke"


def quads(text: str) -> set[ox.Quad]:
    return set(ox.parse(text, format=ox.RdfFormat.N_QUADS))


def about(found: set[ox.Quad], subject: str) -> set[tuple[str, str]]:
    """Return (property, value) of the statements about a thing."""
    return {(q.predicate.value, str(getattr(q.object, "value", q.object))) for q in found if str(q.subject) == subject}


def every_answer(graph: KnowledgeGraph) -> dict[str, Sequence[Shown]]:
    return {
        "show": graph.show(SWM),
        "show a day": graph.show(SWM, "2017-06-01", details=False),
        "path": graph.path("Catherine Holland", HMIP_2017),
        "path on a day": graph.path("Catherine Holland", SWM, "2017-06-01"),
        "lineage": graph.lineage(PDU),
        "place": graph.presences("Stoke-on-Trent"),
    }


def test_what_is_written_is_in_the_graph_with_its_source(graph: KnowledgeGraph) -> None:
    everything = quads(graph.export("nquads"))
    for name, answers in every_answer(graph).items():
        found = quads(graph.export("nquads", answers=answers))
        assert found, name
        assert found <= everything, name
        prefixes = (PREFIXES["source"], PREFIXES["rule"])
        assert all(str(q.graph_name).strip("<>").startswith(prefixes) for q in found), name


def test_every_source_of_an_answer_is_there_and_says_what_it_is(five: KnowledgeGraph) -> None:
    lines = five.show(SWM)
    found = quads(five.export("nquads", answers=lines))
    graphs = {str(q.graph_name).strip("<>") for q in found}
    for line in lines:
        assert {PREFIXES["source"] + slug for slug in line.provenance.sources} <= graphs
    titles = {str(q.subject).strip("<>") for q in found if q.predicate.value == PREFIXES["dct"] + "title"}
    assert {graph for graph in graphs if graph.startswith(PREFIXES["source"])} <= titles
    brief = quads(five.export("nquads", answers=lines, sources=False))
    assert brief < found
    assert not {q for q in brief if str(q.subject) == str(q.graph_name)}


def test_a_dated_relation_comes_with_all_its_statements_and_the_names_of_its_ends(five: KnowledgeGraph) -> None:
    lines = [line for line in five.show(SWM) if line.relation == "is owned by"]
    found = quads(five.export("nquads", answers=lines))
    (line,) = lines
    assert line.node
    node = f"<{line.node.iri}>"
    whole_node = {
        q for q in quads(five.export("nquads")) if str(q.subject) == node and "derived" not in str(q.graph_name)
    }
    assert {q for q in found if str(q.subject) == node} == whole_node
    label = PREFIXES["skos"] + "prefLabel"
    assert {name for name, _ in about(found, f"<{expand('id:' + RRP)}>")} == {label, PREFIXES["rdf"] + "type"}
    assert not {q for q in found if "chief-executive" in str(q.subject)}, "nothing that was not shown"


def test_one_statement_of_a_thing_comes_alone(graph_of: Build) -> None:
    graph = graph_of(
        {
            "one": 'id:x a pg:Company ; skos:prefLabel "X"@en ; pg:companyNumber "0123" ; pg:from "2001"^^xsd:gYear .',
            "two": 'id:x pg:from "2002"^^xsd:gYear .',
        }
    )
    lines = [line for line in graph.show("id:x") if line.property == "pg:from" and line.value == "2002"]
    found = quads(graph.export("nquads", answers=lines, sources=False))
    assert about(found, f"<{expand('id:x')}>") == {
        (PREFIXES["pg"] + "from", "2002"),
        (PREFIXES["skos"] + "prefLabel", "X"),
        (PREFIXES["rdf"] + "type", PREFIXES["pg"] + "Company"),
    }


@pytest.mark.parametrize("style", RDF)
def test_rdflib_reads_the_same_statements(five: KnowledgeGraph, style: str) -> None:
    parsers = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld", "turtle": "turtle", "ntriples": "nt"}
    answers = five.path("Catherine Holland", HMIP_2017)
    wanted = quads(five.export("nquads", answers=answers))
    read = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        read.parse(data=five.export(style, answers=answers), format=parsers.get(style, "xml"))
    found = {(s, p, o, str(g)) for s, p, o, g in read.quads()}
    assert len({one[:3] for one in found}) == len({q.triple for q in wanted})
    assert {(str(s), str(p)) for s, p, *_ in found} == {(q.subject.value, q.predicate.value) for q in wanted}  # type: ignore[union-attr]
    if style in ("nquads", "trig", "jsonld"):
        assert {name for *_, name in found} == {q.graph_name.value for q in wanted}  # type: ignore[union-attr]


@pytest.mark.parametrize("style", FORMATS)
def test_the_same_answers_give_the_same_text(five: KnowledgeGraph, style: str) -> None:
    answers = five.show(SWM)
    assert five.export(style, answers=answers) == five.export(style, answers=five.show(SWM)[::-1]) != ""


def network(graph: KnowledgeGraph, answers: Sequence[Shown]) -> nx.MultiDiGraph:
    return nx.parse_graphml(graph.export("graphml", answers=answers), force_multigraph=True)


def test_the_network_of_a_path_is_its_hops(five: KnowledgeGraph) -> None:
    chains = five.path("Catherine Holland", HMIP_2017)
    read = network(five, chains)
    stations = {thing.id for c in chains for hops in c.hops for hop in hops for thing in (hop.start, hop.end)}
    assert set(read) == stations
    hops = {(hop.node or hop.property, frozenset((hop.start, hop.end))) for c in chains for h in c.hops for hop in h}
    assert read.number_of_edges() == len(hops)
    assert nx.has_path(read.to_undirected(), "catherine-holland", HMIP_2017)
    for _, _, data in read.edges(data=True):
        assert data["sources"]
    gexf = nx.read_gexf(io.BytesIO(five.export("gexf", answers=chains).encode()))
    assert gexf.number_of_edges() == read.number_of_edges()


def test_a_path_on_a_day_says_what_is_only_possible(graph: KnowledgeGraph) -> None:
    chains = graph.path("Catherine Holland", SWM, "2016-01-01")
    held = {data["held"] for _, _, data in network(graph, chains).edges(data=True) if "held" in data}
    assert held == {hop.held.value for c in chains for hops in c.hops for hop in hops if hop.held}


def test_the_network_of_a_thing_is_what_it_is_joined_with(five: KnowledgeGraph) -> None:
    read = network(five, five.show(SWM))
    assert set(read) == {SWM, *nx.all_neighbors(read, SWM)}
    assert [data["label"] for data in read.get_edge_data(RRP, SWM).values()] == ["owns"]
    assert read.has_edge(HMIP_2017, SWM)


def test_a_thing_that_nothing_is_joined_with_stands_alone(graph_of: Build) -> None:
    graph = graph_of({"one": 'id:x a pg:Company ; skos:prefLabel "X"@en ; pg:companyNumber "0123" .'})
    read = network(graph, graph.show("id:x"))
    assert list(read.nodes(data="label")) == [("x", "X")]


def test_the_network_of_a_lineage_is_its_steps(graph: KnowledgeGraph) -> None:
    steps = graph.lineage(PDU)
    read = network(graph, steps)
    assert set(read) == {step.body.id for step in steps}
    for step in steps:
        if step.of:
            from_of = step.way in ("after", "part of")
            start, end = (step.of, step.body) if from_of else (step.body, step.of)
            assert read.has_edge(start.id, end.id), step


def test_what_stands_in_for_a_stated_change_says_so(graph_of: Build) -> None:
    body = "a pg:ProbationTrust ; skos:prefLabel"
    graph = graph_of(
        {
            "one": f"""
            id:old {body} "Old"@en ; pg:from "2001-04-01"^^xsd:date ; pg:until "2014-06-01"^^xsd:date .
            id:new {body} "New"@en ; pg:from "2014-06-01"^^xsd:date .
            id:town a pg:Area ; skos:prefLabel "Town"@en .
            id:p1 a pg:Provision ; pg:provider id:old ; pg:area id:town .
            id:p2 a pg:Provision ; pg:provider id:new ; pg:area id:town .
            """
        }
    )
    steps = graph.lineage("New")
    assert {step.basis for step in steps if step.of} == {"by area"}
    read = network(graph, steps)
    assert [data["label"] for data in read.get_edge_data("old", "new").values()] == ["by area: Town"]
    assert set(read) == {"old", "new"}
    found = quads(graph.export("nquads", answers=steps))
    assert {"p1", "p2", "old", "new"} <= {str(q.subject).strip("<>").removeprefix(PREFIXES["id"]) for q in found}


def test_the_network_of_a_place_shows_who_was_there(graph: KnowledgeGraph) -> None:
    found = graph.presences("Stoke-on-Trent")
    read = network(graph, found)
    assert {presence.body.id for presence in found} <= set(read)
    assert read.has_edge(SWM, graph.thing("Stoke-on-Trent").id)


def test_answers_are_of_their_day_already(five: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match="as of a day already"):
        five.export("dot", "2017-06-01", answers=five.show(SWM))
    with pytest.raises(InputError, match=r"no format is called 'pdf'; use one of nquads, .*mermaid"):
        five.export("pdf", answers=five.show(SWM))


def test_no_answers_are_no_statements(five: KnowledgeGraph) -> None:
    assert five.export("nquads", answers=[]) == ""
    assert five.export("dot", answers=[]) == "digraph probation {\n}\n"


def test_answers_of_several_kinds_may_stand_together(five: KnowledgeGraph) -> None:
    lines, chains = five.show(RRP), five.path("Catherine Holland", HMIP_2017)
    both = whole([*lines, *chains])
    assert both.nodes == whole(lines).nodes | whole(chains).nodes
    assert both.links == whole(lines).links | whole(chains).links
    assert len(both.things) == len(set(both.things))
    assert quads(five.export("nquads", answers=[*lines, *chains])) >= quads(five.export("nquads", answers=chains))
