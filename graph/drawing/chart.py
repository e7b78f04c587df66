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

YEAR, LEAST_YEAR, LEAST_WIDTH, SCREEN, PAD = 46, 34, 1000, 1180, 14
"""Pixels to a year and at least to one; of the time line at least, and as long as a year has room; round it."""
BAR, LABEL, GAP, BELOW = 14, 17, 11, 16
HEAD = 42
"""Pixels of the years and the marks of events above what is drawn."""
SIZE = 13
"""Pixels of a label's letters."""
EDGE = 5
"""Pixels between a mark and its words."""


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
class Event:
    """What the time line itself is marked with, and the letter that stands for it there."""

    letter: str
    when: str
    text: str


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
    """Entries that belong together, set below one another where they would touch; `note` is said beside the title."""

    title: str
    entries: tuple[Bar | Mark, ...]
    note: str = ""


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

    def has(self, event: Event) -> bool:
        """Whether an event lies on the axis."""
        return self.first <= parse(event.when).earliest <= self.last

    def shapes(self, top: float, bottom: float, events: Sequence[Event], day: date | None) -> list[Shape]:
        """Return the years from `top` to `bottom`, the events marked on them, and the day asked for."""
        found = []
        every = 1 if self.width / max(self.last.year - self.first.year, 1) >= 34 else 5
        for year in range(self.first.year, self.last.year + 1):
            x = self.x(date(year, 1, 1))
            found.append(line(x, top + 22, x, bottom, "grid"))
            if year % every == 0 and x < self.left + self.width - 20:
                found.append(Shape("text", {"x": x + 3, "y": top + 14, "class": "year"}, str(year)))
        taken = 0.0
        for event in events:
            x = self.x(parse(event.when).earliest)
            path = f"M{x} {top + 22}l5 5-5 5-5-5Z"
            found += [
                line(x, top + 32, x, bottom, "event-line"),
                Shape("path", {"d": path, "class": "event"}, f"{event.when}: {event.text}"),
            ]
            at = max(x + 7, taken)
            found.append(Shape("text", {"x": at, "y": top + 31, "class": "event-letter"}, event.letter))
            taken = at + 9
        if day and self.first <= day <= self.last:
            x, words = self.x(day), f"as of {day.isoformat()}"
            found.append(line(x, top + 20, x, bottom, "day"))
            fits = x + text_width(words, 12) < self.left + self.width
            where = {"x": x + 4} if fits else {"x": x - 4, "text-anchor": "end"}
            found.append(Shape("text", {**where, "y": top + 41, "class": "day-name"}, words))
        return found


def lettered(axis: Axis, given: Sequence[tuple[str, str]]) -> tuple[Event, ...]:
    """Return the events that lie on an axis, in order of time, with a letter each."""
    on = [event for when, text in sorted(given) if axis.has(event := Event("", when, text))]
    return tuple(Event(_letter(place), event.when, event.text) for place, event in enumerate(on))


def _letter(place: int) -> str:
    """Return a, b … z, then a2, b2 and so on."""
    return chr(97 + place % 26) + (str(place // 26 + 1) if place >= 26 else "")


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
    start, end = ends(entry, axis)
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
    shapes = [Shape("rect", {**at, "class": "ground"}), Shape("rect", {**at, "fill": bar.colour, "class": "pale"})]
    if sure_to > sure_from and (bar.start or bar.end):
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
            "class": "level",
        }
        on = "on-dark" if is_dark(mark.colour) else "on-light"
        shapes += [Shape("rect", box), Shape("text", {"x": x, "y": y + 4.5, "class": f"letters {on}"}, mark.letters)]
    else:
        shapes.append(Shape("circle", {"cx": x, "cy": y, "r": 6, "fill": mark.colour, "class": "level"}))
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


def middle_of(axis: Axis, meant: PartialDate) -> float:
    """Return the middle of the days that a date may mean."""
    return round((axis.x(meant.earliest) + axis.x(meant.latest)) / 2, 1)


Words = tuple[str, float, dict[str, str]]
"""A text, cut where there is no room for all of it; where it stands; and the anchor where that is its end."""


def _above(text: str, start: float, end: float, axis: Axis) -> Words:
    """Return a bar's words: from its beginning, else up to its end, else as much as there is room for."""
    wide = text_width(text, SIZE)
    if _fits(start + wide, axis):
        return text, max(start, axis.left), {}
    last = min(end, axis.left + axis.width)
    if last - wide >= axis.left:
        return text, last, {"text-anchor": "end"}
    return clipped(text, axis.width), axis.left, {}


def beside(text: str, left: float, right: float, axis: Axis) -> Words:
    """Return the words beside what reaches from `left` to `right`: after it, else before it, else cut."""
    wide = text_width(text, SIZE)
    after, before = axis.left + axis.width - right - EDGE, left - EDGE - axis.left
    if wide <= after or (wide > before and after >= before):
        return clipped(text, after), right + EDGE, {}
    return clipped(text, before), left - EDGE, {"text-anchor": "end"}


def clipped(text: str, room: float) -> str:
    """Return as much of a text as has room, in pixels."""
    if text_width(text, SIZE) <= room:
        return text
    while text and text_width(text, SIZE) + SIZE > room:
        text = text[:-1]
    return text.rstrip() + "…"


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Shape:
    """Return a straight line of one of the kinds of the style sheet."""
    return Shape("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": kind})
