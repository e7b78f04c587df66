"""`conflicts`: where sources disagree, and what the editors note about it.

Two values of a property that has one true value, given by sources for one node, are a disagreement: found by query,
never listed by hand. Values that differ only as a coarser statement from a finer one are *precision* (2017-01 and
2017-01-12; 18 and 18.6), others *conflict*, unless an editorial note says that a pair is a matter of scope, a
headline or a later correction. A thing and a property make one disagreement, of the kind that weighs most; its sides
are the values that contradict each other, a coarser form of one standing with it. A note may also compare several
nodes that no property joins, such as two owners of one company.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Any

from probation.graph import dates
from probation.graph.dates import Held
from probation.graph.describe import TYPE, Namer
from probation.graph.editorial import EditorialNote, Remark, explain, read_notes
from probation.graph.engine import Engine
from probation.graph.gather import gather_nodes, timing
from probation.graph.lookups import lookup
from probation.graph.model import Thing, Value, value_json
from probation.graph.standing import best
from probation.graph.terms import XSD, Iri, Literal, Term, compact, slug

_DATES = tuple(XSD + name for name in dates.DATATYPES)
_NUMBERS = (f"{XSD}integer", f"{XSD}decimal")
# The kinds that the values themselves show; every other is what an editorial note calls it.
CONFLICT, PRECISION = "conflict", "precision"
# value → slugs of the sources that give it
Sides = dict[Term, set[str]]


@dataclass(frozen=True, slots=True)
class Side:
    """One value and the sources that give it or, as `less_precise`, a coarser form of it.

    `agrees_with` are the sides that a coarser value leaves open: it contradicts none of them.
    """

    value: Value
    sources: tuple[str, ...]
    less_precise: tuple[Side, ...] = ()
    agrees_with: tuple[Value, ...] = ()

    @property
    def aside(self) -> str:
        """Return in words which coarser forms stand with the value, or what it leaves open."""
        coarser = ", ".join(str(side.value) for side in self.less_precise)
        fits = " or ".join(map(str, self.agrees_with))
        return f"also given as {coarser}" if coarser else f"may mean {fits}" if fits else ""

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        answer: dict[str, Any] = {"value": value_json(self.value), "sources": list(self.sources)}
        if self.less_precise:
            answer["less_precise"] = [side.to_json() for side in self.less_precise]
        if self.agrees_with:
            answer["agrees_with"] = [value_json(value) for value in self.agrees_with]
        return answer


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement: what it is about, the property (`term`), the sides, its kind, and what the editors note on it.

    `nodes` are the nodes that carry the values: the subject itself, or several nodes about it; `held` says whether
    one of them held on the day asked about (None: no day, or they have no time).
    """

    subject: Thing
    term: str
    label: str
    kind: str
    sides: tuple[Side, ...]
    notes: tuple[Remark, ...]
    nodes: tuple[Iri, ...]
    held: Held | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Everyone who takes a side, and the note's source."""
        sides = {source for side in self.sides for source in side.sources}
        return tuple(sorted(sides.union(*(note.sources for note in self.notes))))

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        return {
            "subject": self.subject.to_json(),
            "property": self.term,
            "label": self.label,
            "kind": self.kind,
            "values": [side.to_json() for side in self.sides],
            "notes": [note.to_json() for note in self.notes],
            **({"held": self.held.value} if self.held else {}),
            "sources": list(self.sources),
        }


def conflicts(engine: Engine, namer: Namer, thing: Iri | None, as_of: date | None = None) -> list[Conflict]:
    """Return the disagreements about `thing` and the nodes that point at it, or all of them.

    Values of one property that differ in several ways are one answer, of the kind that weighs most; those of kind
    `PRECISION` are among the answers. As of a day, those about what held on it or had happened by then, certainly or
    possibly, and about what has no time.
    """
    notes = read_notes(engine)
    near = None if thing is None else _near(engine, thing)
    disputes = [d for d in _single_valued(engine) if near is None or d[0] in near]
    compared = [note for note in notes if len(note.nodes) > 1 and (near is None or near & set(note.nodes))]
    namer.prepare(term for node, _, sides in disputes for term in (node, *sides))
    found = [
        _of_one_node(node, prop, sides, [n for n in notes if n.nodes == (node,)], namer)
        for node, prop, sides in disputes
    ]
    found += _of_several_nodes(engine, compared, namer)
    if as_of:
        found = _on_day(engine, found, namer, as_of)
    return sorted(found, key=lambda c: (c.subject.label, c.subject.iri, c.term, c.kind))


