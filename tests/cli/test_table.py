"""Tables for people: columns, headings, sources numbered beside and listed below."""

import re

import pytest

from probation.cli.output import Report, Row
from probation.cli.table import reference, write_table
from probation.graph.model import Source


def told(report: Report, capsys: pytest.CaptureFixture[str], *, sources: bool = True) -> list[str]:
    write_table(report, sources=sources)
    return capsys.readouterr().out.splitlines()


def test_sources_are_numbered_in_order_of_appearance_beside_each_row_and_listed_below(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [Row({"value": "one"}, ["b", "a"]), Row({"value": "two"}, ["a", "c"])]
    lines = told(Report({}, [], rows, cited={"a": Source("a", "Title of a")}), capsys)
    assert [re.findall(r"\[\d\]", line) for line in lines if line.startswith(("one", "two"))] == [
        ["[1]", "[2]"],
        ["[2]", "[3]"],
    ]
    listed = lines[lines.index("Sources") + 1 :]
    assert listed[0].strip() == "[1] b"
    assert listed[1].strip() == "[2] Title of a. undated. no address (a)"
    assert listed[2].strip() == "[3] c"


def test_without_sources_there_are_no_marks_and_no_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert "[1]" not in "".join(told(Report({}, [], [Row({"value": "one"}, ["a"])]), capsys, sources=False))


def test_rows_stand_under_their_headings_in_order_of_first_appearance(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [Row({"v": "one"}, group="owners"), Row({"v": "two"}, group="ratings"), Row({"v": "three"}, group="owners")]
    lines = [line for line in told(Report({}, [], rows, ["Company", "its kind"]), capsys) if line]
    assert lines == ["Company", "its kind", "Owners", "one", "three", "Ratings", "two"]


def test_a_column_that_is_empty_in_all_rows_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(Report({}, [], [Row({"a": "x", "b": "", "c": "y"})]), capsys)
    assert lines[0].split() == ["a", "c"]


def test_long_texts_wrap_within_80_columns_and_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    words = [f"word{number}" for number in range(100)]
    rows = [Row({"relation": "is owned by", "value": " ".join(words), "when": "2014 to 2021"}, ["a"])]
    lines = told(Report({}, [], rows), capsys)
    assert max(map(len, lines)) <= 80
    assert re.findall(r"word\d+", " ".join(lines)) == words


def test_markup_of_any_kind_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    nasty = "[bold]x[/bold] :smile: <b> {x} %s"
    assert nasty in "\n".join(told(Report({}, [], [Row({"value": nasty})], [nasty]), capsys))


def test_a_reference_names_author_publisher_date_and_address_as_far_as_known() -> None:
    full = Source("s", "Title", "Publisher", "Author", "2020-03-04", "https://example.org/")
    assert reference(full) == "Title. Author, Publisher. 2020-03-04. https://example.org/ (s)"
    assert reference(Source("s", "Title", "One", "One")) == "Title. One. undated. no address (s)"
