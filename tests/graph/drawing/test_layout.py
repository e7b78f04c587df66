"""Positions: the same each time, labels apart, parts beside one another, time linear."""

import time

import networkx as nx
import pytest

from probation.graph.drawing import draw, items
from probation.graph.drawing.boxes import LINE_LENGTH, MOST_LINES, Box, box, wrap
from probation.graph.drawing.curves import bend, control
from probation.graph.drawing.layout import place
from probation.graph.drawing.spacing import overlaps, spread


def places_of(network: nx.MultiDiGraph) -> tuple[list[tuple[int, int]], list[Box], list[bool]]:
    numbering = items.number(network.graph["sources"])
    table = items.kinds(network.graph["kinds"], [])
    nodes, boxes = items.nodes(network, numbering, table)
    edges = [(u, v) for u, v in network.edges()]
    found = place(
        {n["id"]: int(not n["focus"]) for n in nodes}, boxes, edges, [n["id"] for n in nodes if not n["shown"]]
    )
    return [found[n["id"]] for n in nodes], [boxes[n["id"]] for n in nodes], [n["shown"] for n in nodes]


@pytest.mark.parametrize("count", [1, 2, 3, 10, 25, 40, 60])
def test_no_two_labels_overlap_up_to_sixty_nodes(sample, count):
    places, boxes, _ = places_of(sample.crowd(count, 2))
    assert overlaps(places, boxes) == []


def test_carried_nodes_do_not_cover_what_is_drawn(sample):
    places, boxes, _ = places_of(sample.staffordshire())
    assert overlaps(places, boxes) == []


def test_unconnected_things_are_packed(sample):
    places, boxes, _ = places_of(sample.crowd(30, 0))
    assert overlaps(places, boxes) == []
    assert max(abs(x) for x, _ in places) < 1200


def test_same_input_same_bytes(sample):
    assert draw(sample.staffordshire(), title="T") == draw(sample.staffordshire(), title="T")
    assert draw(sample.crowd(400), title="T") == draw(sample.crowd(400), title="T")


def test_drawing_leaves_the_network_alone(sample):
    network, untouched = sample.staffordshire(), sample.staffordshire()
    draw(network, title="T")
    assert nx.utils.graphs_equal(network, untouched)
    assert network.graph == untouched.graph


def test_an_empty_network_is_drawn():
    assert "<html" in draw(nx.MultiDiGraph(), title="Nothing")


def test_coincident_centres_come_apart():
    boxes = [Box(20, 10, 20, 30)] * 12
    assert overlaps(spread([(0.0, 0.0)] * 12, boxes), boxes) == []


def test_wrapping_keeps_to_its_lines():
    for text in ["", "a", "word " * 40, "x" * 10_000, "one\u2028two\nthree", "Staffordshire and Stoke"]:
        rows = wrap(text).split("\n")
        assert len(rows) <= MOST_LINES
        assert all(len(row) <= LINE_LENGTH + 5 for row in rows)
    assert wrap("word " * 40).endswith("…")
    assert wrap("Staffordshire and West Midlands Community Rehabilitation Company").count("\n") == 2
    assert box("ab\ncd", 10).height > box("ab", 10).height


def test_time_grows_with_the_network_not_with_its_square(sample):
    def seconds(count: int) -> float:
        network = sample.crowd(count)
        begun = time.perf_counter()
        draw(network, title="T")
        return time.perf_counter() - begun

    seconds(100)
    assert seconds(3000) < 3 * 4 * max(seconds(1000), 0.05)


def test_lines_bend_past_what_they_do_not_join():
    places = {"a": (0.0, 0.0), "b": (100.0, 0.0), "c": (200.0, 0.0), "d": (0.0, 90.0)}
    found = bend([("a", "c"), ("a", "b"), ("a", "d"), ("a", "a")], places, dict.fromkeys(places, 12.0))
    assert list(found) == [("a", "c")]
    assert abs(control(places["a"], places["c"], found["a", "c"])[1]) > 17
