"""Tables for people: columns, headings, sources numbered beside and listed below."""

import io
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.cli.output import Report, Row
from probation.cli.table import reference, write_table
from probation.graph.sources import Source


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


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        ("tenures", "Tenures"),
        ("my-sources/a.ttl", "my-sources/a.ttl"),
        ("my own.ttl", "my own.ttl"),
        ("ends.", "Ends."),
    ],
)
def test_a_heading_of_words_has_a_capital_and_a_path_stays_as_it_is(
    capsys: pytest.CaptureFixture[str], group: str, heading: str
) -> None:
    assert heading in told(Report({}, [], [Row({"value": "one"}, group=group)]), capsys)


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


# Narrow terminals

WORDS = st.text(alphabet=st.sampled_from("abc é漢 -"), max_size=60)


@given(
    st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=4),
    st.integers(20, 120),
    st.integers(0, 3),
)
def test_no_table_is_wider_than_the_terminal_and_none_loses_a_letter(
    rows: list[tuple[str, ...]], width: int, leads: int
) -> None:
    made = [Row(dict(zip("vwxyz", texts, strict=True)), ["s", "t"]) for texts in rows]
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        patch.setattr(sys, "stdout", out)
        write_table(Report({}, [], made, leads=leads), sources=True)
    body = out.getvalue().partition("Sources\n")[0]
    assert max(map(len, body.splitlines())) <= width
    for letter in "abcé漢":
        assert body.count(letter) >= sum(text.count(letter) for texts in rows for text in texts)


def test_columns_keep_their_words_whole(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    cells = {"body": "Staffordshire Community Rehabilitation Company", "when": "2020-03-05", "level": "Inadequate"}
    lines = told(Report({}, [], [Row(cells)]), capsys)
    assert {"Staffordshire", "Rehabilitation", "2020-03-05", "Inadequate"} <= set(" ".join(lines).split())


def test_a_table_that_does_not_fit_is_written_in_blocks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    cells = {"body": "Staffordshire and Stoke PDU", "published": "2022-08-04", "level": "Inadequate", "note": ""}
    lines = told(Report({}, [], [Row(cells, ["a"]), Row({**cells, "body": "Another"}, ["a"])]), capsys)
    assert lines[: lines.index("")] == [
        "Staffordshire and Stoke PDU",
        "  published 2022-08-04 · level",
        "  Inadequate · [1]",
        "Another",
        "  published 2022-08-04 · level",
        "  Inadequate · [1]",
    ]


def test_a_matrix_that_does_not_fit_has_numbers_for_heads_and_a_key(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = ["overall", "Information and facilities", "Implementation and delivery", "Leadership"]
    rows = [
        Row({"body": "One PDU", "published": "2022-08-04", **dict.fromkeys(heads, "RI")}, group="First"),
        Row({"body": "Two PDU", "published": "2023-08-04", heads[3]: "G", "Other": "I"}, group="Second"),
    ]
    monkeypatch.setenv("COLUMNS", "50")
    assert told(Report({}, [], rows, leads=2), capsys) == [
        "",
        "First",
        "1 overall · 2 Information and facilities ·",
        "3 Implementation and delivery · 4 Leadership",
        "body     published   1   2   3   4",
        "One PDU  2022-08-04  RI  RI  RI  RI",
        "",
        "Second",
        "body     published   Leadership  Other",
        "Two PDU  2023-08-04  G           I",
    ]
    monkeypatch.setenv("COLUMNS", "120")
    assert "1 overall" not in "\n".join(told(Report({}, [], rows, leads=2), capsys))


@pytest.mark.parametrize("columns", ["0", "-5", "many", "1"])
def test_an_absurd_width_harms_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert "Staffordshire" in "\n".join(told(Report({}, [], [Row({"body": "Staffordshire"})]), capsys))
