"""Give every node a place: kind-aware start, igraph's force layouts, labels kept apart.

igraph is used because its layouts take milliseconds where networkx takes seconds
(see docs/decisions). Each connected part is drawn by itself and the parts are packed
in rows, so that a picture of several things stays compact. Parts of more than
`LARGE` nodes are cut into communities first, which keeps the time linear.
Positions are whole pixels and depend on nothing but the input.
"""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import igraph

from probation.graph.drawing.boxes import Box
from probation.graph.drawing.spacing import Room, spread

ig: Any = igraph  # its own annotations are partial
Point = tuple[float, float]
Places = dict[str, Point]
SEED = 7
LARGE = 300
ASPECT = 1.5
"""Pictures are drawn wider than high, as screens and pages are."""


def place(
    ranks: Mapping[str, int], boxes: Mapping[str, Box], edges: Sequence[tuple[str, str]], carried: Sequence[str] = ()
) -> dict[str, tuple[int, int]]:
    """Positions in whole pixels, centred on the origin, keyed as `ranks`.

    `ranks` maps each node to the rank of its kind (0 for nodes in focus, which start in
    the middle). `carried` names nodes that are hidden at first: they are set round the
    neighbours that are drawn, which keep their places.
    """
    hidden = set(carried)
    drawn = [n for n in ranks if n not in hidden]
    near: dict[str, set[str]] = {n: set() for n in ranks}
    for a, b in edges:
        if a != b:
            near[a].add(b)
            near[b].add(a)
    parts = [_part(part, ranks, boxes, near) for part in _components(drawn, near)]
    places = _pack(parts, boxes)
    if hidden:
        places = _attach([n for n in ranks if n in hidden], places, boxes, near)
    return {n: (round(places[n][0]), round(places[n][1])) for n in ranks}


def _components(nodes: Sequence[str], near: Mapping[str, set[str]]) -> list[list[str]]:
    index = {n: i for i, n in enumerate(nodes)}
    graph = ig.Graph(n=len(nodes), edges=[(index[a], index[b]) for a in nodes for b in near[a] if b in index])
    parts = [[nodes[i] for i in part] for part in graph.connected_components()]
    return sorted(parts, key=len, reverse=True)


def _part(nodes: list[str], ranks: Mapping[str, int], boxes: Mapping[str, Box], near: Mapping[str, set[str]]) -> Places:
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    index = {n: i for i, n in enumerate(nodes)}
    pairs = sorted({(min(index[a], index[b]), max(index[a], index[b])) for a in nodes for b in near[a] if b in index})
    graph = ig.Graph(n=len(nodes), edges=pairs)
    if len(nodes) > LARGE:
        return _large(graph, nodes, ranks, boxes)
    return _small(graph, nodes, ranks, boxes)


def _small(graph: Any, nodes: list[str], ranks: Mapping[str, int], boxes: Mapping[str, Box]) -> Places:
    room = [boxes[n] for n in nodes]
    start = _rings(graph, [ranks[n] for n in nodes])
    layout = fixed(lambda: graph.layout_kamada_kawai(seed=start, maxiter=max(300, 20 * len(nodes))))
    flat = [(x * ASPECT, y) for x, y in layout.coords]
    air = _margin(len(nodes))
    area = sum((b.width + air) * (b.height + air) for b in room)
    # Much in little room takes many rounds to come apart: the more there is, the more room it begins with.
    grown = _scale(flat, math.sqrt((1.1 if len(nodes) <= 60 else 1.5) * area))
    return dict(zip(nodes, spread(grown, room, margin=air), strict=True))


def _large(graph: Any, nodes: list[str], ranks: Mapping[str, int], boxes: Mapping[str, Box]) -> Places:
    """Communities first, each drawn as a small picture, then set round one another."""
    groups = fixed(
        lambda: graph.community_leiden(
            objective_function="modularity", resolution=max(1.0, len(nodes) / 600), n_iterations=4
        )
    )
    inner: list[Places] = []
    for members in groups:
        for some in (members[i : i + LARGE] for i in range(0, len(members), LARGE)):
            near: dict[str, set[str]] = {nodes[i]: {nodes[j] for j in graph.neighbors(i)} for i in some}
            parts = [_part(part, ranks, boxes, near) for part in _components([nodes[i] for i in some], near)]
            inner.append(_pack(parts, boxes))
    home = {n: i for i, places in enumerate(inner) for n in places}
    links: dict[tuple[int, int], int] = {}
    for edge in graph.es:
        a, b = sorted((home[nodes[edge.source]], home[nodes[edge.target]]))
        if a != b:
            links[a, b] = links.get((a, b), 0) + 1
    outer = ig.Graph(n=len(inner), edges=sorted(links))
    bounds = [_bounds(places, boxes) for places in inner]
    side = math.sqrt(sum(b.width * b.height for b in bounds))
    layout = fixed(lambda: outer.layout_fruchterman_reingold(seed=outer.layout_circle().coords, niter=200))
    hubs = spread(_scale(_landscape(layout.coords), side), bounds, passes=160, margin=60)
    return {n: (x + dx, y + dy) for places, (dx, dy) in zip(inner, hubs, strict=True) for n, (x, y) in places.items()}


