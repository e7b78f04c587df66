"""When a node held or happened, read from the properties that its class names for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from probation.graph.dates import Extent, Held, extent
from probation.graph.describe import Statements
from probation.graph.model import Provenance
from probation.graph.terms import Iri, Term, expand
from probation.graph.vocabulary import TermInfo

HELD_ON, DATE_NOTE, NOT_BEFORE = (expand(f"pg:{name}") for name in ("heldOn", "dateNote", "notBefore"))


Bounds = tuple[tuple[str, ...], tuple[str, ...]]
"""The dates that sources give of a start and of an end, as written; of a point in time both are the same."""


def bounds_json(bounds: Bounds) -> dict[str, list[str]]:
    """Return the JSON form of the dates of a start and of an end."""
    return {"from": list(bounds[0]), "until": list(bounds[1])}


class Times(NamedTuple):
    """All that the as-of rules need of one node, as plain values; the dates are as the sources write them."""

    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    held_on: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    has_time: bool = False
    is_interval: bool = False

    def extent(self) -> Extent:
        """Return the interval for the as-of rules."""
        return extent(self.starts, self.ends, self.held_on, self.not_before)

    def held(self, day: date) -> Held | None:
        """Say whether the node held on `day`, or for a point in time had happened by then; None when timeless."""
        if not self.has_time:
            return None
        if self.is_interval:
            return self.extent().held(day)
        return self.extent().begun(day)


class Timing:
    """The time of one node: an interval where its class names an end, else a point."""

    def __init__(self, statements: Statements, info: TermInfo) -> None:
        self._said = [statements.get(info.link(f"pg:time{end}") or HELD_ON, {}) for end in ("From", "Until")]
        self.starts = _dates(statements, info.link("pg:timeFrom"))
        self.ends = _dates(statements, info.link("pg:timeUntil"))
        self.held_on = _dates(statements, HELD_ON)
        self.not_before = _dates(statements, NOT_BEFORE)
        self.notes = [str(value) for value in statements.get(DATE_NOTE, {})]
        momentary = info.text("pg:momentary") == "true" and not self.ends
        self.is_interval = info.link("pg:timeUntil") is not None and not momentary
        self.has_time = info.link("pg:timeFrom") is not None

    @property
    def times(self) -> Times:
        """The dates alone, in order."""
        return Times(
            tuple(sorted(self.starts)),
            tuple(sorted(self.ends)),
            tuple(sorted(self.held_on)),
            tuple(sorted(self.not_before)),
            self.has_time,
            self.is_interval,
        )

    @property
    def bounds(self) -> Bounds:
        """The dates of its start and of its end."""
        times = self.times
        return times.starts, times.ends if times.is_interval else times.starts

    def extent(self) -> Extent:
        """Return the interval for the as-of rules."""
        return self.times.extent()

    def held(self, day: date) -> Held | None:
        """Say whether the node held on `day`, or for a point in time had happened by then; None when timeless."""
        return self.times.held(day)

    def text(self) -> str:
        """Return the time in words, with every date that a source gives; an end that a rule derives says so."""
        start, end = " or ".join(sorted(self.starts)), " or ".join(sorted(self.ends))
        if self.is_interval and start and not any(said.sources for said in self._said[0].values()):
            start = f"{start} (derived)"
        if self.is_interval and end and not any(said.sources for said in self._said[1].values()):
            end = f"{end} (derived)"
        if start and end and start != end:
            words = f"{start} to {end}"
        elif start and self.is_interval and not end:
            words = f"from {start}"
        elif end and not start:
            words = f"until {end}"
        else:
            words = start
        if self.notes:
            words = f"{words} ({'; '.join(sorted(self.notes))})"
        if not words and self.held_on:
            words = f"known on {', '.join(sorted(self.held_on))}"
        if not words and self.not_before:
            words = f"not before {max(self.not_before)} (derived)"
        return words.strip()

    def first(self) -> str:
        """Return the earliest date given, for sorting; the undated come last."""
        return min([*self.starts, *self.held_on, *self.ends], default="9999")


def _dates(statements: Statements, prop: Iri | None) -> list[str]:
    values: Mapping[Term, Provenance] = statements.get(prop, {}) if prop else {}
    return [str(value) for value in values]
