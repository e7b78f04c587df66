"""Everything said about many things at once: what `show` says of one, in a few queries for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from probation.graph.describe import Namer, Statements
from probation.graph.engine import Engine
from probation.graph.gather import gather_nodes
from probation.graph.grounds import Grounds
from probation.graph.lookups import lookup
from probation.graph.model import Line
from probation.graph.show import lines_of
from probation.graph.terms import Iri
from probation.graph.times import Timing


@dataclass(frozen=True, slots=True)
class Around:
    """What is said about some things: their lines, and the statements of them and of the nodes that point at them."""

    lines: Mapping[Iri, list[Line]]
    statements: Mapping[Iri, Statements]
    namer: Namer

    def timing(self, node: Iri) -> Timing:
        """Return when a thing or a node that points at one was, held or happened."""
        info = self.namer.vocabulary[self.namer.kind(node) or node]
        return Timing(self.statements.get(node, {}), info)


def around(engine: Engine, namer: Namer, things: Iterable[Iri]) -> Around:
    """Return what `show` says of each of the things, without the details of the nodes behind the lines."""
    wanted = list(dict.fromkeys(things))
    pointing: dict[Iri, list[Iri]] = {thing: [] for thing in wanted}
    for row in engine.select(lookup("nodes_pointing_at_any"), {"_things": wanted}) if wanted else ():
        thing, node = row["thing"], row["node"]
        if isinstance(thing, Iri) and isinstance(node, Iri):
            pointing[thing].append(node)
    said = gather_nodes(engine, {*wanted, *(node for nodes in pointing.values() for node in nodes)})
    namer.prepare(term for node, given in said.items() for values in (*given.values(), [node]) for term in values)
    grounds = Grounds(engine)
    lines = {}
    for thing in wanted:
        nodes = {node: said[node] for node in (thing, *sorted(pointing[thing])) if node in said}
        lines[thing] = lines_of(thing, nodes, namer, grounds.cite, None, details=False)
    return Around(lines, said, namer)
