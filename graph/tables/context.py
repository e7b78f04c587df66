"""All that the meaning of a cell may depend on: the mapping, the closed lists, the known ids, the data."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyoxigraph as ox

from probation.graph.tables.registry import Registry
from probation.graph.tables.rows import Row
from probation.graph.tables.schema import Column, Schema
from probation.graph.tables.slugs import ID, slugify
from probation.graph.tables.stored import Stored
from probation.graph.tables.vocabulary import Vocabulary
from probation.graph.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class Context:
    """All a cell's meaning may depend on."""

    schema: Schema
    vocabulary: Vocabulary
    registry: Registry
    stored: Stored

    def schemes(self, row: Row, column: Column) -> tuple[str, ...]:
        """Return the concept schemes of a column; `{a>b}` in a name is what column b says of the thing in a."""
        return tuple(
            re.sub(r"\{(\w+)>(\w+)\}", lambda m: self._follow(row, *m.groups()), name) for name in column.schemes
        )

    def _follow(self, row: Row, column: str, wanted: str) -> str:
        identifier = row.cells[column]
        kind = row.table.columns[column].refers_to[0]
        for other in self.registry.rows.get(kind, {}).get(identifier, ()):
            if other.cells[wanted]:
                return slugify(other.cells[wanted])
        if not ID.fullmatch(identifier):
            return "unknown"
        thing = ox.NamedNode(PREFIXES["id"] + identifier)
        for value in self.stored.values(thing, f"pg:{wanted}"):
            return value.value.rsplit("/", 1)[-1]
        return "unknown"

    def concept(self, row: Row, column: Column, word: str) -> ox.NamedNode | None:
        """Return the concept a word in a column stands for."""
        return self.vocabulary.find(self.schemes(row, column), word)
