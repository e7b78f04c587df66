"""Gather statements with their provenance, and name things: labels, and captions for nodes that have no label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from probation.graph.engine import Engine
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing, Value
from probation.graph.terms import PREFIXES, Iri, Literal, Term, compact, expand, slug
from probation.graph.vocabulary import Vocabulary

# property → value → who says so
Statements = dict[Iri, dict[Term, Provenance]]

TYPE = expand("rdf:type")
_RULES = PREFIXES["rule"]
_FIELD = re.compile(r"\{([a-z]+:[A-Za-z]+)\}")


def statements_about(engine: Engine, thing: Iri) -> dict[Iri, Statements]:
    """Return node → its statements for `thing` and for every node that points at it."""
    found: dict[Iri, dict[Iri, dict[Term, tuple[set[str], set[str]]]]] = {}
    for row in engine.select(lookup("statements_about"), {"_thing_iri": thing}):
        node, prop = row["subject"], row["property"]
        if not isinstance(node, Iri) or not isinstance(prop, Iri):
            continue
        values = found.setdefault(node, {}).setdefault(prop, {})
        said = values.setdefault(row["value"], (set(), set()))
        graph = str(row["graph"])
        said[graph.startswith(_RULES)].add(slug(graph))
    return {
        node: {
            prop: {
                value: Provenance(tuple(sorted(sources)), tuple(sorted(rules)))
                for value, (sources, rules) in values.items()
            }
            for prop, values in statements.items()
        }
        for node, statements in found.items()
    }


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

    def prepare(self, things: Iterable[Term]) -> None:
        """Fetch labels, and captions where there is no label, for all given things at once."""
        wanted = {t for t in things if isinstance(t, Iri) and t not in self._classes}
        if not wanted:
            return
        classes: dict[Iri, set[Iri]] = defaultdict(set)
        labels: dict[Iri, set[str]] = defaultdict(set)
        for row in self.engine.select(lookup("labels"), {"_things": sorted(wanted)}):
            thing = row["thing"]
            if not isinstance(thing, Iri):
                continue
            if isinstance(label := row.get("label"), Literal):
                labels[thing].add(label.value)
            if isinstance(found := row.get("class"), Iri):
                classes[thing].add(found)
        for thing in wanted:
            self._classes[thing] = self.vocabulary.best_class(sorted(classes[thing]))
            if labels[thing]:
                self._labels[thing] = min(labels[thing])
        self._caption([thing for thing in wanted if not labels[thing] and self._template(thing)])

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

    def value(self, term: Term) -> Value:
        """Return a term as answers show it: a thing for an IRI of something named, else text."""
        if not isinstance(term, Iri):
            return str(term)
        if self.kind(term) or term in self._labels:
            return self.thing(term)
        return str(term)

    def fill(self, template: str, statements: Mapping[Iri, Iterable[Term]]) -> str:
        """Fill a caption template from a node's statements; a part that is not stated vanishes."""

        def part(match: re.Match[str]) -> str:
            prop = expand(match[1])
            one_is_true = self.vocabulary[prop].text("pg:singleValued") == "true"
            texts = sorted({str(self.value(value)) for value in statements.get(prop, ())})
            return (" or " if one_is_true else ", ").join(texts)

        text = " ".join(_FIELD.sub(part, template).split())
        return re.sub(r"\(\s*\)|^[\s:,;–—-]+|[\s:,;–—-]+$|(?<=:)\s*:", "", text).strip()

    def _template(self, thing: Iri) -> str | None:
        found = self._classes[thing]
        return self.vocabulary[found].text("pg:captionTemplate") if found else None

    def _caption(self, things: list[Iri]) -> None:
        if not things:
            return
        statements: dict[Iri, dict[Iri, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for row in self.engine.select(lookup("statements_of"), {"_things": sorted(things)}):
            subject, prop = row["subject"], row["property"]
            if isinstance(subject, Iri) and isinstance(prop, Iri):
                statements[subject][prop].append(row["value"])
        self.prepare(value for node in statements.values() for values in node.values() for value in values)
        for thing in things:
            template = self._template(thing)
            if template:
                self._captions[thing] = self.fill(template, statements[thing])
