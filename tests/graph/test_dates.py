"""Dates of three precisions, and what they let us say about a day, against a reading of every possibility."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from probation.graph.dates import Extent, Held, PartialDate, compatible, extent, parse, parse_day
from probation.graph.errors import InputError

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2016-05-01", "2016-05-01", "2016-05-01"),
        (" 2016-05-01 ", "2016-05-01", "2016-05-01"),
    ],
)
def test_a_date_spans_the_days_it_may_mean(text: str, first: str, last: str) -> None:
    parsed = parse(text)
    assert (parsed.earliest.isoformat(), parsed.latest.isoformat()) == (first, last)
    assert str(parsed) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "yesterday",
            "",
            " ",
            "2016-02-30",
            "2017-13-40",
            "2016-00",
            "2016-00-01",
            "2016-05-00",
            "2016-5-1",
            "16-05-01",
            "0000",
            "2016-05-01T00:00",
        ),
        *(
            "01/05/2016",
            "31/12/2017",
            "20160501",
            "2016-05-",
            "2016-",
            "+2016",
            "-2016",
            "２０１６",
            "٢٠١٦",
            "2016\n2017",
        ),
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(InputError, match="not a date"):
        parse(text)


@pytest.mark.parametrize("text", ["2016", "2016-05"])
def test_a_month_is_not_a_single_day(text: str) -> None:
    with pytest.raises(InputError, match="not a single day: write it in full, such as 2016-0[15]-01"):
        parse_day(text)


@given(st.dates())
def test_a_day_is_read_as_itself(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("2017", "2017-01-12", True),
        ("2017-01", "2017-01-12", True),
        ("2017-01-12", "2017-01", True),
        ("2017-01-12", "2017-01-12", True),
        ("2017-01", "2017-02", False),
        ("2017", "2018-01", False),
    ],
)
def test_dates_agree_when_one_is_only_more_precise(first: str, second: str, agree: bool) -> None:
    assert compatible(first, second) is agree


# A narrow window of days, crossing a year's end, so that dates meet, and every precision.
WINDOW = [date(2016, 11, 20) + n * DAY for n in range(80)]
window = st.sampled_from(WINDOW)
partial = st.builds(lambda day, length: parse(day.isoformat()[:length]), window, st.sampled_from([4, 7, 10, 10]))
few = st.lists(partial, max_size=2).map(lambda dates: tuple(sorted(dates)))


def days_of(dates: tuple[PartialDate, ...]) -> tuple[date, date] | None:
    """The first and last day that an end with these dates may fall on, found day by day."""
    if not dates:
        return None
    first, last = min(d.earliest for d in dates), max(d.latest for d in dates)
    days = [first + n * DAY for n in range((last - first).days + 1)]
    agreed = [day for day in days if all(d.earliest <= day <= d.latest for d in dates)]
    chosen = agreed or days
    return chosen[0], chosen[-1]


def readings(span: tuple[date, date] | None, marks: set[date], *, open_end: date) -> list[date]:
    """Days worth trying for an end: all that matter between the marks, and `open_end` when it is unknown."""
    near = {mark + n * DAY for mark in marks for n in (-1, 0, 1)} | {open_end}
    if span is None:
        return sorted(near)
    return sorted({day for day in near if span[0] <= day <= span[1]} | set(span))


def oracle(told: Extent, day: date) -> Held | None:
    """Read every possibility: an interval [start, end) that holds each known day. None: there is none."""
    start, end = days_of(told.starts), days_of(told.ends)
    marks = {day, *(start or ()), *(end or ())} | {d for known in told.held_on for d in (known.earliest, known.latest)}
    starts = readings(start, marks, open_end=date(1, 1, 1))
    ends = readings(end, marks, open_end=date(9999, 1, 1))
    seen = {
        first <= day < last
        for first, last in product(starts, ends)
        # Some reading of each known day lies within [first, last).
        if first <= last and all(max(first, k.earliest) <= min(last - DAY, k.latest) for k in told.held_on)
    }
    if not seen:
        return None
    return Held.POSSIBLE if len(seen) == 2 else Held.CERTAIN if True in seen else Held.NO


@settings(max_examples=400)
@given(few, few, few, window)
def test_an_extent_claims_nothing_that_some_reading_of_its_dates_contradicts(
    starts: tuple[PartialDate, ...], ends: tuple[PartialDate, ...], held: tuple[PartialDate, ...], day: date
) -> None:
    told = Extent(starts, ends, held)
    expected = oracle(told, day)
    assume(expected is not None)
    assert told.held(day) in {expected, Held.POSSIBLE}


@settings(max_examples=400)
@given(few, few, st.lists(window.map(lambda day: parse(day.isoformat())), max_size=2).map(tuple), window)
def test_with_known_days_an_extent_says_exactly_what_every_reading_says(
    starts: tuple[PartialDate, ...], ends: tuple[PartialDate, ...], held: tuple[PartialDate, ...], day: date
) -> None:
    told = Extent(starts, ends, held)
    expected = oracle(told, day)
    assume(expected is not None)
    assert told.held(day) is expected


@given(few, few, st.tuples(window, window, window).map(sorted))
def test_nothing_is_denied_between_two_days_on_which_it_is_known_to_have_held(
    starts: tuple[PartialDate, ...], ends: tuple[PartialDate, ...], days: list[date]
) -> None:
    first, between, last = days
    known = (parse(first.isoformat()), parse(last.isoformat()))
    assert Extent(starts, ends, known).held(between) is not Held.NO


@given(few, few, few, partial, window)
def test_a_bound_denies_the_days_before_it_and_changes_no_other(
    starts: tuple[PartialDate, ...],
    ends: tuple[PartialDate, ...],
    held: tuple[PartialDate, ...],
    bound: PartialDate,
    day: date,
) -> None:
    told = Extent(starts, ends, held, (bound,)).held(day)
    assert told is (Held.NO if day < bound.earliest else Extent(starts, ends, held).held(day))


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_the_calendars_own_ends_are_dates_like_others(year: str) -> None:
    for day in (date.min, date(2016, 5, 1), date.max):
        assert extent([year], []).held(day) in Held
        assert extent([], [year]).held(day) in Held


@pytest.mark.parametrize(
    ("starts", "ends", "held_on", "day", "expected"),
    [
        # half-open: it holds on its first day and no longer on the day given as its end
        (["2014-06-01"], ["2021-06-26"], [], "2014-05-31", "no"),
        (["2014-06-01"], ["2021-06-26"], [], "2014-06-01", "certain"),
        (["2014-06-01"], ["2021-06-26"], [], "2021-06-25", "certain"),
        (["2014-06-01"], ["2021-06-26"], [], "2021-06-26", "no"),
        # a year or a month leaves its days open
        (["2014"], ["2021-06"], [], "2014-03-01", "possible"),
        (["2014"], ["2021-06"], [], "2014-12-31", "certain"),
        (["2014"], ["2021-06"], [], "2021-06-01", "possible"),
        (["2014"], ["2021-06"], [], "2021-06-30", "no"),
        # sources of different precision narrow each other, sources that disagree leave the span open
        (["2021", "2021-06-26"], [], [], "2021-06-25", "no"),
        (["2015-02", "2015-03"], ["2020"], [], "2015-03-01", "possible"),
        (["2015-02", "2015-03"], ["2020"], [], "2015-03-31", "certain"),
        # no end date is not "still so", no date at all says nothing
        (["2014-06-01"], [], [], "2026-01-01", "possible"),
        ([], [], [], "2026-01-01", "possible"),
        ([], ["2021-06-26"], [], "2014-01-01", "possible"),
        # a day on which a source says that it held
        ([], [], ["2017-01-12"], "2017-01-12", "certain"),
        ([], [], ["2017-01-12", "2020-03-05"], "2018-07-01", "certain"),
        ([], [], ["2017-01-12", "2020-03-05"], "2020-03-06", "possible"),
        (["2016"], [], ["2016-03-01"], "2016-03-01", "certain"),
        (["2016"], ["2018"], ["2018-09-09"], "2018-09-09", "certain"),
        # nothing says that it outlasted the day on which it began
        (["2014-06-01"], ["2014"], [], "2014-06-01", "possible"),
    ],
)
def test_held(starts: list[str], ends: list[str], held_on: list[str], day: str, expected: str) -> None:
    assert extent(starts, ends, held_on).held(parse_day(day)).value == expected


def test_a_malformed_date_in_an_extent_is_refused() -> None:
    with pytest.raises(InputError):
        extent(["2014", "soon"], [])


@given(few, few, few, window)
def test_of_a_period_of_one_day_it_held_as_on_that_day(
    starts: tuple[PartialDate, ...], ends: tuple[PartialDate, ...], held_on: tuple[PartialDate, ...], day: date
) -> None:
    told = Extent(starts, ends, held_on)
    assert told.held_during((day, day), (day, day)) is told.held(day)


@given(few, few, few, st.tuples(window, window).map(sorted))
def test_of_a_period_known_to_the_day_it_held_as_on_the_surest_of_its_days(
    starts: tuple[PartialDate, ...], ends: tuple[PartialDate, ...], held_on: tuple[PartialDate, ...], days: list[date]
) -> None:
    first, last = days
    told = Extent(starts, ends, held_on)
    each = {told.held(first + n * DAY) for n in range((last - first).days + 1)}
    surest = next(answer for answer in (Held.CERTAIN, Held.POSSIBLE, Held.NO) if answer in each)
    assert told.held_during((first, first), (last, last)) is surest


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # fieldwork in some part of November 2018, the report on 15 February 2019
        ("2015-02-01", "2019-02-15", "certain"),
        ("2015-02-01", "2018-11-20", "possible"),
        ("2015-02-01", "2018-11-01", "no"),
        ("2019-02-15", "2021-06-26", "certain"),
        ("2019-02", "2021-06-26", "possible"),
        ("2019-02-16", "2021-06-26", "no"),
        ("2019-01-01", "2019-01-02", "certain"),
    ],
)
def test_what_held_for_a_part_of_a_period_held_during_it(start: str, end: str, expected: str) -> None:
    november = (date(2018, 11, 1), date(2018, 11, 30))
    report = (date(2019, 2, 15), date(2019, 2, 15))
    assert extent([start], [end]).held_during(november, report).value == expected


def test_what_held_all_through_a_month_held_on_the_day_in_it() -> None:
    august, july = (date(2019, 8, 1), date(2019, 8, 31)), (date(2019, 7, 31), date(2019, 8, 30))
    assert extent(["2015"], ["2021"]).held_during(july, august) is Held.CERTAIN
    assert extent(["2019-08-15"], ["2021"]).held_during(july, august) is Held.POSSIBLE


def test_nothing_has_happened_before_a_bound_that_a_rule_derives() -> None:
    """An undated inspection of a unit of 2021 had possibly happened in 2001."""
    undated = extent([], [], [], ["2021-06-26"])
    assert undated.begun(date(2001, 1, 1)) is Held.NO
    assert undated.begun(date(2021, 6, 26)) is Held.POSSIBLE
