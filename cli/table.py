"""The table format: columns that wrap to the terminal, headings, sources numbered beside and listed below."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from probation.cli.output import columns, printable
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from probation.cli.output import Report, Row
    from probation.graph.model import Source

_MOST, _MARKS = 30, 16


def write_table(report: Report, *, sources: bool) -> None:
    """Write a report for people to standard output; colour and bold on a terminal only."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False, soft_wrap=False)
    for number, line in enumerate(report.heading):
        console.print(Text(printable(line), style="bold" if number == 0 else "dim"))
    numbers = {slug: number for number, slug in enumerate(report.source_slugs(), start=1)}
    groups = list(dict.fromkeys(row.group for row in report.rows))
    for group in groups:
        if group or report.heading:
            console.print()
        if group:
            console.print(Text(printable(group[:1].upper() + group[1:]), style="bold"))
        rows = [row for row in report.rows if row.group == group]
        console.print(_grid(rows, report, numbers, sources=sources, titled=not group))
    if sources and numbers:
        console.print()
        console.print(Text("Sources", style="bold"))
        for slug, number in numbers.items():
            source = report.cited.get(slug)
            entry = Text(f"[{number}] ") + Text(printable(reference(source) if source else slug))
            console.print(Padding(entry, (0, 0, 0, 2)))


def reference(source: Source) -> str:
    """Return a source as a reference: title, author, publisher, date, address, slug."""
    made_by = ", ".join(dict.fromkeys(x for x in (source.creator, source.publisher) if x))
    parts = [source.title, made_by, source.issued or "undated", source.page or "no address"]
    return ". ".join(part for part in parts if part) + f" ({source.slug})"


def _grid(rows: list[Row], report: Report, numbers: dict[str, int], *, sources: bool, titled: bool) -> Table:
    inline = {name for behind in report.inline.values() for name in behind}
    used = [name for name in columns(report) if name not in inline and any(row.cells.get(name) for row in rows)]
    table = Table(box=None, show_header=titled, pad_edge=False, padding=(0, 2, 0, 0))
    table.header_style = "dim"
    for name in used:
        # The last column takes what is left; the ones before it may not crowd it out.
        table.add_column(name, overflow="fold", max_width=None if name == used[-1] else _MOST)
    if sources:
        table.add_column("sources" if titled else "", overflow="fold", max_width=_MARKS)
    for row in rows:
        cells = [_cell(row, name, report.inline.get(name, ())) for name in used]
        if sources:
            marks = " ".join(f"[{numbers[slug]}]" for slug in row.sources)
            cells.append(Text(marks, style="dim"))
        table.add_row(*cells)
    return table


def _cell(row: Row, name: str, behind: Sequence[str]) -> Text:
    text = Text(printable(row.cells.get(name, "")))
    asides = [printable(aside) for other in behind if (aside := row.cells.get(other))]
    if asides:
        text.append(f" · {' · '.join(asides)}", style="dim")
    return text
