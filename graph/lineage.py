"""`lineage`: what a body came of and what came of it, as a tree with its changes, owners and overall ratings.

Reorganisations are followed both ways, each body being followed once, at the shallowest place where it is reached.
What sources put elsewhere than the body asked for is left out beside those that it is reached by, and counted. Beside
a body with a great many predecessors or successors, only those that share an area with the body asked for, or are of
the same kind as the one beside them, are followed; the others are counted.

As of a day it is the tree as it stood then: changes that had not happened by that day are left out with what lies
beyond them, each body has its owners of that day (one that had ended: those at its end) and its last overall rating
published by then. Only on the way from a body that had not begun back to those that had, changes to come are shown,
and marked: they say who was there before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from probation.graph import dates
from probation.graph.areas import who_says_within
from probation.graph.dates import Extent, Held
from probation.graph.describe import Namer, Statements, union
from probation.graph.engine import Engine
from probation.graph.errors import NotFoundError
from probation.graph.gather import gather_nodes, iris, timing
from probation.graph.grounds import who_says
from probation.graph.model import Provenance, Thing
from probation.graph.part import Part
from probation.graph.ratings import Rated
from probation.graph.ratings_select import latest, published_by
from probation.graph.standing import Standing, begun, best, happened, seen_on, standing
from probation.graph.succession import AFTER, BEFORE, BY_AREA, STATED, Link, Succession, said_of
from probation.graph.terms import Iri
from probation.graph.times import Bounds, bounds_json

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

MANY, MAX_DEPTH = 6, 12
_NOBODY = Provenance()
_MARKS = {Held.POSSIBLE: "possibly", Held.NO: "to come"}


@dataclass(frozen=True, slots=True)
class Owned:
    """An owner along a lineage: who, when (as written), who says so, and as of a day whether it is certain."""

    owner: Thing
    when: str
    provenance: Provenance
    held: Held | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        held = {"held": self.held.value} if self.held else {}
        return {"owner": self.owner.to_json(), "when": self.when, **held, **self.provenance.to_json()}


@dataclass(frozen=True, slots=True)
class Step:
    """One body of a lineage.

    `way` is `itself`, `part of`, `before` or `after`; `of` the body it was reached from, `depth` how many steps away;
    `basis` how that is known (`stated`, `by area`, `through what it is part of`). `again`: the body is followed
    elsewhere in the tree; `left_out`: how many more there are on this side of it.

    As of a day, `standing` says how the body stood on it, and `held` whether the step had been made by then: for the
    body asked for, whether it existed; `no` for a change still to come. Both are None where no day is asked about.
    `nodes` are the changes, or what stands in for them; `bounds` are the dates in `existed`.
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
    held: Held | None = None
    standing: Standing | None = None
    nodes: tuple[Iri, ...] = ()
    bounds: Bounds = ((), ())

    def part(self) -> Part:
        """Return the part of the graph that this shows: what is said of the body, and the change or what stands in."""
        if self.of is None or self.basis == STATED:
            return Part(dict.fromkeys(self.nodes, self.held), things=(self.body,), behind=frozenset({self.body.iri}))
        from probation.graph.network import Hop

        old, new = (self.body, self.of) if self.way == BEFORE else (self.of, self.body)
        words = described(self)
        hop = Hop(old, new, words, words, self.basis, "", self.provenance, when=self.when, held=self.held)
        return Part(hops=(hop,), things=(self.body,), behind=frozenset({self.body.iri, *self.nodes}))

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
            "existed": {"when": self.existed, **bounds_json(self.bounds), **self.existence.to_json()},
            "owners": [owned.to_json() for owned in self.owners],
            "ratings": [_rating(row) for row in self.ratings],
            "followed_elsewhere": self.again,
            "left_out": self.left_out,
            **({"held": self.held.value} if self.held else {}),
            **({"standing": self.standing.value} if self.standing else {}),
            **self.provenance.to_json(),
        }


