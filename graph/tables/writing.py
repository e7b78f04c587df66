"""Put statements into the sources' files: merged with what is there, whole files only, nothing half-written.

All new texts are first written into a folder of their own inside the data folder, then moved into place one by one;
a move is whole or not at all. An import that is stopped leaves some files new and some old, each sound, and the next
import completes it. Text written by hand is kept: what the tables add stands below it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from probation.graph.errors import InputError
from probation.graph.tables.statements import Graphs
from probation.graph.tables.stored import Stored, StoredFile
from probation.graph.tables.turtle import MARK, document, section
from probation.graph.terms import PREFIXES, expand

_ISSUED = ox.NamedNode(expand("dct:issued"))
_ASIDE = ".import-"
_PART = ".part"
_LONG_AGO = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Change:
    """One file to be written: where, with which text, and how many statements are new in it."""

    path: Path
    text: str
    added: int
    is_new: bool


def plan(graphs: Graphs, stored: Stored, into: Path) -> list[Change]:
    """Return the files that must change for the statements to be in them, in order of their paths."""
    changes = []
    for slug, triples in graphs.items():
        base = PREFIXES["source"] + slug
        file = stored.files.get(slug)
        fresh = triples - file.triples if file else triples
        if not fresh:
            continue
        inside = file is not None and into in file.path.parents
        path = file.path if file and inside else into / _folder(slug, triples, file) / f"{slug}.ttl"
        text = _merged(file, fresh, base) if file else document(triples, base)
        changes.append(Change(path, text, len(fresh), not inside))
    return sorted(changes, key=lambda change: change.path)


def write(changes: list[Change], into: Path, tick: Callable[[int, int], None]) -> None:
    """Write all changes; raises InputError when the folder cannot be written, leaving every file whole."""
    if not changes:
        return
    try:
        into.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(into)
        aside = into / f"{_ASIDE}{os.getpid()}"
        aside.mkdir(exist_ok=True)
        try:
            staged = [_stage(change, aside, number) for number, change in enumerate(changes)]
            for number, (change, part) in enumerate(zip(changes, staged, strict=True), start=1):
                change.path.parent.mkdir(parents=True, exist_ok=True)
                part.replace(change.path)
                tick(number, len(changes))
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        message = f"{error.filename or into}: cannot be written ({error.strerror})"
        raise InputError(message) from None


def _stage(change: Change, aside: Path, number: int) -> Path:
    part = aside / f"{number}{_PART}"
    with part.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(change.text)
    return part


def _merged(file: StoredFile, fresh: set[ox.Triple], base: str) -> str:
    """Return a file's text with new statements: rewritten if the importer wrote it, else kept with a part added."""
    if document(file.triples, base) == file.text:
        return document(file.triples | fresh, base)
    own, _, rest = file.text.partition(MARK)
    own = own.rstrip("\n") + "\n\n"
    if rest:
        written = ox.parse(own, format=ox.RdfFormat.TURTLE, base_iri=base)
        fresh = fresh | (file.triples - {quad.triple for quad in written})
    return own + section(fresh, base, own)


def _folder(slug: str, triples: set[ox.Triple], file: StoredFile | None) -> str:
    source = ox.NamedNode(PREFIXES["source"] + slug)
    said = triples | file.triples if file else triples
    issued = sorted(
        t.object.value
        for t in said
        if t.subject == source and t.predicate == _ISSUED and isinstance(t.object, ox.Literal)
    )
    return issued[0][:4] if issued else "undated"


def _remove_abandoned(into: Path) -> None:
    """Remove what imports that no longer run have left behind."""
    for folder in into.glob(f"{_ASIDE}*"):
        with suppress(ValueError, OSError):
            if _abandoned(folder, int(folder.name.removeprefix(_ASIDE))):
                shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path, process: int) -> bool:
    if os.name != "posix":
        return time.time() - folder.stat().st_mtime > _LONG_AGO
    try:
        os.kill(process, 0)  # asks whether it is there, does nothing to it
    except ProcessLookupError:
        return True
    return False


def count(graphs: Graphs, stored: Stored) -> int:
    """Return how many statements the sources' files hold once written, each counted once per source."""
    return sum(
        len(triples | stored.files[slug].triples if slug in stored.files else triples)
        for slug, triples in graphs.items()
    )
