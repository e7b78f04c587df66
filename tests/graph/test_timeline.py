"""Everything dated about a thing, in one order."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError
from probation.graph.timeline import Entry

Build = Callable[..., KnowledgeGraph]
SWM = "Staffordshire and West Midlands CRC"


def short(entry: Entry) -> tuple[str | None, str, str]:
    return entry.date, entry.happens, str(entry.value)


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    return graph_of(
        {
            "one": 'id:a a pg:Company ; skos:prefLabel "Ay"@en ; '
            'pg:from "2015"^^xsd:gYear ; pg:until "2017-03-02"^^xsd:date . '
            'id:b a pg:Company ; skos:prefLabel "Bee"@en . id:c a pg:Company ; skos:prefLabel "Cee"@en . '
            'ownership:a--b a pg:Ownership ; pg:owner id:a ; pg:owned id:b ; pg:from "2015-06"^^xsd:gYearMonth . '
            "ownership:c--a a pg:Ownership ; pg:owner id:c ; pg:owned id:a . "
            'id:e a pg:PolicyEvent ; skos:prefLabel "Event"@en ; pg:date "2015-01-01"^^xsd:date ; pg:affects id:a .',
            "two": 'ownership:a--b pg:from "2015-06-07"^^xsd:date .',
        }
    )


def test_imprecise_dates_stand_at_their_first_day_as_written_and_the_undated_last(small: KnowledgeGraph) -> None:
    assert [short(entry) for entry in small.timeline("Ay")] == [
        ("2015-01-01", "takes place", "Event"),
        ("2015", "begins", "Ay"),
        ("2015-06", "begins", "Bee"),
        ("2015-06-07", "begins", "Bee"),
        ("2017-03-02", "ends", "Ay"),
        ("2017-03-02", "ends", "Bee"),
        ("2017-03-02", "ends", "Cee"),
    ]
    assert [short(entry) for entry in small.timeline("Cee")][-1][0] == "2017-03-02"


def test_what_has_no_date_stands_last(graph_of: Build) -> None:
    graph = graph_of(
        {
            "one": 'id:a a pg:Company ; skos:prefLabel "Ay"@en . id:b a pg:Company ; skos:prefLabel "Bee"@en ; '
            'pg:from "2015"^^xsd:gYear . ownership:a--b a pg:Ownership ; pg:owner id:a ; pg:owned id:b .'
        }
    )
    assert [short(entry) for entry in graph.timeline("Bee")] == [("2015", "begins", "Bee"), (None, "", "Ay")]


def test_each_date_has_its_own_sources_and_a_derived_one_its_rule(small: KnowledgeGraph) -> None:
    said = {short(entry): entry.provenance for entry in small.timeline("Ay")}
    assert said["2015-06", "begins", "Bee"].sources == ("one",)
    assert said["2015-06-07", "begins", "Bee"].sources == ("two",)
    ended = said["2017-03-02", "ends", "Bee"]
    assert (ended.rules, ended.sources) == (("ends-with-body",), ("one",))


def test_dates_given_for_one_end_name_each_other(graph_of: Build) -> None:
    said = """
        id:a a pg:Company ; skos:prefLabel "Ay"@en ; pg:from {own} . id:e a pg:PolicyEvent ; skos:prefLabel "Split"@en ;
            pg:affects id:a ; pg:date {date} .
        inspection:i a pg:Inspection ; skos:prefLabel "I"@en ; pg:inspected id:a ; pg:heldOn {held} .
    """.replace("inspection:i", "id:i")
    days = ['"2014"^^xsd:gYear', '"2014-06-01"^^xsd:date', '"2014-07"^^xsd:gYearMonth']
    graph = graph_of(
        {f"s{n}": said.format(own=days[n % 2], date=day, held=days[1 + n % 2]) for n, day in enumerate(days)}
    )
    found = {(entry.date, str(entry.value)): entry for entry in graph.timeline("Ay")}
    assert [day for day, what in found if what == "Split"] == ["2014", "2014-06-01", "2014-07"]
    june = found["2014-06-01", "Split"]
    assert june.other_dates == ("2014", "2014-07")
    assert june.to_json()["other_dates"] == ["2014", "2014-07"]
    assert june.provenance.sources == ("s1",)
    assert june.doubt == "sources differ: or 2014-07; also given as 2014"
    assert found["2014", "Split"].doubt == "also given as 2014-06-01, 2014-07"
    assert found["2014-06-01", "Ay"].other_dates == ("2014",)
    # Two days on which something is known to have held are not one end.
    assert {entry.other_dates for (_, what), entry in found.items() if what == "I"} <= {()}
    assert "other_dates" not in next(e for e in graph.timeline("I") if not e.other_dates).to_json()


def test_the_two_starts_of_chris_grayling_are_told_to_be_of_one_tenure(graph: KnowledgeGraph) -> None:
    begun = [e for e in graph.timeline("Chris Grayling") if e.happens == "begins"]
    assert [(e.date, e.other_dates) for e in begun] == [("2012-08", ("2012-09-04",)), ("2012-09-04", ("2012-08",))]


def test_a_period_takes_what_may_lie_in_it_and_leaves_the_undated_out(small: KnowledgeGraph) -> None:
    assert [e.date for e in small.timeline("Ay", since="2015-06-30", until="2015")] == ["2015", "2015-06"]
    assert {e.date for e in small.timeline("Ay", since="2016")} == {"2017-03-02"}
    with pytest.raises(InputError, match="--since is after --until"):
        small.timeline("Ay", since="2017", until="2016")
    with pytest.raises(InputError, match="is not a date"):
        small.timeline("Ay", since="soon")


def test_measures_keep_their_qualifier_and_unit(graph: KnowledgeGraph) -> None:
    values = {str(entry.value) for entry in graph.timeline(SWM)}
    assert "average caseload per practitioner: 64 cases" in values
    assert "highest caseload of an officer: at most 80 cases" in values
    assert "share of staff saying workload is unmanageable: almost 70 percent" in values


def test_inspections_stand_with_their_rating_and_before_what_they_found(graph: KnowledgeGraph) -> None:
    that_day = [entry for entry in graph.timeline(SWM) if entry.date == "2018-12-19"]
    assert "Requires improvement" in [entry.aside for entry in that_day]
    groups = [entry.group for entry in graph.timeline(SWM) if entry.date == "2020-03-05"]
    assert groups.index("inspections") < groups.index("findings")


@pytest.mark.parametrize("name", [SWM, "Working Links", "hmip", "justin-russell", "staffordshire", "event-split-2014"])
def test_order_and_sources_hold_everywhere(graph: KnowledgeGraph, name: str) -> None:
    found = graph.timeline(name)
    dated = [entry.date for entry in found if entry.date]
    assert dated == sorted(dated, key=lambda text: (text + "-01-01")[:10])
    assert [bool(entry.date) for entry in found] == sorted((bool(entry.date) for entry in found), reverse=True)
    assert all(entry.provenance.sources for entry in found)


def test_the_end_of_working_links(graph: KnowledgeGraph) -> None:
    found = {
        (entry.date, str(entry.value)) for entry in graph.timeline("Working Links", since="2019-02", until="2019-02")
    }
    assert ("2019-02", "Wales Community Rehabilitation Company") in found
