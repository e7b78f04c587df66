"""`export`: the whole graph in formats that other tools read.

RDF formats carry every statement with its named graph (sources, derived, rules, vocabulary) in a fixed order; network
formats carry the projection.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from probation.graph.errors import InputError
from probation.graph.terms import NAMES_GRAPH, PREFIXES

if TYPE_CHECKING:
    from probation.graph.network import Hop, Network

_DATASETS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
_MERGED = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}
NETWORKS = ("graphml", "gexf", "csv", "dot", "mermaid")
FORMATS = (*_DATASETS, *_MERGED, *NETWORKS)


def export_rdf(store: ox.Store, style: str) -> str:
    """Return the graph as RDF: with named graphs (nquads, trig, jsonld), or merged (turtle, ntriples, rdfxml)."""
    if style in _DATASETS:
        quads = sorted((quad for quad in store if _is_kept(quad)), key=_order)
        return _text(ox.serialize(quads, format=_DATASETS[style], prefixes=PREFIXES))
    if style in _MERGED:
        merged = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        triples = [quad.triple for quad in sorted(merged, key=_order)]
        return _text(ox.serialize(triples, format=_MERGED[style], prefixes=PREFIXES))
    message = f"no format is called {style!r}; use one of {', '.join(FORMATS)}"
    raise InputError(message)


def export_network(network: Network, style: str) -> str:
    """Return the projection as GraphML, GEXF, CSV (one row per edge), DOT or Mermaid."""
    import networkx as nx

    flat: Any = nx.MultiDiGraph()
    for node, data in sorted(network.nodes(data=True)):
        flat.add_node(data["thing"].id, label=data["thing"].label, kind=data["thing"].kind, iri=str(node))
    for start, end, key, hop in _edges(network):
        flat.add_edge(network.nodes[start]["thing"].id, network.nodes[end]["thing"].id, key=key, **_flat(hop))
    writers: dict[str, Callable[[Any], str]] = {
        "graphml": lambda g: "\n".join(nx.generate_graphml(g)) + "\n",
        "gexf": lambda g: "\n".join(nx.generate_gexf(g)) + "\n",
        "csv": _csv,
        "dot": _dot,
        "mermaid": _mermaid,
    }
    return writers[style](flat)


def _is_kept(quad: ox.Quad) -> bool:
    return isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value != NAMES_GRAPH


def _order(quad: ox.Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def _text(body: bytes | None) -> str:
    return (body or b"").decode("utf-8")


def _edges(network: Network) -> Iterator[tuple[Any, Any, str, Hop]]:
    edges = network.edges(keys=True, data=True)
    for start, end, key, data in sorted(edges, key=lambda edge: tuple(map(str, edge[:3]))):
        yield start, end, str(key), data["hop"]


def _flat(hop: Hop) -> dict[str, str]:
    values = {
        "label": hop.label,
        "kind": hop.kind,
        "from": " or ".join(hop.starts),
        "until": " or ".join(hop.ends),
        "when": hop.when,
        "held": hop.held.value if hop.held else "",
        "sources": ";".join(hop.provenance.sources),
        "derived_by": ";".join(hop.provenance.rules),
    }
    return {name: value for name, value in values.items() if value}


def _csv(flat: Any) -> str:
    columns = ["start", "relation", "end", "kind", "from", "until", "when", "held", "sources", "derived_by"]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for start, end, data in flat.edges(data=True):
        writer.writerow({**data, "start": start, "end": end, "relation": data["label"]})
    return out.getvalue()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _dot(flat: Any) -> str:
    lines = ["digraph probation {"]
    lines += [f"  {_quoted(node)} [label={_quoted(data['label'])}];" for node, data in flat.nodes(data=True)]
    lines += [
        f"  {_quoted(start)} -> {_quoted(end)} [label={_quoted(data['label'])}];"
        for start, end, data in flat.edges(data=True)
    ]
    return "\n".join([*lines, "}", ""])


def _mermaid(flat: Any) -> str:
    """Return a Mermaid flow chart; nodes are numbered and every special character of a label becomes an entity."""
    numbers = {node: f"n{number}" for number, node in enumerate(flat.nodes)}
    lines = ["flowchart LR"]
    lines += [f'  {numbers[node]}["{_entities(data["label"])}"]' for node, data in flat.nodes(data=True)]
    lines += [
        f'  {numbers[start]} -->|"{_entities(data["label"])}"| {numbers[end]}'
        for start, end, data in flat.edges(data=True)
    ]
    return "\n".join([*lines, ""])


def _entities(text: str) -> str:
    return "".join(c if c.isalnum() or c in " ,.-" else f"#{ord(c)};" for c in text)
