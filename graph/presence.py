"""`lineage` of a place: every body that ran probation there, owned who did, stood above it or inspected it, in time.

A body at an area within the place (if that is no country or region) is shown with that area, and so is one that covers
an area around it, citing who says that this contains the place (docs/decisions/0014-places.md). Bodies of which no
source says where they worked, but from which a local one came, are shown as its predecessors, with their own time
where a date of it is known, marked as here by succession only; of several, those named after areas elsewhere are left
out.

As of a day: only what held on it, certainly or possibly. What has no date is possible as long as both bodies that it
joins may have existed; nothing holds outside their time. Of the inspections of a body that was there, the last by that
day is shown; of predecessors, those that nobody had certainly followed yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from probation.graph import dates
from probation.graph.areas import Step, inspections_naming, providers, who_says_within
from probation.graph.dates import Held
from probation.graph.describe import Statements, union
from probation.graph.errors import NotFoundError
from probation.graph.gather import gather, gather_nodes, iris, texts, timing
from probation.graph.grounds import who_says
from probation.graph.lineage import ownership_nodes
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing
from probation.graph.names import normalise
from probation.graph.part import Part
from probation.graph.ratings import Rated
from probation.graph.standing import happened
from probation.graph.succession import BEFORE, Succession
from probation.graph.terms import Iri, expand
from probation.graph.times import Bounds, Timing, bounds_json

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

_ENDLESS = date.max
BY_SUCCESSION, NOT_BEFORE = "existed, here by succession only, before", "not before"
"""What is said of a predecessor of which no source says that it worked here; how a bound on a beginning is written."""
_RAN, _LED, _THERE, _HANDED = range(4)
"""The order of one day: who ran probation until then, others that came before, who is there, who hands work over."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One body at a place: what it did there (`covers`, `owns` …), to whom or where (`object`), when, and who says so.

    `place` is the area meant where it is not the one asked for, and `lies` says in words how a larger one lies to it,
    `steps` by which statements; `when` is as written, of the relation or, where that has no date, of the body itself
    (`by_body`), `bounds` the dates in it. `held` says whether it held on the day asked about (None: no day).
    """

    body: Thing
    relation: str
    object: Thing
    when: str
    by_body: bool
    place: Thing | None
    provenance: Provenance
    rating: Rated | None = None
    held: Held | None = None
    sort_key: tuple[Any, ...] = ()
    node: Iri | None = None
    lies: str = ""
    steps: frozenset[Step] = frozenset()
    bounds: Bounds = ((), ())

    def part(self) -> Part:
        """Return the part of the graph that this shows: the relation or the inspection behind it."""
        things = (self.body, self.object)
        if self.node is None:
            return Part(things=things)
        ends = ((prop, thing) for prop in ("pg:inspected", "pg:inspectedBy") for thing in things)
        links = {(self.node, prop, str(thing.iri)): self.held for prop, thing in ends}
        links |= {(inner, "pg:within", str(outer)): self.held for inner, outer in self.steps}
        return Part({self.node: self.held}, links, things=things)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        answer: dict[str, Any] = {
            "body": self.body.to_json(),
            "relation": self.relation,
            "object": self.object.to_json(),
            "when": self.when,
            **bounds_json(self.bounds),
            "dates_of": "body" if self.by_body else "relation",
            "place": self.place.to_json() if self.place else None,
            "by_way_of": self.place.to_json() if self.place and self.steps else None,
        }
        if self.rating is not None:
            answer["rating"] = self.rating.level.to_json()
        if self.held is not None:
            answer["held"] = self.held.value
        return {**answer, **self.provenance.to_json()}


def presences(graph: KnowledgeGraph, place: Thing, as_of: date | None = None) -> list[Presence]:
    """Return every body at a place (on a day) in order of time, the undated last; NotFoundError when there is none."""
    reader = _Reader(graph, place, as_of)
    found = [*reader.providers(), *reader.owners(), *reader.wholes(), *reader.predecessors(), *reader.inspections()]
    if not found:
        message = f"no source says who ran probation in {place.label}{f' on {as_of.isoformat()}' if as_of else ''}"
        raise NotFoundError(message)
    return sorted(found, key=lambda presence: presence.sort_key)


class _Reader:
    def __init__(self, graph: KnowledgeGraph, place: Thing, day: date | None) -> None:
        self.graph, self.place, self.namer, self.day = graph, place, graph.namer(), day
        self.engine = graph.engine
        self.succession = Succession(self.engine)
        self.within = self.succession.within
        self.inside, self.around = self.within.parts_shown(place.iri), self.within.around(place.iri)
        self.here: set[Iri] = set()
        # Of a country or region that nothing is said to lie within, nobody can say that the place is elsewhere.
        rows = self.engine.select(lookup("wide_areas"))
        wide = {iri: str(row["kind"]) for row in rows if isinstance(iri := row["area"], Iri)}
        self.wide = {area: kind for area, kind in wide.items() if not self.within.parts_of(area)}
        self.bodies, self.nodes = self._providers()
        steps = {larger: self.within.steps(place.iri, larger) for larger in self.around}
        said = who_says_within(self.engine, set().union(*steps.values()))
        self.contains = {larger: {step: said[step] for step in steps[larger]} for larger in steps}
        self.lies = f"{self.namer.vocabulary[expand('pg:within')].text('pg:inverseLabel')} {place.label}"
        self.local = {body for body in self.bodies if not self.namer.is_hub(body)}
        self.existing = gather_nodes(self.engine, self.bodies)
        self._timings: dict[Iri, Timing] = {}

    def _providers(self) -> tuple[set[Iri], list[Iri]]:
        """Return the bodies at the place or a part of it, and those that cover one around it, with the provisions."""
        here = {self.place.iri, *self.inside}
        found = providers(self.succession.where, self.succession.in_part, here, self.around)
        self.here |= {body for body, covered in found.items() if not here.isdisjoint(covered)}
        return set(found), [node for covered in found.values() for nodes in covered.values() for node in nodes]

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
        # Those of the bodies here come first: what a larger place had before it may have been elsewhere in that place.
        waiting = sorted(self.local, key=lambda body: (body in self.here, body))
        seen, (here, elsewhere) = set(self.bodies), self._area_names()
        ended = {old for said in self.succession.stated[BEFORE].values() for old in said}
        self.namer.prepare(ended)
        local = {self.namer.kind(old) for old in ended if old in self.bodies or self._is_named(old, here)}
        while waiting:
            body = waiting.pop()
            for other in sorted(self._of_here(body, here, elsewhere, local) - seen):
                if self.namer.is_hub(other) or len(self.succession.stated[BEFORE].get(other, ())) > 6:
                    continue
                nodes = self.succession.stated[BEFORE][body][other]
                seen.add(other)
                waiting.append(other)
                said = {other: gather_nodes(self.engine, [other]).get(other, {})}
                self.existing |= said
                held = self._not_followed(other, body, nodes)
                if held is not Held.NO:
                    yield from self._existing(other, body, nodes, held)
                for node in nodes if held is not Held.NO else ():
                    change = self.succession.changes[node]
                    kinds = ", ".join(sorted(self.namer.thing(kind).label for kind in iris(change, "pg:changeKind")))
                    when = timing(node, change, self.namer)
                    to_come = self.day is not None and when.extent().begun(self.day) is Held.NO
                    relation = "was later followed by" if to_come else "was followed by"
                    relation = f"{relation} ({kinds})" if kinds else relation
                    who = who_says(self.engine, node, change)
                    came = self._presence(other, relation, body, when, who, None, node, held)
                    yield replace(came, sort_key=self._before(came, when))

    def _existing(self, old: Iri, new: Iri, nodes: Sequence[Iri], held: Held | None) -> Iterator[Presence]:
        """Yield when a predecessor that ran probation existed, if known: only the succession says that it was here."""
        own = self._timing(old)
        if old not in self.succession.services or not (own.starts or own.ends):
            return
        who = union(who_says(self.engine, node, self.succession.changes[node]) for node in nodes)
        bound = "" if own.starts else max(own.not_before, default="")
        if bound:
            who |= who_says(self.engine, old, self.existing[old], "pg:notBefore")
        undated = Timing({}, self.namer.vocabulary[nodes[0]])
        found = self._presence(old, BY_SUCCESSION, new, undated, who, None, nodes[0], held)
        # Without a stated beginning it comes where it can have begun, at the latest where it was followed.
        changed = [timing(node, self.succession.changes[node], self.namer).first() for node in nodes]
        span = dates.span(own.starts) or dates.span([bound or min(own.first(), *changed)])
        key = (span[0] if span else _ENDLESS, _RAN, *found.sort_key[2:])
        words = f"{NOT_BEFORE} {bound} (derived), {found.when}" if bound else found.when
        yield replace(found, when=words, sort_key=key)

    def _before(self, came: Presence, when: Timing) -> tuple[Any, ...]:
        """Return the sort key of a predecessor: before what came of it, on the first day that this can have been.

        A vague date counts from the day on which the other body began: "in 2014" of a company of June 2014 is later
        than May. Of such a date, who never ran probation itself, such as the holder of a contract for part of the
        work, comes after those who did.
        """
        first, _, *rest = came.sort_key
        rank = _RAN if came.body.iri in self.succession.services else _LED
        span, start = dates.span(when.starts), dates.span(self._timing(came.object.iri).starts)
        if span and start and span[0] < start[0] <= span[1]:
            first, rank = start[0], _RAN if rank == _RAN else _HANDED
        return first, rank, *rest

    def _of_here(
        self, body: Iri, here: Collection[str], elsewhere: Collection[str], local: Collection[Iri | None]
    ) -> set[Iri]:
        """Return those of a body's predecessors that may have worked at the place, by sources or else by name.

        Boards and trusts were set up for police areas and bear their names. So where one was here, or is named after
        an area here, those named after others were not (`local`: the classes of which there is such a one anywhere).
        One that worked elsewhere, as a source says, may have been here too only if nothing of its class stands for
        the place: the areas known of a division are not all it had.
        """
        stated = self.succession.stated[BEFORE].get(body, {})
        where = self.succession.where
        placed = {other for other in stated if other in where and where[other].keys().isdisjoint(self.wide)}
        known = {other for other in stated if other in self.bodies or self._is_inside(other)}
        known |= {other for other in stated.keys() - placed if self._is_named(other, here)}
        classes = {self.namer.kind(other) for other in known}

        def is_possible(other: Iri) -> bool:
            kind = self.namer.kind(other)
            if body in self.here and kind not in classes | {self.namer.kind(body)}:
                return True
            if other in where:
                all_over = any(self.wide.get(area) == "country" for area in where[other])
                return all_over or (other not in placed and kind not in classes)
            return not ((known or kind in local) and self._is_named(other, elsewhere))

        return known | {other for other in stated.keys() - known if is_possible(other)}

    def _is_inside(self, body: Iri) -> bool:
        return any(self.place.iri in self.within.around(area) for area in self.succession.where.get(body, ()))

    def _is_named(self, body: Iri, names: Iterable[str]) -> bool:
        words = f" {normalise(self.namer.thing(body).label, {})} "
        return any(f" {name} " in words for name in names)

    def _area_names(self) -> tuple[set[str], set[str]]:
        """Return the names of the areas here (the place, those around and within it) and of all others."""
        here, elsewhere = set[str](), set[str]()
        for row in self.engine.select(lookup("area_names")):
            name = normalise(str(row["name"]).partition(" (")[0], {}).removesuffix(normalise(str(row["kind"]), {}))
            area = row["area"]
            is_here = area == self.place.iri or area in self.around or area in self.inside
            (here if is_here else elsewhere).add(name.strip())
        return here - {""}, elsewhere - here - {""}

    def inspections(self) -> Iterator[Presence]:
        """Yield the inspections of the local bodies (the last by the day), and those whose area names the place."""
        naming = inspections_naming(self.engine, self.place.label)
        overall = {
            (row.inspection.iri, row.body.iri): row
            for row in self.graph.rating_table.rows
            if row.standard is None and row.counts
        }
        nodes = gather(self.engine, "inspections")
        of_bodies: dict[Iri, list[Iri]] = {}
        for node, said in nodes.items():
            for body in iris(said, "pg:inspected"):
                if body in self.local or (node in naming and body in self.bodies):
                    of_bodies.setdefault(body, []).append(node)
        for body, inspections in of_bodies.items():
            for node, held in self._last({n: timing(n, nodes[n], self.namer) for n in inspections}, body).items():
                said = nodes[node]
                who = who_says(self.engine, node, said, "pg:inspectedBy", "pg:inspected", "pg:published")
                when = timing(node, said, self.namer)
                rating = overall.get((node, body))
                for inspector in iris(said, "pg:inspectedBy") or [node]:
                    yield self._presence(inspector, "inspected", body, when, who, None, node, held, rating)

    def _edges(self, nodes: dict[Iri, Statements], *, backwards: bool = False) -> Iterator[Presence]:
        self.namer.prepare(v for said in nodes.values() for prop in said for v in said[prop] if isinstance(v, Iri))
        for node, said in nodes.items():
            info = self.namer.vocabulary[self.namer.kind(node) or node]
            source, target = info.link("pg:edgeSource"), info.link("pg:edgeTarget")
            if source is None or target is None:
                continue
            start, end = (target, source) if backwards else (source, target)
            template = info.text("pg:edgeInverseLabel" if backwards else "pg:edgeLabel") or info.label
            relation = self.namer.fill(template, said, is_backwards=backwards)
            for body in (iri for iri in said.get(start, {}) if isinstance(iri, Iri)):
                for other in (iri for iri in said.get(end, {}) if isinstance(iri, Iri)):
                    held = self._holds(timing(node, said, self.namer), body, other)
                    if held is Held.NO:
                        continue
                    who = who_says(self.engine, node, said) | who_says(self.engine, node, said, "pg:from", "pg:until")
                    when = timing(node, said, self.namer)
                    if other not in self.contains:
                        place = other if other in self.inside else None
                        yield self._presence(body, relation, other, when, who, place, node, held)
                        continue
                    who |= union(self.contains[other].values())
                    there = self._presence(body, relation, other, when, who, other, node, held)
                    yield replace(there, lies=self.lies, steps=frozenset(self.contains[other]))

    def _holds(self, when: Timing, *bodies: Iri) -> Held | None:
        """Say whether a relation held on the day, and both its bodies with it; None where no day is asked about."""
        if self.day is None or any(self._timing(body).held(self.day) is Held.NO for body in bodies):
            return None if self.day is None else Held.NO
        return when.extent().held(self.day)

    def _not_followed(self, old: Iri, new: Iri, changes: Iterable[Iri]) -> Held | None:
        """Say whether a body existed on the day and had not certainly been followed; None where no day is asked about.

        A body whose own dates make it certain existed, whoever had followed it.
        """
        if self.day is None:
            return None
        own = self._timing(old).extent()
        dated = [timing(node, self.succession.changes[node], self.namer).extent() for node in changes]
        held = own.held(self.day)
        over = happened(dated, own, self._timing(new).extent(), self.day)
        return Held.NO if held is Held.POSSIBLE and over is Held.CERTAIN else held

    def _last(self, inspections: Mapping[Iri, Timing], body: Iri) -> Mapping[Iri, Held | None]:
        """Return the inspections of a body to show: as of a day the last by then, if the body was there that day."""
        if self.day is None:
            return dict.fromkeys(inspections)
        if self._timing(body).held(self.day) is Held.NO:
            return {}
        by_then = {n: h for n, when in inspections.items() if (h := when.extent().begun(self.day)) is not Held.NO}
        starts = {n: span[0] for n in by_then if (span := dates.span(inspections[n].starts))}
        last = max(starts.values(), default=None)
        return {n: h for n, h in by_then.items() if starts.get(n) == last}

    def _timing(self, body: Iri) -> Timing:
        if body not in self._timings:
            if body not in self.existing:
                self.existing[body] = gather_nodes(self.engine, [body]).get(body, {})
            self._timings[body] = timing(body, self.existing[body], self.namer)
        return self._timings[body]

    def _presence(
        self,
        body: Iri,
        relation: str,
        other: Iri,
        when: Timing,
        who: Provenance,
        place: Iri | None,
        node: Iri,
        held: Held | None,
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
            held,
            (first, _THERE, span is None, self.namer.thing(body).label, relation, str(node)),
            node,
            bounds=(when if dated else own).bounds,
        )
