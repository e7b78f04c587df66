"""From a NAME as typed to the thing it means: an IRI, a slug, a label, an alias or an acronym."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from probation.graph.dates import Held
from probation.graph.describe import Namer
from probation.graph.engine import Engine, plain
from probation.graph.errors import InputError, NotFoundError
from probation.graph.gather import gather_nodes, timing
from probation.graph.lookups import lookup
from probation.graph.meant import initialism, likely, meant, spelt_out
from probation.graph.model import Thing
from probation.graph.names import KINDS_OF_NAME, normalise, short_forms
from probation.graph.terms import PREFIXES, Iri, Literal, compact, expand
from probation.graph.vocabulary import Vocabulary

SUGGESTIONS, _LISTED, _ALL = 3, 8, 1000
_SLUG = re.compile(r"[\w.~+,/-]+", re.ASCII)
_AGENT, _POST = expand("foaf:Agent"), expand("org:Post")
_PEOPLE = (expand("foaf:Person"), expand("pg:Official"))
_TIMES = {"pg:timeFrom", "pg:timeUntil"}


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


class Resolver:
    """Resolves and searches names over the names graph of the snapshot."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self.engine = engine
        self.vocabulary = vocabulary
        # What was typed that is nobody's whole name, and the thing it was taken for.
        self.taken: dict[str, Thing] = {}
        self.forms = short_forms(
            (info.label, short) for info in vocabulary.terms.values() if (short := info.text("pg:shortForm"))
        )

    def resolve(self, name: str) -> Thing:
        """Return the one thing that `name` means.

        Raises NotFoundError with suggestions when nothing has that name, InputError when several things do.
        """
        things = self.exact(name)
        namer = Namer(self.engine, self.vocabulary)
        namer.prepare(things)
        if not things:
            return self._loosely(name)
        if len(things) > 1:
            # Who is known only as having published something is meant after what the graph is about.
            things = [iri for iri in things if namer.kind(iri) != _AGENT] or things
        if len(things) > 1:
            several = [f"{thing.id} ({thing.label}, {thing.kind})" for thing in map(namer.thing, sorted(things))]
            more = f"; and {len(several) - _LISTED} more" if len(several) > _LISTED else ""
            listed = "; ".join(several[:_LISTED])
            message = f"{_quoted(name)} names {len(things)} things; give one of these: {listed}{more}"
            raise InputError(message)
        return namer.thing(things[0])

    def search(self, text: str, limit: int, as_of: date | None = None) -> list[Found]:
        """Return the things whose names are most like `text`, best first, each once.

        As of a day, those that existed on it, or had happened by then, certainly or possibly, and those without a
        time, such as places. Raises NotFoundError when no name is like it.
        """
        found = self._alike(text, limit) if as_of is None else self._that_day(self._alike(text, _ALL), as_of)[:limit]
        if not found:
            message = f"nothing is called anything like {_quoted(text)}{f' on {as_of.isoformat()}' if as_of else ''}"
            raise NotFoundError(message)
        return found

    def _that_day(self, found: list[Found], day: date) -> list[Found]:
        namer = Namer(self.engine, self.vocabulary)
        said = gather_nodes(self.engine, [hit.thing.iri for hit in found])
        namer.prepare(said)
        held = {iri: timing(iri, statements, namer).held(day) for iri, statements in said.items()}
        return [replace(hit, held=held.get(hit.thing.iri)) for hit in found if held.get(hit.thing.iri) is not Held.NO]

    def exact(self, name: str) -> list[Iri]:
        """Return the things that have this very name, by the best kind of name that any has."""
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

    @cached_property
    def _names(self) -> list[tuple[Iri, str]]:
        """Every thing with each of its names in its normal form."""
        return [
            (row["thing"], row["key"].value)
            for row in self.engine.select(lookup("names"))
            if isinstance(row["thing"], Iri) and isinstance(row["key"], Literal)
        ]

    def loosely(self, name: str, candidates: Collection[Iri] | None = None) -> Iri | None:
        """Return the one thing whose name has the words of `name`, in another order or among others; None for none.

        A family name alone will do, and an acronym for the body's name. Bodies, people and places are meant before
        posts, these before what happened and before publishers; a source is never meant.
        """
        keys = spelt_out(normalise(name, self.forms), self._names)
        named = [
            (iri, has)
            for iri, has in self._names
            if not iri.startswith(PREFIXES["source"]) and (candidates is None or iri in candidates)
        ]
        namer = Namer(self.engine, self.vocabulary)
        namer.prepare(likely(keys, named))
        people = frozenset(iri for iri, _ in named if namer.kind(iri) in _PEOPLE)
        for found in meant(keys, named, people):
            places = {iri: self._place(namer.kind(iri)) for iri in found}
            best = [iri for iri in found if places[iri] == min(places.values())]
            return best[0] if len(best) == 1 else None
        return None

    def _place(self, kind: Iri | None) -> int:
        """Return how soon things of a class are meant: bodies, people and places, then posts, then what happened."""
        if kind is None or kind == _AGENT:
            return 2
        info = self.vocabulary[kind]
        momentary = info.text("pg:momentary") == "true" or {"pg:timeFrom"} == info.links.keys() & _TIMES
        return 2 if momentary else int(kind == _POST)

    def is_person(self, iri: Iri) -> bool:
        """Say whether a thing is a person."""
        return Namer(self.engine, self.vocabulary).kind(iri) in _PEOPLE

    def _loosely(self, name: str) -> Thing:
        found = self.loosely(name)
        if found is None:
            raise NotFoundError(self._not_found(name))
        return self.take(name, found)

    def take(self, name: str, found: Iri) -> Thing:
        """Return what a name is taken for, and remember it, so that the user can be told."""
        namer = Namer(self.engine, self.vocabulary)
        namer.prepare([found])
        thing = namer.thing(found)
        self.taken[name] = thing
        return thing

    def _alike(self, text: str, limit: int) -> list[Found]:
        from rapidfuzz import process, utils

        key = normalise(text, self.forms)
        if not key:
            return []
        names = self._names
        hits = process.extract(
            key,
            [name for _, name in names],
            scorer=_likeness if len(key) > 3 else _likeness_of_few,
            processor=utils.default_process,
            score_cutoff=70,
            limit=limit * 8,
        )
        best: dict[Iri, tuple[float, str]] = {}
        short = [(name, score, at) for at, (_, name) in enumerate(names) if (score := initialism(key, name))]
        for matched, score, index in (*hits, *short):
            thing = names[index][0]
            if score > best.get(thing, (0.0, ""))[0]:
                best[thing] = (score, matched)
        namer = Namer(self.engine, self.vocabulary)
        namer.prepare(best)
        ranked = sorted(best, key=lambda iri: (-best[iri][0], namer.thing(iri).label, iri))
        return [Found(namer.thing(iri), best[iri][1], round(best[iri][0], 1)) for iri in ranked][:limit]

    def _not_found(self, name: str) -> str:
        alike = self._alike(name, SUGGESTIONS * 3)
        # What somebody looks for is seldom the title of a source.
        alike = sorted(alike, key=lambda hit: hit.thing.iri.startswith(PREFIXES["source"]))[:SUGGESTIONS]
        message = f"nothing is called {_quoted(name)}"
        if not alike:
            return f"{message}; try  probation search TEXT"
        return f"{message}; did you mean {' or '.join(_quoted(f.thing.label) for f in alike)}?"


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