def _on_day(engine: Engine, found: list[Conflict], namer: Namer, day: date) -> list[Conflict]:
    said = gather_nodes(engine, {node for conflict in found for node in conflict.nodes})
    namer.prepare(said)
    held = {node: timing(node, statements, namer).held(day) for node, statements in said.items()}
    kept = []
    for conflict in found:
        timed = [answer for node in conflict.nodes if (answer := held.get(node))]
        if not timed or best(timed) is not Held.NO:
            kept.append(replace(conflict, held=best(timed) if timed else None))
    return kept


def _near(engine: Engine, thing: Iri) -> set[Iri]:
    rows = engine.select(lookup("nodes_pointing_at"), {"_thing_iri": thing})
    return {thing, *(node for row in rows if isinstance(node := row["node"], Iri))}


def _single_valued(engine: Engine) -> Iterator[tuple[Iri, Iri, Sides]]:
    found: dict[tuple[Iri, Iri], Sides] = {}
    for row in engine.select(lookup("conflicts")):
        subject, prop = row["subject"], row["property"]
        if isinstance(subject, Iri) and isinstance(prop, Iri):
            sides = found.setdefault((subject, prop), {})
            sides.setdefault(_canonical(row["value"]), set()).add(slug(str(row["source"])))
    for (subject, prop), sides in found.items():
        if len(sides) > 1:
            yield subject, prop, sides


def _of_one_node(node: Iri, prop: Iri, sides: Sides, notes: list[EditorialNote], namer: Namer) -> Conflict:
    explained = list(explain([note for note in notes if note.property == prop], sides))
    kinds = [_weight(note) for note in explained]
    for pair in combinations(sides, 2):
        if not any(note.covers(*pair) for note in explained):
            kinds.append((0, PRECISION) if _differ_in_precision(*pair) else (3, CONFLICT))
    return _conflict(namer.thing(node), prop, sides, max(kinds)[1], explained, (node,), namer)


def _weight(note: EditorialNote) -> tuple[int, str]:
    """Return how much a note's kind weighs: a note that prefers a value says that another is wrong."""
    if note.kind in (CONFLICT, PRECISION):
        return (3 if note.kind == CONFLICT else 0), note.kind
    return (1 if note.preferred is None else 2), note.kind


def _of_several_nodes(engine: Engine, notes: list[EditorialNote], namer: Namer) -> Iterator[Conflict]:
    """Yield what notes compare across nodes: the values of their property, and the thing the nodes have in common."""
    nodes = sorted({node for note in notes for node in note.nodes})
    stated: dict[Iri, dict[Iri, Sides]] = {}
    for row in engine.select(lookup("stated_of"), {"_things": nodes}) if nodes else ():
        node, prop = row["subject"], row["property"]
        if isinstance(node, Iri) and isinstance(prop, Iri):
            values = stated.setdefault(node, {}).setdefault(prop, {})
            values.setdefault(_canonical(row["value"]), set()).add(slug(str(row["source"])))
    namer.prepare(nodes)
    alike: dict[tuple[tuple[Iri, ...], Iri], list[EditorialNote]] = {}
    for note in notes:
        alike.setdefault((note.nodes, note.property), []).append(note)
    for (compared, prop), found in alike.items():
        sides: Sides = {}
        for node in compared:
            for value, sources in stated.get(node, {}).get(prop, {}).items():
                sides.setdefault(value, set()).update(sources)
        namer.prepare(sides)
        if len(sides) > 1:
            subject = namer.thing(_common(found[0], stated, namer))
            yield _conflict(subject, prop, sides, max(map(_weight, found))[1], found, compared, namer)


