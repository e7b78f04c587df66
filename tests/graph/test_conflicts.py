"""Disagreements are found, told apart by kind, and never merged."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.conflicts import Conflict

Build = Callable[..., KnowledgeGraph]


def told(statement: str) -> str:
    return f'id:x a pg:CommunityRehabilitationCompany ; skos:prefLabel "Stoke CRC"@en ; {statement} .'


def sides(conflict: Conflict) -> dict[str, tuple[str, ...]]:
    return {str(side.value): side.sources for side in conflict.sides}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ('pg:until "2021-06-26"^^xsd:date', 'pg:until "2021-06-25"^^xsd:date', "conflict"),
        ('pg:until "2021-06-26"^^xsd:date', 'pg:until "2021-06"^^xsd:gYearMonth', "precision"),
        ('pg:until "2021"^^xsd:gYear', 'pg:until "2021-06-26"^^xsd:date', "precision"),
        ('pg:until "2021"^^xsd:gYear', 'pg:until "2020-06-26"^^xsd:date', "conflict"),
        ("pg:overallRating pg:Inadequate", "pg:overallRating pg:RequiresImprovement", "conflict"),
        ("pg:score 2", "pg:score 20", "conflict"),
        ('pg:companyNumber "08802532"', 'pg:companyNumber "8802532"', "conflict"),
        ("pg:score 2", "pg:score 2.0", None),
        ("pg:value 12600", "pg:value 12600.00", None),
        ("pg:overallRating pg:Inadequate", "pg:overallRating pg:Inadequate", None),
        ('pg:until "2021-06-26"^^xsd:date', 'pg:from "2021-06-25"^^xsd:date', None),
        ('pg:heldOn "2017-01-12"^^xsd:date', 'pg:heldOn "2017-01-13"^^xsd:date', None),
        ('skos:altLabel "One"@en', 'skos:altLabel "Another"@en', None),
    ],
)
def test_two_sources_disagree_only_where_one_value_can_be_true(
    graph_of: Build, first: str, second: str, kind: str | None
) -> None:
    graph = graph_of({"a": told(first), "b": told(second)})
    found = graph.conflicts(precision=True)
    assert graph.conflicts() == [conflict for conflict in found if conflict.kind != "precision"]
    if kind is None:
        assert found == []
        return
    (conflict,) = found
    assert conflict.kind == kind
    assert sorted(conflict.sources) == ["a", "b"]
    assert set(sides(conflict).values()) == {("a",), ("b",)}


def test_all_sides_stand_with_everyone_who_takes_them(graph_of: Build) -> None:
    graph = graph_of(
        {
            "a": told('pg:from "2014-06-01"^^xsd:date'),
            "b": told('pg:from "2014-06"^^xsd:gYearMonth'),
            "c": told('pg:from "2015"^^xsd:gYear'),
            "d": told('pg:from "2014-06-01"^^xsd:date'),
        }
    )
    (conflict,) = graph.conflicts(precision=True)
    assert (conflict.subject.label, conflict.term, conflict.kind) == ("Stoke CRC", "pg:from", "conflict")
    assert sides(conflict) == {"2014-06-01": ("a", "b", "d"), "2015": ("c",)}
    assert [(str(side.value), side.sources) for side in conflict.sides[0].less_precise] == [("2014-06", ("b",))]
    assert conflict.sides[0].to_json()["less_precise"] == [{"value": "2014-06", "sources": ["b"]}]
    assert conflict.sides[0].aside == "also given as 2014-06"


def test_what_fits_several_sides_is_laid_to_none_of_them(graph_of: Build) -> None:
    given = {"a": '"2014-06-01"^^xsd:date', "b": '"2014-07"^^xsd:gYearMonth', "c": '"2014"^^xsd:gYear'}
    (conflict,) = graph_of({name: told(f"pg:from {value}") for name, value in given.items()}).conflicts()
    assert sides(conflict) == {"2014": ("c",), "2014-06-01": ("a",), "2014-07": ("b",)}
    year = conflict.sides[0]
    assert year.to_json() == {"value": "2014", "sources": ["c"], "agrees_with": ["2014-06-01", "2014-07"]}
    assert year.aside == "may mean 2014-06-01 or 2014-07"
    assert [side.agrees_with for side in conflict.sides[1:]] == [(), ()]


def test_values_that_differ_in_several_ways_are_one_disagreement_of_the_kind_that_weighs_most(graph_of: Build) -> None:
    given = {"a": "2021-06-26", "b": "2021-06-25", "c": "2020-01-01"}
    stated = {name: told(f'pg:until "{day}"^^xsd:date') for name, day in given.items()}
    note = """
        note:n a pg:EditorialNote ; pg:about id:x ; pg:aboutProperty pg:until ; pg:prefersValue "2021-06-26"^^xsd:date ;
            pg:disputedValue "2020-01-01"^^xsd:date ; pg:conflictKind <../scheme/conflict-kind/later-correction> ;
            dct:description "A plan."@en .
    """
    (conflict,) = graph_of({**stated, "editorial": note}).conflicts(precision=True)
    assert conflict.kind == "conflict"
    assert sides(conflict) == {"2020-01-01": ("c",), "2021-06-25": ("b",), "2021-06-26": ("a",)}
    assert [remark.reason for remark in conflict.notes] == ["A plan."]
    (corrected,) = graph_of({"a": stated["a"], "c": stated["c"], "editorial": note}).conflicts(precision=True)
    assert corrected.kind == "later-correction"


def test_a_finer_value_that_the_editors_reject_stands_apart_from_the_coarser_one(graph_of: Build) -> None:
    note = """
        note:n a pg:EditorialNote ; pg:about id:x ; pg:aboutProperty pg:from ; pg:prefersValue "2014"^^xsd:gYear ;
            pg:disputedValue "2014-06-01"^^xsd:date ; pg:conflictKind <../scheme/conflict-kind/headline> ;
            dct:description "The day is a guess."@en .
    """
    stated = {"a": told('pg:from "2014"^^xsd:gYear'), "b": told('pg:from "2014-06-01"^^xsd:date')}
    (conflict,) = graph_of({**stated, "editorial": note}).conflicts()
    assert (conflict.kind, sides(conflict)) == ("headline", {"2014": ("a",), "2014-06-01": ("b",)})


def test_each_thing_and_property_of_the_shipped_data_is_one_disagreement(graph: KnowledgeGraph) -> None:
    found = graph.conflicts(precision=True)
    places = [(conflict.nodes, conflict.term) for conflict in found]
    assert len(places) == len(set(places))
    (unified,) = [c for c in found if c.subject.id == "event-unification-2021" and c.term == "pg:date"]
    assert unified.kind == "conflict"
    assert 0 < len(graph.conflicts()) < len(found)


def test_a_rounded_number_is_less_precise_and_another_number_is_in_conflict(graph_of: Build) -> None:
    def score(value: str) -> str:
        return f"id:i a pg:Inspection ; skos:prefLabel 'I'@en ; pg:score {value} ."

    assert [c.kind for c in graph_of({"a": score("18"), "b": score("18.4")}).conflicts(precision=True)] == ["precision"]
    assert [c.kind for c in graph_of({"a": score("18"), "b": score("19.4")}).conflicts()] == ["conflict"]


def test_a_note_about_several_nodes_compares_them_and_names_what_they_have_in_common(graph_of: Build) -> None:
    graph = graph_of(
        {
            "a": "id:c a pg:Company ; skos:prefLabel 'C'@en . id:one a pg:Company ; skos:prefLabel 'One'@en . "
            "ownership:one a pg:Ownership ; pg:owner id:one ; pg:owned id:c .",
            "b": "id:c a pg:Company ; skos:prefLabel 'C'@en . id:two a pg:Company ; skos:prefLabel 'Two'@en . "
            "ownership:two a pg:Ownership ; pg:owner id:two ; pg:owned id:c .",
            "editorial": "note:n a pg:EditorialNote ; pg:about ownership:one, ownership:two ; pg:aboutProperty pg:owner ; "
            'pg:conflictKind <../scheme/conflict-kind/scope> ; dct:description "Before and after the sale."@en .',
        }
    )
    (conflict,) = graph.conflicts("C")
    assert (conflict.subject.id, conflict.term, conflict.kind) == ("c", "pg:owner", "scope")
    assert sides(conflict) == {"One": ("a",), "Two": ("b",)}


def test_what_a_rule_derives_disagrees_with_nobody(graph_of: Build) -> None:
    graph = graph_of(
        {
            "a": told('pg:until "2021"^^xsd:gYear') + " ownership:o a pg:Ownership ; pg:owned id:x ; pg:owner id:y .",
            "b": "ownership:o pg:owned id:x ; pg:from '2015'^^xsd:gYear .",
        }
    )
    assert graph.conflicts() == []


NOTE = """
    note:n a pg:EditorialNote ; pg:about id:x ; pg:aboutProperty pg:overallRating ; pg:prefersValue pg:RequiresImprovement ;
        pg:conflictKind <../scheme/conflict-kind/headline> ; dct:description "Only a headline says so."@en .
