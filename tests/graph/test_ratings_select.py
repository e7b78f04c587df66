"""Selecting among ratings and comparing them."""

from typing import Any

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError
from probation.graph.ratings import Rated

SWM = "Staffordshire and West Midlands CRC"


def overall(rows: list[Rated]) -> list[tuple[str, str]]:
    return [(" or ".join(r.published), r.level.word.label) for r in rows if r.standard is None and r.counts]


def test_until_counts_its_day(graph: KnowledgeGraph) -> None:
    assert overall(graph.ratings(SWM, until="2019-01-01")) == [("2018-12-19", "Requires improvement")]
    assert overall(graph.ratings(SWM, until="2018-12-19")) == [("2018-12-19", "Requires improvement")]
    assert overall(graph.ratings(SWM, until="2018-12-18")) == []


def test_a_rating_says_how_it_changed_and_that_the_programme_is_another(graph: KnowledgeGraph) -> None:
    (change,) = [row.change for row in graph.ratings(SWM) if row.change]
    assert (change.direction, change.level.word.label, change.published) == (
        "same",
        "Requires improvement",
        ("2018-12-19",),
    )
    assert not change.same_programme


def test_a_regions_ratings_are_its_own_and_those_of_its_units(graph: KnowledgeGraph) -> None:
    rows = graph.ratings(region="London", since="2022-10-01", until="2022-10-31")
    assert {row.body.label.partition(",")[0] for row in rows} == {
        "Hammersmith",
        "Lambeth PDU",
        "Ealing and Hillingdon PDU",
    }
    zero = [row.body.id for row in rows if row.score == "0"]
    assert zero == ["pdu-hammersmith-fulham-kensington-chelsea-and-westminster"]
    yorkshire = {row.body.id for row in graph.ratings(region="Yorkshire and the Humber")}
    assert {"region-yorkshire-and-the-humber", "pdu-leeds"} <= yorkshire


def test_an_owners_ratings_are_those_given_while_it_owned(graph: KnowledgeGraph) -> None:
    bodies = {row.body.id for row in graph.ratings(owner="Sodexo Justice Services")}
    assert "crc-essex" in bodies
    assert "crc-london" not in bodies
    assert {row.body.id for row in graph.ratings(owner="sodexo")} >= bodies


def test_an_owner_a_region_a_place_and_an_inspector_are_names_too(graph: KnowledgeGraph) -> None:
    assert {row.body.id for row in graph.ratings("Reducing Reoffending Partnership")} == {
        "crc-staffordshire-and-west-midlands",
        "crc-derbyshire-leicestershire-nottinghamshire-and-rutland",
    }
    assert "pdu-lambeth" in {row.body.id for row in graph.ratings("region-london")}
    assert "pdu-staffordshire-and-stoke" in {row.body.id for row in graph.ratings("staffordshire")}
    assert len(graph.ratings("Glenys Stacey")) > 10
    assert len(graph.ratings("hmip")) == len(graph.ratings())


def test_the_latest_of_each_body_and_standard_on_each_scale(graph: KnowledgeGraph) -> None:
    rows = graph.ratings(SWM, latest=True)
    assert overall(rows) == [("2020-03-05", "Requires improvement")]
    assert len([row for row in rows if row.what == "overall"]) == 2, "both sides of the dispute"


def test_standards_and_programmes_are_chosen_by_words(graph: KnowledgeGraph) -> None:
    assert {row.what for row in graph.ratings(standard="leadership")} == {"Leadership"}
    found = {row.programme.label for row in graph.ratings(programme="pdu inspections") if row.programme}
    assert found == {"PDU inspections 2021-23", "PDU inspections 2023-25"}


@pytest.mark.parametrize("by", ["owner", "region", "programme"])
def test_every_inspection_counts_once_in_a_group(graph: KnowledgeGraph, by: str) -> None:
    rows = graph.ratings()
    tallies = graph.compare_ratings(rows, by)
    assert len({(t.group, t.scale) for t in tallies}) == len(tallies)
    for tally in tallies:
        answer = tally.to_json()
        assert answer["total"] == sum(answer["counts"].values()) > 0
        assert answer["sources"]
    counted = {i.id for tally in tallies for i in tally.inspections}
    assert counted == {row.inspection.id for row in rows if row.standard is None and row.counts}


def test_an_owner_counts_for_what_was_found_while_it_owned_and_what_is_open_is_said(graph: KnowledgeGraph) -> None:
    assert ("crc-dorset-devon-and-cornwall", "Inadequate") in {
        (row.body.id, row.level.word.label) for row in graph.ratings(owner="Working Links")
    }
    assert graph.ratings("Working Links") == graph.ratings(owner="Working Links")
    rows = graph.ratings(programme="Core programme round 1")
    counted = {t.group.id if t.group else None: t.to_json() for t in graph.compare_ratings(rows, "owner")}
    working_links, seetec = counted["working-links"], counted["seetec"]
    assert working_links["counts"] == {"Inadequate": 1, "Requires improvement": 1}
    assert working_links["possible"] == {"Requires improvement": 1}
    assert seetec["counts"]["Inadequate"] == seetec["possible"]["Inadequate"] == 1
    assert counted["purple-futures"]["possible"] == {}


def test_a_comparison_cites_who_says_that_the_owner_owned_and_the_unit_belonged_to_the_region(
    graph: KnowledgeGraph,
) -> None:
    [tally] = [t for t in graph.compare_ratings(graph.ratings("crc-essex"), "owner") if t.group]
    [line] = [
        line
        for line in graph.show("crc-essex")
        if line.relation == "is owned by" and str(line.value) == "Sodexo Justice Services"
    ]
    assert line.provenance.sources and {*line.provenance.sources} <= {*tally.provenance.sources}
    [region] = graph.compare_ratings(graph.ratings("pdu-lambeth"), "region")
    assert "moj-cas-pdus-2023" in region.provenance.sources


def test_a_dispute_counts_as_the_editors_prefer(graph: KnowledgeGraph) -> None:
    tallies = graph.compare_ratings(graph.ratings(SWM), "owner")
    assert [tally.to_json()["counts"] for tally in tallies] == [{"Requires improvement": 2}]


@pytest.mark.parametrize(
    ("filters", "error", "words"),
    [
        ({"since": "2021-01-01", "until": "2020-01-01"}, InputError, "--since is after --until"),
        ({"since": "yesterday"}, InputError, "is not a date"),
        ({"programme": "no such"}, NotFoundError, "no programme of inspection is called 'no such'; known are: "),
        ({"standard": "no such"}, NotFoundError, "no rating is known for 'no such'"),
        ({"region": "Staffordshire"}, InputError, "Staffordshire is no region of probation"),
        ({"region": "Atlantis"}, NotFoundError, "nothing is called"),
        ({"owner": "Lambeth PDU"}, InputError, "is no owner"),
        ({"name": "Napo"}, NotFoundError, "no rating is known of"),
    ],
)
def test_filters_that_make_no_sense_are_refused(
    graph: KnowledgeGraph, filters: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        graph.ratings(**filters)


def test_ratings_are_compared_in_three_ways_only(graph: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match="compared by owner, region, programme"):
        graph.compare_ratings(graph.ratings(), "colour")
    words = graph.ratings(programme="quality & impact")
    with pytest.raises(NotFoundError, match="nothing to count"):
        graph.compare_ratings(words, "owner")
