"""The tree of what a body came of and what came of it."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import NotFoundError
from probation.graph.lineage import Step, described

Build = Callable[..., KnowledgeGraph]
PDU = "Staffordshire and Stoke PDU"


def change(old: str, new: str, date: str = "") -> str:
    when = f'; pg:date "{date}"^^xsd:date ' if date else ""
    ends = f"org:originalOrganization id:{old} ; org:resultingOrganization id:{new}"
    return f"change:{old}--{new} a pg:Reorganisation ; {ends} {when}. "


def bodies(*names: str) -> str:
    return "".join(f'id:{n} a pg:Charity ; skos:prefLabel "Body {n}"@en . ' for n in names)


def shape(steps: list[Step]) -> list[tuple[str, int, str]]:
    return [(step.way, step.depth, step.body.id) for step in steps]


def test_both_directions_are_followed_and_cited(graph_of: Build) -> None:
    graph = graph_of(
        {"one": bodies(*"abcd") + change("a", "b", "2014-06-01") + change("b", "c"), "two": change("c", "d")}
    )
    steps = graph.lineage("Body b")
    assert shape(steps) == [("itself", 0, "b"), ("before", 1, "a"), ("after", 1, "c"), ("after", 2, "d")]
    assert [step.provenance.sources for step in steps] == [("one",), ("one",), ("one",), ("two",)]
    assert described(steps[1]) == "2014-06-01"


def test_a_circle_ends(graph_of: Build) -> None:
    graph = graph_of({"one": bodies(*"abc") + change("a", "b") + change("b", "c") + change("c", "a")})
    assert shape(graph.lineage("Body a")) == [
        ("itself", 0, "a"),
        ("before", 1, "c"),
        ("before", 2, "b"),
        ("after", 1, "b"),
        ("after", 2, "c"),
    ]


def test_a_body_reached_twice_is_followed_once_where_it_is_nearest(graph_of: Build) -> None:
    graph = graph_of(
        {"one": bodies(*"abcde") + change("a", "c") + change("a", "b") + change("b", "c") + change("c", "d")}
    )
    steps = [step for step in graph.lineage("Body a") if step.way == "after"]
    assert [(step.depth, step.body.id, step.again) for step in steps] == [
        (1, "b", False),
        (2, "c", True),
        (1, "c", False),
        (2, "d", False),
    ]


def test_beside_a_body_of_very_many_only_its_kin_is_followed(graph_of: Build) -> None:
    many = [f"t{n}" for n in range(9)]
    graph = graph_of(
        {
            "one": bodies("root", "elder")
            + 'id:hub a pg:NationalService ; skos:prefLabel "Hub"@en . '
            + 'id:first a pg:NationalService ; skos:prefLabel "First"@en . '
            + bodies(*many)
            + change("hub", "root")
            + change("first", "hub")
            + "".join(change(name, "hub") for name in many)
        }
    )
    steps = graph.lineage("Body root")
    assert shape(steps) == [("itself", 0, "root"), ("before", 1, "hub"), ("before", 2, "first")]
    assert steps[1].left_out == 9
    assert len(graph.lineage("Hub")) == 12, "of the body asked for, all are shown"


def test_nothing_known_is_said(graph_of: Build) -> None:
    with pytest.raises(NotFoundError, match="no source says what Body a came of"):
        graph_of({"one": bodies("a")}).lineage("Body a")


def test_the_staffordshire_unit(graph: KnowledgeGraph) -> None:
    steps = {(step.way, step.body.id): step for step in graph.lineage(PDU)}
    for expected in [
        ("part of", "region-west-midlands"),
        ("before", "crc-staffordshire-and-west-midlands"),
        ("before", "nps"),
        ("before", "nps-midlands"),
        ("before", "trust-staffordshire-and-west-midlands"),
        ("after", "pdu-staffordshire-north"),
        ("after", "pdu-staffordshire-south"),
    ]:
        assert expected in steps
    company = steps["before", "crc-staffordshire-and-west-midlands"]
    assert [owned.owner.id for owned in company.owners] == ["reducing-reoffending-partnership"]
    assert {row.level.word.label for row in company.ratings if row.counts} == {"Requires improvement"}
    assert company.kinds == ("replacement",)
    assert all(step.provenance.sources for step in steps.values())


def test_a_unit_without_stated_predecessors_has_those_of_its_region(graph: KnowledgeGraph) -> None:
    before = {step.body.id: step for step in graph.lineage("pdu-lambeth") if step.way == "before"}
    assert before["crc-london"].basis == "through what it is part of"
    assert before["trust-london"].basis == "stated"


def test_the_five_documents_know_the_company_before_the_unit(five: KnowledgeGraph) -> None:
    before = {step.body.id for step in five.lineage(PDU) if step.way == "before"}
    assert {"crc-staffordshire-and-west-midlands", "nps"} <= before
