"""The time slider, its readable dates, and pictures taken away as PNG, SVG and print."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from probation.graph.drawing.curves import control


@pytest.mark.parametrize(
    ("start", "end", "day", "drawn"),
    [
        ("2014-06-01", "2021-06-26", "2014-05-31", False),
        ("2014-06-01", "2021-06-26", "2014-06-01", True),
        ("2014-06-01", "2021-06-26", "2021-06-25", True),
        ("2014-06-01", "2021-06-26", "2021-06-26", False),
        ("2014", "2021-06", "2013-12-31", False),
        ("2014", "2021-06", "2014-01-01", True),
        ("2014", "2021-06", "2021-06-29", True),
        ("2014", "2021-06", "2021-06-30", False),
        ("2016-02", None, "2016-01-31", False),
        ("2016-02", None, "2030-01-01", True),
        (None, "2016-02", "2016-02-28", True),
        (None, "2016-02", "2016-02-29", False),
        ("2016-05-01", "2016-05-01", "2016-05-01", True),
    ],
)
def test_only_what_held_on_the_day_is_drawn(sample, open_page, start, end, day, drawn):
    network = sample.crowd(2, 0)
    one, two = list(network)
    network.nodes[one].update({"from": "1990", "until": "2040", "focus": False})
    network.nodes[two].update({"from": start, "until": end})
    seen = open_page(network, f"#on={day}")
    assert seen.status()["nodes"] == 1 + drawn


def test_what_occurs_has_happened_from_its_day_on(sample, open_page):
    network = sample.crowd(2, 1)
    network.nodes[list(network)[1]].update({"from": "2016-05", "until": None, "occurs": True})
    for *_, about in network.edges(data=True):
        about.update({"from": "2016-05", "until": "2016-05", "occurs": True})
    for day, edges in (("2016-04-30", 0), ("2016-05-01", 1), ("2020-01-01", 1)):
        assert open_page(network, f"#on={day}").status() == {"nodes": 1 + edges, "edges": edges}


def test_slider_steps_plays_and_names_the_day(sample, open_page):
    seen = open_page(sample.staffordshire(), "#on=2016-05-01")
    page = seen.page
    assert page.inner_text("#day strong") == "1 May 2016"
    assert page.get_attribute("#slider", "aria-valuetext") == "1 May 2016"
    assert "As of 1 May 2016" in page.inner_text(".question")
    assert seen.status()["nodes"] == 12
    assert page.locator("#ticks .tick").count() == 2
    page.select_option("#jump", label="26 June 2021: Everything back in one Probation Service")
    assert "26 June 2021" in page.inner_text("#day")
    assert "one Probation Service" in page.inner_text("#day")
    page.focus("#slider")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#day strong") == "25 June 2021"
    page.keyboard.press("PageDown")
    assert page.inner_text("#day strong") == "25 June 2020"
    page.click("#play")
    page.wait_for_function("day => document.querySelector('#day strong').textContent !== day", arg="25 June 2020")
    page.click("#play")
    assert page.get_attribute("#play", "aria-pressed") == "false"
    page.click("#all-dates")
    assert seen.status()["nodes"] == 20


def test_opens_on_the_day_asked_for_and_trusts_the_projection_there(sample, open_page):
    network = sample.staffordshire()
    seen = open_page(network, as_of="2016-05-01")
    assert seen.page.inner_text("#day strong") == "1 May 2016"
    assert seen.status()["nodes"] == 12
    assert "on=" not in seen.page.url


def test_svg_and_png_carry_title_date_and_sources(sample, open_page, tmp_path: Path):
    page = open_page(sample.staffordshire(), "#on=2016-05-01", accept_downloads=True).page
    with page.expect_download() as taken:
        page.click("#svg")
    assert taken.value.suggested_filename == "probation-in-staffordshire-2016-05-01.svg"
    taken.value.save_as(tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    words = " ".join(
        "".join(e.itertext()) for e in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")
    )
    assert "Probation in Staffordshire" in words and "As of 1 May 2016" in words
    assert "Sources" in words and "The Guardian" in words and "https://example.org/guardian/midlands" in words
    assert "Reducing Reoffending" in words and "Justin Russell" not in words
    with page.expect_download() as taken:
        page.click("#png")
    taken.value.save_as(tmp_path / "a.png")
    png = (tmp_path / "a.png").read_bytes()
    assert png.startswith(b"\x89PNG") and len(png) > 30_000


def test_print_is_light_and_lists_the_sources(sample, open_page, tmp_path: Path):
    page = open_page(sample.staffordshire(), "#node=nps", color_scheme="dark").page
    assert len(page.pdf(print_background=True)) > 20_000
    assert page.get_attribute("#sources", "open") is not None
    assert page.get_attribute("html", "data-theme") is None


def test_bends_are_those_of_vis_network(sample, open_page, read):
    """What Python bends, the marks and the SVG follow the curves that the canvas draws."""
    page = open_page(sample.staffordshire(), accept_downloads=True).page
    draws = """([from, to, bend]) => {
      const box = document.createElement('div');
      document.body.append(box);
      const nodes = new vis.DataSet([{ id: 1, x: from[0], y: from[1] }, { id: 2, x: to[0], y: to[1] }]);
      const smooth = { enabled: true, type: bend > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.abs(bend) };
      const edges = new vis.DataSet([{ id: 'e', from: 1, to: 2, smooth }]);
      const network = new vis.Network(box, { nodes, edges }, { physics: false });
      const via = network.body.edges.e.edgeType.getViaNode();
      box.remove();
      return [via.x, via.y];
    }"""
    ends = [((0.0, 0.0), (100.0, 0.0)), ((30.0, -40.0), (-75.0, 210.0)), ((5.0, 5.0), (5.0, -90.0))]
    for start, end in ends:
        for bend in (0.14, -0.24, 0.45):
            assert page.evaluate(draws, [start, end, bend]) == pytest.approx(control(start, end, bend), abs=1e-6)
    items = read(page.content())
    places = {i: (node["x"], node["y"]) for i, node in enumerate(items["nodes"]) if node.get("shown", True)}
    bent = [e for e in items["edges"] if e.get("curve") and e["from"] in places and e["to"] in places]
    with page.expect_download() as taken:
        page.click("#svg")
    svg = taken.value.path().read_text(encoding="utf-8")
    drawn = sorted((float(x), float(y)) for x, y in re.findall(r"Q(\S+) (\S+) ", svg))
    wanted = sorted(control(places[e["from"]], places[e["to"]], e["curve"]) for e in bent)
    assert len(drawn) == len(wanted) >= 2
    for found, right in zip(drawn, wanted, strict=True):
        assert found == pytest.approx(right, abs=0.1)
