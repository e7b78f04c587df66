"""Draw time from left to right: bars for what held, marks for what happened, in lanes; plain SVG shapes come out.

A date is drawn as precisely as it is known: a bar is solid over the days that are certain and pale over those that a
year or a month leaves open; without a stated end it is open at that side. Nothing here knows the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from probation.graph.dates import PartialDate, parse
from probation.graph.drawing.boxes import text_width

YEAR, LEAST_WIDTH, PAD = 46, 1000, 14
"""Pixels to a year, of the whole chart at least, and round it."""
BAR, LABEL, GAP = 14, 17, 11
SIZE = 13
"""Pixels of a label's letters."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One SVG element; `attributes` are plain values, `text` is escaped by the template."""

    tag: str
    attributes: Mapping[str, Any]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What is drawn of one entry; `ref` names its item in the panel."""

    ref: str
    label: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole chart: what lies behind, the entries, and its size in pixels."""

    width: int
    height: int
    back: tuple[Shape, ...]
    groups: tuple[Group, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened: a square with letters where there are any, else a dot; dates as written."""

    when: str
    colour: str
    text: str
    ref: str
    letters: str = ""
    label: str = ""
    """What a screen reader says; `text` where empty."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that held from `start` to `end` (as written, None where not stated), with marks upon it.

    `begun` and `over` are where an end that is not stated is drawn, when something else says about when it was.
    """

    start: str | None
    end: str | None
    colour: str
    text: str
    ref: str
    marks: tuple[Mark, ...] = ()
    below: str = ""
    label: str = ""
    begun: str | None = None
    over: str | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """Entries that belong together, set below one another where they would touch."""

    title: str
    entries: tuple[Bar | Mark, ...]


@dataclass(slots=True)
class Axis:
    """Days as pixels."""

    first: date
    last: date
    width: float
    left: float = PAD

    def x(self, day: date) -> float:
        """Return where a day begins."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + min(max(share, 0.0), 1.0) * self.width, 1)

    def shapes(self, height: float, events: Sequence[tuple[str, str]], day: date | None) -> list[Shape]:
        """Return the years, the reorganisations on them, and the day asked for."""
        found = []
        every = 1 if self.width / max(self.last.year - self.first.year, 1) >= 34 else 5
        for year in range(self.first.year, self.last.year + 1):
            x = self.x(date(year, 1, 1))
            found.append(line(x, 24, x, height, "grid"))
            if year % every == 0 and x < self.left + self.width - 20:
                found.append(Shape("text", {"x": x + 3, "y": 16, "class": "year"}, str(year)))
        for when, label in events:
            x = self.x(parse(when).earliest)
            path = f"M{x} 22l5 5-5 5-5-5Z"
            found += [
                line(x, 30, x, height, "event-line"),
                Shape("path", {"d": path, "class": "event"}, f"{when}: {label}"),
            ]
        if day:
            found.append(line(self.x(day), 20, self.x(day), height, "day"))
            found.append(
                Shape("text", {"x": self.x(day) + 4, "y": 30, "class": "day-name"}, f"as of {day.isoformat()}")
            )
        return found


def axis_for(entries: Iterable[Bar | Mark], day: date | None = None) -> Axis:
    """Return an axis of whole years that holds every date, and a year more where something has no end."""
    days: list[date] = [day] if day else []
    open_end = False
    for entry in entries:
        texts = [entry.when] if isinstance(entry, Mark) else [*_dates(entry), *(m.when for m in entry.marks)]
        days += [d for text in texts if text for d in (parse(text).earliest, parse(text).latest)]
        open_end = open_end or (isinstance(entry, Bar) and _dates(entry)[1] is None)
    first, last = min(days, default=date(2000, 1, 1)).year, max(days, default=date(2025, 1, 1)).year
    last += 2 if open_end else 1
    return Axis(date(first, 1, 1), date(last, 1, 1), max(LEAST_WIDTH - 2 * PAD, (last - first) * YEAR))


def row_height(entries: Iterable[Bar | Mark]) -> float:
    """Return how high the rows of a lane are."""
    bars = [entry for entry in entries if isinstance(entry, Bar)]
    if not bars:
        return 25
    return (
        LABEL + BAR + GAP + (6 if any(bar.marks for bar in bars) else 0) + (16 if any(bar.below for bar in bars) else 0)
    )


def extent(entry: Bar | Mark, axis: Axis) -> tuple[float, float]:
    """Return how far an entry and its words reach from left to right."""
    wide = text_width(entry.text, SIZE)
    if isinstance(entry, Mark):
        x = _middle(axis, parse(entry.when))
        left = 12 + 5 * len(entry.letters)
        beside = x + left + wide
        return (x - left, beside) if beside < axis.left + axis.width else (x - left - wide, x + left)
    start, end = ends(entry, axis)
    wide = max(wide, text_width(entry.below, SIZE))
    return _text_at(start, end, wide, axis), max(end, _text_at(start, end, wide, axis) + wide)


def draw_entry(entry: Bar | Mark, axis: Axis, y: float, *, tall: bool = False) -> Group:
    """Draw one entry whose row begins at `y`; bars that carry marks are `tall`, and those beside them."""
    if isinstance(entry, Mark):
        return Group(entry.ref, entry.label or entry.text, tuple(draw_mark(entry, axis, y + 11, named=True)))
    start, end = ends(entry, axis)
    high = BAR + (6 if tall or entry.marks else 0)
    top = y + LABEL
    wide = max(text_width(entry.text, SIZE), text_width(entry.below, SIZE))
    at = _text_at(start, end, wide, axis)
    shapes = [Shape("rect", {"x": start, "y": y, "width": max(end - start, 6), "height": high + LABEL, "class": "hit"})]
    shapes += _bar(entry, axis, start, end, top, high)
    shapes.append(Shape("text", {"x": at, "y": y + 12, "class": "name"}, entry.text))
    if entry.below:
        shapes.append(Shape("text", {"x": at, "y": top + high + 14, "class": "below"}, entry.below))
    for mark in entry.marks:
        shapes += draw_mark(mark, axis, top + high / 2, named=False)
    return Group(entry.ref, entry.label or entry.text, tuple(shapes))


def _bar(bar: Bar, axis: Axis, start: float, end: float, top: float, high: float) -> list[Shape]:
    sure_from = axis.x(parse(bar.start).latest) if bar.start else start
    sure_to = axis.x(parse(bar.end).earliest) if bar.end else end
    wide = round(max(end - start, 3), 1)
    common = {"y": top, "height": high, "fill": bar.colour}
    shapes = [Shape("rect", {"x": start, "width": wide, "rx": 3, "class": "pale", **common})]
    if sure_to > sure_from and (bar.start or bar.end):
        shapes.append(
            Shape("rect", {"x": sure_from, "width": round(sure_to - sure_from, 1), "class": "sure", **common})
        )
    shapes.append(Shape("rect", {"x": start, "y": top, "width": wide, "height": high, "rx": 3, "class": "rim"}))
    for known, x, way in ((bar.start, start, -1), (bar.end, end, 1)):
        if not known:
            d = f"M{x} {top - 1}L{round(x + way * 8, 1)} {top + high / 2}L{x} {top + high + 1}Z"
            shapes.append(Shape("path", {"d": d, "class": "open", "fill": bar.colour}))
    return shapes


def _dates(bar: Bar) -> tuple[str | None, str | None]:
    return bar.start or bar.begun, bar.end or bar.over


def draw_mark(mark: Mark, axis: Axis, y: float, *, named: bool) -> list[Shape]:
    """Draw a mark on the line at `y`, with its words beside it where it is `named`."""
    meant = parse(mark.when)
    x = _middle(axis, meant)
    shapes = []
    if meant.earliest != meant.latest and named:
        left, right = axis.x(meant.earliest), axis.x(meant.latest)
        shapes.append(line(left, y, right, y, "whisker"))
    half = 7 + 4 * max(len(mark.letters) - 1, 0) + (2 if mark.letters else 0)
    if mark.letters:
        box = {
            "x": x - half,
            "y": y - 9,
            "width": 2 * half,
            "height": 18,
            "rx": 2,
            "fill": mark.colour,
            "class": "level",
        }
        on = "on-dark" if is_dark(mark.colour) else "on-light"
        shapes += [Shape("rect", box), Shape("text", {"x": x, "y": y + 4.5, "class": f"letters {on}"}, mark.letters)]
    else:
        shapes.append(Shape("circle", {"cx": x, "cy": y, "r": 6, "fill": mark.colour, "class": "level"}))
    if named:
        wide = text_width(mark.text, SIZE)
        fits = x + half + 5 + wide < axis.left + axis.width
        where = {"x": x + half + 5} if fits else {"x": x - half - 5, "text-anchor": "end"}
        shapes.append(Shape("text", {**where, "y": y + 4.5, "class": "name"}, mark.text))
    return shapes


def is_dark(colour: str) -> bool:
    """Say whether white letters are read better than black ones on a colour (#rrggbb)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < 0.2


def ends(bar: Bar, axis: Axis) -> tuple[float, float]:
    """Return where a bar begins and ends, the days that are only possible included."""
    begun, over = _dates(bar)
    start = axis.x(parse(begun).earliest) if begun else axis.left
    end = axis.x(_after(parse(over))) if over else axis.left + axis.width
    if begun is None and over:
        start = max(start, end - YEAR)
    return start, max(end, start + 3)


def _after(meant: PartialDate) -> date:
    return meant.latest if meant.earliest == meant.latest else meant.latest + timedelta(days=1)


def _middle(axis: Axis, meant: PartialDate) -> float:
    return round((axis.x(meant.earliest) + axis.x(meant.latest)) / 2, 1)


def _text_at(start: float, end: float, wide: float, axis: Axis) -> float:
    return max(axis.left, min(start, axis.left + axis.width - wide))


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Shape:
    """Return a straight line of one of the kinds of the style sheet."""
    return Shape("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": kind})