def _rings(graph: Any, ranks: list[int]) -> list[Point]:
    """Start places: nodes in focus (rank 0) in the middle, others on rings by distance, kind beside kind."""
    middle = [i for i, rank in enumerate(ranks) if rank == 0] or [max(graph.vs.indices, key=graph.degree)]
    steps = [min(column) for column in zip(*graph.distances(source=middle), strict=True)]
    start: list[Point] = [(0.0, 0.0)] * len(ranks)
    for step in sorted(set(steps)):
        ring = sorted((i for i, s in enumerate(steps) if s == step), key=lambda i: (ranks[i], i))
        for turn, i in enumerate(ring):
            angle = 2 * math.pi * turn / len(ring) + step * 0.5
            far = step if step else 0.3 * (len(ring) > 1)
            start[i] = (far * math.cos(angle), far * math.sin(angle))
    return start


def _attach(hidden: list[str], places: Places, boxes: Mapping[str, Box], near: Mapping[str, set[str]]) -> Places:
    """Set carried nodes on the outer side of what they hang on; what is drawn does not move."""
    settled = dict(places)
    taken = Room([(point, boxes[n]) for n, point in places.items()])
    for turn, node in enumerate(hidden):
        hosts = [places[n] for n in sorted(near[node]) if n in places] or [(0.0, 0.0)]
        x, y = (sum(axis) / len(hosts) for axis in zip(*hosts, strict=True))
        away = math.atan2(y, x) + (turn % 7 - 3) * 0.35
        settled[node] = taken.settle((x + 170 * math.cos(away), y + 130 * math.sin(away)), boxes[node], away)
    return settled


def _pack(parts: Sequence[Places], boxes: Mapping[str, Box]) -> Places:
    """Set parts beside one another in rows, the largest first, and centre the whole."""
    sized = [(part, _bounds(part, boxes), _corner(part, boxes)) for part in parts]
    limit = max(
        [math.sqrt(sum(b.width * b.height for _, b, _ in sized) * 1.3) * ASPECT, *(b.width for _, b, _ in sized)]
    )
    if sized and sized[0][1].height > 3 * max([b.height for _, b, _ in sized[1:]], default=0):
        limit = sized[0][1].width  # small parts stand in rows below a great one, not in a tail beside it
    places: Places = {}
    x = y = high = 0.0
    for part, bound, (left, top) in sized:
        if x and x + bound.width > limit:
            x, y, high = 0.0, y + high + 40, 0.0
        for node, (px, py) in part.items():
            places[node] = (x + px - left, y + py - top)
        x += bound.width + 40
        high = max(high, bound.height)
    if not places:
        return places
    whole, (left, top) = _bounds(places, boxes), _corner(places, boxes)
    return {n: (px - left - whole.width / 2, py - top - whole.height / 2) for n, (px, py) in places.items()}


def _corner(part: Places, boxes: Mapping[str, Box]) -> Point:
    return min(x - boxes[n].left for n, (x, _) in part.items()), min(y - boxes[n].up for n, (_, y) in part.items())


def _bounds(part: Places, boxes: Mapping[str, Box]) -> Box:
    """Half extents of a drawn part."""
    left, top = _corner(part, boxes)
    right = max(x + boxes[n].right for n, (x, _) in part.items())
    down = max(y + boxes[n].down for n, (_, y) in part.items())
    return Box((right - left) / 2, (down - top) / 2, (right - left) / 2, (down - top) / 2)


def _scale(points: Sequence[Point], side: float) -> list[Point]:
    """Centre points and size them to fill about `side` squared pixels."""
    middle = [(min(axis) + max(axis)) / 2 for axis in zip(*points, strict=True)]
    extents = [max(axis) - min(axis) for axis in zip(*points, strict=True)]
    factor = side / max(math.sqrt(max(extents[0], 1e-6) * max(extents[1], 1e-6)), max(extents) / 2, 1e-6)
    return [((x - middle[0]) * factor, (y - middle[1]) * factor) for x, y in points]


def _landscape(points: Sequence[Point]) -> list[Point]:
    """Lay points out wider than high."""
    wide, high = (max(axis) - min(axis) for axis in zip(*points, strict=True))
    return [(x * ASPECT, y) if wide >= high else (y * ASPECT, x) for x, y in points]


def _margin(count: int) -> float:
    """More air in small pictures, whose relations are named on the lines."""
    return 34.0 if count <= 16 else 20.0 if count <= 30 else 12.0


def fixed(work: Callable[[], Any]) -> Any:
    """Run an igraph call with its own seeded random numbers, then give it the common ones again."""
    ig.set_random_number_generator(random.Random(SEED))  # noqa: S311
    try:
        return work()
    finally:
        ig.set_random_number_generator(random)
