"""Who came before and after whom: stated reorganisations, and what ran probation in the same area before or after.

Where no source states what a body came of, the bodies that covered its area until it began may stand in, and for a
body that shares no area with any of them, those from which the whole came that it is part of. Both are marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from probation.graph import dates
from probation.graph.areas import Areas, Step, in_part, where_provided
from probation.graph.describe import Statements
from probation.graph.engine import Engine
from probation.graph.gather import gather, iris, texts
from probation.graph.lookups import lookup
from probation.graph.names import normalise
from probation.graph.terms import Iri

BEFORE, AFTER = "before", "after"
STATED, BY_AREA, BY_WHOLE = "stated", "by area", "through what it is part of"


@dataclass(frozen=True, slots=True)
class Link:
    """One step from a body to the `other` one: how it is known, and the nodes and areas that show it."""

    other: Iri
    basis: str
    nodes: tuple[Iri, ...]
    areas: tuple[Iri, ...] = ()
    whole: Iri | None = None


class Succession:
    """The steps before and after each body."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.changes = gather(engine, "reorganisations")
        self.provisions = gather(engine, "provisions")
        self.affiliations = gather(engine, "affiliations")
        self.services = gather(engine, "services")
        self.stated: dict[str, dict[Iri, dict[Iri, list[Iri]]]] = {BEFORE: {}, AFTER: {}}
        for node, said in self.changes.items():
            for old in iris(said, "org:originalOrganization"):
                for new in iris(said, "org:resultingOrganization"):
                    self.stated[AFTER].setdefault(old, {}).setdefault(new, []).append(node)
                    self.stated[BEFORE].setdefault(new, {}).setdefault(old, []).append(node)
        self.within = Areas(engine)
        # Where a body delivers its service says nothing of the smaller places there.
        self.in_part = in_part(engine)
        self.where = where_provided(self.provisions)
        self.covered = {
            body: {area for area, nodes in found.items() if not self.in_part.issuperset(nodes)}
            for body, found in self.where.items()
        }

    def links(self, body: Iri, way: str, *, in_full: bool = False) -> list[Link]:
        """Return the steps from a body: the stated ones, else those by area.

        In full, those by area stand beside the stated ones, and where there is neither, those through what the body is
        part of.
        """
        stated = self.stated[way].get(body, {})
        links = [Link(other, STATED, tuple(nodes)) for other, nodes in stated.items()]
        if not links or in_full:
            links += [link for link in self._by_area(body, way) if link.other not in stated]
        return links or (self._by_whole(body, way) if in_full else [])

    def areas(self, body: Iri) -> set[Iri]:
        """Return the areas a body covers, and those around them."""
        found = set(self.where.get(body, ()))
        return found | {around for area in found for around in self.within.around(area)}

    def shared(self, body: Iri, other: Iri) -> set[Iri]:
        """Return the areas where both bodies are, and those around the first that the other covers."""
        own = set(self.where.get(body, ()))
        return (own & set(self.where.get(other, ()))) | (self.areas(body) & self.covered.get(other, set()))

    def place(self, body: Iri, name: str) -> set[Iri]:
        """Return the areas of a body of that name: the stated ones, else those that its name contains."""
        if stated := set(self.where.get(body, ())):
            return stated
        words = f" {normalise(name, {})} "
        return {area for area, names in self._names.items() if any(f" {own} " in words for own in names)}

    def is_elsewhere(self, body: Iri, other: Iri, place: Set[Iri]) -> bool:
        """Say whether sources put a body's predecessor or successor elsewhere than at a place, an area or several.

        Only of one that covers areas: who delivers a service in some may do so in others. Never where one or the other
        is a country or region of which no parts are known, and not beside a body that was at the place alone: what
        it came of or became was there with it.
        """
        areas = set(self.where.get(other, ()))
        if not place or other not in self.covered or (areas | place) & self._unparted:
            return False
        own = self.where.get(body, {}).keys()
        is_local = bool(own) and all(area in place or place & self.within.around(area) for area in own)
        return not is_local and not any(self._touches(area, place) for area in areas)

    def _touches(self, area: Iri, place: Set[Iri]) -> bool:
        return (
            area in place
            or any(area in self.within.around(own) for own in place)
            or bool(place & self.within.around(area))
        )

    @cached_property
    def _names(self) -> dict[Iri, set[str]]:
        """The names of each area in normal form, without the word for its kind."""
        found: dict[Iri, set[str]] = {}
        for row in self._engine.select(lookup("areas_named")):
            name = normalise(str(row["name"]).partition(" (")[0], {}).removesuffix(normalise(str(row["kind"]), {}))
            if isinstance(area := row["area"], Iri) and name.strip():
                found.setdefault(area, set()).add(name.strip())
        return found

    @cached_property
    def _unparted(self) -> set[Iri]:
        """The countries and regions that nothing is said to lie within."""
        wide = {area for row in self._engine.select(lookup("wide_areas")) if isinstance(area := row["area"], Iri)}
        return {area for area in wide if not self.within.parts_of(area)}

    def leading_to(self, body: Iri, areas: Iterable[Iri]) -> set[Step]:
        """Return the steps by which the areas of a body lie within larger ones, those of other bodies."""
        own = self.where.get(body, {})
        return {step for area in areas if area not in own for place in own for step in self.within.steps(place, area)}

    def wholes(self, body: Iri) -> dict[Iri, list[Iri]]:
        """Return what a body is part of, with the affiliations that say so."""
        found: dict[Iri, list[Iri]] = {}
        for node, said in self.affiliations.items():
            if body in iris(said, "pg:child"):
                for whole in iris(said, "pg:parent"):
                    found.setdefault(whole, []).append(node)
        return found

    def _ends(self, body: Iri) -> tuple[tuple[date, date] | None, tuple[date, date] | None]:
        said = self.services.get(body, {})
        return dates.span(texts(said, "pg:from")), dates.span(texts(said, "pg:until"))

    def _turn(self, body: Iri, way: str) -> date | None:
        """Return the day by which the change on one side of a body is over: its own, or that of what it is part of."""
        begun, over = self._ends(body)
        if way == AFTER:
            return over[0] if over else None
        if begun:
            return begun[1]
        seen, waiting = {body}, [body]
        while waiting:
            wholes = [whole for part in waiting for whole in self.wholes(part) if whole not in seen]
            if starts := [span[1] for whole in wholes if (span := self._ends(whole)[0])]:
                return max(starts)
            seen.update(wholes)
            waiting = wholes
        return None

    def _by_area(self, body: Iri, way: str) -> list[Link]:
        turn = self._turn(body, way)
        if turn is None or not self.where.get(body) or body not in self.services:
            return []
        found: dict[Iri, tuple[set[Iri], date]] = {}
        for other in self.services:
            shared = self.shared(body, other)
            begun, over = self._ends(other)
            if other == body or not shared:
                continue
            if way == BEFORE and over and over[0] <= turn:
                found[other] = shared, over[1]
            elif way == AFTER and begun and begun[1] >= turn:
                found[other] = shared, begun[0]
        if not found:
            return []
        # Only the generation next to the body: what ended (or began) within a year of the nearest.
        days = [day for _, day in found.values()]
        nearest = max(days) if way == BEFORE else min(days)
        return [
            Link(other, BY_AREA, self._shown(other, shared) + self._shown(body, shared), tuple(sorted(shared)))
            for other, (shared, day) in found.items()
            if abs((nearest - day).days) <= 366
        ]

    def _shown(self, body: Iri, areas: Iterable[Iri]) -> tuple[Iri, ...]:
        covered = self.where.get(body, {})
        return tuple(sorted({node for area in areas for node in covered.get(area, ())}))

    def _by_whole(self, body: Iri, way: str) -> list[Link]:
        if way == AFTER:
            return []
        return [
            Link(other, BY_WHOLE, (*shown, *nodes), (), whole)
            for whole, shown in self.wholes(body).items()
            for other, nodes in self.stated[way].get(whole, {}).items()
            if other not in self.wholes(body)
        ]


def is_area(engine: Engine, thing: Iri) -> bool:
    """Say whether a thing is an area."""
    return any(True for _ in engine.select(lookup("is_area"), {"_thing_iri": thing}))


def said_of(succession: Succession, node: Iri) -> Statements:
    """Return what is said of a reorganisation, a provision or an affiliation."""
    for nodes in (succession.changes, succession.provisions, succession.affiliations):
        if node in nodes:
            return nodes[node]
    return {}
