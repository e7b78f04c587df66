"""Bend straight lines that would run through things they do not join.

The control point is where vis-network puts it for its types curvedCW (positive) and
curvedCCW (negative), so what is tried here is what the page draws.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Point = tuple[float, float]
MOST_NODES = 150
"""Above this many things the lines stay as they are: nobody could follow them, and it would cost time."""
MOST_PAIRS = 40_000
"""The same for lines times things."""
CHOICES = (0.14, -0.14, 0.24, -0.24, 0.36, -0.36)
CLEARANCE = 5.0
STEPS = 14


def control(start: Point, end: Point, bend: float) -> Point:
    """The control point of the quadratic curve between two centres."""
    turn = math.atan2(start[1] - end[1], end[0] - start[0]) + (0.5 * bend + 0.5) * math.pi
    reach = (0.5 * abs(bend) + 0.5) * math.dist(start, end)
    return start[0] + reach * math.sin(turn), start[1] + reach * math.cos(turn)


def bend(
    straight: Iterable[tuple[str, str]], places: Mapping[str, Point], radii: Mapping[str, float]
) -> dict[tuple[str, str], float]:
    """The least bend that takes each line of `straight` past the things in `radii` (pixels), where one is needed."""
    straight = list(straight)
    if len(radii) > MOST_NODES or len(radii) * len(straight) > MOST_PAIRS:
        return {}
    found: dict[tuple[str, str], float] = {}
    for u, v in straight:
        if u == v:
            continue
        others = [(places[n], radius + CLEARANCE) for n, radius in radii.items() if n not in (u, v)]
        others = _beside(places[u], places[v], others)
        struck = _struck(_points(places[u], places[v], 0.0), others)
        best, fewest = 0.0, struck
        for choice in CHOICES if struck else ():
            count = _struck(_points(places[u], places[v], choice), others)
            if count < fewest:
                best, fewest = choice, count
        if best:
            found[u, v] = best
    return found


def _beside(start: Point, end: Point, others: Iterable[tuple[Point, float]]) -> list[tuple[Point, float]]:
    """Keep the things that some bend of a line could run through."""
    reach = max(CHOICES) * math.dist(start, end) / 2
    left, right = min(start[0], end[0]) - reach, max(start[0], end[0]) + reach
    top, down = min(start[1], end[1]) - reach, max(start[1], end[1]) + reach
    return [
        (centre, radius)
        for centre, radius in others
        if left - radius < centre[0] < right + radius and top - radius < centre[1] < down + radius
    ]


def _points(start: Point, end: Point, bent: float) -> list[Point]:
    via = control(start, end, bent) if bent else ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    shares = [step / STEPS for step in range(STEPS + 1)]
    return [
        (
            start[0] * (1 - t) ** 2 + 2 * via[0] * t * (1 - t) + end[0] * t**2,
            start[1] * (1 - t) ** 2 + 2 * via[1] * t * (1 - t) + end[1] * t**2,
        )
        for t in shares
    ]


def _struck(line: Sequence[Point], others: Iterable[tuple[Point, float]]) -> int:
    left, right = min(x for x, _ in line), max(x for x, _ in line)
    top, down = min(y for _, y in line), max(y for _, y in line)
    return sum(
        any(_distance(centre, a, b) < radius for a, b in pairwise(line))
        for centre, radius in others
        if left - radius < centre[0] < right + radius and top - radius < centre[1] < down + radius
    )


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to the piece of line between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length)) if length else 0.0
    return math.dist(point, (a[0] + share * dx, a[1] + share * dy))
