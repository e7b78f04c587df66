"""A picture of very many things opens as communities, which open and fold again; everything else goes on working."""

import re
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe

from probation.graph.drawing import draw
from probation.graph.drawing.communities import FOLD_ABOVE, MOST_IN

COUNTIES, PER = 26, 40
"""1,040 things: a service, and in each county what hangs on a trust."""
MOST_OPEN = 2500
"""As in communities.js."""


def country(sample, counties: int = COUNTIES) -> nx.MultiDiGraph:
    """Counties of bodies that each hang on a trust; the trusts hang on the service, and on the trust before them."""
    network = sample.crowd(counties * PER, 0)
    for i, (_, about) in enumerate(network.nodes(data=True)):
        county, place = divmod(i, PER)
        about.update(focus=False, label=f"Trust {county}" if not place else f"Body {place} of county {county}")
        about.update(names=[f"alias-{i}"], kind=sample.KINDS[1 if not place else 7 if place % 3 else 8]["kind"])
        about["from"] = "2001" if county % 2 else "2015"

    def join(one: int, other: int) -> None:
        network.add_edge(
            f"{sample.ID}thing-{one}", f"{sample.ID}thing-{other}", key=f"{sample.ID}affiliation/{one}--{other}",
            label="is part of", inverse_label="has part", kind="Affiliation", until=None, when="",
            sources=list(sample.SOURCES)[:1], derived_by=None, held=None, conflicts=[], details=[], **{"from": None},
        )  # fmt: skip

    for i in range(counties * PER):
        county, place = divmod(i, PER)
        if place:
            join(i, county * PER)
            join(i, county * PER + place // 2)
        elif county:
            join(i, 0)
            join(i, i - PER)
    return network


@pytest.fixture(scope="module")
def text(sample) -> str:
    return draw(country(sample), title="A country")


def status(seen) -> tuple[int, int]:
    return seen.folded(), seen.status()["nodes"]


def open_from_table(page, row: int = 0) -> str:
    """Open a community by the button in its row of the table, and return its name."""
    page.click("#as-table")
    line = page.locator("#tables table").first.locator("tbody tr").nth(row)
    name = line.locator("button.link").inner_text()
    line.locator("button", has_text="Open").click()
    page.click("#as-table")
    return name


def test_few_things_open_whole_and_many_open_folded(sample, text, open_page, read):
    assert FOLD_ABOVE < COUNTIES * PER
    assert read(draw(sample.crowd(FOLD_ABOVE), title="T"))["page"]["communities"] == []
    seen = open_page(text)
    communities = read(text)["page"]["communities"]
    assert status(seen) == (len(communities), 0)
    assert 5 <= len(communities) <= 60
    told = seen.page.inner_text("#status")
    assert f"{len(communities)} communities of 1,040 things are folded" in told
    assert "Trust" in communities[0]["label"]
    assert seen.page.is_visible("#folds")


def test_a_click_opens_a_community_in_place_and_the_panel_folds_it_again(text, open_page):
    seen = open_page(text)
    page, before = seen.page, seen.folded()
    box = page.locator("#canvas").bounding_box()
    for across, down in ((x, y) for x in range(10, 90, 4) for y in range(10, 90, 3)):
        page.mouse.click(box["x"] + box["width"] * across / 100, box["y"] + box["height"] * down / 100)
        if seen.status()["nodes"]:
            break
    folded, drawn = status(seen)
    assert folded == before - 1 and 4 <= drawn <= MOST_IN
    assert "open" in page.inner_text("#panel .kind")
    page.click("#panel .actions >> text=Fold")
    assert status(seen) == (before, 0)


def test_by_keyboard_alone(text, open_page):
    seen = open_page(text)
    page, before = seen.page, seen.folded()
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    assert "folded community" in page.inner_text("#status") and "Enter opens it" in page.inner_text("#status")
    page.keyboard.press("Enter")
    assert seen.folded() == before - 1 and seen.status()["nodes"] > 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("f")
    page.focus("#canvas")
    page.keyboard.press("f")
    assert status(seen) == (before, 0)


def test_search_finds_a_folded_thing_and_opens_its_community(text, open_page):
    seen = open_page(text)
    before = seen.folded()
    seen.page.fill("#search", "alias-777")
    seen.page.press("#search", "Enter")
    assert seen.page.inner_text("#panel h2") == f"Body {777 % PER} of county {777 // PER}"
    assert seen.folded() == before - 1
    assert "unfold=" in seen.page.url
    seen.page.click("text=Fold its community")
    assert status(seen) == (before, 0)


def test_the_address_restores_what_is_open_and_chosen(text, open_page):
    first = open_page(text)
    open_from_table(first.page, 1)
    open_from_table(first.page, 3)
    again = open_page(text, "#" + first.page.url.split("#")[1])
    assert status(again) == status(first)
    assert again.page.inner_text("#panel") == first.page.inner_text("#panel")
    wild = open_page(text, "#unfold=gone|%3Cb%3E&community=x&between=a|b")
    assert status(wild)[1] == 0


def test_a_path_runs_through_folded_communities(text, open_page):
    seen = open_page(text)
    page = seen.page
    for thing, way in (("alias-45", "Path from here"), ("alias-1001", "Path to here")):
        page.fill("#search", thing)
        page.press("#search", "Enter")
        page.click(f"#panel >> text={way}")
    page.click("#path-show")
    steps = page.locator("#path-answer ol li")
    assert steps.count() == 4
    assert page.locator("#path-answer .cites a").count() == 4
    folded = seen.folded()
    page.click("#folds")
    assert seen.folded() > folded and steps.count() == 4  # the path is told whether or not its things are drawn
    steps.nth(1).locator("button.link").click()
    assert page.inner_text("#panel h2 em").strip() == "is part of"
    assert seen.status()["nodes"] > 0


def test_filters_and_days_count_what_is_folded(text, open_page):
    seen = open_page(text, "#view=table")
    page = seen.page
    counts = "[...document.querySelectorAll('#tables table:first-of-type tbody tr td:nth-child(2)')].map(c => +c.textContent)"
    assert sum(page.evaluate(counts)) == 1040
    page.locator("#kinds button", has_text="People").click()
    people = sum(1 for i in range(1040) if i % PER and (i % PER) % 3)
    assert sum(page.evaluate(counts)) == 1040 - people
    page.locator("#kinds button", has_text="People").click()
    page.evaluate("location.hash = 'view=table&on=2010-01-01'")
    page.wait_for_function(f"{counts}.reduce((a, b) => a + b, 0) === 520")


def test_the_table_lists_communities_and_their_bonds(text, open_page):
    page = open_page(text, "#view=table").page
    captions = page.locator("#tables caption").all_inner_texts()
    assert captions[0].startswith("Communities (") and captions[1].startswith("Relations between folded communities (")
    page.locator("#tables table").nth(1).locator("tbody button").first.click()
    assert re.search(r"^\d+ relations?$", page.inner_text("#panel .kind"))
    listed = page.locator("#panel ul.plain li")
    assert listed.count() == int(page.inner_text("#panel .kind").split()[0])
    listed.first.locator("button").click()
    assert page.locator("#panel h2.relation").count() == 1


def test_svg_states_what_is_folded_and_nothing_covers_what_is_open(text, open_page, tmp_path: Path):
    seen = open_page(text, accept_downloads=True)
    for row in (0, 1, 2):
        open_from_table(seen.page, row)
    with seen.page.expect_download() as taken:
        seen.page.click("#svg")
    taken.value.save_as(tmp_path / "a.svg")
    root = ElementTree.fromstring((tmp_path / "a.svg").read_text(encoding="utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    words = " ".join("".join(e.itertext()) for e in root.iter(f"{space}text"))
    assert f"{seen.folded()} communities of" in words and "are folded" in words and "Sources" in words
    rects = [e for e in root.iter(f"{space}rect") if e.get("x")]
    fields = [tuple(float(e.get(n, 0)) for n in ("x", "y", "width", "height")) for e in rects]
    assert len(fields) == 3
    stands = [
        tuple(map(float, re.findall(r"-?[\d.]+", group.get("transform", ""))))
        for group in root.iter(f"{space}g")
        if group.find(f"{space}circle") is not None
    ]
    assert len(stands) == seen.folded()
    for x, y, wide, high in fields:
        assert not [at for at in stands if x < at[0] < x + wide and y < at[1] < y + high]
        others = [f for f in fields if f != (x, y, wide, high)]
        assert not [f for f in others if x < f[0] + f[2] and f[0] < x + wide and y < f[1] + f[3] and f[1] < y + high]


def test_all_is_opened_and_folded_by_one_button(text, open_page):
    seen = open_page(text)
    before = seen.folded()
    assert seen.page.inner_text("#folds") == "Open all"
    seen.page.click("#folds")
    assert seen.status()["nodes"] == 1040
    assert seen.page.inner_text("#folds") == "Fold all"
    seen.page.click("#as-table")
    captions = seen.page.locator("#tables caption").all_inner_texts()
    assert any(caption.startswith("Things drawn (1,040)") for caption in captions)
    seen.page.click("#as-table")
    seen.page.click("#folds")
    assert status(seen) == (before, 0)


def test_never_more_is_open_than_a_frame_can_draw(sample, open_page, read):
    text = draw(country(sample, 80), title="A large country")
    refs = [community["ref"] for community in read(text)["page"]["communities"]]
    seen = open_page(text, "#unfold=" + "|".join(refs))
    assert 0 < seen.status()["nodes"] <= MOST_OPEN
    assert seen.folded() > 0
    seen.page.click("#folds")
    assert seen.page.is_disabled("#folds")


def test_twenty_thousand_things_open_as_an_overview_that_answers(sample, open_page):
    seen = open_page(draw(country(sample, 500), title="A very large country"))
    assert seen.status()["nodes"] == 0 and 60 <= seen.folded() <= 150
    seen.page.fill("#search", "alias-19999")
    seen.page.press("#search", "Enter")
    assert seen.page.inner_text("#panel h2") == "Body 39 of county 499"
    assert 0 < seen.status()["nodes"] <= MOST_IN


def test_what_is_in_focus_is_not_folded(sample, open_page):
    network = country(sample)
    network.nodes[sample.ID + "thing-83"]["focus"] = True
    seen = open_page(network)
    assert 0 < seen.status()["nodes"] <= MOST_IN
    seen.page.click("#folds")
    assert seen.status()["nodes"] == 0
    assert "unfold=none" in seen.page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["", "#view=table"])
def test_axe_finds_no_serious_fault(text, open_page, scheme, address):
    page = open_page(text, address, color_scheme=scheme).page
    page.locator("summary", has_text="Relations").click()
    if not address:
        page.focus("#canvas")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize(("wide", "high"), [(360, 740), (320, 256)], ids=["telephone", "400% of 1280"])
def test_nothing_sticks_out_of_a_narrow_screen(text, open_page, wide, high):
    page = open_page(text, wide=wide, high=high).page
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.click("#pathfinder")
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    page.click("#as-table")
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
