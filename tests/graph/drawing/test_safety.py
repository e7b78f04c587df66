"""Everything that comes from data is text: tried with labels, notes and addresses that are not."""

from typing import Any

import networkx as nx
import pytest
from probation.graph.drawing import draw

NASTY = [
    "</script><script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "<!--<script>window.pwned=1",
    "]]></svg><script>window.pwned=1</script>",
    "line\u2028separator\u2029paragraph",
    "{{ 7*7 }}{% raw %}",
    "\u202eright-to-left override \u0627\u0644\u0639\u0631\u0628\u064a\u0629 עברית",
    "href='javascript:window.pwned=1'",
    "<b>bold</b> *bold* _it_ `code`",
    "null\u0000 and bell\u0007 and \U0001f4a5 and e\u0301\u0323",
    "lone \ud800 surrogate",
    "x" * 10_000,
    "__proto__",
    "' onmouseover='window.pwned=1",
]


def poisoned(nasty: str) -> nx.MultiDiGraph:
    """Two things and two relations, with `nasty` in every place that takes text."""
    conflicts = [{"property": nasty, "kind": nasty, "note": nasty, "values": [{"value": nasty, "sources": [nasty]}]}]
    network: nx.MultiDiGraph = nx.MultiDiGraph(
        question=nasty,
        sources={nasty: {"title": nasty, "publisher": nasty, "issued": nasty, "page": "javascript:window.pwned=1"}},
        kinds=[{"kind": nasty, "plural": nasty, "colour": nasty, "shape": nasty}],
        events=[{"date": "2014", "label": nasty}, {"date": nasty, "label": nasty}],
        left_out=nasty,
    )
    for slug in (nasty, "other"):
        about: dict[str, Any] = {
            "slug": slug,
            "label": nasty,
            "kind": nasty,
            "from": nasty,
            "until": "2015",
            "shown": True,
        }
        statement = {"relation": nasty, "value": nasty, "node": nasty, "when": nasty, "sources": [nasty],
                     "derived_by": nasty, "held": "possible"}  # fmt: skip
        network.add_node(
            f"https://example.org/{slug}",
            **about,
            focus=True,
            names=[nasty, "alias"],
            conflicts=conflicts,
            statements=[statement],
        )
    ends = list(network)
    for key in (nasty, "second"):
        network.add_edge(
            *ends, key=key, label=nasty, inverse_label=nasty, kind=nasty, when=nasty, sources=[nasty], derived_by=nasty,
            held=nasty, conflicts=conflicts, details=[[nasty, nasty]], **{"from": nasty, "until": nasty},
        )  # fmt: skip
    return network


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_text_from_data_stays_text(open_page, nasty):
    seen = open_page(poisoned(nasty), title=nasty, accept_downloads=True)
    page = seen.page
    scripts = page.evaluate("document.scripts.length")
    page.fill("#search", "alias")
    page.press("#search", "Enter")
    assert page.locator("#panel .conflict").count() == 1
    page.click("#as-table")
    page.locator("#tables tbody button").last.click()
    page.click("#as-table")
    page.click("#pathfinder")
    page.select_option("#path-from", index=1)
    page.select_option("#path-to", index=2)
    page.click("text=Show the path")
    with page.expect_download():
        page.click("#svg")
    with page.expect_download():
        page.click("#png")
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.scripts.length") == scripts == 3
    assert page.locator("img, iframe, object, [onerror], [onmouseover]").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_that_is_no_web_address_is_shown_as_text(open_page):
    page = open_page(poisoned("plain")).page
    page.fill("#search", "alias")
    page.press("#search", "Enter")
    assert "javascript:window.pwned=1" in page.inner_text("#panel ol.sources")
    assert page.locator("#panel ol.sources a").count() == 0


def test_the_policy_stops_what_would_slip_through(sample, browser):
    """A script, a handler and a picture added by hand do not run or load."""
    text = draw(sample.staffordshire(), title="T").replace(
        "</body>",
        "<script>window.pwned=1</script><img src='https://example.org/x.png' onerror='window.pwned=2'></body>",
    )
    context = browser.new_context(offline=True)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.set_content(text)
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert len([text for text in refused if "Content Security Policy" in text]) >= 2
    context.close()


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "A & B 'quoted' \"twice\"", "\ud800"])
def test_the_text_can_be_written_as_utf8(sample, title):
    assert "<script>alert" not in draw(sample.staffordshire(), title=title)
    draw(sample.staffordshire(), title=title).encode("utf-8")
