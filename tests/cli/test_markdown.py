"""Markdown: a table and numbered sources, every sign of the data shown as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from probation.cli.markdown import escape, write_markdown
from probation.cli.output import Report, Row, printable
from probation.graph.sources import Source

NASTY = [
    "<script>alert(1)</script>",
    "| a | b |",
    "[x](javascript:alert(1))",
    "![x](y)",
    "**bold** _it_ `code`",
    "&lt;",
    "a\\b",
    "~~s~~",
    "<http://x>",
]


def shown(markdown: str) -> str:
    """The text that a CommonMark renderer shows, without its own markup."""
    tokens = MarkdownIt("commonmark").parseInline(markdown)[0].children or []
    assert {token.type for token in tokens} <= {"text", "text_special"}, markdown
    return "".join(token.content for token in tokens)


@pytest.mark.parametrize("text", NASTY)
def test_signs_that_mean_something_in_markdown_are_shown_as_they_are(text: str) -> None:
    assert shown(f"x{escape(text)}x") == f"x{text}x"


@given(st.text())
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert shown(f"x{escape(text)}x") == f"x{printable(text)}x"


def test_a_report_is_a_heading_a_table_and_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report(
        {},
        [],
        [Row({"value": "Inadequate | all"}, ["a", "b"], "One"), Row({"value": "Good", "note": "x"}, ["b"], "Two")],
        ["The *heading*", "below"],
        cited={"a": Source("a", "Title A", "Publisher", None, "2020-03-04", "https://example.org/a_b")},
    )
    write_markdown(report, sources=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["# The \\*heading\\*", "below"]
    assert lines[3] == "| group | value | note | sources |"
    assert lines[5] == "| One | Inadequate \\| all |  | [^1] [^2] |"
    assert lines[6] == "| Two | Good | x | [^2] |"
    assert lines[8].startswith("[^1]: Title A. Publisher. 2020-03-04. https://example.org/a\\_b")
    assert lines[9] == "[^2]: b"


def test_without_sources_there_is_neither_column_nor_list(capsys: pytest.CaptureFixture[str]) -> None:
    write_markdown(Report({}, [], [Row({"value": "x"}, ["a"])]), sources=False)
    assert capsys.readouterr().out == "| value |\n| --- |\n| x |\n"
