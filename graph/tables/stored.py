"""What the data files already say: their statements by source, and an index of the things in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from probation.graph.errors import InputError
from probation.graph.load import source_files
from probation.graph.tables.schema import Schema
from probation.graph.terms import PREFIXES, expand

_TYPE = ox.NamedNode(expand("rdf:type"))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One source's file: where it is, its text, its statements."""

    path: Path
    text: str
    triples: frozenset[ox.Triple]


@dataclass(slots=True)
class Stored:
    """All sources' files, and what is known of each thing: its properties and their values, over all files."""

    files: dict[str, StoredFile] = field(default_factory=dict)
    things: dict[ox.NamedNode, dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]] = field(default_factory=dict)

    def values(self, thing: ox.NamedNode, curie: str) -> Sequence[ox.NamedNode | ox.Literal]:
        """Return the values a property of a thing has in any file."""
        return self.things.get(thing, {}).get(ox.NamedNode(expand(curie)), ())

    def types(self, thing: ox.NamedNode) -> set[str]:
        """Return the IRIs of a thing's classes."""
        return {value.value for value in self.things.get(thing, {}).get(_TYPE, ())}

    def of_type(self, curie: str) -> Iterator[ox.NamedNode]:
        """Yield the things of one class."""
        wanted = ox.NamedNode(expand(curie))
        for thing, properties in self.things.items():
            if wanted in properties.get(_TYPE, ()):
                yield thing


def read_stored(folders: Iterable[Path]) -> Stored:
    """Read the data files below `folders`; a later folder's file replaces an earlier one's of the same source.

    Raises InputError for a file that is not Turtle.
    """
    stored = Stored()
    present = [folder for folder in folders if folder.is_dir()]
    for slug, path in source_files(present).items():
        stored.files[slug] = file = _read(path, slug)
        for triple in file.triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                properties = stored.things.setdefault(triple.subject, {})
                values = properties.setdefault(triple.predicate, [])
                if triple.object not in values:
                    values.append(triple.object)
    return stored


def kind_of_class(schema: Schema) -> dict[str, str]:
    """Return class IRI -> kind of thing, as the tables define them."""
    kinds: dict[str, str] = {}
    for table in schema.tables.values():
        column = table.id_column
        if column is None or column.defines is None:
            continue
        for node in table.nodes:
            if f"{{{column.name}}}" not in node.about or "/" in node.about:
                continue
            if node.kind.startswith("{"):
                classes = table.columns[node.kind.strip("{}")].classes or {}
                kinds.update({expand(curie): column.defines for curie in classes.values()})
            else:
                kinds[expand(node.kind)] = column.defines
    return kinds


def _read(path: Path, slug: str) -> StoredFile:
    try:
        text = path.read_text(encoding="utf-8")
        parsed = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=PREFIXES["source"] + slug)
        return StoredFile(path, text, frozenset(quad.triple for quad in parsed))
    except (OSError, ValueError, SyntaxError) as error:
        message = f"{path}: cannot be added to, for it cannot be read as Turtle: {error}"
        raise InputError(message) from None
