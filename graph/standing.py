"""Where a body stands on a day, and whether a change had happened by then: what a lineage as of a day is made of.

Pure functions on extents. A change without a date is judged by the bodies it joins: it cannot have happened before
either of them began, and has happened where what came of it had certainly begun.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from probation.graph.dates import Extent, Held

_ORDER = (Held.NO, Held.POSSIBLE, Held.CERTAIN)


class Standing(StrEnum):
    """How a body stands on a day; `PERHAPS`: its dates leave that open."""

    EXISTED = "existed"
    PERHAPS = "possibly existed"
    ENDED = "had ended"
    NOT_BEGUN = "had not begun"


def standing(body: Extent, day: date) -> Standing:
    """Return how a body stands on a day."""
    held = body.held(day)
    if held is not Held.NO:
        return Standing.EXISTED if held is Held.CERTAIN else Standing.PERHAPS
    return Standing.NOT_BEGUN if begun(body, day) is Held.NO else Standing.ENDED


def begun(body: Extent, day: date) -> Held:
    """Say whether a body had begun by a day: by its start, by a day on which it is known, or by its end."""
    answer = body.begun(day)
    is_known = any(known.latest <= day for known in (*body.held_on, *body.ends))
    return Held.CERTAIN if answer is Held.POSSIBLE and is_known else answer


def happened(changes: Iterable[Extent], old: Extent, new: Extent, day: date) -> Held:
    """Say whether `new` had come of `old` by a day: by the dates of the changes, else by those of the two bodies."""
    if dated := [change.begun(day) for change in changes if change.starts]:
        return best(dated)
    if Held.NO in (begun(old, day), begun(new, day)):
        return Held.NO
    return begun(new, day)


def best(answers: Iterable[Held]) -> Held:
    """Return the most certain of several answers; NO where there is none."""
    return max(answers, key=_ORDER.index, default=Held.NO)


def seen_on(body: Extent, day: date) -> date:
    """Return the day on which a body is looked at: the day itself, or the last it stood on where it had ended."""
    if standing(body, day) is not Standing.ENDED:
        return day
    first = min(end.earliest for end in body.ends)
    return max(first, date.min + timedelta(days=1)) - timedelta(days=1)
