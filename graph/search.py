"""`search`: names like a text, best first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from probation.graph.dates import Held
from probation.graph.describe import Namer
from probation.graph.errors import NotFoundError
from probation.graph.gather import gather_nodes, timing
from probation.graph.meant import initialism
from probation.graph.model import Thing
from probation.graph.names import normalise
from probation.graph.resolve import AGENT, Resolver, quoted
from probation.graph.terms import PREFIXES, Iri

_ALL = 1000
_BEYOND = 10
"""More than lies between the least and the most that a name with all the words typed scores."""


@dataclass(frozen=True)
class Found:
    """One hit of a search: the thing, the name that matched, and how well (0 to 100).

    `held` says whether the thing existed on the day asked about (None: no day, or the thing has no time).
    """

    thing: Thing
    matched: str
    score: float
    held: Held | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form; the sources of the name stand beside it in the answer of `probation search`."""
        held = {"held": self.held.value} if self.held else {}
        return {"thing": self.thing.to_json(), "matched": self.matched, "score": self.score, **held}


def search(resolver: Resolver, text: str, limit: int, as_of: date | None = None) -> list[Found]:
    """Return the things whose names are most like `text`, best first, each once.

    As of a day, those that existed on it, or had happened by then, certainly or possibly, and those without a
    time, such as places. Raises NotFoundError when no name is like it.
    """
    if as_of is None:
        found = alike(resolver, text, limit)
    else:
        found = _that_day(resolver, alike(resolver, text, _ALL), as_of)[:limit]
    if not found:
        message = f"nothing is called anything like {quoted(text)}{f' on {as_of.isoformat()}' if as_of else ''}"
        raise NotFoundError(message)
    return found


def _that_day(resolver: Resolver, found: list[Found], day: date) -> list[Found]:
    namer = Namer(resolver.engine, resolver.vocabulary)
    said = gather_nodes(resolver.engine, [hit.thing.iri for hit in found])
    namer.prepare(said)
    held = {iri: timing(iri, statements, namer).held(day) for iri, statements in said.items()}
    return [replace(hit, held=held.get(hit.thing.iri)) for hit in found if held.get(hit.thing.iri) is not Held.NO]


def alike(resolver: Resolver, text: str, limit: int) -> list[Found]:
    """Return the things whose names are most like `text`, best first; none where no name is."""
    from rapidfuzz import process, utils

    key = normalise(text, resolver.forms)
    if not key:
        return []
    names = resolver.names
    hits = process.extract(
        key,
        [name for _, name in names],
        scorer=_likeness if len(key) > 3 else _likeness_of_few,
        processor=utils.default_process,
        score_cutoff=70,
        limit=None,
    )
    best: dict[Iri, tuple[float, str]] = {}
    short = [(name, score, at) for at, (_, name) in enumerate(names) if (score := initialism(key, name))]
    for matched, score, index in (*hits, *short):
        thing = names[index][0]
        if score > best.get(thing, (0.0, ""))[0]:
            best[thing] = (score, matched)
    namer = Namer(resolver.engine, resolver.vocabulary)
    namer.prepare(best)
    scores = {iri: _among_all(iri, namer.kind(iri), score) for iri, (score, _) in best.items()}
    ranked = sorted(best, key=lambda iri: (-scores[iri], resolver.place(namer.kind(iri)), namer.thing(iri).label, iri))
    return [Found(namer.thing(iri), best[iri][1], round(scores[iri], 1)) for iri in ranked[:limit]]


def _among_all(iri: Iri, kind: Iri | None, score: float) -> float:
    """Return the score of a thing: of a source or a mere publisher, but for its very name, below that of others.

    Their titles hold the name of a place more often, and more nearly alone, than the bodies there do.
    """
    is_mere = kind == AGENT or iri.startswith(PREFIXES["source"])
    return score - _BEYOND if is_mere and score < 100 else score


def _likeness(first: str, second: str, **options: object) -> float:
    """Rate a name beside what was typed: likeness as a whole, in any order of words, or as a part.

    A name that holds every word typed beats one that holds only some of them. One shorter than what was typed is a
    part of it only by whole words: York is no part of "unpaid work".
    """
    from rapidfuzz import fuzz

    whole = fuzz.ratio(first, second)
    if set(first.split()) <= set(second.split()):
        return max(whole, 88 + whole / 10)
    whole = max(whole, fuzz.token_sort_ratio(first, second) * 0.98)
    if len(second) >= len(first):
        return max(whole, fuzz.partial_token_sort_ratio(first, second) * 0.85)
    return max(whole, 78 + whole / 10) if set(second.split()) <= set(first.split()) else whole


def _likeness_of_few(first: str, second: str, **options: object) -> float:
    """Rate a name beside a few letters typed, which are a word of it or like the whole."""
    from rapidfuzz import fuzz

    whole = fuzz.ratio(first, second)
    return max(whole, 88 + whole / 10) if set(first.split()) <= set(second.split()) else whole
