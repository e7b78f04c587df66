"""The ontology is OWL 2 DL, consistent, complete in its header and annotations."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

B = "https://w3id.org/probation-governance/"
PG = Namespace(f"{B}ontology#")
ORG = Namespace("http://www.w3.org/ns/org#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
VANN = Namespace("http://purl.org/vocab/vann/")
IRI = URIRef(f"{B}ontology")
KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
RESERVED = (str(OWL), str(RDF), str(RDFS), "http://www.w3.org/2001/XMLSchema#")
OKABE_ITO = {"#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999"}
VIS_SHAPES = {"dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon"}

CLASSES = """
Body ProbationTrust CommunityRehabilitationCompany NationalService Division ProbationRegion ProbationDeliveryUnit
Company JointVenture Charity Ministry Agency Inspectorate AuditBody Committee PoliceAndCrimeCommissioner LocalAuthority
PoliceForce Prison TradeUnion PartnershipBoard OtherBody Official DatedRelation Ownership Participation Contract
Affiliation Oversight Provision PersonalTie Tenure Reorganisation Inspection PolicyEvent Rating Recommendation Finding
Measurement Area Source Legislation EditorialNote Rule
"""
DETAILS = ["Rating", "Recommendation", "Finding", "Measurement", "EditorialNote"]
SINGLE_VALUED = """
from until companyNumber parent date made programme fieldworkFrom fieldworkUntil published ledBy overallRating score
maximumScore recommendationCount level percentage value qualifier unit eventType endDate onsCode
"""


def own(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind)}
    return sorted(s for s in found if isinstance(s, URIRef) and s.startswith(PG))


def test_the_header_is_complete(ontology: Graph) -> None:
    for needed in (
        OWL.versionIRI, OWL.versionInfo, DCTERMS.license, DCTERMS.creator, DCTERMS.created, DCTERMS.modified,
        DCTERMS.title, DCTERMS.description, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
    ):  # fmt: skip
        assert (IRI, needed, None) in ontology, needed
    assert ontology.value(IRI, OWL.versionInfo) == Literal("0.1.0")
    assert ontology.value(IRI, VANN.preferredNamespaceUri) == Literal(str(PG))
    assert (None, OWL.imports, None) not in ontology


def test_every_class_of_the_design_is_there(ontology: Graph) -> None:
    assert [str(c).removeprefix(PG) for c in own(ontology, OWL.Class)] == sorted(CLASSES.split())


def test_single_valued_properties_are_those_of_the_design(ontology: Graph) -> None:
    marked = {str(s).removeprefix(PG) for s in ontology.subjects(PG.singleValued, Literal(True))}
    assert marked == set(SINGLE_VALUED.split())


def test_bodies_are_organisations_and_tenures_are_memberships(ontology: Graph) -> None:
    assert (PG.Body, RDFS.subClassOf, ORG.Organization) in ontology
    assert (PG.Tenure, RDFS.subClassOf, ORG.Membership) in ontology
    assert (PG.Tenure, RDFS.subClassOf, PG.DatedRelation) in ontology
    assert (PG.Official, RDFS.subClassOf, FOAF.Person) in ontology


def test_no_address_is_two_kinds_of_term(ontology: Graph) -> None:
    for one, other in combinations((*KINDS, OWL.Class), 2):
        both = set(ontology.subjects(RDF.type, one)) & set(ontology.subjects(RDF.type, other))
        assert not both


def test_everything_used_is_declared(ontology: Graph) -> None:
    declared = {s for kind in KINDS for s in ontology.subjects(RDF.type, kind)}
    used = {p for p in ontology.predicates() if not str(p).startswith(RESERVED)}
    assert used <= declared
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    assert set(ontology.objects(None, RDFS.subClassOf)) <= classes
    assert set(ontology.objects(None, RDF.first)) <= classes
    typed = {o for o in ontology.objects(None, RDF.type) if not str(o).startswith(RESERVED)}
    assert typed <= classes


def test_reserved_terms_are_not_declared_anew(ontology: Graph) -> None:
    declared = {s for kind in (*KINDS, OWL.Class) for s in ontology.subjects(RDF.type, kind)}
    assert not [term for term in declared if str(term).startswith(RESERVED)]


def test_there_are_no_domains_and_ranges(ontology: Graph) -> None:
    assert (None, RDFS.domain, None) not in ontology
    assert (None, RDFS.range, None) not in ontology


def test_inverses_join_object_properties(ontology: Graph) -> None:
    pairs = set(ontology.subject_objects(OWL.inverseOf))
    assert (PG.owns, PG.ownedBy) in pairs
    assert (PG.succeeds, PG.succeededBy) in pairs
    for pair in pairs:
        for term in pair:
            assert (term, RDF.type, OWL.ObjectProperty) in ontology


def test_top_classes_exclude_one_another(ontology: Graph) -> None:
    axiom = ontology.value(predicate=RDF.type, object=OWL.AllDisjointClasses)
    assert axiom is not None
    members = set(Collection(ontology, ontology.value(axiom, OWL.members)))
    assert {ORG.Organization, FOAF.Person, PG.Area, PG.Source, PG.Inspection, PG.Rule} <= members
    for kind in members:
        wider = set(ontology.transitive_objects(kind, RDFS.subClassOf)) - {kind}
        assert not wider & members


def test_every_term_is_labelled_defined_and_exemplified(ontology: Graph) -> None:
    for term in own(ontology, *KINDS, OWL.Class):
        for needed in (RDFS.label, SKOS.definition, SKOS.example):
            texts = list(ontology.objects(term, needed))
            assert len(texts) == 1, (term, needed)
            assert texts[0].language == "en"
        for sentence in (SKOS.definition, SKOS.example):
            assert re.fullmatch(r"[A-Z0-9'].*[.]", str(ontology.value(term, sentence))), term
        assert ontology.value(term, RDFS.isDefinedBy) == IRI


def test_relation_classes_say_how_they_are_drawn(ontology: Graph) -> None:
    relations = list(ontology.subjects(RDFS.subClassOf, PG.DatedRelation))
    assert len(relations) == 8
    for relation in relations:
        for end in (PG.edgeSource, PG.edgeTarget):
            assert (ontology.value(relation, end), RDF.type, OWL.ObjectProperty) in ontology
        assert ontology.value(relation, PG.edgeLabel)
        assert ontology.value(relation, PG.edgeInverseLabel)
        assert ontology.value(relation, PG.captionTemplate)
        assert ontology.value(relation, PG.timeFrom) == PG["from"]


def test_a_reorganisation_is_drawn_from_what_was_to_what_came(ontology: Graph) -> None:
    """It keeps a node of its own in the data, so that each pair is dated and cited; a picture shows an edge."""
    assert ontology.value(PG.Reorganisation, PG.edgeSource) == ORG.originalOrganization
    assert ontology.value(PG.Reorganisation, PG.edgeTarget) == ORG.resultingOrganization
    assert ontology.value(PG.Reorganisation, PG.shape) is None


@pytest.mark.parametrize("name", DETAILS)
def test_details_hang_on_things_and_are_not_drawn(ontology: Graph, name: str) -> None:
    assert ontology.value(PG[name], PG.detailOf)
    assert ontology.value(PG[name], PG.shape) is None
    assert ontology.value(PG[name], PG.captionTemplate)


def test_templates_name_declared_properties(ontology: Graph) -> None:
    prefixes = dict(ontology.namespaces())
    for annotation in (PG.captionTemplate, PG.edgeLabel, PG.edgeInverseLabel):
        for template in ontology.objects(None, annotation):
            for prefix, local in re.findall(r"\{(\w+):(\w+)\}", str(template)):
                term = URIRef(prefixes[prefix] + local)
                assert set(ontology.objects(term, RDF.type)) & set(KINDS), template


def test_colours_and_shapes_are_safe(vocabulary: Graph) -> None:
    classes = set(vocabulary.subjects(RDF.type, OWL.Class))
    assert {str(o) for s, o in vocabulary.subject_objects(PG.colour) if s in classes} <= OKABE_ITO
    assert {str(o) for o in vocabulary.objects(None, PG.shape)} <= VIS_SHAPES


def test_broad_kinds_differ_in_shape(vocabulary: Graph) -> None:
    """Colour alone tells nothing apart for everybody."""

    def shapes(kinds: Iterable[URIRef]) -> set[str]:
        return {str(vocabulary.value(kind, PG.shape)) for kind in kinds}

    broad = [
        shapes([PG.CommunityRehabilitationCompany, PG.ProbationDeliveryUnit, PG.Company]),
        shapes([PG.Ministry, PG.Inspectorate, PG.PoliceAndCrimeCommissioner]),
        shapes([FOAF.Person, PG.Official]), shapes([ORG.Post]), shapes([PG.Inspection]),
        shapes([PG.PolicyEvent, PG.Legislation]), shapes([PG.Area]),
    ]  # fmt: skip
    assert all(len(kind) == 1 for kind in broad)
    assert len(set.union(*broad)) == len(broad)


def test_no_two_kinds_of_thing_look_alike(vocabulary: Graph) -> None:
    """Regions and national services were both blue circles; what is a body and nothing nearer looks like any other."""
    looks: dict[tuple[str, str], list[URIRef]] = {}
    for kind, shape in vocabulary.subject_objects(PG.shape):
        if kind not in (ORG.Organization, PG.Body):
            looks.setdefault((str(vocabulary.value(kind, PG.colour)), str(shape)), []).append(kind)
    assert [kinds for kinds in looks.values() if len(kinds) > 1] == []


def test_short_forms(ontology: Graph) -> None:
    forms = {str(s).removeprefix(PG): str(o) for s, o in ontology.subject_objects(PG.shortForm)}
    assert forms == {
        "CommunityRehabilitationCompany": "CRC",
        "ProbationDeliveryUnit": "PDU",
        "PoliceAndCrimeCommissioner": "PCC",
    }


REASON = """
import sys
from owlready2 import World, sync_reasoner_hermit, OwlReadyInconsistentOntologyError
world = World()
world.get_ontology("file://" + sys.argv[1]).load()
try:
    sync_reasoner_hermit(world, debug=0)
