"""A network as text that other tools read: GraphML, GEXF, CSV (a row for each edge), DOT and Mermaid.

Each edge keeps its dates and sources. Labels come from data: every format escapes what would be syntax in it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from probation.graph.network import Hop, Network

# What XML 1.0 cannot hold, however it is escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# Mermaid takes such a label for a list, and refuses it.
_LIST = re.compile(r"\s*(\d+[.)]|-)")
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def write_network(network: Network, style: str, *, sources: bool = True) -> str:
    """Return a network in one of the formats, in a fixed order; without `sources`, without those of the edges."""
    import networkx as nx

    flat: Any = nx.MultiDiGraph()
    names = _names(network)
    for node, thing in sorted(network.nodes(data="thing")):
        flat.add_node(names[node], label=thing.label, kind=thing.kind, iri=str(node))
    for start, end, key, hop in _edges(network):
        flat.add_edge(names[start], names[end], key=key, **_flat(hop, sources=sources))
    writers: dict[str, Callable[[Any], str]] = {
        "graphml": _graphml,
        "gexf": _gexf,
        "csv": _csv,
        "dot": _dot,
        "mermaid": _mermaid,
    }
    return writers[style](flat)


def _names(network: Network) -> dict[Any, str]:
    """Return node → its slug, or its address where two have the same slug."""
    slugs: dict[Any, str] = {node: data["thing"].id for node, data in network.nodes(data=True)}
    many = Counter(slugs.values())
    return {node: slug if many[slug] == 1 else str(node) for node, slug in slugs.items()}


def _edges(network: Network) -> Iterator[tuple[Any, Any, str, Hop]]:
    edges = network.edges(keys=True, data=True)
    for start, end, key, data in sorted(edges, key=lambda edge: tuple(map(str, edge[:3]))):
        yield start, end, str(key), data["hop"]


def _flat(hop: Hop, *, sources: bool) -> dict[str, str]:
    values = {
        "label": hop.label,
        "kind": hop.kind,
        "from": " or ".join(hop.starts),
        "until": " or ".join(hop.ends),
        "when": hop.when,
        "held": hop.held.value if hop.held else "",
        "sources": ";".join(hop.provenance.sources) if sources else "",
        "derived_by": ";".join(hop.provenance.rules) if sources else "",
    }
    return {name: value for name, value in values.items() if value}


def _graphml(flat: Any) -> str:
    import networkx as nx

    return "\n".join(nx.generate_graphml(_for_xml(flat))) + "\n"


def _gexf(flat: Any) -> str:
    import networkx as nx

    # Without the day it is written on: the same graph gives the same file.
    return _TODAY.sub("", "\n".join(nx.generate_gexf(_for_xml(flat))), count=1) + "\n"


def _for_xml(flat: Any) -> Any:
    """Return the network without the characters that XML cannot hold."""
    for _, data in flat.nodes(data=True):
        data.update({name: _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value) for name, value in data.items()})
    for *_, data in flat.edges(data=True):
        data.update({name: _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value) for name, value in data.items()})
    return flat


def _csv(flat: Any) -> str:
    columns = ["start", "relation", "end", "kind", "from", "until", "when", "held", "sources", "derived_by"]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for start, end, data in flat.edges(data=True):
        writer.writerow({**data, "start": start, "end": end, "relation": data["label"]})
    return out.getvalue()


def _dot(flat: Any) -> str:
    """Return a DOT digraph; dates and sources are attributes of its edges, which Graphviz keeps and does not draw."""
    lines = ["digraph probation {"]
    lines += [f"  {_quoted(node)} [{_attributes(data)}];" for node, data in flat.nodes(data=True)]
    lines += [
        f"  {_quoted(start)} -> {_quoted(end)} [{_attributes(data)}];" for start, end, data in flat.edges(data=True)
    ]
    return "\n".join([*lines, "}", ""])


def _attributes(data: dict[str, str]) -> str:
    # Graphviz reads HTML entities in labels.
    label = _ENTITY.sub("&amp;", data["label"])
    return ", ".join(f"{name}={_quoted(text)}" for name, text in {**data, "label": label}.items())


def _quoted(text: str) -> str:
    plain = _UNSEEN.sub(" ", text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _mermaid(flat: Any) -> str:
    """Return a Mermaid flow chart; nodes are numbered and every special character of a label becomes an entity.

    Mermaid has no attributes: the dates stand in the labels of the edges, the sources in a comment above each.
    """
    numbers = {node: f"n{number}" for number, node in enumerate(flat.nodes)}
    lines = ["flowchart LR"]
    lines += [f'  {numbers[node]}["{_entities(data["label"])}"]' for node, data in flat.nodes(data=True)]
    for start, end, data in flat.edges(data=True):
        said = ", ".join(f"{name} {data[name]}" for name in ("sources", "derived_by") if name in data)
        lines += [f"  %% {_entities(said.replace(';', ', ').replace('_', ' '))}"] if said else []
        label = f"{data['label']} ({data['when']})" if "when" in data else data["label"]
        lines.append(f'  {numbers[start]} -->|"{_entities(label)}"| {numbers[end]}')
    return "\n".join([*lines, ""])


def _entities(text: str) -> str:
    plain = _UNSEEN.sub(" ", text)
    safe = " ," if _LIST.match(plain) else " ,():.-"
    return "".join(c if c.isalnum() or c in safe else f"#{ord(c)};" for c in plain)
