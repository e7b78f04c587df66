"""The part of the graph that an answer shows, for the formats that hold a graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from probation.graph.dates import Held
from probation.graph.model import Thing
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.network import Hop

Link = tuple[Iri, str, str]
"""One statement: its subject, its property as a prefixed name, its value as text."""


@dataclass(frozen=True, slots=True)
class Part:
    """What an answer shows of the graph.

    RDF holds every statement of `nodes` and `behind`, and those of `links`; a network the relations that `nodes` and
    `links` are in the projection, and `hops`, which no one node stands for. `nodes` and `links` say whether each held
    on the day asked about (None: no day). `things` are there even where nothing joins them.
    """

    nodes: Mapping[Iri, Held | None] = field(default_factory=dict)
    links: Mapping[Link, Held | None] = field(default_factory=dict)
    hops: tuple[Hop, ...] = ()
    things: tuple[Thing, ...] = ()
    behind: frozenset[Iri] = frozenset()


class Shown(Protocol):
    """An answer that is a part of the graph."""

    def part(self) -> Part:
        """Return the part it is."""
        ...


def whole(answers: Iterable[Shown]) -> Part:
    """Return everything that some answers show."""
    nodes: dict[Iri, Held | None] = {}
    links: dict[Link, Held | None] = {}
    hops: dict[Hop, None] = {}
    things: dict[Thing, None] = {}
    behind: set[Iri] = set()
    for answer in answers:
        part = answer.part()
        nodes.update(part.nodes)
        links.update(part.links)
        hops.update(dict.fromkeys(part.hops))
        things.update(dict.fromkeys(part.things))
        behind |= part.behind
    return Part(nodes, links, tuple(hops), tuple(things), frozenset(behind))
