"""The options that every command shares: data, cache, environment, day, filters by source."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from probation.cli.app import build
from probation.cli.bring import ExportFormat
from probation.cli.options import Format, GraphFormat
from probation.graph import KnowledgeGraph
from probation.graph.export import FORMATS

Run = Callable[..., Any]
MINE = 'id:mine a pg:Charity ; skos:prefLabel "A charity of mine"@en .'
GUARDIAN = "guardian-2020-03-04-midlands-probation-firm"


@pytest.fixture
def own(tmp_path: Path) -> dict[str, str]:
    """An environment with a cache of this test's own."""
    return {"PROBATION_CACHE": str(tmp_path / "cache")}


def labels(ran: Any) -> set[str]:
    return {hit["thing"]["label"] for hit in ran.json()["answers"]}


def test_data_adds_to_the_shipped_data(run: Run, folder_of: Callable[..., Path], own: dict[str, str]) -> None:
    folder = folder_of({"my-source": MINE})
    ran = run("search", "charity of mine", "--data", str(folder), "--format", "json", env=own)
    assert "A charity of mine" in labels(ran)
    assert "my-source" in ran.json()["sources"]
    assert run("show", "Justin Russell", "--data", str(folder), env=own).code == 0
    assert run("show", "A charity of mine").code == 1


def test_data_replaces_a_shipped_source_of_the_same_slug(
    run: Run, folder_of: Callable[..., Path], own: dict[str, str]
) -> None:
    folder = folder_of({GUARDIAN: MINE})
    ran = run("sources", "A charity of mine", "--data", str(folder), "--format", "json", env=own)
    assert ran.json()["sources"][GUARDIAN]["title"] == f"Title of {GUARDIAN}"
    conflicts = run(
        "conflicts",
        "hmip-2020-03-05-crc-staffordshire-and-west-midlands",
        "--data",
        str(folder),
        "--format",
        "json",
        env=own,
    )
    assert GUARDIAN not in conflicts.json()["sources"]


def test_without_the_shipped_data_only_ones_own_are_there(
    run: Run, folder_of: Callable[..., Path], own: dict[str, str]
) -> None:
    options = ["--no-shipped", "--data", str(folder_of({"my-source": MINE}))]
    assert len(run("sources", *options, "--format", "json", env=own).json()["answers"]) == 1
    assert run("show", "Justin Russell", *options, env=own).code == 1


def test_without_any_data_nothing_is_found(run: Run, own: dict[str, str]) -> None:
    assert run("show", "hmip", "--no-shipped", env=own).code == 1
    assert run("sparql", "ASK { ?s a pg:Body }", "--no-shipped", "--format", "csv", env=own).out.strip() == "false"


def test_folders_may_be_several_and_later_ones_win(
    run: Run, folder_of: Callable[..., Path], own: dict[str, str]
) -> None:
    first = folder_of({"a": MINE, "b": 'id:b a pg:Charity ; skos:prefLabel "B"@en .'})
    second = folder_of({"a": 'id:mine a pg:Charity ; skos:prefLabel "Another name"@en .'})
    options = ["--no-shipped", "--data", str(first), "--data", str(second)]
    assert run("show", "Another name", *options, env=own).code == 0
    assert run("show", "B", *options, env=own).code == 0
    assert run("show", "A charity of mine", *options, env=own).code == 1


def test_the_environment_names_folders_too(run: Run, folder_of: Callable[..., Path], own: dict[str, str]) -> None:
    first, second = folder_of({"a": MINE}), folder_of({"b": 'id:b a pg:Charity ; skos:prefLabel "B"@en .'})
    env = {**own, "PROBATION_DATA": os.pathsep.join([str(first), str(second)])}
    assert run("show", "A charity of mine", "--no-shipped", env=env).code == 0
    assert run("show", "B", "--no-shipped", env=env).code == 0
    # what is said on the command line goes before the environment
    assert run("show", "B", "--no-shipped", "--data", str(first), env=env).code == 1


def test_a_source_taken_out_is_gone_at_the_next_question(
    run: Run, folder_of: Callable[..., Path], own: dict[str, str]
) -> None:
    folder = folder_of({"a": MINE})
    asking = ["show", "A charity of mine", "--no-shipped", "--data", str(folder)]
    assert run(*asking, env=own).code == 0
    (folder / "a.ttl").unlink()
    assert run(*asking, env=own).code == 1


