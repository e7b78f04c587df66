"""The table format: columns that wrap to the terminal, headings, sources numbered beside and listed below.

Columns are never narrower than their longest word (of ordinary length). A table that does not fit so is written in
blocks, one a row; a matrix first tries numbers for heads, with a key above it. Written with the standard library's
textwrap: a table library costs more time than the whole lookup.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from probation.cli.output import columns, printable

if TYPE_CHECKING:
    from probation.cli.output import Report, Row
    from probation.graph.sources import Source

_GAP, _TIE = "  ", "\N{NO-BREAK SPACE}"
_WORD, _MARKS, _CITED, _LEAST = 14, 15, 6, 20
_BOLD, _DIM = "1", "2"
_BRANCHES = "│├└─ "
_FILE = re.compile(r"\.[a-z]\w{0,4}$")


def write_table(report: Report, *, sources: bool) -> None:
    """Write a report for people to standard output; bold and dim on a terminal only."""
    sys.stdout.write("\n".join(line.rstrip() for line in _lines(report, sources=sources)) + "\n")


def reference(source: Source) -> str:
    """Return a source as a reference: title, author, publisher, date, address, slug."""
    made_by = ", ".join(dict.fromkeys(x for x in (source.creator, source.publisher) if x))
    parts = [source.title, made_by, source.issued or "undated", source.page or "no address"]
    return ". ".join(part for part in parts if part) + f" ({source.slug})"


def _lines(report: Report, *, sources: bool) -> Iterator[str]:
    asked = sys.stdout.isatty() or "COLUMNS" in os.environ
    width = max(shutil.get_terminal_size((80, 24)).columns if asked else 80, _LEAST)
    cited = dict.fromkeys(slug for row in report.rows for slug in row.sources[:_CITED])
    numbers = {slug: number for number, slug in enumerate(cited, start=1)}
    for number, line in enumerate(report.heading):
        for part in _wrapper(width).wrap(printable(line)):
            yield _styled(part, _BOLD if number == 0 else _DIM)
    for group in dict.fromkeys(row.group for row in report.rows):
        if group or report.heading:
            yield ""
        if group:
            is_path = _is_path(group)
            title = group if is_path else group[:1].upper() + group[1:]
            for part in _wrapper(width, break_words=not is_path).wrap(printable(title)):
                yield _styled(part, _BOLD)
        rows = [row for row in report.rows if row.group == group]
        marks = numbers if sources else {}
        yield from (_matrix if report.leads else _grid)(
            rows, report, marks, width, titled=bool(report.leads) or not group
        )
    if sources and numbers:
        yield from ("", _styled("Sources", _BOLD))
        for slug, number in numbers.items():
            source = report.cited.get(slug)
            entry = f"[{number}] {printable(reference(source) if source else slug)}"
            # An address stays in one piece, so that it can be followed.
            yield from _wrapper(width, "  ", "      ", break_words=False).wrap(entry)
        if any(len(row.sources) > _CITED for row in report.rows):
            note = "+ counts further sources that say the same: see --format json, or  probation sources NAME"
            yield from _wrapper(width, "  ", "    ").wrap(note)


def _is_path(group: str) -> bool:
    """Say whether a heading is a path or the name of a file, which is written as it is and in one piece."""
    first = group.partition(" ")[0]
    return "/" in first or "\\" in first or _FILE.search(group) is not None


def _grid(rows: list[Row], report: Report, numbers: dict[str, int], width: int, *, titled: bool) -> Iterator[str]:
    titles, cells = _cells(rows, report, numbers)
    shown = [*([titles] if titled and len(titles) > 1 else []), *cells]
    widths = _widths([*([titles] if titled else []), *cells], width, marks=bool(numbers))
    if widths is None:
        yield from _blocks(titles, cells, width, marks=bool(numbers))
        return
    for place, row in enumerate(shown):
        wrapped = [_wrap(cell, w) for cell, w in zip(row, widths, strict=True)]
        for number in range(max(map(len, wrapped))):
            parts = (part[number] if number < len(part) else "" for part in wrapped)
            line = _GAP.join(text.ljust(w) for text, w in zip(parts, widths, strict=True))
            yield _styled(line, _DIM) if place == 0 and len(shown) > len(cells) else line


def _matrix(rows: list[Row], report: Report, numbers: dict[str, int], width: int, *, titled: bool) -> Iterator[str]:
    """Yield a grid whose heads are numbers, with a key, where it does not fit with them written out."""
    report = replace(report, rows=rows)
    titles, cells = _cells(rows, report, numbers)
    leads = list(rows[0].cells)[: report.leads]
    heads = [name for name in titles[: len(titles) - bool(numbers)] if name not in leads]
    short = {name: str(number) for number, name in enumerate(heads, 1)}
    brief = [short.get(title, title) for title in titles]
    if _widths([titles, *cells], width, marks=bool(numbers)) or not _widths(
        [brief, *cells], width, marks=bool(numbers)
    ):
        yield from _grid(rows, report, numbers, width, titled=titled)
        return
    for line in _listed([f"{number}{_TIE}{printable(name)}" for name, number in short.items()], width):
        yield _styled(line, _DIM)
    numbered = [row._replace(cells={short.get(name, name): text for name, text in row.cells.items()}) for row in rows]
    yield from _grid(numbered, replace(report, rows=numbered), numbers, width, titled=titled)


def _blocks(titles: list[str], cells: list[list[str]], width: int, *, marks: bool) -> Iterator[str]:
    """Yield each row as a block: its first text, below it the others by their names, and its sources."""
    for row in cells:
        named = [(title, text) for title, text in zip(titles, row, strict=True) if text]
        if marks:
            named = [(title if title != titles[-1] else "", text) for title, text in named]
        if not named:
            continue
        yield from _wrap(named[0][1], width)
        yield from _listed([f"{title} {text}".strip() for title, text in named[1:]], width, _GAP)


def _listed(parts: list[str], width: int, indent: str = "") -> Iterator[str]:
    """Yield the lines of a list that runs on; none begins with a dot or ends between what a tie joins."""
    text = f"{_TIE}· ".join(parts)
    for line in _wrapper(width, indent, indent).wrap(text):
        yield line.replace(_TIE, " ")


def _cells(rows: list[Row], report: Report, numbers: dict[str, int]) -> tuple[list[str], list[list[str]]]:
    """Return the titles of the columns that any row fills, and the cells; the last are the sources where marked."""
    inline = {name for behind in report.inline.values() for name in behind}
    shown = [n for n in columns(rows) if n not in inline and any(row.cells.get(n) for row in rows)]
    cells = [
        [_cell(row, name, report.inline.get(name, ())) for name in shown] + ([_marks(row, numbers)] if numbers else [])
        for row in rows
    ]
    return [*map(printable, shown), *(["sources"] if numbers else [])], cells


def _cell(row: Row, name: str, behind: Sequence[str]) -> str:
    texts = [row.cells.get(name, ""), *(row.cells.get(other, "") for other in behind)]
    return " · ".join(printable(text) for text in texts if text)


def _marks(row: Row, numbers: dict[str, int]) -> str:
    """Return the numbers of a row's sources; of very many the first few, and how many more there are."""
    marks = [f"[{numbers[slug]}]" for slug in row.sources[:_CITED]]
    more = len(row.sources) - _CITED
    return " ".join([*marks, f"+{more}"] if more > 0 else marks)


