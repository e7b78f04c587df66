"""Lineage, timeline, ratings and place pages of the shipped data, as they are seen in Chromium and on paper."""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe

from probation.graph import KnowledgeGraph

PAGES = {
    "lineage": (("Staffordshire and Stoke PDU",), {"style": "lineage"}),
    "nation": (("National Probation Service",), {"style": "lineage"}),
    "place": (("Staffordshire",), {"style": "lineage"}),
    "wales": (("Wales",), {"style": "lineage"}),
    "timeline": (("Staffordshire and West Midlands CRC",), {"style": "timeline"}),
    "inspectorate": (("HM Inspectorate of Probation",), {"style": "timeline"}),
    "region": (("region-west-midlands",), {"style": "timeline"}),
    "ratings": ((), {"style": "ratings"}),
    "owner": ((), {"style": "ratings", "owner": "Interserve"}),
}
FEW = ("lineage", "place", "timeline", "owner")

# Words that touch other words or a square with letters, and words beyond the picture.
TOUCHING = """() => [...document.querySelectorAll('svg.chart')].flatMap((chart) => {
  const { x, width } = chart.viewBox.baseVal;
  const boxes = [...chart.querySelectorAll('text.name, text.below, text.lane, text.lane-note, rect.level, circle.level')]
    .map((e) => [e, e.getBBox()]).filter(([, b]) => b.width > 0);
  const found = [];
  for (const [e, b] of boxes) {
    if (e.localName === 'text' && (b.x < x || b.x + b.width > x + width)) found.push('beyond: ' + e.textContent);
  }
  boxes.forEach(([e, a], i) => boxes.slice(i + 1).forEach(([o, b]) => {
    const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    if (wide > 1.5 && high > 3 && (e.localName === 'text' || o.localName === 'text')) {
      found.push(`${e.textContent || e.localName} | ${o.textContent || o.localName}`);
    }
  }));
  return found;
})"""


@pytest.fixture(scope="session")
def pages(graph: KnowledgeGraph) -> Iterator[dict[str, str]]:
    """The text of each page."""
    yield {name: graph.view(*names, **options).html for name, (names, options) in PAGES.items()}


@pytest.mark.parametrize("name", PAGES)
def test_no_words_touch_and_none_leave_the_picture(open_page, pages, name):
    assert open_page(pages[name]).page.evaluate(TOUCHING) == []


@pytest.mark.parametrize("name", [*FEW, "region"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_fault_of_access(open_page, pages, name, scheme):
    page = open_page(pages[name], color_scheme=scheme).page
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize(("wide", "high"), [(360, 740), (320, 256)])
def test_a_narrow_page_scrolls_its_picture_only_and_opens_where_something_is(open_page, pages, name, wide, high):
    page = open_page(pages[name], wide=wide, high=high).page
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    seen = page.evaluate(
        "() => [...document.querySelectorAll('.drawn .entry')].filter((e) => { const b = e.getBoundingClientRect();"
        " return b.right > 0 && b.left < innerWidth; }).length"
    )
    assert seen > 0


def test_titles_of_lanes_and_names_of_bars_stay_in_sight(open_page, pages):
    page = open_page(pages["timeline"], wide=360, high=740).page
    page.evaluate("document.querySelector('.drawn').scrollLeft = 500")
    page.wait_for_function("() => document.querySelector('.lane').getAttribute('transform') === 'translate(500 0)'")
    name = page.locator(".entry:has(.rim) .name").first.bounding_box()
    assert name and name["x"] >= 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # paper shows all of it, with everything in its place
    assert page.locator("svg.chart [transform]").count() == 0


def test_a_time_line_fills_a_wide_page(open_page, pages):
    page = open_page(pages["timeline"], wide=1400).page
    chart = page.locator("svg.chart").first.bounding_box()
    box = page.locator(".drawn").first.bounding_box()
    assert chart and box and chart["width"] == pytest.approx(box["width"], abs=2)


@pytest.mark.parametrize("name", [*FEW, "nation"])
def test_print_carries_title_date_and_sources_and_cuts_no_picture(open_page, pages, name):
    page = open_page(pages[name]).page
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= {"lineage": 3, "nation": 7, "place": 5}.get(name, 6)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 695})  # what A4 on its side has room for, at 96 to the inch
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("h1").is_visible() and not page.locator(".bar").is_visible()
    assert re.search(r"Printed on \d+ \w+ 20\d\d\.", page.inner_text("#printed"))
    assert page.locator("#source-list li").last.is_visible()
    for band in page.locator("svg.chart").all():
        box = band.bounding_box()
        assert box and box["height"] <= 695 and box["width"] <= 1032
    assert page.evaluate("getComputedStyle(document.querySelector('svg.chart')).breakInside") == "avoid"


