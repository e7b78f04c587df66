"""What the data cover and how well: the page docs/data.md, made by `make docs` from the graph itself."""

from __future__ import annotations

from collections.abc import Iterator

from probation.graph import KnowledgeGraph
from probation.graph.header import read_header
from probation.graph.lookups import lookup
from probation.graph.packages import package_folder
from probation.graph.terms import Iri

INTRODUCTION = """\
The facts come from public documents: reports and press releases of the inspectorate, written statements, legislation,
audit reports, committee reports, official lists, company and charity pages, news, blogs and encyclopaedias. Each
document is a source with a file of its own in `data/`; the [tables](../tests/dossier/README.md) they were compiled in
are kept beside the tests, which find every row of them again in the graph.
"""

CORRECTING = """\
## Correct a fact

1. `probation sources "NAME"` names the sources; each has one file in `data/`, named by its slug.
2. If the file says what the document does not say, change the file, and the row of the table it came from if there is
   one (an import only adds, so a changed row does not remove what stood there before).
3. If the document is wrong, leave its file as it is. Add the better source, and a note in
   `data/undated/editorial.ttl` that says which value is preferred and why.
4. `probation check`, `make docs`, `make test`.
"""


def page() -> str:
    """Return the page as Markdown."""
    graph = KnowledgeGraph.open()
    counts = graph.snapshot.counts
    disputes, with_precision = len(graph.conflicts()), len(graph.conflicts(precision=True))
    parts = [
        "# The data",
        "",
        "<!-- Made by `make docs`; edit docs/data_page.py instead. -->",
        "",
        INTRODUCTION,
        f"{len(counts['sources']):,} sources make {counts['statements']:,} statements; the rules derive "
        f"{counts['derived']:,} more. Sources contradict each other in {disputes} places "
        f"(`probation conflicts`); in {with_precision - disputes} more one is only less precise than another "
        "(`probation conflicts --precision`).",
        "",
        "## Things",
        "",
        *_table(("things", "number"), _classes(graph)),
        "",
        "## Sources behind a statement",
        "",
        "Types and names apart, which every file repeats:",
        "",
        *_table(("sources", "statements", "share"), _shares(graph)),
        "",
        "## By period",
        "",
        *_table(("year", "sources", "inspections", "policy events"), _years(graph)),
        "",
        "## What is missing",
        "",
        *_table(("gap", "missing", "of"), _gaps(graph)),
        "",
        CORRECTING,
    ]
    return "\n".join(parts)


def _table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> list[str]:
    lines = [header, ("---",) * len(header), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _rows(graph: KnowledgeGraph, name: str, folder: str = "coverage") -> Iterator[dict[str, str]]:
    for row in graph.engine.select(lookup(name, folder)):
        yield {column: str(value) for column, value in row.items()}


def _classes(graph: KnowledgeGraph) -> Iterator[tuple[str, ...]]:
    found = []
    for row in _rows(graph, "count_by_class", "lookup"):
        info = graph.vocabulary[Iri(row["class"])]
        found.append((info.order, info.text("pg:pluralLabel") or info.label, row["things"]))
    for _, label, number in sorted(found):
        yield label, number


def _shares(graph: KnowledgeGraph) -> Iterator[tuple[str, ...]]:
    found = {int(row["sources"]): int(row["statements"]) for row in _rows(graph, "sources_per_statement")}
    total = sum(found.values())
    more = sum(number for sources, number in found.items() if sources >= 3)
    for label, number in (("one", found.get(1, 0)), ("two", found.get(2, 0)), ("three or more", more)):
        yield label, str(number), f"{number / total:.0%}"


def _years(graph: KnowledgeGraph) -> Iterator[tuple[str, ...]]:
    columns = (("sources_per_year", "sources"), ("inspections_per_year", "inspections"), ("events_per_year", "events"))
    tables = [{row["year"]: row[column] for row in _rows(graph, name)} for name, column in columns]
    for year in sorted({year for table in tables for year in table}):
        yield year, *(table.get(year, "") for table in tables)


def _gaps(graph: KnowledgeGraph) -> Iterator[tuple[str, ...]]:
    folder = package_folder("queries") / "coverage"
    for path in sorted(folder.glob("gap_*.rq")):
        title = str(read_header(path.read_text(encoding="utf-8"), path)["title"])
        (row,) = _rows(graph, path.stem)
        yield title, row["missing"], row["total"]
