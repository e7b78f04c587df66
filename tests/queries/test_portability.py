"""The same questions, other engines, the same rows: Oxigraph's server, Comunica, and rdflib's own evaluator.

Each engine gets the graph as N-Quads: the merged graph as its default graph, every source as a named one. Rows are
compared as multisets of lexical values. rdflib's evaluator is asked over the graph of the five documents, because it
takes minutes where the others take milliseconds; so is Comunica for the lookups, which are made to read whole classes.
"""

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from probation.graph import KnowledgeGraph
from probation.graph.catalogue import questions
from probation.graph.engine import bind, parameters, plain, with_prefixes
from probation.graph.names import normalise
from probation.graph.terms import PREFIXES, XSD, Iri, Literal

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "queries"
Rows = Counter[tuple[tuple[str, str], ...]]

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
_THINGS = tuple(
    Iri(PREFIXES["id"] + slug)
    for slug in (
        "crc-staffordshire-and-west-midlands",
        "pdu-staffordshire-and-stoke",
        "hmip-2020-03-05-crc-staffordshire-and-west-midlands",
        "ownership/reducing-reoffending-partnership--crc-staffordshire-and-west-midlands",
    )
)
_PROPERTIES = tuple(Iri(PREFIXES["pg"] + name) for name in ("owner", "owned", "published", "until"))
_DETAILS = tuple(Iri(PREFIXES["pg"] + name) for name in ("affects", "inspected", "locator", "score"))
_SOURCES = tuple(
    Iri(PREFIXES["source"] + slug)
    for slug in ("staffordshire-caseloads-2017-01-12", "guardian-2020-03-04-midlands-probation-firm")
)
# What the lookups are asked about: a value for every parameter in queries/lookup and queries/projection.
SAMPLES: dict[str, Iri | Literal | Sequence[Iri]] = {
    "_thing_iri": _THINGS[0],
    "_class_iri": Iri(PREFIXES["pg"] + "Company"),
    "_things": _THINGS,
    "_subjects": _THINGS,
    "_properties": _PROPERTIES,
    "_details": _DETAILS,
    "_detail_links": _DETAILS[:2],
    "_sources": _SOURCES,
    "_post_iri": Iri(PREFIXES["id"] + "post/hm-chief-inspector-of-probation"),
    "_leader_iri": Iri(PREFIXES["id"] + "justin-russell"),
    "_key": plain(normalise("HM Inspectorate of Probation", {})),
    "_name": plain("staffordshire"),
    "_start": plain("staff"),
}


def canonical(value: str, datatype: str) -> str:
    """The lexical value; a number without needless zeros, which engines differ on."""
    return format(Decimal(value).normalize(), "f") if datatype in _NUMBERS else value


def catalogue(graph: KnowledgeGraph) -> dict[str, str]:
    """Every question with its example parameters filled in."""
    return {
        name: graph.filled(name, {parameter.name: parameter.example for parameter in question.parameters})
        for name, question in questions().items()
    }


def inner() -> dict[str, str]:
    """Every lookup and projection with sample parameters filled in."""
    files = [path for part in ("lookup", "projection") for path in sorted((FOLDER / part).glob("*.rq"))]
    texts = {f"{path.parent.name}/{path.stem}": path.read_text(encoding="utf-8") for path in files}
    return {
        name: with_prefixes(bind(text, {variable: SAMPLES[variable] for variable in parameters(text)}))
        for name, text in texts.items()
    }


def embedded(graph: KnowledgeGraph, queries: Mapping[str, str]) -> dict[str, Rows]:
    """What the embedded engine answers."""
    return {name: Counter(_row(row) for row in graph.engine.select(query)) for name, query in queries.items()}


def _row(row: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted((name, canonical(str(term), getattr(term, "datatype", None) or "")) for name, term in row.items())
    )


def differences(expected: Mapping[str, Rows], found: Mapping[str, Rows]) -> list[str]:
    """One line for each query whose rows differ."""
    assert set(found) == set(expected)
    return [
        f"{name}: {found[name].total()} rows for {rows.total()}; "
        f"missing {list((rows - found[name]).items())[:1]}, added {list((found[name] - rows).items())[:1]}"
        for name, rows in expected.items()
        if rows != found[name]
    ]


def exported(graph: KnowledgeGraph, path: Path) -> Path:
    """Write the graph as N-Quads."""
    graph.snapshot.store.dump(str(path), format=ox.RdfFormat.N_QUADS)
    return path