def lineage(graph: KnowledgeGraph, thing: Thing, as_of: date | None = None) -> list[Step]:
    """Return the steps in the order of the tree: the body, what it is part of, what came before, what came after.

    With `as_of`, the tree as it stood on that day. Raises NotFoundError when nothing is known of any of these.
    """
    engine, namer = graph.engine, graph.namer()
    succession = Succession(engine)
    tree = _Tree(engine, namer, succession, thing.iri, as_of)
    steps = [Step("itself", 0, thing, None, STATED, (), "", (), Provenance(), held=tree.stands(thing.iri))]
    steps += tree.wholes()
    for way in (BEFORE, AFTER):
        steps += tree.follow(way)
    if len(steps) == 1:
        by = f" by {as_of.isoformat()}" if as_of else ""
        message = f"no source says what {thing.label} came of, what came of it or what it is part of{by}"
        raise NotFoundError(message)
    return _with_details(graph, namer, steps, as_of)


class _Tree:
    def __init__(
        self, engine: Engine, namer: Namer, succession: Succession, root: Iri, day: date | None = None
    ) -> None:
        self.engine, self.namer, self.succession, self.root, self.day = engine, namer, succession, root, day
        self.areas = succession.areas(root)
        self.place = succession.place(root, namer.thing(root).label)
        self._cited: dict[Iri, Statements] = {}
        self._extents: dict[Iri, Extent] = {}
        self._held: dict[tuple[str, Iri, Iri], Held] = {}

    def stands(self, body: Iri) -> Held | None:
        """Say whether a body existed on the day asked about."""
        return self._extent(body).held(self.day) if self.day else None

    def wholes(self) -> Iterable[Step]:
        """Yield the steps to what the root is part of (on the day, or at the root's end where it had ended)."""
        of = self.namer.thing(self.root)
        day = seen_on(self._extent(self.root), self.day) if self.day else None
        for body, nodes in sorted(self.succession.wholes(self.root).items()):
            held = best(self._node_extent(node).held(day) for node in nodes) if day else None
            kept = [node for node in nodes if not day or self._node_extent(node).held(day) is not Held.NO]
            if kept:
                when, said = self._when(kept), self._who(kept)
                whole = self.namer.thing(body)
                yield Step("part of", 1, whole, of, STATED, (), when, (), said, held=held, nodes=tuple(nodes))

    def follow(self, way: str) -> list[Step]:
        """Return the tree on one side, depth first, every body followed where it is reached first by breadth."""
        parents: dict[Iri, Iri] = {self.root: self.root}
        children: dict[Iri, list[Link]] = {}
        left: dict[Iri, int] = {}
        level = [self.root]
        for _ in range(MAX_DEPTH):
            following: list[Iri] = []
            for body in level:
                links = self._of_the_day(body, way, self.succession.links(body, way, in_full=body == self.root))
                chosen = links if body == self.root else self._near(body, way, links)
                left[body] = len(links) - len(chosen)
                children[body] = chosen
                for link in chosen:
                    if link.other not in parents:
                        parents[link.other] = body
                        following.append(link.other)
            level = following
        if self.day and way == BEFORE:
            children = self._leading_to_begun(parents, children)
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
            step = replace(self._step(link, way, depth, body), held=self._held.get((way, body, link.other)))
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
            self._who(link.nodes) | self._who_contains(body, link),
            nodes=link.nodes,
        )

    def _who_contains(self, body: Iri, link: Link) -> Provenance:
        """Return who says that the areas of a body lie within those that join it to the other one."""
        steps = self.succession.leading_to(body, link.areas)
        return union(who_says_within(self.engine, steps).values()) if steps else Provenance()

    def _of_the_day(self, body: Iri, way: str, links: list[Link]) -> list[Link]:
        """Return the steps that had been made by the day, and those still to come to a body that had not begun."""
        if self.day is None:
            return links
        self._know([body, *(link.other for link in links)])
        kept = []
        for link in links:
            old, new = (link.other, body) if way == BEFORE else (body, link.other)
            changes = [self._node_extent(node) for node in link.nodes if node in self.succession.changes]
            held = happened(changes, self._extent(old), self._extent(new), self.day)
            is_there = begun(self._extent(new), self.day) is not Held.NO
            if (held is not Held.NO and is_there) or (way == BEFORE and not is_there):
                kept.append(link)
                self._held[way, body, link.other] = held if is_there else Held.NO
        return kept

    def _leading_to_begun(
        self, parents: Mapping[Iri, Iri], children: Mapping[Iri, list[Link]]
    ) -> dict[Iri, list[Link]]:
        """Return the steps to bodies that had begun by the day, or beyond which one had."""
        kept: set[Iri] = set()
        for begins in parents:
            if self.day and begun(self._extent(begins), self.day) is not Held.NO:
                # Everything between it and the root, each followed from where it was reached.
                body = begins
                while body not in kept:
                    kept.add(body)
                    body = parents[body]
        return {body: [link for link in links if link.other in kept] for body, links in children.items()}

    def _know(self, bodies: Iterable[Iri]) -> None:
        new = [body for body in bodies if body not in self._extents]
        self.namer.prepare(new)
        said = gather_nodes(self.engine, new)
        self._extents |= {body: timing(body, said.get(body, {}), self.namer).extent() for body in new}

    def _extent(self, body: Iri) -> Extent:
        self._know([body])
        return self._extents[body]

    def _node_extent(self, node: Iri) -> Extent:
        return timing(node, said_of(self.succession, node), self.namer).extent()

    def _near(self, body: Iri, way: str, links: list[Link]) -> list[Link]:
        """Return the steps to follow beside a body that was reached: none that leads elsewhere, of very many its kin.

        A company that took over the work of another company did so where that had been, whatever else it covers.
        """
        near = [
            link
            for link in links
            if (way == AFTER and self.namer.kind(link.other) == self.namer.kind(body))
            or not self.succession.is_elsewhere(body, link.other, self.place)
        ]
        return near if len(links) <= MANY else [link for link in near if self._kin(body, link)]

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


