"""RDF terms as plain values, and the project's own addresses.

Nothing above the engine knows which store answers: it sees these terms only.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

BASE = "https://w3id.org/probation-governance/"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "pg": f"{BASE}ontology#",
    "id": f"{BASE}id/",
    "source": f"{BASE}source/",
    "rule": f"{BASE}rule/",
    "graph": f"{BASE}graph/",
    "scheme": f"{BASE}scheme/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": XSD,
}


class Iri(str):
    """An IRI, absolute."""

    __slots__ = ()


class Blank(str):
    """The label of a blank node; only an ad-hoc CONSTRUCT makes any."""

    __slots__ = ()


class Literal(NamedTuple):
    """A literal: lexical form, datatype IRI, language tag or None."""

    value: str
    datatype: str = f"{XSD}string"
    language: str | None = None

    def __str__(self) -> str:
        return self.value


Term = Iri | Blank | Literal
Row = dict[str, Term]

DERIVED_GRAPH = Iri(f"{BASE}graph/derived")
NAMES_GRAPH = Iri(f"{BASE}graph/names")
ONTOLOGY_GRAPH = Iri(f"{BASE}ontology")


@lru_cache(maxsize=4096)
def expand(curie: str) -> Iri:
    """Return the IRI of a prefixed name such as `pg:owner`; the prefix must be one of `PREFIXES`."""
    prefix, _, local = curie.partition(":")
    return Iri(PREFIXES[prefix] + local)


@lru_cache(maxsize=4096)
def compact(iri: str) -> str:
    """Return `pg:owner` for the IRI of a known namespace, else the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def slug(iri: str) -> str:
    """Return the short name of a thing or a source of this graph; any other IRI stands for itself."""
    for namespace in (PREFIXES["id"], PREFIXES["source"], PREFIXES["rule"]):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    return iri