@pytest.fixture(scope="module")
def oxigraph(needed: Callable[..., Any], script: Callable[[str], ModuleType]) -> str:
    """The program of the Oxigraph server."""
    found: str = needed(script("peers").oxigraph(), "the Oxigraph server", "run  python tests/peers.py")
    return found


@pytest.fixture(scope="module")
def comunica(needed: Callable[..., Any], script: Callable[[str], ModuleType]) -> Path:
    """The folder in which Comunica is installed."""
    how = "have Node.js and npm on the search path and run  python tests/peers.py"
    found: Path = needed(script("peers").comunica(), "Comunica", how)
    return found


def test_every_lookup_is_asked() -> None:
    assert len(inner()) > 15


def test_the_oxigraph_server_agrees(graph: KnowledgeGraph, oxigraph: str, tmp_path: Path) -> None:
    queries = catalogue(graph) | inner()
    with _served(oxigraph, exported(graph, tmp_path / "graph.nq"), tmp_path / "store") as address:
        found = {name: _over_http(address, query) for name, query in queries.items()}
    assert not differences(embedded(graph, queries), found)


def test_comunica_agrees_on_the_catalogue(graph: KnowledgeGraph, comunica: Path, tmp_path: Path) -> None:
    queries = catalogue(graph)
    assert not differences(embedded(graph, queries), _comunica(comunica, graph, queries, tmp_path))


def test_comunica_agrees_on_the_lookups(five: KnowledgeGraph, comunica: Path, tmp_path: Path) -> None:
    queries = inner()
    assert not differences(embedded(five, queries), _comunica(comunica, five, queries, tmp_path))


@pytest.fixture(scope="module")
def in_rdflib(five: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(exported(five, tmp_path_factory.mktemp("five") / "graph.nq"), format="nquads")
    return dataset


@pytest.mark.parametrize("part", ["catalogue", "lookups"])
def test_rdflib_agrees(part: str, graph: KnowledgeGraph, five: KnowledgeGraph, in_rdflib: rdflib.Dataset) -> None:
    queries = catalogue(graph) if part == "catalogue" else inner()
    found = {name: _in_rdflib(in_rdflib, query) for name, query in queries.items()}
    assert not differences(embedded(five, queries), found)


def _in_rdflib(dataset: rdflib.Dataset, query: str) -> Rows:
    result = dataset.query(query)
    names = [str(variable) for variable in result.vars or ()]
    rows: Rows = Counter()
    for solution in result:
        assert isinstance(solution, rdflib.query.ResultRow)
        bound = {name: term for name, term in zip(names, solution, strict=True) if term is not None}
        rows[_row(bound)] += 1
    return rows


def _comunica(installed: Path, graph: KnowledgeGraph, queries: Mapping[str, str], folder: Path) -> dict[str, Rows]:
    """Ask Comunica through its JavaScript interface: its own server listens on every interface of the machine."""
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run(
        [node, str(HERE / "comunica.js"), str(installed), str(exported(graph, folder / "graph.nq"))],
        input=json.dumps(list(queries.values())),
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers = dict(zip(queries, json.loads(done.stdout), strict=True))
    assert not {name: answer["error"] for name, answer in answers.items() if "error" in answer}
    return {
        name: Counter(
            tuple(sorted((variable, canonical(*term)) for variable, term in row.items())) for row in answer["rows"]
        )
        for name, answer in answers.items()
    }


@contextmanager
def _served(program: str, file: Path, store: Path) -> Iterator[str]:
    """Serve a file of N-Quads on a free port of the loopback interface."""
    subprocess.run(
        [program, "load", "--location", str(store), "--file", str(file)], check=True, capture_output=True, timeout=120
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen(
        [program, "serve-read-only", "--location", str(store), "--bind", place],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://{place}/query"
    try:
        _wait(server, address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(200):
        assert server.poll() is None, "the server ended at once"
        try:
            _ask(address, "ASK {}")
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not get ready")


def _over_http(address: str, query: str) -> Rows:
    return Counter(
        tuple(sorted((name, canonical(term["value"], term.get("datatype", ""))) for name, term in binding.items()))
        for binding in _ask(address, query)["results"]["bindings"]
    )


def _ask(address: str, query: str) -> Any:
    """POST as a form, which every server understands."""
    form = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(  # noqa: S310 - the server is this test's own
        address, form, {"Accept": "application/sparql-results+json"}
    )
    with _DIRECT.open(request, timeout=60) as answer:
        return json.load(answer)
