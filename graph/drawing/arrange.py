"""Arrange what `chart` draws: lanes under one axis, ratings in rows, counts compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from probation.graph.dates import parse
from probation.graph.drawing.axis import EDGE, PAD, SIZE, Axis, Shape, beside, line, middle_of
from probation.graph.drawing.bands import OVER, WHOLE, Bands
from probation.graph.drawing.boxes import text_width
from probation.graph.drawing.chart import (
    LEAST_WIDTH,
    Band,
    Bar,
    Drawing,
    Group,
    Lane,
    Mark,
    axis_for,
    draw_entry,
    draw_mark,
    ends,
    extent,
    height_of,
    letters_class,
    level_class,
)

HEADING, ROW, SHORT = 26, 24, 200
"""Pixels of a lane's title, of a row of ratings, and of a lane that is not cut."""
TOWER, HALF, BOLD = 30, 4, 1.17
"""Pixels of a row of counts, and of half the space between two; how much wider bold letters are than others."""


def lanes(found: Sequence[Lane], events: Sequence[tuple[str, str]] = (), day: date | None = None) -> Drawing:
    """Draw lanes under one axis."""
    axis = axis_for((entry for lane in found for entry in lane.entries), day)
    packed = [_packed(lane.entries, axis) for lane in found]
    tall = [[max(height_of(entry) for entry in row) for row in rows] for rows in packed]
    bands = Bands(axis, events, day, sum(HEADING + sum(highs) + 10 for highs in tall))
    for lane, rows, highs in zip(found, packed, tall, strict=True):
        if sum(highs) < SHORT and bands.is_full(sum(highs) + HEADING):
            bands.cut()
        for place, (row, high) in enumerate(zip(rows, highs, strict=True)):
            over = OVER if 0 < place == len(rows) - 1 else 0
            y = _place(bands, high, lane.title, lane.note, is_first=place == 0, over=over)
            bands.groups += [draw_entry(entry, axis, y) for entry in row]
        bands.rule()
    return bands.drawing()


def _place(bands: Bands, high: float, title: str, note: str = "", *, is_first: bool, over: float = 0) -> float:
    """Return where a row stands, below the title of its lane where the lane or a band begins with it."""
    is_cut = bands.is_full(high, over)
    if not is_first and not is_cut:
        return bands.room(high, over)
    y = bands.room(high + HEADING)
    _heading(bands, title, note if is_first else f"{note} (continued)".strip(), y)
    return y + HEADING


def _heading(bands: Bands, title: str, note: str, y: float) -> None:
    bands.back.append(Shape("text", {"x": PAD, "y": y + 16, "class": "lane"}, title))
    if note:
        x = PAD + text_width(title, SIZE) * BOLD + 8
        bands.back.append(Shape("text", {"x": round(x, 1), "y": y + 16, "class": "lane-note"}, note))


def _packed(entries: Sequence[Bar | Mark], axis: Axis, between: float = 12) -> list[list[Bar | Mark]]:
    """Return entries in rows, each in the first row where it touches nothing."""
    rows: list[list[Bar | Mark]] = []
    taken: list[list[tuple[float, float]]] = []
    for entry in sorted(entries, key=lambda e: (_first(e, axis), e.text, e.ref)):
        left, right = extent(entry, axis)
        gap = between if entry.text else 2
        free = (i for i, spans in enumerate(taken) if all(b + gap <= left or right + gap <= a for a, b in spans))
        row = next(free, len(rows))
        if row == len(rows):
            rows.append([])
            taken.append([])
        rows[row].append(entry)
        taken[row].append((left, right))
    return rows


def _first(entry: Bar | Mark, axis: Axis) -> float:
    """Return where an entry begins, whatever its words."""
    return axis.x(parse(entry.when).earliest) if isinstance(entry, Mark) else ends(entry, axis)[0]


@dataclass(frozen=True, slots=True)
class Tower:
    """One row of a comparison: what is counted, and how often each level, in order."""

    text: str
    ref: str
    counts: tuple[tuple[str, str, int, str], ...] = ()
    """(letters, colour, count, mark) of each part; a part marked with `?` is drawn pale"""


