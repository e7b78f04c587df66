"""Read the projection from the store: which nodes are edges, how each edge is labelled, when it held and who says so.

Three queries, and two for the names of everything, whatever the size of the graph.
"""

from __future__ import annotations

from collections.abc import Iterator

from probation.graph.describe import Namer, Statements, union
from probation.graph.engine import Engine
from probation.graph.gather import gather, timing
from probation.graph.model import Provenance
from probation.graph.network import Edge, Hop, Node, Projection
from probation.graph.terms import Iri, compact
from probation.graph.times import Times, Timing

_Links = dict[tuple[Iri, Iri, Iri], Provenance]
_TIMELESS = Times()


def project(engine: Engine, namer: Namer) -> Projection:
    """Return the projection of the whole graph, of all times."""
    nodes = gather(engine, "relations", folder="projection")
    links = _links(engine)
    namer.prepare(
        term for node, statements in nodes.items() for values in (*statements.values(), [node]) for term in values
    )
    namer.prepare(term for subject, _, value in links for term in (subject, value))
    edges = [edge for node, statements in nodes.items() for edge in _edges(node, statements, namer)]
    edges += [
        _link(*link, provenance, namer)
        for link, provenance in links.items()
        if _drawn(link[0], namer) and _drawn(link[2], namer)
    ]
    dates = gather(engine, "times", folder="projection")
    drawn = dict.fromkeys(thing for edge in edges for thing in (edge.hop.start, edge.hop.end))
    return Projection(tuple(_node(thing.iri, dates, namer) for thing in drawn), tuple(edges))


def _node(iri: Iri, dates: dict[Iri, Statements], namer: Namer) -> Node:
    info = namer.vocabulary[namer.kind(iri) or iri]
    times = timing(iri, dates.get(iri, {}), namer).times
    return Node(namer.thing(iri), info.text("pg:hub") == "true", info.order, times)


def _links(engine: Engine) -> _Links:
    found = gather(engine, "links", folder="projection")
    return {
        (subject, prop, value): said
        for subject, statements in found.items()
        for prop in sorted(statements)
        for value, said in statements[prop].items()
        if isinstance(value, Iri)
    }


def _drawn(thing: Iri, namer: Namer) -> bool:
    kind = namer.kind(thing)
    return kind is not None and namer.vocabulary[kind].is_drawn


def _link(subject: Iri, prop: Iri, value: Iri, provenance: Provenance, namer: Namer) -> Edge:
    info = namer.vocabulary[prop]
    inverse = info.text("pg:inverseLabel") or f"{info.label} of"
    ends = namer.thing(subject), namer.thing(value)
    return Edge(Hop(*ends, info.label, inverse, info.label, compact(prop), provenance), compact(prop), _TIMELESS)


def _edges(node: Iri, statements: Statements, namer: Namer) -> Iterator[Edge]:
    info = namer.vocabulary[namer.kind(node) or node]
    source, target = info.link("pg:edgeSource"), info.link("pg:edgeTarget")
    if source is None or target is None:
        return
    held = Timing(statements, info)
    times, when = held.times, held.text()
    label = namer.fill(info.text("pg:edgeLabel") or info.label, statements)
    inverse = namer.fill(info.text("pg:edgeInverseLabel") or info.label, statements, is_backwards=True) or info.label
    for start, said in statements.get(source, {}).items():
        for end, also in statements.get(target, {}).items():
            if isinstance(start, Iri) and isinstance(end, Iri):
                hop = Hop(
                    namer.thing(start),
                    namer.thing(end),
                    label,
                    inverse,
                    info.label,
                    compact(target),
                    union([said, also]),
                    times.starts,
                    times.ends,
                    when,
                    None,
                    namer.thing(node),
                    times.has_time and not times.is_interval,
                )
                yield Edge(hop, str(node), times)
