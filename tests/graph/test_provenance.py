"""The documents behind what is said, and what each says of itself."""

from collections.abc import Callable

from probation.graph import KnowledgeGraph
from probation.graph.provenance import naming_sources, sources_about
from probation.graph.terms import expand

Build = Callable[..., KnowledgeGraph]


def test_the_source_that_says_most_about_a_thing_comes_first(graph_of: Build) -> None:
    graph = graph_of(
        {
            "little": "id:x a pg:Charity .",
            "much": 'id:x a pg:Charity ; skos:prefLabel "X"@en . ownership:o a pg:Ownership ; pg:owner id:x ; pg:owned id:y .',
            "nothing": "id:z a pg:Charity .",
        }
    )
    found = sources_about(graph.engine, expand("id:x"), graph.namer())
    assert [(cited.source.slug, cited.statements) for cited in found] == [("much", 5), ("little", 1)]


def test_a_thing_nobody_speaks_of_has_no_sources(five: KnowledgeGraph) -> None:
    assert sources_about(five.engine, expand("id:nobody"), five.namer()) == []


def test_all_sources_come_with_how_much_they_state(five: KnowledgeGraph) -> None:
    found = five.sources()
    assert [cited.source.slug for cited in found] == sorted(five.snapshot.counts["sources"])
    assert sum(cited.statements or 0 for cited in found) == five.snapshot.counts["statements"]


def test_the_delivery_unit_is_described_by_the_inspectorates_release(five: KnowledgeGraph) -> None:
    first = five.sources("Staffordshire and Stoke PDU")[0]
    assert first.source.slug == "hmip-2022-08-04-staffordshire-and-stoke-pdu-press-release"


def test_the_sources_that_name_a_thing_are_those_that_type_or_label_it(graph_of: Build) -> None:
    graph = graph_of(
        {
            "typed": "id:x a pg:Charity .",
            "named": 'id:x skos:altLabel "X"@en .',
            "related": "ownership:o pg:owner id:x .",
            "noted": 'id:x skos:note "x"@en .',
        }
    )
    assert naming_sources(graph.engine, expand("id:x")) == ["named", "typed"]
    assert graph.name_sources(expand("id:x")) == ["named", "typed"]
