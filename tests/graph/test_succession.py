"""Who came before and after whom: stated, by area, or through what a body is part of."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.succession import AFTER, BEFORE, BY_AREA, BY_WHOLE, STATED, Succession
from probation.graph.terms import PREFIXES, Iri

Build = Callable[..., KnowledgeGraph]

WORLD = (
    'id:old a pg:CommunityRehabilitationCompany ; skos:prefLabel "Old CRC"@en ; pg:until "2021-06-26"^^xsd:date . '
    'id:older a pg:ProbationTrust ; skos:prefLabel "Older Trust"@en ; pg:until "2014-06-01"^^xsd:date . '
    'id:unit a pg:ProbationDeliveryUnit ; skos:prefLabel "Unit PDU"@en . '
    'id:far a pg:ProbationDeliveryUnit ; skos:prefLabel "Far PDU"@en . '
    'id:region a pg:ProbationRegion ; skos:prefLabel "The region"@en ; pg:from "2021-06-26"^^xsd:date . '
    'id:town a pg:Area ; skos:prefLabel "Town"@en ; pg:within id:county . '
    'id:county a pg:Area ; skos:prefLabel "County"@en . '
    "affiliation:unit--region a pg:Affiliation ; pg:child id:unit ; pg:parent id:region . "
    "affiliation:far--region a pg:Affiliation ; pg:child id:far ; pg:parent id:region . "
    "id:provision-old--county a pg:Provision ; pg:provider id:old ; pg:area id:county . "
    "id:provision-older--county a pg:Provision ; pg:provider id:older ; pg:area id:county . "
    "id:provision-unit--town a pg:Provision ; pg:provider id:unit ; pg:area id:town . "
    "change:old--region a pg:Reorganisation ; org:originalOrganization id:old ; org:resultingOrganization id:region . "
)


def thing(name: str) -> Iri:
    return Iri(PREFIXES["id"] + name)


@pytest.fixture(scope="module")
def world(graph_of: Build) -> Succession:
    return Succession(graph_of({"one": WORLD}).engine)


def steps(world: Succession, name: str, way: str, *, wholes: bool = False) -> list[tuple[str, str]]:
    return [(link.other.rpartition("/")[2], link.basis) for link in world.links(thing(name), way, in_full=wholes)]


def test_a_stated_step_comes_first(world: Succession) -> None:
    assert steps(world, "region", BEFORE) == [("old", STATED)]
    assert steps(world, "old", AFTER) == [("region", STATED)]


def test_without_one_the_last_that_covered_the_area_or_one_around_it_stands_in(world: Succession) -> None:
    assert steps(world, "unit", BEFORE) == [("old", BY_AREA)], "the company of the county, not the trust before it"
    (link,) = world.links(thing("unit"), BEFORE)
    assert link.areas == (thing("county"),)
    assert link.nodes


def test_the_steps_between_the_areas_are_known(world: Succession) -> None:
    (link,) = world.links(thing("unit"), BEFORE)
    assert world.leading_to(thing("unit"), link.areas) == {(thing("town"), thing("county"))}
    assert world.leading_to(thing("old"), link.areas) == set()


def test_to_deliver_a_service_in_a_larger_area_makes_no_predecessor_of_a_smaller_one(graph_of: Build) -> None:
    kinds = "@prefix provision-kind: <https://w3id.org/probation-governance/scheme/provision-kind/> . "
    said = "id:provision-old--county pg:provisionKind provision-kind:"
    for kind, before in (("covers", "old"), ("delivers-service-in", "older")):
        found = Succession(graph_of({"one": WORLD, "two": f"{kinds}{said}{kind} ."}).engine)
        assert steps(found, "unit", BEFORE) == [(before, BY_AREA)]


def test_a_body_without_a_shared_area_comes_of_what_its_whole_came_of(world: Succession) -> None:
    assert steps(world, "far", BEFORE) == []
    assert steps(world, "far", BEFORE, wholes=True) == [("old", BY_WHOLE)]


def test_areas_know_what_is_around_and_inside_them(world: Succession) -> None:
    assert world.within.around(thing("town")) == {thing("county")}
    assert world.within.parts_of(thing("county")) == {thing("town")}
    assert world.areas(thing("unit")) == {thing("town"), thing("county")}
