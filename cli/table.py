"""The table format: columns that wrap to the terminal, headings, sources numbered beside and listed below.

Written with the standard library's textwrap: a table library costs more time than the whole lookup.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from probation.cli.output import columns, printable

if TYPE_CHECKING:
    from probation.cli.output import Report, Row
    from probation.graph.model import Source

_GAP = "  "
_NARROWEST, _MARKS, _CITED = 12, 15, 6
_BOLD, _DIM = "1", "2"


def write_table(report: Report, *, sources: bool) -> None:
    """Write a report for people to standard output; bold and dim on a terminal only."""
    sys.stdout.write("\n".join(line.rstrip() for line in _lines(report, sources=sources)) + "\n")


def reference(source: Source) -> str:
    """Return a source as a reference: title, author, publisher, date, address, slug."""
    made_by = ", ".join(dict.fromkeys(x for x in (source.creator, source.publisher) if x))
    parts = [source.title, made_by, source.issued or "undated", source.page or "no address"]
    return ". ".join(part for part in parts if part) + f" ({source.slug})"


def _lines(report: Report, *, sources: bool) -> Iterator[str]:
    width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80
    cited = dict.fromkeys(slug for row in report.rows for slug in row.sources[:_CITED])
    numbers = {slug: number for number, slug in enumerate(cited, start=1)}
    for number, line in enumerate(report.heading):
        for part in textwrap.wrap(printable(line), width):
            yield _styled(part, _BOLD if number == 0 else _DIM)
    for group in dict.fromkeys(row.group for row in report.rows):
        if group or report.heading:
            yield ""
        if group:
            for part in textwrap.wrap(printable(group[:1].upper() + group[1:]), width):
                yield _styled(part, _BOLD)
        rows = [row for row in report.rows if row.group == group]
        marks = numbers if sources else {}
        yield from _grid(rows, report, marks, width, titled=report.titled or not group)
    if sources and numbers:
        yield from ("", _styled("Sources", _BOLD))
        for slug, number in numbers.items():
            source = report.cited.get(slug)
            entry = f"[{number}] {printable(reference(source) if source else slug)}"
            # An address stays in one piece, so that it can be followed.
            yield from textwrap.wrap(
                entry,
                width,
                initial_indent="  ",
                subsequent_indent="      ",
                break_on_hyphens=False,
                break_long_words=False,
            )
        if any(len(row.sources) > _CITED for row in report.rows):
            note = "+ counts further sources that say the same: see --format json, or  probation sources NAME"
            yield from textwrap.wrap(note, width, initial_indent="  ", subsequent_indent="    ")


def _grid(rows: list[Row], report: Report, numbers: dict[str, int], width: int, *, titled: bool) -> Iterator[str]:
    inline = {name for behind in report.inline.values() for name in behind}
    shown = [n for n in columns(report) if n not in inline and any(row.cells.get(n) for row in rows)]
    cells = [
        [_cell(row, name, report.inline.get(name, ())) for name in shown] + ([_marks(row, numbers)] if numbers else [])
        for row in rows
    ]
    titles = [*shown, *(["sources"] if numbers else [])]
    widths = _widths([*([titles] if titled else []), *cells], width, marks=bool(numbers))
    if titled and len(titles) > 1:
        yield _styled(_GAP.join(title.ljust(w) for title, w in zip(titles, widths, strict=True)), _DIM)
    for row in cells:
        wrapped = [_wrap(cell, w) for cell, w in zip(row, widths, strict=True)]
        for number in range(max(map(len, wrapped))):
            line = (part[number] if number < len(part) else "" for part in wrapped)
            yield _GAP.join(text.ljust(w) for text, w in zip(line, widths, strict=True))


def _cell(row: Row, name: str, behind: Sequence[str]) -> str:
    texts = [row.cells.get(name, ""), *(row.cells.get(other, "") for other in behind)]
    return " · ".join(printable(text) for text in texts if text)


def _marks(row: Row, numbers: dict[str, int]) -> str:
    """Return the numbers of a row's sources; of very many the first few, and how many more there are."""
    marks = [f"[{numbers[slug]}]" for slug in row.sources[:_CITED]]
    more = len(row.sources) - _CITED
    return " ".join([*marks, f"+{more}"] if more > 0 else marks)


def _widths(rows: list[list[str]], width: int, *, marks: bool) -> list[int]:
    """Return each column's width: that of its longest cell where there is room, else an equal share of what is left."""
    natural = [max((len(row[i]) for row in rows), default=0) for i in range(len(rows[0]))]
    if marks:
        natural[-1] = min(natural[-1], _MARKS)
    room, waiting = width - len(_GAP) * (len(natural) - 1), len(natural)
    for i in sorted(range(len(natural)), key=natural.__getitem__):
        natural[i] = min(natural[i], max(room // waiting, _NARROWEST))
        room, waiting = room - natural[i], waiting - 1
    return natural


def _wrap(cell: str, width: int) -> list[str]:
    """Return the lines of a cell; a branch of a tree goes on beside what follows its first line."""
    text = cell.lstrip("│├└─ ")
    stem = cell[: len(cell) - len(text)].replace("├─", "│ ").replace("└─", "  ")
    return textwrap.wrap(cell, max(width, 1), subsequent_indent=stem, break_on_hyphens=False) or [""]


def _styled(text: str, style: str) -> str:
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return text if plain else f"\x1b[{style}m{text}\x1b[0m"
