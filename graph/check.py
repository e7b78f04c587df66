"""`check`: SHACL shapes and the check queries, over the shipped data or a user's files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from probation.graph.engine import OxigraphEngine
from probation.graph.header import read_header
from probation.graph.load import line_of, read_shapes, read_source, read_vocabulary, shipped_data
from probation.graph.lookups import lookup
from probation.graph.packages import package_folder
from probation.graph.terms import ONTOLOGY_GRAPH, PREFIXES, compact, slug

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: how bad (error or warning), which check, where, and what is wrong with which value."""

    severity: str
    check: str
    entity: str
    property: str
    value: str
    message: str
    place: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "severity": self.severity,
            "check": self.check,
            "entity": self.entity,
            "property": self.property,
            "value": self.value,
            "message": self.message,
            "place": self.place,
            "sources": [],
        }


def check(paths: dict[str, Path], only: Iterable[str] | None, progress: Progress | None) -> list[Fault]:
    """Check the sources in `paths` (slug → file) together and return the faults, errors first.

    With `only`, faults about things that none of those sources' files speaks of are left out. Raises InputError for a
    file that cannot be loaded at all.
    """
    quads: list[ox.Quad] = []
    for number, (_, path) in enumerate(sorted(paths.items()), start=1):
        if progress:
            progress("reading sources", number, len(paths))
        quads += read_source(path)
    wanted = None if only is None else {PREFIXES["source"] + name for name in only}
    chosen = [(s, g) for s, g in map(_ends, quads) if wanted is None or g in wanted]
    spoken_of = {subject for subject, _ in chosen}
    if progress:
        progress("running check queries", 0, 1)
    faults = list(_query_faults(quads))
    if progress:
        progress("validating shapes", 0, 1)
    faults += _shape_faults(quads, None if wanted is None else sorted(spoken_of))
    texts = {name: path.read_text("utf-8-sig") for name, path in paths.items()}
    places = _places(chosen, texts, paths)
    kept = [
        Fault(f.severity, f.check, compact(f.entity), f.property, f.value, f.message, place)
        for f in set(faults)
        for place in [places(f.entity)]
        if wanted is None or f.entity in spoken_of
    ]
    return sorted(kept)


def checks() -> list[tuple[str, dict[str, Any], str]]:
    """Return (name, header, query) of every check query."""
    folder = package_folder("queries") / "checks"
    return [
        (path.stem, read_header(lookup(path.stem, "checks"), path), lookup(path.stem, "checks"))
        for path in sorted(folder.glob("*.rq"))
    ]


def _query_faults(quads: list[ox.Quad]) -> Iterable[Fault]:
    store = ox.Store()
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    vocabulary = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in (*read_vocabulary(), *read_shapes())]
    store.bulk_extend([*quads, *vocabulary])
    store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in [*quads, *vocabulary])
    engine = OxigraphEngine(store)
    for name, header, query in checks():
        for row in engine.select(query):
            yield Fault(
                str(header.get("severity", "error")),
                name,
                str(row.get("entity", "")),
                compact(str(row.get("property", ""))),
                slug(str(row.get("value", ""))),
                f"{header['title']}: {header['solution']}",
            )


def _shape_faults(quads: list[ox.Quad], focus: list[str] | None) -> list[Fault]:
    """Validate the shapes, of the things in `focus` only when it is given."""
    import rdflib
    from pyshacl import validate
    from rdflib.namespace import SH

    data, shapes = rdflib.Graph(), rdflib.Graph()
    _fill(data, (quad.triple for quad in quads))
    # As an ontology pySHACL would take over its axioms only, and the shapes ask for the concepts of the schemes.
    _fill(data, read_vocabulary())
    _fill(shapes, read_shapes())
    _, report, _ = validate(data, shacl_graph=shapes, focus_nodes=focus, allow_warnings=True, allow_infos=True)
    assert isinstance(report, rdflib.Graph)  # noqa: S101 - pySHACL types it loosely
    return [
        Fault(
            "error" if report.value(result, SH.resultSeverity) == SH.Violation else "warning",
            "shape",
            str(report.value(result, SH.focusNode) or ""),
            compact(str(report.value(result, SH.resultPath) or "")),
            slug(str(report.value(result, SH.value) or "")),
            str(report.value(result, SH.resultMessage) or ""),
        )
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    ]


def _fill(graph: Any, triples: Iterable[ox.Triple]) -> None:
    """Put pyoxigraph triples into an rdflib graph by way of N-Triples, which both write and read fast."""
    body = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=body, format="nt")


def _ends(quad: ox.Quad) -> tuple[str, str]:
    """Return the IRIs of a loaded quad's subject and graph; a source's file holds no blank node."""
    return str(quad.subject).strip("<>"), str(quad.graph_name).strip("<>")


def _places(spoken: list[tuple[str, str]], texts: dict[str, str], paths: dict[str, Path]) -> Callable[[str], str]:
    """Return a function from a thing to the file, and line where it is found, of a source that speaks of it."""
    # A file of the user's is named so that it can be opened; one that is shipped, by its folder of the data.
    shipped = shipped_data()
    first: dict[str, str] = {}
    for subject, graph in spoken:
        first.setdefault(subject, slug(graph))

    def place(entity: str) -> str:
        name = first.get(entity)
        if name is None:
            return ""
        line = _line_of_subject(texts[name], entity)
        if line is None and entity == PREFIXES["source"] + name:
            line = line_of(texts[name], "<>")
        file = paths[name]
        path = f"{file.parent.name}/{file.name}" if file.is_relative_to(shipped) else str(file)
        return path if line is None else f"{path}:{line}"

    return place


def _line_of_subject(text: str, entity: str) -> int | None:
    """Return the line (1-based) that opens with a thing, under whatever prefix."""
    local = re.escape(entity.rpartition("/")[2]).replace(r"\+", r"\\?\+")
    found = re.search(rf"^[^\s#]*[:/]{local}(?![\w-])", text, re.MULTILINE)
    return None if found is None else text.count("\n", 0, found.start()) + 1
