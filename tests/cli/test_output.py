"""The formats: JSON that keeps to its schema, CSV that no spreadsheet runs, text that no terminal obeys."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from probation.cli.app import build
from probation.cli.output import Report, Row, cited_in, columns, printable
from probation.graph.errors import NotFoundError

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "answers.schema.json").read_text(encoding="utf-8"))
PROBATION = str(Path(sys.executable).parent / "probation")
SWM = "Staffordshire and West Midlands CRC"
INSPECTION = "hmip-2017-01-12-staffordshire-and-stoke"
READING = [
    ["show", SWM],
    ["show", SWM, "--as-of", "2017-06-01"],
    ["show", SWM, "--why"],
    ["show", "Justin Russell"],
    ["show", INSPECTION],
    ["show", "event-unification-2021"],
    ["show", "staffordshire"],
    ["show", "guardian-2020-03-04-midlands-probation-firm"],
    ["search", "staffordshire crc"],
    ["path", "Catherine Holland", INSPECTION],
    ["path", "Catherine Holland", INSPECTION, "--as-of", "2017-06-01", "--k", "5", "--through-hubs"],
    ["sources"],
    ["sources", SWM],
    ["conflicts"],
    ["conflicts", SWM],
    ["conflicts", "staffordshire"],
    ["holders", "HM Chief Inspector of Probation"],
    ["holders", "HM Chief Inspector of Probation", "--as-of", "2017-01-12"],
    ["at", "2017-01-12"],
    ["lineage", "Staffordshire and Stoke PDU"],
    ["lineage", "Staffordshire and Stoke PDU", "--as-of", "2017-06-01"],
    ["lineage", "Staffordshire"],
    ["lineage", "Staffordshire", "--as-of", "2022-08-04"],
    ["timeline", SWM],
    ["timeline", "Staffordshire", "--since", "2017"],
    ["ratings"],
    ["ratings", SWM, "--latest"],
    ["ratings", "--matrix"],
    ["ratings", "--compare", "programme"],
    ["rank", "degree"],
    ["rank", "communities"],
    ["rank", "most-disputed"],
    ["rank", "betweenness", "--as-of", "2020-03-05"],
    ["rank", "most-inspected", "--as-of", "2020-03-05"],
    ["query"],
    ["query", "body_owners", "--describe"],
    ["query", "body_owners", "-p", f"body={SWM}"],
    ["query", "body_owners_as_of", "-p", f"body={SWM}", "-p", "day=2017-06-01"],
    ["sparql", "SELECT ?s ?o ?source { GRAPH ?source { ?s pg:owner ?o } OPTIONAL { ?s pg:nothing ?x } }"],
    ["sparql", "ASK {}"],
    ["sparql", "DESCRIBE id:hmip"],
    ["build"],
    ["info"],
    ["check"],
]
NEW = ["--source", "my-news", "--source-title", "My news", "--source-kind", "news", "--into", "mine"]
WRITING = [
    ["import", "--template", "tables"],
    ["import", "tables", "--into", "mine"],
    ["import", "tables", "--into", "mine", "--dry-run"],
    ["add", "inspection", "Staffordshire and Stoke PDU", "--published", "2024-05-01", "--rating", "Good", *NEW],
    ["add", "appointment", "Martin Jones", "Chief Inspector", "hmip", "--from", "2024-03-01", *NEW],
    ["add", "owner", "The Reducing Reoffending Partnership", SWM, "--from", "2015-02", *NEW],
    ["add", "event", "A consultation", "--date", "2018-07-27", "--actor", "hmip", *NEW],
]


def commands() -> dict[str, Any]:
    """The commands of the program, those of a group under their two words."""
    found: dict[str, Any] = {}
    for name, command in typer.main.get_command(build()).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {n}": c for n, c in inner.items()} if inner else {name: command}
    return found


def with_json() -> set[str]:
    """The commands that write JSON."""
    options = {name: p for name, command in commands().items() for p in command.params if p.name == "format"}
    return {name for name, option in options.items() if option.type and "json" in getattr(option.type, "choices", ())}


@pytest.fixture(scope="session")
def schema() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(SCHEMA, format_checker=checker)


@pytest.fixture
def ask(invoke: Callable[..., Any], documents: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs a command on the five documents, in this process, and gives what it writes."""
    monkeypatch.setenv("PROBATION_DATA", str(documents))

    def run(*arguments: str) -> str:
        ran = invoke(*arguments, "--no-shipped")
        assert ran.code == 0, ran
        return str(ran.out)

    return run


