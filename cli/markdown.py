"""The markdown format: a table and a numbered list of sources, every character of the data escaped."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from probation.cli.output import columns, printable

if TYPE_CHECKING:
    from probation.cli.output import Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")


def write_markdown(report: Report, *, sources: bool) -> None:
    """Write a report as Markdown to standard output."""
    numbers = {slug: number for number, slug in enumerate(report.source_slugs(), start=1)}
    lines = [f"# {escape(line)}" if number == 0 else escape(line) for number, line in enumerate(report.heading)]
    names = columns(report.rows)
    if report.rows:
        grouped = any(row.group for row in report.rows)
        header = [*(["group"] if grouped else []), *names, *(["sources"] if sources else [])]
        lines += ["", _row(header), _row(["---"] * len(header))]
        for row in report.rows:
            cells = [*([row.group] if grouped else []), *(row.cells.get(n, "") for n in names)]
            marks = [" ".join(f"[^{numbers[slug]}]" for slug in row.sources)] if sources else []
            lines.append(_row([*(escape(cell) for cell in cells), *marks]))
    if sources and numbers:
        from probation.cli.table import reference

        lines.append("")
        for slug, number in numbers.items():
            source = report.cited.get(slug)
            lines.append(f"[^{number}]: {escape(reference(source) if source else slug)}")
    sys.stdout.write("\n".join(lines).strip("\n") + "\n")


def escape(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", printable(text))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