except OwlReadyInconsistentOntologyError:
    print("INCONSISTENT")
else:
    print("UNSATISFIABLE", *world.inconsistent_classes()) if list(world.inconsistent_classes()) else print("CONSISTENT")
"""


@pytest.fixture
def hermit(needed: Callable[..., Any], tmp_path: Path) -> Callable[[Graph], str]:
    """Says what HermiT says, run in a process of its own; owlready2 reads N-Triples, not Turtle."""
    needed(shutil.which("java"), "a Java runtime, for HermiT", "install one and have `java` on the search path")

    def ask(graph: Graph) -> str:
        path = tmp_path / "ontology.nt"
        graph.serialize(path, format="nt", encoding="utf-8")
        command = [sys.executable, "-c", REASON, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip().splitlines()[-1]

    return ask


def with_individuals(ontology: Graph, schemes: Graph) -> Graph:
    """The ontology, the concepts, and one thing of each own class. RDF lists have no place among individuals."""
    graph = ontology + schemes
    for triple in schemes.triples((None, SKOS.memberList, None)):
        graph.remove(triple)
    for node in schemes.subjects(RDF.first, None):
        graph.remove((node, None, None))
    for kind in own(ontology, OWL.Class):
        graph.add((URIRef(f"{B}id/one-{kind.removeprefix(PG)}"), RDF.type, kind))
    return graph


def test_hermit_finds_the_ontology_consistent(ontology: Graph, schemes: Graph, hermit: Callable[[Graph], str]) -> None:
    assert hermit(with_individuals(ontology, schemes)) == "CONSISTENT"


def test_hermit_would_find_a_contradiction(ontology: Graph, schemes: Graph, hermit: Callable[[Graph], str]) -> None:
    graph = with_individuals(ontology, schemes)
    graph.add((URIRef(f"{B}id/odd"), RDF.type, PG.Charity))
    graph.add((URIRef(f"{B}id/odd"), RDF.type, PG.Area))
    assert hermit(graph) == "INCONSISTENT"


def test_outside_terms_have_labels(vocabulary: Graph) -> None:
    for kind in (*KINDS, OWL.Class):
        for term in vocabulary.subjects(RDF.type, kind):
            assert not isinstance(term, URIRef) or vocabulary.value(term, RDFS.label), term
    for term in (RDF.type, ORG.member, DCTERMS.publisher):
        assert vocabulary.value(term, PG.inverseLabel), term
