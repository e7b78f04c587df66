"""Pages of charts: drawn beforehand, opened in real Chromium with the network off."""

from datetime import date
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe

from probation.graph.drawing.arrange import Link, Tower, lanes, rows, succession, towers
from probation.graph.drawing.chart import Axis, Bar, Lane, Mark, ends, is_dark
from probation.graph.drawing.sheet import Cell, Fact, Grid, Item, Section, Sheet, Sign, write_sheet

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028'\"&🙂" + "x" * 300
SOURCES = {
    "one": {"title": f"One {EVIL}", "publisher": "P", "issued": "2020", "page": "https://example.org/one"},
    "two": {"title": "Two", "publisher": None, "issued": None, "page": "javascript:alert(3)"},
}


def sheet(text: str = "Trust") -> Sheet:
    bars = [
        Bar("2010", "2014-06-01", "#0072B2", text, "a"),
        Bar(
            "2014-06-01",
            None,
            "#E69F00",
            "Company",
            "b",
            (Mark("2016-05-01", "#B23A0E", "", "b", "I"),),
            "owned by Owner",
        ),
    ]
    items = {
        "a": Item(text, "trust", "2010 to 2014", (Fact("name", text, ("one", "two")),)),
        "b": Item("Company", "company", "", (Fact("owner", "Owner", ("two",), ("rule",)),)),
    }
    grid = Grid(
        "Bodies",
        ["Body", "Level"],
        [[Cell(text, "a"), Cell("I", "b", "#B23A0E", "Company: Inadequate")], [Cell("Company", "b"), Cell("")]],
    )
    return Sheet(
        f"Lineage of {text}", f"Who came after {text}?",
        [Section("Lineage", "", succession(bars, [Link("a", "b", when="2014-06-01")], [("2014", text)], date(2015, 1, 1)), [grid]), Section("By standard", text, None, [grid])],
        items, [Sign(text[:40], "#B23A0E", "I")], SOURCES, f"left out {text}", "a", bars=True,
    )  # fmt: skip


def test_panel_table_keyboard_and_address(open_page):
    page = open_page(write_sheet(sheet())).page
    page.locator(".entry").first.focus()
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Trust"
    assert page.locator("#panel a[href='https://example.org/one']").first.get_attribute("rel") == "noopener noreferrer"
    assert page.locator("#panel a").count() == 2  # the number and the line of the one source with an address
    assert "item=a" in page.url
    page.keyboard.press("Escape")
    page.locator(".entry").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Company" and "derived: rule" in page.inner_text("#panel")
    page.click("#as-table")
    assert page.locator("table").first.is_visible() and not page.locator("svg.chart").is_visible()
    page.click("#panel .close")
    assert "Choose anything" in page.inner_text("#panel")


def test_an_address_opens_an_item_and_the_table(open_page):
    page = open_page(write_sheet(sheet()), "#item=b&view=table").page
    assert page.inner_text("#panel h2") == "Company"
    assert page.get_attribute("#as-table", "aria-pressed") == "true"
    assert "Choose anything" in open_page(write_sheet(sheet()), "#item=__proto__").page.inner_text("#panel")


def test_what_data_say_is_text(open_page):
    page = open_page(write_sheet(sheet(EVIL)), "#item=a", accept_downloads=True).page
    assert page.locator("img").count() == 0 and page.locator("script").count() == 2
    assert page.inner_text("#panel h2").startswith("</script><script>alert(1)")
    assert page.locator("a[href^='javascript']").count() == 0
    with page.expect_download() as taken:
        page.click("#svg")
    words = "".join(ElementTree.parse(taken.value.path()).getroot().itertext())
    assert "alert(1)" in words and "Sources" in words and "https://example.org/one" in words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_fault_of_access(open_page, scheme):
    page = open_page(write_sheet(sheet()), "#item=a", color_scheme=scheme).page
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(("wide", "high"), [(360, 740), (320, 256)])
def test_narrow_pages_do_not_scroll_sideways(open_page, wide, high):
    page = open_page(write_sheet(sheet()), wide=wide, high=high).page
    assert page.evaluate("document.documentElement.scrollWidth") <= wide


def test_a_year_is_drawn_pale_and_a_missing_end_pointed():
    axis = Axis(date(2010, 1, 1), date(2020, 1, 1), 1000.0, 0.0)
    assert ends(Bar("2012", "2014", "#000000", "", ""), axis) == (axis.x(date(2012, 1, 1)), axis.x(date(2015, 1, 1)))
    drawn = lanes([Lane("L", (Bar("2012", None, "#000000", "Name", "r"),))])
    kinds = [(s.tag, s.attributes.get("class")) for s in drawn.groups[0].shapes]
    assert ("rect", "pale") in kinds and ("rect", "sure") in kinds and kinds.count(("path", "open")) == 1


def test_rows_keep_entries_and_words_apart():
    bars = tuple(
        Bar(str(2000 + n // 4), str(2003 + n // 4), "#000000", f"A body with a long name {n}", str(n))
        for n in range(40)
    )
    drawn = lanes([Lane("L", bars)])
    boxes = [next(s.attributes for s in g.shapes if s.tag == "rect") for g in drawn.groups]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert apart or abs(a["y"] - b["y"]) >= a["height"]


def test_empty_and_single_charts_are_drawn():
    assert rows([]).groups == () and towers([]).groups == () and lanes([]).groups == ()
    assert len(rows([("A", [Mark("2020", "#000000", "", "r", "G")])]).groups) == 1
    assert towers([Tower("A", "r", (("G", "#8CC0E8", 3), ("I", "#B23A0E", 1)))]).groups[0].label == "A: G 3, I 1"
    assert is_dark("#1D5FA0") and not is_dark("#F2B37A")
