"""Which ids stand for what: things named by the tables and things that are in the data already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from probation.graph.tables.problems import Problem, quoted
from probation.graph.tables.rows import Row
from probation.graph.tables.schema import Schema
from probation.graph.tables.slugs import ID
from probation.graph.tables.stored import Stored, kind_of_class
from probation.graph.terms import PREFIXES, expand


@dataclass(slots=True)
class Registry:
    """Rows that name a thing, by kind and id; ids of things in the data, by kind.

    `incomplete`: kinds of thing whose table could not be read in full, so that an id not found says nothing.
    """

    schema: Schema
    rows: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    stored: dict[str, set[str]] = field(default_factory=dict)
    incomplete: frozenset[str] = frozenset()

    def knows(self, kind: str, identifier: str) -> bool:
        """Say whether an id stands for a thing of a kind."""
        return identifier in self.rows.get(kind, ()) or identifier in self.stored.get(kind, ())

    def kinds(self, identifier: str) -> list[str]:
        """Return every kind of thing (sources apart) an id stands for."""
        return [k for k in self.schema.kinds if k != "source" and self.knows(k, identifier)]

    def ids(self, kinds: Iterable[str]) -> set[str]:
        """Return all ids of some kinds."""
        found: set[str] = set()
        for kind in kinds:
            found.update(self.rows.get(kind, ()), self.stored.get(kind, ()))
        return found

    def types(self, identifier: str, stored: Stored) -> set[str]:
        """Return the kinds of body an id stands for, as words of the table."""
        column = self.schema.tables["organisations"].columns["type"]
        words = {row.cells["type"] for row in self.rows.get("body", {}).get(identifier, ())}
        classes = stored.types(ox.NamedNode(PREFIXES["id"] + identifier))
        words.update(w for w, curie in (column.classes or {}).items() if expand(curie) in classes)
        return words


def build_registry(rows: Sequence[Row], stored: Stored, schema: Schema, unread: Iterable[Problem] = ()) -> Registry:
    """Collect the ids that rows name and those the data files know; `unread` are faults that rows were lost by."""
    places = {re.split(r", sheet |[/\\\\]", problem.file)[-1].lower().removesuffix(".csv") for problem in unread}
    incomplete = {kind.name for kind in schema.kinds.values() if kind.table in places}
    registry = Registry(schema, incomplete=frozenset(incomplete))
    for row in rows:
        column = row.table.id_column
        if column is not None and column.defines and row.cells[column.name]:
            named = registry.rows.setdefault(column.defines, {})
            named.setdefault(row.cells[column.name], []).append(row)
    kinds = kind_of_class(schema)
    for thing in stored.things:
        for type_ in stored.types(thing):
            if kind := kinds.get(type_):
                namespace = PREFIXES["source" if kind == "source" else "id"]
                if thing.value.startswith(namespace):
                    identifier = thing.value.removeprefix(namespace)
                    registry.stored.setdefault(kind, set()).add(identifier)
    return registry


def identity_problems(registry: Registry) -> list[Problem]:
    """Return what is wrong with the ids themselves: their form, two kinds of thing, rows that repeat or differ."""
    problems: list[Problem] = []
    for kind, named in registry.rows.items():
        for identifier, rows in named.items():
            first = rows[0]
            column = first.table.id_column
            name = column.name if column else ""
            if not ID.fullmatch(identifier):
                message = f"{quoted(identifier)} is no id: use lower-case letters, digits and hyphens, at most 200"
                problems += [row.problem(name, message) for row in rows]
            if kind != "source":
                problems += _two_kinds(registry, kind, identifier, first, name)
            if first.table.key:
                problems += _repeated(rows, name)
            for same in first.table.same_on_all_rows:
                problems += _differing(rows, same)
    return problems


def _two_kinds(registry: Registry, kind: str, identifier: str, row: Row, column: str) -> list[Problem]:
    others = [k for k in registry.kinds(identifier) if k != kind]
    labels = registry.schema.kinds
    return [
        row.problem(
            column,
            f"{identifier!r} stands for {labels[kind].label} here and for {labels[k].label} "
            f"{_where(registry, k, identifier)}: give each an id of its own",
        )
        for k in others
    ]


def _where(registry: Registry, kind: str, identifier: str) -> str:
    rows = registry.rows.get(kind, {}).get(identifier)
    return f"in {rows[0].file}, row {rows[0].number}" if rows else "in the data already"


def _repeated(rows: Sequence[Row], column: str) -> list[Problem]:
    first, *others = rows
    return [
        row.problem(
            column,
            f"{row.cells[column]!r} stands in {first.file}, row {first.number}, already; "
            f"the table {row.table.name} has one row for each",
        )
        for row in others
        if dict(row.cells) != dict(first.cells)
    ]


def _differing(rows: Sequence[Row], column: str) -> list[Problem]:
    first, *others = rows
    return [
        row.problem(
            column,
            f"{row.cells[column]!r} differs from {first.cells[column]!r} in {first.file}, "
            f"row {first.number}: the {column} is the same on all rows of an id",
        )
        for row in others
        if row.cells[column] != first.cells[column]
    ]
