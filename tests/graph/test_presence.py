"""Who ran, owned, covered and inspected probation at a place, in order of time."""

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import NotFoundError


def test_staffordshire_through_time(graph: KnowledgeGraph) -> None:
    found = graph.presences("staffordshire")
    said = {(presence.body.id, presence.relation) for presence in found}
    for expected in [
        ("crc-staffordshire-and-west-midlands", "covers"),
        ("reducing-reoffending-partnership", "owns"),
        ("pdu-staffordshire-and-stoke", "covers"),
        ("hmip", "inspected"),
        ("trust-staffordshire-and-west-midlands", "was followed by (replacement)"),
        ("region-west-midlands", "has as a part"),
    ]:
        assert expected in said
    assert all(presence.provenance.sources for presence in found)
    keys = [presence.sort_key for presence in found]
    assert keys == sorted(keys)


def test_an_inspection_stands_with_its_undisputed_rating(graph: KnowledgeGraph) -> None:
    rated = {
        (presence.object.id, presence.when): presence.rating.level.word.label
        for presence in graph.presences("staffordshire")
        if presence.rating
    }
    assert rated["pdu-staffordshire-and-stoke", "2022-08-04"] == "Inadequate"
    assert rated["crc-staffordshire-and-west-midlands", "2020-03-05"] == "Requires improvement"


def test_a_place_of_nobody(graph: KnowledgeGraph) -> None:
    assert graph.is_area(graph.thing("staffordshire").iri)
    assert not graph.is_area(graph.thing("hmip").iri)
    with pytest.raises(NotFoundError, match="no source says who ran probation in"):
        graph.presences("hmip")
