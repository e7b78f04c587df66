"""One date of several, as pictures draw it: what the editors prefer counts, and nothing stated is lost."""

from collections.abc import Callable
from datetime import date

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.drawing.chart import Group
from probation.graph.drawing.sheet import Sheet
from probation.graph.moments import Ends, Judged, moment, one_date
from probation.graph.scene import OPEN
from probation.graph.sheet_lineage import lineage_sheet
from probation.graph.sheet_place import place_sheet, times_of
from probation.graph.sheet_timeline import timeline_sheet
from probation.graph.terms import Iri, expand

Build = Callable[..., KnowledgeGraph]

RUSSELL = "tenure/justin-russell--hm-chief-inspector-of-probation"
NOTE = (
    "note:n a pg:EditorialNote ; pg:about id:x ; pg:aboutProperty {property} ; "
    "pg:conflictKind <https://w3id.org/probation-governance/scheme/conflict-kind/later-correction> ; "
    'pg:prefersValue {preferred} ; pg:disputedValue {disputed} ; dct:description "It closed early."@en . '
)
YEARS = {year: f'"{year}"^^xsd:gYear' for year in range(2010, 2030)}


def node(name: str) -> Iri:
    return Iri(f"{expand('id:')}{name}")


def company(graph_of: Build, note: str = "") -> KnowledgeGraph:
    """A company from 2014 (or 2012) to 2018 (or 2021) that followed another and covered a place."""
    body = (
        'id:x a pg:CommunityRehabilitationCompany ; skos:prefLabel "Company X"@en . '
        'id:w a pg:CommunityRehabilitationCompany ; skos:prefLabel "Company W"@en . '
        'id:place a pg:Area ; skos:prefLabel "Smalltown"@en . '
        "change:w--x a pg:Reorganisation ; org:originalOrganization id:w ; org:resultingOrganization id:x . "
        "provision:x--place a pg:Provision ; pg:provider id:x ; pg:area id:place . "
    )
    return graph_of(
        {
            "one": body + f"id:x pg:from {YEARS[2014]} ; pg:until {YEARS[2018]} . ",
            "two": f"id:x a pg:CommunityRehabilitationCompany ; pg:from {YEARS[2012]} ; pg:until {YEARS[2021]} . ",
            "editorial": note,
        }
    )


def drawn(sheet: Sheet, ref: str) -> dict[str, tuple[float, float]]:
    """Return class → from where to where the rectangles of one bar reach."""
    charts = [section.chart for section in sheet.sections if section.chart]
    found: list[Group] = [group for chart in charts for group in chart.groups if group.ref.startswith(ref)]
    return {
        str(at["class"]): (float(at["x"]), float(at["x"]) + float(at["width"]))
        for group in found
        for at in (shape.attributes for shape in group.shapes)
        if "width" in at
    }


def test_dates_that_agree_give_the_most_precise_others_the_longest_time() -> None:
    assert one_date(["2014", "2014-06"], first=True) == "2014-06"
    assert one_date(["2014", "2012-06"], first=True) == "2012-06"
    assert one_date(["2014", "2018"], first=False) == "2018"
    assert one_date([], first=False) is None and moment([]) is None
    assert moment(["2014", "2014-06-02", "2014-06-01"]) == "2014-06-01"


def test_an_end_in_whose_place_the_editors_prefer_another_is_no_end(graph: KnowledgeGraph) -> None:
    """The bar of Justin Russell's tenure ran to June 2024, to which his second term had been announced."""
    judged = Judged(graph.engine, graph.namer())
    ends = ["2023-09-29", "2023-09-30", "2024-05-31", "2024-06"]
    assert judged.ends(node(RUSSELL), ["2019-06"], ends) == Ends("2019-06", "2023-09-30", None, "2024-06")
    (note, *_) = judged.notes(node(RUSSELL))
    assert "He left at the end of September 2023" in note.reason
    sodexo = node("sodexo")
    assert judged.ends(sodexo, ["2019-06"], ends) == Ends("2019-06", "2024-06") and judged.notes(sodexo) == []


