"""What is wrong with a table, said so that its keeper finds the cell: file, row, column, message."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from probation.graph.errors import InputError

SHOWN = 50
_LENGTH = 80


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: the file (and sheet), the row as a spreadsheet counts it (header = 1; 0: the whole file)."""

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: {self.message}"


class TableErrors(InputError):  # noqa: N818  (it carries many)
    """Everything found wrong in the tables; nothing has been written. `problems` holds them in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join(self.lines)

    @property
    def lines(self) -> tuple[str, ...]:
        """One line per problem, the first `SHOWN` of them, after a line that counts them."""
        count = len(self.problems)
        if count == 1:
            return (f"{self.problems[0]} (nothing was written)",)
        lines = [f"{count} errors in the tables, nothing was written:"]
        lines += [f"  {problem}" for problem in self.problems[:SHOWN]]
        if count > SHOWN:
            lines.append(f"  … and {count - SHOWN} more")
        return tuple(lines)


def quoted(text: str) -> str:
    """Return a cell's text as it may stand in a message: quoted, on one line, not too long."""
    flat = "".join(c if c.isprintable() else " " for c in text)
    return repr(flat if len(flat) <= _LENGTH else flat[: _LENGTH - 1] + "…")


def suggestion(text: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest known word, or nothing."""
    near = difflib.get_close_matches(text, list(known), n=1, cutoff=0.75)
    return f"; did you mean {near[0]!r}?" if near else ""