def towers(rows: Sequence[Tower]) -> Drawing:
    """Draw counts as bars of one scale, each part with its letters and number."""
    names = max((text_width(row.text, SIZE) for row in rows), default=0) + 16
    most = max((sum(count for _, _, count, _ in row.counts) for row in rows), default=1)
    unit = min(56.0, max(600.0, LEAST_WIDTH - names - 2 * PAD) / max(most, 1))
    groups = []
    for place, row in enumerate(rows):
        y, x = 2 * HALF + place * TOWER, PAD + names
        shapes = [Shape("text", {"x": PAD + names - 8, "y": y + 15, "class": "name", "text-anchor": "end"}, row.text)]
        for letters, colour, count, mark in row.counts:
            wide, is_pale = round(count * unit, 1), "?" in mark
            kind, on = level_class(is_pale=is_pale), letters_class(colour, is_pale=is_pale)
            shapes.append(Shape("rect", {"x": x, "y": y, "width": wide, "height": 22, "fill": colour, "class": kind}))
            words = f"{letters} {count}{mark}"
            words = words if wide > text_width(words, 12) + 4 else f"{count}{mark}"
            shapes.append(Shape("text", {"x": x + wide / 2, "y": y + 15.5, "class": f"letters {on}"}, words))
            x = round(x + wide, 1)
        said = ", ".join(f"{letters} {count}{mark}" for letters, _, count, mark in row.counts)
        groups.append(Group(row.ref, f"{row.text}: {said}", tuple(shapes)))
    many = (WHOLE - HALF) // TOWER
    bands = [
        Band(first * TOWER + HALF, TOWER * len(part), (), tuple(part))
        for first in range(0, len(groups), many)
        if (part := groups[first : first + many])
    ]
    return Drawing(round(PAD * 2 + names + most * unit), tuple(bands), is_fixed=True)


@dataclass(frozen=True, slots=True)
class Rows:
    """Named rows of marks below one title."""

    title: str
    rows: Sequence[tuple[str, Sequence[Mark]]]


def rows(found: Sequence[Rows], events: Sequence[tuple[str, str]] = ()) -> Drawing:
    """Draw a row of marks for each name, which stands beside them: at their left, else where there is room."""
    axis = axis_for([mark for part in found for _, marks in part.rows for mark in marks])
    packed = [[_packed([replace(mark, text="") for mark in marks], axis) for _, marks in part.rows] for part in found]
    total = sum(HEADING + 10 + ROW * sum(map(len, rows)) for rows in packed)
    bands = Bands(axis, events, total=total)
    for part, rows in zip(found, packed, strict=True):
        for place, ((name, _), lines) in enumerate(zip(part.rows, rows, strict=True)):
            over = OVER if 0 < place == len(part.rows) - 1 else 0
            y = _place(bands, ROW * len(lines), part.title, is_first=place == 0, over=over)
            _row(bands, axis, name, lines, y)
        bands.rule()
    return bands.drawing()


def _row(bands: Bands, axis: Axis, name: str, lines: Sequence[Sequence[Bar | Mark]], y: float) -> None:
    spans = [extent(mark, axis) for row in lines for mark in row]
    left, right = min(span[0] for span in spans), max(span[1] for span in spans)
    middle = y + ROW / 2
    if left - EDGE - text_width(name, SIZE) >= PAD:
        text, x, anchor = name, left - EDGE, {"text-anchor": "end"}
    else:
        text, x, anchor = beside(name, left, right, axis)
    along = [middle_of(axis, parse(mark.when)) for row in lines for mark in row if isinstance(mark, Mark)]
    if max(along) - min(along) > ROW:
        bands.back.append(line(min(along), middle, max(along), middle, "course"))
    bands.back.append(Shape("text", {"x": x, **anchor, "y": middle + 4.5, "class": "name"}, text))
    for place, row in enumerate(lines):
        for mark in row:
            if isinstance(mark, Mark):
                shapes = draw_mark(mark, axis, middle + place * ROW, named=True)
                bands.groups.append(Group(mark.ref, mark.label, tuple(shapes)))
