"""Narrow screens, strong zoom, dark mode, and what axe finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe

CRC = "crc-staffordshire-and-west-midlands"
CONTROLS = (
    "#search, #pathfinder, #as-table, #png, #svg, #print, #theme, #names, #physics, "
    "#kinds button, #fit, #play, #slider, #all-dates"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", ["", f"#node={CRC}", "#view=table", "#path=catherine-holland|justin-russell&on=2020-05-01"]
)
def test_axe_finds_no_serious_fault(sample, open_page, scheme, address):
    page = open_page(sample.staffordshire(), address, color_scheme=scheme).page
    page.locator("summary", has_text="Relations").click()
    page.locator("summary", has_text="All sources").click()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_axe_finds_no_serious_fault_while_searching(sample, open_page):
    page = open_page(sample.staffordshire()).page
    page.fill("#search", "probation")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize(("wide", "high"), [(360, 740), (320, 256)], ids=["telephone", "400% of 1280"])
@pytest.mark.parametrize("address", ["", f"#node={CRC}&on=2016-05-01", "#view=table"])
def test_no_control_is_lost_on_narrow_screens(sample, open_page, wide, high, address):
    page = open_page(sample.staffordshire(), address, wide=wide, high=high).page
    page.click("#pathfinder")
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    for control in page.locator(CONTROLS).all():
        if control.is_visible():
            box = control.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= wide + 0.5


def test_touch_targets_are_large_enough(sample, open_page):
    page = open_page(sample.staffordshire(), f"#node={CRC}", wide=360, high=740).page
    for control in page.locator("button:visible, select:visible, summary:visible").all():
        box = control.bounding_box()
        assert box and box["height"] >= 23.5, control.inner_text()


def test_dark_follows_the_system_and_can_be_switched(sample, open_page):
    page = open_page(sample.staffordshire(), color_scheme="dark").page
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(20, 23, 27)"
    page.click("#theme")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    assert page.get_attribute("#theme", "aria-pressed") == "false"


def test_tables_say_what_the_picture_shows(sample, open_page):
    page = open_page(sample.staffordshire(), "#view=table").page
    assert page.is_hidden("#canvas")
    assert page.locator("#tables table").count() == 2
    assert page.locator("#tables tbody tr").count() == 49
    row = page.locator("#tables tr", has_text="supplies services through")
    assert "Reducing Reoffending Partnership" in row.inner_text() and row.locator("a").count() == 1
    assert page.locator("#tables tr", has_text="sources disagree").count() == 3
    page.click("#tables th button >> text=National Probation Service")
    assert page.inner_text("#panel h2") == "National Probation Service"
