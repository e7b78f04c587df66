"""`rank`: which things stand out in the graph, by measures on the projection and by counts of what is said.

Ties stand in the order of labels and addresses, so that the same graph gives the same answer each time. As of a day,
a count says how much of it is only possible; betweenness and communities come of the whole network, possible relations
included, and have no such part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from probation.graph.dates import Held
from probation.graph.describe import Namer
from probation.graph.errors import InputError, NotFoundError
from probation.graph.gather import gather, gather_nodes, timing
from probation.graph.lookups import lookup
from probation.graph.model import Thing
from probation.graph.standing import begun
from probation.graph.terms import Iri, slug

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph
    from probation.graph.network import Network
    from probation.graph.times import Times

_SEED = 1


class Measure(StrEnum):
    """What things are ranked by."""

    DEGREE = "degree"
    BETWEENNESS = "betweenness"
    COMMUNITIES = "communities"
    MOST_INSPECTED = "most-inspected"
    MOST_DISPUTED = "most-disputed"


MEANING: Mapping[Measure, str] = {
    Measure.DEGREE: "with how many different things a thing is directly related",
    Measure.BETWEENNESS: "on what share of the shortest paths between all other things a thing lies (brokers)",
    Measure.COMMUNITIES: "groups of things more densely related within than with others (Louvain), the largest first",
    Measure.MOST_INSPECTED: "how many inspections inspected a body",
    Measure.MOST_DISPUTED: "in how many places sources disagree about a thing or its relations, not counting precision",
}


class _Found(NamedTuple):
    """A thing, its score and the sources of that; how much of a count is only possible, None for no count."""

    thing: Thing
    score: float
    sources: set[str]
    possible: int | None = None


@dataclass(slots=True)
class _Count:
    """What counts for one thing: how many, how many of them only possible, and who says so."""

    many: int = 0
    possible: int = 0
    sources: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One thing with its place (equal scores share one), its score and what the score rests on.

    `members` are those of a community, the most related first; `thing` is then the first of them. `possible` is how
    many of a count are only possible on the day asked about; None without a day and for what is no count.
    """

    place: int
    thing: Thing
    score: float
    sources: tuple[str, ...]
    members: tuple[Thing, ...] = ()
    possible: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        answer: dict[str, Any] = {"place": self.place, "thing": self.thing.to_json(), "score": self.score}
        if self.possible is not None:
            answer["possible"] = self.possible
        if self.members:
            answer["members"] = [member.to_json() for member in self.members]
        return {**answer, "sources": list(self.sources)}


def rank(
    graph: KnowledgeGraph,
    measure: Measure,
    limit: int,
    as_of: date | None = None,
    *,
    kind: str | None = None,
    hubs: bool = True,
) -> list[Ranked]:
    """Return the first `limit` things by a measure; `kind`: only things of this class; `hubs` false: without hubs.

    On a day: by what certainly or possibly held on it, or had happened by then, between things that were there on it;
    counts say how many are only possible.

    Raises NotFoundError when nothing can be ranked, InputError for a limit that the measure does not know.
    """
    if measure is Measure.COMMUNITIES and kind is not None:
        message = "communities are groups of things of all kinds; ask without --kind"
        raise InputError(message)
    if measure in (Measure.MOST_INSPECTED, Measure.MOST_DISPUTED) and not hubs:
        message = f"{measure.value} counts what is said of each thing, whatever connects it; ask without --without-hubs"
        raise InputError(message)
    namer = graph.namer()
    if measure is Measure.MOST_INSPECTED:
        found = _inspected(graph, namer, as_of)
    elif measure is Measure.MOST_DISPUTED:
        found = _disputed(graph, namer, as_of)
    else:
        from probation.graph.routes import find_hubs, standing_on

        network = graph.network(as_of)
        if as_of is not None:
            network = standing_on(network, as_of)
        if not hubs:
            network = network.subgraph(set(network) - find_hubs(network))
        if measure is Measure.COMMUNITIES:
            return _communities(network, limit)
        found = _degree(network, as_of) if measure is Measure.DEGREE else _betweenness(network)
    if kind is not None:
        words = kind.casefold()
        same = [entry for entry in found if words == entry.thing.kind.casefold()]
        found = same or [entry for entry in found if words in entry.thing.kind.casefold()]
    if not found:
        message = f"nothing is there to rank{f' among things of the kind {kind[:60]!r}' if kind else ''}"
        raise NotFoundError(message)
    return _placed(found, limit, as_of)


def _placed(found: Iterable[_Found], limit: int, as_of: date | None) -> list[Ranked]:
    ranked = sorted(found, key=lambda entry: (-entry.score, entry.thing.label, entry.thing.iri))
    placed: list[Ranked] = []
    for number, (thing, score, sources, possible) in enumerate(ranked[:limit], start=1):
        place = placed[-1].place if placed and placed[-1].score == score else number
        placed.append(Ranked(place, thing, score, tuple(sorted(sources)), (), possible if as_of else None))
    return placed


