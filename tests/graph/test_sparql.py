"""Ad-hoc SPARQL: what it answers, and what it never does: change, ask another server, read files, run on."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import rdflib

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError
from probation.graph.sparql_guard import MAX_LENGTH, refuse_unsafe

NPS = "SELECT ?label WHERE { id:nps skos:prefLabel ?label }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def workers(asking: int | None = None) -> list[str]:
    """The processes below this one, or the one given, that answer ad-hoc queries."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if b"sparql_worker" in command and parent == str(asking or os.getpid()):
            found.append(entry.name)
    return found


# What is answered


def test_a_select_is_answered_with_the_projects_prefixes_declared(five: KnowledgeGraph) -> None:
    result = five.sparql(NPS)
    assert result.form == "select"
    answer = json.loads(result.body)
    assert answer["head"] == {"vars": ["label"]}
    assert answer["results"]["bindings"][0]["label"] == {
        "type": "literal",
        "value": "National Probation Service",
        "xml:lang": "en",
    }


@pytest.mark.parametrize(("owner", "boolean"), [("id:reducing-reoffending-partnership", True), ("id:hmip", False)])
def test_an_ask_is_answered(five: KnowledgeGraph, owner: str, boolean: bool) -> None:
    result = five.sparql(f"ASK {{ {owner} pg:owns id:crc-staffordshire-and-west-midlands }}")
    assert (result.form, json.loads(result.body)["boolean"]) == ("ask", boolean)


@pytest.mark.parametrize(
    ("style", "parser"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")]
)
def test_a_construct_is_answered_in_each_standard_format(five: KnowledgeGraph, style: str, parser: str) -> None:
    result = five.sparql("CONSTRUCT { ?s a pg:Found } WHERE { ?s a pg:Inspectorate }", {"graph": style})
    assert result.form == "graph"
    graph = rdflib.Graph().parse(data=result.body, format=parser)
    expected = rdflib.URIRef("https://w3id.org/probation-governance/id/hmip")
    assert set(graph.subjects()) == {expected}


def test_a_describe_is_answered(five: KnowledgeGraph) -> None:
    graph = rdflib.Graph().parse(data=five.sparql("DESCRIBE id:hmip").body, format="turtle")
    assert rdflib.Literal("HM Inspectorate of Probation", "en") in set(graph.objects())


def test_a_table_is_answered_in_each_standard_format(five: KnowledgeGraph) -> None:
    def body(style: str) -> bytes:
        return five.sparql(NPS, {"select": style}).body

    assert body("csv").decode().splitlines() == ["label", "National Probation Service"]
    assert body("tsv").decode().splitlines() == ["?label", '"National Probation Service"@en']
    literal = ET.fromstring(body("sparql-xml")).find(".//{http://www.w3.org/2005/sparql-results#}literal")
    assert literal is not None
    assert literal.text == "National Probation Service"


def test_the_default_graph_is_merged_and_each_source_is_a_named_graph(five: KnowledgeGraph) -> None:
    def count(pattern: str) -> int:
        body = five.sparql(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}").body
        return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])

    assert count("id:hmip a pg:Inspectorate") == 1
    assert count("GRAPH ?source { id:hmip a pg:Inspectorate } ?source a pg:Source") == 5


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("SELECT ?x { VALUES ?x { -2.5 -.5 -1e-5 -3 } }", ["-2.5", "-0.5", "-0.00001", "-3"]),
        ("SELECT ?x { BIND(1-2.5 AS ?x) FILTER(?x > -2.5) }", ["-1.5"]),
        ('SELECT ?x { BIND("-2.5 and -1.5" AS ?x) }', ["-2.5 and -1.5"]),
    ],
)
def test_negative_decimals_are_no_fault_of_the_query(five: KnowledgeGraph, query: str, values: list[str]) -> None:
    rows = json.loads(five.sparql(query).body)["results"]["bindings"]
    assert [row["x"]["value"] for row in rows] == values


def test_a_query_may_declare_the_projects_prefixes_again_or_otherwise(five: KnowledgeGraph) -> None:
    query = "PREFIX pg: <http://example.org/>\nPREFIX id: <https://w3id.org/probation-governance/id/>\n"
    assert json.loads(five.sparql(query + "SELECT (STR(pg:x) AS ?x) {}").body)["results"]["bindings"][0]["x"][
        "value"
    ] == ("http://example.org/x")


