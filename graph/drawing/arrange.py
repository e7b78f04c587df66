"""Arrange what `chart` draws: lanes under one axis, successions from left to right, counts compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from probation.graph.dates import parse
from probation.graph.drawing.boxes import text_width
from probation.graph.drawing.chart import (
    BAR,
    LABEL,
    LEAST_WIDTH,
    PAD,
    SIZE,
    Axis,
    Bar,
    Drawing,
    Group,
    Lane,
    Mark,
    Shape,
    axis_for,
    draw_entry,
    draw_mark,
    ends,
    extent,
    is_dark,
    line,
    row_height,
)


def lanes(
    found: Sequence[Lane], events: Sequence[tuple[str, str]] = (), day: date | None = None, title: str = ""
) -> Drawing:
    """Draw lanes under one axis."""
    axis = axis_for((entry for lane in found for entry in lane.entries), day)
    y, groups, back = 40.0, [], []
    for lane in found:
        back.append(Shape("text", {"x": PAD, "y": y + 14, "class": "lane"}, lane.title))
        y += 26
        rows: list[float] = []
        for entry in sorted(lane.entries, key=lambda e: (extent(e, axis)[0], e.text, e.ref)):
            left, right = extent(entry, axis)
            row = next((i for i, end in enumerate(rows) if end + 12 <= left), len(rows))
            rows[row:] = [right, *rows[row + 1 :]]
            groups.append(draw_entry(entry, axis, y + row * row_height(lane.entries)))
        y += len(rows) * row_height(lane.entries) + 10
        back.append(line(PAD, y - 4, PAD + axis.width, y - 4, "grid"))
    height = round(y)
    width = round(axis.width + 2 * PAD)
    return Drawing(width, height, (*axis.shapes(height, events, day), *back), tuple(groups), title)


@dataclass(frozen=True, slots=True)
class Link:
    """A line from one bar to another, by their refs: at the date of the change, else from the end to the beginning."""

    start: str
    end: str
    is_sure: bool = True
    when: str | None = None


def succession(
    bars: Sequence[Bar], links: Sequence[Link], events: Sequence[tuple[str, str]], as_of: date | None
) -> Drawing:
    """Draw bars that follow one another from left to right, each in the row nearest to what it follows."""
    axis = axis_for(bars, as_of)
    rows = _rows(bars, links, axis)
    high, tall = row_height(bars) + 4, any(bar.marks for bar in bars)
    places: dict[str, tuple[float, float, float]] = {}
    groups = []
    for bar in bars:
        y = 44 + rows[bar.ref] * high
        groups.append(draw_entry(bar, axis, y, tall=tall))
        places[bar.ref] = (*ends(bar, axis), y + LABEL + (BAR + (6 if tall else 0)) / 2)
    height = round(44 + (max(rows.values(), default=0) + 1) * high + 8)
    back = axis.shapes(height, events, as_of)
    for link in links:
        (first, x1, y1), (x2, last, y2) = places[link.start], places[link.end]
        if link.when:
            day = axis.x(parse(link.when).earliest)
            x1, x2 = min(max(day, first), x1), max(min(day, last), x2)
        bend = max(abs(x2 - x1) / 2, 14)
        d = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
        back.append(Shape("path", {"d": d, "class": "link" if link.is_sure else "link unsure"}))
    return Drawing(round(axis.width + 2 * PAD), height, tuple(back), tuple(groups))


def _rows(bars: Sequence[Bar], links: Sequence[Link], axis: Axis) -> dict[str, int]:
    """Give each bar a row: free where it stands, and near the middle of what it follows."""
    extents = {bar.ref: extent(bar, axis) for bar in bars}
    before: dict[str, list[str]] = {}
    for link in links:
        before.setdefault(link.end, []).append(link.start)
    taken: list[list[tuple[float, float]]] = []
    rows: dict[str, int] = {}
    for bar in sorted(bars, key=lambda b: (extents[b.ref][0], b.text)):
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


@dataclass(frozen=True, slots=True)
class Tower:
    """One row of a comparison: what is counted, and how often each level, in order."""

    text: str
    ref: str
    counts: tuple[tuple[str, str, int], ...] = ()
    """(letters, colour, count) of each level"""


def towers(rows: Sequence[Tower]) -> Drawing:
    """Draw counts as bars of one scale, each part with its letters and number."""
    names = max((text_width(row.text, SIZE) for row in rows), default=0) + 16
    most = max((sum(count for *_, count in row.counts) for row in rows), default=1)
    unit = min(56.0, max(700.0, LEAST_WIDTH - names) / max(most, 1))
    groups = []
    for place, row in enumerate(rows):
        y, x = 8 + place * 30, PAD + names
        shapes = [Shape("text", {"x": PAD + names - 8, "y": y + 15, "class": "name", "text-anchor": "end"}, row.text)]
        for letters, colour, count in row.counts:
            wide = round(count * unit, 1)
            shapes.append(
                Shape("rect", {"x": x, "y": y, "width": wide, "height": 22, "fill": colour, "class": "level"})
            )
            on = "on-dark" if is_dark(colour) else "on-light"
            words = f"{letters} {count}" if wide > text_width(f"{letters} {count}", 12) + 4 else str(count)
            shapes.append(Shape("text", {"x": x + wide / 2, "y": y + 15.5, "class": f"letters {on}"}, words))
            x = round(x + wide, 1)
        said = ", ".join(f"{letters} {count}" for letters, _, count in row.counts)
        groups.append(Group(row.ref, f"{row.text}: {said}", tuple(shapes)))
    return Drawing(round(PAD * 2 + names + most * unit), 16 + 30 * len(rows), (), tuple(groups))


def rows(found: Sequence[tuple[str, Sequence[Mark]]], events: Sequence[tuple[str, str]] = ()) -> Drawing:
    """Draw a row of marks for each name, which stands above its row, at the left: it is seen on any screen."""
    axis = axis_for([mark for _, marks in found for mark in marks])
    y, groups, back = 40.0, [], []
    for name, marks in found:
        back += [
            Shape("text", {"x": PAD, "y": y + 12, "class": "name"}, name),
            line(PAD, y + 46, PAD + axis.width, y + 46, "grid"),
        ]
        groups += [Group(m.ref, m.label or m.text, tuple(draw_mark(m, axis, y + 29, named=False))) for m in marks]
        y += 46
    return Drawing(round(axis.width + 2 * PAD), round(y + 8), (*axis.shapes(y + 8, events, None), *back), tuple(groups))