# JSON


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_the_json_of_every_reading_command_keeps_to_the_schema(
    ask: Callable[..., str], schema: jsonschema.Draft202012Validator, arguments: list[str]
) -> None:
    body = json.loads(ask(*arguments, "--format", "json"))
    schema.validate(body)
    assert body["question"]["command"] == arguments[0]
    assert body["answers"] or arguments == ["conflicts", "staffordshire"] or arguments[0] == "check"
    # Every source that is cited is described, and no other.
    assert set(body["sources"]) == set(cited_in(body["answers"]))


def derived_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "derived_by" in value:
            yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from derived_in(inner)


def test_whatever_a_rule_made_names_the_sources_it_rests_on(ask: Callable[..., str]) -> None:
    found = 0
    for arguments in (["show", SWM], ["show", SWM, "--why"], ["timeline", SWM], ["lineage", "Staffordshire"]):
        for derived in derived_in(json.loads(ask(*arguments, "--format", "json"))["answers"]):
            assert derived["sources"], derived
            found += 1
    assert found > 20


def test_the_json_of_every_writing_command_keeps_to_the_schema(
    ask: Callable[..., str],
    schema: jsonschema.Draft202012Validator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in WRITING:
        body = json.loads(ask(*arguments, "--format", "json"))
        schema.validate(body)
        assert body["question"]["command"] == " ".join(arguments[: 2 if arguments[0] == "add" else 1])
        assert body["answers"]
        assert {path for path in body["answers"][0]["files"] if not Path(path).exists()} == set()


def test_the_keys_of_the_schema_are_words_without_blanks() -> None:
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            own = set(value["properties"]) if isinstance(value.get("properties"), dict) else set()
            return own | {key for inner in value.values() for key in keys(inner)}
        return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()

    assert {key for key in keys(SCHEMA) if not re.fullmatch("[a-z_]+", key)} == set()


def test_the_schema_knows_every_command_that_writes_json_and_is_strict(
    schema: jsonschema.Draft202012Validator, ask: Callable[..., str]
) -> None:
    known = set(SCHEMA["properties"]["question"]["properties"]["command"]["enum"])
    tested = {" ".join(a[: 2 if a[0] == "add" else 1]) for a in (*READING, *WRITING)}
    assert known == tested == with_json()
    body = json.loads(ask("show", SWM, "--format", "json"))
    for spoil in (
        lambda b: b.update(extra=1),
        lambda b: b.pop("as_of"),
        lambda b: b["answers"][0].update(extra=1),
        lambda b: b["answers"][0].pop("sources"),
        lambda b: b["answers"][0]["sources"].append("Not A Slug"),
        lambda b: b["question"].update(command="nonsense"),
        lambda b: b["question"]["arguments"]["thing"].pop("iri"),
        lambda b: b.update(as_of="2016-02-30"),
        lambda b: next(iter(b["sources"].values())).pop("title"),
    ):
        spoilt = json.loads(json.dumps(body))
        spoil(spoilt)
        assert not schema.is_valid(spoilt)


def test_without_sources_the_answers_still_say_how_many_they_have(
    ask: Callable[..., str], schema: jsonschema.Draft202012Validator
) -> None:
    body = json.loads(ask("show", SWM, "--format", "json", "--no-sources"))
    schema.validate(body)
    assert body["sources"] == {}


def test_the_day_asked_about_and_the_resolved_name_are_told(ask: Callable[..., str]) -> None:
    body = json.loads(ask("show", SWM, "--as-of", "2017-06-01", "--format", "json"))
    assert body["as_of"] == "2017-06-01"
    assert body["question"]["arguments"]["thing"]["id"] == "crc-staffordshire-and-west-midlands"


# CSV, TSV


@pytest.mark.parametrize("arguments", [a for a in READING if a[0] not in ("sparql", "check", "rank")], ids=" ".join)
def test_csv_and_tsv_are_rectangular_and_name_their_sources(ask: Callable[..., str], arguments: list[str]) -> None:
    def table(style: str, *options: str) -> list[list[str]]:
        text = ask(*arguments, "--format", style, *options)
        return list(csv.reader(io.StringIO(text), delimiter="," if style == "csv" else "\t"))

    rows = table("csv")
    assert len({len(row) for row in rows}) == 1
    assert rows[0][-1] == "sources"
    if arguments[0] not in ("build", "info"):  # these are about the program, and cite nothing
        assert table("tsv", "--no-sources") == [row[:-1] for row in rows]


FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://127.0.0.1")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "-x",
]


