"""From a NAME as typed to the thing it means: an IRI, a slug, a label, an alias or an acronym."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from probation.graph.describe import Namer
from probation.graph.engine import Engine, plain
from probation.graph.errors import InputError, NotFoundError
from probation.graph.lookups import lookup
from probation.graph.model import Thing
from probation.graph.names import KINDS_OF_NAME, normalise, short_forms
from probation.graph.terms import PREFIXES, Iri, Literal, compact, expand
from probation.graph.vocabulary import Vocabulary

SUGGESTIONS = 3
_SLUG = re.compile(r"[\w.~+,/-]+", re.ASCII)


@dataclass(frozen=True)
class Found:
    """One hit of a search: the thing, the name that matched, and how well (0 to 100)."""

    thing: Thing
    matched: str
    score: float

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form; the sources of the name stand beside it in the answer of `probation search`."""
        return {"thing": self.thing.to_json(), "matched": self.matched, "score": self.score}


class Resolver:
    """Resolves and searches names over the names graph of the snapshot."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self.engine = engine
        self.vocabulary = vocabulary
        self.forms = short_forms(
            (info.label, short) for info in vocabulary.terms.values() if (short := info.text("pg:shortForm"))
        )

    def resolve(self, name: str) -> Thing:
        """Return the one thing that `name` means.

        Raises NotFoundError with suggestions when nothing has that name, InputError when several things do.
        """
        things = self._exact(name)
        namer = Namer(self.engine, self.vocabulary)
        namer.prepare(things)
        if not things:
            raise NotFoundError(self._not_found(name))
        if len(things) > 1:
            several = "; ".join(
                f"{thing.id} ({thing.label}, {thing.kind})" for thing in map(namer.thing, sorted(things))
            )
            message = f"{_quoted(name)} names {len(things)} things; give one of these: {several}"
            raise InputError(message)
        return namer.thing(things[0])

    def search(self, text: str, limit: int) -> list[Found]:
        """Return the things whose names are most like `text`, best first, each once.

        Raises NotFoundError when no name is like it.
        """
        found = self._alike(text, limit)
        if not found:
            message = f"nothing is called anything like {_quoted(text)}"
            raise NotFoundError(message)
        return found

    def _exact(self, name: str) -> list[Iri]:
        for iri in _addresses(name):
            if next(self.engine.select(lookup("labels"), {"_things": [iri]}), {}).get("class"):
                return [iri]
        for key in dict.fromkeys((normalise(name, self.forms), normalise(name, {}))):
            if not key:
                continue
            ranked: dict[int, set[Iri]] = {}
            for row in self.engine.select(lookup("things_named"), {"_key": plain(key)}):
                thing, given = row["thing"], compact(str(row["given"]))
                if isinstance(thing, Iri):
                    ranked.setdefault(KINDS_OF_NAME.index(given), set()).add(thing)
            if ranked:
                best = ranked[min(ranked)]
                # A thing is meant before a source of the same slug.
                return sorted({iri for iri in best if not iri.startswith(PREFIXES["source"])} or best)
        return []

    def _alike(self, text: str, limit: int) -> list[Found]:
        from rapidfuzz import fuzz, process, utils

        key = normalise(text, self.forms)
        if not key:
            return []
        names = [
            (row["thing"], row["key"].value)
            for row in self.engine.select(lookup("names"))
            if isinstance(row["thing"], Iri) and isinstance(row["key"], Literal)
        ]
        hits = process.extract(
            key,
            [name for _, name in names],
            scorer=_likeness if len(key) > 3 else fuzz.ratio,
            processor=utils.default_process,
            score_cutoff=70,
            limit=limit * 8,
        )
        best: dict[Iri, tuple[float, str]] = {}
        for matched, score, index in hits:
            thing = names[index][0]
            assert isinstance(thing, Iri)  # noqa: S101 - narrowed above, for the type checker
            if score > best.get(thing, (0.0, ""))[0]:
                best[thing] = (score, matched)
        namer = Namer(self.engine, self.vocabulary)
        namer.prepare(best)
        ranked = sorted(best, key=lambda iri: (-best[iri][0], namer.thing(iri).label, iri))
        return [Found(namer.thing(iri), best[iri][1], round(best[iri][0], 1)) for iri in ranked][:limit]

    def _not_found(self, name: str) -> str:
        alike = self._alike(name, SUGGESTIONS)
        message = f"nothing is called {_quoted(name)}"
        if not alike:
            return f"{message}; try  probation search TEXT"
        return f"{message}; did you mean {' or '.join(_quoted(f.thing.label) for f in alike)}?"


def _likeness(first: str, second: str, **options: object) -> float:
    """Rate a name beside what was typed: likeness as a whole, in any order of words, or as a part.

    A name that holds every word typed beats one that holds only some of them.
    """
    from rapidfuzz import fuzz

    whole = fuzz.ratio(first, second)
    if set(first.split()) <= set(second.split()):
        return max(whole, 88 + whole / 10)
    return max(whole, fuzz.token_sort_ratio(first, second) * 0.98, fuzz.partial_token_sort_ratio(first, second) * 0.85)


def _addresses(name: str) -> list[Iri]:
    if "://" in name or name.startswith("urn:"):
        return [Iri(name)]
    prefix, colon, _ = name.partition(":")
    if colon and prefix in PREFIXES and " " not in name:
        return [expand(name)]
    slug = name.strip()
    if _SLUG.fullmatch(slug):
        return [Iri(PREFIXES["id"] + slug), Iri(PREFIXES["source"] + slug)]
    return []


def _quoted(name: str) -> str:
    """Return a name in quotes, shortened and without control characters, fit for one line of a terminal."""
    clean = "".join(c if c.isprintable() else "�" for c in name)
    return f"‘{clean[:80]}…’" if len(clean) > 80 else f"‘{clean}’"
