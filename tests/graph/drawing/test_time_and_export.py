"""The time slider, its readable dates, and pictures taken away as PNG, SVG and print."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from probation.graph.drawing.curves import control

SVG = "{http://www.w3.org/2000/svg}"


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


def test_the_mark_of_a_dispute_stands_clear_of_names(sample, open_page, tmp_path: Path):
    """It stood over the name of the thing that its line starts from."""
    network = sample.crowd(14, 2)
    for *_, data in network.edges(data=True):
        data["conflicts"] = [sample.DATE_CONFLICT]
    page = open_page(network, accept_downloads=True).page
    with page.expect_download() as download:
        page.click("#svg")
    download.value.save_as(tmp_path / "a.svg")
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    marks = [
        tuple(float(n) for n in re.findall(r"-?[\d.]+", group.get("transform", "")))
        for group in root.iter(f"{SVG}g")
        if len(group) == 2 and group[0].get("fill") == "#ffd23f"
    ]
    names = [
        (float(text.get("x", 0)), float(text.get("y", 0)), 4.2 * len(text.text or ""))
        for text in root.iter(f"{SVG}text")
        if text.get("paint-order") == "stroke"
    ]
    assert len(marks) > 20 and len(names) > 20
    assert [m for m in marks for x, y, half in names if abs(m[0] - x) < half and y - 12 < m[1] < y + 2] == []


def test_many_sources_stand_in_columns_below_an_exported_picture(sample, open_page, tmp_path: Path):
    """The sources of 24 things took three times the height of their picture."""
    network = sample.crowd(8, 3)
    sources = {
        f"s{n:02}": {"title": f"Source {n:02}", "publisher": "P", "issued": "2020", "page": f"https://example.org/{n}"}
        for n in range(90)
    }
    network.graph["sources"] = sources
    for *_, data in network.edges(data=True):
        data["sources"] = list(sources)
    page = open_page(network, accept_downloads=True).page
    with page.expect_download() as download:
        page.click("#svg")
    download.value.save_as(tmp_path / "a.svg")
    texts = [t for t in ElementTree.parse(tmp_path / "a.svg").iter(f"{SVG}text") if (t.text or "").startswith("[")]
    assert sorted(t.text for t in texts) == sorted(f"[{n + 1}] Source {n:02}, P, 2020" for n in range(90))
    assert len({t.get("x") for t in texts}) == 3 and len({t.get("y") for t in texts}) == 30


def test_print_is_light_and_lists_the_sources(sample, open_page, tmp_path: Path):
    page = open_page(sample.staffordshire(), "#node=nps", color_scheme="dark").page
    assert len(page.pdf(print_background=True)) > 20_000
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_attribute("html", "data-theme") == "light"
    assert page.locator("#printed li").last.is_visible() and not page.locator("#sources").is_visible()
    assert page.locator(".signs").is_visible() and not page.locator("#relations").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.get_attribute("html", "data-theme") is None
    assert page.get_attribute(".legend details", "open") is None


def test_print_brings_the_sources_of_what_is_drawn_not_of_all_that_is_stated(sample, open_page):
    """A picture of 24 things took 49 pages, for 786 sources speak of them."""
    network = sample.crowd(4, 2)
    network.graph["sources"] = {
        f"s{n}": {"title": f"Source {n}", "publisher": None, "issued": None, "page": None} for n in range(900)
    }
    for node in network.nodes:
        network.nodes[node]["statements"] = [
            {"relation": "said", "value": "so", "node": None, "when": "", "sources": [f"s{n}" for n in range(900)]}
        ]
    for number, (_, _, data) in enumerate(network.edges(data=True)):
        data["sources"] = [f"s{number}"]
    page = open_page(network).page
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#printed li").all_text_contents() == [f"Source {n}" for n in range(network.number_of_edges())]
    left = 900 - network.number_of_edges()
    assert f"{left} more sources are listed in the page itself." in page.text_content("#printed")


def test_a_few_early_dates_leave_the_years_of_the_picture_their_room(sample, open_page):
    """An Act of 1907 took the slider's first four fifths."""
    network = sample.staffordshire()
    network.nodes[sample.ID + "moj"]["from"] = "1907"
    page = open_page(network, "#on=2014-06-01").page
    low, high = (int(page.get_attribute("#slider", end) or 0) for end in ("min", "max"))
    share = (int(page.input_value("#slider")) - low) / (high - low)
    assert 0.06 < share < 0.6
    assert "1907" in page.inner_text("#first")
    page.locator("#slider").focus()
    page.keyboard.press("Home")
    assert page.inner_text("#day strong") == "1 January 1907"
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    before = page.inner_text("#day strong")
    page.keyboard.press("ArrowRight")
    assert before != page.inner_text("#day strong")
    page.keyboard.press("Home")
    page.click("#play")
    page.wait_for_function("low => document.getElementById('slider').valueAsNumber > low + 20", arg=low)
    page.click("#play")


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
