"""Turtle with one form only: the same statements always give the same bytes.

The forms are those of the hand-written files: the source's address as base, the project's prefixes, the source first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from probation.graph.errors import InputError
from probation.graph.terms import PREFIXES, XSD, expand

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.+-]*[A-Za-z0-9_-])?", re.ASCII)
_PREFIX = re.compile(r"[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?", re.ASCII)
_BARE = {
    XSD + "integer": re.compile(r"[+-]?\d+", re.ASCII),
    XSD + "decimal": re.compile(r"[+-]?\d*\.\d+", re.ASCII),
    XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_TYPE = ox.NamedNode(expand("rdf:type"))
_NESTED = ("id", "scheme")
MARK = "# --- From the tables ---"


def document(triples: Iterable[ox.Triple], base: str) -> str:
    """Return a whole Turtle file of statements, with base and prefixes."""
    writer = _Writer(base)
    body = writer.body(triples)
    return f"@base <{base}> .\n{writer.prefixes()}\n{body}"


def section(triples: Iterable[ox.Triple], base: str, declared: str) -> str:
    """Return a part of a Turtle file to stand after hand-written text, with the prefixes that `declared` lacks."""
    writer = _Writer(base)
    body = writer.body(triples)
    missing = [line for line in writer.prefixes().splitlines() if line not in declared]
    return "\n".join([MARK, *missing, "", body])


class _Writer:
    def __init__(self, base: str) -> None:
        self._base = base
        self._used: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def body(self, triples: Iterable[ox.Triple]) -> str:
        subjects: dict[str, dict[str, list[str]]] = {}
        for triple in triples:
            if not isinstance(triple.subject, ox.NamedNode) or isinstance(triple.object, ox.BlankNode | ox.Triple):
                message = f"blank nodes have no place in a source's file: {triple}"
                raise InputError(message)
            predicate = "a" if triple.predicate == _TYPE else self.term(triple.predicate)
            properties = subjects.setdefault(triple.subject.value, {})
            properties.setdefault(predicate, []).append(self.term(triple.object))
        blocks = []
        for subject in sorted(subjects, key=lambda iri: (iri != self._base, iri)):
            properties = subjects[subject]
            lines = [
                f"{predicate} {' , '.join(sorted(properties[predicate]))}"
                for predicate in sorted(properties, key=lambda name: (name != "a", name))
            ]
            said = " ;\n    ".join(lines)
            blocks.append(f"{self.iri(subject)} {said} .\n")
        return "\n".join(blocks)

    def prefixes(self) -> str:
        return "".join(f"@prefix {name}: <{space}> .\n" for name, space in sorted(self._used.items()))

    def term(self, term: ox.NamedNode | ox.Literal) -> str:
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        bare = _BARE.get(term.datatype.value)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
        text = '"' + "".join(_ESCAPES.get(c, c) for c in term.value) + '"'
        if term.language:
            return f"{text}@{term.language}"
        if term.datatype.value == XSD + "string":
            return text
        return f"{text}^^{self.iri(term.datatype.value)}"

    def iri(self, iri: str) -> str:
        if iri not in self._names:
            self._names[iri] = self._name(iri)
        return self._names[iri]

    def _name(self, iri: str) -> str:
        if iri == self._base:
            return "<>"
        for prefix, space in PREFIXES.items():
            if not iri.startswith(space):
                continue
            local = iri.removeprefix(space)
            if prefix in _NESTED and "/" in local:
                *folders, local = local.split("/")
                name, within = "-".join(folders), space + "/".join(folders) + "/"
            else:
                name, within = prefix, space
            if _PREFIX.fullmatch(name) and _LOCAL.fullmatch(local) and self._used.setdefault(name, within) == within:
                return f"{name}:{local.replace('+', chr(92) + '+')}"
            break
        return "<" + _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04X}", iri) + ">"
