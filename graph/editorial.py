"""Editorial notes: what the editors say about a disagreement, read as data. A note never removes a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from probation.graph.engine import Engine
from probation.graph.lookups import lookup
from probation.graph.model import Value, value_json
from probation.graph.terms import Iri, Term, slug


@dataclass(frozen=True, slots=True)
class EditorialNote:
    """One note: the nodes and the property it is about, its kind of disagreement, and why.

    `disputed` are the values it speaks of, `preferred` the one it prefers (if any).
    """

    iri: Iri
    nodes: tuple[Iri, ...]
    property: Iri
    kind: str
    reason: str
    preferred: Term | None
    disputed: frozenset[Term]
    source: str

    def covers(self, first: Term, second: Term) -> bool:
        """Say whether the note explains the difference of two values.

        A note that disputes no value explains all of them; one that disputes several and prefers none explains how
        those differ from one another; any other explains how a disputed value differs from the rest.
        """
        if not self.disputed:
            return True
        if len(self.disputed) > 1 and self.preferred is None:
            return first in self.disputed and second in self.disputed
        return (first in self.disputed) != (second in self.disputed)


@dataclass(frozen=True, slots=True)
class Remark:
    """A note as an answer shows it: its reason, the value it prefers (if any), its source."""

    reason: str
    prefers: Value | None
    sources: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        prefers = None if self.prefers is None else value_json(self.prefers)
        return {"reason": self.reason, "prefers": prefers, "sources": list(self.sources)}


def read_notes(engine: Engine) -> list[EditorialNote]:
    """Return every note about a disagreement, in the order of their addresses.

    What two sources say under one address are two notes.
    """
    rows: dict[tuple[Iri, str], list[dict[str, Term]]] = {}
    for row in engine.select(lookup("editorial_notes")):
        note = row["note"]
        if isinstance(note, Iri):
            rows.setdefault((note, str(row["source"])), []).append(row)
    return [_note(iri, rows[iri, source]) for iri, source in sorted(rows)]


def rejecting(engine: Engine) -> dict[tuple[Iri, Iri], list[EditorialNote]]:
    """Return (node, property) → the notes that prefer one value of it to others."""
    found: dict[tuple[Iri, Iri], list[EditorialNote]] = {}
    for note in read_notes(engine):
        for node in note.nodes if note.preferred is not None else ():
            found.setdefault((node, note.property), []).append(note)
    return found


def rejected(engine: Engine) -> dict[tuple[Iri, Iri], set[Term]]:
    """Return (node, property) → the values in whose place the editors prefer another."""
    return {place: set().union(*(note.disputed for note in notes)) for place, notes in rejecting(engine).items()}


def explain(notes: Iterable[EditorialNote], values: Iterable[Term]) -> dict[EditorialNote, set[Term]]:
    """Return, for each note, the values whose differences it explains."""
    found: dict[EditorialNote, set[Term]] = {}
    pairs = list(combinations(values, 2))
    for note in notes:
        covered = {value for pair in pairs if note.covers(*pair) for value in pair}
        if covered:
            found[note] = covered
    return found


def _note(iri: Iri, rows: list[dict[str, Term]]) -> EditorialNote:
    first = rows[0]
    nodes = sorted({row["node"] for row in rows}, key=str)
    return EditorialNote(
        iri,
        tuple(node for node in nodes if isinstance(node, Iri)),
        Iri(str(first["property"])),
        str(first["kind"]),
        " ".join(sorted({str(row["reason"]) for row in rows})),
        first.get("preferred"),
        frozenset(row["disputed"] for row in rows if "disputed" in row),
        slug(str(first["source"])),
    )
