"""`export`: the whole graph, or the part of it that some answers show, in formats that other tools read.

RDF formats carry every statement with its named graph (sources, derived, rules, vocabulary) in a fixed order; network
formats carry the projection.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from probation.graph.engine import Engine, to_ox
from probation.graph.errors import InputError
from probation.graph.lookups import lookup
from probation.graph.part import Part, Shown, whole
from probation.graph.terms import NAMES_GRAPH, PREFIXES, Iri, Term, compact, expand

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph
    from probation.graph.network import Network, Projection

_DATASETS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
_MERGED = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}
RDF = (*_DATASETS, *_MERGED)
NETWORKS = ("graphml", "gexf", "csv", "dot", "mermaid")
FORMATS = (*RDF, *NETWORKS)
_NAMES = (expand("rdf:type"), expand("skos:prefLabel"))
_SOURCES = PREFIXES["source"]


def export(
    graph: KnowledgeGraph,
    style: str,
    as_of: date | None = None,
    answers: Sequence[Shown] | None = None,
    *,
    sources: bool = True,
) -> str:
    """Return the whole graph in one of `FORMATS`, or what `answers` show of it.

    Without `sources`, networks do not say who says what, and RDF leaves out what the sources say of themselves. Raises
    InputError for another format, and for a day where the format holds every statement with its own dates.
    """
    if style not in FORMATS:
        message = f"no format is called {style[:40]!r}; use one of {', '.join(FORMATS)}"
        raise InputError(message)
    if as_of is not None and (answers is not None or style in RDF):
        held = "these answers are as of a day already" if answers is not None else f"{style} holds all dates"
        message = f"{held}; --as-of goes with the whole graph as {', '.join(NETWORKS)}"
        raise InputError(message)
    part = None if answers is None else whole(answers)
    if style in RDF:
        found = _all(graph.snapshot.store, style) if part is None else _shown(graph.engine, part, sources=sources)
        return _written(found, style)
    from probation.graph.network_formats import write_network

    network = graph.network(as_of) if part is None else _drawn(graph.projection, part)
    return write_network(network, style, sources=sources)


def _all(store: ox.Store, style: str) -> Iterator[ox.Quad]:
    """Return the statements of the whole graph, once where the format has no named graphs."""
    if style in _MERGED:
        return store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return (q for q in store if isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value != NAMES_GRAPH)


def _shown(engine: Engine, part: Part, *, sources: bool) -> Iterator[ox.Quad]:
    """Yield the statements of a part of the graph, the names and kinds of its things, and what its sources are."""
    whole = {*part.nodes, *part.behind}
    named = {thing.iri for thing in part.things} | {thing.iri for hop in part.hops for thing in (hop.start, hop.end)}
    graphs: set[Iri] = set()
    ends: set[Iri] = set()
    for graph, subject, prop, value in _given(engine, {*whole, *(link[0] for link in part.links)}):
        if subject in whole or (subject, compact(prop), str(value)) in part.links:
            graphs.add(graph)
            ends.update(term for term in (subject, value) if isinstance(term, Iri))
            yield _quad(graph, subject, prop, value)
    names: dict[tuple[Iri, Iri], list[tuple[Iri, Term]]] = {}
    for graph, subject, prop, value in _given(engine, (named | ends) - whole):
        if prop in _NAMES:
            names.setdefault((subject, prop), []).append((graph, value))
    # Hundreds of sources may name a thing: those that say something here do, where one of them names it.
    said = {key: [one for one in given if one[0] in graphs] or given for key, given in names.items()}
    for (subject, prop), given in said.items():
        for graph, value in given:
            graphs.add(graph)
            yield _quad(graph, subject, prop, value)
    if sources:
        for graph, subject, prop, value in _given(engine, {iri for iri in graphs if iri.startswith(_SOURCES)} - whole):
            if graph == subject:
                yield _quad(graph, subject, prop, value)


def _given(engine: Engine, subjects: Collection[Iri]) -> Iterator[tuple[Iri, Iri, Iri, Term]]:
    for row in engine.select(lookup("statements_given"), {"_things": sorted(subjects)}) if subjects else ():
        graph, subject, prop = row["graph"], row["subject"], row["property"]
        if isinstance(graph, Iri) and isinstance(subject, Iri) and isinstance(prop, Iri):
            yield graph, subject, prop, row["value"]


def _quad(graph: Iri, subject: Iri, prop: Iri, value: Term) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(prop), to_ox(value), ox.NamedNode(graph))


def _drawn(projection: Projection, part: Part) -> Network:
    """Return the network of a part: the relations that it is in the projection, and its own."""
    from probation.graph.network import network_of

    hops = []
    for hop in (edge.hop for edge in projection.edges):
        link = (hop.start.iri, hop.property, str(hop.end.iri))
        if hop.node is None and link in part.links:
            hops.append(replace(hop, held=part.links[link]))
        elif hop.node is not None and hop.node.iri in part.nodes:
            hops.append(replace(hop, held=part.nodes[hop.node.iri]))
    return network_of([*hops, *part.hops], part.things)


def _written(quads: Iterable[ox.Quad], style: str) -> str:
    """Return quads as RDF: with named graphs (nquads, trig, jsonld), or merged (turtle, ntriples, rdfxml)."""
    if style in _DATASETS:
        return _text(ox.serialize(sorted(set(quads), key=_order), format=_DATASETS[style], prefixes=PREFIXES))
    triples = sorted({quad.triple for quad in quads}, key=_order_merged)
    return _text(ox.serialize(triples, format=_MERGED[style], prefixes=PREFIXES))


def _order(quad: ox.Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def _order_merged(triple: ox.Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _text(body: bytes | None) -> str:
    return (body or b"").decode("utf-8")
