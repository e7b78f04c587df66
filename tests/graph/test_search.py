"""Names like a text, best first."""

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import NotFoundError

SWM = "crc-staffordshire-and-west-midlands"


def test_a_search_ranks_each_thing_once_best_first(five: KnowledgeGraph) -> None:
    found = five.search("Staffordshire and Stoke PDU", limit=50)
    assert found[0].thing.id == "pdu-staffordshire-and-stoke"
    assert found[0].score == 100
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert len({hit.thing.iri for hit in found}) == len(found)


def test_a_search_keeps_to_its_limit(five: KnowledgeGraph) -> None:
    assert len(five.search("probation", limit=2)) == 2
    assert [h.thing for h in five.search("probation", limit=2)] == [
        h.thing for h in five.search("probation", limit=20)
    ][:2]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("staffordshire crc", SWM),
        ("west midlands staffordshire", SWM),
        ("stacey", "glenys-stacey"),
        ("nps", "nps"),
        ("chief inspector", "post/hm-chief-inspector-of-probation"),
    ],
)
def test_a_part_of_a_name_or_its_words_in_any_order_find_it(five: KnowledgeGraph, text: str, thing: str) -> None:
    assert thing in [hit.thing.id for hit in five.search(text, limit=10)]


def test_a_name_shorter_than_what_is_typed_is_a_part_of_it_by_whole_words(graph: KnowledgeGraph) -> None:
    assert not {"york", "probation-association"} & {hit.thing.id for hit in graph.search("unpaid work", limit=50)}
    assert "birmingham" in [hit.thing.id for hit in graph.search("Birmingham 2022")]


def test_letters_find_what_they_stand_for_and_the_words_they_are(graph: KnowledgeGraph) -> None:
    assert "event-ecsl-2023" in [hit.thing.id for hit in graph.search("ECSL")]
    found = [hit.thing.id for hit in graph.search("SFO", limit=50)]
    assert {"event-mccann-sfo-2020", "hmip-2022-09-sfo-annual-report"} <= set(found)


def test_a_search_for_nothing_like_any_name_finds_nothing(five: KnowledgeGraph) -> None:
    for text in ("qqqqqqqq", "", "\u202e"):
        with pytest.raises(NotFoundError, match="nothing is called anything like"):
            five.search(text)


def test_bodies_and_places_stand_before_sources_and_mere_publishers_with_the_same_words(graph: KnowledgeGraph) -> None:
    found = [hit.thing for hit in graph.search("manchester", limit=50)]
    ids = [thing.id for thing in found]
    for mere in ("agent/about-manchester", "tameside-probation", "hmip-2019-04-cgm-crc"):
        assert ids.index("crc-cheshire-and-greater-manchester") < ids.index(mere)
    assert graph.search("About Manchester", limit=1)[0].thing.id == "agent/about-manchester", "but for its very name"
