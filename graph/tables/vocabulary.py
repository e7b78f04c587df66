"""The closed lists: concept schemes of `ontology/schemes/`, looked up by label or by short name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import pyoxigraph as ox

from probation.graph.packages import package_folder
from probation.graph.terms import PREFIXES, expand

_IN_SCHEME, _LABEL, _NOTATION, _BROADER = (
    ox.NamedNode(expand(name)) for name in ("skos:inScheme", "skos:prefLabel", "skos:notation", "skos:broader")
)


class Vocabulary:
    """Concepts by scheme and word: a label as it is written first, then any label or short name, in either case."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        words: dict[ox.NamedNode, list[str]] = {}
        labels: dict[ox.NamedNode, str] = {}
        schemes: dict[ox.NamedNode, list[str]] = {}
        self._broader: dict[ox.NamedNode, ox.NamedNode] = {}
        for triple in triples:
            concept, value = triple.subject, triple.object
            if not isinstance(concept, ox.NamedNode) or isinstance(value, ox.BlankNode | ox.Triple):
                continue
            if triple.predicate == _IN_SCHEME:
                schemes.setdefault(concept, []).append(value.value.removeprefix(PREFIXES["scheme"]))
            elif triple.predicate in (_LABEL, _NOTATION):
                words.setdefault(concept, []).append(value.value.casefold())
                if triple.predicate == _LABEL:
                    labels[concept] = value.value
            elif triple.predicate == _BROADER and isinstance(value, ox.NamedNode):
                self._broader[concept] = value
        self._schemes: dict[str, dict[str, ox.NamedNode]] = {}
        self._labels: dict[str, list[str]] = {}
        self._exact: dict[tuple[str, str], ox.NamedNode] = {}
        for concept, names in schemes.items():
            for scheme in names:
                found = self._schemes.setdefault(scheme, {})
                found.update(dict.fromkeys(words.get(concept, ()), concept))
                label = labels.get(concept, concept.value)
                self._labels.setdefault(scheme, []).append(label)
                self._exact[scheme, label] = concept

    def find(self, schemes: Iterable[str], word: str) -> ox.NamedNode | None:
        """Return the concept a word means in the first of `schemes` that knows it."""
        schemes = tuple(schemes)
        for scheme in schemes:
            if (concept := self._exact.get((scheme, word))) is not None:
                return concept
        for scheme in schemes:
            if (concept := self._schemes.get(scheme, {}).get(word.casefold())) is not None:
                return concept
        return None

    def words(self, schemes: Iterable[str]) -> list[str]:
        """Return the labels of all concepts of `schemes`, sorted."""
        return sorted({label for scheme in schemes for label in self._labels.get(scheme, ())})

    def knows(self, scheme: str) -> bool:
        """Say whether there is such a scheme."""
        return scheme in self._schemes

    @property
    def broader(self) -> Mapping[ox.NamedNode, ox.NamedNode]:
        """Concept -> the broader concept it belongs to."""
        return self._broader


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Read the schemes that come with the project."""
    folder = package_folder("ontology") / "schemes"
    triples: list[ox.Triple] = []
    for path in sorted(folder.glob("*.ttl")):
        triples += [q.triple for q in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
    return Vocabulary(triples)
