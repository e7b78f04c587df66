"""Lookups on the command line, on the five documents: what people read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
SWM = "Staffordshire and West Midlands CRC"


def test_show_heads_with_the_thing_and_groups_by_kind(on_five: Run) -> None:
    lines = on_five("show", SWM, "--as-of", "2017-06-01").out.splitlines()
    assert lines[0] == "Staffordshire and West Midlands Community Rehabilitation Company"
    assert "crc-staffordshire-and-west-midlands" in lines[1]
    headings = [line for line in lines if line in ("About", "Ownerships", "Inspections", "Findings", "Sources")]
    assert headings == ["About", "Ownerships", "Inspections", "Findings", "Sources"]


def test_what_possibly_held_is_marked(run: Run, folder_of: Callable[..., Path], tmp_path: Path) -> None:
    body = """
        id:a a pg:Company ; skos:prefLabel "Owner"@en . id:b a pg:Company ; skos:prefLabel "Owned"@en .
        ownership:a--b a pg:Ownership ; pg:owner id:a ; pg:owned id:b ; pg:heldOn "2017-01-12"^^xsd:date .
    """
    options = ["--no-shipped", "--data", str(folder_of({"mine": body}))]
    env = {"PROBATION_CACHE": str(tmp_path / "cache")}
    certain, possible = (
        run("show", "Owned", "--as-of", day, *options, env=env).out for day in ("2017-01-12", "2018-01-12")
    )
    assert "Owner" in certain
    assert "possibly" not in certain
    assert "Owner" in possible
    assert "possibly" in possible


def test_search_says_kind_and_id_and_keeps_to_its_limit(on_five: Run) -> None:
    body = on_five("search", "staffordshire", "--limit", "3", "--format", "json").json()
    assert len(body["answers"]) == 3
    assert all(answer["sources"] for answer in body["answers"])


def test_path_numbers_its_paths_and_cites_each_hop(on_five: Run) -> None:
    out = on_five("path", "Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke", "--k", "2").out
    assert "Path 1, 3 hops" in out
    assert "Path 2" in out
    assert "Path 3" not in out


def test_conflicts_shows_each_side_with_its_source_and_the_editors_note(run: Run) -> None:
    out = run("conflicts", SWM).out
    assert "overall rating (headline)" in out
    assert "The editors prefer Requires improvement" in " ".join(out.split())


def test_conflicts_leaves_differences_of_precision_out_and_says_how_many(on_five: Run) -> None:
    brief, full = on_five("conflicts"), on_five("conflicts", "--precision")
    assert "(precision)" not in brief.out
    left_out = full.out.count("(precision)")
    assert left_out > 1
    assert f"left out: {left_out} where sources differ in precision only; --precision shows them too" in brief.err
    assert full.err == ""
    only = on_five("conflicts", "event-unification-2021", "--format", "json")
    assert (only.code, only.json()["answers"]) == (0, [])
    assert "left out: 2 " in only.err


@pytest.mark.parametrize("style", ["table", "csv", "json"])
def test_where_nobody_disagrees_that_is_an_answer(on_five: Run, style: str) -> None:
    ran = on_five("conflicts", "Catherine Holland", "--format", style)
    assert ran.code == 0
    assert ("no source contradicts another here" in ran.err) is (style != "json")


def test_sources_of_everything_and_of_one_thing(on_five: Run) -> None:
    assert len(on_five("sources", "--format", "json").json()["answers"]) == 5
    first = on_five("sources", "Staffordshire and Stoke PDU", "--format", "json").json()["answers"][0]
    assert first["publisher"] == "HM Inspectorate of Probation"
    assert first["statements"] > 50


def test_what_a_name_is_taken_for_is_said_beside_the_answer(run: Run) -> None:
    ran = run("show", "Grayling", "--format", "json")
    assert ran.err == "probation: ‘Grayling’ is taken for Chris Grayling (chris-grayling)\n"
    assert ran.json()["question"]["arguments"]["thing"]["id"] == "chris-grayling"
    assert run("show", "Chris Grayling").err == ""


def test_what_else_has_the_name_is_said_beside_the_answer(run: Run) -> None:
    said = (
        "probation: ‘Sodexo’ is taken for Sodexo S.A. (sodexo), not Sodexo Justice Services (sodexo-justice-services)\n"
    )
    assert run("show", "Sodexo").err == said
    assert run("query", "owner_bodies", "-p", "owner=Sodexo").err == said
    assert run("show", "sodexo").err == run("show", "Sodexo S.A.").err == ""
    refused = run("show", "Tessa Webb")
    assert refused.code == 2
    assert "tessa-webb-inspector (Tessa Webb, official)" in refused.err


def test_a_search_says_how_many_names_it_leaves_out(run: Run) -> None:
    ran = run("search", "manchester", "--limit", "3", "--format", "json")
    found = ran.json()["question"]["arguments"]["found"]
    assert found > 3
    assert ran.err == f"probation: the best 3 of {found}; all with  --limit {found}\n"
    assert len(ran.json()["answers"]) == 3
    assert run("search", "manchester", "--limit", str(found)).err == ""
