"""A list of answers in notebooks and frames."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.answers import Answers
from probation.graph.errors import InputError


@dataclass(frozen=True)
class Fake:
    label: str

    def to_json(self) -> dict[str, Any]:
        thing = {"id": "x", "iri": "https://example.org/x", "label": self.label, "kind": "area"}
        return {"place": thing, "when": None, "sources": ["a", "b"], "details": [{"label": "n", "value": thing}]}


def test_a_thing_becomes_its_label_and_its_slug() -> None:
    (record,) = Answers([Fake("Stoke")]).records()
    assert record == {"place": "Stoke", "place_id": "x", "when": None, "sources": "a, b", "details": "n; Stoke"}


def test_the_table_of_a_notebook_shows_malicious_labels_as_text() -> None:
    html = Answers([Fake("<script>alert(1)</script>")])._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "place_id" not in html


def test_a_long_list_says_how_many_more_there_are() -> None:
    assert "and 50 more" in Answers([Fake("x")] * 250)._repr_html_()


def test_without_pandas_a_frame_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match="pandas is not installed"):
        Answers([Fake("x")]).frame()


def test_the_verbs_of_the_graph_answer_with_such_lists(graph: KnowledgeGraph) -> None:
    owned = graph.show("Reducing Reoffending Partnership")
    assert isinstance(owned, Answers)
    assert any(record["value_id"].startswith("crc-") for record in owned.records() if "value_id" in record)
    assert "Staffordshire and West Midlands" in owned._repr_html_()


def test_a_table_leaves_out_the_columns_in_which_nothing_stands() -> None:
    assert "<th>when</th>" not in Answers([Fake("x")])._repr_html_()


def test_counts_keep_their_names(graph: KnowledgeGraph) -> None:
    rows = graph.ratings("Staffordshire and Stoke PDU", standard="overall")
    (record,) = graph.compare_ratings(rows, "programme").records()
    assert record["counts"] == "Inadequate: 1"


def test_a_lineage_and_a_comparison_show_themselves_too(graph: KnowledgeGraph) -> None:
    assert "Staffordshire North PDU" in graph.lineage("Staffordshire and Stoke PDU")._repr_html_()
    assert isinstance(graph.compare_ratings(graph.ratings("Staffordshire and Stoke PDU"), "owner"), Answers)