def test_a_cell_that_a_spreadsheet_would_run_is_inert(
    run: Callable[..., Any], folder_of: Callable[..., Path], tmp_path: Path
) -> None:
    names = " , ".join(json.dumps(f) + "@en" for f in FORMULAS)
    folder = folder_of(
        {
            "evil": f'id:x a pg:Charity ; skos:prefLabel "X"@en ; skos:altLabel {names} . id:m a pg:Measurement ; pg:subject id:x ; pg:value -5 , -2.5 .'
        }
    )
    options = ["--no-shipped", "--data", str(folder), "--format", "csv"]
    ran = run("show", "X", *options, env={"PROBATION_CACHE": str(tmp_path / "cache")})
    cells = [cell for row in csv.reader(io.StringIO(ran.out)) for cell in row]
    assert [cell for cell in cells if re.match(r"[=+@]|-(?!\d+(\.\d+)?$)", cell)] == []
    assert {"'" + formula for formula in FORMULAS} <= set(cells)


def test_a_negative_number_stays_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    from probation.cli.output import write

    write(Report({}, [{}], [Row({"value": "-5"}), Row({"value": "-2.5"}), Row({"value": "--5"})]), "csv", sources=False)
    assert capsys.readouterr().out.splitlines() == ["value", "-5", "-2.5", "'--5"]


# Control characters

PAYLOAD = "\x1b]0;title\x07\x1b[31mred\x1b[0m\x9b31m\x7f\x00\x08\u202eright to left\u2028line\u2066x\ttab\rreturn"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory, source_text: Callable[[str, str], str]) -> Path:
    """A source whose every text would steer a terminal."""
    folder = tmp_path_factory.mktemp("evil")
    text = json.dumps(PAYLOAD).replace("\\u0000", "\\u0001") + "@en"
    body = f"""
        <> dct:publisher id:agent-x ; foaf:page <https://example.org/> . id:agent-x a foaf:Agent ; skos:prefLabel {text} .
        <> dct:title {text} .
        id:x a pg:CommunityRehabilitationCompany ; skos:prefLabel {text} ; skos:altLabel "X"@en , {text} ; skos:note {text} .
        id:y a pg:Company ; skos:prefLabel {text} ; skos:altLabel "Y"@en .
        ownership:y--x a pg:Ownership ; pg:owner id:y ; pg:owned id:x ; pg:share {text} ; pg:from "2015"^^xsd:gYear .
        id:x pg:companyNumber {text.removesuffix("@en")} , "1" .
        id:i a pg:Inspection ; skos:prefLabel {text} ; pg:inspected id:x ; pg:published "2017-01-12"^^xsd:date ;
            pg:overallRating pg:Good .
        post:p a org:Post ; skos:prefLabel {text} . tenure:t a pg:Tenure ; org:member id:z ; pg:post post:p ; pg:postTitle {text} .
        id:z a foaf:Person ; skos:prefLabel {text} .
        note:n a pg:EditorialNote ; pg:about id:x ; pg:aboutProperty pg:companyNumber ; dct:description {text} ;
            pg:conflictKind <../scheme/conflict-kind/conflict> .
    """
    (folder / "evil.ttl").write_text(source_text("evil", body), encoding="utf-8")
    return folder


EVIL = [
    ["show", "X"],
    ["search", "x"],
    ["path", "Y", "i"],
    ["sources", "X"],
    ["conflicts"],
    ["holders", "post/p"],
    ["timeline", "X"],
    ["ratings"],
    ["rank", "degree"],
    ["lineage", "x"],
    ["sparql", "SELECT ?n { id:x skos:note ?n }"],
    ["query", "body_owners", "-p", "body=X"],
    ["show", PAYLOAD.replace("\x00", "")],
    ["check"],
]


