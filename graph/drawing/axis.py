"""The time line that charts share: days as pixels, the years and events marked on it, and words that fit beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from probation.graph.dates import PartialDate, parse
from probation.graph.drawing.boxes import text_width

PAD = 14
"""Pixels round the time line."""
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
class Event:
    """What the time line itself is marked with, and the letter that stands for it there."""

    letter: str
    when: str
    text: str


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


def middle_of(axis: Axis, meant: PartialDate) -> float:
    """Return the middle of the days that a date may mean."""
    return round((axis.x(meant.earliest) + axis.x(meant.latest)) / 2, 1)


Words = tuple[str, float, dict[str, str]]
"""A text, cut where there is no room for all of it; where it stands; and the anchor where that is its end."""


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