# What is refused


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { id:x a pg:Charity }",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/x>",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH id:g",
        "COPY DEFAULT TO id:g",
        "PREFIX a: <http://a/> INSERT DATA { a:b a:c a:d }",
        "insert data { id:x a pg:Charity }",
    ],
)
def test_an_update_is_refused_as_one(update: str) -> None:
    with pytest.raises(InputError, match="this is an update; the graph is read-only"):
        refuse_unsafe(update)


@pytest.mark.parametrize("query", ["", "  \n", "# only a comment", "PREFIX a: <http://a/>", "BASE <http://a/>"])
def test_an_empty_query_is_refused_as_such(query: str) -> None:
    with pytest.raises(InputError, match="the query is empty"):
        refuse_unsafe(query)


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * WHERE { ?s ?p ?o", 1, 26),
        ("SELECT *\nWHERE { ?s ?p }", 2, None),
        ("FOO", 1, 1),
        ("SELECT *\n\n{ ?s ?p ?o } extra", 3, 14),
        ("\n\n\nSELEKT", 4, 1),
    ],
)
def test_a_syntax_error_is_told_with_its_line_and_column_in_the_users_text(
    query: str, line: int, column: int | None
) -> None:
    with pytest.raises(InputError, match=f"not a SPARQL 1.1 query: line {line}, column {column or ''}") as caught:
        refuse_unsafe(query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT *\n{ ?s nobody:knows ?o }", "line 2, column .*Prefix not found"),
        ("SELECT (1 AS ?a) (2 AS ?a) {}", "line 1, column .*Duplicated variable"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "line 1, column .*not authorized with GROUP BY"),
    ],
)
def test_what_only_the_store_finds_wrong_is_told_with_its_place_too(
    five: KnowledgeGraph, query: str, says: str
) -> None:
    with pytest.raises(InputError, match=f"the query cannot be answered: {says}") as caught:
        five.sparql(query)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "query", ["\x00", "SELECT * { ?s ?p '\\u00zz' }", "SELECT * { ?s ?p ?o } \udcff", "مرحبا", "{" * 500]
)
def test_nonsense_is_refused_in_one_line(query: str) -> None:
    with pytest.raises(InputError) as caught:
        refuse_unsafe(query)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { FILTER(" + "(" * 300 + "1" + ")" * 300 + ") }",
        "SELECT * " + "{" * 3000 + "}" * 3000,
        "SELECT * { ?s " + "(" * 2000 + "pg:owns" + ")" * 2000 + " ?o }",
        "SELECT * { FILTER(" + "!" * 5000 + "true) }",
    ],
)
def test_a_query_nested_too_deeply_is_refused_and_crashes_nothing(five: KnowledgeGraph, query: str) -> None:
    with pytest.raises(InputError) as caught:
        five.sparql(query, seconds=20)
    assert "memory" not in str(caught.value)
    assert "Error" not in str(caught.value)


def test_an_endless_text_is_refused() -> None:
    with pytest.raises(InputError, match="longer than 100000 characters"):
        refuse_unsafe("#" * (MAX_LENGTH + 1))


# No other server


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address on the loopback that a SERVICE could ask, and what has asked it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    heard.append(connection.recv(200))

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql", heard
        stop.set()
        thread.join()


DISGUISES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { SERVICE#comment\n<URL> { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE $u { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { S\\U00000045RVICE <URL> { ?s ?p ?o } }",
    "SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { } UNION { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { BIND(EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) }",
    "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) {}",
    "SELECT * {} HAVING (EXISTS { SERVICE <URL> { ?s ?p ?o } })",
    "SELECT * {} ORDER BY (EXISTS { SERVICE <URL> { ?s ?p ?o } })",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'x'SERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a\\""SERVICE <URL> { ?s ?p ?o } }',
    'SELECT * { ?s ?p """a\\""""SERVICE <URL> { ?s ?p ?o } ?s ?q "" }',
    "SELECT * { ?s ?p '''a\\'''''SERVICE <URL> { ?s ?p ?o } ?s ?q '' }",
    "SELECT * { ?s ?p '#' . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p <#> . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(1<2 && '>' != '<') SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p pg:SERVICE SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p pg: SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'x'@en SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * {\u00a0SERVICE <URL> { ?s ?p ?o } }",
    "\ufeffSELECT * { SERVICE <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_call_of_another_server_passes_the_guard_in_any_disguise(disguise: str) -> None:
    with pytest.raises(InputError):
        refuse_unsafe(disguise.replace("URL", "http://127.0.0.1:9/sparql"))


