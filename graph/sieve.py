"""What a picture leaves in: by kind of thing, relation, source, number of sources, and time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from probation.graph import dates
from probation.graph.errors import InputError, NotFoundError
from probation.graph.gather import gather_nodes
from probation.graph.model import Thing
from probation.graph.terms import Iri, slug
from probation.graph.times import Timing

if TYPE_CHECKING:
    from probation.graph.describe import Namer
    from probation.graph.engine import Engine
    from probation.graph.network import Hop, Network


@dataclass(frozen=True, slots=True)
class Sieve:
    """Filters of a picture, as people type them; what is empty lets everything through.

    `kinds` and `relations` are labels (`probation region`, `owns`, `ownership`), `sources` slugs; `since` and
    `until` are dates of any precision and count their whole span.
    """

    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    min_sources: int = 0
    since: str | None = None
    until: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked for."""
        return self == Sieve()

    @property
    def words(self) -> str:
        """The filters in words, to go with a question; empty where nothing is asked for."""
        parts = [
            f"kinds: {', '.join(self.kinds)}" if self.kinds else "",
            f"relations: {', '.join(self.relations)}" if self.relations else "",
            f"by {', '.join(self.sources)}" if self.sources else "",
            f"at least {self.min_sources} sources" if self.min_sources > 1 else "",
            f"since {self.since}" if self.since else "",
            f"until {self.until}" if self.until else "",
        ]
        return "; ".join(part for part in parts if part)


def sift(engine: Engine, namer: Namer, network: Network, sieve: Sieve, keep: Iterable[Iri] = ()) -> Network:
    """Return the part of a projection that the sieve lets through; the things in `keep` stay whatever their kind.

    Raises NotFoundError for a kind, relation or source that the network does not know, InputError where `since` is
    after `until`.
    """
    if sieve.is_open:
        return network
    first = dates.parse(sieve.since).earliest if sieve.since is not None else date.min
    last = dates.parse(sieve.until).latest if sieve.until is not None else date.max
    if first > last:
        message = f"nothing lies between {sieve.since} and {sieve.until}: --since is after --until"
        raise InputError(message)
    hops = [data["hop"] for *_, data in network.edges(data=True)]
    kinds = _chosen("kind", sieve.kinds, _kinds(network, namer))
    relations = _chosen("relation", sieve.relations, _relations(hops))
    known = {name: {name} for hop in hops for name in hop.provenance.sources}
    sources = _chosen("source", [slug(name) for name in sieve.sources], known)
    kept: Network = network.copy()
    if sieve.kinds:
        stay = {*keep}
        kept.remove_nodes_from(
            [n for n, d in network.nodes(data=True) if d["thing"].kind not in kinds and n not in stay]
        )
    spans = _spans(engine, namer, kept.nodes) if sieve.since or sieve.until else {}
    for start, end, key, data in list(kept.edges(keys=True, data=True)):
        hop: Hop = data["hop"]
        passes = (
            (not sieve.relations or relations & {hop.kind, hop.label, hop.inverse_label, hop.property})
            and (not sieve.sources or sources & set(hop.provenance.sources))
            and len(hop.provenance.sources) >= sieve.min_sources
            and (not spans or _overlaps(hop, spans, first, last))
        )
        if not passes:
            kept.remove_edge(start, end, key)
    return kept


def _kinds(network: Network, namer: Namer) -> dict[str, set[str]]:
    """Return name → kinds: the label of each class drawn, its plural and its short form."""
    found: dict[str, set[str]] = {}
    for node, data in network.nodes(data=True):
        thing: Thing = data["thing"]
        if thing.kind and thing.kind not in found:
            info = namer.vocabulary[namer.kind(node) or node]
            for name in (thing.kind, info.text("pg:pluralLabel"), info.text("pg:shortForm")):
                if name:
                    found.setdefault(name.casefold(), set()).add(thing.kind)
    return found


def _relations(hops: Iterable[Hop]) -> dict[str, set[str]]:
    """Return name → what to look for in a hop: its kind, how it reads either way, its property."""
    names = {name for hop in hops for name in (hop.kind, hop.label, hop.inverse_label, hop.property)}
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(name.casefold(), set()).add(name)
    return found


def _chosen(what: str, asked: Iterable[str], known: Mapping[str, set[str]]) -> set[str]:
    chosen: set[str] = set()
    for name in asked:
        found = known.get(name.casefold()) or known.get(name)
        if not found:
            near = (
                get_close_matches(name.casefold(), list(known), 3, 0.5) or sorted(known, key=lambda k: (len(k), k))[:6]
            )
            message = f"no {what} in the picture is called {name[:60]!r}; there are: {', '.join(near)}"
            raise NotFoundError(message)
        chosen |= found
    return chosen


Span = tuple[date | None, date | None]


def _spans(engine: Engine, namer: Namer, nodes: Iterable[Iri]) -> dict[Iri, Span | None]:
    """Return when each thing existed or happened; None for what has no date."""
    found: dict[Iri, Span | None] = dict.fromkeys(nodes)
    for node, said in gather_nodes(engine, found).items():
        timing = Timing(said, namer.vocabulary[namer.kind(node) or node])
        found[node] = _span(timing.starts, timing.ends, timing.has_time and not timing.is_interval)
    return found


def _span(starts: Iterable[str], ends: Iterable[str], occurs: bool) -> Span | None:
    start, end = dates.span(starts), dates.span(ends)
    if start is None and end is None:
        return None
    if occurs and start and not end:
        return start
    return (start[0] if start else None), (end[1] if end else None)


def _overlaps(hop: Hop, spans: Mapping[Iri, Span | None], first: date, last: date) -> bool:
    """Say whether a relation may have held between two days; without dates of its own, whether both its ends may."""
    own = _span(hop.starts, hop.ends, hop.occurs)
    times = [own] if own else [spans.get(hop.start.iri), spans.get(hop.end.iri)]
    return all(span is None or ((span[0] or date.min) <= last and (span[1] or date.max) >= first) for span in times)
