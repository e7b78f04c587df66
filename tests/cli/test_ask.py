"""The catalogue and ad-hoc SPARQL on the command line."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib

Run = Callable[..., Any]
NPS = "SELECT ?label WHERE { id:nps skos:prefLabel ?label }"
SWM = "Staffordshire and West Midlands CRC"


@pytest.mark.parametrize("how", ["text", "file", "standard input", "standard input with a byte order mark"])
def test_a_query_is_read_from_its_text_a_file_or_standard_input(on_five: Run, tmp_path: Path, how: str) -> None:
    path = tmp_path / "my query.rq"
    path.write_text(NPS)
    argument = {"text": NPS, "file": str(path)}.get(how, "-")
    stdin = {"standard input": NPS, "standard input with a byte order mark": "\ufeff" + NPS}.get(how, "")
    ran = on_five("sparql", argument, "--format", "csv", stdin=stdin)
    assert (ran.code, ran.out.splitlines(), ran.err) == (0, ["label", "National Probation Service"], "")


@pytest.mark.parametrize("stdin", [b"\xff\xfe\x00", b"", b"SELECT"])
def test_bad_standard_input_is_refused(refused: Run, stdin: bytes) -> None:
    assert refused("sparql", "-", stdin=stdin)


def test_a_file_that_is_not_text_is_refused_by_name(refused: Run, tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_bytes(b"\xff")
    assert "x.rq: not a text in UTF-8 (byte 0)" in refused("sparql", str(tmp_path / "x.rq"))


def test_a_query_file_that_is_not_there_is_named(refused: Run) -> None:
    assert refused("sparql", "absent.rq") == "absent.rq: no such file"


@pytest.mark.parametrize(
    ("style", "read"),
    [
        ("sparql-json", lambda text: json.loads(text)["results"]["bindings"][0]["label"]["value"]),
        ("json", lambda text: json.loads(text)["answers"][0]["label"]),
        ("csv", lambda text: list(csv.reader(io.StringIO(text)))[1][0]),
        ("tsv", lambda text: text.splitlines()[1].split('"')[1]),
        ("sparql-xml", lambda text: "".join(ET.fromstring(text).itertext()).strip()),
        ("table", lambda text: text.splitlines()[-1].strip()),
        ("markdown", lambda text: text.splitlines()[-1].split("|")[1].strip()),
    ],
)
def test_a_table_is_written_in_the_formats_of_the_project_and_of_the_standards(
    on_five: Run, style: str, read: Callable[[str], str]
) -> None:
    assert read(on_five("sparql", NPS, "--format", style).out) == "National Probation Service"


@pytest.mark.parametrize(
    ("style", "parser"), [(None, "turtle"), ("ntriples", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")]
)
def test_a_graph_is_written_in_the_formats_of_rdf(on_five: Run, style: str | None, parser: str) -> None:
    ran = on_five("sparql", "CONSTRUCT WHERE { ?s a pg:Inspectorate }", *(["--format", style] if style else []))
    assert len(rdflib.Graph().parse(data=ran.out, format=parser)) == 1


def test_a_column_of_sources_cites_them(on_five: Run) -> None:
    query = "SELECT ?source WHERE { GRAPH ?source { id:reducing-reoffending-partnership a pg:JointVenture } }"
    body = on_five("sparql", query, "--format", "json").json()
    assert len(body["sources"]) == len(body["answers"]) == 4
    assert all(len(answer["sources"]) == 1 for answer in body["answers"])
    assert "Express & Star" in " ".join(on_five("sparql", query).out.split())


def test_an_ask_is_true_or_false(on_five: Run) -> None:
    assert on_five("sparql", "ASK {}", "--format", "json").json()["answers"] == [{"answer": True, "sources": []}]
    assert "false" in on_five("sparql", "ASK { FILTER(false) }").out


def test_an_endless_query_is_stopped_in_time(on_five: Run) -> None:
    ran = on_five("sparql", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f", "--timeout", "1.5", timeout=20)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "probation: the query was stopped after 1.5 seconds; narrow it or raise --timeout\n"


def test_the_catalogue_is_listed_described_shown_and_run(on_five: Run) -> None:
    listed = {question["id"] for question in on_five("query", "--format", "json").json()["answers"]}
    assert len(listed) >= 8
    assert "body_owners" in listed
    (described,) = on_five("query", "body_owners", "--describe", "--format", "json").json()["answers"]
    assert [parameter["name"] for parameter in described["parameters"]] == ["body"]
    shown = on_five("query", "body_owners", "--show", "-p", f"body={SWM}").out
    assert "<https://w3id.org/probation-governance/id/crc-staffordshire-and-west-midlands>" in shown
    assert "?_" not in shown
    answers = on_five("query", "body_owners", "-p", f"body={SWM}", "--format", "json").json()["answers"]
    assert {answer["owner"]["label"] for answer in answers} == {"The Reducing Reoffending Partnership"}
    assert all(answer["sources"] for answer in answers)


def test_the_query_shown_is_one_that_sparql_runs(on_five: Run) -> None:
    shown = on_five("query", "body_owners", "--show", "-p", f"body={SWM}").out
    ran = on_five("sparql", "-", "--format", "csv", stdin=shown)
    assert (ran.code, ran.err) == (0, "")
    assert "reducing-reoffending-partnership" in ran.out


def test_a_value_may_hold_an_equals_sign(refused: Run) -> None:
    assert "‘a=b’" in refused("query", "body_owners", "-p", "body=a=b", code=1)


def test_a_question_that_finds_nothing_says_so(refused: Run) -> None:
    assert refused("query", "body_owners", "-p", "body=justin-russell", code=1) == (
        "body_owners finds nothing with these parameters"
    )


@pytest.mark.parametrize("style", ["csv", "tsv"])
def test_a_cell_of_a_result_that_a_spreadsheet_would_run_is_inert_and_numbers_stay_numbers(
    on_five: Run, style: str
) -> None:
    texts = ["=1+1", "+1+cmd|' /C calc'!A0", "-x", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1"]
    values = " ".join(f"({json.dumps(text)})" for text in texts)
    safe = ["-5", "+5", "1.5", "two\nlines", 'a "quote"', "a,b", "", "O'Neill"]
    values += " ".join(f"({json.dumps(text)})" for text in safe) + " (-5) (-2.5) (-1e-5)"
    out = on_five("sparql", f"SELECT ?x {{ VALUES (?x) {{ {values} }} }}", "--format", style).out
    if style == "csv":
        cells = [row[0] for row in csv.reader(io.StringIO(out, newline=""))][1:]
        assert cells == [f"'{text}" for text in texts] + safe + ["-5", "-2.5", "-0.00001"]
    else:
        cells = [line[:-1] if line.endswith("\r") else line for line in out.split("\n")][1:]
        quoted = [json.dumps(text, ensure_ascii=False) for text in safe]
        assert cells[: len(texts)] == [f"\"'{json.dumps(text, ensure_ascii=False)[1:]}" for text in texts]
        assert cells[len(texts) : len(texts) + len(safe)] == quoted
        assert cells[len(texts) + len(safe)] == "-5"


def test_the_exact_formats_of_the_standard_change_no_text(on_five: Run) -> None:
    out = on_five("sparql", 'SELECT ?x { VALUES ?x { "=1+1" } }', "--format", "sparql-json").out
    assert json.loads(out)["results"]["bindings"][0]["x"]["value"] == "=1+1"


@pytest.mark.parametrize("query", ["ASK {}", "SELECT ?x { FILTER(false) }", 'SELECT ?x ?y { VALUES ?x { "" UNDEF } }'])
def test_a_result_in_csv_keeps_its_rows(on_five: Run, query: str) -> None:
    rows = list(csv.reader(io.StringIO(on_five("sparql", query, "--format", "csv").out)))
    expected = {"A": [["true"]], "F": [["x"]], "V": [["x", "y"], ["", ""], ["", ""]]}
    assert rows == expected["A" if query.startswith("ASK") else "F" if "FILTER" in query else "V"]
