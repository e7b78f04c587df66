"""One date where sources give several, as pictures need it; and the reorganisations that every time line marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from probation.graph.dates import compatible
from probation.graph.lookups import lookup

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph


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
