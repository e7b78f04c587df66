"""`lineage`: what a body came of and what came of it, as a tree with its changes, owners and overall ratings.

Reorganisations are followed both ways, each body being followed once, at the shallowest place where it is reached.
Beside a body with a great many predecessors or successors, only those that share an area with the body asked for, or
are of the same kind as the one beside them, are followed; the others are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from probation.graph import dates
from probation.graph.describe import Namer, Statements
from probation.graph.engine import Engine
from probation.graph.errors import NotFoundError
from probation.graph.gather import gather_nodes, iris, timing, who_says
from probation.graph.model import Provenance, Thing
from probation.graph.ratings import Rated
from probation.graph.succession import AFTER, BEFORE, BY_AREA, STATED, Link, Succession, said_of
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

MANY, MAX_DEPTH = 6, 12
_NOBODY = Provenance()


@dataclass(frozen=True, slots=True)
class Owned:
    """An owner along a lineage: who, when (as written), and who says so."""

    owner: Thing
    when: str
    provenance: Provenance

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"owner": self.owner.to_json(), "when": self.when, **self.provenance.to_json()}


@dataclass(frozen=True, slots=True)
class Step:
    """One body of a lineage.

    `way` is `itself`, `part of`, `before` or `after`; `of` the body it was reached from, `depth` how many steps away;
    `basis` how that is known (`stated`, `by area`, `through what it is part of`). `again`: the body is followed
    elsewhere in the tree; `left_out`: how many more there are on this side of it.
    """

    way: str
    depth: int
    body: Thing
    of: Thing | None
    basis: str
    kinds: tuple[str, ...]
    when: str
    areas: tuple[Thing, ...]
    provenance: Provenance
    existed: str = ""
    owners: tuple[Owned, ...] = ()
    ratings: tuple[Rated, ...] = ()
    again: bool = False
    left_out: int = 0
    existence: Provenance = _NOBODY

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        return {
            "way": self.way,
            "depth": self.depth,
            "body": self.body.to_json(),
            "of": self.of.to_json() if self.of else None,
            "basis": self.basis,
            "change": list(self.kinds),
            "when": self.when,
            "areas": [area.to_json() for area in self.areas],
            "existed": {"when": self.existed, **self.existence.to_json()},
            "owners": [owned.to_json() for owned in self.owners],
            "ratings": [_rating(row) for row in self.ratings],
            "followed_elsewhere": self.again,
            "left_out": self.left_out,
            **self.provenance.to_json(),
        }


def lineage(graph: KnowledgeGraph, thing: Thing) -> list[Step]:
    """Return the steps in the order of the tree: the body, what it is part of, what came before, what came after.

    Raises NotFoundError when nothing is known of any of these.
    """
    engine, namer = graph.engine, graph.namer()
    succession = Succession(engine)
    tree = _Tree(engine, namer, succession, thing.iri)
    steps = [Step("itself", 0, thing, None, STATED, (), "", (), Provenance())]
    steps += [tree.whole(whole, nodes) for whole, nodes in sorted(succession.wholes(thing.iri).items())]
    for way in (BEFORE, AFTER):
        steps += tree.follow(way)
    if len(steps) == 1:
        message = f"no source says what {thing.label} came of, what came of it or what it is part of"
        raise NotFoundError(message)
    return _with_details(graph, namer, steps)


class _Tree:
    def __init__(self, engine: Engine, namer: Namer, succession: Succession, root: Iri) -> None:
        self.engine, self.namer, self.succession, self.root = engine, namer, succession, root
        self.areas = succession.areas(root)
        self._cited: dict[Iri, Statements] = {}

    def whole(self, body: Iri, nodes: Sequence[Iri]) -> Step:
        """Return the step to what the root is part of."""
        thing, of = self.namer.thing(body), self.namer.thing(self.root)
        when, said = self._when(nodes), self._who(nodes)
        return Step("part of", 1, thing, of, STATED, (), when, (), said)

    def follow(self, way: str) -> list[Step]:
        """Return the tree on one side, depth first, every body followed where it is reached first by breadth."""
        parents: dict[Iri, Iri] = {self.root: self.root}
        children: dict[Iri, list[Link]] = {}
        left: dict[Iri, int] = {}
        level = [self.root]
        for _ in range(MAX_DEPTH):
            following: list[Iri] = []
            for body in level:
                links = self.succession.links(body, way, in_full=body == self.root)
                chosen = links if body == self.root or len(links) <= MANY else [x for x in links if self._kin(body, x)]
                left[body] = len(links) - len(chosen)
                children[body] = chosen
                for link in chosen:
                    if link.other not in parents:
                        parents[link.other] = body
                        following.append(link.other)
            level = following
        self.namer.prepare([*parents, *(area for links in children.values() for link in links for area in link.areas)])
        self._cite(node for links in children.values() for link in links for node in link.nodes)
        return list(self._steps(self.root, way, 1, parents, children, left))

    def _steps(
        self,
        body: Iri,
        way: str,
        depth: int,
        parents: Mapping[Iri, Iri],
        children: Mapping[Iri, list[Link]],
        left: Mapping[Iri, int],
    ) -> Iterable[Step]:
        for link in sorted(children.get(body, ()), key=lambda link: self._order(link, way)):
            if link.other == self.root:
                continue
            here = parents[link.other] == body
            step = self._step(link, way, depth, body)
            yield replace(step, again=not here, left_out=left.get(link.other, 0) if here else 0)
            if here:
                yield from self._steps(link.other, way, depth + 1, parents, children, left)

    def _step(self, link: Link, way: str, depth: int, body: Iri) -> Step:
        changes = [node for node in link.nodes if node in self.succession.changes]
        kinds = {kind for node in changes for kind in iris(self.succession.changes[node], "pg:changeKind")}
        return Step(
            way,
            depth,
            self.namer.thing(link.other),
            self.namer.thing(body),
            link.basis,
            tuple(sorted(self.namer.thing(kind).label for kind in kinds)),
            self._when(changes),
            tuple(self.namer.thing(area) for area in link.areas),
            self._who(link.nodes),
        )

    def _kin(self, body: Iri, link: Link) -> bool:
        shares = self.areas & set(self.succession.where.get(link.other, ()))
        return bool(shares) or self.namer.kind(link.other) == self.namer.kind(body)

    def _order(self, link: Link, way: str) -> tuple[Any, ...]:
        spans = [span for node in link.nodes if (span := dates.span(self._timing(node)))]
        day = max((span[0] for span in spans), default=date.min)
        key = -day.toordinal() if way == BEFORE else day.toordinal()
        return link.basis != STATED, key, self.namer.thing(link.other).label

    def _timing(self, node: Iri) -> list[str]:
        said = said_of(self.succession, node)
        return timing(node, said, self.namer).starts

    def _when(self, nodes: Iterable[Iri]) -> str:
        words = {timing(node, said_of(self.succession, node), self.namer).text() for node in nodes}
        return "; ".join(sorted(word for word in words if word))

    def _cite(self, nodes: Iterable[Iri]) -> None:
        wanted = {n for n in nodes if n not in self._cited and n not in self.succession.changes}
        self._cited |= gather_nodes(self.engine, wanted)

    def _who(self, nodes: Iterable[Iri]) -> Provenance:
        nodes = list(nodes)
        self._cite(nodes)
        total = Provenance()
        for node in nodes:
            said = self.succession.changes.get(node) or self._cited.get(node, {})
            total |= who_says(self.engine, node, said)
        return total


def _with_details(graph: KnowledgeGraph, namer: Namer, steps: Sequence[Step]) -> list[Step]:
    """Add to each body when it existed, who owned it and how it was rated overall."""
    bodies = {step.body.iri for step in steps}
    existing = gather_nodes(graph.engine, bodies)
    owned: dict[Iri, list[Owned]] = {}
    for node, said in gather_nodes(graph.engine, ownership_nodes(graph.engine, bodies)).items():
        when = timing(node, said, namer).text()
        who = who_says(graph.engine, node, said, "pg:owner", "pg:owned", "pg:from", "pg:until")
        for body in iris(said, "pg:owned"):
            owned.setdefault(body, []).extend(Owned(namer.thing(owner), when, who) for owner in iris(said, "pg:owner"))
    rated: dict[Iri, list[Rated]] = {}
    for row in graph.rating_table.rows:
        if row.standard is None and row.body.iri in bodies:
            rated.setdefault(row.body.iri, []).append(row)
    found = []
    for step in steps:
        body, said = step.body.iri, existing.get(step.body.iri, {})
        if step.again:
            found.append(step)
            continue
        existed = timing(body, said, namer).text()
        who = who_says(graph.engine, body, said, "pg:from", "pg:until") if existed else Provenance()
        owners = tuple(sorted(owned.get(body, []), key=lambda o: (o.when or "~", o.owner.label)))
        cited = who_says(graph.engine, body, said) if step.way == "itself" else step.provenance
        ratings = tuple(rated.get(body, ()))
        found.append(replace(step, existed=existed, existence=who, owners=owners, ratings=ratings, provenance=cited))
    return found


def ownership_nodes(engine: Engine, bodies: Iterable[Iri]) -> list[Iri]:
    """Return the ownerships of given bodies."""
    from probation.graph.lookups import lookup

    wanted = sorted(set(bodies))
    rows = engine.select(lookup("ownerships_of"), {"_things": wanted}) if wanted else ()
    return [node for row in rows if isinstance(node := row["node"], Iri)]


def _rating(row: Rated) -> dict[str, Any]:
    return {
        "inspection": row.inspection.to_json(),
        "level": row.level.to_json(),
        "published": list(row.published),
        "programme": row.programme.to_json() if row.programme else None,
        "disputed": row.disputed,
        "preferred": row.preferred,
        **row.provenance.to_json(),
    }


def described(step: Step) -> str:
    """Return in words how a step is known: the kind of change and its date, or the area shared."""
    if step.basis == BY_AREA:
        return f"by area: {', '.join(area.label for area in step.areas)}"
    words = ", ".join([*step.kinds, *([step.when] if step.when else [])])
    return words if step.basis == STATED else f"{step.basis}{f': {words}' if words else ''}"
