"""Each check finds nothing in its passing fixture and something in its failing one, on both engines we have."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from rdflib import Dataset, Graph, URIRef

ONTOLOGY = "https://w3id.org/probation-governance/ontology"
CHECKS = files("probation.queries") / "checks"
NAMES = sorted(entry.name.removesuffix(".rq") for entry in CHECKS.iterdir() if entry.name.endswith(".rq"))
FIXTURES = Path(__file__).parent / "fixtures" / "checks"
Rows = set[tuple[str, ...]]

# rdflib warns of its own use of its own older names, once for each statement.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")


def text(name: str) -> str:
    return (CHECKS / f"{name}.rq").read_text(encoding="utf-8")


def header(name: str) -> dict[str, str]:
    lines = [line[2:] for line in text(name).splitlines() if line.startswith("#+")]
    found: dict[str, str] = yaml.safe_load("\n".join(lines))
    return found


@cache
def vocabulary(*parts: str) -> bytes:
    """The vocabulary as N-Triples."""
    graph, folder = Graph(), files("probation.ontology")
    graph.parse(data=(folder / "probation.ttl").read_text(encoding="utf-8"), format="turtle")
    for part in parts:
        for entry in (folder / part).iterdir():
            if entry.name.endswith(".ttl"):
                graph.parse(data=entry.read_text(encoding="utf-8"), format="turtle")
    return graph.serialize(format="nt", encoding="utf-8")


def load(name: str, fixture: str, *parts: str) -> dict[str, bytes]:
    """Return graph name → N-Triples as the program loads them: a source in the graph of its base, the vocabulary."""
    path = FIXTURES / name / f"{fixture}.ttl"
    content = path.read_text(encoding="utf-8")
    base = re.search(r"^@base <([^>]+)> \.", content, re.MULTILINE)
    triples = Graph().parse(data=content, format="turtle").serialize(format="nt", encoding="utf-8")
    if header(name)["scope"] == "vocabulary":
        assert base is None, f"{path}: a check of the vocabulary reads no source"
        return {ONTOLOGY: triples}
    assert base, f"{path}: a check of data needs the @base of its source"
    return {ONTOLOGY: vocabulary(*parts), base[1]: triples}


def on_oxigraph(query: str, graphs: dict[str, bytes]) -> Rows:
    store = ox.Store()
    for name, triples in graphs.items():
        store.load(triples, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
        store.load(triples, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.DefaultGraph())
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [v.value for v in solutions.variables] == ["entity", "property", "value"]
    # A blank node has another label in each store.
    return {tuple("_" if isinstance(t, ox.BlankNode) else getattr(t, "value", "") for t in row) for row in solutions}


def on_rdflib(query: str, graphs: dict[str, bytes]) -> Rows:
    dataset = Dataset(default_union=False)
    for name, triples in graphs.items():
        dataset.graph(URIRef(name)).parse(data=triples, format="nt")
        dataset.default_graph.parse(data=triples, format="nt")
    return {
        tuple("_" if type(t).__name__ == "BNode" else str(t if t is not None else "") for t in row)
        for row in dataset.query(query)
    }


def test_there_are_checks() -> None:
    assert len(NAMES) >= 20
    assert {path.name for path in FIXTURES.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_header_is_complete(name: str) -> None:
    found = header(name)
    assert list(found) == ["title", "problem", "solution", "severity", "scope"]
    assert found["severity"] in {"error", "warning"}
    assert found["scope"] in {"vocabulary", "data"}
    assert found["problem"].endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_good_example_passes(name: str) -> None:
    assert on_oxigraph(text(name), load(name, "pass", "schemes", "labels")) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_example_fails(name: str) -> None:
    rows = on_oxigraph(text(name), load(name, "fail", "schemes", "labels"))
    assert rows
    assert all(row[0] and row[1] for row in rows), "each row names the thing and the property"


@pytest.mark.parametrize("fixture", ["pass", "fail"])
@pytest.mark.parametrize("name", NAMES)
def test_the_check_is_portable(name: str, fixture: str) -> None:
    graphs = load(name, fixture)  # Without schemes and labels: rdflib's own evaluator is slow.
    assert on_rdflib(text(name), graphs) == on_oxigraph(text(name), graphs)


@pytest.mark.parametrize("name", [name for name in NAMES if header(name)["scope"] == "vocabulary"])
def test_the_vocabulary_passes_its_checks(name: str) -> None:
    assert on_oxigraph(text(name), {ONTOLOGY: vocabulary("schemes", "labels", "shapes")}) == set()
