"""When a node held or happened, from the properties that its class names for it."""

from datetime import date

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.dates import Held
from probation.graph.model import Provenance
from probation.graph.terms import Literal, expand
from probation.graph.times import Times, Timing

DAY = date(2017, 6, 1)


@pytest.fixture
def timing(five: KnowledgeGraph):  # type: ignore[no-untyped-def]
    """Makes the timing of a node of a class from property → dates: `timing("pg:Ownership", {"pg:from": ["2014"]})`."""

    def make(kind: str, told: dict[str, list[str]]) -> Timing:
        statements = {
            expand(prop): {Literal(value): Provenance(("a",)) for value in values} for prop, values in told.items()
        }
        return Timing(statements, five.vocabulary[expand(kind)])

    return make


@pytest.mark.parametrize(
    ("kind", "told", "text"),
    [
        ("pg:Ownership", {"pg:from": ["2015-02-01"], "pg:until": ["2021-06"]}, "2015-02-01 to 2021-06"),
        ("pg:Ownership", {"pg:from": ["2015"]}, "from 2015"),
        ("pg:Ownership", {"pg:until": ["2021"]}, "until 2021"),
        ("pg:Ownership", {"pg:from": ["2015-03", "2015-02"]}, "from 2015-02 or 2015-03"),
        ("pg:Ownership", {"pg:heldOn": ["2020-03-05", "2017-01-12"]}, "known on 2017-01-12, 2020-03-05"),
        ("pg:Ownership", {"pg:from": ["2015"], "pg:heldOn": ["2017-01-12"]}, "from 2015"),
        ("pg:Ownership", {}, ""),
        ("pg:Inspection", {"pg:published": ["2017-01-12"]}, "2017-01-12"),
        ("pg:PolicyEvent", {"pg:date": ["2021"], "pg:dateNote": ["by spring"]}, "2021 (by spring)"),
        ("pg:PolicyEvent", {"pg:date": ["2021-06"], "pg:endDate": ["2021-06"]}, "2021-06"),
        ("pg:PolicyEvent", {"pg:dateNote": ["by spring"]}, "(by spring)"),
        ("pg:Area", {}, ""),
    ],
)
def test_the_time_in_words(timing, kind: str, told: dict[str, list[str]], text: str) -> None:  # type: ignore[no-untyped-def]
    assert timing(kind, told).text() == text


@pytest.mark.parametrize(
    ("kind", "told", "held"),
    [
        ("pg:Ownership", {"pg:from": ["2015"], "pg:until": ["2021"]}, Held.CERTAIN),
        ("pg:Ownership", {"pg:from": ["2015"]}, Held.POSSIBLE),
        ("pg:Ownership", {"pg:until": ["2017-06-01"]}, Held.NO),
        ("pg:Ownership", {}, Held.POSSIBLE),
        # something of a moment counts from its day on
        ("pg:Inspection", {"pg:published": ["2017-06-01"]}, Held.CERTAIN),
        ("pg:Inspection", {"pg:published": ["2017-06-02"]}, Held.NO),
        ("pg:Inspection", {"pg:published": ["2017"]}, Held.POSSIBLE),
        ("pg:Inspection", {}, Held.POSSIBLE),
        ("pg:Inspection", {"pg:published": ["2017", "2017-01"]}, Held.CERTAIN),
        ("pg:Inspection", {"pg:published": ["2017", "2017-12"]}, Held.NO),
        ("pg:Inspection", {"pg:published": ["2017-01", "2017-12"]}, Held.POSSIBLE),
        ("pg:Area", {}, None),
    ],
)
def test_whether_it_held_on_1_june_2017(timing, kind: str, told: dict[str, list[str]], held: Held | None) -> None:  # type: ignore[no-untyped-def]
    assert timing(kind, told).held(DAY) is held


def test_a_policy_event_without_an_end_happened_on_its_day_and_one_with_an_end_lasted(timing) -> None:  # type: ignore[no-untyped-def]
    assert timing("pg:PolicyEvent", {"pg:date": ["2014-06-01"]}).held(DAY) is Held.CERTAIN
    assert timing("pg:PolicyEvent", {"pg:date": ["2014-06-01"], "pg:endDate": ["2015"]}).held(DAY) is Held.NO


def test_the_undated_are_sorted_last(timing) -> None:  # type: ignore[no-untyped-def]
    assert timing("pg:Ownership", {}).first() > timing("pg:Ownership", {"pg:until": ["2026"]}).first()
    assert timing("pg:Ownership", {"pg:from": ["2015"], "pg:heldOn": ["2014-01-01"]}).first() == "2014-01-01"


def test_the_dates_alone_are_in_order_and_say_the_same_of_a_day(timing) -> None:  # type: ignore[no-untyped-def]
    when = timing("pg:Ownership", {"pg:from": ["2016", "2015-02"], "pg:until": ["2021"], "pg:heldOn": ["2017-01-12"]})
    assert when.times == Times(("2015-02", "2016"), ("2021",), ("2017-01-12",), (), has_time=True, is_interval=True)
    for day, held in ((date(2015, 1, 1), Held.NO), (DAY, Held.CERTAIN), (date(2021, 6, 1), Held.POSSIBLE)):
        assert when.times.held(day) == when.held(day) == held


def test_what_has_no_time_holds_on_no_day_in_particular() -> None:
    assert Times().held(date(2017, 1, 1)) is None
    assert Times(("2015",), has_time=True).held(date(2017, 1, 1)) is Held.CERTAIN
    assert Times(("2015",), ("2016",), has_time=True, is_interval=True).held(date(2017, 1, 1)) is Held.NO


def test_the_bounds_are_the_dates_alone_and_of_a_point_in_time_the_same(timing) -> None:  # type: ignore[no-untyped-def]
    assert timing("pg:Ownership", {"pg:from": ["2015-03", "2015-02"]}).bounds == (("2015-02", "2015-03"), ())
    assert timing("pg:Inspection", {"pg:published": ["2017-01-12"]}).bounds == (("2017-01-12",), ("2017-01-12",))
