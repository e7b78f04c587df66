"""Whether the text in a cell is what its column takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probation.graph import dates
from probation.graph.errors import InputError
from probation.graph.tables.context import Context
from probation.graph.tables.problems import quoted, suggestion
from probation.graph.tables.rows import Row
from probation.graph.tables.schema import Column, Schema
from probation.graph.tables.values import address

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)


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
        case "boolean":
            if part not in ("yes", "no"):
                yield f"{quoted(part)} is neither yes nor no"
        case _ if column.form is not None and not column.form.fullmatch(part):
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
    if registry.incomplete.intersection(["source"] if column.is_sources else column.refers_to):
        return
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
