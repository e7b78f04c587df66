"""`conflicts`: where sources disagree about a property that has one true value, and what the editors note.

A disagreement is found by query, never listed by hand. Its kind is *precision* when the values are dates of which
each is a prefix of the others, otherwise *conflict*; an editorial note may say that it is a headline, a later
correction or a matter of scope, and may prefer a value, but removes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Any

from probation.graph import dates
from probation.graph.describe import Namer
from probation.graph.engine import Engine
from probation.graph.lookups import lookup
from probation.graph.model import Thing, Value, value_json
from probation.graph.terms import XSD, Iri, Literal, Row, Term, compact, slug

_DATES = tuple(XSD + name for name in dates.DATATYPES)


@dataclass(frozen=True, slots=True)
class Side:
    """One value and the sources that give it."""

    value: Value
    sources: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"value": value_json(self.value), "sources": list(self.sources)}


@dataclass(frozen=True, slots=True)
class Note:
    """An editorial note: its kind of disagreement, its reason, the value it prefers (if any), its source."""

    kind: str
    reason: str
    prefers: Value | None
    sources: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        prefers = None if self.prefers is None else value_json(self.prefers)
        return {"reason": self.reason, "prefers": prefers, "sources": list(self.sources)}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement: the node, the property (`term`), the sides, its kind, and the note where there is one."""

    subject: Thing
    term: str
    label: str
    kind: str
    sides: tuple[Side, ...]
    note: Note | None

    @property
    def sources(self) -> tuple[str, ...]:
        """Everyone who takes a side, and the note's source."""
        sides = {source for side in self.sides for source in side.sources}
        return tuple(sorted(sides | set(self.note.sources if self.note else ())))

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        return {
            "subject": self.subject.to_json(),
            "property": self.term,
            "label": self.label,
            "kind": self.kind,
            "values": [side.to_json() for side in self.sides],
            "note": self.note.to_json() if self.note else None,
            "sources": list(self.sources),
        }


def conflicts(engine: Engine, namer: Namer, thing: Iri | None) -> list[Conflict]:
    """Return the disagreements about `thing` and the nodes that point at it, or all of them."""
    if thing is None:
        rows = list(engine.select(lookup("conflicts")))
    else:
        rows = list(engine.select(lookup("conflicts_about"), {"_thing_iri": thing}))
    found: dict[tuple[Iri, Iri], dict[Term, set[str]]] = {}
    for row in rows:
        subject, prop = row["subject"], row["property"]
        if isinstance(subject, Iri) and isinstance(prop, Iri):
            sides = found.setdefault((subject, prop), {})
            sides.setdefault(_canonical(row["value"]), set()).add(slug(str(row["source"])))
    found = {key: sides for key, sides in found.items() if len(sides) > 1}
    namer.prepare([s for s, _ in found] + [value for sides in found.values() for value in sides])
    notes = _notes(engine, namer) if found else {}
    made = (_conflict(key, sides, notes.get(key), namer) for key, sides in found.items())
    return sorted(made, key=lambda c: (c.subject.label, c.subject.iri, c.term))


def _conflict(key: tuple[Iri, Iri], sides: dict[Term, set[str]], note: Note | None, namer: Namer) -> Conflict:
    subject, prop = key
    kind = note.kind if note else "precision" if _differ_in_precision(sides) else "conflict"
    return Conflict(
        namer.thing(subject),
        compact(prop),
        namer.vocabulary[prop].label,
        kind,
        tuple(
            Side(namer.value(value), tuple(sorted(sources)))
            for value, sources in sorted(sides.items(), key=lambda item: str(item[0]))
        ),
        note,
    )


def _notes(engine: Engine, namer: Namer) -> dict[tuple[Iri, Iri], Note]:
    return dict(_read_notes(engine.select(lookup("editorial_notes")), namer))


def _read_notes(rows: Iterable[Row], namer: Namer) -> Iterator[tuple[tuple[Iri, Iri], Note]]:
    for row in rows:
        node, prop, preferred = row["node"], row["property"], row.get("preferred")
        if isinstance(node, Iri) and isinstance(prop, Iri):
            yield (
                (node, prop),
                Note(
                    str(row["kind"]),
                    str(row["reason"]),
                    None if preferred is None else namer.value(preferred),
                    (slug(str(row["source"])),),
                ),
            )


def _canonical(value: Term) -> Term:
    """Return a value in a form in which equal numbers are equal (12600 and 12600.0)."""
    if isinstance(value, Literal) and value.datatype in (f"{XSD}integer", f"{XSD}decimal"):
        try:
            return Literal(format(Decimal(value.value).normalize(), "f"), f"{XSD}decimal")
        except InvalidOperation:
            return value
    return value


def _differ_in_precision(values: Iterable[Term]) -> bool:
    return all(
        isinstance(a, Literal)
        and isinstance(b, Literal)
        and a.datatype in _DATES
        and b.datatype in _DATES
        and dates.compatible(a.value, b.value)
        for a, b in combinations(values, 2)
    )
