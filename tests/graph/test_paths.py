"""The shortest chains of relations between two things, each hop cited."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError
from probation.graph.paths import Path

Build = Callable[..., KnowledgeGraph]


def owns(owner: str, owned: str, dates: str = "") -> str:
    return f"ownership:{owner}--{owned} a pg:Ownership ; pg:owner id:{owner} ; pg:owned id:{owned} {dates} ."


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    names = "".join(f'id:{n} a pg:Company ; skos:prefLabel "Company {n}"@en .' for n in "abcdefz")
    return graph_of(
        {
            "one": names
            + owns("a", "b")
            + owns("b", "d", '; pg:from "2015-01-01"^^xsd:date ; pg:until "2016-01-01"^^xsd:date')
            + owns("a", "c")
            + owns("d", "c")
            + owns("d", "e"),
            "two": owns("d", "e")
            + owns("e", "f")
            + "contract:x a pg:Contract ; pg:supplier id:d ; pg:buyer id:e .".replace("contract:", "id:"),
        }
    )


def stations(path: Path) -> str:
    return "".join([path.hops[0][0].start.id, *(hops[0].end.id for hops in path.hops)])


def test_the_shortest_come_first_and_no_more_than_asked_for(small: KnowledgeGraph) -> None:
    assert [stations(p) for p in small.path("Company a", "Company d")] == ["abd", "acd"]
    assert [stations(p) for p in small.path("Company a", "Company d", k=1)] == ["abd"]
    assert [stations(p) for p in small.path("Company a", "Company c")] == ["ac", "abdc"]


def test_a_path_back_is_the_path_there_read_backwards(small: KnowledgeGraph) -> None:
    assert [stations(p) for p in small.path("Company d", "Company a")] == ["dba", "dca"]
    (first, second) = small.path("Company d", "Company a", k=1)[0].hops
    assert [hop.label for hop in (*first, *second)] == ["is owned by", "is owned by"]


def test_parallel_relations_stand_together_in_one_hop_each_with_its_sources(small: KnowledgeGraph) -> None:
    (path,) = small.path("Company d", "Company e", k=1)
    (hop,) = path.hops
    assert {(edge.kind, edge.provenance.sources) for edge in hop} == {
        ("ownership", ("one", "two")),
        ("contract", ("two",)),
    }


def test_a_path_has_at_most_so_many_hops(small: KnowledgeGraph) -> None:
    assert [stations(p) for p in small.path("Company a", "Company f", max_hops=4, k=5)] == ["abdef", "acdef"]
    with pytest.raises(NotFoundError, match="no path of at most 3 hops connects Company a and Company f"):
        small.path("Company a", "Company f", max_hops=3)


def test_as_of_a_day_the_whole_path_must_hold(small: KnowledgeGraph) -> None:
    assert "abd" in [stations(p) for p in small.path("Company a", "Company d", "2015-06-01")]
    assert [stations(p) for p in small.path("Company a", "Company d", "2016-06-01")] == ["acd"]


def test_what_nothing_connects_is_not_found(small: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="no path"):
        small.path("Company a", "Company z")


def test_a_thing_has_no_path_to_itself(small: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match="name two different things"):
        small.path("Company a", "id:a")


def test_the_json_form_counts_hops_and_gathers_sources(small: KnowledgeGraph) -> None:
    answer = small.path("Company d", "Company f", k=1)[0].to_json()
    assert (answer["length"], answer["sources"]) == (2, ["one", "two"])
    assert [[hop["to"]["id"] for hop in hops] for hops in answer["hops"]] == [["e", "e"], ["f"]]


def test_catherine_holland_is_connected_with_the_inspection_through_the_company(five: KnowledgeGraph) -> None:
    path = five.path("Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke")[0]
    labels = [hops[0].end.label for hops in path.hops]
    assert labels[:2] == [
        "The Reducing Reoffending Partnership",
        "Staffordshire and West Midlands Community Rehabilitation Company",
    ]
    for hops in path.hops:
        for hop in hops:
            assert hop.provenance.sources


def test_the_order_of_equally_short_paths_is_fixed(five: KnowledgeGraph) -> None:
    def found() -> list[str]:
        return [stations(p) for p in five.path("hmip", "Ministry of Justice", k=8)]

    assert found() == found()
