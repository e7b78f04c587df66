"""What the page promises a reader, tried in headless Chromium with the network off."""

import re

from probation.graph.drawing import draw
from probation.graph.drawing.items import is_link

CRC = "crc-staffordshire-and-west-midlands"
RRP = "reducing-reoffending-partnership"


def test_opens_offline_with_nothing_asked_and_nothing_complained_of(sample, open_page):
    seen = open_page(sample.staffordshire())
    assert len(seen.requests) == 1
    assert seen.status() == {"nodes": 20, "edges": 29}
    assert "Who ran probation" in seen.page.inner_text(".question")
    assert "12 things two steps away" in seen.page.inner_text(".left-out")


def test_nothing_outside_is_named_for_loading(sample):
    text = draw(sample.staffordshire(), title="T")
    markup = re.sub(r"(?s)<script.*?</script>", "<script>", text)
    assert re.findall(r"<(?:script|link|img|iframe|object)[^>]*\s(?:src|href|data)=(\S*)", markup) == ['"data:,">']
    assert "url(" not in markup and "@import" not in markup
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy and "default-src &#39;none&#39;" in policy[1] and "unsafe" not in policy[1]


def test_search_finds_by_other_name_and_panel_shows_sources(sample, open_page):
    page = open_page(sample.staffordshire()).page
    page.fill("#search", "rrp")
    assert page.get_attribute("#search", "aria-expanded") == "true"
    assert "Reducing Reoffending Partnership" in page.inner_text("#found li[aria-selected=true]")
    page.press("#search", "Enter")
    assert page.inner_text("#panel h2") == "Reducing Reoffending Partnership"
    links = page.locator("#panel ol.sources a")
    assert links.count() >= 3
    for link in links.all():
        assert (link.get_attribute("href") or "").startswith(("http://", "https://"))
        assert link.get_attribute("rel") == "noopener noreferrer"
    assert page.locator("#panel .cites a").first.inner_text().startswith("[")


def test_search_by_keyboard_alone(sample, open_page):
    page = open_page(sample.staffordshire()).page
    page.focus("#search")
    page.keyboard.type("inspection of")
    first = page.inner_text("#found li[aria-selected=true]")
    page.keyboard.press("ArrowDown")
    second = page.inner_text("#found li[aria-selected=true]")
    assert first != second
    assert page.get_attribute("#search", "aria-activedescendant") == "found-1"
    page.keyboard.press("Escape")
    assert page.is_hidden("#found")
    page.keyboard.type("nobody of this name")
    assert "No name matches" in page.inner_text("#found")


def test_search_reaches_what_is_carried_but_not_drawn(sample, open_page):
    seen = open_page(sample.staffordshire())
    seen.page.fill("#search", "jamieson")
    seen.page.press("#search", "Enter")
    assert seen.page.inner_text("#panel h2") == "David Jamieson"
    assert seen.status()["nodes"] == 21


def test_legend_filters_and_counts(sample, open_page):
    seen = open_page(sample.staffordshire())
    chip = seen.page.locator("#kinds button", has_text="People")
    assert chip.inner_text().split() == ["People", "4"]
    chip.click()
    assert seen.page.locator("#kinds button", has_text="People").get_attribute("aria-pressed") == "false"
    assert seen.status() == {"nodes": 16, "edges": 23}
    seen.page.locator("#kinds button", has_text="People").click()
    seen.page.locator("summary", has_text="Relations").click()
    seen.page.locator("#relations button", has_text="owns").click()
    assert seen.status() == {"nodes": 20, "edges": 28}


def test_conflicts_are_marked_and_explained(sample, open_page):
    page = open_page(sample.staffordshire()).page
    assert page.locator("#panel li", has_text="March 2020").count() == 1
    page.click("#panel li >> text=March 2020")
    box = page.inner_text("#panel .conflict")
    assert "Sources disagree" in box and "Inadequate" in box and "Requires improvement" in box
    assert "headline" in box and "four aspects" in box
    assert page.locator("#panel .conflict .cites a").count() == 2
    page.evaluate("location.hash = ''")
    page.click("#panel li >> text=was succeeded by")
    assert "spring 2021" in page.inner_text("#panel .conflict")


def test_a_conflict_says_what_it_is_about_where_that_is_not_the_thing_itself(sample, open_page):
    """A ministry showed "value" and three numbers, without a word of what they measure."""
    network = sample.staffordshire()
    about = {**sample.DATE_CONFLICT, "property": "value", "kind": "conflict", "about": "cost <b>of</b> reoffending"}
    network.nodes[sample.ID + "moj"]["conflicts"] = [about]
    page = open_page(network, "#node=moj").page
    assert "of cost <b>of</b> reoffending" in page.inner_text("#panel .conflict")
    assert page.locator("#panel .conflict .tag").count() == 0  # "Sources disagree" says it


def test_conflict_marks_are_drawn_on_the_canvas(sample, open_page):
    plain = sample.staffordshire()
    for _, about in plain.nodes(data=True):
        about["conflicts"] = []
    for *_, about in plain.edges(data=True):
        about["conflicts"] = []
    yellow = """() => {
      const c = document.querySelector('#canvas canvas');
      const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      let n = 0;
      for (let i = 0; i < d.length; i += 4) if (d[i] === 255 && d[i + 1] === 210 && d[i + 2] === 63) n += 1;
      return n;
    }"""
    assert open_page(sample.staffordshire()).page.evaluate(yellow) > 60
    assert open_page(plain).page.evaluate(yellow) == 0


