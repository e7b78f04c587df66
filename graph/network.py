"""The projection: bodies, people, places and events as nodes, dated relations collapsed to labelled edges.

A networkx MultiDiGraph. Nodes are IRIs with `thing` (Thing); each edge has its dated node (or its property) as key
and a Hop as `hop`. What is a node and what an edge is said by the ontology's annotations.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx

from probation.graph.dates import Held
from probation.graph.describe import Namer, Statements, union
from probation.graph.engine import Engine
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing
from probation.graph.terms import PREFIXES, Iri, Term, compact, slug
from probation.graph.times import Timing

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


def project(engine: Engine, namer: Namer, as_of: date | None = None) -> Network:
    """Return the projection of the whole graph; with `as_of`, only what certainly or possibly held on that day."""
    network: Network = nx.MultiDiGraph()
    nodes = _relations(engine)
    links = _links(engine)
    namer.prepare(
        term for node, statements in nodes.items() for values in (*statements.values(), [node]) for term in values
    )
    namer.prepare(term for subject, _, value in links for term in (subject, value))
    for node, statements in nodes.items():
        for hop in _edges(node, statements, namer, as_of):
            _add(network, hop, str(node))
    for (subject, prop, value), provenance in links.items():
        if _drawn(subject, namer) and _drawn(value, namer):
            _add(network, _link(subject, prop, value, provenance, namer), compact(prop))
    return network


def _add(network: Network, hop: Hop, key: str) -> None:
    for thing in (hop.start, hop.end):
        network.add_node(thing.iri, thing=thing)
    network.add_edge(hop.start.iri, hop.end.iri, key=key, hop=hop)


def _relations(engine: Engine) -> dict[Iri, Statements]:
    found: dict[Iri, dict[Iri, dict[Term, list[Provenance]]]] = {}
    for row in engine.select(lookup("relations", "projection")):
        node, prop, graph = row["subject"], row["property"], str(row["graph"])
        if isinstance(node, Iri) and isinstance(prop, Iri):
            name = (slug(graph),)
            said = Provenance((), name) if graph.startswith(PREFIXES["rule"]) else Provenance(name)
            values = found.setdefault(node, {}).setdefault(prop, {})
            values.setdefault(row["value"], []).append(said)
    return {
        node: {prop: {value: union(said) for value, said in values.items()} for prop, values in statements.items()}
        for node, statements in found.items()
    }


def _links(engine: Engine) -> dict[tuple[Iri, Iri, Iri], Provenance]:
    found: dict[tuple[Iri, Iri, Iri], set[str]] = defaultdict(set)
    for row in engine.select(lookup("links", "projection")):
        subject, prop, value = row["subject"], row["property"], row["value"]
        if isinstance(subject, Iri) and isinstance(prop, Iri) and isinstance(value, Iri):
            found[subject, prop, value].add(slug(str(row["graph"])))
    return {link: Provenance(tuple(sorted(sources))) for link, sources in sorted(found.items())}


def _drawn(thing: Iri, namer: Namer) -> bool:
    kind = namer.kind(thing)
    return kind is not None and namer.vocabulary[kind].is_drawn


def _link(subject: Iri, prop: Iri, value: Iri, provenance: Provenance, namer: Namer) -> Hop:
    info = namer.vocabulary[prop]
    inverse = info.text("pg:inverseLabel") or f"{info.label} of"
    ends = namer.thing(subject), namer.thing(value)
    return Hop(*ends, info.label, inverse, info.label, compact(prop), provenance)


def _edges(node: Iri, statements: Statements, namer: Namer, as_of: date | None) -> list[Hop]:
    kind = namer.kind(node)
    info = namer.vocabulary[kind or node]
    source, target = info.link("pg:edgeSource"), info.link("pg:edgeTarget")
    timing = Timing(statements, info)
    held = timing.held(as_of) if as_of else None
    if source is None or target is None or held is Held.NO:
        return []
    label = namer.fill(info.text("pg:edgeLabel") or info.label, statements)
    inverse = namer.fill(info.text("pg:edgeInverseLabel") or info.label, statements)
    return [
        Hop(
            namer.thing(start),
            namer.thing(end),
            label,
            inverse,
            info.label,
            compact(target),
            union([said, also]),
            tuple(sorted(timing.starts)),
            tuple(sorted(timing.ends)),
            timing.text(),
            held,
            namer.thing(node),
            timing.has_time and not timing.is_interval,
        )
        for start, said in statements.get(source, {}).items()
        for end, also in statements.get(target, {}).items()
        if isinstance(start, Iri) and isinstance(end, Iri)
    ]
