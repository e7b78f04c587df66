"""Pictures on the command line: where the file goes and what is in it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_a_picture_is_one_file_named_after_the_first_thing(on_five: Run, tmp_path: Path) -> None:
    ran = on_five("view", "Staffordshire and Stoke PDU", cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (0, "pdu-staffordshire-and-stoke.html\n", "")
    assert os.listdir(tmp_path) == ["pdu-staffordshire-and-stoke.html"]
    page = (tmp_path / "pdu-staffordshire-and-stoke.html").read_text(encoding="utf-8")
    assert "Staffordshire and Stoke PDU" in page
    assert page.rstrip().endswith("</html>")


def test_a_name_with_a_slash_is_no_folder(on_five: Run, tmp_path: Path) -> None:
    ran = on_five("view", "HM Chief Inspector of Probation", cwd=tmp_path)
    assert ran.out == "hm-chief-inspector-of-probation.html\n"
    assert os.listdir(tmp_path) == ["hm-chief-inspector-of-probation.html"]


def test_the_file_may_be_named_and_is_replaced_whole(on_five: Run, tmp_path: Path) -> None:
    path = tmp_path / "my picture.html"
    path.write_text("old")
    ran = on_five("view", "hmip", "nps", "--depth", "0", "--as-of", "2017-06-01", "-o", str(path))
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>") or "<html" in path.read_text(encoding="utf-8")
    assert os.listdir(tmp_path) == ["my picture.html"]


def test_a_picture_that_cannot_be_made_leaves_the_old_one(on_five: Run, tmp_path: Path) -> None:
    path = tmp_path / "picture.html"
    path.write_text("old")
    assert on_five("view", "Probation Service of Atlantis", "-o", str(path)).code == 1
    assert on_five("view", "hmip", "--as-of", "2016-02-30", "-o", str(path)).code == 2
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    ("arguments", "name", "said"),
    [
        (["--path", "Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke"], "catherine-holland--", "How is "),
        (["--all", "--relation", "owns", "--min-sources", "2"], "everything", "at least 2 sources"),
        (
            ["--timeline", "Staffordshire and West Midlands CRC"],
            "crc-staffordshire-and-west-midlands-timeline",
            "as bars",
        ),
        (["--lineage", "Staffordshire and Stoke PDU"], "pdu-staffordshire-and-stoke-lineage", "came before and after"),
        (["--lineage", "Staffordshire"], "staffordshire-lineage", "Every body that ran probation"),
        (["--ratings"], "all-ratings", "Overall ratings through time"),
    ],
)
def test_each_style_is_a_page_named_after_what_it_shows(
    on_five: Run, tmp_path: Path, arguments: list[str], name: str, said: str
) -> None:
    ran = on_five("view", *arguments, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(name)
    page = (tmp_path / ran.out.strip()).read_text(encoding="utf-8")
    assert said in page and "Content-Security-Policy" in page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "needs the name of a thing"),
        (["--path", "hmip"], "two different things"),
        (["--path", "--all", "hmip", "nps"], "--path and --all are different pictures"),
        (["--all", "hmip"], "--all takes no names"),
        (["hmip", "--region", "West Midlands"], "--region goes with --ratings"),
        (["hmip", "--since", "2018", "--until", "2017"], "--since is after --until"),
        (["hmip", "--since", "yesterday"], "is not a date"),
    ],
)
def test_what_does_not_go_together_is_refused(refused: Callable[..., str], arguments: list[str], words: str) -> None:
    assert words in refused("view", *arguments)


def test_an_unknown_kind_names_the_known_ones(on_five: Run) -> None:
    ran = on_five("view", "hmip", "--kind", "probation regionz")
    assert ran.code == 1 and "probation regions" in ran.err


@pytest.mark.parametrize("style", [[], ["--timeline"]])
def test_a_picture_of_what_some_sources_say_says_so(on_five: Run, tmp_path: Path, style: list[str]) -> None:
    ran = on_five("view", "RRP", *style, "--known-by", "2018-01-01", "-o", "p.html", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "(known by 2018-01-01)</title>" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_an_export_of_what_some_sources_say_holds_these_alone(on_five: Run) -> None:
    told = on_five("export", "--by", "guardian-2020-03-04-midlands-probation-firm").out
    assert "source/guardian-2020-03-04-midlands-probation-firm>" in told
    assert "source/staffordshire-caseloads-2017-01-12>" not in told
