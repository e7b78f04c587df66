"""Pages of charts: drawn beforehand, opened in real Chromium with the network off."""

import re
from datetime import date
from itertools import pairwise
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe

from probation.graph.drawing.arrange import Rows, Tower, lanes, rows, towers
from probation.graph.drawing.axis import Axis, clipped, lettered
from probation.graph.drawing.bands import FIRST, LATER, WHOLE
from probation.graph.drawing.chart import Bar, Lane, Mark, ends, is_dark
from probation.graph.drawing.descent import Link, succession
from probation.graph.drawing.sheet import Cell, Fact, Grid, Item, Section, Sheet, Sign, write_sheet

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028'\"&🙂" + "x" * 300
SOURCES = {
    "one": {"title": f"One {EVIL}", "publisher": "P", "issued": "2020", "page": "https://example.org/one"},
    "two": {"title": "Two", "publisher": None, "issued": None, "page": "javascript:alert(3)"},
    "three": {"title": "Three, of what is not drawn", "publisher": None, "issued": "2001", "page": None},
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
        "b": Item("Company", "company", "", (Fact("owner", "Owner", ("two",), ("rule",)),), more="b"),
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
        links=True, more={"b": (Fact("more", "more words", ("three",)),)}, as_of=date(2015, 1, 1),
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
    assert [e.get_attribute("tabindex") for e in page.locator(".entry").all()] == ["-1", "0"]  # one stop of the tab key
    page.keyboard.press("Home")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Company" and "derived: rule" in page.inner_text("#panel")
    assert "all that is stated about it" in page.inner_text("#panel").lower() and "more words" in page.inner_text(
        "#panel"
    )
    page.click("#as-table")
    assert page.locator("table").first.is_visible() and not page.locator("svg.chart").is_visible()
    page.click("#panel .close")
    assert "Choose anything" in page.inner_text("#panel")


def test_an_address_opens_an_item_and_the_table(open_page):
    page = open_page(write_sheet(sheet()), "#item=b&view=table").page
    assert page.inner_text("#panel h2") == "Company"
    assert page.get_attribute("#as-table", "aria-pressed") == "true"
    gone = open_page(write_sheet(sheet()), "#item=__proto__").page
    assert "Choose anything" in gone.inner_text("#panel")
    assert "asks for __proto__, which this picture does not have" in gone.inner_text("#status")


def test_what_an_address_asks_for_in_vain_is_named_as_text(open_page):
    page = open_page(write_sheet(sheet()), f"#item={quote(EVIL)}").page
    assert page.text_content("#status bdi") == EVIL[:79]  # the smiling face counts twice in a browser
    assert page.locator("#status *").count() == 1 and page.locator("img").count() == 0


def test_what_data_say_is_text(open_page):
    page = open_page(write_sheet(sheet(EVIL)), "#item=a", accept_downloads=True).page
    assert page.locator("img").count() == 0 and page.locator("script").count() == 2
    assert page.inner_text("#panel h2").startswith("</script><script>alert(1)")
    assert page.locator("a[href^='javascript']").count() == 0
    with page.expect_download() as taken:
        page.click("#svg")
    words = "".join(ElementTree.parse(taken.value.path()).getroot().itertext())
    assert "alert(1)" in words and "Sources" in words and "https://example.org/one" in words
    assert "As of 1 January 2015." in words and "Saved on " in words and "a 2014 </script>" in words
    assert "Three" not in words and "left out" in words  # sources of what is drawn, not of what the panel adds


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


def test_an_event_beyond_the_axis_is_not_marked_at_its_edge():
    axis = Axis(date(2010, 1, 1), date(2020, 1, 1), 1000.0)
    found = lettered(axis, [("2015", "in"), ("2001", "before"), ("2021", "after"), ("2012-04", "in too")])
    assert [(event.letter, event.text) for event in found] == [("a", "in too"), ("b", "in")]
    drawn = lanes([Lane("L", (Mark("2015", "#000000", "x", "r"),))], [("2001", "before")])
    assert drawn.events == () and not any(s.attributes.get("class") == "event" for s in drawn.bands[0].back)


def test_a_long_chart_is_cut_between_rows_into_bands_that_carry_the_years():
    bars = tuple(Bar("2010", "2012", "#000000", f"Body {n}", str(n)) for n in range(60))
    drawn = lanes([Lane("Bodies", bars, "a note")])
    assert len(drawn.bands) > 2 and [g.ref for g in drawn.groups] == sorted(
        map(str, range(60)), key=lambda r: f"Body {r}"
    )
    assert drawn.bands[0].height <= FIRST + 20 and all(band.height <= LATER + 20 for band in drawn.bands)
    for band in drawn.bands:
        words = [shape.text for shape in band.back]
        assert "2010" in words and "Bodies" in words
        for group in band.groups:
            box = next(s.attributes for s in group.shapes if s.tag == "rect")
            assert band.top <= box["y"] and box["y"] + box["height"] <= band.top + band.height
    assert "a note (continued)" in [shape.text for shape in drawn.bands[1].back]


@pytest.mark.parametrize("many", range(12, 40))
def test_no_row_of_a_lane_is_left_over_in_a_band_of_its_own(many):
    bars = tuple(Bar("2010", "2012", "#000000", f"Body {n}", str(n)) for n in range(many))
    assert len(lanes([Lane("Bodies", bars)]).bands[-1].groups) > 1


def test_a_chart_of_one_page_is_one_band():
    bars = [Bar(str(2000 + n), str(2002 + n), "#000000", f"Body {n}", str(n)) for n in range(13)]
    (band,) = succession(bars, [], [], None).bands
    assert band.height <= WHOLE


def test_a_line_between_bodies_is_drawn_in_every_band_it_crosses():
    bars = [Bar("2000", "2010", "#000000", "Old", "old")]
    bars += [Bar("2003", "2009", "#000000", f"Between {n}", str(n)) for n in range(40)]
    bars += [Bar("2010", "2012", "#000000", "New, with a name so long that it has no room in the first row", "new")]
    bars += [Bar("2010", "2012", "#000000", "Other", "other")]
    drawn = succession(bars, [Link("old", "new", when="2010"), Link("39", "old", is_sure=False)], [], None)
    crossed = [sum("unsure" in s.attributes.get("class", "") for s in band.back) for band in drawn.bands]
    assert len(drawn.bands) > 2 and crossed == [1] * len(drawn.bands)


def test_an_arrow_from_above_ends_before_the_name_that_stands_there():
    """It lay beneath the letters."""
    bars = [Bar("2000", "2010", "#000000", "Old", "old")]
    bars += [Bar("2001", "2020", "#000000", "A body with a name that reaches far along its bar", "new")]
    drawn = succession(bars, [Link("old", "new", when="2004")], [], None)
    (bar,) = (g for g in drawn.groups if g.ref == "new")
    name = next(s.attributes for s in bar.shapes if s.attributes.get("class") == "name")
    (head,) = (s.attributes["d"] for band in drawn.bands for s in band.back if s.attributes.get("class") == "arrow")
    x, y = (float(n) for n in re.match(r"M([\d.]+) ([\d.]+)", head).groups())
    assert name["x"] < x < name["x"] + 300 and y < name["y"] - 10


def test_words_that_have_no_room_are_cut():
    assert clipped("Staffordshire", 1000) == "Staffordshire"
    assert clipped("Staffordshire and Stoke", 60).endswith("…") and clipped("", 0) == ""
    mark = Mark("2015-07", "#000000", "very long words " * 12, "r")
    drawn = lanes([Lane("L", (mark, Bar("2014", "2016", "#000000", "", "b")))])
    (text,) = (s for group in drawn.groups for s in group.shapes if s.tag == "text" and s.text)
    assert text.text.endswith("…") and 0 < text.attributes["x"] < drawn.width


def test_empty_and_single_charts_are_drawn():
    assert rows([]).groups == () and towers([]).groups == () and lanes([]).groups == ()
    assert len(rows([Rows("Kind", [("A", [Mark("2020", "#000000", "", "r", "G")])])]).groups) == 1
    assert (
        towers([Tower("A", "r", (("G", "#8CC0E8", 3, ""), ("I", "#B23A0E", 1, "*")))]).groups[0].label == "A: G 3, I 1*"
    )
    many = towers([Tower(str(n), str(n), (("G", "#8CC0E8", 1, ""),)) for n in range(50)]).bands
    assert len(many) > 1 and all(a.top + a.height == b.top for a, b in pairwise(many))
    assert is_dark("#1D5FA0") and not is_dark("#F2B37A")


def test_a_date_that_is_rejected_is_an_empty_outline_beyond_the_bar():
    bar = Bar("2012", "2014-01-01", "#000000", "Name", "r", not_start="2010", not_end="2016-01-01")
    drawn = lanes([Lane("L", (bar,))])
    shapes = [shape.attributes for shape in drawn.groups[0].shapes]
    before, after = (at for at in shapes if at.get("class") == "doubt")
    (rim,) = (at for at in shapes if at.get("class") == "rim")
    assert before["x"] < rim["x"] and before["x"] + before["width"] == pytest.approx(rim["x"], abs=0.2)
    assert after["x"] == pytest.approx(rim["x"] + rim["width"], abs=0.2) and after["width"] > 60
    assert "fill" not in after
