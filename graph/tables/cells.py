"""Cells: whether the text in one is what its column takes, and which RDF terms it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from probation.graph import dates
from probation.graph.errors import InputError
from probation.graph.tables.problems import quoted, suggestion
from probation.graph.tables.registry import Registry
from probation.graph.tables.rows import Row
from probation.graph.tables.schema import Column, Schema
from probation.graph.tables.slugs import slugify
from probation.graph.tables.stored import Stored
from probation.graph.tables.vocabulary import Vocabulary
from probation.graph.terms import PREFIXES, XSD, expand

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+)(?:\s+\((.*)\))?", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_DATATYPES = {10: "date", 7: "gYearMonth", 4: "gYear"}
Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Context:
    """All a cell's meaning may depend on."""

    schema: Schema
    vocabulary: Vocabulary
    registry: Registry
    stored: Stored

    def schemes(self, row: Row, column: Column) -> tuple[str, ...]:
        """Return the concept schemes of a column; `{a>b}` in a name is what column b says of the thing in a."""
        return tuple(re.sub(r"\{(\w+)>(\w+)\}", lambda m: self._follow(row, *m.groups()), name) for name in column.schemes)

    def _follow(self, row: Row, column: str, wanted: str) -> str:
        identifier = row.cells[column]
        kind = row.table.columns[column].refers_to[0]
        for other in self.registry.rows.get(kind, {}).get(identifier, ()):
            if other.cells[wanted]:
                return slugify(other.cells[wanted])
        thing = ox.NamedNode(PREFIXES["id"] + identifier)
        for value in self.stored.values(thing, f"pg:{wanted}"):
            return value.value.rsplit("/", 1)[-1]
        return "unknown"

    def concept(self, row: Row, column: Column, word: str) -> ox.NamedNode | None:
        """Return the concept a word in a column stands for."""
        return self.vocabulary.find(self.schemes(row, column), word)


def cell_faults(row: Row, column: Column, context: Context) -> Iterator[str]:
    """Yield what is wrong with one cell."""
    parts = row.parts(column.name)
    if not parts:
        if column.required:
            yield "empty: every row must name its sources" if column.is_sources else "empty; a value is needed here"
        return
    for part in parts:
        yield from _form_faults(part, column, context.schema)
        yield from _list_faults(part, row, column, context)
        yield from _reference_faults(part, column, context)


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
    return (match[1], match[2] or "") if match else None


def _form_faults(part: str, column: Column, schema: Schema) -> Iterator[str]:
    match column.datatype:
        case "pg:date":
            yield from _date_faults(part, schema)
        case "decimal" if not _NUMBER.fullmatch(part):
            yield f"{quoted(part)} is not a plain number: digits and at most one point, such as 1250.5"
        case "integer" if not part.isascii() or not part.isdigit():
            yield f"{quoted(part)} is not a whole number"
        case "anyURI" if address(part) is None:
            yield f"{quoted(part)} is not a web address: write it in full, such as https://www.gov.uk/"
        case "boolean" if part not in ("yes", "no"):
            yield f"{quoted(part)} is neither yes nor no"
        case "string" if column.form is not None and not column.form.fullmatch(part):
            yield f"{quoted(part)} does not have the form of this column: {column.description}"
        case _:
            pass


def _date_faults(part: str, schema: Schema) -> Iterator[str]:
    try:
        parsed = dates.parse(part)
    except InputError as error:
        if _SERIAL.fullmatch(part):
            yield f"{quoted(part)} looks like a spreadsheet's day number: write the date as text, such as 2017-01-12"
        else:
            yield str(error)
        return
    if not schema.earliest <= parsed.earliest.year <= schema.latest:
        hint = " (spreadsheets write 1900 for an empty or broken date)" if parsed.earliest.year == 1900 else ""
        yield f"{quoted(part)} is outside {schema.earliest} to {schema.latest}{hint}"


def _list_faults(part: str, row: Row, column: Column, context: Context) -> Iterator[str]:
    known: list[str] = []
    if column.classes is not None and part not in column.classes:
        known = list(column.classes)
    elif column.chooses_node and part not in row.table.choices(column.name):
        known = list(row.table.choices(column.name))
    elif column.schemes and context.concept(row, column, part) is None:
        schemes = context.schemes(row, column)
        known = context.vocabulary.words(schemes)
        if not known:
            yield f"{quoted(part)}: there is no list {' or '.join(schemes)} to take it from"
            return
    elif column.broader_of is not None:
        yield from _broader_faults(part, row, column, context)
    if known:
        listed = ": " + ", ".join(known) if len(known) <= 25 else ""
        yield f"{quoted(part)} is not in the list{listed}{suggestion(part, known)}"


def _broader_faults(part: str, row: Row, column: Column, context: Context) -> Iterator[str]:
    narrower = row.table.columns[column.broader_of or ""]
    concept = context.concept(row, narrower, row.cells[narrower.name])
    if concept is None:
        return
    wanted = context.vocabulary.find(context.schemes(row, narrower), part)
    if wanted is None or context.vocabulary.broader.get(concept) != wanted:
        yield f"{quoted(part)} is not the {column.name} that {quoted(row.cells[narrower.name])} belongs to"


def _reference_faults(part: str, column: Column, context: Context) -> Iterator[str]:
    registry, kinds = context.registry, context.schema.kinds
    if column.is_sources:
        if not registry.knows("source", part):
            near = suggestion(part, registry.ids(["source"]))
            yield f"unknown source {quoted(part)}: add it to the table sources{near}"
    elif column.refers_to and not any(registry.knows(kind, part) for kind in column.refers_to):
        wanted = " or ".join(kinds[kind].label for kind in column.refers_to)
        if actual := registry.kinds(part):
            yield f"{quoted(part)} is {kinds[actual[0]].label}; {wanted} is wanted here"
        else:
            tables = " or ".join(kinds[kind].table for kind in column.refers_to)
            near = suggestion(part, registry.ids(column.refers_to))
            yield f"unknown id {quoted(part)}: add it to the table {tables}{near}"


def _term(part: str, row: Row, column: Column, context: Context) -> Term:
    if column.refers_to or column.defines:
        space = "source" if column.defines == "source" else "id"
        return ox.NamedNode(PREFIXES[space] + part)
    if column.is_sources:
        return ox.NamedNode(PREFIXES["source"] + part)
    if column.schemes:
        concept = context.concept(row, column, part)
        if concept is None:
            raise KeyError(part)
        return concept
    if column.classes is not None:
        return ox.NamedNode(expand(column.classes[part]))
    if column.iri is not None:
        return ox.NamedNode(column.iri.format(part))
    match column.datatype:
        case "pg:date":
            return date_literal(part)
        case "decimal" | "integer":
            return number_literal(part)
        case "boolean":
            return ox.Literal(part == "yes")
        case "anyURI":
            return ox.NamedNode((address(part) or (part, ""))[0])
        case _ if column.language:
            return ox.Literal(part, language=column.language)
        case _:
            return ox.Literal(part)
