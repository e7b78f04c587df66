"""What a picture shows: the surroundings of some things, one step more to expand, and everything the panel says."""

import re
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from probation.graph import KnowledgeGraph
from probation.graph.dates import parse_day
from probation.graph.scene import scene
from probation.graph.sieve import Sieve
from probation.graph.terms import expand

Build = Callable[..., KnowledgeGraph]


def owns(owner: str, owned: str, more: str = "") -> str:
    return f"ownership:{owner}--{owned} a pg:Ownership ; pg:owner id:{owner} ; pg:owned id:{owned} {more} ."


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    names = "".join(f'id:{n} a pg:Company ; skos:prefLabel "Company {n}"@en .' for n in "abcdez")
    return graph_of(
        {
            "one": names
            + owns("a", "b", '; pg:from "2015-01-01"^^xsd:date ; pg:until "2016-01-01"^^xsd:date')
            + owns("b", "c")
            + owns("c", "d")
            + owns("d", "e")
            + owns("e", "d")
            + 'id:a skos:altLabel "Alpha"@en ; pg:acronym "CA" ; pg:from "2001"^^xsd:gYear .'
            + "id:i a pg:Inspection ; pg:inspected id:a . measurement:m a pg:Measurement ; pg:subject id:a ; pg:value 80 .",
            "two": owns("b", "c")
            + 'contract:x a pg:Contract ; pg:supplier id:a ; pg:buyer id:b . id:a pg:from "2002"^^xsd:gYear .'.replace(
                "contract:", "id:contract-"
            )
            + "measurement:m pg:value 81 .",
        }
    )


def draw(graph: KnowledgeGraph, name: str, depth: int = 1, as_of: str | None = None, **more: Any) -> nx.MultiDiGraph:
    return scene(graph, [graph.thing(name)], depth, parse_day(as_of) if as_of else None, **more)


def shown(picture: nx.MultiDiGraph) -> set[str]:
    return {data["slug"] for _, data in picture.nodes(data=True) if data["shown"]}


@pytest.mark.parametrize(
    ("depth", "inside", "beyond"),
    [(0, "a", "bi"), (1, "abi", "c"), (2, "abci", "d"), (3, "abcdi", "e"), (6, "abcdei", "")],
)
def test_what_lies_within_so_many_relations_is_shown_and_one_step_more_is_carried(
    small: KnowledgeGraph, depth: int, inside: str, beyond: str
) -> None:
    picture = draw(small, "Company a", depth)
    assert shown(picture) == set(inside)
    assert {data["slug"] for _, data in picture.nodes(data=True)} == set(inside + beyond)
    assert [data["slug"] for _, data in picture.nodes(data=True) if data["focus"]] == ["a"]


def test_beyond_what_is_shown_only_statements_about_the_picture_are_carried_and_the_rest_counted(
    small: KnowledgeGraph,
) -> None:
    """A hub one step beyond used to bring all its statements, most of them about things outside the file."""
    nodes = {data["slug"]: data for _, data in draw(small, "Company a").nodes(data=True)}
    assert [(s["relation"], s["value"]) for s in nodes["c"]["statements"]] == [("is owned by", "Company b")]
    assert nodes["c"]["more"] == 2  # its name, which stands above its statements, and what it owns
    assert [nodes[slug]["more"] for slug in "abi"] == [0, 0, 0]
    assert {s["relation"] for s in nodes["b"]["statements"]} >= {"name", "owns", "is owned by"}


def test_a_thing_that_nothing_is_related_to_stands_alone(small: KnowledgeGraph) -> None:
    picture = draw(small, "Company z", 3)
    assert shown(picture) == {"z"}
    assert picture.number_of_edges() == 0


def test_parallel_relations_are_kept_apart_with_their_own_sources(small: KnowledgeGraph) -> None:
    picture = draw(small, "Company a")
    edges = picture.get_edge_data(str(expand("id:a")), str(expand("id:b")))
    assert {(data["kind"], tuple(data["sources"])) for data in edges.values()} == {
        ("ownership", ("one",)),
        ("contract", ("two",)),
    }


def test_a_node_carries_its_names_kind_and_every_statement_with_its_sources(small: KnowledgeGraph) -> None:
    node = draw(small, "Company a").nodes[str(expand("id:a"))]
    assert (node["label"], node["kind"], node["slug"]) == ("Company a", "company", "a")
    assert set(node["names"]) >= {"Company a", "Alpha", "CA"}
    said = {(s["relation"], s["value"]): s for s in node["statements"]}
    assert said["owns", "Company b"]["sources"] == ["one"]
    assert said["owns", "Company b"]["when"] == "2015-01-01 to 2016-01-01"
    assert all(s["sources"] for s in node["statements"])


