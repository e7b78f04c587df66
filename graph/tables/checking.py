"""Check every row before anything is written; all faults come back together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probation.graph import dates
from probation.graph.errors import InputError
from probation.graph.tables.cells import cell_faults
from probation.graph.tables.context import Context
from probation.graph.tables.problems import Problem
from probation.graph.tables.registry import identity_problems
from probation.graph.tables.rows import Row


def row_problems(rows: Sequence[Row], context: Context) -> list[Problem]:
    """Return all that is wrong with the rows: cells, ids, order of dates, what a relation may join."""
    problems = identity_problems(context.registry)
    for row in rows:
        found = [
            row.problem(column.name, message)
            for column in row.table.columns.values()
            for message in cell_faults(row, column, context)
        ]
        problems += found or [*_order_faults(row), *_object_faults(row, context), *_reason_faults(row)]
    return problems


def warnings(rows: Sequence[Row]) -> list[Problem]:
    """Return what is allowed but worth a look: sources without an address."""
    return [
        row.problem(column.name, f"the source {row.cells['source_id']!r} has no address")
        for row in rows
        for column in row.table.columns.values()
        if column.expected and not row.cells[column.name]
    ]


def _order_faults(row: Row) -> Iterator[Problem]:
    for first, last in row.table.order:
        low, high = row.cells[first], row.cells[last]
        if low and high and _after(low, high):
            yield row.problem(last, f"{high!r} comes before {first} ({low!r})")


def _reason_faults(row: Row) -> Iterator[Problem]:
    if row.inferred and row.table.id_column is None and not row.cells.get("note", "-"):
        yield row.problem("note", "empty; an inference of the editors needs its reason here")


def _after(low: str, high: str) -> bool:
    try:
        return dates.parse(low).earliest > dates.parse(high).latest
    except InputError:
        return float(low) > float(high)


def _object_faults(row: Row, context: Context) -> Iterator[Problem]:
    for node in row.table.nodes:
        if not node.object_is or any(row.cells[c] not in v for c, v in node.when.items()):
            continue
        column = next(c for c in ("object_id", "other_id") if c in row.cells)
        identifier = row.cells[column]
        if not any(context.registry.knows(kind, identifier) for kind in node.object_is):
            wanted = " or ".join(context.schema.kinds[kind].label for kind in node.object_is)
            actual = context.schema.kinds[context.registry.kinds(identifier)[0]].label
            message = f"{identifier!r} is {actual}; {row.cells['predicate']} takes {wanted}"
            yield row.problem(column, message)
