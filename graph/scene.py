"""What a picture shows: the part of the projection around some things, with everything the page's panel says.

The result is a networkx MultiDiGraph with the attributes that `probation.graph.drawing.draw` takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import networkx as nx

from probation.graph.conflicts import Conflict
from probation.graph.dates import Held
from probation.graph.lookups import lookup
from probation.graph.model import Line, Thing
from probation.graph.network import Hop, Network
from probation.graph.terms import Iri, expand

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

MOST_SHOWN, MOST_CARRIED = 120, 240


def scene(graph: KnowledgeGraph, focus: Sequence[Thing], depth: int, as_of: date | None) -> Network:
    """Return the network within `depth` relations of the `focus` things, and one step more for expanding.

    A focus that nothing is related to stands alone. What exceeds the limits is left out, the least cited first, and
    the network says so in `left_out`.
    """
    projection = graph.network(as_of)
    for thing in focus:
        projection.add_node(thing.iri, thing=thing)
    shown, cut = _within(projection, [thing.iri for thing in focus], depth, MOST_SHOWN)
    carried, _ = _within(projection, shown, 1, len(shown) + MOST_CARRIED)
    disagreements: dict[Iri, list[Conflict]] = {}
    for conflict in graph.conflicts():
        for node in {conflict.subject.iri, *conflict.nodes}:
            disagreements.setdefault(node, []).append(conflict)
    picture: Network = nx.MultiDiGraph()
    namer = graph.namer()
    kinds: dict[str, dict[str, Any]] = {}
    for iri in carried:
        thing = projection.nodes[iri]["thing"]
        lines = graph.show(iri, as_of, details=False)
        info = graph.vocabulary[namer.kind(iri) or iri]
        kinds[thing.kind] = {
            "kind": thing.kind,
            "plural": info.text("pg:pluralLabel") or thing.kind,
            "colour": info.text("pg:colour") or "#666666",
            "shape": info.text("pg:shape") or "dot",
        }
        picture.add_node(
            str(iri),
            slug=thing.id,
            label=thing.label,
            kind=thing.kind,
            shown=iri in shown,
            focus=any(iri == chosen.iri for chosen in focus),
            names=_names(thing, lines),
            conflicts=[_conflict(c) for c in _conflicts_at(iri, lines, disagreements)],
            statements=[_statement(line) for line in lines],
            **_span(info.link("pg:timeFrom"), info.link("pg:timeUntil"), lines),
        )
    for start, end, key, data in projection.edges(keys=True, data=True):
        if start in carried and end in carried:
            hop: Hop = data["hop"]
            about = disagreements.get(hop.node.iri, []) if hop.node else []
            picture.add_edge(str(start), str(end), key=str(key), **_edge(hop, about))
    picture.graph.update(
        question=_question(focus, depth),
        kinds=sorted(kinds.values(), key=lambda kind: str(kind["plural"])),
        events=[{"date": str(r["date"]), "label": str(r["label"])} for r in _events(graph)],
        left_out=_left_out(cut),
        sources={slug: source.to_json() for slug, source in graph.cited(_cited(picture)).items()},
    )
    return picture


def _within(network: Network, start: Iterable[Iri], depth: int, most: int) -> tuple[dict[Iri, None], int]:
    """Return the nodes within `depth` steps, nearest and most cited first, and how many were cut off by `most`."""
    found: dict[Iri, None] = dict.fromkeys(start)
    ring, cut = list(found), 0
    for _ in range(depth):
        weight: dict[Iri, int] = {}
        for node in ring:
            for other, hop in _neighbours(network, node):
                if other not in found:
                    weight[other] = weight.get(other, 0) + len(hop.provenance.sources)
        ranked = sorted(weight, key=lambda iri: (-weight[iri], iri))
        ring = list(islice(ranked, max(most - len(found), 0)))
        cut += len(ranked) - len(ring)
        found.update(dict.fromkeys(ring))
    return found, cut


def _neighbours(network: Network, node: Iri) -> Iterator[tuple[Iri, Hop]]:
    for _, other, data in network.out_edges(node, data=True):
        yield other, data["hop"]
    for other, _, data in network.in_edges(node, data=True):
        yield other, data["hop"]


def _names(thing: Thing, lines: Iterable[Line]) -> list[str]:
    given = [str(line.value) for line in lines if line.property in ("skos:altLabel", "pg:acronym")]
    return list(dict.fromkeys([thing.label, *given, thing.id]))


def _statement(line: Line) -> dict[str, Any]:
    return {
        "relation": line.relation,
        "value": str(line.value),
        "node": str(line.value.iri) if isinstance(line.value, Thing) else None,
        "when": line.when,
        "sources": list(line.provenance.sources),
        "derived_by": ", ".join(line.provenance.rules) or None,
        "held": _held(line.held),
    }


def _edge(hop: Hop, conflicts: list[Conflict]) -> dict[str, Any]:
    return {
        "label": hop.label,
        "inverse_label": hop.inverse_label,
        "kind": hop.kind,
        "from": min(hop.starts, default=None),
        "until": max(hop.ends, default=None),
        "when": hop.when,
        "sources": list(hop.provenance.sources),
        "derived_by": ", ".join(hop.provenance.rules) or None,
        "held": _held(hop.held),
        "conflicts": [_conflict(conflict) for conflict in conflicts],
        "details": [],
    }


def _conflicts_at(iri: Iri, lines: Iterable[Line], disagreements: dict[Iri, list[Conflict]]) -> Iterator[Conflict]:
    """Yield the disagreements about a thing, and about the details that hang on it."""
    yield from disagreements.get(iri, [])
    for line in lines:
        if line.is_detail and isinstance(line.value, Thing):
            yield from disagreements.get(line.value.iri, [])


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "property": conflict.label,
        "kind": conflict.kind,
        "note": conflict.note.reason if conflict.note else None,
        "values": [{"value": str(side.value), "sources": list(side.sources)} for side in conflict.sides],
    }


def _span(start: Iri | None, end: Iri | None, lines: Sequence[Line]) -> dict[str, str | None]:
    def dates(prop: Iri | None) -> list[str]:
        return [str(line.value) for line in lines if prop and expand(line.property) == prop]

    return {"from": min(dates(start), default=None), "until": max(dates(end), default=None)}


def _held(held: Held | None) -> str | None:
    return held.value if held else None


def _events(graph: KnowledgeGraph) -> Iterator[Any]:
    return graph.engine.select(lookup("reorganisations", "projection"))


def _question(focus: Sequence[Thing], depth: int) -> str:
    steps = "one relation" if depth == 1 else f"{depth} relations"
    return f"What lies within {steps} of {', '.join(thing.label for thing in focus)}?"


def _left_out(cut: int) -> str | None:
    if not cut:
        return None
    return f"{cut} more things are left out, the least cited first; ask for a smaller --depth or another name"


def _cited(picture: Network) -> set[str]:
    nodes = (s for _, data in picture.nodes(data=True) for s in data["statements"])
    edges = (data for _, _, data in picture.edges(data=True))
    conflicts = (
        value
        for data in [
            *(d for _, d in picture.nodes(data=True)),
            *(d for *_, d in picture.edges(data=True)),
        ]
        for conflict in data["conflicts"]
        for value in conflict["values"]
    )
    return {slug for said in (*nodes, *edges, *conflicts) for slug in said["sources"]}
