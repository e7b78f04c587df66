"""Which part of the projection a path may use."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError
from probation.graph.paths import Path

Build = Callable[..., KnowledgeGraph]


def stations(path: Path) -> str:
    return "-".join([path.hops[0][0].start.id, *(hops[0].end.id for hops in path.hops)])


def relation(kind: str, start: str, end: str, dates: str = "") -> str:
    cls, source, target = {
        "owns": ("Ownership", "owner", "owned"),
        "contract": ("Contract", "supplier", "buyer"),
        "part": ("Affiliation", "child", "parent"),
    }[kind]
    return f"id:{kind}-{start}-{end} a pg:{cls} ; pg:{source} id:{start} ; pg:{target} id:{end} {dates}. "


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    until = '; pg:until "2016-01-01"^^xsd:date '
    since = '; pg:from "2015-01-01"^^xsd:date '
    return graph_of(
        {
            "one": "".join(f'id:{n} a pg:Company ; skos:prefLabel "Company {n}"@en . ' for n in "abcdef")
            + 'id:gone a pg:Company ; skos:prefLabel "Gone"@en ; '
            + 'pg:from "2000"^^xsd:gYear ; pg:until "2010"^^xsd:gYear . '
            + 'id:ministry a pg:Ministry ; skos:prefLabel "Ministry"@en . '
            + relation("contract", "a", "ministry")
            + relation("contract", "b", "ministry")
            + relation("owns", "a", "c", since + until)
            + relation("owns", "c", "d", since)
            + relation("owns", "d", "b", since)
            + relation("part", "a", "gone")
            + relation("part", "gone", "b")
            + relation("contract", "e", "ministry")
        }
    )


def test_a_hub_is_left_out_where_there_is_another_way(small: KnowledgeGraph) -> None:
    assert [stations(p) for p in small.path("Company a", "Company b")] == ["a-gone-b", "a-c-d-b"]
    assert stations(small.path("Company a", "Company b", through_hubs=True, k=1)[0]) in ("a-gone-b", "a-ministry-b")
    every = [stations(p) for p in small.path("Company a", "Company b", through_hubs=True)]
    assert "a-ministry-b" in every


def test_where_nothing_else_connects_the_ends_the_hub_is_used_and_named(small: KnowledgeGraph) -> None:
    (path,) = small.path("Company a", "Company e", k=1)
    assert stations(path) == "a-ministry-e"
    assert [hub.id for hub in path.hubs] == ["ministry"]
    assert path.to_json()["through_hubs"][0]["id"] == "ministry"


def test_a_hub_may_be_an_end(small: KnowledgeGraph) -> None:
    (path,) = small.path("Company a", "Ministry", k=1)
    assert (stations(path), path.hubs) == ("a-ministry", ())


@pytest.mark.parametrize("words", ["owns", "is owned by", "ownership", "pg:owned", "owned"])
def test_only_relations_are_named_by_words_kind_or_property(small: KnowledgeGraph, words: str) -> None:
    assert [stations(p) for p in small.path("Company a", "Company b", only=[words])] == ["a-c-d-b"]


def test_relations_are_avoided(small: KnowledgeGraph) -> None:
    assert [stations(p) for p in small.path("Company a", "Company b", avoid=["is part of"])] == ["a-c-d-b"]
    with pytest.raises(NotFoundError):
        small.path("Company a", "Company b", avoid=["owns", "is part of", "contract"])
    with pytest.raises(
        InputError, match="no relation is called 'marries'; among the kinds of relation are: affiliation,"
    ):
        small.path("Company a", "Company b", avoid=["marries"])


def test_on_a_day_the_whole_path_holds(small: KnowledgeGraph) -> None:
    (path,) = small.path("Company a", "Company b", "2015-06-01", only=["owns", "is part of"])
    assert stations(path) == "a-c-d-b", "the body in between was gone by then"
    assert path.held == "possible", "the later relations have no end"
    with pytest.raises(NotFoundError):
        small.path("Company a", "Company b", "2017-01-01", only=["owns", "is part of"])
    assert small.path("Company a", "Company b")[0].held is None


def test_the_shortest_from_any_start_to_any_end(small: KnowledgeGraph) -> None:
    found = [stations(p) for p in small.path(["Company a", "Company c"], ["Company d", "Company b"])]
    assert found[0] == "c-d"
    with pytest.raises(InputError, match="both names mean Company a"):
        small.path(["Company a", "Company c"], ["Company a"])


def test_mcdowell_and_sodexo(graph: KnowledgeGraph) -> None:
    found = graph.path("Paul McDowell", "Sodexo Justice Services")
    assert "paul-mcdowell-janine-mcdowell-sodexo-justice-services" in map(stations, found)
    assert all(path.to_json()["sources"] for path in found)


def test_the_inspectorate_is_no_shortcut(graph: KnowledgeGraph) -> None:
    (path,) = graph.path("Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke", k=1)
    assert stations(path).split("-hmip-")[0] == "catherine-holland-crc-staffordshire-and-west-midlands"
