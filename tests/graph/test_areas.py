"""Which area lies within which, by how many steps, and who says so."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.areas import Areas, who_says_within
from probation.graph.terms import PREFIXES, Iri

WORLD = """
    id:town a pg:Area ; skos:prefLabel "Town"@en ; pg:within id:county , id:police .
    id:county a pg:Area ; skos:prefLabel "County"@en ; pg:within id:police , id:region .
    id:police a pg:Area ; skos:prefLabel "Police"@en .
    id:region a pg:Area ; skos:prefLabel "Region"@en ; pg:areaKind area-kind:region .
"""
CIRCLE = """
    id:one a pg:Area ; skos:prefLabel "One"@en ; pg:within id:two , id:one .
    id:two a pg:Area ; skos:prefLabel "Two"@en ; pg:within id:one .
"""
AREA_KINDS = "@prefix area-kind: <https://w3id.org/probation-governance/scheme/area-kind/> ."


def thing(name: str) -> Iri:
    return Iri(PREFIXES["id"] + name)


def step(inner: str, outer: str) -> tuple[Iri, Iri]:
    return thing(inner), thing(outer)


@pytest.fixture(scope="module")
def world(graph_of: Callable[..., KnowledgeGraph]) -> KnowledgeGraph:
    also = 'id:town a pg:Area ; skos:prefLabel "Town"@en ; pg:within id:county . id:county a pg:Area ; '
    return graph_of({"one": AREA_KINDS + WORLD, "two": also + 'skos:prefLabel "County"@en .'})


def test_around_and_inside_by_any_number_of_steps(world: KnowledgeGraph) -> None:
    areas = Areas(world.engine)
    assert areas.around(thing("town")) == {thing("county"), thing("police"), thing("region")}
    assert areas.parts_of(thing("region")) == {thing("county"), thing("town")}
    assert areas.around(thing("region")) == areas.around(thing("nowhere")) == set()


def test_the_parts_of_a_region_are_not_told_with_it(world: KnowledgeGraph) -> None:
    areas = Areas(world.engine)
    assert areas.parts_shown(thing("county")) == {thing("town")}
    assert areas.parts_shown(thing("region")) == set()


def test_the_steps_are_those_of_the_shortest_ways(world: KnowledgeGraph) -> None:
    areas = Areas(world.engine)
    assert areas.steps(thing("town"), thing("police")) == {step("town", "police")}
    assert areas.steps(thing("town"), thing("region")) == {step("town", "county"), step("county", "region")}
    assert areas.steps(thing("region"), thing("town")) == frozenset()


def test_each_step_has_its_own_sources(world: KnowledgeGraph) -> None:
    steps = [step("town", "county"), step("county", "region")]
    said = who_says_within(world.engine, steps)
    assert [said[found].sources for found in steps] == [("one", "two"), ("one",)]
    assert who_says_within(world.engine, []) == {}


def test_a_circle_ends_and_nothing_is_around_itself(graph_of: Callable[..., KnowledgeGraph]) -> None:
    areas = Areas(graph_of({"one": CIRCLE}).engine)
    assert areas.around(thing("one")) == {thing("two")}
    assert areas.around(thing("two")) == {thing("one")}
    assert areas.steps(thing("one"), thing("two")) == {step("one", "two")}
