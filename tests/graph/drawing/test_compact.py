"""The form of the file: nothing usual, nothing twice, and the page reads back what went in."""

import pytest

from probation.graph.drawing import draw
from probation.graph.drawing.compact import Table, plain_when, without

TIMES = [
    ("2015-02-01", "2021-06-26", "2015-02-01 to 2021-06-26"),
    ("2015-02-01", "2021-06-26", "2015-02-01 to 2021-06-26 (derived)"),
    ("2015", "2015", "2015"),
    ("2015", None, "from 2015"),
    ("2015", None, "2015"),
    (None, "2015-04", "until 2015-04"),
    (None, None, "known on 2016-01-01"),
    (None, None, ""),
    ("2015", "2016", ""),
]


def test_a_table_has_each_value_once_in_the_order_first_met():
    table = Table()
    assert [table.of(value) for value in ["b", "a", "b"]] == [0, 1, 0]
    assert table.listed == ["b", "a"]
    assert table.of({"x": 1}, ("x", 1)) == table.of({"x": 1}, ("x", 1)) == 2


def test_what_is_empty_or_usual_is_left_out_and_numbers_stay():
    item = {"a": None, "b": "", "c": [], "d": False, "e": 0, "f": True, "g": "text", "h": ""}
    assert without(item, f=True, h=None) == {"e": 0, "g": "text", "h": ""}


@pytest.mark.parametrize(("since", "until", "when"), TIMES[:1] + TIMES[2:4] + TIMES[5:6] + TIMES[7:8])
def test_a_plain_time_needs_no_words(since, until, when):
    assert plain_when(since, until, occurs=False) == when


@pytest.mark.parametrize("occurs", [False, True])
def test_the_page_shows_each_time_in_the_words_that_went_in(sample, open_page, occurs):
    """The rule that leaves the words out in Python and the one that puts them back in the page are the same."""
    network = sample.crowd(len(TIMES) + 1, 1)
    for (*_, about), (since, until, when) in zip(network.edges(data=True), TIMES, strict=True):
        about.update({"from": since, "until": until, "when": when, "occurs": occurs})
    page = open_page(network, "#view=table").page
    cells = page.locator("#tables table").last.locator("tbody tr td:nth-child(4)").all_inner_texts()
    assert cells == [when for *_, when in TIMES]


def test_nothing_usual_is_carried(sample, read):
    text = draw(sample.staffordshire(), title="T")
    data = read(text)
    values = [value for item in data["nodes"] + data["edges"] for name, value in item.items() if name != "shown"]
    assert not [value for value in values if value is False or value in (None, "", [])]
    assert all(isinstance(edge["from"], int) and isinstance(edge["relation"], int) for edge in data["edges"])
    assert text.count("Watchdog warns on Staffordshire probation caseloads") == 1


def test_a_person_can_read_the_file_one_thing_a_line(sample):
    text = draw(sample.staffordshire(), title="T")
    [line] = [line for line in text.splitlines() if line.startswith('{"ref":"chris-grayling"')]
    assert '"label":"Chris Grayling"' in line and "https://w3id.org" not in line


def test_statements_about_other_things_name_them_by_their_place(sample, read):
    data = read(draw(sample.staffordshire(), title="T"))
    place = [node["ref"] for node in data["nodes"]].index("reducing-reoffending-partnership")
    said = {relation: entries for relation, *entries in data["said"][0][place]}
    owned = [data["nodes"][entry["to"]]["ref"] for entry in said["owns"]]
    assert owned == ["crc-staffordshire-and-west-midlands", "crc-derbyshire"]
    assert "value" not in said["owns"][0]


def test_statements_that_are_not_carried_are_counted_with_the_way_to_read_them(sample, open_page):
    network = sample.staffordshire()
    network.nodes[sample.ID + "hmip"]["more"] = 489
    page = open_page(network, "#node=hmip").page
    assert "489 more statements" in page.inner_text("#panel")
    assert "probation show hmip" in page.inner_text("#panel")
    assert "more statement" not in open_page(network, "#node=moj").page.inner_text("#panel")
