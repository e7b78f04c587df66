"""Import tables: read, check, state, write; the same way for files, folders and single rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from probation.graph.tables.agents import build_agents
from probation.graph.tables.checking import row_problems, warnings
from probation.graph.tables.context import Context
from probation.graph.tables.meaning import read_meaning
from probation.graph.tables.problems import Problem, TableErrors, suggestion
from probation.graph.tables.reading import read_tables
from probation.graph.tables.registry import build_registry
from probation.graph.tables.rows import Row
from probation.graph.tables.schema import Schema, load_schema
from probation.graph.tables.statements import state
from probation.graph.tables.stored import read_stored
from probation.graph.tables.vocabulary import load_vocabulary
from probation.graph.tables.writing import count, plan, write

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do if `check_only`.

    `rows`: table -> rows read (`inferred/` rows under their table); `written`, `changed`: files made and files added
    to; `unchanged`: how many sources named by the tables needed nothing; `statements`: how many these sources' files
    hold afterwards, each counted once per source; `added`: how many of them were new; `warnings`: what is allowed
    but worth a look.
    """

    rows: Mapping[str, int]
    written: tuple[Path, ...]
    changed: tuple[Path, ...]
    unchanged: int
    statements: int
    added: int
    warnings: tuple[Problem, ...]
    check_only: bool


def import_tables(
    paths: Sequence[Path],
    into: Path,
    *,
    progress: Progress | None = None,
    check_only: bool = False,
    known: Sequence[Path] = (),
) -> ImportReport:
    """Read tables (CSV, XLSX, folders of them) and put their statements into the Turtle files below `into`.

    `known` are further data folders whose things the tables may name and whose files are copied before they are
    added to. `progress` is told a stage (`reading`, `checking`, `stating`, `writing`), how much is done, and of how
    much. Raises TableErrors with every fault found, before anything is written, and InputError for a folder that
    cannot be read or written.
    """
    tell = progress or (lambda _stage, _done, _total: None)
    schema = load_schema()
    tell("reading", 0, len(paths))
    rows, problems = read_tables(paths, schema)
    tell("reading", len(paths), len(paths))
    return _import_rows(rows, problems, into, schema, tell, check_only, known)


def add_rows(
    rows: Sequence[tuple[str, Mapping[str, str]]],
    into: Path,
    *,
    check_only: bool = False,
    known: Sequence[Path] = (),
) -> ImportReport:
    """Add single rows, each as (table, column -> text), in the way of `import_tables`; all of them or none.

    Columns left out are empty. Problems name the row by its place in `rows`, the first being 1.
    """
    schema = load_schema()
    made: list[Row] = []
    problems: list[Problem] = []
    for number, (name, values) in enumerate(rows, start=1):
        table = schema.tables.get(name)
        if table is None:
            message = f"there is no table {name!r}" + suggestion(name, schema.tables)
            problems.append(Problem("new row", number, "", message))
            continue
        for column in values:
            if column not in table.columns:
                message = f"no such column in {name}" + suggestion(column, table.columns)
                problems.append(Problem("new row", number, column, message))
        cells = {column: str(values.get(column, "")).strip() for column in table.columns}
        made.append(Row(table, "new row", number, cells))
    return _import_rows(made, problems, into, schema, lambda *_: None, check_only, known)


def add_row(table: str, values: Mapping[str, str], into: Path, *, known: Sequence[Path] = ()) -> ImportReport:
    """Add one row of a table; see `add_rows`."""
    return add_rows([(table, values)], into, known=known)


def _import_rows(
    rows: Sequence[Row],
    problems: list[Problem],
    into: Path,
    schema: Schema,
    tell: Progress,
    check_only: bool,
    known: Sequence[Path],
) -> ImportReport:
    into = into.absolute()
    stored = read_stored([*known, into])
    registry = build_registry(rows, stored, schema, problems)
    context = Context(schema, load_vocabulary(), registry, stored)
    tell("checking", 0, len(rows))
    problems += row_problems(rows, context)
    tell("checking", len(rows), len(rows))
    if problems:
        raise TableErrors(problems)
    agents = build_agents(registry, stored)
    meanings = [read_meaning(row, context, agents) for row in rows]
    graphs = state(meanings, context, agents, lambda done, total: tell("stating", done, total))
    changes = plan(graphs, stored, into)
    if not check_only:
        write(changes, into, lambda done, total: tell("writing", done, total))
    return ImportReport(
        rows=Counter(row.table.name for row in rows),
        written=tuple(change.path for change in changes if change.is_new),
        changed=tuple(change.path for change in changes if not change.is_new),
        unchanged=len(graphs) - len(changes),
        statements=count(graphs, stored),
        added=sum(change.added for change in changes),
        warnings=tuple(warnings(rows)),
        check_only=check_only,
    )