"""


def test_an_editorial_note_names_the_kind_and_a_preference_and_removes_no_side(graph_of: Build) -> None:
    graph = graph_of(
        {
            "a": told("pg:overallRating pg:Inadequate"),
            "b": told("pg:overallRating pg:RequiresImprovement"),
            "editorial": NOTE,
        }
    )
    (conflict,) = graph.conflicts()
    assert conflict.kind == "headline"
    (note,) = conflict.notes
    assert (note.reason, str(note.prefers)) == ("Only a headline says so.", "Requires improvement")
    assert note.sources == ("editorial",)
    assert sides(conflict) == {"Inadequate": ("a",), "Requires improvement": ("b",)}
    assert conflict.sources == ("a", "b", "editorial")


@pytest.mark.parametrize(
    "editors",
    [
        {"editorial": NOTE + NOTE.replace("note:n ", "note:m ").replace("Only a", "Another")},
        {"editorial": NOTE, "editorial-2": NOTE.replace("Only a", "Another")},
        {"editorial": NOTE, "editorial-2": NOTE.replace("note:n ", "note:m ").replace("Only a", "Another")},
    ],
    ids=["two in one source", "one address in two sources", "two in two sources"],
)
def test_two_notes_on_one_disagreement_stand_both_in_one_answer(graph_of: Build, editors: dict[str, str]) -> None:
    values = {"a": told("pg:overallRating pg:Inadequate"), "b": told("pg:overallRating pg:RequiresImprovement")}
    (conflict,) = graph_of({**values, **editors}).conflicts()
    assert [note.reason for note in conflict.notes] in (
        ["Only a headline says so.", "Another headline says so."],
        ["Another headline says so.", "Only a headline says so."],
    )
    assert conflict.sources == tuple(sorted({"a", "b", *editors}))


def test_two_reasons_of_one_note_are_both_told(graph_of: Build) -> None:
    values = {"a": told("pg:overallRating pg:Inadequate"), "b": told("pg:overallRating pg:RequiresImprovement")}
    two = NOTE.replace('"Only a headline says so."@en', '"Only a headline says so."@en , "It was corrected."@en')
    (conflict,) = graph_of({**values, "editorial": two}).conflicts()
    assert [note.reason for note in conflict.notes] == ["It was corrected. Only a headline says so."]


def test_as_of_a_day_the_disagreements_are_about_what_held_then(graph_of: Build) -> None:
    dated = '; pg:from "2014-06-01"^^xsd:date ; pg:until "2021-06-26"^^xsd:date'
    timed = '; pg:from "2014-06-01"^^xsd:date'
    area = 'id:p a pg:Area ; skos:prefLabel "P"@en ; pg:onsCode "{}" .'
    graph = graph_of(
        {
            "a": told(f'pg:companyNumber "1" {dated}') + area.format("E1"),
            "b": told(f'pg:companyNumber "2" {timed}') + area.format("E2"),
        }
    )

    def on(day: str) -> dict[str, str | None]:
        return {c.subject.id: c.held and c.held.value for c in graph.conflicts(as_of=day)}

    assert on("2017-01-12") == {"x": "certain", "p": None}
    assert on("2010-01-01") == on("2022-01-01") == {"p": None}
    assert {c.held for c in graph.conflicts()} == {None}


def test_conflicts_of_a_thing_are_its_own_and_those_of_nodes_that_point_at_it(graph_of: Build) -> None:
    graph = graph_of(
        {
            "a": told('pg:from "2014"^^xsd:gYear')
            + 'id:y a pg:Company ; skos:prefLabel "Y"@en ; pg:from "2001"^^xsd:gYear .'
            + 'ownership:o a pg:Ownership ; pg:owner id:y ; pg:owned id:x ; pg:from "2015"^^xsd:gYear .',
            "b": told('pg:from "2015"^^xsd:gYear')
            + 'id:y pg:from "2002"^^xsd:gYear . ownership:o pg:from "2016"^^xsd:gYear .',
        }
    )
    assert {c.subject.id for c in graph.conflicts()} == {"x", "y", "ownership/o"}
    assert {c.subject.id for c in graph.conflicts("Stoke CRC")} == {"x", "ownership/o"}
    assert {c.subject.id for c in graph.conflicts("Y")} == {"y", "ownership/o"}


def test_one_source_that_contradicts_itself_is_shown_too(graph_of: Build) -> None:
    (conflict,) = graph_of({"a": told("pg:score 2 , 3")}).conflicts()
    assert sides(conflict) == {"2": ("a",), "3": ("a",)}


def test_the_rating_of_2020_is_disputed_between_a_headline_and_the_next_days_report(five: KnowledgeGraph) -> None:
    found = {(c.subject.id, c.term): c for c in five.conflicts("Staffordshire and West Midlands CRC")}
    rating = found["hmip-2020-03-05-crc-staffordshire-and-west-midlands", "pg:overallRating"]
    assert sides(rating) == {
        "Inadequate": ("guardian-2020-03-04-midlands-probation-firm",),
        "Requires improvement": ("expressandstar-2020-03-05-staffordshire-and-west-midlands",),
    }


def test_the_editors_of_the_shipped_data_call_that_a_headline(graph: KnowledgeGraph) -> None:
    found = {(c.subject.id, c.term): c for c in graph.conflicts("hmip-2020-03-05-crc-staffordshire-and-west-midlands")}
    rating = found["hmip-2020-03-05-crc-staffordshire-and-west-midlands", "pg:overallRating"]
    assert rating.kind == "headline"
    assert [str(note.prefers) for note in rating.notes] == ["Requires improvement"]


def test_the_json_form_names_subject_property_and_each_value_with_its_sources(graph_of: Build) -> None:
    (conflict,) = graph_of({"a": told("pg:score 2"), "b": told("pg:score 3")}).conflicts()
    answer = conflict.to_json()
    assert answer["subject"]["id"] == "x"
    assert (answer["property"], answer["label"], answer["kind"], answer["notes"]) == (
        "pg:score",
        "score",
        "conflict",
        [],
    )
    assert answer["values"] == [{"value": "2", "sources": ["a"]}, {"value": "3", "sources": ["b"]}]
    assert answer["sources"] == ["a", "b"]