def test_a_start_is_judged_as_an_end_is(graph: KnowledgeGraph) -> None:
    mcdowell = node("tenure/paul-mcdowell--hm-chief-inspector-of-probation")
    judged = Judged(graph.engine, graph.namer())
    assert judged.ends(mcdowell, ["2013-11", "2014-02"], ["2015-02-02"]) == Ends(
        "2014-02", "2015-02-02", "2013-11", None
    )


def test_a_note_on_one_end_says_nothing_of_the_other(graph_of: Build) -> None:
    note = NOTE.format(property="pg:from", preferred=YEARS[2012], disputed=YEARS[2014])
    graph = company(graph_of, note)
    judged = Judged(graph.engine, graph.namer())
    assert judged.ends(node("x"), ["2012", "2014"], ["2014"]) == Ends("2012", "2014")


def test_where_only_rejected_dates_are_stated_they_are_drawn(graph_of: Build) -> None:
    note = NOTE.format(property="pg:until", preferred=YEARS[2017], disputed=f"{YEARS[2018]} , {YEARS[2021]}")
    graph = company(graph_of, note)
    judged = Judged(graph.engine, graph.namer())
    assert judged.ends(node("x"), ["2014"], ["2018", "2021"]) == Ends("2014", "2021")


def test_a_timeline_draws_a_rejected_end_as_an_empty_outline_and_says_why(graph: KnowledgeGraph) -> None:
    sheet = timeline_sheet(graph, graph.thing("Justin Russell"), OPEN, None)
    bar = drawn(sheet, RUSSELL)
    assert bar["doubt"] == (bar["rim"][1], pytest.approx(bar["doubt"][1]))
    assert bar["sure"][1] == bar["rim"][1] < bar["doubt"][1]
    assert sheet.doubts
    item = next(item for ref, item in sheet.items.items() if ref.startswith(RUSSELL))
    noted = next(fact for fact in item.facts if fact.sources == ("editorial",))
    assert noted.words.startswith("2023-09-30 rather than 2024-05-31 or 2024-06. A second term")
    assert "2024-06" in item.when, "every stated date is still said"


def test_without_the_note_the_longest_time_is_drawn(graph_of: Build) -> None:
    graph = company(graph_of)
    sheet = timeline_sheet(graph, graph.thing("Company X"), OPEN, None)
    assert not sheet.doubts
    assert "doubt" not in drawn(sheet, "itself")


def test_a_lineage_heeds_the_note_and_so_do_the_words_of_a_place(graph_of: Build) -> None:
    note = NOTE.format(property="pg:until", preferred=YEARS[2018], disputed=YEARS[2021])
    graph = company(graph_of, note)
    bar = drawn(lineage_sheet(graph, graph.thing("Company X"), None), "x")
    assert bar["rim"][1] == bar["doubt"][0]
    own = drawn(timeline_sheet(graph, graph.thing("Company X"), OPEN, None), "itself")
    assert own["rim"][1] == own["doubt"][0]
    judged = Judged(graph.engine, graph.namer())
    assert times_of("2012 or 2014 to 2018 or 2021", judged, node("x")) == ("2012", "2018", None, None)
    assert times_of("until 2018 or 2021", judged, node("x")) == (None, "2018", None, None)
    assert times_of("until 2018 or 2021", judged, node("w")) == (None, "2021", None, None)


def test_a_place_draws_the_dates_of_a_relation_that_the_editors_prefer(graph_of: Build) -> None:
    note = NOTE.format(property="pg:until", preferred=YEARS[2018], disputed=YEARS[2021])
    dated = f"provision:x--place a pg:Provision ; pg:from {YEARS[2014]} ; pg:until {YEARS[2018]} , {YEARS[2021]} . "
    plain, noted = (
        place_sheet(graph, graph.thing("Smalltown"), date(2025, 1, 1))
        for graph in (
            company(graph_of, dated),
            company(graph_of, dated + note.replace("pg:about id:x", "pg:about provision:x--place")),
        )
    )
    assert drawn(noted, "x~")["rim"][1] < drawn(plain, "x~")["rim"][1]
    said = [fact.words for item in noted.items.values() for fact in item.facts]
    assert "2018 rather than 2021. It closed early." in said
