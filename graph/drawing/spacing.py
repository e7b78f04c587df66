"""Push boxes apart until none overlaps, the same way every time.

Boxes are looked up in a grid, so a pass costs time linear in their number.
"""

import math
from collections.abc import Collection, Sequence

from .boxes import Box

MARGIN = 8.0
"""Pixels left free round every box."""


def spread(
    centres: Sequence[tuple[float, float]],
    boxes: Sequence[Box],
    *,
    fixed: Collection[int] = (),
    passes: int = 240,
    margin: float = MARGIN,
) -> list[tuple[float, float]]:
    """Move centres as little as needed so that no two boxes overlap.

    `fixed` holds places in the sequence that stay where they are. Gives up
    after `passes` rounds; every 40 rounds without success the picture is
    stretched by a tenth, so small pictures always come free.
    """
    points = [[x + math.cos(i * 2.4) * 0.01, y + math.sin(i * 2.4) * 0.01] for i, (x, y) in enumerate(centres)]
    still = frozenset(fixed)
    for count in range(1, passes + 1):
        if not _separate(points, boxes, still, margin):
            break
        if count % 40 == 0:
            _stretch(points, still, 1.1)
    return [(x, y) for x, y in points]


def _stretch(points: list[list[float]], still: frozenset[int], factor: float) -> None:
    for place, point in enumerate(points):
        if place not in still:
            point[0] *= factor
            point[1] *= factor


def _separate(points: list[list[float]], boxes: Sequence[Box], still: frozenset[int], margin: float) -> bool:
    """One pass over all neighbouring pairs; True while any pair overlapped."""
    if len(points) < 2:
        return False
    cell = max(max(b.width, b.height) for b in boxes) + margin
    grid: dict[tuple[int, int], list[int]] = {}
    for place, (x, y) in enumerate(points):
        grid.setdefault((int(x // cell), int(y // cell)), []).append(place)
    moved = False
    for (column, row), members in grid.items():
        near = [
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in grid.get((column + dx, row + dy), ())
        ]
        for one in members:
            for other in near:
                if one < other and not (one in still and other in still):
                    moved = _push(points, boxes, one, other, still, margin) or moved
    return moved


def _push(
    points: list[list[float]], boxes: Sequence[Box], one: int, other: int, still: frozenset[int], margin: float
) -> bool:
    a, b = points[one], points[other]
    p, q = boxes[one], boxes[other]
    if b[0] >= a[0]:
        across = p.right + q.left + margin - (b[0] - a[0])
    else:
        across = q.right + p.left + margin - (a[0] - b[0])
    if b[1] >= a[1]:
        along = p.down + q.up + margin - (b[1] - a[1])
    else:
        along = q.down + p.up + margin - (a[1] - b[1])
    if across <= 0.5 or along <= 0.5:
        return False
    axis, depth = (0, across) if across < along else (1, along)
    sign = 1.0 if b[axis] >= a[axis] else -1.0
    share = 1.0 if one in still or other in still else 0.5
    if one not in still:
        a[axis] -= sign * depth * share
    if other not in still:
        b[axis] += sign * depth * share
    return True


def overlaps(centres: Sequence[tuple[float, float]], boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Every pair of places whose boxes overlap (quadratic: meant for tests and small pictures)."""
    found = []
    for i, (ax, ay) in enumerate(centres):
        for j in range(i + 1, len(centres)):
            bx, by = centres[j]
            p, q = boxes[i], boxes[j]
            if (
                ax - p.left < bx + q.right
                and bx - q.left < ax + p.right
                and ay - p.up < by + q.down
                and by - q.up < ay + p.down
            ):
                found.append((i, j))
    return found
