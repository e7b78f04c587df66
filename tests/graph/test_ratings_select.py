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


def test_a_dispute_is_said_beside_the_counts_and_the_rejected_level_counts_nought(graph: KnowledgeGraph) -> None:
    """`--compare owner` counted the preferred rating without a word of the other one."""
    [tally] = graph.compare_ratings(graph.ratings(SWM), "owner")
    assert tally.to_json()["disputed"] == {"Inadequate": 1, "Requires improvement": 1}
    assert (tally.marked("Inadequate"), tally.marked("Requires improvement"), tally.marked("Good")) == ("0*", "2*", "")
    assert "guardian-2020-03-04-midlands-probation-firm" in tally.provenance.sources


def test_the_question_about_owners_counts_as_the_command_does(graph: KnowledgeGraph) -> None:
    """`query owner_ratings` left out who owned possibly, and told no disputed rating from another."""
    counted: dict[tuple[str, str], int] = {}
    possible: dict[tuple[str, str], int] = {}
    disputed: dict[tuple[str, str], int] = {}
    for answer in graph.query("owner_ratings"):
        cells = {name: str(value) for name, value in answer.cells.items()}
        key, count = (cells["owner"], cells["rating"]), int(cells["inspections"])
        if cells["disputed"] != "no":
            disputed[key] = disputed.get(key, 0) + count
        if cells["disputed"] in ("no", "yes; the editors prefer this"):
            counted[key] = counted.get(key, 0) + count
            if cells["certainty"] == "possible":
                possible[key] = possible.get(key, 0) + count
    said: list[dict[tuple[str, str], int]] = [{}, {}, {}]
    for tally in graph.compare_ratings(graph.ratings(), "owner"):
        for where, found in zip(said, (tally.counts, tally.possible, tally.disputed), strict=True):
            if tally.group and any(level.rank for level, _ in tally.counts):
                where.update({(tally.group.label, level.word.label): count for level, count in found})
    assert [counted, possible, disputed] == said
    assert (counted["Seetec", "Inadequate"], possible["Seetec", "Inadequate"]) == (1, 1)


def test_the_question_about_one_owner_names_its_inspections_as_the_table_does(graph: KnowledgeGraph) -> None:
    """`query owner_inspections` left out what an owner answers for only possibly, such as Seetec for Dorset."""
    rows = [row for row in graph.ratings() if row.standard is None]
    owners = {owner for row in rows for owner in row.owners}
    assert len(owners) > 8
    for owner in owners:
        answers = [answer.cells for answer in graph.query("owner_inspections", owner=owner.id)]
        found = {(str(c["inspection"]), str(c["rating"]), c["certainty"]) for c in answers if c["rating"] is not None}
        assert found == {
            (row.inspection.label, row.level.word.label, "possible" if owner in row.possible_owners else "certain")
            for row in rows
            if owner in row.owners
        }


def test_a_disputed_rating_in_a_period_has_its_date_and_says_that_sources_differ(graph: KnowledgeGraph) -> None:
    """The only source of that rating gives no date, so that the row had none, and no word of the other rating."""
    asked = {"rating": "Inadequate", "since": "2014-01-01", "to": "2021-12-31"}
    found = {str(a.cells["inspection"]): a for a in graph.query("rating_inspections", **asked)}
    [company] = [answer for label, answer in found.items() if label.startswith("Staffordshire and West Midlands")]
    assert str(company.cells["published"]) == "2020-03-05"
    assert company.cells["disputed"] == "yes; the editors prefer another"
    assert company.sources == ("guardian-2020-03-04-midlands-probation-firm",)
    assert {answer.cells["disputed"] for answer in found.values() if answer != company} == {"no"}


@pytest.mark.parametrize(
    ("place", "body", "published", "way"),
    [
        ("Hull", "crc-humberside-lincolnshire-and-north-yorkshire", "2019-02-21", "humberside"),
        ("Hull", "crc-humberside-lincolnshire-and-north-yorkshire", "2020-05", "humberside"),
        ("Hull", "pdu-hull-and-east-riding", "2023-03-30", "kingston-upon-hull"),
        ("Manchester", "crc-cheshire-and-greater-manchester", "2019-04-04", "greater-manchester"),
        ("Manchester", "nps-north-west", "2020-07", "greater-manchester"),
    ],
)
def test_the_ratings_of_a_place_are_also_of_what_covers_an_area_around_it(
    graph: KnowledgeGraph, place: str, body: str, published: str, way: str
) -> None:
    rows = graph.ratings(place, standard="overall")
    (row,) = [row for row in rows if row.body.id == body and published in row.published]
    assert [there.area.id for there in row.there] == [way]
    cited = {slug for there in row.there for slug in there.provenance.sources}
    assert cited
    if way == "humberside":
        assert {"leg-ukpga-1996-16-sch1", "humberside-trust-vacancy"} <= cited, "what contains Hull, and who covers it"
    assert cited <= {*row.cited.sources}
    assert not cited <= {*row.provenance.sources}


@pytest.mark.parametrize("place", ["Hull", "Manchester", "Wales", "London", "Staffordshire", "Cornwall"])
def test_the_ratings_of_a_place_are_those_of_the_inspections_in_its_lineage(graph: KnowledgeGraph, place: str) -> None:
    inspected = {(found.node, found.object.iri) for found in graph.presences(place) if found.relation == "inspected"}
    rated = {(row.inspection.iri, row.body.iri) for row in graph.rating_table.rows}
    assert {(row.inspection.iri, row.body.iri) for row in graph.ratings(place)} == inspected & rated


def test_the_ratings_of_a_body_say_nothing_of_a_place(graph: KnowledgeGraph) -> None:
    assert not any(row.there for row in graph.ratings(SWM))
    assert "by_way_of" not in graph.ratings(SWM)[0].to_json()


def test_a_comparison_of_a_place_cites_who_says_that_the_bodies_are_there(graph: KnowledgeGraph) -> None:
    (tally, *_) = graph.compare_ratings(graph.ratings("Hull", programme="Core programme round 1"), "programme")
    assert "leg-ukpga-1996-16-sch1" in tally.provenance.sources


def test_a_report_without_a_day_is_only_possibly_of_the_time_asked_about(graph: KnowledgeGraph) -> None:
    def held(body: str, since: str | None, until: str | None) -> set[str]:
        rows = graph.ratings(body, standard="overall", since=since, until=until)
        return {row.held.value for row in rows if row.held}

    barnsley = "pdu-barnsley-and-rotherham"  # fieldwork in 2024, the report undated
    assert held(barnsley, "2022", "2024") == {"possible"}
    assert held(barnsley, "2022", None) == {"certain"}
    assert held("pdu-bedfordshire", "2022", "2024") == {"certain"}  # 2024
    assert held("pdu-bedfordshire", "2024-06", "2024") == {"possible"}
    assert held("pdu-bedfordshire", None, None) == set()


def test_a_region_named_like_a_place_is_proposed_first(graph: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match="one of these is meant: region-greater-manchester, nps-london"):
        graph.ratings(region="Manchester")
