"""Dates of three precisions and what they let us say about a day.

A date keeps the precision of its source: `2017`, `2017-01` or `2017-01-12` (ISO 8601). An interval is half-open,
[from, until). Whether something held on a day is *certain*, *possible* or *no*: the rules are DESIGN section 4's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from probation.graph.errors import InputError

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
DATATYPES = {"date": 10, "gYearMonth": 7, "gYear": 4}


class Held(StrEnum):
    """Whether something held on a day."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


class PartialDate(NamedTuple):
    """A year, month or day: the first and the last day it may mean, and the text as the source gives it."""

    earliest: date
    latest: date
    text: str

    def __str__(self) -> str:
        return self.text


def parse(text: str) -> PartialDate:
    """Read `2016`, `2016-05` or `2016-05-01`.

    Raises InputError for anything else, such as `yesterday`, `2016-02-30` or `01/05/2016`.
    """
    form = _FORM.fullmatch(text.strip())
    if form is None:
        message = f"{text!r} is not a date: write a day as 2016-05-01, a month as 2016-05 or a year as 2016"
        raise InputError(message)
    year, month, day = (int(part) if part else None for part in form.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        message = f"{text!r} is not a date of the calendar ({error}): write a day as 2016-05-01"
        raise InputError(message) from None
    if day is not None:
        last = first
    elif month is not None:
        from calendar import monthrange

        last = first.replace(day=monthrange(first.year, month)[1])
    else:
        last = date(first.year, 12, 31)
    return PartialDate(first, last, form.group())


def parse_day(text: str) -> date:
    """Read one whole day, as `--as-of` wants it; raises InputError for a month or a year alone."""
    parsed = parse(text)
    if parsed.earliest != parsed.latest:
        message = f"{text!r} is not a single day: write it in full, such as {parsed.earliest.isoformat()}"
        raise InputError(message)
    return parsed.earliest


def compatible(first: str, second: str) -> bool:
    """Say whether two dates differ in precision only: one is a prefix of the other (`2017-01`, `2017-01-12`)."""
    return first.startswith(second) or second.startswith(first)


class Extent(NamedTuple):
    """When one thing held, as all its sources together say.

    `starts` and `ends` are the dates given for either end (none: unknown; several: the sources differ in precision
    or disagree), `held_on` the days on which a source says that it held. One node stands for one unbroken interval,
    so it held on every day between two days on which it is known to have held. `not_before` are bounds that a rule
    derives: it cannot have begun sooner than any of them.
    """

    starts: tuple[PartialDate, ...] = ()
    ends: tuple[PartialDate, ...] = ()
    held_on: tuple[PartialDate, ...] = ()
    not_before: tuple[PartialDate, ...] = ()

    def held(self, day: date) -> Held:
        """Say whether the thing held on `day`."""
        if any(bound.earliest > day for bound in self.not_before):
            return Held.NO
        begun = _reached(_narrow(self.starts), day)
        if begun is not Held.CERTAIN and any(known.latest <= day for known in self.held_on):
            begun = Held.POSSIBLE if begun is Held.NO else Held.CERTAIN
        over = _reached(_narrow(self.ends), day)
        if over is not Held.NO and any(known.earliest >= day for known in self.held_on):
            over = Held.POSSIBLE if over is Held.CERTAIN else Held.NO
        if begun is Held.NO or over is Held.CERTAIN:
            return Held.NO
        return Held.CERTAIN if begun is Held.CERTAIN and over is Held.NO else Held.POSSIBLE

    def held_during(self, first: tuple[date, date], last: tuple[date, date]) -> Held:
        """Say whether the thing held at any time of a period that begins within `first` and ends within `last`.

        The last day counts. What certainly held on one day that is certainly of the period, or on all days on which
        the period may begin or end, certainly held during it.
        """
        ends = [d for known in (self.starts, self.ends, self.held_on, self.not_before) for d in known]
        # Whether it held changes only at these days, so that no others need be looked at.
        turns = {day for known in ends for day in (known.earliest, known.latest)}
        turns |= {day - timedelta(1) for day in turns if day > date.min}

        def within(since: date, until: date) -> set[Held]:
            if since > until:
                return {Held.NO}
            return {self.held(day) for day in (since, until, *turns) if since <= day <= until}

        if Held.CERTAIN in within(first[1], last[0]) or {Held.CERTAIN} in (within(*first), within(*last)):
            return Held.CERTAIN
        return Held.NO if within(min(first[0], last[0]), max(first[1], last[1])) == {Held.NO} else Held.POSSIBLE

    def begun(self, day: date) -> Held:
        """Say whether it had begun by `day`: for something of a moment, whether it had happened."""
        if any(bound.earliest > day for bound in self.not_before):
            return Held.NO
        return _reached(_narrow(self.starts), day) or Held.POSSIBLE


def extent(
    starts: Iterable[str], ends: Iterable[str], held_on: Iterable[str] = (), not_before: Iterable[str] = ()
) -> Extent:
    """Build an Extent from dates as written in the data."""
    return Extent(*(tuple(sorted(map(parse, dates))) for dates in (starts, ends, held_on, not_before)))


def span(texts: Iterable[str]) -> tuple[date, date] | None:
    """Return the first and the last day that the dates given for one end may mean together; None for none."""
    return _narrow(tuple(sorted(map(parse, texts))))


def _narrow(dates: tuple[PartialDate, ...]) -> tuple[date, date] | None:
    """Return the first and last day an end may fall on.

    Dates that agree up to precision narrow each other (2021-06 and 2021-06-26: the 26th); dates that contradict
    each other leave the whole span from the first to the last open, for either source may be right.
    """
    if not dates:
        return None
    first, last = max(d.earliest for d in dates), min(d.latest for d in dates)
    if first <= last:
        return first, last
    return min(d.earliest for d in dates), max(d.latest for d in dates)


def _reached(span: tuple[date, date] | None, day: date) -> Held | None:
    """Say whether an end that falls within `span` has been reached by `day`; None when the end is unknown."""
    if span is None:
        return None
    if span[1] <= day:
        return Held.CERTAIN
    return Held.POSSIBLE if span[0] <= day else Held.NO
