"""Push boxes apart until none overlaps, the same way every time.

Boxes are looked up in a grid, so a pass costs time linear in their number.
"""

import math
from collections.abc import Sequence

from probation.graph.drawing.boxes import Box

MARGIN = 8.0
"""Pixels left free round every box."""
_CELL = 160.0
_AHEAD = ((1, -1), (1, 0), (1, 1), (0, 1))


def spread(
    centres: Sequence[tuple[float, float]],
    boxes: Sequence[Box],
    *,
    passes: int = 240,
    margin: float = MARGIN,
) -> list[tuple[float, float]]:
    """Move centres as little as needed so that no two boxes overlap.

    Gives up after `passes` rounds; every 40 rounds without success the picture
    is stretched by a tenth, so small pictures always come free.
    """
    points = [[x + math.cos(i * 2.4) * 0.01, y + math.sin(i * 2.4) * 0.01] for i, (x, y) in enumerate(centres)]
    for count in range(1, passes + 1):
        if not _separate(points, boxes, margin):
            break
        if count % 40 == 0:
            for point in points:
                point[0] *= 1.1
                point[1] *= 1.1
    return [(x, y) for x, y in points]


def _separate(points: list[list[float]], boxes: Sequence[Box], margin: float) -> bool:
    """One pass over all neighbouring pairs; True while any pair overlapped."""
    if len(points) < 2:
        return False
    wide, high = max(b.width for b in boxes) + margin, max(b.height for b in boxes) + margin
    grid: dict[tuple[int, int], list[int]] = {}
    for place, (x, y) in enumerate(points):
        grid.setdefault((int(x // wide), int(y // high)), []).append(place)
    moved = False
    for (column, row), members in grid.items():
        # Each pair of neighbouring cells is met once: from the left, or from above.
        ahead = [other for dx, dy in _AHEAD for other in grid.get((column + dx, row + dy), ())]
        for turn, one in enumerate(members):
            a, p = points[one], boxes[one]
            for near in (members[turn + 1 :], ahead):
                for other in near:
                    b = points[other]
                    if abs(b[0] - a[0]) < wide and abs(b[1] - a[1]) < high:
                        moved = _push(a, p, b, boxes[other], margin) or moved
    return moved


def _push(a: list[float], p: Box, b: list[float], q: Box, margin: float) -> bool:
    """Move two centres apart along the axis on which they overlap least; False when they do not."""
    across = (p.right + q.left if b[0] >= a[0] else q.right + p.left) + margin - abs(b[0] - a[0])
    along = (p.down + q.up if b[1] >= a[1] else q.down + p.up) + margin - abs(b[1] - a[1])
    if across <= 0.5 or along <= 0.5:
        return False
    axis, depth = (0, across) if across < along else (1, along)
    sign = 1.0 if b[axis] >= a[axis] else -1.0
    a[axis] -= sign * depth / 2
    b[axis] += sign * depth / 2
    return True


class Room:
    """Boxes already set; more can be set beside them, none moves again."""

    def __init__(self, settled: Sequence[tuple[tuple[float, float], Box]]) -> None:
        self._grid: dict[tuple[int, int], list[tuple[tuple[float, float], Box]]] = {}
        self._full: dict[tuple[int, int], int] = {}
        for centre, box in settled:
            self._add(centre, box)

    def settle(self, wanted: tuple[float, float], box: Box, away: float) -> tuple[float, float]:
        """Set a box as near to `wanted` as is free, trying the direction `away` (radians) first."""
        # What was wanted near here before has filled the rings before the one it was set on.
        near = (round(wanted[0] / _CELL), round(wanted[1] / _CELL))
        for ring in range(max(self._full.get(near, 0) - 1, 0), 400):
            turns = 1 + 6 * ring
            for turn in range(turns):
                angle = away + (turn + 1) // 2 * (1 if turn % 2 else -1) * 2 * math.pi / turns
                centre = (wanted[0] + ring * 30 * math.cos(angle), wanted[1] + ring * 30 * math.sin(angle))
                if self._free(centre, box):
                    self._add(centre, box)
                    self._full[near] = ring
                    return centre
        return wanted

    def _cells(self, centre: tuple[float, float], box: Box, margin: float) -> list[tuple[int, int]]:
        left, right = centre[0] - box.left - margin, centre[0] + box.right + margin
        top, down = centre[1] - box.up - margin, centre[1] + box.down + margin
        columns = range(int(left // _CELL), int(right // _CELL) + 1)
        return [(column, row) for column in columns for row in range(int(top // _CELL), int(down // _CELL) + 1)]

    def _add(self, centre: tuple[float, float], box: Box) -> None:
        for cell in self._cells(centre, box, 0):
            self._grid.setdefault(cell, []).append((centre, box))

    def _free(self, centre: tuple[float, float], box: Box) -> bool:
        near = [other for cell in self._cells(centre, box, MARGIN) for other in self._grid.get(cell, ())]
        return not any(_meet(centre, box, *other, MARGIN) for other in near)


def overlaps(centres: Sequence[tuple[float, float]], boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Every pair of places whose boxes overlap (quadratic: meant for tests and small pictures)."""
    found = []
    for i, (ax, ay) in enumerate(centres):
        for j in range(i + 1, len(centres)):
            if _meet((ax, ay), boxes[i], centres[j], boxes[j], 0):
                found.append((i, j))
    return found


def _meet(one: tuple[float, float], p: Box, other: tuple[float, float], q: Box, margin: float) -> bool:
    (ax, ay), (bx, by) = one, other
    return (
        ax - p.left < bx + q.right + margin
        and bx - q.left < ax + p.right + margin
        and ay - p.up < by + q.down + margin
        and by - q.up < ay + p.down + margin
    )
