"""Communities: everything in exactly one, none too large, the same each time, signs apart, named for readers."""

import networkx as nx
import pytest

from probation.graph.drawing.boxes import box
from probation.graph.drawing.communities import FONT_SIZE, LEAST_IN, MOST_IN, MOST_SIGNS, Community, fold, signs
from probation.graph.drawing.spacing import overlaps

ROOM = box("Some name", 12)


def counties(count: int, per: int = 25) -> nx.Graph:
    """`count` counties of `per` bodies round a hub; each hub is joined to the next."""
    graph = nx.Graph()
    for county in range(count):
        hub = f"hub {county}"
        graph.add_edges_from((hub, f"body {county}-{i}") for i in range(per - 1))
        graph.add_edge(hub, f"hub {(county + 1) % count}")
    return graph


def folded(graph: nx.Graph, focus: str | None = None) -> list[Community]:
    ranks = {node: 0 if node == focus else 1 for node in graph}
    return fold(ranks, dict.fromkeys(graph, ROOM), list(graph.edges()))


@pytest.mark.parametrize(
    "graph",
    [counties(30), counties(400, 5), nx.star_graph(900), nx.empty_graph(500), nx.complete_graph(260), nx.path_graph(7)],
    ids=["counties", "many small ones", "one hub", "nothing joined", "everything joined", "a few"],
)
def test_everything_is_in_one_community_and_none_is_too_large(graph):
    graph = nx.relabel_nodes(graph, str)
    found = folded(graph)
    members = [member for community in found for member in community.members]
    assert sorted(members) == sorted(graph)
    assert max(len(community.members) for community in found) <= MOST_IN
    assert all(len(c.members) >= LEAST_IN or c.is_loose or len(members) < LEAST_IN for c in found)
    assert all(set(c.places) == set(c.members) for c in found)


def test_counties_are_found_and_named_after_their_hubs():
    graph = counties(12)
    found = folded(graph)
    assert sorted(c.members[0] for c in found) == sorted(f"hub {i}" for i in range(12))
    drawn = signs(found, {n: n.title() for n in graph}, list(graph.edges()))
    assert {sign.label for sign in drawn} == {f"Hub {i}" for i in range(12)}
    assert all(sign.name.startswith("Hub") and sign.name.endswith("and 23 more") for sign in drawn)


def test_a_name_does_not_turn_the_words_after_it():
    graph = counties(3)
    drawn = signs(folded(graph), {n: f"\u202e{n}\u2067" for n in graph}, list(graph.edges()))
    assert all(sign.name.startswith("hub") and sign.name.endswith("and 23 more") for sign in drawn)
    assert not any(mark in sign.name for sign in drawn for mark in "\u202e\u2067")


def test_what_is_joined_to_nothing_is_said_to_be():
    graph = counties(4)
    graph.add_nodes_from(["alone", "apart"])
    *_, last = folded(graph)
    assert last.is_loose and set(last.members) == {"alone", "apart"}
    [sign] = signs([last], {"alone": "Alone", "apart": "Apart"}, [])
    assert sign.name == "Things joined to few or none"


def test_a_community_is_named_after_what_is_in_focus_in_it():
    [community] = [c for c in folded(counties(5), "body 3-7") if "body 3-7" in c.members]
    assert community.members[0] == "body 3-7"


def test_there_are_no_more_signs_than_can_be_read():
    assert len(folded(counties(400, 5))) <= MOST_SIGNS


def test_signs_do_not_cover_one_another():
    graph = counties(40)
    found = folded(graph)
    drawn = signs(found, {n: n for n in graph}, list(graph.edges()))
    boxes = [box(sign.label, sign.size, FONT_SIZE) for sign in drawn]
    assert overlaps([(sign.x, sign.y) for sign in drawn], boxes) == []


def test_the_members_stand_inside_the_room_said():
    for community in folded(counties(6)):
        across, down = community.half
        for x, y in community.places.values():
            assert abs(x) + max(ROOM.left, ROOM.right) <= across + 1
            assert -down - 1 <= y - ROOM.up and y + ROOM.down <= down + 1


def test_the_same_input_gives_the_same_communities():
    assert folded(counties(30)) == folded(counties(30))


def test_larger_communities_have_larger_signs():
    members = [Community(tuple(f"{n} {i}" for i in range(n)), {}, (0, 0)) for n in (4, 40, 200)]
    names = {member: "A name" for community in members for member in community.members}
    sizes = [sign.size for sign in signs(members, names, [])]
    assert sizes == sorted(set(sizes))
