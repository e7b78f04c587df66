"""The program as a whole: help, exit codes, pipes, standard streams, and what it loads."""

import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import pytest
import typer

from probation.cli.app import GROUPS, build

COMMANDS = [command for commands in GROUPS.values() for command in commands]
# What a plain lookup must not load: together it takes longer than the lookup.
HEAVY = {
    "rdflib",
    "networkx",
    "pyvis",
    "pyshacl",
    "igraph",
    "jinja2",
    "rapidfuzz",
    "yaml",
    "pyparsing",
    "openpyxl",
    "pydantic",
}
PROBATION = str(Path(sys.executable).parent / "probation")


def test_the_version_is_that_of_the_distribution(run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"probation-graph {metadata.version('probation-graph')}\n", "")


def test_without_a_command_the_help_is_told_as_wrong_usage(run) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert all(f"  {command} " in ran.err for command in COMMANDS)


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_is_an_answer(run, flag: str) -> None:
    ran = run(flag)
    assert (ran.code, ran.err) == (0, "")
    assert all(f"  {command} " in ran.out for command in COMMANDS)


def test_every_module_of_commands_registers_those_it_is_known_for() -> None:
    whole = typer.main.get_command(build())
    assert sorted(whole.commands) == sorted(COMMANDS)  # type: ignore[attr-defined]
    for commands in GROUPS.values():
        for command in commands:
            alone = typer.main.get_command(build(command))
            assert list(alone.commands) == [command]  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_one_line_a_blank_and_an_example_that_starts_the_program(run, command: str) -> None:
    told = run(command, "--help").out
    usage, text, *_ = told.split("\n\n")
    assert usage.startswith(f"Usage: probation {command}")
    assert text.rstrip().endswith(".")
    if command != "add":
        assert f"\n\n  Example:  probation {command}" in told


# How the program ends


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["show"],
        ["show", "a", "b"],
        ["show", "hmip", "--nonsense"],
        ["show", "hmip", "--format", "nonsense"],
        ["show", "hmip", "--as-of"],
        ["search", "x", "--limit", "none"],
        ["search", "x", "--limit", "0"],
        ["path", "hmip"],
        ["path", "hmip", "moj", "--k", "-1"],
        ["sparql", "ASK {}", "--timeout", "0"],
        ["sparql"],
        ["rank"],
        ["query", "body_owners", "-p"],
    ],
)
def test_wrong_usage_ends_with_one_line_and_code_2(refused, arguments: list[str]) -> None:
    assert refused(*arguments)


def test_what_is_found_ends_with_code_0_and_what_is_not_with_1(run, refused) -> None:
    assert run("show", "Catherine Holland").code == 0
    assert "nothing is called" in refused("show", "Probation Service of Atlantis", code=1)


@pytest.mark.parametrize("argument", [b"\xff\xfe", "caf\u00e9".encode("latin-1")])
def test_an_argument_that_is_not_text_is_refused(refused, argument: bytes) -> None:
    assert refused("show", argument) == "an argument is not text in UTF-8"


@pytest.mark.parametrize(
    "command",
    [
        "show catherine-holland",
        "show hmip --format json",
        "show hmip --format csv",
        "show hmip --format markdown",
        "sources",
        "sparql 'SELECT * { ?s ?p ?o }' --format csv",
        "sparql 'SELECT * { ?s ?p ?o }' --format json",
        "sparql 'CONSTRUCT WHERE { ?s ?p ?o }'",
        "query",
        "export",
        "--help",
    ],
)
def test_a_reader_that_has_seen_enough_is_no_error(command: str, tmp_path: Path) -> None:
    script = f"{shlex.quote(PROBATION)} {command} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("style", ["table", "json", "csv", "markdown"])
def test_a_full_disk_behind_the_answer_is_told_in_one_line(style: str, tmp_path: Path) -> None:
    script = f"{shlex.quote(PROBATION)} show catherine-holland --format {style} > /dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "probation: the answer: cannot be read or written (No space left on device)\n"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("show catherine-holland >&-", 0),
        ("show nobody 2>&-", 1),
        ("sparql - <&-", 2),
        ("show catherine-holland >&- 2>&- <&-", 0),
    ],
)
def test_a_closed_standard_stream_is_no_crash(command: str, code: int, tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{shlex.quote(PROBATION)} {command}"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_that_does_not_take_all_characters_gets_what_it_takes(cache: Path, encoding: str) -> None:
    assert cache
    command = [PROBATION, "conflicts", "event-unification-2021", "--precision", "--format", "markdown"]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "2021" in done.stdout.decode(encoding)


def test_it_can_be_interrupted(tmp_path: Path) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f"

    def heed_interrupts() -> None:
        """A test run in the background ignores them, and a program inherits that."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    asking = subprocess.Popen(
        [PROBATION, "sparql", endless],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        preexec_fn=heed_interrupts,  # noqa: PLW1509
    )
    deadline = time.monotonic() + 30
    while not children(asking.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    asking.send_signal(signal.SIGINT)
    _, told = asking.communicate(timeout=30)
    assert (asking.returncode, told) == (130, "probation: stopped\n")


def children(parent: int) -> list[str]:
    """The processes that a process has started and that run something of their own by now."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "stat").read_text().rpartition(")")[2].split()[1] == str(parent):
                found.append((entry / "cmdline").read_text())
        except OSError:
            continue
    return [command for command in found if "sparql_worker" in command]


