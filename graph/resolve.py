"""From a NAME as typed to the thing it means: an IRI, a slug, a label, an alias or an acronym."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from probation.graph.describe import Namer
from probation.graph.engine import Engine, plain
from probation.graph.errors import InputError, NotFoundError
from probation.graph.lookups import lookup
from probation.graph.model import Thing
from probation.graph.names import KINDS_OF_NAME, normalise, short_forms
from probation.graph.terms import PREFIXES, Iri, Literal, compact, expand
from probation.graph.vocabulary import Vocabulary

SUGGESTIONS, _LISTED = 3, 8
_SLUG = re.compile(r"[\w.~+,/-]+", re.ASCII)
_AGENT, _POST = expand("foaf:Agent"), expand("org:Post")
_PEOPLE = (expand("foaf:Person"), expand("pg:Official"))
_TIMES = {"pg:timeFrom", "pg:timeUntil"}


class Resolver:
    """Resolves and searches names over the names graph of the snapshot."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self.engine = engine
        self.vocabulary = vocabulary
        # What was typed that is nobody's whole name, and the thing it was taken for.
        self.taken: dict[str, Thing] = {}
        self._resolved: dict[str, Thing] = {}
        self.forms = short_forms(
            (info.label, short) for info in vocabulary.terms.values() if (short := info.text("pg:shortForm"))
        )

    def resolve(self, name: str) -> Thing:
        """Return the one thing that `name` means.

        Raises NotFoundError with suggestions when nothing has that name, InputError when several things do.
        """
        if name in self._resolved:
            return self._resolved[name]
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
            message = f"{quoted(name)} names {len(things)} things; give one of these: {listed}{more}"
            raise InputError(message)
        thing = namer.thing(things[0])
        self._resolved |= {name: thing, str(thing.iri): thing}
        return thing

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
    def names(self) -> list[tuple[Iri, str]]:
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
        from probation.graph.meant import likely, meant, spelt_out

        keys = spelt_out(normalise(name, self.forms), self.names)
        named = [
            (iri, has)
            for iri, has in self.names
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

    def _not_found(self, name: str) -> str:
        from probation.graph.search import alike

        # What somebody looks for is seldom the title of a source.
        found = sorted(
            alike(self, name, SUGGESTIONS * 3), key=lambda hit: hit.thing.iri.startswith(PREFIXES["source"])
        )[:SUGGESTIONS]
        message = f"nothing is called {quoted(name)}"
        if not found:
            return f"{message}; try  probation search TEXT"
        return f"{message}; did you mean {' or '.join(quoted(f.thing.label) for f in found)}?"


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


def quoted(name: str) -> str:
    """Return a name in quotes, shortened and without control characters, fit for one line of a terminal."""
    clean = "".join(c if c.isprintable() else "�" for c in name)
    return f"‘{clean[:80]}…’" if len(clean) > 80 else f"‘{clean}’"