def test_print_brings_the_sources_of_what_is_drawn_not_of_all_that_is_stated(open_page, pages):
    page = open_page(pages["place"]).page
    drawn = int(re.search(r"\d+", page.inner_text("#sources summary"))[0])
    assert page.locator("#source-list li").count() == drawn
    assert page.locator("#more-sources li").count() > drawn
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_attribute("#more-sources", "open") is None
    assert "more sources are listed in the page itself" in page.text_content("#printed")


def test_reorganisations_are_named_below_the_picture(open_page, pages):
    page = open_page(pages["lineage"]).page
    letters = page.locator("svg.chart").first.locator(".event-letter").all_text_contents()
    assert letters == page.locator(".events li b").all_text_contents() and len(letters) > 5
    assert "2014-06-01 Probation split" in page.inner_text(".events")


@pytest.mark.parametrize("name", ["nation", "owner"])
def test_the_svg_is_the_whole_page_with_title_date_and_sources(open_page, pages, name):
    page = open_page(pages[name], accept_downloads=True).page
    with page.expect_download() as taken:
        page.click("#svg")
    root = ElementTree.parse(taken.value.path()).getroot()
    words = " ".join("".join(root.itertext()).split())
    assert page.inner_text("h1") in words and "All dates." in words and "Saved on" in words and "[1]" in words
    charts = [e for e in root if e.tag.endswith("svg") and float(e.get("width", 0)) > 100]
    assert len(charts) == page.locator("svg.chart").count()
    ends = [(float(e.get("y")), float(e.get("y")) + float(e.get("height"))) for e in charts]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))


def test_the_png_is_one(open_page, pages):
    page = open_page(pages["lineage"], accept_downloads=True).page
    with page.expect_download() as taken:
        page.click("#png")
    assert taken.value.path().read_bytes().startswith(b"\x89PNG")


def test_lanes_of_a_company(open_page, pages):
    page = open_page(pages["timeline"]).page
    titles = page.locator(".lane").all_text_contents()
    wanted = ["Existence", "Tenures", "Ownerships", "Inspections", "Policy events"]
    assert [title for title in dict.fromkeys(titles) if title in wanted] == wanted
    inspection = page.locator(".entry", has_text="round 2").first
    assert inspection.locator(".letters").text_content() == "RI"
    assert page.locator(".entry", has_text="Assessment: Inadequate").locator(".letters").text_content() == "I"
    assert page.locator(".entry", has_text=" findings").count() == 2  # many of one day are one mark


def test_what_a_rule_says_too_is_no_lane_of_its_own(graph, open_page):
    page = open_page(graph.view("Justin Russell", style="timeline").html).page
    assert page.locator(".lane", has_text="Inspections").count() == page.locator("svg.chart").filter(
        has=page.locator(".lane", has_text="Inspections")
    ).count()  # fmt: skip
    assert "was chief inspector at; was chief inspector of" in page.text_content(".lane-note >> nth=1")


def test_a_body_at_a_place_is_one_bar_with_all_it_did_there(open_page, pages):
    page = open_page(pages["place"]).page
    bars = page.locator(".entry[aria-label^='Staffordshire and West Midlands Community Rehabilitation Company covers']")
    assert bars.count() == 1
    bars.first.click()
    assert {"covers Staffordshire", "delivers service in Staffordshire"} <= set(
        page.locator("#panel dt").all_inner_texts()
    )


