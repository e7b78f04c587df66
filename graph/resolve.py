"""From a NAME as typed to the thing it means: an IRI, a slug, a label, an alias or an acronym."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
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
AGENT, _POST = expand("foaf:Agent"), expand("org:Post")
_PEOPLE = (expand("foaf:Person"), expand("pg:Official"))
_TIMES = {"pg:timeFrom", "pg:timeUntil"}


class Resolver:
    """Resolves and searches names over the names graph of the snapshot."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self.engine = engine
        self.vocabulary = vocabulary
        # What was typed that is nobody's whole name, and the thing it was taken for.
        self.taken: dict[str, Thing] = {}
        # What was typed that names other things of the same kind as well, and these.
        self.passed_over: dict[str, tuple[Thing, ...]] = {}
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
        ranked = self._addressed(name) or self.ranked(name)
        things = sorted(_not_sources(ranked[0])) if ranked else []
        namer = Namer(self.engine, self.vocabulary)
        namer.prepare(things)
        # Who is known only as having published something is meant after what the graph is about.
        things = [iri for iri in things if namer.kind(iri) != AGENT] or things
        if not things or namer.kind(things[0]) == AGENT:
            if (person := self._titled(name)) is not None:
                return self.take(name, person)
            if not things:
                return self._loosely(name)
        thing = self.settle(name, things, ranked, namer)
        self._resolved |= {name: thing, str(thing.iri): thing}
        return thing

    def settle(self, name: str, things: list[Iri], ranked: list[set[Iri]], namer: Namer | None = None) -> Thing:
        """Return the one thing that a name is the best name of, and remember what else of its class has that name.

        `ranked` is what has the name at all. Raises InputError for several things, and where the one is told from
        another of the same label by its slug only: the second entry had to have another.
        """
        namer = namer or Namer(self.engine, self.vocabulary)
        every = _not_sources({iri for found in ranked for iri in found})
        namer.prepare(every)
        kind = namer.kind(things[0])
        classes = _PEOPLE if kind in _PEOPLE else (kind,)
        others = sorted(iri for iri in every - {*things} if len(things) == 1 and namer.kind(iri) in classes)
        same = [iri for iri in others if namer.thing(iri).label == namer.thing(things[0]).label]
        if len(things) > 1 or same:
            raise self._ambiguous(name, [*things, *same])
        if others:
            self.take(name, things[0])
            self.passed_over[name] = tuple(map(namer.thing, others))
        return namer.thing(things[0])

    def _ambiguous(self, name: str, things: Iterable[Iri]) -> InputError:
        namer = Namer(self.engine, self.vocabulary)
        several = [f"{thing.id} ({thing.label}, {thing.kind})" for thing in map(namer.thing, sorted(things))]
        more = f"; and {len(several) - _LISTED} more" if len(several) > _LISTED else ""
        listed = "; ".join(several[:_LISTED])
        return InputError(f"{quoted(name)} names {len(several)} things; give one of these: {listed}{more}")

    def exact(self, name: str) -> list[Iri]:
        """Return the things that have this very name, by the best kind of name that any has."""
        ranked = self._addressed(name) or self.ranked(name)
        return sorted(_not_sources(ranked[0])) if ranked else []

    def _addressed(self, name: str) -> list[set[Iri]]:
        for iri in _addresses(name):
            if next(self.engine.select(lookup("labels"), {"_things": [iri]}), {}).get("class"):
                return [{iri}]
        return []

    def ranked(self, name: str, candidates: Collection[Iri] | None = None) -> list[set[Iri]]:
        """Return the things that have this very name, or those of the `candidates`, by the best kind of name first."""
        for key in dict.fromkeys((normalise(name, self.forms), normalise(name, {}))):
            found: dict[int, set[Iri]] = {}
            for row in self.engine.select(lookup("things_named"), {"_key": plain(key)}) if key else ():
                if isinstance(thing := row["thing"], Iri) and (candidates is None or thing in candidates):
                    found.setdefault(KINDS_OF_NAME.index(compact(str(row["given"]))), set()).add(thing)
            if found:
                return [found[kind] for kind in sorted(found)]
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
        from probation.graph.meant import elsewhere, likely, meant, spelt_out

        keys = spelt_out(normalise(name, self.forms), self.names)
        named = [
            (iri, has)
            for iri, has in self.names
            if not iri.startswith(PREFIXES["source"]) and (candidates is None or iri in candidates)
        ]
        near = likely(keys, named)
        named = [(iri, has) for iri, has in named if iri in near]
        namer = Namer(self.engine, self.vocabulary)
        namer.prepare(near)
        people = frozenset(iri for iri in near if namer.kind(iri) in _PEOPLE)
        for found in meant(keys, named, people):
            places = {iri: self.place(namer.kind(iri)) for iri in found}
            best = [iri for iri in found if places[iri] == min(places.values())]
            return best[0] if len(best) == 1 and best[0] not in elsewhere(keys, named) else None
        return None

    def place(self, kind: Iri | None) -> int:
        """Return how soon things of a class are meant: bodies, people and places, then posts, then what happened."""
        if kind is None or kind == AGENT:
            return 2
        info = self.vocabulary[kind]
        momentary = info.text("pg:momentary") == "true" or {"pg:timeFrom"} == info.links.keys() & _TIMES
        return 2 if momentary else int(kind == _POST)

    def is_person(self, iri: Iri) -> bool:
        """Say whether a thing is a person."""
        return Namer(self.engine, self.vocabulary).kind(iri) in _PEOPLE

    def _titled(self, name: str) -> Iri | None:
        """Return the person meant by a name with titles before it, or letters after it; None for none.

        Raises InputError where several people have the name.
        """
        from probation.graph.meant import likely

        bare = self._untitled(name)
        if not bare:
            return None
        namer = Namer(self.engine, self.vocabulary)
        people = [{iri for iri in found if namer.kind(iri) in _PEOPLE} for found in self.ranked(bare)]
        if ranked := [found for found in people if found]:
            return self.settle(name, sorted(ranked[0]), ranked).iri
        near = likely([bare], self.names)
        namer.prepare(near)
        return self.loosely(bare, {iri for iri in near if namer.kind(iri) in _PEOPLE})

    def _untitled(self, name: str) -> str:
        """Return a name without the titles and letters that the ontology gives for people; "" where it has none."""
        from probation.graph.meant import untitled

        person = self.vocabulary[_PEOPLE[0]]
        before, after = (
            {word for title in (person.text(given) or "").split(",") for word in normalise(title, {}).split()}
            for given in ("pg:titlesBefore", "pg:lettersAfter")
        )
        return untitled(normalise(name, {}), before, after)

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
        found = alike(self, self._untitled(name) or name, SUGGESTIONS * 3)
        found = sorted(found, key=lambda hit: hit.thing.iri.startswith(PREFIXES["source"]))[:SUGGESTIONS]
        message = f"nothing is called {quoted(name)}"
        if not found:
            return f"{message}; try  probation search TEXT"
        labels = [hit.thing.label for hit in found]
        slugs = [f" ({hit.thing.id})" if labels.count(hit.thing.label) > 1 else "" for hit in found]
        told = [f"{quoted(label)}{slug}" for label, slug in zip(labels, slugs, strict=True)]
        return f"{message}; did you mean {' or '.join(told)}?"


def _not_sources(things: set[Iri]) -> set[Iri]:
    """Return the things that are no sources, if there are any: a thing is meant before a source of the same slug."""
    return {iri for iri in things if not iri.startswith(PREFIXES["source"])} or things


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