# Colour and width


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Run the program with a terminal as its standard output, and return what it sends there."""
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
    running = subprocess.Popen([PROBATION, *arguments], stdout=slave, stderr=subprocess.PIPE, env=env)
    os.close(slave)
    parts = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    running.communicate()
    os.close(master)
    return b"".join(parts).decode()


def test_a_terminal_gets_headings_that_stand_out_unless_no_colour_is_wanted(cache: Path) -> None:
    assert cache
    assert "\x1b[" in on_a_terminal("show", "Catherine Holland")
    assert "\x1b[" not in on_a_terminal("show", "Catherine Holland", NO_COLOR="1")
    # https://no-color.org: set to an empty text it says nothing
    assert on_a_terminal("show", "Catherine Holland", NO_COLOR="") == on_a_terminal("show", "Catherine Holland")


def test_a_pipe_gets_plain_text(run) -> None:
    for arguments in (
        ["show", "catherine-holland"],
        ["--help"],
        ["show", "--help"],
        ["show", "nobody"],
        ["conflicts", "catherine-holland"],
    ):
        ran = run(*arguments, env={"TERM": "xterm-256color"})
        assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize(
    "arguments", [["show", "Chris Grayling"], ["search", "staffordshire"], ["conflicts", "crc-london"]]
)
def test_lines_keep_to_the_width_of_the_terminal(cache: Path, width: int, arguments: list[str]) -> None:
    assert cache
    told = re.sub(r"\x1b\[\d*m", "", on_a_terminal(*arguments, COLUMNS=str(width)))
    # An address or a slug too long for a line stays in one piece.
    too_long = [line for line in told.splitlines() if len(line) > width and len(line.split()) > 1]
    assert too_long == []


def test_the_list_of_commands_cuts_no_summary_short(run) -> None:
    listed = run("--help").out.partition("Commands:")[2]
    assert len(listed.strip().splitlines()) == sum(map(len, GROUPS.values()))
    assert "..." not in listed


# What it loads


def loaded(script: str, *arguments: str) -> set[str]:
    code = f"import sys\n{script}\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-P", "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_the_command_line_alone_loads_nothing_heavy() -> None:
    modules = loaded("import probation.cli.app")
    assert not (HEAVY | {"rich.table", "pyoxigraph", "probation.graph.knowledge"}) & modules


MAIN = "from probation.cli.app import main\ntry:\n    main()\nexcept SystemExit as end:\n    assert not end.code"


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "catherine-holland"],
        ["show", "catherine-holland", "--as-of", "2017-06-01", "--format", "json"],
        ["sources", "catherine-holland"],
        ["conflicts", "catherine-holland"],
    ],
)
def test_a_lookup_loads_nothing_heavy(run, arguments: list[str]) -> None:
    assert run(*arguments).code == 0  # the snapshot is there from now on
    assert not HEAVY & loaded(MAIN, *arguments)


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["search", "stoke"], {"rapidfuzz"}),
        (["path", "catherine-holland", "reducing-reoffending-partnership"], {"networkx"}),
        (["rank", "most-inspected"], set()),
        (["show", "catherine-holland", "--format", "turtle"], set()),
        (["show", "catherine-holland", "--format", "dot"], {"networkx"}),
        (["query", "body_owners", "-p", "body=crc-staffordshire-and-west-midlands"], {"yaml"}),
        (["timeline", "catherine-holland"], set()),
        (["at", "2015-03-01"], {"yaml"}),
        (["holders", "post/chief-executive-reducing-reoffending-partnership"], set()),
    ],
)
def test_a_command_loads_only_what_it_needs(run, arguments: list[str], allowed: set[str]) -> None:
    assert run(*arguments).code == 0
    assert not (HEAVY - allowed) & loaded(MAIN, *arguments)
