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
    before = {step.body.id: step for step in graph.lineage("pdu-mid-kent") if step.way == "before"}
    assert before["crc-kent-surrey-and-sussex"].basis == "through what it is part of"
    assert before["trust-surrey-and-sussex"].basis == "stated"


def test_the_five_documents_know_the_company_before_the_unit(five: KnowledgeGraph) -> None:
    before = {step.body.id for step in five.lineage(PDU) if step.way == "before"}
    assert {"crc-staffordshire-and-west-midlands", "nps"} <= before


# As of a day


def dated(name: str, start: str = "", end: str = "") -> str:
    ends = "".join(f'; pg:{p} "{d}"^^xsd:date ' for p, d in (("from", start), ("until", end)) if d)
    return f'id:{name} a pg:Charity ; skos:prefLabel "Body {name}"@en {ends}. '


CHAIN = {
    "one": dated("a", "2000-01-01", "2010-01-01")
    + dated("b", "2010-01-01", "2015-01-01")
    + dated("c", "2015-01-01", "2020-01-01")
    + dated("d", "2020-01-01")
    + change("a", "b", "2010-01-01")
    + change("b", "c")
    + change("c", "d", "2020-01-01")
}


def stood(steps: list[Step]) -> list[tuple[str, str, str | None, str | None]]:
    return [(s.way, s.body.id, s.held and s.held.value, s.standing and s.standing.value) for s in steps]


def test_as_of_a_day_what_had_not_happened_is_left_out(graph_of: Build) -> None:
    graph = graph_of(CHAIN)
    assert stood(graph.lineage("Body b", "2012-06-01")) == [
        ("itself", "b", "certain", "existed"),
        ("before", "a", "certain", "had ended"),
    ]
    assert stood(graph.lineage("Body b", "2016-06-01")) == [
        ("itself", "b", "no", "had ended"),
        ("before", "a", "certain", "had ended"),
        ("after", "c", "certain", "existed"),
    ]
    assert [step.held for step in graph.lineage("Body b")] == [None] * 4


def test_before_a_body_that_had_not_begun_stands_who_was_there_and_the_changes_to_come_are_marked(
    graph_of: Build,
) -> None:
    steps = graph_of(CHAIN).lineage("Body d", "2012-06-01")
    assert stood(steps) == [
        ("itself", "d", "no", "had not begun"),
        ("before", "c", "no", "had not begun"),
        ("before", "b", "no", "existed"),
        ("before", "a", "certain", "had ended"),
    ]
    assert [described(step) for step in steps] == [
        "",
        "2020-01-01 · to come",
        "to come",
        "2010-01-01",
    ]


def test_before_everything_there_is_no_tree(graph_of: Build) -> None:
    with pytest.raises(NotFoundError, match="no source says what Body d came of.* by 1990-01-01"):
        graph_of(CHAIN).lineage("Body d", "1990-01-01")


def test_a_change_of_unknown_date_between_undated_bodies_is_possible(graph_of: Build) -> None:
    steps = graph_of({"one": bodies("a", "b") + change("a", "b")}).lineage("Body a", "2012-06-01")
    assert stood(steps) == [
        ("itself", "a", "possible", "possibly existed"),
        ("after", "b", "possible", "possibly existed"),
    ]
    assert described(steps[1]) == "possibly"


def test_a_body_reached_by_a_change_to_come_and_one_that_had_happened_is_followed_from_the_latter(
    graph_of: Build,
) -> None:
    graph = graph_of(
        {
            "one": dated("a", "2000-01-01")
            + dated("b", "2005-01-01")
            + dated("c", "2006-01-01")
            + dated("d", "2007-01-01")
            + change("a", "c", "2020-01-01")
            + change("a", "b", "2005-01-01")
            + change("b", "c", "2006-01-01")
            + change("c", "d", "2007-01-01")
        }
    )
    steps = [step for step in graph.lineage("Body a", "2012-06-01") if step.way == "after"]
    assert [(step.depth, step.body.id, step.again) for step in steps] == [
        (1, "b", False),
        (2, "c", False),
        (3, "d", False),
    ]


