"""Filters of pictures, on the graph of the five documents."""

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError
from probation.graph.network import Network
from probation.graph.sieve import Sieve, sift


def through(five: KnowledgeGraph, sieve: Sieve) -> Network:
    return sift(five.engine, five.namer(), five.network(), sieve)


def hops(network: Network) -> list:
    return [data["hop"] for *_, data in network.edges(data=True)]


def test_an_open_sieve_is_the_network_itself(five: KnowledgeGraph) -> None:
    network = five.network()
    assert sift(five.engine, five.namer(), network, Sieve()) is network


def test_kinds_go_by_label_plural_and_short_form(five: KnowledgeGraph) -> None:
    by = [set(through(five, Sieve(kinds=(name,))).nodes) for name in ("CRC", "community rehabilitation company")]
    assert by[0] == by[1] and by[0]


def test_relations_go_by_kind_and_by_how_they_read(five: KnowledgeGraph) -> None:
    for name in ("owns", "is owned by", "Ownership"):
        assert {hop.kind for hop in hops(through(five, Sieve(relations=(name,))))} == {"ownership"}


def test_sources_and_how_many(five: KnowledgeGraph) -> None:
    source = "guardian-2020-03-04-midlands-probation-firm"
    found = hops(through(five, Sieve(sources=(source,))))
    assert found and all(source in hop.provenance.sources for hop in found)
    found = hops(through(five, Sieve(min_sources=2)))
    assert found and all(len(hop.provenance.sources) >= 2 for hop in found)


def test_time_keeps_what_may_have_held(five: KnowledgeGraph) -> None:
    early = hops(through(five, Sieve(until="2017-06")))
    assert not any(hop.starts and min(hop.starts) > "2017-06-30" for hop in early)
    assert any(hop.kind == "ownership" for hop in early)
    with pytest.raises(InputError):
        through(five, Sieve(since="2018", until="2017"))


def test_unknown_names_are_refused_with_the_known_ones(five: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="there are"):
        through(five, Sieve(relations=("ownz",)))
