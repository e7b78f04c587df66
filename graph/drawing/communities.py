"""Fold a picture of many things into communities: one sign each, opened on demand in the page.

Communities come from igraph's Leiden method on what joins things. Each is laid out by itself, round its own
centre, and the communities are laid out like a small picture; when one is opened, the page sets its members
round that centre and moves the rest outwards. Time is linear in things and relations.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any

import igraph

from probation.graph.drawing.boxes import Box, box, wrap
from probation.graph.drawing.layout import fixed, place

ig: Any = igraph  # its own annotations are partial
FOLD_ABOVE = 1000
"""Pictures of more things open folded: beyond this no label can be read where everything is seen, and a frame
takes longer than a screen's (measured: 22-39 ms at 2,000 things, 250-490 ms at 20,000)."""
MOST_IN = 240
"""No community has more members, so that opening one stays quick (and Kamada and Kawai's layout affordable)."""
LEAST_IN = 4
MOST_SIGNS = 110
"""About as many communities as can be read beside one another; a picture of more brings neighbours together."""
FONT_SIZE = 22
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing: in one name they would turn the words after it too."""


@dataclass(frozen=True)
class Community:
    """Some things that belong together, the best connected first, with places (whole pixels) round its centre."""

    members: tuple[str, ...]
    places: Mapping[str, tuple[int, int]]
    half: tuple[int, int]
    """half the room its members take, across and down"""
    is_loose: bool = False
    """whether nothing but being joined to nothing else brings its members together"""


@dataclass(frozen=True)
class Sign:
    """How a folded community is drawn."""

    name: str
    label: str
    size: int
    x: int
    y: int


def fold(ranks: Mapping[str, int], boxes: Mapping[str, Box], edges: Sequence[tuple[str, str]]) -> list[Community]:
    """The communities of a picture, the largest first; every thing of `ranks` (see `layout.place`) is in one."""
    nodes = list(ranks)
    index = {node: place for place, node in enumerate(nodes)}
    pairs = sorted({(min(index[a], index[b]), max(index[a], index[b])) for a, b in edges if a != b})
    graph = ig.Graph(n=len(nodes), edges=pairs)
    groups, loose = _together(graph, _divide(graph, list(range(len(nodes))), max(1.0, len(nodes) / 900)))
    loose.sort(key=lambda i: (ranks[nodes[i]], i))
    parts = [(group, False) for group in sorted(groups, key=lambda g: (-len(g), g))]
    parts += [(loose[i : i + MOST_IN], True) for i in range(0, len(loose), MOST_IN)]
    home = {i: number for number, (group, _) in enumerate(parts) for i in group}
    inside: list[list[tuple[str, str]]] = [[] for _ in parts]
    degree = [0] * len(nodes)
    for a, b in pairs:
        if home[a] == home[b]:
            inside[home[a]].append((nodes[a], nodes[b]))
            degree[a] += 1
            degree[b] += 1
    found = []
    for (group, is_loose), joined in zip(parts, inside, strict=True):
        # In focus first, then the best connected: a community is named after its first members.
        ordered = sorted(group, key=lambda i: (ranks[nodes[i]] != 0, -degree[i], i))
        members = tuple(nodes[i] for i in ordered)
        places = place({nodes[i]: ranks[nodes[i]] for i in sorted(group)}, boxes, joined)
        found.append(Community(members, places, _half(places, boxes), is_loose))
    return found


def signs(found: Sequence[Community], names: Mapping[str, str], edges: Sequence[tuple[str, str]]) -> list[Sign]:
    """How each community is drawn while it is folded: named after its best connected member, sized by its number."""
    home = {member: number for number, community in enumerate(found) for member in community.members}
    labels = [_label(community, names) for community in found]
    sizes = [round(20 + 3.6 * len(community.members) ** 0.5) for community in found]
    boxes = {str(i): box(label, size, FONT_SIZE) for i, (label, size) in enumerate(zip(labels, sizes, strict=True))}
    bonds = {(str(home[a]), str(home[b])) for a, b in edges if home[a] != home[b]}
    places = place(dict.fromkeys(boxes, 1), boxes, sorted(bonds))
    return [Sign(_name(community, names), labels[i], sizes[i], *places[str(i)]) for i, community in enumerate(found)]


def _divide(graph: Any, group: list[int], resolution: float) -> list[list[int]]:
    """Communities of a part of the graph, none above `MOST_IN`; what no method divides is cut in order."""
    part = graph.induced_subgraph(group) if len(group) < graph.vcount() else graph
    clusters = fixed(
        lambda: part.community_leiden(objective_function="modularity", resolution=resolution, n_iterations=10)
    )
    found: list[list[int]] = []
    for cluster in clusters:
        members = [group[i] for i in cluster]
        if len(members) <= MOST_IN:
            found.append(members)
        elif len(members) < len(group) or resolution < 64:
            found += _divide(graph, members, max(2 * resolution, 2.0) if len(members) == len(group) else 1.0)
        else:
            found += [members[i : i + MOST_IN] for i in range(0, len(members), MOST_IN)]
    return found


def _together(graph: Any, groups: list[list[int]]) -> tuple[list[list[int]], list[int]]:
    """Bring small groups, and the smallest of too many, to the one they are joined to most.

    Returns the groups, and apart from them the members of those that are small and joined to none.
    """
    home = [0] * graph.vcount()
    for number, group in enumerate(groups):
        for i in group:
            home[i] = number
    links: list[Counter[int]] = [Counter() for _ in groups]
    for a, b in graph.get_edgelist():
        if home[a] != home[b]:
            links[home[a]][home[b]] += 1
            links[home[b]][home[a]] += 1
    merged = [list(group) for group in groups]
    queue = [(len(group), number) for number, group in enumerate(merged)]
    heapify(queue)
    standing = len(merged)
    while queue:
        size, number = heappop(queue)
        if size != len(merged[number]):
            continue  # grown since
        if size >= LEAST_IN and standing <= MOST_SIGNS:
            break
        fitting = [other for other in links[number] if len(merged[other]) + size <= MOST_IN]
        if not fitting:
            continue
        into = min(fitting, key=lambda other: (-links[number][other], other))
        merged[into] += merged[number]
        merged[number] = []
        for other, count in links[number].items():
            del links[other][number]
            if other != into:
                links[other][into] += count
                links[into][other] += count
        links[number] = Counter()
        heappush(queue, (len(merged[into]), into))
        standing -= 1
    kept = [sorted(group) for group in merged if len(group) >= LEAST_IN]
    return kept, [i for group in merged if len(group) < LEAST_IN for i in group]


def _half(places: Mapping[str, tuple[int, int]], boxes: Mapping[str, Box]) -> tuple[int, int]:
    across = max(max(abs(x) + boxes[n].left, abs(x) + boxes[n].right) for n, (x, _) in places.items())
    down = max(max(abs(y) + boxes[n].up, abs(y) + boxes[n].down) for n, (_, y) in places.items())
    return round(across), round(down)


def _name(community: Community, names: Mapping[str, str]) -> str:
    if community.is_loose:
        return "Things joined to few or none"
    first = [_TURNS.sub("", names[member]) for member in community.members[:2]]
    more = len(community.members) - len(first)
    return f"{', '.join(first)} and {more:,} more" if more else " and ".join(first)


def _label(community: Community, names: Mapping[str, str]) -> str:
    if community.is_loose:
        return wrap("Joined to few or none", 20)
    return wrap(names[community.members[0]], 18, 3)
