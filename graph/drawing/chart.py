"""Draw time from left to right: bars for what held, marks for what happened, in lanes; plain SVG shapes come out.

A date is drawn as precisely as it is known: a bar is solid over the days that are certain and pale over those that a
year or a month leaves open; without a stated end it is open at that side. Nothing here knows the graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from probation.graph.dates import PartialDate, parse
from probation.graph.drawing.axis import SIZE, Axis, Event, Shape, Words, beside, clipped, line, middle_of
from probation.graph.drawing.boxes import text_width

YEAR, LEAST_YEAR, LEAST_WIDTH, SCREEN = 46, 34, 1000, 1180
"""Pixels to a year and at least to one; of the time line at least, and as long as a year has room."""
BAR, LABEL, GAP, BELOW = 14, 17, 11, 16
HEAD = 42
"""Pixels of the years and the marks of events above what is drawn."""


@dataclass(frozen=True, slots=True)
class Group:
    """What is drawn of one entry; `ref` names its item in the panel."""

    ref: str
    label: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A slice of a chart that is never cut by the edge of a printed page: `top` and `height` in the chart's pixels."""

    top: int
    height: int
    back: tuple[Shape, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole chart, in bands below one another that each carry the years, and the events they are marked with."""

    width: int
    bands: tuple[Band, ...]
    events: tuple[Event, ...] = ()
    is_fixed: bool = False
    """Whether the chart keeps its size on a wide screen; a time line fills it."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every entry, from top to bottom."""
        return tuple(group for band in self.bands for group in band.groups)


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
    is_pale: bool = False
    """Whether the date is not that of what the mark stands for, but of something before it."""


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
    not_start: str | None = None
    not_end: str | None = None
    """Dates before the start and after the end that were stated and are rejected: an empty outline reaches there."""
    is_possible: bool = False
    """Whether `begun` is only the first day on which it can have begun: nothing up to the end is certain."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Entries that belong together, set below one another where they would touch; `note` is said beside the title."""

    title: str
    entries: tuple[Bar | Mark, ...]
    note: str = ""


def axis_for(entries: Iterable[Bar | Mark], day: date | None = None) -> Axis:
    """Return an axis of whole years that holds every date, and a year more where something has no end."""
    days: list[date] = [day] if day else []
    open_end = False
    for entry in entries:
        texts = (
            [entry.when]
            if isinstance(entry, Mark)
            else [*_dates(entry), *_rejected(entry), *(m.when for m in entry.marks)]
        )
        days += [d for text in texts if text for d in (parse(text).earliest, parse(text).latest)]
        open_end = open_end or (isinstance(entry, Bar) and _dates(entry)[1] is None)
    first, last = min(days, default=date(2000, 1, 1)).year, max(days, default=date(2025, 1, 1)).year
    last += 2 if open_end else 1
    years = last - first
    wide = min(years * YEAR, max(SCREEN, years * LEAST_YEAR))
    return Axis(date(first, 1, 1), date(last, 1, 1), max(LEAST_WIDTH, wide))


def height_of(entry: Bar | Mark) -> float:
    """Return how high the row of an entry is."""
    if isinstance(entry, Mark):
        return 25 if entry.text else 22
    return LABEL + thickness(entry) + GAP + (BELOW if entry.below else 0)


def thickness(bar: Bar) -> float:
    """Return how thick a bar is: one with ratings on it is thicker."""
    return BAR + (6 if bar.marks else 0)


def extent(entry: Bar | Mark, axis: Axis) -> tuple[float, float]:
    """Return how far an entry and its words reach from left to right."""
    if isinstance(entry, Mark):
        left, right = _reach(entry, axis)
        text, x, anchor = beside(entry.text, left, right, axis)
        wide = text_width(text, SIZE)
        return min(left, x - wide if anchor else x), max(right, x if anchor else x + wide)
    start, end = reach(entry, axis)
    found = [(start - 8, end + 8), *words_of(entry, axis)]
    for mark in entry.marks:
        x, half = middle_of(axis, parse(mark.when)), half_of(mark)
        found.append((x - half, x + half))
    return min(left for left, _ in found), max(right for _, right in found)


def words_of(bar: Bar, axis: Axis) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return how far the words above a bar and those below it reach, from left to right."""
    found = []
    for given in (bar.text, bar.below):
        text, at, anchor = _above(given, *ends(bar, axis), axis)
        wide = text_width(text, SIZE)
        found.append((at - wide, at) if anchor else (at, at + wide))
    return found[0], found[1]


def draw_entry(entry: Bar | Mark, axis: Axis, y: float) -> Group:
    """Draw one entry whose row begins at `y`."""
    left, right = extent(entry, axis)
    area = {"x": round(left, 1), "y": y, "width": round(right - left, 1), "height": height_of(entry) - 4}
    shapes = [Shape("rect", {**area, "class": "hit"})]
    if isinstance(entry, Mark):
        shapes += draw_mark(entry, axis, y + 11, named=True)
        return Group(entry.ref, entry.label or entry.text, tuple(shapes))
    start, end = ends(entry, axis)
    high, top = thickness(entry), y + LABEL
    shapes += _bar(entry, axis, start, end, top, high)
    for given, at, kind in ((entry.text, y + 12, "name"), (entry.below, top + high + 14, "below")):
        if given:
            text, x, anchor = _above(given, start, end, axis)
            shapes.append(Shape("text", {"x": x, "y": at, "class": kind, **anchor}, text))
    for mark in entry.marks:
        shapes += draw_mark(mark, axis, top + high / 2, named=False)
    return Group(entry.ref, entry.label or entry.text, tuple(shapes))


def _bar(bar: Bar, axis: Axis, start: float, end: float, top: float, high: float) -> list[Shape]:
    sure_from = axis.x(parse(bar.start).latest) if bar.start else start
    sure_to = axis.x(parse(bar.end).earliest) if bar.end else end
    wide = round(max(end - start, 3), 1)
    common = {"y": top, "height": high, "fill": bar.colour}
    at = {"x": start, "y": top, "width": wide, "height": high, "rx": 3}
    shapes = [
        Shape("rect", {"x": left, "y": top, "width": round(right - left, 1), "height": high, "rx": 3, "class": "doubt"})
        for left, right in _outlines(bar, axis, start, end)
    ]
    shapes += [Shape("rect", {**at, "class": "ground"}), Shape("rect", {**at, "fill": bar.colour, "class": "pale"})]
    if sure_to > sure_from and (bar.start or bar.end) and not bar.is_possible:
        shapes.append(
            Shape("rect", {"x": sure_from, "width": round(sure_to - sure_from, 1), "class": "sure", **common})
        )
    shapes.append(Shape("rect", {**at, "class": "rim"}))
    for known, x, way in ((bar.start, start, -1), (bar.end, end, 1)):
        if not known:
            d = f"M{x} {top - 1}L{round(x + way * 8, 1)} {top + high / 2}L{x} {top + high + 1}Z"
            shapes.append(Shape("path", {"d": d, "class": "open", "fill": bar.colour}))
    return shapes


def _dates(bar: Bar) -> tuple[str | None, str | None]:
    return bar.start or bar.begun, bar.end or bar.over


def _rejected(bar: Bar) -> tuple[str | None, str | None]:
    return bar.not_start, bar.not_end


def _outlines(bar: Bar, axis: Axis, start: float, end: float) -> list[tuple[float, float]]:
    """Return from where to where a bar would reach, were the dates right that are rejected."""
    first, last = reach(bar, axis)
    return [span for span in ((first, start), (end, last)) if span[0] < span[1]]


def draw_mark(mark: Mark, axis: Axis, y: float, *, named: bool) -> list[Shape]:
    """Draw a mark on the line at `y`, with its words beside it where it is `named`."""
    meant = parse(mark.when)
    x = middle_of(axis, meant)
    shapes = []
    if meant.earliest != meant.latest and named:
        left, right = axis.x(meant.earliest), axis.x(meant.latest)
        shapes.append(line(left, y, right, y, "whisker"))
    half = half_of(mark)
    if mark.letters:
        box = {
            "x": x - half,
            "y": y - 9,
            "width": 2 * half,
            "height": 18,
            "rx": 2,
            "fill": mark.colour,
            "class": level_class(is_pale=mark.is_pale),
        }
        on = letters_class(mark.colour, is_pale=mark.is_pale)
        if mark.is_pale:  # no line behind may be seen through it
            shapes.append(Shape("rect", {**box, "class": "ground"}))
        shapes += [Shape("rect", box), Shape("text", {"x": x, "y": y + 4.5, "class": f"letters {on}"}, mark.letters)]
    else:
        dot = {"cx": x, "cy": y, "r": 6, "fill": mark.colour, "class": level_class(is_pale=mark.is_pale)}
        shapes += [Shape("circle", {**dot, "class": "ground"})] if mark.is_pale else []
        shapes.append(Shape("circle", dot))
    if named and mark.text:
        text, at, anchor = beside(mark.text, *_reach(mark, axis), axis)
        shapes.append(Shape("text", {"x": at, **anchor, "y": y + 4.5, "class": "name"}, text))
    return shapes


def _reach(mark: Mark, axis: Axis) -> tuple[float, float]:
    """Return how far a mark reaches, with the line through all the days that it may have happened on."""
    meant, half = parse(mark.when), half_of(mark)
    x = middle_of(axis, meant)
    return min(x - half, axis.x(meant.earliest)), max(x + half, axis.x(meant.latest))


def half_of(mark: Mark) -> float:
    """Return half the width of a mark."""
    return 9 + 4 * max(len(mark.letters) - 1, 0) if mark.letters else 7


def _fits(right: float, axis: Axis) -> bool:
    return right <= axis.left + axis.width


def level_class(*, is_pale: bool) -> str:
    """Return the class of the square, dot or part of a bar that stands for a level."""
    return "level faint" if is_pale else "level"


def letters_class(colour: str, *, is_pale: bool = False) -> str:
    """Return the class of letters on a colour (#rrggbb), which sees to it that they are read."""
    return "on-faint" if is_pale else "on-dark" if is_dark(colour) else "on-light"


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


def reach(bar: Bar, axis: Axis) -> tuple[float, float]:
    """Return where a bar begins and ends with the dates that are rejected."""
    start, end = ends(bar, axis)
    first, last = _rejected(bar)
    return (
        min(start, axis.x(parse(first).earliest)) if first else start,
        max(end, axis.x(_after(parse(last)))) if last else end,
    )


def _after(meant: PartialDate) -> date:
    return meant.latest if meant.earliest == meant.latest else meant.latest + timedelta(days=1)


def _above(text: str, start: float, end: float, axis: Axis) -> Words:
    """Return a bar's words: from its beginning, else up to its end, else as much as there is room for."""
    wide = text_width(text, SIZE)
    if _fits(start + wide, axis):
        return text, max(start, axis.left), {}
    last = min(end, axis.left + axis.width)
    if last - wide >= axis.left:
        return text, last, {"text-anchor": "end"}
    return clipped(text, axis.width), axis.left, {}
