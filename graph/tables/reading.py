"""Find the tables in files and folders and read their rows; each table is known by its name or its header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from probation.graph.tables.delimited import csv_rows
from probation.graph.tables.problems import Problem, TableErrors, quoted, suggestion
from probation.graph.tables.rows import Row
from probation.graph.tables.schema import Schema, Table
from probation.graph.tables.workbook import open_workbook, sheet_rows

_MACRO_SUFFIXES = {".xlsm", ".xltm", ".xlam", ".xlsb"}
_OTHER_SUFFIXES = {".xls", ".ods", ".numbers"}
_NOT_TABLES = {".md", ".txt", ".json", ""}


def read_tables(paths: Sequence[Path], schema: Schema) -> tuple[list[Row], list[Problem]]:
    """Return all rows of the tables in `paths` (files, folders) and all faults of form found on the way.

    A folder's `inferred` sub-folder holds rows of the editors' own; so does a sheet named `inferred-relations`.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for path, inferred in _files(paths, schema, problems):
        try:
            rows.extend(_file_rows(path, inferred, schema, problems))
        except TableErrors as error:
            problems.extend(error.problems)
    return rows, problems


def _files(paths: Sequence[Path], schema: Schema, problems: list[Problem]) -> Iterator[tuple[Path, bool]]:
    folder_name = schema.inferred["folder"]
    for path in paths:
        if path.is_dir():
            found = [p for p in sorted(path.iterdir()) if _is_table_file(p)]
            aside = path / folder_name
            if aside.is_dir():
                found += [p for p in sorted(aside.iterdir()) if _is_table_file(p)]
            if not found:
                problems.append(Problem(str(path), 0, "", "no tables (.csv or .xlsx) in this folder"))
            for file in found:
                yield file, file.parent.name == folder_name
        elif path.is_file():
            yield path, path.resolve().parent.name == folder_name
        else:
            problems.append(Problem(str(path), 0, "", "no such file or folder"))


def _is_table_file(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((".", "~$")) and path.suffix.lower() not in _NOT_TABLES


def _file_rows(path: Path, inferred: bool, schema: Schema, problems: list[Problem]) -> Iterator[Row]:
    name, suffix = str(path), path.suffix.lower()
    size = path.stat().st_size
    if size > schema.maximum_bytes:
        message = (
            f"{size / 1e6:.0f} MB; a table may hold {schema.maximum_bytes / 1e6:.0f} MB: split it into several files"
        )
        raise TableErrors([Problem(name, 0, "", message)])
    if suffix in _MACRO_SUFFIXES:
        message = "a workbook with macros; save it as a plain workbook (.xlsx) and give that"
        raise TableErrors([Problem(name, 0, "", message)])
    if suffix == ".csv":
        yield from _table_rows(path.stem, name, inferred, csv_rows(path, name), schema, problems)
    elif suffix == ".xlsx":
        with open_workbook(path, name, schema.maximum_bytes) as book:
            for sheet in book.worksheets:
                where = f"{name}, sheet {sheet.title}"
                marked = sheet.title.startswith(schema.inferred["folder"])
                stem = sheet.title.removeprefix(schema.inferred["folder"]).lstrip("-_ ")
                found = sheet_rows(sheet, where)
                try:
                    yield from _table_rows(stem, where, inferred or marked, found, schema, problems)
                except TableErrors as error:
                    problems.extend(error.problems)
    else:
        old = " of an older or another kind" if suffix in _OTHER_SUFFIXES else ""
        message = f"a file{old} this importer does not read; save it as .csv or .xlsx"
        raise TableErrors([Problem(name, 0, "", message)])


def _table_rows(
    stem: str,
    name: str,
    inferred: bool,
    found: Iterable[tuple[int, list[str]]],
    schema: Schema,
    problems: list[Problem],
) -> Iterator[Row]:
    stem = stem.strip().lower()
    if stem in schema.ignored:
        return
    rows = iter(found)
    _, header = next(rows, (0, []))
    heads = [head.strip() for head in header]
    table = schema.tables.get(stem) or _by_header(heads, schema)
    if table is None:
        message = "no table of that name: tables are " + ", ".join(schema.tables)
        problems.append(Problem(name, 0, "", message + suggestion(stem, schema.tables)))
        return
    faults = _header_faults(heads, table, name)
    problems.extend(faults)
    if faults:
        return
    for number, texts in rows:
        if len(texts) > len(heads) or (len(texts) < len(heads) and name.lower().endswith(".csv")):
            message = (
                f"{len(texts)} cells where the header has {len(heads)}; a text with a comma in it needs quotation marks"
            )
            problems.append(Problem(name, number, "", message))
            continue
        cells = dict.fromkeys(table.columns, "")
        cells.update(zip(heads, (text.strip() for text in texts), strict=False))
        problems.extend(_text_faults(cells, name, number))
        yield Row(table, name, number, cells, inferred)


def _by_header(heads: list[str], schema: Schema) -> Table | None:
    fitting = [table for table in schema.tables.values() if set(heads) == set(table.columns)]
    return fitting[0] if len(fitting) == 1 else None


def _header_faults(heads: list[str], table: Table, name: str) -> list[Problem]:
    if not heads:
        return [Problem(name, 1, "", "empty: the first row must name the columns")]
    faults = []
    for head in heads:
        if head not in table.columns:
            what = f"column {quoted(head)}" if head else "a column without a name"
            message = f"{what} does not belong in the table {table.name}"
            faults.append(Problem(name, 1, head, message + suggestion(head, table.columns)))
        elif heads.count(head) > 1:
            faults.append(Problem(name, 1, head, "the column stands more than once"))
    for column in table.columns.values():
        if column.name not in heads and not column.may_be_absent:
            message = "the column is missing"
            if not column.required:
                message += "; add it, with empty cells if there is nothing to say"
            faults.append(Problem(name, 1, column.name, message))
    return faults


def _text_faults(cells: dict[str, str], name: str, number: int) -> Iterator[Problem]:
    for column, text in cells.items():
        if text.startswith("="):
            message = f"holds a formula ({quoted(text)}); write the value itself"
            yield Problem(name, number, column, message)
        elif any(ord(c) < 32 and c not in "\t\n\r" for c in text):
            yield Problem(name, number, column, f"holds a control character ({quoted(text)})")
