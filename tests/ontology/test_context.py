"""The JSON-LD context: data written with it mean what the same Turtle means, and come back unchanged."""

import json
from importlib.resources import files

import pytest
from rdflib import OWL, RDF, Graph
from rdflib.compare import isomorphic

# rdflib's JSON-LD reader warns of its own use of an older class.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

PG = "https://w3id.org/probation-governance/ontology#"
CONTEXT = json.loads((files("probation.ontology") / "context.jsonld").read_text(encoding="utf-8"))

WRITTEN = {
    "@graph": [
        {
            "@id": "id:measurement/crc-staffordshire-and-west-midlands--average-caseload-per-practitioner--2019",
            "type": "Measurement",
            "subject": "id:crc-staffordshire-and-west-midlands",
            "measure": "scheme:measure/average-caseload-per-practitioner",
            "value": "64",
            "unit": "scheme:unit/cases",
            "asOf": {"@value": "2019", "@type": "xsd:gYear"},
        },
        {
            "@id": "id:hmip-2020-03-05-crc-staffordshire-and-west-midlands",
            "type": "Inspection",
            "prefLabel": "Staffordshire and West Midlands CRC, round 2",
            "overallRating": "pg:RequiresImprovement",
            "recommendationCount": 7,
            "published": {"@value": "2020-03-05", "@type": "xsd:date"},
        },
        {"@id": "id:post/hm-chief-inspector-of-probation", "type": "Post", "singleHolder": True, "postIn": "id:hmip"},
    ]
}
TURTLE = """
@prefix pg: <https://w3id.org/probation-governance/ontology#> .
@prefix id: <https://w3id.org/probation-governance/id/> .
@prefix scheme: <https://w3id.org/probation-governance/scheme/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
id:measurement\\/crc-staffordshire-and-west-midlands--average-caseload-per-practitioner--2019 a pg:Measurement ;
    pg:subject id:crc-staffordshire-and-west-midlands ;
    pg:measure scheme:measure\\/average-caseload-per-practitioner ;
    pg:value "64"^^xsd:decimal ; pg:unit scheme:unit\\/cases ; pg:asOf "2019"^^xsd:gYear .
id:hmip-2020-03-05-crc-staffordshire-and-west-midlands a pg:Inspection ;
    skos:prefLabel "Staffordshire and West Midlands CRC, round 2"@en ;
    pg:overallRating pg:RequiresImprovement ; pg:recommendationCount 7 ; pg:published "2020-03-05"^^xsd:date .
id:post\\/hm-chief-inspector-of-probation a org:Post ; pg:singleHolder true ; org:postIn id:hmip .
"""


def test_written_json_means_the_same_as_turtle() -> None:
    document = json.dumps({**CONTEXT, **WRITTEN})
    assert isomorphic(Graph().parse(data=document, format="json-ld"), Graph().parse(data=TURTLE, format="turtle"))


@pytest.mark.parametrize("part", ["data", "schemes"])
def test_round_trip(part: str, schemes: Graph) -> None:
    before = Graph().parse(data=TURTLE, format="turtle") if part == "data" else schemes
    written = before.serialize(format="json-ld", context=CONTEXT["@context"], auto_compact=True)
    assert isomorphic(before, Graph().parse(data=written, format="json-ld"))


def test_every_class_and_property_has_a_term(ontology: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    for kind in kinds:
        for term in ontology.subjects(RDF.type, kind):
            if str(term).startswith(PG):
                name = str(term).removeprefix(PG)
                entry = CONTEXT["@context"][name]
                assert (entry if isinstance(entry, str) else entry["@id"]) == f"pg:{name}"


def test_object_properties_hold_addresses(ontology: Graph) -> None:
    for term in ontology.subjects(RDF.type, OWL.ObjectProperty):
        if str(term).startswith(PG):
            assert CONTEXT["@context"][str(term).removeprefix(PG)]["@type"] == "@id"


def test_the_context_asks_nothing_of_the_network() -> None:
    assert set(CONTEXT) == {"@context"}
    assert isinstance(CONTEXT["@context"], dict)
    assert "@import" not in CONTEXT["@context"]
