"""What the ontology says about how each class and property is labelled, read and drawn.

Nothing about particular classes stands in Python: edges, captions, colours, order and time extents are read here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from probation.graph.engine import Engine
from probation.graph.lookups import lookup
from probation.graph.terms import PREFIXES, Iri, Literal, compact, expand

# A part of a caption: the values of a property stand in its place.
FIELD = re.compile(r"\{([a-z]+:[A-Za-z]+)\}")
_TEMPLATES = ("pg:captionTemplate", "pg:asideTemplate", "pg:edgeLabel", "pg:edgeInverseLabel")
_READ_LINKS = ("pg:edgeSource", "pg:edgeTarget", "pg:timeFrom", "pg:timeUntil")
_ALWAYS_READ = (
    *("rdf:type", "skos:prefLabel", "rdfs:label", "dct:title"),
    *("pg:heldOn", "pg:notBefore", "pg:dateNote"),
)


# labels and classes of a term
Named = tuple[Sequence[str], Sequence[str]]


def fields(template: str | None) -> list[Iri]:
    """Return the properties that a caption is made of."""
    return [expand(name) for name in FIELD.findall(template or "")]


@dataclass
class TermInfo:
    """One class or property: its texts by annotation (`pg:edgeLabel` …) and its links to other terms."""

    iri: Iri
    texts: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[Iri]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The label, or the prefixed name of a term that has none."""
        return self.texts.get("rdfs:label", compact(self.iri))

    def text(self, annotation: str) -> str | None:
        """Return the text of one annotation."""
        return self.texts.get(annotation)

    def link(self, annotation: str) -> Iri | None:
        """Return the term one annotation points at."""
        return next(iter(self.links.get(annotation, [])), None)

    @property
    def order(self) -> int:
        """Where things of this class stand in a listing; the unordered come last."""
        return int(self.texts.get("pg:displayOrder", "1000"))

    @property
    def is_edge(self) -> bool:
        """Whether nodes of this class are read as an edge between two things."""
        return "pg:edgeSource" in self.links and "pg:edgeTarget" in self.links

    @property
    def is_drawn(self) -> bool:
        """Whether things of this class are nodes of a picture and stations of a path."""
        return "pg:shape" in self.texts and not self.is_edge


class Vocabulary:
    """All terms of the ontology by IRI; a term it does not know is described by its prefixed name.

    `named` holds the labels and classes of everything the ontology describes, its concepts (standards, ratings,
    kinds) among them.
    """

    def __init__(self, terms: Mapping[Iri, TermInfo], named: Mapping[str, Named] = MappingProxyType({})) -> None:
        self.terms = terms
        self.named = named

    @classmethod
    def read(cls, engine: Engine) -> Vocabulary:
        """Read the vocabulary from the snapshot."""
        terms: dict[Iri, TermInfo] = {}
        for row in engine.select(lookup("vocabulary")):
            iri, annotation, value = row["term"], compact(str(row["property"])), row["value"]
            if not isinstance(iri, Iri):
                continue
            info = terms.setdefault(iri, TermInfo(iri))
            if isinstance(value, Literal):
                info.texts[annotation] = value.value
            elif isinstance(value, Iri):
                info.links.setdefault(annotation, []).append(value)
        labels: dict[str, set[str]] = {}
        classes: dict[str, set[str]] = {}
        for row in engine.select(lookup("terms_named")):
            classes.setdefault(str(row["term"]), set()).add(str(row["class"]))
            labels.setdefault(str(row["term"]), set()).update([str(row["label"])] if "label" in row else [])
        return cls(terms, {term: (sorted(labels[term]), sorted(found)) for term, found in classes.items()})

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Vocabulary:
        """Read the vocabulary from the form that a snapshot keeps it in, which is faster than asking the store."""
        return cls(
            {
                Iri(iri): TermInfo(Iri(iri), texts, {name: [Iri(i) for i in iris] for name, iris in links.items()})
                for iri, (texts, links) in kept["terms"].items()
            },
            kept["named"],
        )

    def to_json(self) -> dict[str, Any]:
        """Return the form that a snapshot keeps."""
        terms = {str(iri): [info.texts, info.links] for iri, info in self.terms.items()}
        return {"terms": terms, "named": dict(self.named)}

    def __getitem__(self, iri: Iri) -> TermInfo:
        return self.terms.get(iri) or TermInfo(iri)

    @cached_property
    def details(self) -> tuple[Iri, ...]:
        """The properties by which nodes are neither named nor read as edges nor dated."""
        linked = {iri for info in self.terms.values() for name in _READ_LINKS for iri in info.links.get(name, ())}
        templates = [text for info in self.terms.values() for name in _TEMPLATES if (text := info.text(name))]
        read = {*linked, *(field for text in templates for field in fields(text)), *map(expand, _ALWAYS_READ)}
        properties = {term for term, (_, classes) in self.named.items() if any(c.endswith("Property") for c in classes)}
        return tuple(map(Iri, sorted(properties - read)))

    @cached_property
    def detail_links(self) -> tuple[Iri, ...]:
        """Those of them that point at things and are no shortcuts, so that a node can be about a thing by them."""
        literal = f"{PREFIXES['owl']}DatatypeProperty"
        return tuple(
            iri for iri in self.details if literal not in self.named[iri][1] and self[iri].text("pg:shortcut") != "true"
        )

    def single_valued(self) -> list[Iri]:
        """Return the properties that have one true value for each thing."""
        return sorted(iri for iri, info in self.terms.items() if info.text("pg:singleValued") == "true")

    def best_class(self, classes: list[Iri]) -> Iri | None:
        """Return the class that names a thing best: one of this project's before an outside one."""
        own = expand("pg:x")[:-1]
        known = [iri for iri in classes if iri in self.terms]
        return min(known or classes, key=lambda iri: (not iri.startswith(own), iri), default=None)
