"""The templates: every column explained, importable as they are, never written over anything."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from probation.graph.errors import InputError
from probation.graph.tables import import_tables, write_template
from probation.graph.tables.schema import load_schema


def test_every_column_of_every_table_is_there_and_explained(tmp_path: Path) -> None:
    written = write_template(tmp_path / "t")
    assert sorted(written) == sorted((tmp_path / "t").iterdir())
    schema = load_schema()
    book = openpyxl.load_workbook(tmp_path / "t" / "tables.xlsx")
    for table in schema.tables.values():
        head = (tmp_path / "t" / f"{table.name}.csv").read_text("utf-8").strip().split(",")
        assert head == list(table.columns) == [cell.value for cell in book[table.name][1]]
        assert all(cell.comment and cell.comment.text for cell in book[table.name][1])
    with (tmp_path / "t" / "explanation.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {(r["table"], r["column"]) for r in rows} == {(t.name, c) for t in schema.tables.values() for c in t.columns}
    assert all(len(row["explanation"]) > 5 for row in rows)
    kinds = next(row for row in rows if (row["table"], row["column"]) == ("organisations", "type"))
    assert "crc" in kinds["values"]


def test_empty_templates_are_tables_without_rows(tmp_path: Path) -> None:
    write_template(tmp_path / "t")
    report = import_tables([tmp_path / "t"], tmp_path / "data")
    assert not report.rows
    assert not (tmp_path / "data").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("mine")
    with pytest.raises(InputError, match=r"posts\.csv: is there already"):
        write_template(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["posts.csv"]
