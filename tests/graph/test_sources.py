"""What sources say of themselves, from the store and from the file kept beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.sources import KEPT, kept_sources, read_sources

Build = Callable[..., KnowledgeGraph]
GUARDIAN = "guardian-2020-03-04-midlands-probation-firm"


def test_a_source_says_who_published_it_when_and_where(five: KnowledgeGraph) -> None:
    name = "hmip-2022-08-04-staffordshire-and-stoke-pdu-press-release"
    source = read_sources(five.engine, [name])[name]
    assert source.title.startswith("Staffordshire and Stoke probation service rated as ‘Inadequate’")
    assert (source.publisher, source.issued, source.kind) == (
        "HM Inspectorate of Probation",
        "2022-08-04",
        "press release",
    )
    assert source.page
    assert source.page.startswith("https://www.justiceinspectorates.gov.uk/")


def test_what_a_source_does_not_say_of_itself_is_left_open(graph_of: Build) -> None:
    source = read_sources(graph_of({"bare": ""}).engine)["bare"]
    assert (source.title, source.publisher, source.creator, source.page, source.kind) == (
        "Title of bare",
        None,
        None,
        None,
        None,
    )


def test_several_publishers_make_one_source(graph_of: Build) -> None:
    graph = graph_of(
        {
            "a": '<> dct:publisher agent:x , agent:y . agent:x a foaf:Agent ; skos:prefLabel "X"@en . '
            'agent:y a foaf:Agent ; skos:prefLabel "Y"@en .'.replace("agent:", "id:agent-")
        }
    )
    assert read_sources(graph.engine)["a"].publisher == "X"


def test_sources_asked_for_by_slug_are_those_and_unknown_ones_are_absent(five: KnowledgeGraph) -> None:
    assert set(read_sources(five.engine, [GUARDIAN, GUARDIAN, "unknown"])) == {GUARDIAN}
    assert read_sources(five.engine, []) == {}
    assert len(read_sources(five.engine)) == 5


def test_the_kept_file_says_what_the_store_says(five: KnowledgeGraph) -> None:
    every = read_sources(five.engine)
    assert five.snapshot.folder
    assert kept_sources(five.snapshot.folder, five.engine, every) == every
    assert kept_sources(five.snapshot.folder, five.engine, [GUARDIAN, GUARDIAN, "unknown"]) == {
        GUARDIAN: every[GUARDIAN]
    }


@pytest.mark.parametrize("damage", ["", "a", "a\t", "a\t{", "a\t1", 'a\t["T", 1, 2, 3, 4, 5, 6, 7]', "\xff", "b\t[]"])
def test_a_damaged_file_is_passed_over_for_the_store(graph_of: Build, tmp_path: Path, damage: str) -> None:
    engine = graph_of({"a": ""}).engine
    (tmp_path / KEPT).write_bytes(damage.encode("latin-1"))
    assert kept_sources(tmp_path, engine, ["a"])["a"].title == "Title of a"
    assert kept_sources(tmp_path / "nowhere", engine, ["a"])["a"].title == "Title of a"
