"""Reading ratings: levels with their scale, disputes, owners at the time, sources."""

from datetime import date

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.ratings import Rated, named, order, read_ratings

SWM, PDU = "crc-staffordshire-and-west-midlands", "pdu-staffordshire-and-stoke"


@pytest.fixture(scope="module")
def rows(graph: KnowledgeGraph) -> list[Rated]:
    return graph.rating_table.rows


def of(rows: list[Rated], body: str, published: str, what: str = "overall") -> list[Rated]:
    return [r for r in rows if (r.body.id, r.published, r.what) == (body, (published,), what)]


def test_the_pdu_had_2_of_27_points_and_was_inadequate(rows: list[Rated]) -> None:
    (row,) = of(rows, PDU, "2022-08-04")
    assert (row.level.word.label, row.score, row.maximum, row.level.rank) == ("Inadequate", "2", "27", 1)
    assert row.provenance.sources == ("hmip-2022-08-04-staffordshire-and-stoke-pdu-press-release",)


def test_both_sides_of_a_dispute_stand_each_with_its_own_sources_and_one_is_preferred(rows: list[Rated]) -> None:
    sides = {row.level.word.label: row for row in of(rows, SWM, "2020-03-05")}
    assert set(sides) == {"Inadequate", "Requires improvement"}
    assert all(row.disputed for row in sides.values())
    assert [sides["Inadequate"].preferred, sides["Requires improvement"].preferred] == [False, True]
    assert [sides["Inadequate"].counts, sides["Requires improvement"].counts] == [False, True]
    assert not set(sides["Inadequate"].provenance.sources) & set(sides["Requires improvement"].provenance.sources)


def test_the_owner_is_that_of_the_time(rows: list[Rated]) -> None:
    (row,) = of(rows, SWM, "2018-12-19")
    assert [owner.id for owner in row.owners] == ["reducing-reoffending-partnership"]


def test_words_of_unrated_programmes_have_no_rank_and_stand_last(rows: list[Rated]) -> None:
    assert {row.level.rank is None for row in rows if row.programme and row.programme.label == "Quality & Impact"} == {
        True
    }
    ranked = [row.level.rank is not None for row in rows]
    assert ranked == sorted(ranked, reverse=True)
    assert [row.level.scale for row in rows if row.level.rank is None] != []
    assert rows == sorted(rows, key=order)


def test_every_rating_is_cited_and_says_its_scale(rows: list[Rated]) -> None:
    for row in rows:
        answer = row.to_json()
        assert answer["sources"] and answer["scale"] and answer["level"]["label"], answer
        assert {"inspection", "body", "standard", "published", "score", "maximum_score"} <= answer.keys()


def test_an_undated_inspection_has_no_span(rows: list[Rated]) -> None:
    undated = [row for row in rows if not row.published and not row.fieldwork]
    assert undated
    assert {row.span for row in undated} == {None}


def test_programmes_are_found_by_name_slug_and_words(graph: KnowledgeGraph) -> None:
    assert list(named(graph.engine, "Quality & Impact").values()) == ["Quality & Impact"]
    assert list(named(graph.engine, "quality-impact").values()) == ["Quality & Impact"]
    assert len(named(graph.engine, "core programme")) == 3
    assert named(graph.engine, "no such programme") == {}


def test_a_table_knows_owners_of_owners_and_wholes_of_wholes(graph: KnowledgeGraph) -> None:
    table = read_ratings(graph.engine, graph.namer())
    essex, lambeth = graph.thing("Essex CRC").iri, graph.thing("pdu-lambeth").iri
    assert {graph.thing("sodexo-justice-services").iri, graph.thing("sodexo").iri} <= table.owners(essex, None)
    assert {graph.thing("region-london").iri, graph.thing("probation-service").iri} <= table.wholes(lambeth, None)
    assert table.owners(lambeth, None) == set()


def test_an_owner_that_left_on_the_day_of_the_report_ran_what_it_found(rows: list[Rated]) -> None:
    """Working Links collapsed on the day on which the report on its company came out; it was not counted at all."""
    (row,) = of(rows, "crc-dorset-devon-and-cornwall", "2019-02-15")
    assert [owner.id for owner in row.owners] == ["seetec", "working-links"]
    assert [owner.id for owner in row.possible_owners] == ["seetec"], "from some day of that month"


def test_an_owner_for_a_part_of_the_month_of_fieldwork_is_possible(rows: list[Rated]) -> None:
    (row,) = of(rows, "crc-wales", "2019-07-03")
    assert row.fieldwork == ("2019-02",)
    assert [owner.id for owner in row.owners] == ["seetec", "working-links"]
    assert [owner.id for owner in row.possible_owners] == ["working-links"]
    assert row.to_json()["possible_owners"][0]["id"] == "working-links"


def test_who_owned_before_the_fieldwork_does_not_count(rows: list[Rated]) -> None:
    (row,) = of(rows, "crc-bristol-gloucestershire-somerset-and-wiltshire", "2019-09")
    assert [owner.id for owner in row.owners] == ["seetec"]
    assert row.possible_owners == ()


def test_without_fieldwork_the_day_before_publication_counts(rows: list[Rated]) -> None:
    (row,) = of(rows, "crc-essex", "2018-10-10")
    assert row.fieldwork == ()
    assert row.period == ((date(2018, 10, 9), date(2018, 10, 9)), (date(2018, 10, 10), date(2018, 10, 10)))
    assert {row.period for row in rows if not row.published and not row.fieldwork} == {None}
