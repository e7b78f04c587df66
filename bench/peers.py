"""The same lookup, on the same statements, by this program and by peers, each a cold process.

The question is who owned a company, with the owner's name. A peer that is not installed, or that does not give that
name, is named and left out: `sparqlquery` (rdflib), `oxigraph` (its own command line), `roqet` (Debian's
rasqal-utils), Comunica and `runoak` (oaklib). Loading is part of the work for those that read a file; oxigraph opens a
database that was loaded before, as this program opens its snapshot. `bench/README.md` says how to install them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.timing import compare
from probation.graph import KnowledgeGraph

BODY = "https://w3id.org/probation-governance/id/crc-staffordshire-and-west-midlands"
QUERY = f"""SELECT ?name WHERE {{
  ?ownership <https://w3id.org/probation-governance/ontology#owned> <{BODY}> .
  ?ownership <https://w3id.org/probation-governance/ontology#owner> ?owner .
  ?owner <http://www.w3.org/2004/02/skos/core#prefLabel> ?name .
}} LIMIT 100"""
ANSWER = "The Reducing Reoffending Partnership"


def measure() -> Iterator[object]:
    """Yield the cold time of this program's lookup as a multiple of each peer's."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        data = place / "graph.nt"
        data.write_text(KnowledgeGraph.open().export("ntriples"), encoding="utf-8")
        program = str(Path(sys.executable).with_name("probation"))
        ours = [program, "show", "crc-staffordshire-and-west-midlands", "--only", "owned", "--format", "json"]
        for name, peer in _peers(data, place):
            if told := fault(peer):
                yield f"{name} is left out: {told}"
            else:
                yield compare(f"cold lookup / {name}", ours, peer, runs=5)


def fault(peer: list[str], seconds: float = 120) -> str | None:
    """Run a peer once, uncounted; return what is wrong with its answer, or None."""
    try:
        done = subprocess.run(peer, check=False, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"no answer within {seconds:.0f} s"
    if done.returncode:
        return f"exit code {done.returncode}: {(done.stderr.strip().splitlines() or [''])[-1][:120]}"
    return None if ANSWER in done.stdout else "the owner's name is not in its answer"


def _peers(data: Path, place: Path) -> Iterator[tuple[str, list[str]]]:
    if program := _find("sparqlquery"):
        yield "rdflib's sparqlquery", [program, str(data), "-q", QUERY]
    if program := _find("oxigraph"):
        store = str(place / "store")
        subprocess.run([program, "load", "--location", store, "--file", str(data)], check=True, capture_output=True)
        yield (
            "oxigraph query",
            [program, "query", "--location", store, "--query", QUERY, "--results-format", "csv"],
        )
    if program := _find("roqet"):
        yield "roqet", [program, "-q", "-i", "sparql", "-D", str(data), "-e", QUERY]
    if program := _find("comunica-sparql-file"):
        yield "Comunica", [program, str(data), QUERY]
    if program := _find("runoak"):
        # A bare path: with `sparql:` before it the file would be taken for the address of an endpoint.
        yield "runoak", [program, "-i", str(data), "query", "--no-autolabel", "-q", QUERY]


def _find(name: str) -> str | None:
    """Return the path of a peer: the one that PROBATION_BENCH_<NAME> names, one beside this Python, or any other."""
    if chosen := os.environ.get(f"PROBATION_BENCH_{name.upper().replace('-', '_')}"):
        return chosen
    beside = Path(sys.executable).parent
    found = shutil.which(name, path=str(beside)) or shutil.which(name)
    found = found or next(map(str, beside.parent.glob(f"**/node_modules/.bin/{name}")), None)
    if found is None:
        print(f"{name} is not installed and is left out")
    return found
