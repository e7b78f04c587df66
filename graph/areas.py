"""Which area lies within which, and who says so.

Sources state the next step only (`pg:within`); what lies within what by several steps is found by following them, and
each step keeps its own sources. Nothing transitive is stored, so that a source taken out takes its step with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from probation.graph.describe import union
from probation.graph.engine import Engine
from probation.graph.gather import gather_nodes
from probation.graph.lookups import lookup
from probation.graph.model import Provenance
from probation.graph.terms import Iri, expand

Step = tuple[Iri, Iri]
"""An area and one around it, as some source states them."""
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


def who_says_within(engine: Engine, steps: Iterable[Step]) -> dict[Step, Provenance]:
    """Return who states each of some steps."""
    steps = list(steps)
    said = gather_nodes(engine, (inner for inner, _ in steps))
    return {step: union([said[step[0]][_WITHIN][step[1]]]) for step in steps}
