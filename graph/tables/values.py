"""The RDF terms that the text in a cell stands for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyoxigraph as ox

from probation.graph.tables.context import Context
from probation.graph.tables.rows import Row
from probation.graph.tables.schema import Column
from probation.graph.terms import PREFIXES, XSD, expand

Term = ox.NamedNode | ox.Literal
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+)(?:\s+\((.*)\))?", re.DOTALL)
_DATATYPES = {10: "date", 7: "gYearMonth", 4: "gYear"}


def cell_terms(row: Row, column: Column, context: Context) -> tuple[Term, ...]:
    """Return the terms a cell that has no faults stands for."""
    return tuple(_term(part, row, column, context) for part in row.parts(column.name))


def date_literal(text: str) -> ox.Literal:
    """Return a date, month or year as the literal of its precision."""
    return ox.Literal(text, datatype=ox.NamedNode(XSD + _DATATYPES[len(text)]))


def number_literal(text: str) -> ox.Literal:
    """Return a plain number as an integer or a decimal."""
    kind = "decimal" if "." in text else "integer"
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def address(text: str) -> tuple[str, str] | None:
    """Split a cell with a web address into the address and a remark in brackets after it; None if it is neither."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    try:
        ox.NamedNode(match[1])
    except ValueError:
        return None
    return match[1], match[2] or ""


def _term(part: str, row: Row, column: Column, context: Context) -> Term:
    node = _node(part, row, column, context)
    if node is not None:
        return node
    if column.language:
        return ox.Literal(part, language=column.language)
    return _LITERALS.get(column.datatype, ox.Literal)(part)


def _node(part: str, row: Row, column: Column, context: Context) -> ox.NamedNode | None:
    """Return the node a cell of a column of ids, of a closed list or of addresses names."""
    iri = None
    if column.schemes:
        return context.concept(row, column, part)
    if column.refers_to or column.defines or column.is_sources:
        source = column.is_sources or column.defines == "source"
        iri = PREFIXES["source" if source else "id"] + part
    elif column.classes is not None:
        iri = expand(column.classes[part])
    elif column.iri is not None:
        iri = column.iri.format(part)
    elif column.datatype == "anyURI" and (found := address(part)):
        iri = found[0]
    return None if iri is None else ox.NamedNode(iri)


_LITERALS: dict[str, Callable[[str], ox.Literal]] = {
    "pg:date": date_literal,
    "decimal": number_literal,
    "integer": number_literal,
    "boolean": lambda text: ox.Literal(text == "yes"),
}
