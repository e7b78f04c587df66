"""Read the knowledge: one Turtle file per source, its statements into the named graph of that source.

A file says who it is: its base IRI is its source's, so `<>` in it is the source, and a file that does not describe
`<>` is refused, for a statement without a source cannot enter the graph.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from probation.graph.errors import InputError
from probation.graph.packages import package_folder
from probation.graph.terms import PREFIXES, compact, expand

MAX_BYTES = 50_000_000
_SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_TYPE, _SOURCE, _TITLE = (ox.NamedNode(expand(name)) for name in ("rdf:type", "pg:Source", "dct:title"))


def shipped_data() -> Path:
    """Return the folder of the data that come with the project."""
    return package_folder("data")


def source_files(folders: Iterable[Path]) -> dict[str, Path]:
    """Return source slug → Turtle file for all files below the folders; see `source_paths`."""
    return {slug: Path(path) for slug, path in source_paths(folders).items()}


def source_paths(folders: Iterable[Path]) -> dict[str, str]:
    """Return source slug → path for all Turtle files below the folders; a later folder replaces a slug's file.

    Paths are text here, for a thousand of them are looked at on every start and Path objects take a while. Raises
    InputError for a folder that is not there or two files of one slug in one folder.
    """
    found: dict[str, str] = {}
    for folder in folders:
        if not folder.is_dir():
            message = f"{folder}: no such folder of data; name a folder with Turtle files (*.ttl)"
            raise InputError(message)
        here: dict[str, str] = {}
        for name, path in _turtle_files(str(folder)):
            if name in here:
                message = f"{path} and {here[name]} name one source; keep one file per source"
                raise InputError(message)
            here[name] = path
        found.update(here)
    return found


def _turtle_files(folder: str) -> Iterator[tuple[str, str]]:
    """Yield (stem, path) of every Turtle file below a folder, in a fixed order; by names alone, for speed."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        message = f"{folder}: cannot be read ({error.strerror})"
        raise InputError(message) from None
    for entry in found:
        # A folder that is called like a file is refused when it is read, not passed over.
        if entry.name.endswith(".ttl") and not entry.name.startswith("."):
            yield entry.name.removesuffix(".ttl"), entry.path
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _turtle_files(entry.path)


def read_source(path: Path) -> list[ox.Quad]:
    """Read one source's file into quads of its named graph.

    Raises InputError, with file and line where known, for a file that cannot be read, is not Turtle, holds a blank
    node or an ill-typed literal, or does not describe its source.
    """
    if not _SLUG.fullmatch(path.stem):
        message = f"{path}: a source's file is named by its slug: lower-case letters, digits and hyphens"
        raise InputError(message)
    source = ox.NamedNode(PREFIXES["source"] + path.stem)
    text = _text(path)
    quads = [
        ox.Quad(triple.subject, triple.predicate, triple.object, source) for triple in _parse(text, path, source.value)
    ]
    _refuse_faults(quads, text, path)
    described = {quad.predicate for quad in quads if quad.subject == source}
    if ox.Quad(source, _TYPE, _SOURCE, source) not in quads or _TITLE not in described:
        message = (
            f"{path}: its statements have no source: describe the source in the file itself, "
            f'as in  <> a pg:Source ; dct:title "…" .  with  @base <{source.value}> .'
        )
        raise InputError(message)
    return quads


def read_vocabulary() -> list[ox.Triple]:
    """Read the ontology, its schemes and the labels of outside terms (the shapes are for checking only)."""
    folder = package_folder("ontology")
    triples: list[ox.Triple] = []
    for path in vocabulary_files(folder):
        triples += [quad.triple for quad in _parse(_text(path), path, PREFIXES["pg"])]
    return triples


def read_shapes() -> list[ox.Triple]:
    """Read the SHACL shapes."""
    folder = package_folder("ontology") / "shapes"
    return [quad.triple for path in sorted(folder.glob("*.ttl")) for quad in _parse(_text(path), path, PREFIXES["pg"])]


def vocabulary_files(folder: Path) -> list[Path]:
    """Return the Turtle files that make the vocabulary, in a fixed order."""
    return [folder / name for name in vocabulary_names(str(folder))]


def vocabulary_names(folder: str) -> list[str]:
    """Return the names of these files within the folder of the ontology."""
    parts = [
        f"{part}/{name}"
        for part in ("schemes", "labels")
        for name in sorted(os.listdir(f"{folder}/{part}"))  # noqa: PTH208 - as in source_paths
    ]
    return ["probation.ttl", *(name for name in parts if name.endswith(".ttl"))]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"{path}: larger than {MAX_BYTES // 1_000_000} MB; split it by source"
            raise InputError(message)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path}: not a text file in UTF-8 (byte {error.start}); save it as UTF-8 Turtle"
        raise InputError(message) from None
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror})"
        raise InputError(message) from None


def _parse(text: str, path: Path, base: str) -> list[ox.Quad]:
    try:
        return list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base))
    except SyntaxError as error:
        message = f"{_place(path, error.lineno)}: not Turtle: {_reason(error)}"
        raise InputError(message) from None
    except ValueError as error:
        message = f"{path}: not Turtle: {error}"
        raise InputError(message) from None


def _place(path: Path, line: int | None) -> str:
    """Return where a fault stands, as messages say it."""
    return str(path) if line is None else f"{path}, line {line}"


def _reason(error: SyntaxError) -> str:
    return re.sub(r"^.*? at line \d+ (between )?columns? .*?: ", "", str(error.msg)).strip()


def _refuse_faults(quads: list[ox.Quad], text: str, path: Path) -> None:
    from probation.graph.literals import fault

    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            message = (
                f"{path}: holds a blank node (near {compact(quad.predicate.value)}); "
                "give every thing an address of its own, such as id:some-name"
            )
            raise InputError(message)
        literal = quad.object
        if isinstance(literal, ox.Literal) and not literal.language:
            wrong = fault(literal.value, literal.datatype.value)
            if wrong:
                quoted = f'"{literal.value}"'
                line = line_of(text, f"{quoted}^^") or line_of(text, quoted) or line_of(text, literal.value)
                where = f"{_place(path, line)}: ill-typed value of {compact(quad.predicate.value)}"
                message = f"{where}: {wrong}"
                raise InputError(message)


def line_of(text: str, needle: str) -> int | None:
    """Return the first line (1-based) of `text` that holds `needle`."""
    position = text.find(needle)
    return None if position < 0 else text.count("\n", 0, position) + 1
