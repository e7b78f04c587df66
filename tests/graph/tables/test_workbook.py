"""Workbooks: the same tables as sheets give the same files; date cells keep the precision they are shown with."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from probation.graph.tables import import_tables
from probation.graph.tables.workbook import cell_text


def workbook(path: Path, tables: dict[str, str], *, typed: bool = False) -> Path:
    """Write tables as sheets; `typed`: dates and numbers as spreadsheets keep them."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    for name, text in tables.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column)
                if typed and value.isdigit():
                    cell.value = int(value)
                elif typed and len(value) == 10 and value[4] == value[7] == "-":
                    cell.value = date.fromisoformat(value)
                    cell.number_format = "dd/mm/yyyy"
                elif typed and len(value) == 7 and value[4] == "-" and value[:4].isdigit():
                    cell.value = date.fromisoformat(f"{value}-01")
                    cell.number_format = "mmm-yy"
                else:
                    cell.value = value or None
    book.save(path)
    return path


@pytest.mark.parametrize("typed", [False, True])
def test_sheets_give_what_files_give(typed: bool, tables: Path, tmp_path: Path, little: Any) -> None:
    book = workbook(tmp_path / "tables.xlsx", little.tables, typed=typed)
    import_tables([tables], tmp_path / "csv")
    import_tables([book], tmp_path / "xlsx")
    assert little.contents(tmp_path / "csv") == little.contents(tmp_path / "xlsx")


def test_the_whole_dossier_as_a_workbook_gives_the_same_files(tmp_path: Path, little: Any) -> None:
    dossier = Path(__file__).parents[2] / "dossier"
    tables = {p.stem: p.read_text("utf-8") for p in sorted(dossier.glob("*.csv"))}
    tables |= {f"inferred-{p.stem}": p.read_text("utf-8") for p in sorted((dossier / "inferred").glob("*.csv"))}
    book = workbook(tmp_path / "dossier.xlsx", tables)
    assert import_tables([dossier], tmp_path / "csv").rows == import_tables([book], tmp_path / "xlsx").rows
    assert little.contents(tmp_path / "csv") == little.contents(tmp_path / "xlsx")


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (None, "General", ""),
        (2017, "General", "2017"),
        (2017.0, "0", "2017"),
        (28.4, "0.0", "28.4"),
        (True, "General", "yes"),
        (datetime(2017, 1, 12), "yyyy-mm-dd", "2017-01-12"),
        (datetime(2017, 1, 1), "mmm-yy", "2017-01"),
        (datetime(2017, 1, 1), "yyyy", "2017"),
        (" text ", "@", " text "),
    ],
)
def test_cells_become_the_text_of_the_table(value: object, shown: str, text: str) -> None:
    assert cell_text(value, shown) == text
