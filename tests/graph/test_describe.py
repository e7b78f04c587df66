"""Names of things: labels, and captions made from statements where there is no label."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.describe import Namer, union
from probation.graph.gather import statements_about
from probation.graph.model import Provenance, Thing
from probation.graph.terms import Iri, Literal, expand

Build = Callable[..., KnowledgeGraph]


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    return graph_of(
        {
            "a": """
                id:rrp a pg:JointVenture ; skos:prefLabel "RRP"@en .
                id:crc a pg:CommunityRehabilitationCompany ; skos:prefLabel "Stoke CRC"@en .
                ownership:rrp--crc a pg:Ownership ; pg:owner id:rrp ; pg:owned id:crc ; pg:share "51%"@en .
                ownership:half a pg:Ownership ; pg:owned id:crc .
                ownership:none a pg:Ownership .
                measurement:m a pg:Measurement ; pg:value 80 ; pg:unit <../scheme/unit/cases> ;
                    pg:measure <../scheme/measure/average-caseload-per-practitioner> ; pg:qualifier <../scheme/qualifier/at-most> .
                measurement:n a pg:Measurement ; pg:value 64 ; pg:unit <../scheme/unit/cases> ;
                    pg:measure <../scheme/measure/average-caseload-per-practitioner> .
                id:nameless a pg:Charity .
                id:two a pg:Charity ; skos:prefLabel "B"@en , "A"@en .
                id:untyped skos:note "x" .
            """,
            "b": "ownership:rrp--crc a pg:Ownership ; pg:owner id:rrp .",
        }
    )


@pytest.fixture
def namer(small: KnowledgeGraph) -> Namer:
    return small.namer()


@pytest.mark.parametrize(
    ("thing", "label", "kind"),
    [
        ("id:rrp", "RRP", "joint venture"),
        ("id:ownership/rrp--crc", "RRP owns Stoke CRC 51%", "ownership"),
        ("id:ownership/half", "owns Stoke CRC", "ownership"),
        ("id:ownership/none", "owns", "ownership"),
        ("id:measurement/m", "average caseload per practitioner: at most 80 cases", "measurement"),
        ("id:measurement/n", "average caseload per practitioner: 64 cases", "measurement"),
        ("id:nameless", "nameless", "charity"),
        ("id:two", "A", "charity"),
        ("id:nowhere", "nowhere", ""),
        ("source:a", "Title of a", "source"),
        ("pg:Inadequate", "Inadequate", None),
    ],
)
def test_the_label_and_kind_of_a_thing(namer: Namer, thing: str, label: str, kind: str | None) -> None:
    found = namer.thing(expand(thing))
    assert found.label == label
    assert kind is None or found.kind == kind


def test_a_thing_outside_this_graph_is_named_by_its_address(namer: Namer) -> None:
    assert namer.thing(Iri("http://example.org/x")).label == "http://example.org/x"


def test_what_is_named_once_is_the_same_whether_prepared_in_a_batch_or_alone(small: KnowledgeGraph) -> None:
    things = [expand(name) for name in ("id:rrp", "id:ownership/rrp--crc", "id:measurement/m", "id:nowhere")]
    batch = small.namer()
    batch.prepare([*things, Literal("not a thing")])
    assert [batch.thing(t) for t in things] == [small.namer().thing(t) for t in things]


def test_a_value_is_a_thing_when_something_is_known_of_it_and_text_otherwise(namer: Namer) -> None:
    assert isinstance(namer.value(expand("id:rrp")), Thing)
    assert namer.value(Literal("12600")) == "12600"
    assert namer.value(Iri("https://www.gov.uk/")) == "https://www.gov.uk/"


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{pg:owner} owns {pg:owned}", "RRP owns Stoke CRC"),
        ("{pg:standard}: {pg:owner}", "RRP"),
        ("{pg:owner}: {pg:standard}", "RRP"),
        ("{pg:owner} ({pg:standard})", "RRP"),
        ("{pg:owner} ({pg:standard}): {pg:owned}", "RRP : Stoke CRC"),
        ("{pg:standard}", ""),
        ("no field", "no field"),
        ("{pg:theme}", "a, b"),
    ],
)
def test_a_part_that_nothing_states_vanishes_with_what_joins_it(namer: Namer, template: str, filled: str) -> None:
    statements = {
        expand("pg:owner"): [expand("id:rrp")],
        expand("pg:owned"): [expand("id:crc")],
        expand("pg:theme"): [Literal("b"), Literal("a")],
    }
    assert namer.fill(template, statements).replace(" :", ":") == filled.replace(" :", ":")


def test_braces_in_data_are_not_filled_again(namer: Namer) -> None:
    statements = {expand("pg:share"): [Literal("{pg:owner}")], expand("pg:owner"): [expand("id:rrp")]}
    assert namer.fill("{pg:share}", statements) == "{pg:owner}"


def test_statements_about_a_thing_are_its_own_and_those_of_nodes_that_point_at_it(small: KnowledgeGraph) -> None:
    found = statements_about(small.engine, expand("id:rrp"))
    ownership = found[expand("id:ownership/rrp--crc")]
    assert ownership[expand("pg:owner")][expand("id:rrp")] == Provenance(("a", "b"))
    assert ownership[expand("pg:owned")][expand("id:crc")] == Provenance(("a",))
    assert found[expand("id:rrp")][expand("pg:owns")][expand("id:crc")] == Provenance((), ("owns",))
    assert expand("id:ownership/none") not in found


def test_everyone_who_says_any_of_it() -> None:
    said = [Provenance(("b",)), Provenance(("a", "b"), ("owns",)), Provenance()]
    assert union(said) == Provenance(("a", "b"), ("owns",))
    assert union([]) == Provenance()
