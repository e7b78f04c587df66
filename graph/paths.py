"""`path`: how two things are connected, by the shortest chains of relations, each hop cited."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import networkx as nx

from probation.graph.errors import NotFoundError
from probation.graph.model import Provenance, Thing
from probation.graph.network import Hop, Network


@dataclass(frozen=True, slots=True)
class Path:
    """One chain from a thing to another; parallel relations between two stations stand together in a hop."""

    hops: tuple[tuple[Hop, ...], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        total = Provenance()
        for hop in (hop for hops in self.hops for hop in hops):
            total |= hop.provenance
        return {
            "length": len(self.hops),
            "hops": [[hop.to_json() for hop in hops] for hops in self.hops],
            **total.to_json(),
        }


def shortest_paths(network: Network, start: Thing, end: Thing, k: int, max_hops: int) -> list[Path]:
    """Return up to `k` shortest simple paths of at most `max_hops` hops, in a fixed order.

    Raises NotFoundError when there is none.
    """
    if start.iri == end.iri:
        message = f"both names mean {start.label}; name two different things"
        raise NotFoundError(message)
    flat: nx.Graph[Any] = nx.Graph()
    flat.add_nodes_from(sorted(network.nodes))
    flat.add_edges_from(sorted({tuple(sorted(edge[:2])) for edge in network.edges}))
    chains: list[list[Any]] = []
    if start.iri in flat and end.iri in flat and nx.has_path(flat, start.iri, end.iri):
        for chain in nx.shortest_simple_paths(flat, start.iri, end.iri):
            if len(chain) - 1 > max_hops or (len(chains) >= k and len(chain) > len(chains[-1])):
                break
            chains.append(chain)
            if len(chains) >= k * 10:
                break
    if not chains:
        message = f"no path of at most {max_hops} hops connects {start.label} and {end.label}"
        raise NotFoundError(message)
    chains.sort(key=lambda chain: (len(chain), chain))
    return [Path(tuple(_hops(network, a, b) for a, b in pairwise(chain))) for chain in islice(chains, k)]


def _hops(network: Network, start: str, end: str) -> tuple[Hop, ...]:
    forwards = [data["hop"] for _, data in sorted((network.get_edge_data(start, end) or {}).items())]
    backwards = [data["hop"].reversed() for _, data in sorted((network.get_edge_data(end, start) or {}).items())]
    return tuple(forwards + backwards)
