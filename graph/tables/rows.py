"""A row of a table as read: text cells by column, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from probation.graph.tables.problems import Problem
from probation.graph.tables.schema import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One row: every column of its table is a key of `cells`, blanks around a cell's text are gone."""

    table: Table
    file: str
    number: int
    cells: Mapping[str, str]
    inferred: bool = False

    def parts(self, column: str) -> tuple[str, ...]:
        """Return the values in a cell: one, or several where the column has a separator; none if it is empty."""
        text = self.cells.get(column, "")
        if not text:
            return ()
        separator = self.table.columns[column].separator if column in self.table.columns else None
        if separator is None:
            return (text,)
        return tuple(part.strip() for part in text.split(separator) if part.strip())

    def problem(self, column: str, message: str) -> Problem:
        """Return a problem of one of this row's cells."""
        return Problem(self.file, self.number, column, message)
