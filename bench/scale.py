"""The engine at several sizes of the national graph: building, a name looked up, everything about a thing, two hops.

The graphs are made-up countries (`bench.synthetic`), so a thing has as much about it at any size, and a lookup should
take as long in a large graph as in a small one. The bare store is asked the same SPARQL; so is rdflib's own engine, at
1x only, because what it does grows with the square of the size.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from bench import synthetic
from bench.timing import Growth, Ratio, cpu, own_cache, paired
from probation.graph import KnowledgeGraph
from probation.graph.load import source_files
from probation.graph.snapshot import fill
from probation.graph.terms import PREFIXES

SIZES = (1, 10)
RUNS = 15
UNIT = f"{PREFIXES['id']}example-pdu-1-1"
_PREFIXES = "\n".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in ("id", "pg", "skos"))
HOPS = f"""{_PREFIXES}
SELECT ?name WHERE {{
  ?provision pg:area id:example-area-1-1 ; pg:provider ?body .
  ?ownership pg:owned ?body ; pg:owner ?owner .
  ?owner skos:prefLabel ?name .
}}"""


def measure(largest: int | None = None) -> Iterator[object]:
    """Yield what each size takes, and how each part grows; `largest` adds a size to the usual ones."""
    sizes = sorted({*SIZES, *([largest] if largest else [])})
    builds: list[tuple[int, float]] = []
    asked: dict[str, list[float]] = {}
    for times in sizes:
        with tempfile.TemporaryDirectory() as folder, own_cache(Path(folder) / "cache"):
            place = Path(folder)
            synthetic.write(place / "data", synthetic.regions_for(times=times))
            seconds, graph = cpu(lambda place=place: KnowledgeGraph.open([place / "data"], shipped=False))  # type: ignore[misc]
            builds.append((graph.snapshot.counts["statements"], seconds))
            yield bare_load(times, place, graph)
            for name, ratio in lookups(times, graph):
                asked.setdefault(name, []).append(ratio.a_seconds)
                yield ratio
            if times == 1:
                yield from rdflib_at(times, place, graph)
    if len(sizes) > 1:
        yield Growth("building the snapshot", "statements", tuple(builds))
        for name, medians in asked.items():
            yield Ratio(f"{name}, {sizes[-1]}x / {sizes[0]}x", medians[-1], medians[0], medians[-1] / medians[0])


def bare_load(times: int, place: Path, graph: KnowledgeGraph) -> Ratio:
    """Return the build as a multiple of the bare store's bulk load of everything it ends with, in one run each."""
    body = place / "all.nq"
    graph.snapshot.store.dump(str(body), format=ox.RdfFormat.N_QUADS)
    sources = source_files([place / "data"])
    ours, _ = cpu(lambda: fill(ox.Store(str(place / "ours")), sources, None))
    bare = ox.Store(str(place / "bare"))
    theirs, _ = cpu(lambda: bare.bulk_load(path=str(body), format=ox.RdfFormat.N_QUADS))
    body.unlink()
    return paired(f"{times}x: build of {len(bare)} quads / bare load of the same, CPU", [(ours, theirs)])


def lookups(times: int, graph: KnowledgeGraph) -> Iterator[tuple[str, Ratio]]:
    """Yield the name of each lookup and its time as a multiple of the bare store's for the SPARQL at its heart."""
    store = graph.snapshot.store
    label = graph.thing(UNIT).label
    by_name = f'{_PREFIXES}\nSELECT ?thing WHERE {{ ?thing skos:prefLabel "{label}"@en }}'
    about = f"SELECT ?p ?o WHERE {{ {{ <{UNIT}> ?p ?o }} UNION {{ ?o ?p <{UNIT}> }} }}"

    def fresh() -> KnowledgeGraph:
        return KnowledgeGraph(graph.snapshot, graph.folders)

    questions: dict[str, tuple[Callable[[], object], str]] = {
        "a name looked up": (lambda: fresh().thing(label), by_name),
        "show, everything": (lambda: fresh().show(label), about),
        "two hops": (lambda: list(graph.engine.select(HOPS)), HOPS),
    }
    for name, (ours, query) in questions.items():
        pairs = [(_seconds(ours), _seconds(lambda q=query: list(store.query(q)))) for _ in range(RUNS + 1)][1:]  # type: ignore[misc,arg-type]
        yield name, paired(f"{times}x: {name} / the bare store's query", pairs)


def rdflib_at(times: int, place: Path, graph: KnowledgeGraph) -> Iterator[Ratio]:
    """Yield rdflib's own engine as a multiple of ours, for reading the merged graph and for two hops."""
    import rdflib

    file = place / "merged.nt"
    file.write_text(graph.export("ntriples"), encoding="utf-8")
    theirs = rdflib.Graph()
    read = _seconds(lambda: theirs.parse(str(file), format="nt"))
    load = _seconds(lambda: ox.Store().load(path=str(file), format=ox.RdfFormat.N_TRIPLES))
    yield paired(f"{times}x: rdflib reads {len(theirs)} statements / the bare store does", [(read, load)])
    pairs = [
        (_seconds(lambda: list(theirs.query(HOPS))), _seconds(lambda: list(graph.engine.select(HOPS))))
        for _ in range(RUNS + 1)
    ][1:]
    yield paired(f"{times}x: rdflib's two hops / ours", pairs)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
