"""How a body stands on a day, and whether a change had happened by then."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.graph.dates import Extent, Held, extent
from probation.graph.standing import Standing, begun, best, happened, seen_on, standing

DAY = date(2017, 1, 12)
UNKNOWN = Extent()
WRITTEN = st.dates(date(1990, 1, 1), date(2030, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@pytest.mark.parametrize(
    ("body", "stands"),
    [
        (extent(["2014-06-01"], ["2021-06-26"]), Standing.EXISTED),
        (extent(["2017"], ["2021"]), Standing.PERHAPS),
        (UNKNOWN, Standing.PERHAPS),
        (extent([], ["2014-10-31"]), Standing.ENDED),
        (extent(["2001"], ["2014-10-31"]), Standing.ENDED),
        (extent(["2021-06-26"], []), Standing.NOT_BEGUN),
        (extent([], [], [], ["2021-06-26"]), Standing.NOT_BEGUN),
        (extent(["2014-06-01"], []), Standing.PERHAPS),
    ],
)
def test_how_a_body_stands(body: Extent, stands: Standing) -> None:
    assert standing(body, DAY) is stands


def test_a_body_that_is_known_of_or_over_had_begun() -> None:
    assert begun(UNKNOWN, DAY) is Held.POSSIBLE
    assert begun(extent([], ["2014-10-31"]), DAY) is Held.CERTAIN
    assert begun(extent(["2017"], [], ["2017-01-10"]), DAY) is Held.CERTAIN
    assert begun(extent([], [], [], ["2021"]), DAY) is Held.NO


def test_a_change_is_judged_by_its_dates_and_without_any_by_the_bodies_it_joins() -> None:
    old, new = extent(["2001"], []), extent(["2014-06-01"], [])
    assert happened([extent(["2017-02-01"], [])], old, new, DAY) is Held.NO
    assert happened([extent(["2017"], [])], old, new, DAY) is Held.POSSIBLE
    assert happened([extent(["2017-02-01"], []), extent(["2014"], [])], old, new, DAY) is Held.CERTAIN
    assert happened([UNKNOWN], old, new, DAY) is Held.CERTAIN
    assert happened([], old, UNKNOWN, DAY) is Held.POSSIBLE
    assert happened([], old, extent(["2021-06-26"], []), DAY) is Held.NO
    assert happened([], extent(["2020"], []), UNKNOWN, DAY) is Held.NO


def test_a_body_is_seen_on_the_day_or_at_its_end() -> None:
    assert seen_on(extent(["2014"], ["2021"]), DAY) == DAY
    assert seen_on(extent(["2001"], ["2014-06"]), DAY) == date(2014, 5, 31)
    assert seen_on(extent(["2021"], []), DAY) == DAY
    assert seen_on(extent([], ["0001-01-01"]), DAY) == date.min


def test_the_most_certain_answer_counts_and_none_is_no() -> None:
    assert best([Held.NO, Held.CERTAIN, Held.POSSIBLE]) is Held.CERTAIN
    assert best([]) is Held.NO


@given(st.lists(WRITTEN, max_size=2), st.lists(WRITTEN, max_size=2), st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_standing_agrees_with_whether_it_held_and_is_looked_at_on_no_later_day(
    starts: list[str], ends: list[str], day: date
) -> None:
    body = extent(starts, ends)
    stands, held = standing(body, day), body.held(day)
    assert (held is Held.CERTAIN) == (stands is Standing.EXISTED)
    assert (held is Held.POSSIBLE) == (stands is Standing.PERHAPS)
    assert seen_on(body, day) <= day
    if stands is Standing.NOT_BEGUN:
        assert begun(body, day) is Held.NO
