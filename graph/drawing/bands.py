"""Fill a chart from the top with rows, and cut it between rows into bands that fit a printed page.

Each band carries the years and the events again: a long chart is read, and printed, without going back to its head.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from probation.graph.drawing.axis import PAD, Axis, Event, Shape, lettered, line
from probation.graph.drawing.chart import HEAD, Band, Drawing, Group

FIRST, LATER, WHOLE = 540, 640, 640
"""Pixels of the first band, of any other, and of a chart that is not cut.

A landscape page holds the title and the legend above the first; a whole chart is made a little smaller there.
"""
SPARE = 60
"""Pixels that a band may be higher than its share, for rows are not cut."""
OVER = 44
"""Pixels that the last row of a lane may stand below the end of a band, rather than alone in the next."""


class Bands:
    """Bands under way. `room` gives the next row its place; what is drawn there is added to `back` and `groups`."""

    def __init__(
        self, axis: Axis, events: Sequence[tuple[str, str]] = (), day: date | None = None, total: float = 0
    ) -> None:
        """Begin; of `total` pixels the bands after the first have about the same share."""
        self.axis, self.day = axis, day
        left = total - FIRST + HEAD
        self._later = min(LATER, left / max(math.ceil(left / (LATER - HEAD)), 1) + HEAD + SPARE)
        self._most = float(WHOLE if total + HEAD <= WHOLE else FIRST)
        self.events: tuple[Event, ...] = lettered(axis, events)
        self.back: list[Shape] = []
        self.groups: list[Group] = []
        self._done: list[Band] = []
        self._top, self._y = 0.0, float(HEAD)

    def is_full(self, height: float, over: float = 0) -> bool:
        """Whether a row so many pixels high begins a new band, where it may stand `over` pixels below the end."""
        return self._y + height > self._top + self._most + over and self._y > self._top + HEAD

    def room(self, height: float, over: float = 0) -> float:
        """Return where the next `height` pixels begin."""
        if self.is_full(height, over):
            self.cut()
        at, self._y = self._y, self._y + height
        return at

    def rule(self) -> None:
        """Draw a line below what stands there."""
        self.back.append(line(PAD, self._y + 2, PAD + self.axis.width, self._y + 2, "grid"))
        self._y += 10

    def drawing(self, across: Sequence[tuple[float, float, Sequence[Shape]]] = ()) -> Drawing:
        """Return the chart; `across` are shapes with their top and bottom, drawn beneath in every band they touch."""
        if self.groups:
            self.cut()
        bands = []
        for band in self._done:
            met = (shapes for low, high, shapes in across if low < band.top + band.height and high > band.top)
            back = (*band.back, *(shape for shapes in met for shape in shapes))
            bands.append(replace(band, back=back))
        return Drawing(round(self.axis.width + 2 * PAD), tuple(bands), self.events)

    def cut(self) -> None:
        """End the band."""
        bottom = round(self._y + 6)
        years = self.axis.shapes(self._top, bottom, self.events, self.day)
        self._done.append(Band(round(self._top), bottom - round(self._top), (*years, *self.back), tuple(self.groups)))
        self.back, self.groups = [], []
        self._top, self._y, self._most = float(bottom), float(bottom + HEAD), self._later