def _common(note: EditorialNote, stated: dict[Iri, dict[Iri, Sides]], namer: Namer) -> Iri:
    """Return what all nodes of a note have in common, such as the company that two ownerships are of."""
    for prop in sorted(stated.get(note.nodes[0], {})):
        shared = set.intersection(*(set(stated.get(node, {}).get(prop, ())) for node in note.nodes))
        things = sorted(value for value in shared if isinstance(value, Iri))
        if prop not in (TYPE, note.property) and things and _is_role(prop, note.nodes[0], namer):
            return things[0]
    return note.nodes[0]


def _is_role(prop: Iri, node: Iri, namer: Namer) -> bool:
    info = namer.vocabulary[namer.kind(node) or node]
    return prop in (info.link("pg:edgeSource"), info.link("pg:edgeTarget"), *info.links.get("pg:detailOf", ()))


def _conflict(
    subject: Thing,
    prop: Iri,
    sides: Sides,
    kind: str,
    notes: Sequence[EditorialNote],
    nodes: tuple[Iri, ...],
    namer: Namer,
) -> Conflict:
    remarks = tuple(
        Remark(n.reason, None if n.preferred is None else namer.value(n.preferred), (n.source,)) for n in notes
    )
    shown = _sided(sides, notes, namer)
    return Conflict(subject, compact(prop), namer.vocabulary[prop].label, kind, shown, remarks, nodes)


def _sided(sides: Sides, notes: Sequence[EditorialNote], namer: Namer) -> tuple[Side, ...]:
    """Return the sides of a disagreement: values that differ in precision only are one, unless all of them do.

    A coarser value that fits several finer ones that contradict each other is a side of its own.
    """

    def within(coarse: Term, fine: Term) -> bool:
        return _is_coarser(coarse, fine) and not any(_tells_apart(note, coarse, fine) for note in notes)

    values = sorted(sides, key=str)
    finest = [value for value in values if not any(within(value, other) for other in values)]
    fits = {value: [fine for fine in finest if within(value, fine)] for value in values}
    if len(finest) < 2:
        finest, fits = values, {}
    found = []
    for value in values:
        open_to = fits.get(value, [])
        if value not in finest and len(open_to) == 1:
            continue
        with_it = [coarse for coarse in values if fits.get(coarse) == [value]]
        said = set(sides[value]).union(*(sides[coarse] for coarse in with_it))
        less = tuple(Side(namer.value(coarse), tuple(sorted(sides[coarse]))) for coarse in with_it)
        found.append(Side(namer.value(value), tuple(sorted(said)), less, tuple(map(namer.value, open_to))))
    return tuple(found)


def _tells_apart(note: EditorialNote, first: Term, second: Term) -> bool:
    """Say whether a note prefers one of two values to the other."""
    return (first in note.disputed and second == note.preferred) or (
        second in note.disputed and first == note.preferred
    )


def _canonical(value: Term) -> Term:
    """Return a value in a form in which equal numbers are equal (12600 and 12600.0)."""
    if isinstance(value, Literal) and value.datatype in _NUMBERS:
        try:
            return Literal(format(Decimal(value.value).normalize(), "f"), f"{XSD}decimal")
        except InvalidOperation:
            return value
    return value


def _differ_in_precision(first: Term, second: Term) -> bool:
    """Say whether one value is only a coarser form of the other."""
    return _is_coarser(first, second) or _is_coarser(second, first)


def _is_coarser(first: Term, second: Term) -> bool:
    """Say whether the first value is a coarser form of the second: a date cut short, a number rounded."""
    if not isinstance(first, Literal) or not isinstance(second, Literal):
        return False
    if first.datatype in _DATES and second.datatype in _DATES:
        return len(first.value) < len(second.value) and dates.compatible(first.value, second.value)
    if first.datatype in _NUMBERS and second.datatype in _NUMBERS:
        return _is_rounded(first.value, second.value)
    return False


def _is_rounded(coarse: str, fine: str) -> bool:
    places = Decimal(coarse).as_tuple().exponent
    finer = Decimal(fine).as_tuple().exponent
    if not isinstance(places, int) or not isinstance(finer, int) or finer >= places:
        return False
    return Decimal(fine).quantize(Decimal(coarse)) == Decimal(coarse)
