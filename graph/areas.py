"""Which area lies within which, and who says so.

Sources state the next step only (`pg:within`); what lies within what by several steps is found by following them, and
each step keeps its own sources. Nothing transitive is stored, so that a source taken out takes its step with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from probation.graph.describe import Statements, union
from probation.graph.engine import Engine, plain
from probation.graph.gather import gather_nodes, iris
from probation.graph.lookups import lookup
from probation.graph.model import Provenance
from probation.graph.terms import Iri, expand

Step = tuple[Iri, Iri]
"""An area and one around it, as some source states them."""
Where = dict[Iri, dict[Iri, list[Iri]]]
"""Body → area → the provisions that say that it covers the area or delivers its service there."""
_WITHIN = expand("pg:within")


class Areas:
    """The areas of a graph, by what contains them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._direct: dict[Iri, set[Iri]] = {}
        for row in engine.select(lookup("areas_within")):
            if isinstance(area := row["area"], Iri) and isinstance(around := row["around"], Iri):
                self._direct.setdefault(area, set()).add(around)
        self._around = {area: self._closure(area) for area in self._direct}

    def around(self, area: Iri) -> set[Iri]:
        """Return the areas that an area lies within, by however many steps; never itself."""
        return set(self._around.get(area, ()))

    def parts_of(self, area: Iri) -> set[Iri]:
        """Return the areas that lie within an area."""
        return {inner for inner, around in self._around.items() if area in around}

    def parts_shown(self, area: Iri) -> set[Iri]:
        """Return the areas within one whose bodies are told with it: none of a country or a region, too many to be."""
        wide = any(True for _ in self._engine.select(lookup("is_wide"), {"_thing_iri": area}))
        return set() if wide else self.parts_of(area)

    def steps(self, area: Iri, larger: Iri) -> frozenset[Step]:
        """Return the stated steps of the shortest ways from an area to a larger one; none where it is not around it."""
        if larger not in self._around.get(area, ()):
            return frozenset()
        level, seen, made = {area}, {area}, set[Step]()
        while larger not in level:
            new = {(inner, outer) for inner in level for outer in self._direct.get(inner, ()) if outer not in seen}
            made |= new
            level = {outer for _, outer in new}
            seen |= level
        found, ends = set[Step](), {larger}
        while ends:
            last = {(inner, outer) for inner, outer in made if outer in ends}
            found |= last
            ends = {inner for inner, _ in last}
        return frozenset(found)

    def _closure(self, area: Iri) -> set[Iri]:
        found: set[Iri] = set()
        waiting = [area]
        while waiting:
            new = self._direct.get(waiting.pop(), set()) - found - {area}
            found |= new
            waiting += new
        return found


def where_provided(provisions: Mapping[Iri, Statements]) -> Where:
    """Return where each body works, of all provisions."""
    where: Where = {}
    for node, said in provisions.items():
        for body in iris(said, "pg:provider"):
            for area in iris(said, "pg:area"):
                where.setdefault(body, {}).setdefault(area, []).append(node)
    return where


def in_part(engine: Engine) -> set[Iri]:
    """Return the provisions that say nothing of the smaller places in their area: there a service is delivered."""
    return {iri for row in engine.select(lookup("provisions_in_part")) if isinstance(iri := row["node"], Iri)}


def providers(where: Where, partly: Collection[Iri], here: Collection[Iri], around: Collection[Iri]) -> Where:
    """Return the bodies at a place and its parts (`here`), and those that cover an area around it."""
    found: Where = {}
    for body, covered in where.items():
        for area, nodes in covered.items():
            shown = nodes if area in here else [n for n in nodes if area in around and n not in partly]
            if shown:
                found.setdefault(body, {})[area] = shown
    return found


def inspections_naming(engine: Engine, place: str) -> set[Iri]:
    """Return the inspections whose described area has the name of a place, such as "Stoke", in it."""
    name = plain(place.casefold().partition(" (")[0])
    rows = engine.select(lookup("inspections_naming"), {"_name": name})
    return {iri for row in rows if isinstance(iri := row["inspection"], Iri)}


def who_says_within(engine: Engine, steps: Iterable[Step]) -> dict[Step, Provenance]:
    """Return who states each of some steps."""
    steps = list(steps)
    said = gather_nodes(engine, (inner for inner, _ in steps))
    return {step: union([said[step[0]][_WITHIN][step[1]]]) for step in steps}