def test_a_body_with_many_parts_is_one_bar(graph_of, open_page):
    units = [
        f"""id:u{n} a pg:ProbationDeliveryUnit ; skos:prefLabel "Unit {n}"@en .
        <https://w3id.org/probation-governance/id/provision/u{n}--x> a pg:Provision ;
            pg:provider id:u{n} ; pg:area id:x ; pg:from "2021-06-26"^^xsd:date .
        <https://w3id.org/probation-governance/id/affiliation/u{n}--r> a pg:Affiliation ;
            pg:child id:u{n} ; pg:parent id:r ; pg:from "2021-06-26"^^xsd:date ."""
        for n in range(4)
    ]
    things = """id:x a pg:Area ; skos:prefLabel "Xshire"@en .
        id:r a pg:ProbationRegion ; skos:prefLabel "X region"@en ; pg:from "2021-06-26"^^xsd:date ."""
    graph = graph_of({"one": "\n".join([things, *units])})
    page = open_page(graph.view("Xshire", style="lineage").html).page
    whole = page.locator(".entry", has_text="X region · 4 bodies")
    assert whole.count() == 1
    whole.click()
    assert len(page.locator("#panel dt").all()) >= 4


def test_what_is_known_to_be_later_only_is_drawn_from_there(open_page, pages):
    page = open_page(pages["place"]).page
    unit = page.locator(".entry[aria-label^='Staffordshire North PDU covers']").first
    assert "not before 2021-06-26" in (unit.get_attribute("aria-label") or "")
    assert (
        unit.locator(".rim").count() == 1 and unit.locator(".open").count() == 2 and unit.locator(".sure").count() == 0
    )


def test_ratings_are_matrix_and_comparison(open_page, pages):
    page = open_page(pages["ratings"]).page
    assert page.locator("section h2").all_inner_texts() == [
        "Overall ratings through time", "Owners compared", "Regions compared", "Ratings by standard",
    ]  # fmt: skip
    table = page.locator("table", has=page.locator("caption", has_text="Core programme round 2"))
    row = table.locator("tr", has_text="Staffordshire and West Midlands CRC")
    assert row.locator(".letters").all_text_contents() == ["RI*", "I", "I", "I", "I"]
    assert page.locator(".lane").first.text_content() == "Community Rehabilitation Company"


def test_a_rating_dated_by_its_fieldwork_only_is_pale_and_says_so(open_page, pages):
    """The page said that each rating stood on the day of its publication, and that owners counted by that day."""
    page = open_page(pages["ratings"]).page
    mark = page.locator(".entry[aria-label='Leeds PDU, fieldwork 2024: Inadequate']")
    assert mark.locator(".faint").count() == 1
    mark.click()
    assert "fieldwork 2024" in page.inner_text("#panel")
    assert page.locator(".entry[aria-label^='Lambeth PDU, 2022'] .faint").count() == 0
    assert "or on that of its fieldwork where no source dates the report" in page.inner_text(".question")
    assert "dated by its fieldwork" in page.text_content(".key")
    assert re.search(r"Without any date and so not drawn: \d+", page.inner_text(".left-out"))
    assert "responsible when the inspection was published" not in page.text_content("body")


def test_a_disputed_rating_is_starred_on_its_mark_and_a_possible_owners_is_pale(open_page, pages):
    page = open_page(pages["ratings"]).page
    name = "Staffordshire and West Midlands Community Rehabilitation Company, 2020-03-05: Requires improvement"
    mark = page.locator(f".entry[aria-label='{name} (sources differ)']")
    assert mark.locator(".letters").text_content() == "RI*"
    assert "sources differ" in page.text_content(".key")
    seetec = page.locator(".entry[aria-label='Seetec: I 1?, RI 3']")
    assert seetec.count() == 1 and seetec.locator(".faint").count() == 1
    table = page.locator("table", has=page.locator("caption", has_text="Owners compared"))
    row = table.locator("tr", has_text="The Reducing Reoffending Partnership")
    assert row.locator("td").all_inner_texts()[:2] == ["0*", "4*"]


def test_ratings_as_of_a_day(graph, open_page):
    page = open_page(graph.view(style="ratings", as_of="2019-06-01").html).page
    assert "As of 1 June 2019." in page.inner_text(".question")
    assert not page.locator(".lane", has_text="Delivery Unit").count()


def test_a_notebook_shows_the_page_in_its_frame(graph, open_page):
    frame = graph.view("Staffordshire and Stoke PDU", style="lineage")._repr_html_()
    outer = f'<!DOCTYPE html><html lang="en" data-ready="yes"><title>Notebook</title><body>{frame}'
    inner = open_page(outer).page.frame_locator("iframe")
    inner.locator("html[data-ready=yes]").wait_for(timeout=10_000)
    inner.locator(".entry").first.click()
    assert inner.locator("#panel h2").is_visible()