def test_parallel_lines_are_both_there_and_apart(sample, open_page, read):
    text = draw(sample.staffordshire(), title="T")
    page = open_page(text).page
    for key, label in (("ownership", "owns"), ("contract", "supplies services through")):
        page.evaluate("hash => { location.hash = hash; }", f"edge={RRP}~{key}~{CRC}")
        page.wait_for_function("text => document.querySelector('#panel h2 em')?.textContent.trim() === text", arg=label)
    data = read(text)
    refs = [node["ref"] for node in data["nodes"]]
    curves = [e["curve"] for e in data["edges"] if (refs[e["from"]], refs[e["to"]]) == (RRP, CRC)]
    assert len(set(curves)) == 2


def click_down_the_middle(page, wanted: str) -> bool:
    """Click points down the middle of the canvas until the panel shows `wanted`."""
    box = page.locator("#canvas").bounding_box()
    for share in range(20, 80, 1):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * share / 100)
        if page.locator(wanted).count():
            return True
    return False


def test_a_click_on_a_thing_and_on_a_line_opens_the_panel(sample, open_page):
    assert click_down_the_middle(open_page(sample.crowd(1, 0)).page, "#panel h2#chosen")
    assert click_down_the_middle(open_page(sample.crowd(2, 1)).page, "#panel h2.relation")


def test_keyboard_walks_the_picture(sample, open_page):
    page = open_page(sample.staffordshire(), f"#node={CRC}").page
    page.focus("#canvas")
    page.keyboard.press("ArrowLeft")
    name = page.inner_text("#panel h2")
    assert name != "Staffordshire and West Midlands Community Rehabilitation Company"
    assert name in page.inner_text("#status")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"


def test_expand_and_collapse(sample, open_page):
    seen = open_page(sample.staffordshire(), f"#node={RRP}")
    seen.page.click("text=Show 1 more neighbour")
    assert seen.status()["nodes"] == 21
    seen.page.click("text=Collapse neighbours")
    # the company it owned first and the chief executive hang on it alone
    assert seen.status()["nodes"] == 19


def test_path_finder_lists_cited_steps(sample, open_page):
    page = open_page(sample.staffordshire()).page
    page.click("#pathfinder")
    page.select_option("#path-from", label="Catherine Holland")
    page.select_option("#path-to", label="Justin Russell")
    page.click("text=Show the path")
    steps = page.locator("#path-answer ol li")
    assert steps.count() == 5
    assert page.locator("#path-answer .cites a").count() >= 5
    assert "path=catherine-holland%7Cjustin-russell" in page.url
    page.click("#path-clear")
    assert steps.count() == 0


def test_statements_say_possible_and_derived(sample, open_page):
    page = open_page(sample.staffordshire(), f"#node={CRC}").page
    assert "derived: Succession by area" in page.inner_text("#panel")
    page.evaluate("location.hash = 'node=nps'")
    page.wait_for_selector("#panel h2 >> text=National Probation Service")
    assert page.locator("#panel .tag.possible").count() == 1


def test_address_restores_the_view(sample, open_page):
    text = draw(sample.staffordshire(), title="T")
    first = open_page(text)
    first.page.locator("#kinds button", has_text="People").click()
    first.page.fill("#search", "NPS")
    first.page.press("#search", "Enter")
    first.page.click("#later")
    address = "#" + first.page.url.split("#")[1]
    again = open_page(text, address)
    assert again.status() == first.status()
    assert again.page.inner_text("#panel") == first.page.inner_text("#panel")
    assert again.page.inner_text("#day") == first.page.inner_text("#day")
    wild = open_page(text, "#node=gone&on=2016-02-30&off=%3Cimg%3E&path=a&edge=x&open=__proto__&view=1")
    assert wild.status() == {"nodes": 20, "edges": 29}
    assert wild.page.inner_text("#unknown").endswith("passed over: gone, a, __proto__ and 2 more.")
    wild.page.click("#later")
    assert not wild.page.is_visible("#unknown") and not first.page.is_visible("#unknown")


def test_pages_that_are_no_web_address_are_not_links():
    assert is_link("https://example.org/a?b=c") and is_link("http://example.org")
    for page in ["javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "//example.org", "https://", ""]:
        assert not is_link(page)
    for page in [None, "java\nscript:x", "https://exa mple.org", "ftp://example.org", "https://[", "http:example.org"]:
        assert not is_link(page)


def test_works_inside_a_frame_without_an_address(sample, browser):
    """As a notebook shows it: in a frame whose text is given, not fetched."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content("<iframe width=900 height=700></iframe>")
    page.evaluate(
        "text => { document.querySelector('iframe').srcdoc = text; }", draw(sample.staffordshire(), title="T")
    )
    frame = page.frame_locator("iframe")
    frame.locator("#search").fill("rrp")
    frame.locator("#search").press("Enter")
    assert frame.locator("#panel h2").inner_text() == "Reducing Reoffending Partnership"
    assert complaints == []
    context.close()