@pytest.mark.parametrize("style", ["table", "json", "csv", "tsv", "markdown"])
def test_no_text_of_the_data_steers_a_terminal(
    invoke: Callable[..., Any], evil: Path, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    monkeypatch.setenv("PROBATION_DATA", str(evil))
    for arguments in EVIL:
        if arguments[0] == "sparql" and style in ("csv", "tsv"):
            continue  # the standard formats are written as the standards say, unless to a terminal: see below
        ran = invoke(*arguments, "--no-shipped", "--format", style)
        assert ran.code in (0, 1, 2)
        assert "Traceback" not in ran.err
        for stream in (ran.out, ran.err):
            assert FORBIDDEN.findall(stream.replace("\n", "")) == [], arguments


@pytest.mark.parametrize("style", ["csv", "tsv", "sparql-json", "sparql-xml", "turtle"])
def test_a_standard_format_sent_to_a_terminal_does_not_steer_it(cache: Path, evil: Path, style: str) -> None:
    assert cache
    query = "DESCRIBE id:x" if style == "turtle" else "SELECT ?n { id:x skos:note ?n }"
    told = on_terminal("sparql", query, "--format", style, "--no-shipped", "--data", str(evil))
    assert "red" in told
    assert FORBIDDEN.findall(told.replace("\r\n", "")) == []


@pytest.mark.parametrize("command", [["show", "X"], ["path", "Y", "i"], ["export"]], ids=" ".join)
@pytest.mark.parametrize("style", ["nquads", "trig", "jsonld", "graphml", "gexf", "dot", "mermaid"])
def test_a_graph_sent_to_a_terminal_does_not_steer_it(cache: Path, evil: Path, command: list[str], style: str) -> None:
    assert cache
    told = on_terminal(*command, "--format", style, "--no-shipped", "--data", str(evil))
    assert "red" in told
    assert FORBIDDEN.findall(told.replace("\r\n", "")) == []


def on_terminal(*arguments: str) -> str:
    """Run the program with a terminal as its standard output; return what the terminal is told."""
    master, slave = pty.openpty()
    command = [PROBATION, *arguments]
    running = subprocess.Popen(command, stdout=slave, stderr=subprocess.PIPE)
    os.close(slave)
    told = b""
    while True:
        try:
            told += os.read(master, 65536)
        except OSError:
            break
    running.communicate()
    os.close(master)
    assert running.returncode == 0
    return told.decode()


@given(st.text())
def test_printable_text_is_one_line_without_control_characters(text: str) -> None:
    told = printable(text)
    assert all(c.isprintable() for c in told)
    assert "\n" not in told
    assert len(told) <= len(text)


def test_letters_of_every_script_are_left_alone() -> None:
    text = "‘Staffordshire’ Ynys Môn – مراقبة परिवीक्षा 保護観察 🙂"
    assert printable(text) == text


# The parts


def test_columns_stand_in_order_of_first_appearance() -> None:
    report = Report({}, [], [Row({"b": "1"}), Row({"a": "2", "b": "3"}), Row({"c": "4"})])
    assert columns(report.rows) == ["b", "a", "c"]


def test_sources_are_gathered_from_anywhere_within_an_answer() -> None:
    answer = {"sources": ["a"], "values": [{"sources": ["b", "a"]}, {"note": {"sources": ["c"]}}], "x": "sources"}
    assert list(cited_in(answer)) == ["a", "b", "a", "c"]


def test_answers_with_fewer_sources_than_asked_for_are_left_out() -> None:
    answers = [{"sources": ["a"]}, {"sources": ["a", "b"]}]
    report = Report(
        {}, answers, [Row({"x": "1"}, ["a"]), Row({"x": "2"}, ["a", "b"]), Row({"x": "3"}, ["a"], behind=2)]
    )
    report.keep(2)
    assert report.answers == [{"sources": ["a", "b"]}]
    assert [row.cells["x"] for row in report.rows] == ["2", "3"]
    with pytest.raises(NotFoundError, match="no answer has 3 sources"):
        report.keep(3)
