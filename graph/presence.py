"""`lineage` of a place: every body that ran probation there, owned who did, stood above it or inspected it, in time.

A body that covers an area within the place, or one around it, is shown with that area. Bodies of which no source says
where they worked, but from which a local one came, are shown as its predecessors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from probation.graph import dates
from probation.graph.describe import Statements
from probation.graph.engine import plain
from probation.graph.errors import NotFoundError
from probation.graph.gather import gather, gather_nodes, iris, texts, timing, who_says
from probation.graph.lineage import ownership_nodes
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing
from probation.graph.ratings import Rated
from probation.graph.succession import BEFORE, Succession
from probation.graph.terms import Iri
from probation.graph.times import Timing

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

_ENDLESS = date.max


@dataclass(frozen=True, slots=True)
class Presence:
    """One body at a place: what it did there (`covers`, `owns` …), to whom or where (`object`), when, and who says so.

    `place` is the area meant where it is not the one asked for; `when` is as written, of the relation or, where that
    has no date, of the body itself (`by_body`).
    """

    body: Thing
    relation: str
    object: Thing
    when: str
    by_body: bool
    place: Thing | None
    provenance: Provenance
    rating: Rated | None = None
    sort_key: tuple[Any, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        answer: dict[str, Any] = {
            "body": self.body.to_json(),
            "relation": self.relation,
            "object": self.object.to_json(),
            "when": self.when,
            "dates_of": "body" if self.by_body else "relation",
            "place": self.place.to_json() if self.place else None,
        }
        if self.rating is not None:
            answer["rating"] = self.rating.level.to_json()
        return {**answer, **self.provenance.to_json()}


def presences(graph: KnowledgeGraph, place: Thing) -> list[Presence]:
    """Return every body at a place in order of time, the undated last; raises NotFoundError when there is none."""
    reader = _Reader(graph, place)
    found = [*reader.providers(), *reader.owners(), *reader.wholes(), *reader.predecessors(), *reader.inspections()]
    if not found:
        message = f"no source says who ran probation in {place.label}"
        raise NotFoundError(message)
    return sorted(found, key=lambda presence: presence.sort_key)


class _Reader:
    def __init__(self, graph: KnowledgeGraph, place: Thing) -> None:
        self.graph, self.place, self.namer = graph, place, graph.namer()
        self.engine = graph.engine
        self.succession = Succession(self.engine)
        inside, around = self.succession.parts_of(place.iri), self.succession.around(place.iri)
        self.areas = {place.iri, *inside, *around}
        where = self.succession.where
        self.nodes = [
            node
            for covered in where.values()
            for area, nodes in covered.items()
            if area in self.areas
            for node in nodes
        ]
        self.bodies = {body for body, covered in where.items() if self.areas & set(covered)}
        self.local = {body for body in self.bodies if not self._is_hub(body)}
        self.existing = gather_nodes(self.engine, self.bodies)

    def providers(self) -> Iterator[Presence]:
        """Yield the bodies that cover the place or deliver their service there."""
        yield from self._edges(gather_nodes(self.engine, self.nodes))

    def owners(self) -> Iterator[Presence]:
        """Yield the owners of these bodies."""
        yield from self._edges(gather_nodes(self.engine, ownership_nodes(self.engine, self.local)))

    def wholes(self) -> Iterator[Presence]:
        """Yield what these bodies are part of."""
        nodes = {node for body in self.local for found in self.succession.wholes(body).values() for node in found}
        yield from self._edges(gather_nodes(self.engine, nodes), backwards=True)

    def predecessors(self) -> Iterator[Presence]:
        """Yield the stated predecessors of the local bodies, of which no source says that they worked here."""
        waiting, seen = sorted(self.local), set(self.bodies)
        while waiting:
            body = waiting.pop()
            for other, nodes in sorted(self.succession.stated[BEFORE].get(body, {}).items()):
                if other in seen or self._is_hub(other) or len(self.succession.stated[BEFORE].get(other, ())) > 6:
                    continue
                seen.add(other)
                waiting.append(other)
                said = {other: gather_nodes(self.engine, [other]).get(other, {})}
                self.existing |= said
                for node in nodes:
                    change = self.succession.changes[node]
                    kinds = ", ".join(sorted(self.namer.thing(kind).label for kind in iris(change, "pg:changeKind")))
                    when = timing(node, change, self.namer)
                    relation = f"was followed by ({kinds})" if kinds else "was followed by"
                    yield self._presence(other, relation, body, when, who_says(self.engine, node, change), None, node)

    def inspections(self) -> Iterator[Presence]:
        """Yield the inspections of the local bodies, and those whose described area names the place."""
        name = plain(self.place.label.casefold().partition(" (")[0])
        naming = {row["inspection"] for row in self.engine.select(lookup("inspections_naming"), {"_name": name})}
        overall = {
            (row.inspection.iri, row.body.iri): row
            for row in self.graph.rating_table.rows
            if row.standard is None and row.counts
        }
        for node, said in gather(self.engine, "inspections").items():
            for body in iris(said, "pg:inspected"):
                if body not in self.local and not (node in naming and body in self.bodies):
                    continue
                who = who_says(self.engine, node, said, "pg:inspectedBy", "pg:inspected", "pg:published")
                when = timing(node, said, self.namer)
                rating = overall.get((node, body))
                for inspector in iris(said, "pg:inspectedBy") or [node]:
                    yield self._presence(inspector, "inspected", body, when, who, None, node, rating)

    def _edges(self, nodes: dict[Iri, Statements], *, backwards: bool = False) -> Iterator[Presence]:
        self.namer.prepare(v for said in nodes.values() for prop in said for v in said[prop] if isinstance(v, Iri))
        for node, said in nodes.items():
            info = self.namer.vocabulary[self.namer.kind(node) or node]
            source, target = info.link("pg:edgeSource"), info.link("pg:edgeTarget")
            if source is None or target is None:
                continue
            start, end = (target, source) if backwards else (source, target)
            template = info.text("pg:edgeInverseLabel" if backwards else "pg:edgeLabel") or info.label
            relation = self.namer.fill(template, said)
            for body in (iri for iri in said.get(start, {}) if isinstance(iri, Iri)):
                for other in (iri for iri in said.get(end, {}) if isinstance(iri, Iri)):
                    place = other if other in self.areas and other != self.place.iri else None
                    who = who_says(self.engine, node, said) | who_says(self.engine, node, said, "pg:from", "pg:until")
                    yield self._presence(body, relation, other, timing(node, said, self.namer), who, place, node)

    def _presence(
        self,
        body: Iri,
        relation: str,
        other: Iri,
        when: Timing,
        who: Provenance,
        place: Iri | None,
        node: Iri,
        rating: Rated | None = None,
    ) -> Presence:
        said = self.existing.get(body, {})
        own = timing(body, said, self.namer)
        dated = when.starts or when.ends or when.held_on
        words = when.text() if dated else own.text()
        if not dated and words:
            who |= who_says(self.engine, body, said, "pg:from", "pg:until")
        span = dates.span(when.starts) or dates.span(texts(said, "pg:from")) or dates.span(when.held_on)
        first = span[0] if span else (ends[0] if (ends := dates.span(when.ends or own.ends)) else _ENDLESS)
        return Presence(
            self.namer.thing(body),
            relation,
            self.namer.thing(other),
            words,
            not dated and bool(words),
            self.namer.thing(place) if place else None,
            who,
            rating,
            (first, span is None, self.namer.thing(body).label, relation, str(node)),
        )

    def _is_hub(self, body: Iri) -> bool:
        kind = self.namer.kind(body)
        return kind is not None and self.namer.vocabulary[kind].text("pg:hub") == "true"