def test_as_of_a_day_a_body_has_its_owner_and_its_last_rating_of_that_day(graph_of: Build) -> None:
    owners = "".join(
        f'id:o{n} a pg:Company ; skos:prefLabel "Owner {n}"@en . ownership:o{n}--b a pg:Ownership ; pg:owner id:o{n} ; '
        f'pg:owned id:b ; pg:from "{start}"^^xsd:date ; pg:until "{end}"^^xsd:date . '
        for n, start, end in ((1, "2010-01-01", "2012-01-01"), (2, "2012-01-01", "2015-01-01"))
    )
    found = "".join(
        f'id:i{n} a pg:Inspection ; skos:prefLabel "Inspection {n}"@en ; pg:inspected id:b ; pg:overallRating pg:{level} ; '
        f'pg:published "{day}"^^xsd:date . '
        for n, level, day in ((1, "Good", "2011-05-01"), (2, "Inadequate", "2013-05-01"), (3, "Good", "2019-01-01"))
    )
    graph = graph_of({**CHAIN, "two": owners + found})

    def of_b(name: str, day: str) -> tuple[list[str], list[str]]:
        (step,) = [step for step in graph.lineage(name, day) if step.body.id == "b"]
        return [owned.owner.id for owned in step.owners], [row.published[0] for row in step.ratings]

    assert of_b("Body b", "2011-06-01") == (["o1"], ["2011-05-01"])
    assert of_b("Body b", "2014-06-01") == (["o2"], ["2013-05-01"])
    assert of_b("Body c", "2017-06-01") == (["o2"], ["2013-05-01"]), "of a body that had ended, the owner at its end"


def test_as_of_a_day_a_body_is_part_of_what_it_was_part_of_then(graph: KnowledgeGraph) -> None:
    def wholes(day: str) -> dict[str, str]:
        steps = graph.lineage(PDU, day)
        return {step.body.id: step.held.value for step in steps if step.way == "part of" and step.held}

    assert wholes("2017-01-12") == {}
    assert wholes("2022-08-04") == {"region-west-midlands": "certain"}


def test_the_staffordshire_unit_before_it_began(graph: KnowledgeGraph) -> None:
    steps = {step.body.id: step for step in graph.lineage(PDU, "2017-01-12")}
    assert {step.way for step in steps.values()} == {"itself", "before"}
    company = steps["crc-staffordshire-and-west-midlands"]
    assert (company.standing, company.held) == ("existed", "no")
    assert [(o.owner.id, o.held) for o in company.owners] == [("reducing-reoffending-partnership", "certain")]
    assert company.ratings == ()
    assert steps["trust-staffordshire-and-west-midlands"].standing == "had ended"


def test_a_step_by_way_of_a_larger_area_cites_what_lies_within_what(graph: KnowledgeGraph) -> None:
    steps = {step.body.id: step for step in graph.lineage("pdu-camden-and-islington")}
    assert [area.id for area in steps["crc-london"].areas] == ["london"]
    assert {"londoncrc-who", "ons-lad-region-2018-12"} <= set(steps["crc-london"].provenance.sources)


@pytest.mark.parametrize("trust", ["greater-manchester", "london", "wales", "nottinghamshire", "kent"])
def test_what_came_of_the_national_service_elsewhere_is_left_out_and_counted(graph: KnowledgeGraph, trust: str) -> None:
    """The unit of Staffordshire stood under every trust in the country, by way of the national service."""
    after = {step.body.id: step for step in graph.lineage(f"trust-{trust}") if step.way == "after" and not step.again}
    assert after["nps"].left_out == 1
    assert not [body for body in after if "staffordshire" in body]
    assert "probation-service" in after


def test_what_a_company_came_of_elsewhere_is_left_out_too(graph: KnowledgeGraph) -> None:
    before = {step.body.id: step for step in graph.lineage("pdu-mid-kent") if step.way == "before"}
    assert before["crc-kent-surrey-and-sussex"].left_out == 3
    assert {"trust-kent", "crc-kent-surrey-and-sussex"} <= before.keys()
    assert before.keys().isdisjoint({"crc-wales", "trust-wales"})


def test_a_company_that_took_over_from_another_did_so_where_that_had_been(graph: KnowledgeGraph) -> None:
    after = [step.body.id for step in graph.lineage("trust-wiltshire") if step.way == "after"]
    assert "crc-kent-surrey-and-sussex" in after
    assert not {"region-wales", "region-kent-surrey-and-sussex"} & set(after)


def test_of_what_was_all_over_the_country_nothing_is_elsewhere(graph: KnowledgeGraph) -> None:
    for body in ("nps", "nps-2001"):
        assert "pdu-staffordshire-and-stoke" in {step.body.id for step in graph.lineage(body) if step.way == "after"}


def test_the_picture_of_a_trust_begins_where_it_can_have_begun_and_is_not_certain(graph: KnowledgeGraph) -> None:
    """Its end alone is stated: it was a stub of half a year, for the picture began in 2014."""
    page = graph.view("trust-greater-manchester", style="lineage").html
    assert ">2008</text>" in page
    bar = page.partition('data-ref="trust-greater-manchester"')[2].partition("</g>")[0]
    assert 'class="pale"' in bar
    assert 'class="sure"' not in bar
