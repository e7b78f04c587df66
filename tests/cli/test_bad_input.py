"""Bad input to every command: one clear line, code 1 or 2, no traceback, nothing on standard output, nothing written.

The options are read from the program itself, so that a new one is tested as soon as it is there.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from probation.cli.app import build

SWM = "crc-staffordshire-and-west-midlands"
# Every command with arguments that it answers; `add` is a group of its own and tested beside its code.
GOOD = {
    "show": [SWM],
    "search": ["stoke"],
    "path": ["Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke"],
    "sources": [SWM],
    "conflicts": [SWM],
    "holders": ["HM Chief Inspector of Probation"],
    "at": ["2017-01-12"],
    "lineage": ["pdu-staffordshire-and-stoke"],
    "timeline": [SWM],
    "ratings": ["pdu-staffordshire-and-stoke"],
    "rank": ["degree"],
    "query": ["body_owners", "-p", f"body={SWM}"],
    "sparql": ["ASK { ?s ?p ?o }"],
    "view": [SWM, "--depth", "0", "-o", "picture.html"],
    "export": ["--format", "mermaid"],
    "build": [],
    "info": [],
    "check": [],
}
DATES = ["2016-02-30", "yesterday", "31/12/2017", "2017-13-40", "", "2016-05-01T00:00:00", "٢٠١٦"]
NAMES = [
    "Probation Service of Atlantis",
    "",
    " ",
    '"; DROP ALL; "',
    "<script>alert(1)</script>",
    "?s ?p ?o } UNION { ?a ?b ?c",
    "[](){}<>\\|^`'",
    "http://exa mple.org/",
    "x" * 10_000,
    "\u202eright to left\u202c مجهول",
    "z\u0301\u0302\u0303combining",
    "\x1b[31mred\x07",
    "a\nb\r\nc",
    "%s %n {0}",
    "../../etc/passwd",
]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: Path) -> Iterator[None]:
    """Ask the five documents, from an empty folder that stays empty."""
    monkeypatch.setenv("PROBATION_DATA", str(documents))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield
    assert os.listdir(folder) == []


@pytest.fixture
def refuse(invoke: Callable[..., Any]) -> Callable[..., str]:
    """Runs a command on the five documents, asserts that it refuses as promised, and gives the line."""

    def run(*arguments: str) -> str:
        ran = invoke(*arguments, "--no-shipped")
        assert ran.code in (1, 2), ran
        assert ran.out == ""
        lines = ran.err.split("\n")
        assert lines[-1] == ""
        assert len(lines) == 2, ran.err[:2000]
        assert lines[0].startswith("probation: ")
        assert lines[0].isprintable()
        assert len(lines[0]) < 1000
        return lines[0]

    return run


def commands() -> dict[str, Any]:
    found: dict[str, Any] = dict(typer.main.get_command(build()).commands)  # type: ignore[attr-defined]
    return {name: command for name, command in found.items() if name not in ("add", "import")}


def bad_values(parameter: Any) -> list[str]:
    """Values that an option cannot take, by what it takes."""
    kind = type(parameter.type).__name__.lower()
    if parameter.metavar == "DATE":
        return DATES
    if parameter.metavar == "DIR":
        return ["absent", os.devnull, "x" * 5000]
    if "choice" in kind:
        return ["nonsense", ""]
    if "int" in kind:
        return ["x", "1.5", "-99", "99999999999999999999", ""]
    if "float" in kind:
        return ["x", "-1", "inf", "nan", "1e400", ""]
    return []


BAD_OPTIONS = [
    pytest.param(name, option.opts[0], value, id=f"{name} {option.opts[0]} {value[:20]!a}")
    for name, command in commands().items()
    for option in command.params
    if option.param_type_name == "option" and not option.is_flag
    for value in bad_values(option)
]


def test_every_command_has_good_arguments_here_which_it_answers(invoke: Callable[..., Any]) -> None:
    assert set(GOOD) == set(commands())
    for name, arguments in GOOD.items():
        ran = invoke(name, *arguments, "--no-shipped")
        assert ran.code == 0, (name, ran)
        assert ran.out
        Path("picture.html").unlink(missing_ok=True)


@pytest.mark.parametrize(("command", "option", "value"), BAD_OPTIONS)
def test_a_value_that_an_option_cannot_take(refuse: Callable[..., str], command: str, option: str, value: str) -> None:
    refuse(command, *GOOD[command], option, value)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize(
    "command", ["show", "sources", "conflicts", "holders", "lineage", "timeline", "ratings", "view", "query"]
)
def test_a_name_that_nobody_has(refuse: Callable[..., str], command: str, name: str) -> None:
    if command == "query":
        refuse("query", name)
        refuse("query", "body_owners", "-p", f"body={name}")
    else:
        refuse(command, "--", name) if name.startswith("-") else refuse(command, name)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_path_from_or_to_a_name_that_nobody_has(refuse: Callable[..., str], name: str) -> None:
    refuse("path", name, "hmip")
    refuse("path", "hmip", name)


def test_an_ambiguous_name_is_refused_with_what_it_may_mean(
    refuse: Callable[..., str], folder_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = 'id:one a pg:Charity ; skos:prefLabel "Twin"@en . id:two a pg:Company ; skos:prefLabel "Twin"@en .'
    monkeypatch.setenv("PROBATION_DATA", str(folder_of({"twins": body})))
    for command in ("show", "sources", "conflicts", "timeline", "lineage", "view"):
        line = refuse(command, "twin")
        assert "‘twin’ names 2 things" in line
        assert "one (Twin, charity)" in line
        assert "two (Twin, company)" in line


BAD_SOURCES: dict[str, tuple[str | bytes, str]] = {
    "broken Turtle": ("<> a ", "bad.ttl, line 1: not Turtle"),
    "not text": (b"\xff\xfe\x00\x01", "bad.ttl: not a text file in UTF-8"),
    "no source": ("<http://e/s> <http://e/p> 1 .", "bad.ttl: its statements have no source"),
    "ill-typed literal": (
        "@prefix x: <http://www.w3.org/2001/XMLSchema#> .\n<http://e/s> <http://e/p> '2016-02-30'^^x:date .",
        "bad.ttl, line 2: ill-typed value",
    ),
    "blank node": ("<http://e/s> <http://e/p> [] .", "bad.ttl: holds a blank node"),
}


@pytest.mark.parametrize("fault", BAD_SOURCES)
@pytest.mark.parametrize("command", GOOD)
def test_a_source_that_cannot_be_accepted_is_named_by_every_command(
    refuse: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, fault: str
) -> None:
    content, says = BAD_SOURCES[fault]
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "bad.ttl").write_bytes(content.encode() if isinstance(content, str) else content)
    monkeypatch.setenv("PROBATION_DATA", str(folder))
    monkeypatch.setenv("PROBATION_CACHE", str(tmp_path / "cache"))
    assert says in refuse(command, *GOOD[command])


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "body_owners"],
        ["query", "body_owners", "-p", "nonsense"],
        ["query", "body_owners", "-p", "=x"],
        ["query", "body_owners", "-p", f"body={SWM}", "-p", "colour=red"],
        ["query", "body_owners_as_of", "-p", f"body={SWM}", "-p", "day=2016-02-30"],
        ["query", "score_inspections", "-p", "most=many"],
        ["query", "score_inspections", "-p", "most=--5"],
        ["query", "no_such_question", "--describe"],
        ["query", "no_such_question", "--show"],
        ["sparql", ""],
        ["sparql", "SELECT"],
        ["sparql", "SELECT * WHERE { ?s ?p ?o"],
        ["sparql", "DELETE WHERE { ?s ?p ?o }"],
        ["sparql", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"],
        ["sparql", "absent.rq"],
        ["sparql", "ASK {}", "--format", "turtle"],
        ["sparql", "DESCRIBE id:hmip", "--format", "csv"],
        ["sparql", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f", "--timeout", "1"],
        ["check", "absent.ttl"],
        ["check", os.devnull],
        ["path", SWM, SWM],
        ["path", "Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke", "--max-hops", "1"],
    ],
    ids=lambda arguments: " ".join(arguments)[:60],
)
def test_what_else_a_command_cannot_answer(refuse: Callable[..., str], arguments: list[str]) -> None:
    refuse(*arguments)


@pytest.mark.parametrize(
    "place", ["absent/picture.html", "/proc/picture.html", "x" * 300 + ".html", ".", "/dev/null/x.html"]
)
def test_a_picture_that_cannot_be_written_is_refused_and_nothing_is(refuse: Callable[..., str], place: str) -> None:
    line = refuse("view", SWM, "--depth", "0", "-o", place)
    assert "cannot be written" in line or "is a folder" in line


@pytest.mark.parametrize("place", ["absent/graph.nq", "."])
def test_an_export_that_cannot_be_written_is_refused_and_nothing_is(refuse: Callable[..., str], place: str) -> None:
    refuse("export", "--format", "mermaid", "-o", place)


@pytest.mark.parametrize("command", GOOD)
def test_an_option_that_does_not_exist(refuse: Callable[..., str], command: str) -> None:
    assert "--nonsense" in refuse(command, *GOOD[command], "--nonsense")


@pytest.mark.parametrize(
    "options", [["--by", "no-such-source"], ["--known-by", "1999-01-01"], ["--min-sources", "500"]]
)
def test_a_filter_that_leaves_nothing_finds_nothing(refuse: Callable[..., str], options: list[str]) -> None:
    for command in ("show", "sources", "timeline", "ratings"):
        refuse(command, *GOOD[command], *options)