def _with_details(graph: KnowledgeGraph, namer: Namer, steps: Sequence[Step], as_of: date | None) -> list[Step]:
    """Add to each body when it existed, who owned it and how it was rated overall."""
    bodies = {step.body.iri for step in steps}
    existing = gather_nodes(graph.engine, bodies)
    extents = {body: timing(body, existing.get(body, {}), namer).extent() for body in bodies}
    owned: dict[Iri, list[Owned]] = {}
    for node, said in gather_nodes(graph.engine, ownership_nodes(graph.engine, bodies)).items():
        when = timing(node, said, namer)
        who = who_says(graph.engine, node, said, "pg:owner", "pg:owned", "pg:from", "pg:until")
        for body in bodies & set(iris(said, "pg:owned")):
            held = when.extent().held(seen_on(extents[body], as_of)) if as_of else None
            if held is not Held.NO:
                found_owners = (Owned(namer.thing(owner), when.text(), who, held) for owner in iris(said, "pg:owner"))
                owned.setdefault(body, []).extend(found_owners)
    rated: dict[Iri, list[Rated]] = {}
    rows = [row for row in graph.rating_table.rows if row.standard is None and row.body.iri in bodies]
    for row in latest(published_by(rows, as_of)) if as_of else rows:
        rated.setdefault(row.body.iri, []).append(row)
    found = []
    for bare in steps:
        body, said = bare.body.iri, existing.get(bare.body.iri, {})
        step = replace(bare, standing=standing(extents[body], as_of) if as_of else None)
        if step.again:
            found.append(step)
            continue
        own = timing(body, said, namer)
        existed = own.text()
        who = who_says(graph.engine, body, said, "pg:from", "pg:until") if existed else Provenance()
        owners = tuple(sorted(owned.get(body, []), key=lambda o: (o.when or "~", o.owner.label)))
        cited = who_says(graph.engine, body, said) if step.way == "itself" else step.provenance
        ratings = tuple(rated.get(body, ()))
        step = replace(step, existed=existed, bounds=own.bounds, existence=who, provenance=cited)
        found.append(replace(step, owners=owners, ratings=ratings))
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
    """Return in words how a step is known: the kind of change and its date, or the area shared; as of a day, how sure.

    The words are those of the change alone where no day is asked about.
    """
    words, mark = _basis(step), _MARKS.get(step.held, "") if step.of and step.held else ""
    return " · ".join(part for part in (words, mark) if part)


def _basis(step: Step) -> str:
    if step.basis == BY_AREA:
        return f"by area: {', '.join(area.label for area in step.areas)}"
    words = ", ".join([*step.kinds, *([step.when] if step.when else [])])
    return words if step.basis == STATED else f"{step.basis}{f': {words}' if words else ''}"
