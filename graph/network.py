"""The projection: bodies, people, places and events as nodes, dated relations collapsed to labelled edges.

A networkx MultiDiGraph. Nodes are IRIs with `thing` (Thing), `hub` (whether its class connects everything), `order`
(where its class stands in a listing) and `times` (Times); each edge has its dated node (or its property) as key and a
Hop as `hop`. What is a node and what an edge is said by the ontology's annotations.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx

from probation.graph.dates import Held
from probation.graph.model import Provenance, Thing
from probation.graph.times import Times

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[Any]
else:
    Network = nx.MultiDiGraph


@dataclass(frozen=True, slots=True)
class Hop:
    """One edge: from `start` to `end`, read either way, with its time and who says so."""

    start: Thing
    end: Thing
    label: str
    inverse_label: str
    kind: str
    property: str
    provenance: Provenance
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    when: str = ""
    held: Held | None = None
    node: Thing | None = None
    occurs: bool = False
    """Whether it happens at a moment, rather than holding for a time."""

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form, read forwards."""
        hop: dict[str, Any] = {
            "from": self.start.to_json(),
            "relation": self.label,
            "to": self.end.to_json(),
            "property": self.property,
        }
        if self.node is not None:
            hop["node"] = self.node.to_json()
        if self.when:
            hop["when"] = self.when
        if self.held is not None:
            hop["held"] = self.held.value
        return {**hop, **self.provenance.to_json()}

    def reversed(self) -> Hop:
        """Return the same edge read from its end."""
        return Hop(
            self.end,
            self.start,
            self.inverse_label,
            self.label,
            self.kind,
            self.property,
            self.provenance,
            self.starts,
            self.ends,
            self.when,
            self.held,
            self.node,
            self.occurs,
        )


@dataclass(frozen=True, slots=True)
class Node:
    """A thing that is drawn: what a path and a ranking need to know of it."""

    thing: Thing
    hub: bool
    order: int
    times: Times


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation that is drawn, its key between its two things, and its dates."""

    hop: Hop
    key: str
    times: Times


@dataclass(frozen=True, slots=True)
class Projection:
    """The whole projection, of all times, as plain values: what a snapshot's projection file holds."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def network(self, as_of: date | None = None) -> Network:
        """Return a fresh network: of everything, or with `as_of` of what certainly or possibly held on that day."""
        network: Network = nx.MultiDiGraph()
        known = {node.thing.iri: node for node in self.nodes}
        for edge in self.edges:
            held = edge.times.held(as_of) if as_of else None
            if held is Held.NO:
                continue
            hop = edge.hop if held is None else replace(edge.hop, held=held)
            for thing in (hop.start, hop.end):
                if thing.iri not in network:
                    node = known[thing.iri]
                    network.add_node(thing.iri, thing=thing, hub=node.hub, order=node.order, times=node.times)
            network.add_edge(hop.start.iri, hop.end.iri, key=edge.key, hop=hop)
        return network


def network_of(hops: Iterable[Hop], things: Iterable[Thing] = ()) -> Network:
    """Return a network of given relations, and of things that may stand alone; its nodes have `thing` only."""
    network: Network = nx.MultiDiGraph()
    for thing in things:
        network.add_node(thing.iri, thing=thing)
    for hop in hops:
        for thing in (hop.start, hop.end):
            network.add_node(thing.iri, thing=thing)
        key = str(hop.node.iri) if hop.node else hop.property or hop.kind
        network.add_edge(hop.start.iri, hop.end.iri, key=key, hop=hop)
    return network
