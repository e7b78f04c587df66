"""Bad input to every command: one clear line, code 1 or 2, no traceback, nothing on standard output, nothing written.

The options are read from the program itself, so that a new one is tested as soon as it is there.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import typer

from probation.cli.app import build

SWM = "crc-staffordshire-and-west-midlands"
NEW = ["--source", "my-news", "--source-title", "My news", "--source-kind", "news", "--into", "../mine"]
# Every command with arguments that it answers.
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
    "import": ["../tables", "--into", "../mine"],
    "add inspection": ["pdu-staffordshire-and-stoke", "--published", "2024-05-01", "--rating", "Good", *NEW],
    "add appointment": ["Martin Jones", "Chief Inspector", "hmip", "--from", "2024-03-01", *NEW],
    "add owner": ["reducing-reoffending-partnership", SWM, "--from", "2015-02", *NEW],
    "add event": ["A consultation", "--date", "2018-07-27", "--actor", "hmip", *NEW],
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
    """Ask the five documents, from an empty folder that stays empty; beside it stands a folder of tables."""
    monkeypatch.setenv("PROBATION_DATA", str(documents))
    folder = tmp_path / "here"
    folder.mkdir()
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "sources.csv").write_text(
        "source_id,url,title,publisher,author,published,kind\nmy-news,,My news,,,,news\n"
    )
    monkeypatch.chdir(folder)
    yield
    assert os.listdir(folder) == []


@pytest.fixture
def refuse(invoke: Callable[..., Any]) -> Callable[..., str]:
    """Runs a command on the five documents, asserts that it refuses as promised, and gives the line.

    Of tables all faults are told, each on a line of its own below a line that counts them.
    """

    def run(command: str, *arguments: str) -> str:
        ran = invoke(*command.split(), *arguments, "--no-shipped")
        assert ran.code in (1, 2), ran
        assert ran.out == ""
        first, *others, last = ran.err.split("\n")
        assert last == ""
        assert not others or command.startswith(("import", "add ")), ran.err[:2000]
        assert first.startswith("probation: ")
        assert all(line.startswith("  ") for line in others)
        assert all(line.isprintable() and len(line) < 1000 for line in (first, *others)), ran.err[:2000]
        assert not Path("../mine").exists()
        return str(first)

    return run


def commands() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, command in typer.main.get_command(build()).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {n}": c for n, c in inner.items()} if inner else {name: command}
    return found


def bad_values(parameter: Any) -> list[str]:
    """Values that an option cannot take, by what it takes."""
    kind = type(parameter.type).__name__.lower()
    if parameter.metavar == "DATE":
        return DATES
    if parameter.metavar == "DIR":
        return [os.devnull, "x" * 5000, *([] if parameter.name in ("into", "template") else ["absent"])]
    if parameter.metavar in ("NAME", "WORDS", "RELATION", "KIND", "SOURCE", "NAME=VALUE", "SLUG"):
        return NAMES
    if "choice" in kind:
        return ["nonsense", ""]
    if "int" in kind:
        return ["x", "1.5", "-99", "99999999999999999999", ""]
    if "float" in kind:
        return ["x", "-1", "inf", "nan", "1e400", ""]
    return []


# Of a command that writes a row, an empty text stands for nothing.
BAD_OPTIONS = [
    pytest.param(name, option.opts[0], value, id=f"{name} {option.opts[0]} {value[:20]!a}")
    for name, command in commands().items()
    for option in command.params
    if option.param_type_name == "option" and not option.is_flag
    for value in bad_values(option)
    if value or option.default != ""
]


def test_every_command_has_good_arguments_here_which_it_answers(invoke: Callable[..., Any]) -> None:
    assert set(GOOD) == set(commands())
    for name, arguments in GOOD.items():
        ran = invoke(*name.split(), *arguments, "--no-shipped")
        assert ran.code == 0, (name, ran)
        assert ran.out
        shutil.rmtree("../mine", ignore_errors=True)
        Path("picture.html").unlink(missing_ok=True)


@pytest.mark.parametrize(("command", "option", "value"), BAD_OPTIONS)
def test_a_value_that_an_option_cannot_take(refuse: Callable[..., str], command: str, option: str, value: str) -> None:
    refuse(command, *GOOD[command], option, value)


def arguments_of(command: str) -> list[str]:
    return [p.name for p in commands()[command].params if p.param_type_name == "argument"]


# What is free text: a search takes any, a SPARQL query is no name, and a new row may say anything of these.
FREE = {
    "search": ["text"],
    "sparql": ["query"],
    "add appointment": ["person", "role"],
    "add event": ["label"],
}
BAD_ARGUMENTS = [
    pytest.param(name, place, id=f"{name} {argument}")
    for name in commands()
    for place, argument in enumerate(arguments_of(name))
    if argument not in FREE.get(name, ())
]


@pytest.mark.parametrize(("command", "place"), BAD_ARGUMENTS)
def test_an_argument_that_nothing_is_called(refuse: Callable[..., str], command: str, place: int) -> None:
    for name in (*NAMES, *(DATES if command == "at" else ())):
        good = GOOD[command] or [""]
        refuse(command, *good[:place], name, *good[place + 1 :])


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_search_and_a_query_take_any_text_and_answer_or_refuse(
    invoke: Callable[..., Any], refuse: Callable[..., str], name: str
) -> None:
    refuse("sparql", name)
    refuse("query", "body_owners", "-p", f"body={name}")
    refuse("path", SWM, name)
    ran = invoke("search", name, "--no-shipped")
    assert ran.code in (0, 1)
    assert all(line.isprintable() for line in (ran.out + ran.err).split("\n"))


FREE_TEXTS = [
    pytest.param(name, option.opts[0], id=f"{name} {option.opts[0]}")
    for name, command in commands().items()
    for option in command.params
    if name.startswith("add ") and type(option.type).__name__.startswith("String") and option.metavar is None
]


@pytest.mark.parametrize(("command", "option"), FREE_TEXTS)
def test_any_text_in_a_new_row_is_refused_or_written_as_text(
    invoke: Callable[..., Any], refuse: Callable[..., str], command: str, option: str
) -> None:
    for text in ("", "x" * 10_000, *(name for name in NAMES if not name.isprintable()), '"; <script>\\'):
        given = list(GOOD[command])
        if option.startswith("-"):
            given += [option, text]
        else:
            given[arguments_of(command).index(option)] = text
        ran = invoke(*command.split(), *given, "--no-shipped")
        assert all(line.isprintable() for line in (ran.out + ran.err).split("\n")), ran
        if ran.code != 0:
            refuse(command, *given)
            continue
        written = list(Path("../mine").rglob("*.ttl"))
        assert written
        for path in written:
            assert list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
        shutil.rmtree("../mine")


CONTRADICTORY = [
    ["timeline", SWM, "--since", "2020", "--until", "2019"],
    ["timeline", SWM, "--as-of", "2019-01-01", "--until", "2019"],
    ["timeline", SWM, "--as-of", "2019-01-01", "--since", "2020"],
    ["ratings", "--since", "2020", "--until", "2019"],
    ["ratings", "--as-of", "2019-01-01", "--until", "2019"],
    ["ratings", "--as-of", "2019-01-01", "--since", "2020"],
    ["ratings", "--matrix", "--compare", "owner"],
    ["ratings", "--matrix", "--history", "--as-of", "2010-01-01"],
    ["view", SWM, "--since", "2020", "--until", "2019"],
    ["view", SWM, "--path", "--lineage"],
    ["view", SWM, "--region", "West Midlands"],
    ["view", "--all", SWM],
    ["view"],
    ["path", SWM, "hmip", "--only", "owns", "--avoid", "owns"],
    ["show", SWM, "--known-by", "1990-01-01"],
    ["show", SWM, "--by", "staffordshire-caseloads-2017-01-12", "--known-by", "2016-01-01"],
    ["sources", "--as-of", "2017-01-12"],
    ["query", "body_owners_as_of", "-p", f"body={SWM}", "-p", "day=2017-01-12", "--as-of", "2017-01-12"],
    ["query", "body_owners_as_of", "-p", f"body={SWM}", "-p", "day=2017-01-12", "-p", "day=2018-01-12"],
    ["query", "body_owners", "-p", f"body={SWM}", "--describe", "--show"],
    ["query", "-p", f"body={SWM}"],
    ["query", "--describe"],
    ["query", "--show"],
    ["export", "--format", "nquads", "--as-of", "2017-01-12"],
    ["import", "../tables", "--template", "../empty"],
    ["import"],
    ["add", "owner", "hmip", "hmip", *NEW],
    ["add", "owner", "reducing-reoffending-partnership", SWM, "--from", "2020", "--until", "2019", *NEW],
    ["add", "appointment", "Martin Jones", "Chief Inspector", "hmip", "--from", "2020", "--until", "2019", *NEW],
]


@pytest.mark.parametrize("arguments", CONTRADICTORY, ids=lambda arguments: " ".join(arguments)[:70])
def test_what_contradicts_itself_is_refused(refuse: Callable[..., str], arguments: list[str]) -> None:
    refuse(*arguments)
    assert not Path("../empty").exists()


EMPTY = [
    ["show", SWM, "--only", "no such heading"],
    ["show", SWM, "--as-of", "0001-01-01", "--only", "owned"],
    ["timeline", SWM, "--since", "9999"],
    ["timeline", SWM, "--as-of", "0001-01-01"],
    ["at", "0001-01-01"],
    ["ratings", "--since", "9999"],
    ["ratings", "--as-of", "0001-01-01"],
    ["rank", "degree", "--kind", "prison"],
    ["search", "xyzzyx"],
    ["sources", "hmip", "--by", "guardian-2020-03-04-midlands-probation-firm", "--min-sources", "9"],
    ["conflicts", SWM, "--min-sources", "99"],
    ["query", "body_owners", "-p", "body=hmip"],
]


@pytest.mark.parametrize("arguments", EMPTY, ids=" ".join)
@pytest.mark.parametrize("style", ["table", "json", "csv", "tsv", "markdown"])
def test_where_nothing_answers_that_is_said_in_every_format(
    refuse: Callable[..., str], arguments: list[str], style: str
) -> None:
    refuse(*arguments, "--format", style)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", [n for n, c in commands().items() if any("--as-of" in p.opts for p in c.params)])
def test_the_first_and_the_last_day_of_all_are_answered_or_refused(
    invoke: Callable[..., Any], refuse: Callable[..., str], command: str, day: str
) -> None:
    ran = invoke(*command.split(), *GOOD[command], "--as-of", day, "--no-shipped")
    Path("picture.html").unlink(missing_ok=True)
    if ran.code != 0:
        refuse(command, *GOOD[command], "--as-of", day)


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


# `import` reads no sources but those of the folder it writes to.
@pytest.mark.parametrize("fault", BAD_SOURCES)
@pytest.mark.parametrize("command", sorted(GOOD.keys() - {"import"}))
def test_a_source_that_cannot_be_accepted_is_named_by_every_command(
    refuse: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, fault: str
) -> None:
    content, says = BAD_SOURCES[fault]
    folder = tmp_path / "faulty"
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


NASTY_NAMES = ["two\nlines", "a\r\nb", "bell\x07", "\x1b[31mred", "\u202eleft", "line\u2028end", "next\x85line"]


@pytest.mark.parametrize("name", NASTY_NAMES, ids=ascii)
def test_a_file_name_with_line_ends_or_control_characters_stands_on_one_line(
    refuse: Callable[..., str], documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "bad.ttl").write_text("<> a ")
    (folder / f"{name}.csv").write_text("a,b\n1,2\n")
    (folder / f"{name}.ttl").write_text("<> a ")
    (folder / f"{name}.rq").write_bytes(b"\xff")
    refuse("show", SWM, "--data", str(folder))
    refuse("show", SWM, "--data", str(tmp_path / "absent" / name))
    monkeypatch.setenv("PROBATION_DATA", str(folder))
    refuse("show", SWM)
    refuse("sparql", "ASK {}")
    monkeypatch.delenv("PROBATION_DATA")
    refuse("check", str(folder / f"{name}.ttl"))
    refuse("check", str(tmp_path / "absent" / f"{name}.ttl"))
    refuse("sparql", str(folder / f"{name}.rq"))
    refuse("import", str(folder / f"{name}.csv"), "--into", str(tmp_path / "into"))
    refuse("import", str(folder / "absent.csv"), "--into", str(tmp_path / "into"))
    monkeypatch.setenv("PROBATION_DATA", str(documents))
    refuse("view", SWM, "--depth", "0", "-o", str(tmp_path / "absent" / name))
    refuse("export", "--format", "mermaid", "-o", str(tmp_path / "absent" / name))


@pytest.mark.parametrize("command", GOOD)
def test_an_option_that_does_not_exist(refuse: Callable[..., str], command: str) -> None:
    assert "--nonsense" in refuse(command, *GOOD[command], "--nonsense")


@pytest.mark.parametrize(
    "options", [["--by", "no-such-source"], ["--known-by", "1999-01-01"], ["--min-sources", "500"]]
)
def test_a_filter_that_leaves_nothing_finds_nothing(refuse: Callable[..., str], options: list[str]) -> None:
    for command in ("show", "sources", "timeline", "ratings"):
        refuse(command, *GOOD[command], *options)
