"""`path`: how two things are connected, by the shortest chains of relations, each hop cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import networkx as nx

from probation.graph.dates import Held
from probation.graph.errors import InputError, NotFoundError
from probation.graph.model import Provenance, Thing
from probation.graph.network import Hop, Network
from probation.graph.part import Part
from probation.graph.terms import Iri

_START, _END = "\0start", "\0end"


@dataclass(frozen=True, slots=True)
class Path:
    """One chain from a thing to another; parallel relations between two stations stand together in a hop.

    `hubs` are the stations on it that connect everything with everything.
    """

    hops: tuple[tuple[Hop, ...], ...]
    hubs: tuple[Thing, ...] = ()

    @property
    def held(self) -> Held | None:
        """Whether the whole path held on the day asked about: certainly when one relation of each hop did."""
        if not any(hop.held for hops in self.hops for hop in hops):
            return None
        certain = all(any(hop.held in (None, Held.CERTAIN) for hop in hops) for hops in self.hops)
        return Held.CERTAIN if certain else Held.POSSIBLE

    def part(self) -> Part:
        """Return the part of the graph that this shows: its hops, each as it is in the projection."""
        hops = [hop for hops in self.hops for hop in hops]
        links = [hop for hop in hops if hop.node is None]
        # A hop read backwards has its ends exchanged: one of the two ways is what a source says.
        ends = [(hop, pair) for hop in links for pair in ((hop.start, hop.end), (hop.end, hop.start))]
        return Part(
            {hop.node.iri: hop.held for hop in hops if hop.node is not None},
            {(start.iri, hop.property, str(end.iri)): hop.held for hop, (start, end) in ends},
            things=tuple(thing for hop in hops for thing in (hop.start, hop.end)),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        total = Provenance()
        for hop in (hop for hops in self.hops for hop in hops):
            total |= hop.provenance
        return {
            "length": len(self.hops),
            **({"held": self.held.value} if self.held else {}),
            "through_hubs": [hub.to_json() for hub in self.hubs],
            "hops": [[hop.to_json() for hop in hops] for hops in self.hops],
            **total.to_json(),
        }


def shortest_paths(
    network: Network,
    start: Thing | Sequence[Thing],
    end: Thing | Sequence[Thing],
    k: int,
    max_hops: int,
    order: Callable[[Iri], int] | None = None,
) -> list[Path]:
    """Return up to `k` shortest simple paths of at most `max_hops` hops from any start to any end, in a fixed order.

    Among paths of one length those come first whose stations stand first in `order`. Raises NotFoundError when there is
    none, InputError when a start is an end.
    """
    starts, ends = ([one] if isinstance(one, Thing) else list(one) for one in (start, end))
    for thing in starts:
        if thing.iri in {other.iri for other in ends}:
            message = f"both names mean {thing.label}; name two different things"
            raise InputError(message)
    flat: nx.Graph[Any] = nx.Graph()
    flat.add_nodes_from(sorted(network.nodes))
    flat.add_edges_from(sorted({tuple(sorted(edge[:2])) for edge in network.edges}))
    # Beyond the several starts and ends one node each, so that one search finds the shortest of all.
    flat.add_edges_from((_START, thing.iri) for thing in starts if thing.iri in flat)
    flat.add_edges_from((thing.iri, _END) for thing in ends if thing.iri in flat)
    chains: list[list[Any]] = []
    if _START in flat and _END in flat and nx.has_path(flat, _START, _END):
        for whole in nx.shortest_simple_paths(flat, _START, _END):
            chain = whole[1:-1]
            if len(chain) - 1 > max_hops or (len(chains) >= k and len(chain) > len(chains[-1])):
                break
            chains.append(chain)
            if len(chains) >= k * 10:
                break
    if not chains:
        names = (" or ".join(thing.label for thing in things) for things in (starts, ends))
        message = f"no path of at most {max_hops} hops connects {' and '.join(names)}"
        raise NotFoundError(message)
    chains.sort(key=lambda chain: (len(chain), sum(map(order, chain[1:-1])) if order else 0, chain))
    return [Path(tuple(_hops(network, a, b) for a, b in pairwise(chain))) for chain in islice(chains, k)]


def _hops(network: Network, start: str, end: str) -> tuple[Hop, ...]:
    forwards = [data["hop"] for _, data in sorted((network.get_edge_data(start, end) or {}).items())]
    backwards = [data["hop"].reversed() for _, data in sorted((network.get_edge_data(end, start) or {}).items())]
    return tuple(forwards + backwards)