def _widths(rows: list[list[str]], width: int, *, marks: bool) -> list[int] | None:
    """Return each column's width: that of its longest cell where there is room, else of its longest word and more.

    What is left beyond the longest words is shared out, the columns that need least first. None: there is no room.
    """
    natural = [max((len(row[i]) for row in rows), default=0) for i in range(len(rows[0]))]
    least = [max((_longest_word(row[i]) for row in rows), default=0) for i in range(len(rows[0]))]
    if marks:
        natural[-1] = max(min(natural[-1], _MARKS), least[-1])
    room, waiting = width - len(_GAP) * (len(natural) - 1) - sum(least), len(natural)
    if room < 0:
        return None
    for i in sorted(range(len(natural)), key=lambda i: natural[i] - least[i]):
        more = min(natural[i] - least[i], room // waiting)
        least[i] += more
        room, waiting = room - more, waiting - 1
    return least


def _longest_word(cell: str) -> int:
    """Return the width in which a cell's words of ordinary length stay whole, its branch of a tree beside them."""
    text = cell.lstrip(_BRANCHES)
    return len(cell) - len(text) + min(max(map(len, text.split()), default=0), _WORD)


def _wrap(cell: str, width: int) -> list[str]:
    """Return the lines of a cell; a branch of a tree goes on beside what follows its first line."""
    if len(cell) <= width:  # most are: wrapping them all takes longer than the rest of the table
        return [cell.rstrip()]
    text = cell.lstrip(_BRANCHES)
    stem = cell[: len(cell) - len(text)].replace("├─", "│ ").replace("└─", "  ")
    return _wrapper(max(width, len(stem) + 1), "", stem).wrap(cell) or [""]


@cache
def _wrapper(width: int, first: str = "", then: str = "", *, break_words: bool = True) -> textwrap.TextWrapper:
    """Return what wraps printable text, in which there are no tabs or line ends to look for."""
    return textwrap.TextWrapper(
        width,
        initial_indent=first,
        subsequent_indent=then,
        expand_tabs=False,
        replace_whitespace=False,
        break_on_hyphens=False,
        break_long_words=break_words,
    )


def _styled(text: str, style: str) -> str:
    plain = not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return text if plain else f"\x1b[{style}m{text}\x1b[0m"
