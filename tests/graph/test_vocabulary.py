"""What the ontology's annotations say of classes and properties, as the program reads them."""

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.terms import Iri, expand
from probation.graph.vocabulary import TermInfo, Vocabulary


@pytest.fixture(scope="module")
def vocabulary(five: KnowledgeGraph) -> Vocabulary:
    return five.vocabulary


def test_an_ownership_is_an_edge_with_labels_both_ways_and_a_time(vocabulary: Vocabulary) -> None:
    ownership = vocabulary[expand("pg:Ownership")]
    assert ownership.is_edge
    assert not ownership.is_drawn
    assert (ownership.link("pg:edgeSource"), ownership.link("pg:edgeTarget")) == (
        expand("pg:owner"),
        expand("pg:owned"),
    )
    assert (ownership.text("pg:edgeLabel"), ownership.text("pg:edgeInverseLabel")) == ("owns", "is owned by")
    assert (ownership.link("pg:timeFrom"), ownership.link("pg:timeUntil")) == (expand("pg:from"), expand("pg:until"))


def test_a_company_is_drawn_and_has_a_short_form(vocabulary: Vocabulary) -> None:
    company = vocabulary[expand("pg:CommunityRehabilitationCompany")]
    assert company.is_drawn
    assert (company.text("pg:shortForm"), company.label) == ("CRC", "Community Rehabilitation Company")


def test_a_rating_hangs_on_its_inspection_and_its_body_and_is_not_drawn(vocabulary: Vocabulary) -> None:
    rating = vocabulary[expand("pg:Rating")]
    assert set(rating.links["pg:detailOf"]) == {expand("pg:ofInspection"), expand("pg:ratedBody")}
    assert not rating.is_drawn


def test_single_valued_properties_are_read_from_the_ontology(vocabulary: Vocabulary) -> None:
    found = set(vocabulary.single_valued())
    assert {
        expand(f"pg:{name}") for name in ("from", "until", "overallRating", "score", "published", "parent")
    } <= found
    assert not {expand(name) for name in ("pg:heldOn", "skos:altLabel", "pg:inspected", "pg:asOf")} & found


def test_an_unknown_term_is_described_by_its_short_name_and_comes_last(vocabulary: Vocabulary) -> None:
    unknown = vocabulary[Iri("http://example.org/x")]
    assert (unknown.label, unknown.order, unknown.is_edge) == ("http://example.org/x", 1000, False)
    assert vocabulary[expand("pg:nothing")].label == "pg:nothing"
    assert unknown.link("pg:edgeSource") is None


def test_the_projects_own_class_names_a_thing_before_an_outside_one(vocabulary: Vocabulary) -> None:
    person, official = expand("foaf:Person"), expand("pg:Official")
    assert vocabulary.best_class([person, official]) == official
    assert vocabulary.best_class([person]) == person
    assert vocabulary.best_class([Iri("http://example.org/x"), person]) == person
    assert vocabulary.best_class([Iri("http://example.org/x")]) == "http://example.org/x"
    assert vocabulary.best_class([]) is None


def test_terms_do_not_share_their_texts() -> None:
    one, two = TermInfo(Iri("http://e/1")), TermInfo(Iri("http://e/2"))
    one.texts["rdfs:label"] = "one"
    assert two.label == "http://e/2"


def test_what_names_dates_and_joins_nodes_is_read_and_the_rest_is_detail(vocabulary: Vocabulary) -> None:
    read = ("pg:owner", "pg:from", "rdf:type", "pg:overallRating")
    assert not {expand(name) for name in read} & {*vocabulary.details}
    assert {expand(name) for name in ("pg:locator", "skos:note")} <= {*vocabulary.details}


def test_a_detail_that_points_at_things_may_be_what_a_node_is_about(vocabulary: Vocabulary) -> None:
    links = {*vocabulary.detail_links}
    assert links < {*vocabulary.details}
    assert expand("pg:actor") in links
    assert not {expand(name) for name in ("pg:locator", "pg:owns")} & links


def test_the_ontology_names_its_concepts(vocabulary: Vocabulary) -> None:
    labels, classes = vocabulary.named[expand("pg:Inadequate")]
    assert (labels, [*classes]) == (["Inadequate"], [expand("skos:Concept")])