def test_without_a_writable_cache_the_answer_is_the_same_with_a_word_beside_it(
    run: Run, documents: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    asking = ["show", "hmip", "--no-shipped", "--data", str(documents)]
    ran = run(*asking, env={"PROBATION_CACHE": str(tmp_path / "file" / "cache")})
    assert ran.code == 0
    assert ran.out == run(*asking).out
    assert ran.err.splitlines() == [
        "probation: the cache cannot be written, so the graph is built anew in memory each time"
    ]


def test_the_first_question_builds_and_says_nothing_of_it_in_a_pipe(
    run: Run, documents: Path, own: dict[str, str]
) -> None:
    ran = run("show", "hmip", "--no-shipped", "--data", str(documents), env=own)
    assert (ran.code, ran.err) == (0, "")


def test_the_snapshot_goes_where_the_environment_says(run: Run, documents: Path, tmp_path: Path) -> None:
    cache = tmp_path / "here" / "cache"
    ran = run(
        "build", "--no-shipped", "--data", str(documents), "--format", "json", env={"PROBATION_CACHE": str(cache)}
    )
    assert Path(ran.json()["answers"][0]["snapshot"]).is_relative_to(cache)


def test_only_what_one_source_says(on_five: Run, own: dict[str, str]) -> None:
    ran = on_five("show", "Staffordshire and West Midlands CRC", "--by", GUARDIAN, "--format", "json", env=own)
    assert set(ran.json()["sources"]) == {GUARDIAN}


def test_only_what_was_published_by_a_day(on_five: Run, own: dict[str, str]) -> None:
    asking = ["sources", "--known-by", "2017-12-31", "--format", "json"]
    found = on_five(*asking, env=own).json()["answers"]
    assert {source["issued"] for source in found} == {"2017-01-12"}


def test_only_what_several_sources_say(on_five: Run) -> None:
    ran = on_five("show", "Staffordshire and West Midlands CRC", "--min-sources", "3", "--format", "json")
    assert {len(answer["sources"]) >= 3 for answer in ran.json()["answers"]} == {True}


def test_a_number_that_looks_like_an_option_is_told_apart(run: Run) -> None:
    assert run("show", "--", "--limit").code == 1
    assert json.loads(run("search", "2014", "--format", "json").out)["question"]["arguments"]["text"] == "2014"


# As of a day: every command that answers from dated statements takes it; the others, and why they do not.
WITHOUT_A_DAY = {
    "at": "takes its day as an argument",
    "sparql": "answers a query as it is written",
    "import": "brings tables in",
    "add": "adds to a source",
    "build": "is about the snapshot",
    "info": "is about the graph as a whole",
    "check": "is about files",
}


def test_every_command_takes_a_day_or_is_about_no_day() -> None:
    commands = typer.main.get_command(build()).commands  # type: ignore[attr-defined]
    taking = {name for name, command in commands.items() if any("--as-of" in p.opts for p in command.params)}
    assert set(commands) - taking == set(WITHOUT_A_DAY)
    how_to = (Path(__file__).parents[2] / "docs" / "how-to.md").read_text(encoding="utf-8")
    section = how_to.partition("## Ask as of a day")[2].partition("\n## ")[0]
    assert {name for name in commands if f"`{name}`" not in section} == set()


def test_a_day_changes_the_answer_of_every_command_that_takes_one(run: Run) -> None:
    swm = "Staffordshire and West Midlands CRC"
    for asking in (
        ["show", swm],
        ["search", "Staffordshire"],
        ["sources", swm],
        ["conflicts", swm],
        ["lineage", swm],
        ["lineage", "staffordshire"],
        ["timeline", swm],
        ["holders", "Secretary of State for Justice"],
        ["ratings", swm],
        ["rank", "degree"],
    ):
        with_day = run(*asking, "--as-of", "2017-01-12", "--format", "json").json()
        assert with_day["as_of"] == "2017-01-12"
        assert with_day["answers"] != run(*asking, "--format", "json").json()["answers"], asking


def test_as_of_a_day_search_sources_and_conflicts_tell_certain_from_possible(run: Run) -> None:
    hits = run("search", "crc", "--as-of", "2017-01-12", "--limit", "100", "--format", "json").json()["answers"]
    assert {"certain"} <= {hit["held"] for hit in hits if hit["thing"]["kind"].startswith("Community Rehab")}
    assert not any(hit["thing"]["kind"] == "Probation Delivery Unit" for hit in hits)
    found = run("conflicts", "--as-of", "2016-05-01", "--format", "json").json()["answers"]
    assert {conflict["held"] for conflict in found} == {"certain", "possible"}


def test_all_sources_as_of_a_day_is_another_question(refused: Callable[..., str]) -> None:
    assert "--known-by" in refused("sources", "--as-of", "2017-01-12")


def test_a_question_is_asked_of_the_day_or_says_which_one_is(run: Run, refused: Callable[..., str]) -> None:
    asking = ["query", "body_owners_as_of", "-p", "body=Staffordshire and West Midlands CRC"]
    by_option = run(*asking, "--as-of", "2017-06-01", "--format", "json").json()
    assert by_option["answers"] == run(*asking, "-p", "day=2017-06-01", "--format", "json").json()["answers"]
    assert by_option["as_of"] == by_option["question"]["arguments"]["parameters"]["day"] == "2017-06-01"
    listed = run("query", "--as-of", "2017-06-01", "--format", "json").json()["answers"]
    assert {"body_owners_as_of", "kind_bodies_as_of"} <= {question["id"] for question in listed}
    assert all("day" in {p["name"] for p in question["parameters"]} for question in listed)
    assert "body_owners_as_of does" in refused("query", "body_owners", "--as-of", "2017-06-01")
    assert "give one of them" in refused(*asking, "-p", "day=2017-06-01", "--as-of", "2017-06-01")
    assert "probation query --as-of DATE" in refused("query", "body_areas", "--as-of", "2017-06-01", "--describe")


# Answers that are a part of the graph

PARTS = {
    "show": ["show", "Staffordshire and West Midlands CRC"],
    "path": ["path", "Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke"],
    "lineage": ["lineage", "Staffordshire and Stoke PDU"],
}
GRAPHS = [form.value for form in GraphFormat if form.value not in list(Format)]


def test_the_graph_formats_are_those_of_export() -> None:
    assert {form.value for form in Format} < {form.value for form in GraphFormat}
    # CSV is the answer as a table.
    assert set(GRAPHS) == set(FORMATS) - {"csv"}
    assert {form.value for form in ExportFormat} == set(FORMATS)


@pytest.mark.parametrize("style", GRAPHS)
@pytest.mark.parametrize("command", PARTS)
def test_such_a_command_writes_what_its_python_twin_writes(
    invoke: Run, five: KnowledgeGraph, documents: Path, monkeypatch: pytest.MonkeyPatch, command: str, style: str
) -> None:
    monkeypatch.setenv("PROBATION_DATA", str(documents))
    ran = invoke(*PARTS[command], "--format", style, "--no-shipped")
    assert (ran.code, ran.err) == (0, "")
    _, *names = PARTS[command]
    assert ran.out == five.export(style, answers=getattr(five, command)(*names))


def test_help_and_refusal_name_what_a_command_can_write(refused: Callable[..., str], run: Run) -> None:
    for command, arguments in PARTS.items():
        line = refused(*arguments, "--format", "pdf")
        assert all(f"'{style}'" in line for style in (*GRAPHS, "table")), command
        assert "mermaid" in run(command, "--help").out
    line = refused("at", "2017-01-12", "--format", "dot")
    assert "'dot' is not one of 'table', 'json', 'csv', 'tsv', 'markdown'" in line
    assert "mermaid" not in run("at", "--help").out


def test_completion_offers_what_a_command_can_write(run: Run) -> None:
    def offered(command: str) -> set[str]:
        words = f"probation {command} --format "
        env = {"_PROBATION_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "3"}
        return set(run(env=env).out.split())

    assert offered("show") == {form.value for form in GraphFormat}
    assert offered("search") == {form.value for form in Format}


def test_filters_of_the_answer_hold_in_graph_formats_too(on_five: Run) -> None:
    show = ["show", "Staffordshire and West Midlands CRC", "--format", "dot"]
    every = on_five(*show).out
    assert '"reducing-reoffending-partnership" ->' in every
    assert '"reducing-reoffending-partnership" ->' not in on_five(*show, "--only", "inspect").out
    assert '"reducing-reoffending-partnership" ->' not in on_five(*show, "--as-of", "2013-01-01").out
    assert "sources=" in every
    assert "sources=" not in on_five(*show, "--no-sources").out
    assert 0 < on_five(*show, "--min-sources", "2").out.count("->") < every.count("->")
    assert GUARDIAN in every
    assert GUARDIAN not in on_five(*show, "--by", "staffordshire-caseloads-2017-01-12").out
    place = on_five("lineage", "Staffordshire", "--format", "dot").out
    assert '-> "staffordshire"' in place


def test_words_do_not_go_into_a_graph(refused: Callable[..., str]) -> None:
    assert refused("show", "hmip", "--why", "--format", "trig").startswith("--why explains in words")
