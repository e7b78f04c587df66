"""Everything said about many things at once: what `show` says of one, in a few queries for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from probation.graph.describe import Namer, Statements, terms_of
from probation.graph.engine import Engine
from probation.graph.gather import gather_nodes
from probation.graph.grounds import Grounds
from probation.graph.lookups import lookup
from probation.graph.model import Line
from probation.graph.show import derived_of, lines_of
from probation.graph.terms import Iri
from probation.graph.times import Timing


@dataclass(frozen=True, slots=True)
class Around:
    """What is said about some things: their lines, and the statements of them and of the nodes that point at them."""

    lines: Mapping[Iri, list[Line]]
    statements: Mapping[Iri, Statements]
    namer: Namer
    more: Mapping[Iri, int] = field(default_factory=dict)
    """How many nodes that point at a thing are left out of its lines, where any are."""

    def timing(self, node: Iri) -> Timing:
        """Return when a thing or a node that points at one was, held or happened."""
        info = self.namer.vocabulary[self.namer.kind(node) or node]
        return Timing(self.statements.get(node, {}), info)


def around(
    engine: Engine, namer: Namer, things: Iterable[Iri], limited: Mapping[Iri, Collection[Iri]] | None = None
) -> Around:
    """Return what `show` says of each of the things, without the details of the nodes behind the lines.

    Of the things in `limited` only their own statements and those of the nodes given for them are read.
    """
    limited = limited or {}
    wanted = list(dict.fromkeys([*things, *limited]))
    pointing: dict[Iri, list[Iri]] = {thing: [] for thing in wanted}
    for row in engine.select(lookup("nodes_pointing_at_any"), {"_things": wanted}) if wanted else ():
        thing, node = row["thing"], row["node"]
        if isinstance(thing, Iri) and isinstance(node, Iri):
            pointing[thing].append(node)
    more = {}
    for thing, kept in limited.items():
        told = [node for node in pointing[thing] if node in kept]
        if len(told) < len(pointing[thing]):
            more[thing] = len(pointing[thing]) - len(told)
            pointing[thing] = told
    said = gather_nodes(engine, {*wanted, *(node for nodes in pointing.values() for node in nodes)})
    namer.prepare(terms_of(said), said)
    near = {thing: {node: said[node] for node in (thing, *sorted(pointing[thing])) if node in said} for thing in wanted}
    grounds = Grounds(engine)
    grounds.prepare(made for thing, nodes in near.items() for made in derived_of(thing, nodes, namer.vocabulary))
    lines = {thing: lines_of(thing, nodes, namer, grounds.cite, None, details=False) for thing, nodes in near.items()}
    return Around(lines, said, namer, more)
