"""Gather statements with their provenance, and name things: labels, and captions for nodes that have no label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from probation.graph.engine import Engine
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing, Value
from probation.graph.terms import Iri, Literal, Term, compact, expand, slug
from probation.graph.vocabulary import FIELD, Vocabulary, fields

# property → value → who says so
Statements = dict[Iri, dict[Term, Provenance]]

TYPE = expand("rdf:type")
# what is left of a caption where a part of it is not stated
_EMPTY = re.compile(r"\(\s*\)|^[\s:,;–—-]+|[\s:,;–—-]+$|(?<=:)\s*:")
_LABELS = tuple(expand(name) for name in ("skos:prefLabel", "rdfs:label", "dct:title"))


def terms_of(nodes: Mapping[Iri, Statements]) -> Iterator[Term]:
    """Yield every node and every value of its statements."""
    for node, statements in nodes.items():
        yield node
        for values in statements.values():
            yield from values


def union(provenances: Iterable[Provenance]) -> Provenance:
    """Return everyone who says any of it."""
    total = Provenance()
    for provenance in provenances:
        total |= provenance
    return total


class Namer:
    """Gives things their label and kind, and nodes without a label a caption; asks the engine in batches."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self.engine = engine
        self.vocabulary = vocabulary
        self._labels: dict[Iri, str] = {}
        self._classes: dict[Iri, Iri | None] = {}
        self._captions: dict[Iri, str] = {}
        self._things: dict[Iri, Thing] = {}

    def prepare(self, things: Iterable[Term], known: Mapping[Iri, Statements] = MappingProxyType({})) -> None:
        """Fetch labels, and captions where there is no label, for all given things at once.

        What `known` says of a thing is not fetched again: node → its statements, with all that a caption needs.
        """
        wanted = {t for t in things if isinstance(t, Iri) and t not in self._classes}
        if not wanted:
            return
        classes: dict[Iri, set[Iri]] = defaultdict(set)
        labels: dict[Iri, set[str]] = defaultdict(set)
        for thing in (thing for thing in wanted if _told(thing, known)):
            classes[thing].update(kind for kind in known[thing].get(TYPE, ()) if isinstance(kind, Iri))
            labels[thing].update(str(label) for prop in _LABELS for label in known[thing].get(prop, ()))
        for thing in (thing for thing in wanted if thing not in classes and thing in self.vocabulary.named):
            found_labels, found_classes = self.vocabulary.named[thing]
            classes[thing].update(map(Iri, found_classes))
            labels[thing].update(found_labels)
        unknown = sorted(wanted - classes.keys())
        for row in self.engine.select(lookup("labels"), {"_things": unknown}) if unknown else ():
            thing = Iri(row["thing"])
            if isinstance(label := row.get("label"), Literal):
                labels[thing].add(label.value)
            if isinstance(found := row.get("class"), Iri):
                classes[thing].add(found)
        for thing in wanted:
            self._classes[thing] = self.vocabulary.best_class(sorted(classes[thing]))
            if labels[thing]:
                self._labels[thing] = min(labels[thing])
        self._caption([thing for thing in wanted if not labels[thing] and self._template(thing)], known)

    def thing(self, iri: Iri) -> Thing:
        """Return the thing with its label (or caption, or slug) and the label of its class."""
        known = self._things.get(iri)
        if known is None:
            self.prepare([iri])
            found = self._classes[iri]
            kind = self.vocabulary[found].label if found else ""
            label = self._labels.get(iri) or self._captions.get(iri) or compact(slug(iri))
            known = self._things[iri] = Thing(iri, label, kind)
        return known

    def kind(self, iri: Iri) -> Iri | None:
        """Return the class of a thing."""
        if iri not in self._classes:
            self.prepare([iri])
        return self._classes[iri]

    def is_hub(self, iri: Iri) -> bool:
        """Say whether a thing is of a class that connects everything, such as the ministry's."""
        kind = self.kind(iri)
        return kind is not None and self.vocabulary[kind].text("pg:hub") == "true"

    def value(self, term: Term) -> Value:
        """Return a term as answers show it: a thing for an IRI of something named, else text."""
        if not isinstance(term, Iri):
            return str(term)
        if self.kind(term) or term in self._labels:
            return self.thing(term)
        return str(term)

    def fill(self, template: str, statements: Mapping[Iri, Iterable[Term]], *, is_backwards: bool = False) -> str:
        """Fill a caption template from a node's statements; a part that is not stated vanishes.

        Read backwards, a value that has words for that (`pg:inverseLabel`: “is covered by”, for “covers”) gives those.
        """

        def word(value: Term) -> str:
            inverse = (
                self.vocabulary[value].text("pg:inverseLabel") if is_backwards and isinstance(value, Iri) else None
            )
            return inverse or str(self.value(value))

        def part(match: re.Match[str]) -> str:
            prop = expand(match[1])
            one_is_true = self.vocabulary[prop].text("pg:singleValued") == "true"
            texts = sorted({word(value) for value in statements.get(prop, ())})
            return (" or " if one_is_true else ", ").join(texts)

        text = " ".join(FIELD.sub(part, template).split())
        return _EMPTY.sub("", text).strip()

    def _template(self, thing: Iri) -> str | None:
        found = self._classes[thing]
        return self.vocabulary[found].text("pg:captionTemplate") if found else None

    def _caption(self, things: list[Iri], known: Mapping[Iri, Statements]) -> None:
        if not things:
            return
        asked: dict[Iri, dict[Iri, list[Term]]] = defaultdict(lambda: defaultdict(list))
        unknown = sorted(thing for thing in things if not _told(thing, known))
        for row in self.engine.select(lookup("statements_of"), {"_things": unknown}) if unknown else ():
            subject, prop = row["subject"], row["property"]
            if isinstance(subject, Iri) and isinstance(prop, Iri):
                asked[subject][prop].append(row["value"])
        said: dict[Iri, Mapping[Iri, Iterable[Term]]] = {}
        for thing in things:
            said[thing] = asked.get(thing) or known.get(thing, {})
        templates = {thing: self._template(thing) or "" for thing in things}
        self.prepare(
            value for thing, text in templates.items() for prop in fields(text) for value in said[thing].get(prop, ())
        )
        for thing, template in templates.items():
            self._captions[thing] = self.fill(template, said[thing])


def _told(thing: Iri, known: Mapping[Iri, Statements]) -> bool:
    """Say whether the statements at hand name a thing; of the vocabulary's own terms sources say too little."""
    return TYPE in known.get(thing, {})
