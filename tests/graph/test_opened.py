"""Names through the one door; the graph of some sources understands those of the whole."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError
from probation.graph.opened import day


def test_a_graph_of_some_sources_understands_every_name(graph: KnowledgeGraph) -> None:
    part = graph.limited(by=["guardian-2020-03-04-midlands-probation-firm"])
    assert part.thing("Hull PDU").id == "pdu-hull-and-east-riding"
    assert part.thing("Wales", "pg:ProbationRegion").id == "region-wales"
    assert part.post("Lord Chancellor").id == "post/secretary-of-state-for-justice"
    assert part.thing("probation minister", "org:Post").id == "post/prisons-and-probation-minister"
    assert part.taken["Hull PDU"].id == "pdu-hull-and-east-riding"


def test_nothing_is_taken_for_anything_before_a_name_is_asked_for(documents: object) -> None:
    assert KnowledgeGraph.open([str(documents)], shipped=False).taken == {}


def test_one_folder_is_named_by_itself(documents: Path) -> None:
    for folder in (str(documents), documents):
        assert KnowledgeGraph.open(folder, shipped=False).folders == (documents,)
    with pytest.raises(InputError, match="nowhere: no such folder of data"):
        KnowledgeGraph.open("nowhere", shipped=False)


def test_a_graph_tells_what_is_in_it(five: KnowledgeGraph) -> None:
    assert repr(five) == "KnowledgeGraph(5 sources)"
    part = five.limited(by=["guardian-2020-03-04-midlands-probation-firm"], known_by="2021-01-01")
    told = "by guardian-2020-03-04-midlands-probation-firm; known by 2021-01-01"
    assert (part.limits, repr(part)) == (told, f"KnowledgeGraph(1 sources, {told})")


def test_a_day_may_be_given_as_a_text_a_date_or_a_time_of_it() -> None:
    assert {day("2017-06-01"), day(date(2017, 6, 1)), day(datetime(2017, 6, 1, 12, 30))} == {date(2017, 6, 1)}
    assert day(None) is None


@pytest.mark.parametrize("wrong", [None, 7, b"RRP", ["RRP"]])
def test_what_is_no_text_is_no_name(five: KnowledgeGraph, wrong: Any) -> None:
    with pytest.raises(InputError, match="is no name: give a label"):
        five.show(wrong)


@pytest.mark.parametrize("wrong", [2017, 2017.5, [date(2017, 1, 1)]])
def test_what_is_no_day_is_refused(five: KnowledgeGraph, wrong: Any) -> None:
    with pytest.raises(InputError, match="is not a day: give a date"):
        five.show("RRP", wrong)


def test_the_lineage_of_a_place_is_asked_for_by_another_name(five: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="it is a place: presences"):
        five.lineage("Stoke-on-Trent")
