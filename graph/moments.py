"""One date where sources give several, as pictures need it; and the reorganisations that every time line marks.

A picture draws one date for each end, so it heeds what the editors prefer: a date that a note rejects counts only
where there is no other. Texts and tables show every date that a source gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from probation.graph.dates import compatible, parse
from probation.graph.describe import Namer
from probation.graph.editorial import EditorialNote, rejecting
from probation.graph.engine import Engine
from probation.graph.lookups import lookup
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph


class Ends(NamedTuple):
    """The dates that a picture draws of one node, as written; None where none is stated.

    `not_start` and `not_end` are the dates beyond them that the editors reject, the furthest ones.
    """

    start: str | None
    end: str | None
    not_start: str | None = None
    not_end: str | None = None


class Judged:
    """What the editors think of the dates of nodes, read once for a whole picture."""

    def __init__(self, engine: Engine, namer: Namer) -> None:
        self._notes, self._namer = rejecting(engine), namer
        self._about = {node for node, _ in self._notes}

    def notes(self, node: Iri) -> list[EditorialNote]:
        """Return the notes that reject a date of a node, those on its start first."""
        return [note for prop in self._dating(node) if prop for note in self._notes.get((node, prop), ())]

    def kept(self, node: Iri, given: Iterable[str], *, first: bool) -> list[str]:
        """Return which of the dates given for an end of a node (`first`: its start) the editors do not reject.

        Where they reject all of them, all are returned: nothing better is stated.
        """
        texts = list(given)
        wrong = self._rejected(node, first=first)
        return [text for text in texts if text not in wrong] or texts

    def ends(self, node: Iri, starts: Iterable[str], ends: Iterable[str]) -> Ends:
        """Return the dates to draw of a node for which these starts and ends are given."""
        before, after = list(starts), list(ends)
        start = one_date(self.kept(node, before, first=True), first=True)
        end = one_date(self.kept(node, after, first=False), first=False)
        sooner = one_date(self._rejected(node, first=True).intersection(before), first=True)
        later = one_date(self._rejected(node, first=False).intersection(after), first=False)
        return Ends(
            start,
            end,
            sooner if start and sooner and parse(sooner).latest < parse(start).earliest else None,
            later if end and later and parse(later).earliest > parse(end).latest else None,
        )

    def _rejected(self, node: Iri, *, first: bool) -> set[str]:
        prop = self._dating(node)[0 if first else 1]
        notes = self._notes.get((node, prop), ()) if prop else ()
        return {str(value) for note in notes for value in note.disputed}

    def _dating(self, node: Iri) -> tuple[Iri | None, Iri | None]:
        """Return the properties that date the beginning and the end of a node; none where no note is about it."""
        if node not in self._about:
            return None, None
        info = self._namer.vocabulary[self._namer.kind(node) or node]
        return info.link("pg:timeFrom"), info.link("pg:timeUntil")


def one_date(given: Iterable[str], *, first: bool) -> str | None:
    """Return one date for an end: the most precise of those that agree, else the one that leaves the longest time."""
    texts = sorted(given, key=len)
    if not texts:
        return None
    if all(compatible(text, texts[-1]) for text in texts):
        return texts[-1]
    return min(texts) if first else max(texts)


def moment(given: Iterable[str]) -> str | None:
    """Return one date for something that happened: the earliest of the most precise ones given."""
    texts = list(given)
    most = max(map(len, texts), default=0)
    return min((text for text in texts if len(text) == most), default=None)


def reorganisations(graph: KnowledgeGraph) -> list[dict[str, str]]:
    """Return each reorganisation once, by the earliest of the most precise dates given for it."""
    given: dict[tuple[str, str], list[str]] = {}
    for row in graph.engine.select(lookup("reorganisations", "projection")):
        given.setdefault((str(row["event"]), str(row["label"])), []).append(str(row["date"]))
    return [{"date": moment(dates) or "", "label": label} for (_, label), dates in given.items()]
