"""Draw what followed what: bars from left to right by date, joined by lines that turn at the day of the change.

A line leaves a body where it ended, runs up or down at the change, and enters what came of it where that began, with
an arrow. Lines to one body share their upright; those of several bodies on one day stand a little apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from probation.graph.dates import parse
from probation.graph.drawing.axis import Axis, Shape
from probation.graph.drawing.bands import Bands
from probation.graph.drawing.chart import (
    LABEL,
    Bar,
    Drawing,
    axis_for,
    draw_entry,
    ends,
    extent,
    height_of,
    thickness,
    words_of,
)

APART = 5
"""Pixels between the uprights of lines to different bodies."""
MOST_APART = 8
UNDER = 19
"""Pixels that words below a bar take."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line from one bar to another, by their refs: at the date of the change, else from the end to the beginning."""

    start: str
    end: str
    is_sure: bool = True
    when: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    first: float
    last: float
    top: float
    bottom: float
    above: tuple[float, float] = (0, 0)
    below: tuple[float, float] = (0, 0)
    """From where to where words stand above and below; nowhere where these are the same."""

    def edge(self, x: float, is_down: bool) -> float:
        """Return where an arrow from above or below ends: at the bar, or before words that stand there."""
        left, right = self.above if is_down else self.below
        over = (LABEL + 1 if is_down else UNDER) if left < right and left - 5 < x < right + 5 else 0
        return self.top - over if is_down else self.bottom + over

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def succession(
    bars: Sequence[Bar], links: Sequence[Link], events: Sequence[tuple[str, str]], as_of: date | None
) -> Drawing:
    """Draw bars that follow one another from left to right, each in the row nearest to what it follows."""
    axis = axis_for(bars, as_of)
    rows = _rows(bars, links, axis)
    inside = [[bar for bar in bars if rows[bar.ref] == row] for row in range(max(rows.values(), default=-1) + 1)]
    highs = [max(height_of(bar) for bar in own) for own in inside]
    bands = Bands(axis, events, as_of, sum(highs))
    places: dict[str, _Place] = {}
    for own, high in zip(inside, highs, strict=True):
        y = bands.room(high)
        for bar in sorted(own, key=lambda bar: ends(bar, axis)):
            bands.groups.append(draw_entry(bar, axis, y))
            places[bar.ref] = _Place(*ends(bar, axis), y + LABEL, y + LABEL + thickness(bar), *words_of(bar, axis))
    return bands.drawing(_lines(links, places, axis))


def _lines(
    links: Sequence[Link], places: dict[str, _Place], axis: Axis
) -> list[tuple[float, float, Sequence[Shape]]]:  # fmt: skip
    """Return each line with its top and bottom."""
    turns: dict[int, list[str]] = {}
    found = []
    for link in sorted(links, key=lambda link: (link.end, link.start)):
        old, new = places[link.start], places[link.end]
        leaves, enters = old.last, new.first
        if link.when:
            day = axis.x(parse(link.when).earliest)
            leaves, enters = min(max(day, old.first), old.last), max(min(day, new.last), new.first)
        leaves = min(leaves, max(enters, old.first))
        # Uprights of one day: the lines to one body together, those to the next further left.
        beside = turns.setdefault(round(enters / 12), [])
        if link.end not in beside:
            beside.append(link.end)
        shift = 8 + APART * (beside.index(link.end) % MOST_APART)
        found.append(_line(old, new, leaves, enters, shift, is_sure=link.is_sure))
    return found


def _line(
    old: _Place, new: _Place, leaves: float, enters: float, shift: float, *, is_sure: bool
) -> tuple[float, float, Sequence[Shape]]:  # fmt: skip
    """Return one line: into the beginning of a bar from its left, or upon its edge where it had begun before."""
    kind = "link" if is_sure else "link unsure"
    is_down = new.top > old.top
    if enters > new.first + 1 or enters - shift < old.first:
        # What follows had begun already, or the old had only just: straight up or down at the day itself.
        from_edge = old.bottom if is_down else old.top
        x = max(leaves, enters) if enters > new.first + 1 else max(enters, old.first)
        edge = new.edge(x, is_down)
        way = -1 if is_down else 1
        head = f"M{x} {edge}l-4 {7 * way}h8Z"
        path = f"M{x} {from_edge}V{edge + 6 * way}"
    else:
        x = round(min(enters - shift, max(leaves, enters - shift)), 1)
        begin = round(min(leaves, x), 1)
        turn = 4 if is_down else -4
        path = f"M{begin} {old.middle}H{x - 4}q4 0 4 {turn}V{new.middle - turn}q0 {turn} 4 {turn}H{enters - 6}"
        if begin > x - 4:
            path = f"M{x} {old.bottom if is_down else old.top}V{new.middle - turn}q0 {turn} 4 {turn}H{enters - 6}"
        head = f"M{enters} {new.middle}l-7-4v8Z"
    shapes = (Shape("path", {"d": path, "class": kind}), Shape("path", {"d": head, "class": "arrow"}))
    return min(old.top, new.top), max(old.bottom, new.bottom), shapes


def _rows(bars: Sequence[Bar], links: Sequence[Link], axis: Axis) -> dict[str, int]:
    """Give each bar a row: free where it stands, and near the middle of what it follows."""
    extents = {bar.ref: extent(bar, axis) for bar in bars}
    before: dict[str, list[str]] = {}
    for link in links:
        before.setdefault(link.end, []).append(link.start)
    taken: list[list[tuple[float, float]]] = []
    rows: dict[str, int] = {}
    for bar in sorted(bars, key=lambda b: (ends(b, axis)[0], b.text)):
        left, right = extents[bar.ref]
        known = [rows[ref] for ref in before.get(bar.ref, ()) if ref in rows]
        wanted = round(sum(known) / len(known)) if known else len(taken)
        free = [
            row
            for row in range(len(taken) + 1)
            if row == len(taken) or all(end + 10 <= left or right + 10 <= start for start, end in taken[row])
        ]
        row = min(free, key=lambda r: (abs(r - wanted), r))
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        rows[bar.ref] = row
    return rows
