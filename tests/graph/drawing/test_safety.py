"""Everything that comes from data is text: tried with labels, notes and addresses that are not."""

from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import Page

from probation.graph.drawing import draw
from probation.graph.drawing.communities import FOLD_ABOVE

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
SHAPES = {"svg", "title", "rect", "text", "path", "g", "circle", "defs", "marker"}
"""What a downloaded picture consists of."""


def poisoned(texts: list[str]) -> nx.MultiDiGraph:
    """For each text two things, `alias-N` being a name of the first, joined twice, with the text in every place."""
    network: nx.MultiDiGraph = nx.MultiDiGraph(
        question=" ".join(texts),
        sources={t: {"title": t, "publisher": t, "issued": t, "page": "javascript:window.pwned=1"} for t in texts},
        kinds=[{"kind": t, "plural": t, "colour": t, "shape": t} for t in texts],
        events=[{"date": "2014", "label": texts[0]}, *({"date": t, "label": t} for t in texts)],
        left_out=" ".join(texts),
    )
    for number, text in enumerate(texts):
        values = [{"value": text, "sources": [text]}]
        conflicts = [{"property": text, "kind": text, "note": text, "values": values}]
        said = {"relation": text, "value": text, "node": text, "when": text, "sources": [text], "derived_by": text}
        dates: dict[str, Any] = {"from": text, "until": "2015"}
        ends = (f"https://example.org/{number}/{text}", f"https://example.org/{number}/other")
        for end in ends:
            network.add_node(
                end, slug=text, label=text, kind=text, names=[text, f"alias-{number}"], conflicts=conflicts,
                statements=[{**said, "held": "possible"}], shown=True, focus=True, **dates,
            )  # fmt: skip
        for key in (text, "second"):
            network.add_edge(
                *ends, key=key, label=text, inverse_label=text, kind=text, when=text, sources=[text], derived_by=text,
                held=text, conflicts=conflicts, details=[[text, text]], **dates,
            )  # fmt: skip
    return network


def untouched(page: Page) -> None:
    """Nothing has run, and nothing has come to the page but what the page itself makes."""
    assert page.evaluate("window.pwned") is None
    said = page.locator("script[id^='said-']").count()
    assert page.evaluate("document.scripts.length") == 5 + said
    assert page.locator("img, iframe, object, [onerror], [onmouseover]").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_text_from_data_stays_text(open_page):
    page = open_page(poisoned(NASTY), title=" ".join(NASTY), accept_downloads=True).page
    for number in range(len(NASTY)):
        page.fill("#search", f"alias-{number}")
        page.press("#search", "Enter")
        assert page.locator("#panel .conflict").count() == 1
    page.click("#as-table")
    for line in page.locator("#tables table").last.locator("tbody button").all()[::2]:
        line.click()
        assert page.locator("#panel h2.relation").count() == 1
    page.click("#as-table")
    page.click("#pathfinder")
    page.select_option("#path-from", index=1)
    page.select_option("#path-to", index=2)
    page.click("text=Show the path")
    for button in ("#svg", "#png"):
        with page.expect_download() as taken:
            page.click(button)
        assert taken.value.path().stat().st_size > 1000
    untouched(page)
    assert page.inner_text("h1").startswith(NASTY[0])


def poisoned_country(texts: list[str], per: int = 80) -> nx.MultiDiGraph:
    """More things than open unfolded: for each text a hub, joined to the next hub, and things that hang on it."""
    network: nx.MultiDiGraph = nx.MultiDiGraph(**poisoned(texts).graph)
    for number, text in enumerate(texts):
        ends = [f"https://example.org/{number}/{i}" for i in range(per)]
        for i, end in enumerate(ends):
            network.add_node(
                end, slug=f"{text}~{i}", label=text, kind=text, names=[f"alias-{number}-{i}"], conflicts=[],
                statements=[], shown=True, focus=False, until=None, **{"from": None},
            )  # fmt: skip
        joined = [
            *((end, ends[0]) for end in ends[1:]),
            (ends[0], f"https://example.org/{(number + 1) % len(texts)}/0"),
        ]
        for one, other in joined:
            network.add_edge(
                one, other, key=one, label=text, inverse_label=text, kind=text, when="", sources=[text],
                derived_by=None, held=None, conflicts=[], details=[], until=None, **{"from": None},
            )  # fmt: skip
    return network


def test_names_of_folded_communities_stay_text(open_page, read):
    text = draw(poisoned_country(NASTY), title="A country")
    communities = read(text)["page"]["communities"]
    assert len(read(text)["nodes"]) > FOLD_ABOVE
    assert len(communities) == len(NASTY)
    assert {name for c in communities for name in NASTY if c["name"].startswith(name[:20])} >= set(NASTY[:4])
    seen = open_page(text, "#view=table", accept_downloads=True)
    page = seen.page
    assert (seen.folded(), seen.status()["nodes"]) == (len(NASTY), 0)
    for row in range(len(NASTY)):
        page.locator("#tables table").first.locator("tbody button.link").nth(row).click()
        assert page.inner_text("#panel .kind").startswith("Community of")
        if row < 3:
            page.click("#panel .actions >> text=Open")
    page.locator("#tables table").nth(1).locator("tbody button").first.click()
    assert page.locator("#panel h2.relation").count() == 1
    page.click("#as-table")
    page.focus("#canvas")
    for _ in NASTY:
        page.keyboard.press("ArrowRight")  # each is read out in the status line
    for button in ("#svg", "#png"):
        with page.expect_download() as taken:
            page.click(button)
        assert taken.value.path().stat().st_size > 1000
        if button == "#svg":
            drawn = ElementTree.parse(taken.value.path())
    assert '"><img src=x' in "".join(drawn.getroot().itertext())
    assert {element.tag.rpartition("}")[2] for element in drawn.iter()} <= SHAPES
    untouched(page)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_what_a_link_asks_for_in_vain_is_named_as_text(sample, open_page, text):
    name = f"gone {text}".encode(errors="replace").decode()  # an address holds no half of a character
    page = open_page(sample.staffordshire(), f"#node={quote(name)}&off=second").page
    told = page.locator("#unknown")
    asked = name if len(name) <= 80 else f"{name[:79].rstrip()}…"
    assert (told.text_content() or "").startswith("The link asks for what this picture does not have")
    assert told.locator("bdi").first.text_content() == asked.replace("\u202e", "")
    assert told.locator("*").count() == told.locator("bdi").count() == 2
    untouched(page)
    page.evaluate("name => { location.hash = 'edge=' + encodeURIComponent(name) }", f"later {name}")
    told.locator("bdi", has_text="later").wait_for()
    assert told.locator("*").count() == 1
    untouched(page)


def test_marks_that_turn_the_writing_turn_their_own_name_only(sample, open_page):
    """The words after a name stand to the right of it, whatever is in the name."""
    turning = "\u202egone\u2067"
    page = open_page(sample.staffordshire(), f"#node={quote(turning)}&off=second").page
    place = "[...document.querySelectorAll('#unknown bdi')].map(name => name.getBoundingClientRect().left)"
    first, second = page.evaluate(place)
    assert first < second


def test_a_page_that_is_no_web_address_is_shown_as_text(open_page):
    page = open_page(poisoned(["plain"])).page
    page.fill("#search", "alias-0")
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
