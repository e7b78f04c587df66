"""Pictures as values: saved to files, and framed in notebooks."""

from html import unescape
from pathlib import Path

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError
from probation.graph.picture import Picture


def test_a_notebook_gets_a_sandboxed_frame_with_the_page_as_text(five: KnowledgeGraph) -> None:
    picture = five.view("hmip", depth=0)
    frame = picture._repr_html_()
    start, end = frame.index('srcdoc="') + 8, frame.rindex('"')
    assert '"' not in frame[start:end] and "<" not in frame[start:end]
    assert unescape(frame[start:end]) == picture.html
    assert "allow-same-origin" not in frame and "sandbox=" in frame


def test_it_is_saved_whole(tmp_path: Path) -> None:
    path = Picture("A title", "a", "<p>é</p>").save(tmp_path / "a.html")
    assert path.read_text(encoding="utf-8") == "<p>é</p>"
    with pytest.raises(InputError):
        Picture("A", "a", "").save(tmp_path)


def test_an_unknown_style_names_the_known_ones(five: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match="lineage"):
        five.view("hmip", style="pie")


def test_the_same_page_twice(five: KnowledgeGraph) -> None:
    for style in ("around", "timeline"):
        assert five.view("nps", style=style) == five.view("nps", style=style)