def test_no_other_server_is_asked_whatever_the_disguise(
    five: KnowledgeGraph, listener: tuple[str, list[bytes]]
) -> None:
    address, heard = listener
    chosen = [
        *DISGUISES[:2],
        DISGUISES[9],
        "LOAD <URL>",
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "DESCRIBE <URL>",
        "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
        "SELECT (<URL>(1) AS ?x) {}",
    ]
    for disguise in chosen:
        with suppress(InputError):
            five.sparql(disguise.replace("URL", address))
    assert heard == []
    # The listener hears: it is the guard that keeps the store from asking.
    import pyoxigraph as ox

    with pytest.raises((OSError, RuntimeError)):
        list(ox.Store().query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    assert len(heard) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a pg:NationalService }",
        "SELECT * { ?s pg:service ?o }",
        "SELECT * { ?s skos:prefLabel 'a service <x>' }",
        'SELECT * { ?s skos:note """Probation SERVICE \\" here""" }',
        "SELECT * { ?s ?p <http://example.org/service/> } # SERVICE <http://x> {",
        "SELECT * { ?s a pg:NationalService , pg:serviceX } ORDER BY ?service_name",
        "SELECT * { ?s skos:prefLabel 'x'@service }",
        "SELECT * { id:probation-service ?p ?o }",
    ],
)
def test_the_word_service_elsewhere_is_no_call(query: str) -> None:
    refuse_unsafe(query)


# No files


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_a_local_file_is_not_read(five: KnowledgeGraph, tmp_path: Path, clause: str) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<http://e/s> <http://e/p> 'the secret' .")
    for address in (secret.as_uri(), str(secret), "file:secret.ttl"):
        query = f"SELECT * {clause} <{address}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        try:
            result = five.sparql(query)
        except InputError as error:
            assert "secret'" not in str(error)
            continue
        assert json.loads(result.body)["results"]["bindings"] == []


# The limits


def test_an_endless_query_is_stopped_in_time_and_its_process_is_gone(five: KnowledgeGraph) -> None:
    begun = time.monotonic()
    with pytest.raises(InputError, match="the query was stopped after 1.5 seconds; narrow it or raise --timeout"):
        five.sparql(ENDLESS, seconds=1.5)
    assert time.monotonic() - begun < 10
    assert workers() == []


def test_an_endless_query_ends_even_when_the_program_that_asked_is_killed(five: KnowledgeGraph) -> None:
    script = (
        "import sys; from probation.graph import KnowledgeGraph\n"
        "print('ready', flush=True); KnowledgeGraph.open([sys.argv[1]], shipped=False).sparql(sys.argv[2], seconds=1)"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", script, str(five.folders[0]), ENDLESS], stdout=subprocess.PIPE, start_new_session=True
    )
    assert asking.stdout
    asking.stdout.readline()
    deadline = time.monotonic() + 30
    while not workers(asking.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    group = asking.pid
    asking.kill()
    asking.wait()
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    pytest.fail("the query goes on")


def test_a_query_that_needs_too_much_memory_is_stopped_with_a_word(
    five: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nulimit -v 1200000\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    assert five.sparql(NPS).form == "select"
    with pytest.raises(InputError, match="needs (more memory than it may use|too much memory); narrow it"):
        five.sparql("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a", seconds=50)
    assert workers() == []


def test_the_folder_in_which_the_user_stands_is_not_on_the_module_path(
    five: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json.py", "pyoxigraph.py", "probation.py"):
        (tmp_path / name).write_text("raise SystemExit('imported from the current folder')")
    monkeypatch.chdir(tmp_path)
    assert five.sparql(NPS).form == "select"
