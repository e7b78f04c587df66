"""Keeping the graph: build, info, check."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_build_builds_once_and_says_where(on_five: Run, tmp_path: Path) -> None:
    env = {"PROBATION_CACHE": str(tmp_path)}
    first = on_five("build", "--format", "json", env=env).json()["answers"][0]
    second = on_five("build", "--format", "json", env=env).json()["answers"][0]
    assert first == second
    assert os.listdir(tmp_path / "snapshots") == [Path(first["snapshot"]).name]
    assert first["derived_statements"] > 0


def test_info_counts_what_is_there(on_five: Run) -> None:
    (facts,) = on_five("info", "--format", "json").json()["answers"]
    assert facts["number_of_sources"] == 5
    assert facts["classes"]["inspections"] > 0
    assert set(facts["versions"]) == {"probation-graph", "pyoxigraph", "python"}
    assert "number of sources" not in on_five("info").err


@pytest.mark.parametrize("command", ["info", "build"])
def test_counts_have_separators_for_people_and_none_for_programs(run: Run, command: str) -> None:
    (facts,) = run(command, "--format", "json").json()["answers"]
    count = facts["statements"]
    assert count > 10_000
    for style in ("table", "markdown"):
        assert f"{count:,}" in run(command, "--format", style).out
    for style in ("json", "csv", "tsv"):
        out = run(command, "--format", style).out
        assert str(count) in out and f"{count:,}" not in out


def test_good_data_pass_the_check(on_five: Run) -> None:
    ran = on_five("check")
    assert ran.code == 0
    assert ran.out.startswith("0 errors")


def test_a_file_of_the_users_own_is_checked_with_file_and_line(
    run: Run, documents: Path, source_text: Callable[[str, str], str], tmp_path: Path
) -> None:
    path = tmp_path / "my-source.ttl"
    path.write_text(source_text("my-source", "id:hmip a pg:Inspectorate .\n\nid:mine a pg:Charity ."), encoding="utf-8")
    ran = run("check", str(path), "--no-shipped", "--data", str(documents), "--format", "json")
    assert ran.code == 2
    faults = json.loads(ran.out)["answers"]
    errors = [fault for fault in faults if fault["severity"] == "error"]
    assert {fault["entity"] for fault in errors} == {"id:mine"}
    line = path.read_text(encoding="utf-8").splitlines().index("id:mine a pg:Charity .") + 1
    assert {fault["place"].rpartition("/")[2] for fault in errors} == {f"my-source.ttl:{line}"}
    # What the file names and other sources describe is no fault of the file.
    assert "id:hmip" not in {fault["entity"] for fault in faults}


def test_a_warning_is_no_error(run: Run, source_text: Callable[[str, str], str], tmp_path: Path) -> None:
    path = tmp_path / "my-source.ttl"
    path.write_text(source_text("my-source", 'id:mine a pg:Charity ; skos:prefLabel "Mine"@en .'), encoding="utf-8")
    ran = run("check", str(path), "--no-shipped")
    assert ran.code == 0
    assert "0 errors and" in ran.out
    assert "warnings in 1 sources" in ran.out


def test_a_folder_is_checked_file_by_file_and_each_is_named_so_that_it_can_be_opened(
    run: Run, refused: Run, source_text: Callable[[str, str], str], tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    (mine / "undated").mkdir(parents=True)
    for path in (mine / "one.ttl", mine / "undated" / "two.ttl"):
        path.write_text(source_text(path.stem, ""), encoding="utf-8")
    ran = run("check", str(mine), "--no-shipped")
    assert "warnings in 2 sources" in ran.out
    headings = [line for line in ran.out.splitlines() if line.startswith(str(tmp_path))]
    assert headings == [str(mine / "one.ttl"), str(mine / "undated" / "two.ttl")]
    (tmp_path / "empty").mkdir()
    assert "no Turtle file" in refused("check", str(tmp_path / "empty"), "--no-shipped")


def test_what_a_source_lacks_is_named_on_one_line(
    run: Run, source_text: Callable[[str, str], str], tmp_path: Path
) -> None:
    path = tmp_path / "my-source.ttl"
    text = re.sub(r"; dct:issued \S+", "", source_text("my-source", ""))
    assert "dct:title" in text
    path.write_text(text, encoding="utf-8")
    out = " ".join(run("check", str(path), "--no-shipped", env={"COLUMNS": "200"}).out.split())
    assert out.count("Source described in part") == 1
    assert "dct:issued, foaf:page" in out
    faults = run("check", str(path), "--no-shipped", "--format", "json").json()["answers"]
    lacking = [fault["property"] for fault in faults if fault["check"] == "source-incomplete"]
    assert lacking == ["dct:issued", "foaf:page"]


def test_two_files_of_one_source_are_refused(refused: Run, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.ttl").touch()
    assert "name one source" in refused("check", str(tmp_path / "one/a.ttl"), str(tmp_path / "two/a.ttl"))


@pytest.mark.parametrize("name", ["absent.ttl", "My File.ttl"])
def test_a_file_that_cannot_be_checked_is_refused(refused: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "My File.ttl").touch()
    assert name in refused("check", str(tmp_path / name), "--no-shipped")