def test_disagreements_mark_the_thing_also_those_about_its_details(small: KnowledgeGraph) -> None:
    picture = draw(small, "Company a")
    conflicts = picture.nodes[str(expand("id:a"))]["conflicts"]
    assert {tuple(side["value"] for side in c["values"]) for c in conflicts} == {("2001", "2002"), ("80", "81")}
    assert picture.nodes[str(expand("id:b"))]["conflicts"] == []


def test_as_of_a_day_what_did_not_hold_is_not_shown(small: KnowledgeGraph) -> None:
    def held(as_of: str) -> dict[str, str]:
        picture = draw(small, "Company a", as_of=as_of)
        edges = picture.get_edge_data(str(expand("id:a")), str(expand("id:b"))) or {}
        return {data["kind"]: data["held"] for data in edges.values() if data["held"] != "no"}

    assert held("2015-06-01") == {"ownership": "certain", "contract": "possible"}
    assert held("2017-06-01") == {"contract": "possible"}


def test_beyond_the_limit_the_least_cited_are_left_out_and_the_picture_says_so(small: KnowledgeGraph) -> None:
    picture = draw(small, "Company b", most=2)
    assert shown(picture) == {"b", "c"} or shown(picture) == {"b", "a"}
    assert "left out" in picture.graph["left_out"] and "--most 3 draws them too" in picture.graph["left_out"]
    assert draw(small, "Company b").graph["left_out"] is None


def test_what_is_not_in_the_file_is_counted_with_the_options_that_draw_it(graph: KnowledgeGraph) -> None:
    said = draw(graph, "Staffordshire and West Midlands CRC").graph["left_out"]
    count, depth, most = (int(found) for found in re.findall(r"\d+", said))
    assert f"--depth {depth} --most {most} --through-hubs" in said
    picture = draw(graph, "Staffordshire and West Midlands CRC", depth, most=most, through_hubs=True)
    assert len(shown(picture)) == most > count > 100


def test_what_connects_everything_is_drawn_and_not_looked_beyond_unless_asked(graph: KnowledgeGraph) -> None:
    picture = draw(graph, "Staffordshire and Stoke PDU", 2, most=2000)
    near, all_of_it = shown(picture), shown(draw(graph, "Staffordshire and Stoke PDU", 2, most=2000, through_hubs=True))
    assert "hmip" in near < all_of_it
    assert "Not looked beyond HM Inspectorate of Probation" in picture.graph["left_out"]
    assert "--through-hubs does" in picture.graph["left_out"]
    # What the picture is of is looked beyond, whatever it connects.
    assert len(shown(draw(graph, "hmip", 1, most=2000))) > 100


def test_filters_stand_inside_the_question(small: KnowledgeGraph) -> None:
    picture = draw(small, "Company b", sieve=Sieve(relations=("owns",)))
    assert picture.graph["question"] == "What lies within one relation of Company b (relations: owns)?"


def test_a_disagreement_about_something_else_says_what(small: KnowledgeGraph) -> None:
    (found,) = (c for c in draw(small, "Company a").nodes[str(expand("id:a"))]["conflicts"] if c["property"] == "value")
    assert "80 or 81" in found["about"]


def test_every_source_that_the_picture_cites_is_described_in_it(five: KnowledgeGraph) -> None:
    picture = draw(five, "Staffordshire and Stoke PDU", 2)
    cited = {slug for _, data in picture.nodes(data=True) for s in data["statements"] for slug in s["sources"]}
    cited |= {slug for *_, data in picture.edges(data=True) for slug in data["sources"]}
    assert cited <= set(picture.graph["sources"])
    assert all(source["title"] for source in picture.graph["sources"].values())
    assert {kind["kind"] for kind in picture.graph["kinds"]} == {data["kind"] for _, data in picture.nodes(data=True)}


def test_the_same_question_gives_the_same_picture(five: KnowledgeGraph) -> None:
    one, two = (draw(five, "Catherine Holland", 2) for _ in range(2))
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))
    assert one.graph == two.graph


def test_an_edge_ends_where_the_editors_say_and_keeps_every_stated_date_in_words(graph: KnowledgeGraph) -> None:
    """The time slider showed Justin Russell as chief inspector until June 2024."""
    picture = draw(graph, "Justin Russell")
    (edge,) = (data for *_, data in picture.edges(data=True) if "2024-06" in data["when"] and "2019-06" in data["when"])
    assert (edge["from"], edge["until"]) == ("2019-06", "2023-09-30")
    assert any("He left at the end of September 2023" in str(conflict["note"]) for conflict in edge["conflicts"])
