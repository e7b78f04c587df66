"""What the benchmark of pictures compares, without a browser: the same nodes and edges, and what is said of a visit."""

import json
import re
from pathlib import Path

import pytest

from bench import browser, pictures
from probation.graph import KnowledgeGraph


def test_stock_pyvis_draws_the_same_nodes_and_edges(five: KnowledgeGraph) -> None:
    network = five.network()
    page = pictures.stock_page(network)
    nodes, edges = (
        re.search(rf"{name} = new vis.DataSet\((\[.*?\])\);", page, re.DOTALL) for name in ("nodes", "edges")
    )
    assert nodes and edges
    assert nodes[1].count('"shape"') == network.number_of_nodes()
    assert edges[1].count('"from"') == network.number_of_edges()
    assert "https://w3id.org/probation-governance/id/crc-staffordshire-and-west-midlands" in nodes[1]


def test_stock_pyvis_is_used_as_shipped(five: KnowledgeGraph) -> None:
    """Physics on, and everything in the file but what the stock template asks a server for in every mode."""
    options = json.loads(re.search(r"var options = (\{.*?\});", pictures.stock_page(five.network()), re.DOTALL)[1])
    assert options["physics"]["enabled"] is True
    assert options["physics"]["stabilization"]["enabled"] is True


def test_the_peer_is_counted_as_a_multiple_of_the_median_of_our_visits() -> None:
    ours = [browser.Visit(seconds, ()) for seconds in (1.0, 2.0, 9.0)]
    ratio = pictures.sooner("stock / ours", browser.Visit(30.0, ()), ours, 60)
    assert (ratio.ratio, ratio.at_least) == (15.0, False)


def test_a_peer_that_was_given_up_counts_as_the_cap() -> None:
    ratio = pictures.sooner("stock / ours", browser.Visit(None, ()), [browser.Visit(2.0, ())], 60)
    assert (ratio.ratio, ratio.at_least) == (30.0, True)


def test_a_page_of_ours_that_was_given_up_is_not_passed_over() -> None:
    ratio = pictures.sooner("stock / ours", browser.Visit(None, ()), [browser.Visit(None, ())], 60)
    assert ratio.ratio == 1.0


def test_long_tasks_are_counted_over_all_visits() -> None:
    visits = [browser.Visit(1.0, (0.1, 0.3)), browser.Visit(1.0, (0.25,)), browser.Visit(1.0, ())]
    assert pictures.moving("ours", visits) == "ours: longest task 300 ms, 2 over 200 ms in 3 visits"
    assert visits[2].longest == 0.0


def test_without_a_browser_the_line_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    (line,) = pictures.opened(pictures.national, 60)
    assert "no Chromium is installed" in str(line)
