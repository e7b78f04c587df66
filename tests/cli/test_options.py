"""The options that every command shares: data, cache, environment, day, filters by source."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
