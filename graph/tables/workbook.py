"""Rows of the sheets of an XLSX workbook: values only, no formulas, no macros, never the whole file in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from probation.graph.tables.problems import Problem, TableErrors, quoted

UNPACKED = 8
_MACROS = "holds macros; save it as a plain workbook (.xlsx) and give that"


@contextmanager
def open_workbook(path: Path, name: str, maximum: int) -> Iterator[Any]:
    """Open a workbook for reading row by row.

    Raises TableErrors for a file that is no workbook, holds macros, or unpacks to more than `UNPACKED` times
    `maximum` bytes.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        raise TableErrors([Problem(name, 0, "", "not an Excel workbook (.xlsx)")]) from None
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise TableErrors([Problem(name, 0, "", _MACROS)])
    if sum(member.file_size for member in members) > UNPACKED * maximum:
        message = "unpacks to far more than a table should hold; give it in smaller parts"
        raise TableErrors([Problem(name, 0, "", message)])
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        message = f"cannot be read as an Excel workbook ({quoted(str(error))[1:-1]})"
        raise TableErrors([Problem(name, 0, "", message)]) from None
    try:
        yield book
    finally:
        book.close()


def sheet_rows(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells as text) of one sheet; rows without any text are left out.

    Raises TableErrors that name every cell with a formula or an error in it.
    """
    problems = []
    sheet.reset_dimensions()
    heads: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts: list[str] = []
        for cell in cells:
            column = heads[len(texts)] if len(texts) < len(heads) else f"{len(texts) + 1}"
            if cell.data_type == "f":
                problems.append(Problem(name, number, column, _formula(str(cell.value))))
            elif cell.data_type == "e":
                message = f"holds the error {cell.value}; write the value itself"
                problems.append(Problem(name, number, column, message))
            texts.append(cell_text(cell.value, cell.number_format if cell.value is not None else ""))
        while texts and not texts[-1].strip():
            texts.pop()
        if not texts:
            continue
        heads = heads or texts
        yield number, texts
    if problems:
        raise TableErrors(problems)


def cell_text(value: object, number_format: str) -> str:
    """Return a cell's value as it would stand in the CSV table.

    A date cell keeps the precision it is shown with: what shows month and year only is a month.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        shown = number_format.lower().split(";")[0]
        length = 10 if "d" in shown else 7 if "m" in shown else 4
        return value.isoformat()[:length]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _formula(text: str) -> str:
    shown = text if text.startswith("=") else "="
    return f"holds a formula ({quoted(shown)}); write the value itself"
