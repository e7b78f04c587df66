"""The one seam to a SPARQL store: ask a query with typed bindings, get typed terms.

Oxigraph, embedded, is the store behind it today; a remote endpoint fits the same protocol. Parameters follow grlc:
a query names them `?_name` or `?_name_type`, and each such variable is replaced by a term in SPARQL syntax, never by
raw text, so that no input of a user becomes syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import pyoxigraph as ox

from probation.graph.errors import InputError
from probation.graph.terms import PREFIXES, XSD, Blank, Iri, Literal, Row, Term

Statement = tuple[Iri | Blank, Iri, Term]
Bindings = Mapping[str, Term | Sequence[Term]]

# Strings, IRIs and comments are passed over: a parameter's name inside them is text.
_TOKEN = re.compile(
    r"""(?P<skip>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|\#[^\n]*)"""
    r"""|[?$](?P<parameter>_\w+)""",
    re.DOTALL,
)
_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


class Engine(Protocol):
    """What every store behind this project can do. Queries are standard SPARQL 1.1 (the portable part)."""

    def select(self, query: str, bindings: Bindings | None = None) -> Iterator[Row]:
        """Run a SELECT; an unbound variable is absent from its row."""
        ...

    def construct(self, query: str, bindings: Bindings | None = None) -> Iterator[Statement]:
        """Run a CONSTRUCT."""
        ...


def parameters(query: str) -> tuple[str, ...]:
    """Return the parameter names of a query (`_thing_iri`, …) in order of first use."""
    names = (match["parameter"] for match in _TOKEN.finditer(query) if match["parameter"])
    return tuple(dict.fromkeys(names))


def bind(query: str, bindings: Bindings) -> str:
    """Return the query with each parameter replaced by its term.

    Several terms are written side by side, for VALUES; right after an opening bracket with commas, for `IN (?_these)`.

    Raises InputError when a parameter has no value.
    """

    def replacement(match: re.Match[str]) -> str:
        name = match["parameter"]
        if name is None:
            return match[0]
        if name not in bindings:
            message = f"the query needs a value for its parameter {name.lstrip('_')!r}"
            raise InputError(message)
        value = bindings[name]
        terms: Iterable[Term] = [value] if isinstance(value, (Iri, Blank, Literal)) else value
        between = ", " if query[match.start() - 1] == "(" else " "
        return between.join(str(to_ox(term)) for term in terms)

    return _TOKEN.sub(replacement, query)


def with_prefixes(query: str) -> str:
    """Return the query with the project's prefixes declared before it (a query may declare them again)."""
    return _PROLOGUE + query


class OxigraphEngine:
    """The embedded engine over one pyoxigraph store; its default graph is the merged one."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def select(self, query: str, bindings: Bindings | None = None) -> Iterator[Row]:
        """Run a SELECT over the merged graph and, by GRAPH, the named ones."""
        solutions = self._run(query, bindings)
        if not isinstance(solutions, ox.QuerySolutions):
            message = "this query is not a SELECT"
            raise InputError(message)
        names = [variable.value for variable in solutions.variables]
        plain_terms = _PlainTerms()
        for solution in solutions:
            # By position: looking each variable up by its name costs more than reading it.
            yield {name: plain_terms[term] for name, term in zip(names, solution, strict=True) if term is not None}

    def construct(self, query: str, bindings: Bindings | None = None) -> Iterator[Statement]:
        """Run a CONSTRUCT."""
        triples = self._run(query, bindings)
        if not isinstance(triples, ox.QueryTriples):
            message = "this query is not a CONSTRUCT"
            raise InputError(message)
        for triple in triples:
            subject, predicate = from_ox(triple.subject), from_ox(triple.predicate)
            if isinstance(subject, Literal) or not isinstance(predicate, Iri):
                continue
            yield subject, predicate, from_ox(triple.object)

    def _run(self, query: str, bindings: Bindings | None) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        return self.store.query(with_prefixes(bind(query, bindings or {})))


class _PlainTerms(dict[object, Term]):
    """The store's terms turned into plain ones, each once: rows repeat most of theirs."""

    def __missing__(self, term: object) -> Term:
        self[term] = found = from_ox(term)
        return found


def to_ox(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Turn a plain term into pyoxigraph's; raises InputError for a malformed IRI and for half a character."""
    try:
        if isinstance(term, Literal):
            if term.language:
                return ox.Literal(term.value, language=term.language)
            return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))
        return ox.BlankNode(term) if isinstance(term, Blank) else ox.NamedNode(term)
    except ValueError:
        message = f"{str(term)[:80]!r} is not {'an IRI' if isinstance(term, Iri) else 'text in Unicode'}"
        raise InputError(message) from None


def from_ox(term: object) -> Term:
    """Turn a pyoxigraph term into a plain one."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    message = f"no place for a term of type {type(term).__name__}"
    raise InputError(message)


def plain(value: str, datatype: str = "string") -> Literal:
    """Return a literal of an XSD datatype given by its local name."""
    return Literal(value, XSD + datatype)
