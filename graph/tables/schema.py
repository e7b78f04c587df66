"""The mapping from tables to statements, read from `ontology/tables.json`: columns, and the nodes a row makes.

The file speaks the language of CSV on the Web, with annotations of our own (prefix `pg:`); this module gives it types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from probation.graph.packages import package_folder


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its cells may hold and what they stand for."""

    name: str
    datatype: str
    description: str
    required: bool = False
    may_be_absent: bool = False
    expected: bool = False
    language: str | None = None
    separator: str | None = None
    form: re.Pattern[str] | None = None
    defines: str | None = None
    refers_to: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    classes: Mapping[str, str] | None = None
    agent: tuple[str, ...] = ()
    iri: str | None = None
    is_sources: bool = False
    chooses_node: bool = False
    broader_of: str | None = None


@dataclass(frozen=True, slots=True)
class NodeRule:
    """One kind of node a row makes: when, its address, its class, its properties (property -> column or constant)."""

    about: str
    kind: str
    properties: Mapping[str, str | Mapping[str, str]]
    when: Mapping[str, tuple[str, ...]]
    given: tuple[str, ...]
    without: tuple[str, ...]
    when_type: Mapping[str, tuple[str, ...]]
    object_is: tuple[str, ...]
    recurs: Mapping[str, str] | None
    moment: Mapping[str, Any] | None
    symmetric: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns by name, in order, and the nodes its rows make."""

    name: str
    description: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    same_on_all_rows: tuple[str, ...]
    order: tuple[tuple[str, str], ...]
    uses_list: str | None
    nodes: tuple[NodeRule, ...]

    @property
    def id_column(self) -> Column | None:
        """The column that names new things, if the table has one."""
        return next((c for c in self.columns.values() if c.defines), None)

    @property
    def sources_column(self) -> Column | None:
        """The column that names the sources of a row; the table of sources itself has none."""
        return next((c for c in self.columns.values() if c.is_sources), None)

    def choices(self, column: str) -> tuple[str, ...]:
        """Return the values of `column` that choose a node."""
        return tuple(sorted({v for node in self.nodes for v in node.when.get(column, ())}))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that ids stand for."""

    name: str
    label: str
    table: str
    scaffold: bool


@dataclass(frozen=True, slots=True)
class Distinction:
    """A row that must not share a node with others of its key, and the word that sets it apart."""

    table: str
    where: Mapping[str, str]
    word: str


@dataclass(frozen=True, slots=True)
class Schema:
    """The whole mapping."""

    tables: Mapping[str, Table]
    kinds: Mapping[str, Kind]
    ignored: Mapping[str, str]
    earliest: int
    latest: int
    maximum_bytes: int
    inferred: Mapping[str, str]
    lists: Mapping[str, Mapping[tuple[str, ...], Mapping[str, Any]]]
    timeless: frozenset[str]
    distinctions: tuple[Distinction, ...]


@lru_cache(maxsize=1)
def load_schema() -> Schema:
    """Read the mapping that comes with the project."""
    folder = package_folder("ontology")
    data = json.loads((folder / "tables.json").read_text("utf-8"))
    identity = json.loads((folder / "identity.json").read_text("utf-8"))
    tables = [_table(entry) for entry in data["tables"]]
    return Schema(
        tables={table.name: table for table in tables},
        kinds={
            name: Kind(name, entry["label"], entry["table"], entry["scaffold"])
            for name, entry in data["pg:kinds"].items()
        },
        ignored=data["pg:ignored"],
        earliest=data["pg:years"]["earliest"],
        latest=data["pg:years"]["latest"],
        maximum_bytes=data["pg:maximumBytes"],
        inferred=data["pg:inferred"],
        lists={
            name: _list(name, (folder / entry["url"]).read_text("utf-8"), entry["key"])
            for name, entry in data["pg:lists"].items()
        },
        timeless=frozenset(identity["timelessMeasures"]),
        distinctions=tuple(
            Distinction(entry["table"], entry["where"], entry["word"]) for entry in identity["distinctRows"]
        ),
    )


def _table(entry: Mapping[str, Any]) -> Table:
    columns = [_column(column) for column in entry["tableSchema"]["columns"]]
    return Table(
        name=entry["url"].removesuffix(".csv"),
        description=entry["dc:description"],
        columns={column.name: column for column in columns},
        key=tuple(entry["tableSchema"].get("primaryKey", ())),
        same_on_all_rows=tuple(entry.get("pg:sameOnAllRows", ())),
        order=tuple((pair[0], pair[1]) for pair in entry.get("pg:order", ())),
        uses_list=entry.get("pg:list"),
        nodes=tuple(_node(node) for node in entry["pg:nodes"]),
    )


def _column(entry: Mapping[str, Any]) -> Column:
    return Column(
        name=entry["name"],
        datatype=entry["datatype"],
        description=entry["dc:description"],
        required=entry.get("required", False),
        may_be_absent=entry.get("pg:mayBeAbsent", False),
        expected=entry.get("pg:expected", False),
        language=entry.get("lang"),
        separator=entry.get("separator"),
        form=re.compile(entry["format"], re.ASCII) if "format" in entry else None,
        defines=entry.get("pg:defines"),
        refers_to=tuple(entry.get("pg:refersTo", ())),
        schemes=tuple(entry.get("pg:scheme", ())),
        classes=entry.get("pg:classes"),
        agent=tuple(entry.get("pg:agent", ())),
        iri=entry.get("pg:iri"),
        is_sources=entry.get("pg:sources", False),
        chooses_node=entry.get("pg:oneOfNodes", False),
        broader_of=entry.get("pg:broaderOf"),
    )


def _node(entry: Mapping[str, Any]) -> NodeRule:
    return NodeRule(
        about=entry["about"],
        kind=entry["class"],
        properties=entry["properties"],
        when={column: tuple(values) for column, values in entry.get("when", {}).items()},
        given=tuple(entry.get("given", ())),
        without=tuple(entry.get("without", ())),
        when_type={column: tuple(v) for column, v in entry.get("whenType", {}).items()},
        object_is=tuple(entry.get("objectIs", ())),
        recurs=entry.get("recurs"),
        moment=entry.get("moment"),
        symmetric=tuple(entry.get("symmetric", ())),
    )


def _list(name: str, text: str, key: list[str]) -> dict[tuple[str, ...], Mapping[str, Any]]:
    return {tuple(entry[column] for column in key): entry for entry in json.loads(text)[name]}