def _degree(network: Network, as_of: date | None) -> list[_Found]:
    """Count for each thing those it is related with; only possible is one to which every relation is."""
    doubtful = {node for node in network if as_of and _may_have_happened(network.nodes[node]["times"], as_of)}
    found = []
    for node in network:
        sure: dict[Iri, bool] = {}
        edges = [*network.in_edges(node, data="hop"), *network.out_edges(node, data="hop")]
        for other, hop in ((start if end == node else end, hop) for start, end, hop in edges):
            certain = hop.held is not Held.POSSIBLE and (hop.held or doubtful.isdisjoint((node, other)))
            sure[other] = sure.get(other, False) or bool(certain)
        sure.pop(node, None)
        if sure:
            possible = sum(not certain for certain in sure.values())
            found.append(_Found(network.nodes[node]["thing"], len(sure), _sources(network, node), possible))
    return found


def _may_have_happened(times: Times, day: date) -> bool:
    """Say whether something of a moment, such as an inspection, has only possibly happened by a day.

    A relation without dates of its own to such a thing is no more certain than it.
    """
    return times.has_time and not times.is_interval and times.held(day) is Held.POSSIBLE


def _betweenness(network: Network) -> list[_Found]:
    # igraph: networkx takes seconds for the exact figure at the size of the national graph.
    import igraph

    nodes = sorted(network)
    index = {node: number for number, node in enumerate(nodes)}
    edges = sorted({(min(pair), max(pair)) for a, b in network.edges() if (pair := (index[a], index[b])) and a != b})
    scores = igraph.Graph(n=len(nodes), edges=edges).betweenness()  # type: ignore[no-untyped-call]
    pairs = max((len(nodes) - 1) * (len(nodes) - 2) / 2, 1)
    return [
        _Found(network.nodes[node]["thing"], round(score / pairs, 6), _sources(network, node))
        for node, score in zip(nodes, scores, strict=True)
        if score > 0
    ]


def _communities(network: Network, limit: int) -> list[Ranked]:
    import networkx as nx

    flat: nx.Graph[Any] = nx.Graph()
    flat.add_nodes_from(sorted(network))
    flat.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in network.edges() if a != b}))
    groups = [
        sorted(group, key=lambda node: (-flat.degree(node), node))
        for group in nx.community.louvain_communities(flat, seed=_SEED)
    ]
    groups = sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group[0]))
    if not groups:
        message = "nothing is related to anything, so there are no communities"
        raise NotFoundError(message)
    found: list[Ranked] = []
    for number, group in enumerate(groups[:limit], start=1):
        members = tuple(network.nodes[node]["thing"] for node in group)
        inside = set(group)
        sources = {
            source
            for a, b, data in network.edges(group, data=True)
            if a in inside and b in inside
            for source in data["hop"].provenance.sources
        }
        place = found[-1].place if found and found[-1].score == len(group) else number
        found.append(Ranked(place, members[0], len(group), tuple(sorted(sources)), members))
    return found


def _inspected(graph: KnowledgeGraph, namer: Namer, as_of: date | None) -> list[_Found]:
    times = gather(graph.engine, "times", folder="projection") if as_of else {}
    not_begun: dict[Iri, bool] = {}
    found: dict[Iri, tuple[dict[Iri, Held | None], set[str]]] = {}
    for row in graph.engine.select(lookup("inspections_of_bodies")):
        thing, inspection = row["thing"], row["inspection"]
        if not isinstance(thing, Iri) or not isinstance(inspection, Iri):
            continue
        held = timing(inspection, times.get(inspection, {}), namer).held(as_of) if as_of else None
        if held is Held.NO:
            continue
        if as_of:
            # An inspection without a date is possible, but not of a body that had not begun.
            if thing not in not_begun:
                said = gather_nodes(graph.engine, [thing]).get(thing, {})
                not_begun[thing] = begun(timing(thing, said, namer).extent(), as_of) is Held.NO
            if not_begun[thing]:
                continue
        inspections, sources = found.setdefault(thing, ({}, set()))
        inspections[inspection] = held
        sources.add(slug(str(row["source"])))
    namer.prepare(found)
    return [
        _Found(namer.thing(thing), len(inspections), sources, list(inspections.values()).count(Held.POSSIBLE))
        for thing, (inspections, sources) in found.items()
    ]


def _disputed(graph: KnowledgeGraph, namer: Namer, as_of: date | None) -> list[_Found]:
    """Count for each thing the disagreements about it and about the relations and details that touch it.

    Two dates or figures that differ in precision only do not contradict each other.
    """
    conflicts = graph.conflicts(as_of=as_of)
    about = gather_nodes(graph.engine, {conflict.subject.iri for conflict in conflicts})
    namer.prepare(value for said in about.values() for values in said.values() for value in values)
    found: dict[Iri, _Count] = {}
    for conflict in conflicts:
        subject = conflict.subject.iri
        touched = {subject}
        if not _is_drawn(subject, namer):
            values = (value for said in about.get(subject, {}).values() for value in said)
            touched = {value for value in values if isinstance(value, Iri) and _is_drawn(value, namer)}
        for thing in touched:
            count = found.setdefault(thing, _Count())
            count.many += 1
            count.possible += conflict.held is Held.POSSIBLE
            count.sources.update(conflict.sources)
    return [_Found(namer.thing(thing), count.many, count.sources, count.possible) for thing, count in found.items()]


def _is_drawn(thing: Iri, namer: Namer) -> bool:
    kind = namer.kind(thing)
    return kind is not None and namer.vocabulary[kind].is_drawn


def _sources(network: Network, node: Iri) -> set[str]:
    edges = [*network.in_edges(node, data=True), *network.out_edges(node, data=True)]
    return {source for _, _, data in edges for source in data["hop"].provenance.sources}
