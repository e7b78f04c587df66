"""The same lookup, on the same statements, by this program and by peers, each a cold process.

The question is who owned a company, with the owner's name. A peer that is not installed is named and left out:
`sparqlquery` (rdflib), `oxigraph` (its own command line), `roqet` (Debian's rasqal-utils), Comunica and `runoak`
(oaklib). Loading is part of the work for those that read a file; oxigraph opens a database that was loaded before,
as this program opens its snapshot.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.timing import Ratio, compare
from probation.graph import KnowledgeGraph

BODY = "https://w3id.org/probation-governance/id/crc-staffordshire-and-west-midlands"
QUERY = f"""SELECT ?name WHERE {{
  ?ownership <https://w3id.org/probation-governance/ontology#owned> <{BODY}> .
  ?ownership <https://w3id.org/probation-governance/ontology#owner> ?owner .
  ?owner <http://www.w3.org/2004/02/skos/core#prefLabel> ?name .
}}"""


def measure() -> list[Ratio]:
    """Return the cold time of this program's lookup as a multiple of each peer's."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        data = place / "graph.nt"
        data.write_text(KnowledgeGraph.open().export("ntriples"), encoding="utf-8")
        program = str(Path(sys.executable).with_name("probation"))
        ours = [program, "show", "crc-staffordshire-and-west-midlands", "--only", "owned", "--format", "json"]
        return [compare(f"cold lookup / {name}", ours, peer, runs=5) for name, peer in _peers(data, place)]


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
        yield "runoak", [program, "-i", f"sparql:{data}", "query", "-q", QUERY]


def _find(name: str) -> str | None:
    beside = Path(sys.executable).parent
    found = shutil.which(name, path=str(beside)) or shutil.which(name)
    found = found or next(map(str, beside.parent.glob(f"**/node_modules/.bin/{name}")), None)
    if found is None:
        print(f"{name} is not installed and is left out")
    return found
