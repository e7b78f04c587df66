"""The one place that prints: results to standard output in each format, everything else to standard error."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from probation.graph.errors import NotFoundError

if TYPE_CHECKING:
    from probation.graph.sources import Source

BETWEEN = ";"
"""What stands between several values in a cell for spreadsheets."""
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_LONGEST = 900


class Row(NamedTuple):
    """One row of a listing: column → text, its sources (slugs), and the heading it stands under.

    `behind` is how many sources its answer has, where these are others than the row's: the answer is several rows, or
    the row cites more than the answer itself. `more` are cells for spreadsheets only, or in place of people's.
    """

    cells: Mapping[str, str]
    sources: Sequence[str] = ()
    group: str = ""
    behind: int = 0
    more: Mapping[str, str] = MappingProxyType({})


@dataclass(eq=False, repr=False)
class Report:
    """An answer in both its forms: `answers` for JSON, `rows` for people and spreadsheets.

    `question` holds the resolved arguments; `heading` stands above a table; `empty` is said, on standard error, when
    there are no answers, and `notes` in any case; `inline` names columns that a table sets behind another one, to spare
    width; `uncited` marks an answer about the program itself, which cites nothing; `leads` is, of a matrix, how many
    first columns say what its rows are; `parts` are the answers themselves, in the same order, where they are parts of
    the graph.
    """

    question: dict[str, Any]
    answers: Sequence[Mapping[str, Any]]
    rows: Sequence[Row]
    heading: Sequence[str] = ()
    as_of: str | None = None
    cited: Mapping[str, Source] = field(default_factory=dict)
    inline: Mapping[str, Sequence[str]] = field(default_factory=dict)
    uncited: bool = False
    empty: str = ""
    leads: int = 0
    parts: Sequence[Any] = ()
    notes: Sequence[str] = ()

    def keep(self, least: int) -> None:
        """Leave out every answer that fewer than `least` sources stand behind; raises NotFoundError if none is left."""
        if least <= 1 or not (self.answers or self.rows):
            return
        if self.parts:
            pairs = zip(self.parts, self.answers, strict=True)
            self.parts = [part for part, answer in pairs if len(answer["sources"]) >= least]
        self.answers = [answer for answer in self.answers if len(answer["sources"]) >= least]
        self.rows = [row for row in self.rows if (row.behind or len(row.sources)) >= least]
        if not (self.answers or self.rows):
            message = f"no answer has {least} sources or more behind it"
            raise NotFoundError(message)

    def source_slugs(self, *, rows_only: bool = False) -> list[str]:
        """Return the slugs of all sources cited, in order of first appearance; on request those of the rows alone."""
        in_rows = [slug for row in self.rows for slug in row.sources]
        in_answers = [] if rows_only else [slug for answer in self.answers for slug in cited_in(answer)]
        return list(dict.fromkeys([*in_rows, *in_answers]))


def cited_in(value: Any) -> Iterable[str]:
    """Yield every slug in a `sources` list anywhere inside an answer."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name == "sources" and isinstance(inner, (list, tuple)):
                yield from inner
            else:
                yield from cited_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from cited_in(inner)


def write(report: Report, style: str, *, sources: bool) -> None:
    """Write a report to standard output in one of the formats."""
    if report.empty and not report.answers and style != "json":
        note(report.empty)
    if style == "json":
        _write_json(report, sources=sources)
    elif style in ("csv", "tsv"):
        _write_delimited(report, "," if style == "csv" else "\t", sources=sources)
    elif style == "markdown":
        from probation.cli.markdown import write_markdown

        write_markdown(report, sources=sources)
    else:
        from probation.cli.table import write_table

        write_table(report, sources=sources)


def send(text: str) -> None:
    """Write a text as it is; to a terminal without the control characters that labels in it may hold."""
    if sys.stdout.isatty():
        text = "\n".join("\t".join(map(printable, line.split("\t"))) for line in text.split("\n"))
    sys.stdout.write(text)


def columns(rows: Iterable[Row]) -> list[str]:
    """Return the names of all columns, in order of first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row.cells))


def note(*lines: str) -> None:
    """Say something beside the answer, on standard error.

    A line end within a line (of a file's name) is none, and what is longer than anybody reads is cut.
    """
    first, *rest = (line if len(line) < _LONGEST else f"{line[:_LONGEST]}…" for line in map(printable, lines))
    sys.stderr.write("\n".join([f"probation: {first}", *rest]) + "\n")


def printable(text: str) -> str:
    """Return text without control characters (a label must not steer a terminal); line ends become blanks."""
    if text.isprintable():
        return text
    spaced = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return "".join(c if c.isprintable() or c == " " else "\N{REPLACEMENT CHARACTER}" for c in spaced)


def _write_json(report: Report, *, sources: bool) -> None:
    import json

    body = {
        "question": report.question,
        "as_of": report.as_of,
        "answers": list(report.answers),
        "sources": {slug: source.to_json() for slug, source in sorted(report.cited.items())} if sources else {},
    }
    text = json.dumps(body, ensure_ascii=False, indent=2)
    # JSON escapes the control characters of ASCII; a terminal heeds others as well.
    sys.stdout.write(_UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n")


def _write_delimited(report: Report, delimiter: str, *, sources: bool) -> None:
    import csv

    rows = [row._replace(cells={**row.cells, **row.more}) for row in report.rows]
    names = columns(rows)
    grouped = any(row.group for row in report.rows)
    header = [*(["group"] if grouped else []), *names, *(["sources"] if sources else [])]
    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        cells = [*([row.group] if grouped else []), *(row.cells.get(name, "") for name in names)]
        if sources:
            cells.append(BETWEEN.join(row.sources))
        writer.writerow([inert(printable(cell)) for cell in cells])


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before a leading sign, but of a number.

    White space before the sign, such as a tab, does not hide it.
    """
    risky = cell.lstrip().startswith(_SIGNS) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if risky else cell
