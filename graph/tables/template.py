"""Empty tables to fill in, with an explanation of each column."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from probation.graph.errors import InputError
from probation.graph.tables.schema import Column, Schema, Table, load_schema
from probation.graph.tables.vocabulary import Vocabulary, load_vocabulary

WORKBOOK = "tables.xlsx"
EXPLANATION = "explanation.csv"
_LONG = 30
_FORMS = {
    "pg:date": "2017-01-12, 2017-01 or 2017",
    "decimal": "a number",
    "integer": "a whole number",
    "boolean": "yes or no",
}


def write_template(into: Path) -> list[Path]:
    """Write an empty CSV file per table, a workbook with them all as sheets, and `explanation.csv`.

    Returns the paths written. Raises InputError when one of them is there already or the folder cannot be written.
    """
    schema, vocabulary = load_schema(), load_vocabulary()
    explanation: list[tuple[str, ...]] = [("table", "column", "needed", "explanation", "values")]
    explanation += [
        _explained(table, column, schema, vocabulary)
        for table in schema.tables.values()
        for column in table.columns.values()
    ]
    names = [f"{table.name}.csv" for table in schema.tables.values()]
    try:
        into.mkdir(parents=True, exist_ok=True)
        for name in (*names, WORKBOOK, EXPLANATION):
            if (into / name).exists():
                message = f"{into / name}: is there already; choose an empty folder"
                raise InputError(message)
        for table in schema.tables.values():
            _write_csv(into / f"{table.name}.csv", [tuple(table.columns)])
        _write_csv(into / EXPLANATION, explanation)
        _write_workbook(into / WORKBOOK, schema, explanation)
    except OSError as error:
        message = f"{error.filename or into}: cannot be written ({error.strerror})"
        raise InputError(message) from None
    return [into / name for name in (*names, EXPLANATION, WORKBOOK)]


def _explained(table: Table, column: Column, schema: Schema, vocabulary: Vocabulary) -> tuple[str, str, str, str, str]:
    return (
        table.name,
        column.name,
        "yes" if column.required else "",
        column.description,
        _values(table, column, schema, vocabulary),
    )


def _values(table: Table, column: Column, schema: Schema, vocabulary: Vocabulary) -> str:
    words: list[str] = []
    if column.refers_to or column.is_sources:
        kinds = column.refers_to or ("source",)
        return "ids of the table " + " or ".join(schema.kinds[kind].table for kind in kinds)
    if column.classes is not None:
        words = list(column.classes)
    elif column.chooses_node:
        words = list(table.choices(column.name))
    elif column.schemes and not any("{" in scheme for scheme in column.schemes):
        words = vocabulary.words(column.schemes)
    if words:
        more = f" … ({len(words)} in all)" if len(words) > _LONG else ""
        return ", ".join(words[:_LONG]) + more
    return _FORMS.get(column.datatype, "")


def _write_csv(path: Path, rows: list[tuple[str, ...]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8")


def _write_workbook(path: Path, schema: Schema, explanation: list[tuple[str, ...]]) -> None:
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    notes = book.create_sheet("explanation")
    for row in explanation:
        notes.append(row)
    for table in schema.tables.values():
        sheet = book.create_sheet(table.name)
        sheet.append(tuple(table.columns))
        sheet.freeze_panes = "A2"
        for cell, column in zip(sheet[1], table.columns.values(), strict=True):
            cell.font = Font(bold=True)
            cell.comment = Comment(column.description, "probation")
            dimension = sheet.column_dimensions[cell.column_letter]
            dimension.width = max(12, len(column.name) + 4)
            dimension.number_format = "@"  # text: a spreadsheet must not make dates of its own
    book.save(path)
