"""What a picture shows: a part of the projection, with everything the page's panel says.

The result is a networkx MultiDiGraph with the attributes that `probation.graph.drawing.draw` takes. The part is the
surroundings of some things, the paths between two, or everything, as far as a `Sieve` lets it through. Relations of
all times are carried, so that the page's slider can go anywhere; a day asked for decides what lies around.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import networkx as nx

from probation.graph.around import Around, around
from probation.graph.conflicts import Conflict
from probation.graph.dates import Held
from probation.graph.model import Line, Thing
from probation.graph.moments import Judged, reorganisations
from probation.graph.network import Hop, Network
from probation.graph.routes import find_hubs
from probation.graph.sieve import Sieve, sift
from probation.graph.terms import Iri
from probation.graph.times import Timing

if TYPE_CHECKING:
    from probation.graph.describe import Namer
    from probation.graph.knowledge import KnowledgeGraph
    from probation.graph.paths import Path as Chain

OPEN = Sieve()
MOST_SHOWN, MOST_CARRIED = 120, 120
DEEPEST = 6
"""The most relations away that a picture goes, as the command does."""
MOST_IN_ALL = 20_000
"""Such a page opens folded into communities, within two seconds; beyond this its file takes too long to read."""


@dataclass(slots=True)
class _Stage:
    """The projection of all times, sifted; what of it held on the day asked for; and the way to name things."""

    graph: KnowledgeGraph
    as_of: date | None
    sieve: Sieve
    full: Network
    then: Network

    @classmethod
    def set(cls, graph: KnowledgeGraph, focus: Sequence[Thing], as_of: date | None, sieve: Sieve) -> _Stage:
        full = graph.network()
        for thing in focus:
            full.add_node(thing.iri, thing=thing)
        full = sift(graph.engine, graph.namer(), full, sieve, [thing.iri for thing in focus])
        then = full
        if as_of is not None:
            held = graph.network(as_of)
            then = full.copy()
            then.remove_edges_from([edge for edge in full.edges(keys=True) if not held.has_edge(*edge)])
            for start, end, key in then.edges(keys=True):
                then.edges[start, end, key]["hop"] = held.edges[start, end, key]["hop"]
        return cls(graph, as_of, sieve, full, then)

    def question(self, text: str) -> str:
        return f"{text[:-1]} ({self.sieve.words}){text[-1]}" if self.sieve.words else text


def scene(
    graph: KnowledgeGraph,
    focus: Sequence[Thing],
    depth: int,
    as_of: date | None,
    sieve: Sieve = OPEN,
    most: int | None = None,
    *,
    through_hubs: bool = False,
) -> Network:
    """Return the network within `depth` relations of the `focus` things, and one step more for expanding.

    A focus that nothing is related to stands alone. What connects everything, such as the ministry, is drawn but not
    looked beyond unless `through_hubs`, as for paths. Beyond `most` things the least cited are left out, and the
    network says so in `left_out`.
    """
    stage = _Stage.set(graph, focus, as_of, sieve)
    start = [thing.iri for thing in focus]
    hubs = find_hubs(stage.then).difference(start)
    shown, cut = _within(stage.then, start, depth, most or MOST_SHOWN, () if through_hubs else hubs)
    carried, beyond = _within(stage.full, shown, 1, len(shown) + MOST_CARRIED)
    steps = "one relation" if depth == 1 else f"{depth} relations"
    question = f"What lies within {steps} of {', '.join(thing.label for thing in focus)}?"
    passed = [stage.full.nodes[iri]["thing"].label for iri in shown if iri in hubs]
    left_out = _left_out(cut, beyond, len(shown), depth + 1, hubs=bool(passed))
    if passed and depth > 1 and not through_hubs:
        left_out = f"{_not_beyond(passed)} {left_out or ''}".strip()
    return _picture(stage, shown, carried, focus, question, left_out)


def scene_of_path(
    graph: KnowledgeGraph,
    ends: tuple[Thing, Thing],
    k: int,
    as_of: date | None,
    sieve: Sieve = OPEN,
) -> Network:
    """Return the `k` shortest paths between two things, and one step more for expanding.

    Raises NotFoundError where nothing connects the two.
    """
    from probation.graph.paths import shortest_paths

    stage = _Stage.set(graph, ends, as_of, sieve)
    if sieve.is_open:
        chains: Sequence[Chain] = graph.path(ends[0].iri, ends[1].iri, as_of, k=k)
    else:
        chains = shortest_paths(stage.then, *ends, k, 6)
    stations = {iri for chain in chains for hops in chain.hops for hop in hops for iri in (hop.start.iri, hop.end.iri)}
    shown = dict.fromkeys([*(end.iri for end in ends), *sorted(stations)])
    carried, beyond = _within(stage.full, shown, 1, len(shown) + MOST_CARRIED)
    many = "The shortest path" if len(chains) == 1 else f"The {len(chains)} shortest paths"
    question = f"How is {ends[0].label} connected with {ends[1].label}? {many} found."
    return _picture(stage, shown, carried, ends, question, _left_out(0, beyond, len(shown)))


def scene_of_all(
    graph: KnowledgeGraph,
    as_of: date | None,
    sieve: Sieve = OPEN,
    most: int | None = None,
) -> Network:
    """Return everything that a sieve lets through: the `most` things with most relations, unrelated ones last."""
    stage = _Stage.set(graph, (), as_of, sieve)
    limit = most or MOST_IN_ALL
    related = [node for node, degree in stage.then.degree() if degree or sieve.is_open]
    ranked = sorted(related, key=lambda node: (-stage.then.degree(node), node))
    shown = dict.fromkeys(ranked[:limit])
    cut = len(ranked) - len(shown)
    more = f"--most {min(len(ranked), MOST_IN_ALL)} draws more, --kind and --relation fewer"
    left_out = f"{_things(cut)} left out, those with the fewest relations; {more}." if cut else None
    return _picture(stage, shown, shown, (), _everything(as_of), left_out)


def _everything(as_of: date | None) -> str:
    """Return the question that a picture of everything answers."""
    return "Everything in the graph that is related to something else." if as_of is None else "Everything that held."


def _picture(
    stage: _Stage,
    shown: Collection[Iri],
    carried: Collection[Iri],
    focus: Sequence[Thing],
    question: str,
    left_out: str | None,
) -> Network:
    graph = stage.graph
    disagreements: dict[Iri, list[Conflict]] = {}
    for conflict in graph.conflicts():
        for node in {conflict.subject.iri, *conflict.nodes}:
            disagreements.setdefault(node, []).append(conflict)
    picture: Network = nx.MultiDiGraph()
    beyond = _beyond(stage, shown, carried)
    said = around(graph.engine, graph.namer(), shown, beyond)
    judged = Judged(graph.engine, said.namer)
    kinds: dict[str, dict[str, Any]] = {}
    chosen = {thing.iri for thing in focus}
    for iri in carried:
        thing: Thing = stage.full.nodes[iri]["thing"]
        info = graph.vocabulary[said.namer.kind(iri) or iri]
        timing = said.timing(iri)
        kinds[thing.kind] = {
            "kind": thing.kind,
            "plural": info.text("pg:pluralLabel") or thing.kind,
            "colour": info.text("pg:colour") or "#666666",
            "shape": info.text("pg:shape") or "dot",
            "order": info.order,
        }
        lines, more = said.lines[iri], said.more.get(iri, 0)
        if iri in beyond:  # its name has as many sources as it has mentions, and stands above its statements anyway
            lines, all_lines = [line for line in lines if line.property != "skos:prefLabel"], lines
            more += len(all_lines) - len(lines)
        picture.add_node(
            str(iri),
            slug=thing.id,
            label=thing.label,
            kind=thing.kind,
            shown=iri in shown,
            focus=iri in chosen,
            names=_names(thing, lines),
            conflicts=[_conflict(c, iri, said.namer) for c in _conflicts_at(iri, lines, disagreements)],
            statements=[_statement(line, said, judged, stage.as_of) for line in lines],
            more=more,
            **_times(iri, timing, judged, stage.as_of),
        )
    for start, end, key, data in stage.full.edges(keys=True, data=True):
        if start in carried and end in carried:
            held = stage.then.edges[start, end, key]["hop"].held if stage.then.has_edge(start, end, key) else Held.NO
            hop: Hop = data["hop"]
            about = disagreements.get(hop.node.iri, []) if hop.node else []
            picture.add_edge(str(start), str(end), key=str(key), **_edge(hop, held, about, said.namer, judged))
    picture.graph.update(
        question=stage.question(question),
        kinds=sorted(kinds.values(), key=lambda kind: (kind["order"], str(kind["plural"]))),
        events=reorganisations(graph),
        left_out=left_out,
        sources={slug: source.to_json() for slug, source in graph.cited(_cited(picture)).items()},
    )
    return picture


def _beyond(stage: _Stage, shown: Collection[Iri], carried: Collection[Iri]) -> dict[Iri, set[Iri]]:
    """Return each thing carried beyond what is shown → the nodes that tell of it and of other things in the picture.

    A well connected thing one step beyond (an inspectorate, a ministry) has hundreds of statements about things that
    the file does not have; they are counted, and `probation show` gives them.
    """
    telling: dict[Iri, set[Iri]] = {iri: set() for iri in carried if iri not in shown}
    for iri, nodes in telling.items():
        for other, hop in _neighbours(stage.full, iri):
            if other in carried:
                nodes.add(hop.node.iri if hop.node else other)
    return telling


def _within(
    network: Network, start: Iterable[Iri], depth: int, most: int, hubs: Collection[Iri] = ()
) -> tuple[dict[Iri, None], int]:
    """Return the nodes within `depth` steps, nearest and most cited first, and how many were cut off by `most`.

    No step leads on from one of the `hubs`, but from where it starts.
    """
    found: dict[Iri, None] = dict.fromkeys(start)
    ring, cut = list(found), 0
    for _ in range(depth):
        weight: dict[Iri, int] = {}
        for node in ring:
            for other, hop in _neighbours(network, node):
                if other not in found:
                    weight[other] = weight.get(other, 0) + len(hop.provenance.sources)
        ranked = sorted(weight, key=lambda iri: (-weight[iri], iri))
        reached = list(islice(ranked, max(most - len(found), 0)))
        cut += len(ranked) - len(reached)
        found.update(dict.fromkeys(reached))
        ring = [node for node in reached if node not in hubs]
    return found, cut


def _neighbours(network: Network, node: Iri) -> Iterator[tuple[Iri, Hop]]:
    for _, other, data in network.out_edges(node, data=True):
        yield other, data["hop"]
    for other, _, data in network.in_edges(node, data=True):
        yield other, data["hop"]


def _names(thing: Thing, lines: Iterable[Line]) -> list[str]:
    given = [str(line.value) for line in lines if line.property in ("skos:altLabel", "pg:acronym")]
    return list(dict.fromkeys([thing.label, *given, thing.id]))


def _statement(line: Line, said: Around, judged: Judged, as_of: date | None) -> dict[str, Any]:
    node = line.node or (line.value if line.is_detail and isinstance(line.value, Thing) else None)
    return {
        "relation": line.relation,
        "value": str(line.value),
        "node": str(line.value.iri) if isinstance(line.value, Thing) else None,
        "when": line.when,
        "aside": line.aside,
        "sources": list(line.provenance.sources),
        "derived_by": ", ".join(line.provenance.rules) or None,
        **(_times(node.iri, said.timing(node.iri), judged, as_of) if node else {}),
    }


def _edge(hop: Hop, held: Held | None, conflicts: list[Conflict], namer: Namer, judged: Judged) -> dict[str, Any]:
    times = judged.ends((hop.node or hop.start).iri, hop.starts, hop.ends)
    return {
        "label": hop.label,
        "inverse_label": hop.inverse_label,
        "kind": hop.kind,
        "from": times.start,
        "until": times.end,
        "occurs": hop.occurs,
        "when": hop.when,
        "sources": list(hop.provenance.sources),
        "derived_by": ", ".join(hop.provenance.rules) or None,
        "held": held.value if held else None,
        "conflicts": [_conflict(conflict, hop.node.iri, namer) for conflict in conflicts] if hop.node else [],
        "details": [],
    }


def _times(node: Iri, timing: Timing, judged: Judged, as_of: date | None) -> dict[str, Any]:
    times = judged.ends(node, timing.starts, timing.ends)
    held = timing.held(as_of) if as_of and (timing.starts or timing.ends or timing.held_on) else None
    return {
        "from": times.start,
        "until": times.end,
        "occurs": timing.has_time and not timing.is_interval,
        "held": held.value if held else None,
    }


def _conflicts_at(iri: Iri, lines: Iterable[Line], disagreements: Mapping[Iri, list[Conflict]]) -> list[Conflict]:
    """Return the disagreements about a thing, and about the details that hang on it."""
    found = list(disagreements.get(iri, []))
    for line in lines:
        if line.is_detail and isinstance(line.value, Thing):
            found += [c for c in disagreements.get(line.value.iri, []) if c not in found]
    return found


def _conflict(conflict: Conflict, at: Iri, namer: Namer) -> dict[str, Any]:
    """Return a disagreement as it is shown at a node, with what it is about where that is not the node itself."""
    about = next((node for node in (conflict.subject.iri, *conflict.nodes) if node != at), None)
    if about:
        namer.prepare([about])
    return {
        "about": namer.thing(about).label if about else None,
        "property": conflict.label,
        "kind": conflict.kind,
        "note": " ".join(note.reason for note in conflict.notes) or None,
        "values": [
            {
                "value": f"{side.value} ({side.aside})" if side.aside else str(side.value),
                "sources": list(side.sources),
            }
            for side in conflict.sides
        ],
    }


def _left_out(cut: int, beyond: int, shown: int, depth: int | None = None, *, hubs: bool = False) -> str | None:
    """Say what is not in a picture of `shown` things, and how to get it; `depth` would reach one step further."""
    parts = []
    if cut:
        parts.append(
            f"{_things(cut)} left out, the least cited first; --most {shown + cut} draws them too,"
            " --kind or --relation chooses among them."
        )
    if beyond:
        reached = depth is not None and depth <= DEEPEST
        options = f"--depth {depth} --most {shown + cut + beyond}{' --through-hubs' if hubs else ''}"
        deeper = f"draw all with {options}, or one" if reached else "draw one"
        parts.append(f"{_things(beyond, ' one step further')} not in this file; {deeper} by its name.")
    return " ".join(parts) or None


def _not_beyond(hubs: Sequence[str]) -> str:
    named = f"{', '.join(hubs[:3])} and {len(hubs) - 3} more" if len(hubs) > 4 else ", ".join(hubs)
    connects = "which connects" if len(hubs) == 1 else "which connect"
    return f"Not looked beyond {named}, {connects} everything; --through-hubs does."


def _things(count: int, where: str = "") -> str:
    return f"One thing{where} is" if count == 1 else f"{count:,} things{where} are"


def _cited(picture: Network) -> set[str]:
    nodes = [data for _, data in picture.nodes(data=True)]
    edges = [data for *_, data in picture.edges(data=True)]
    values = [value for data in (*nodes, *edges) for conflict in data["conflicts"] for value in conflict["values"]]
    statements = [statement for data in nodes for statement in data["statements"]]
    return {slug for said in (*statements, *edges, *values) for slug in said["sources"]}
