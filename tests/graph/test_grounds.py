"""A derived statement says from which statements it was made, back to sources."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.engine import Statement
from probation.graph.rules import read_rules
from probation.graph.terms import Iri, Literal, compact, expand
from probation.graph.why import premises, sources_behind

Build = Callable[..., KnowledgeGraph]


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    return graph_of(
        {
            "a": "ownership:o a pg:Ownership ; pg:owner id:rrp ; pg:owned id:crc .",
            "b": "ownership:o pg:owner id:rrp .",
            "c": 'id:crc pg:until "2021-06-26"^^xsd:date ; pg:from "2014"^^xsd:gYear .',
            "d": "tenure:t org:member id:gs ; pg:post post:chief . id:hmip a pg:Inspectorate .",
            "e": "post:chief org:postIn id:hmip .",
            "f": "ownership:p a pg:Ownership ; pg:owner id:rrp ; pg:owned id:other .",
        }
    )


def statement(subject: str, prop: str, value: str | Literal) -> Statement:
    return expand(subject), expand(prop), value if isinstance(value, Literal) else expand(value)


def test_the_premises_are_the_statements_that_the_rule_read_with_everyone_who_makes_them(small: KnowledgeGraph) -> None:
    found = premises(small.engine, statement("id:rrp", "pg:owns", "id:crc"), "owns")
    assert {(compact(p.subject), compact(p.property), compact(str(p.value))): p.provenance.sources for p in found} == {
        ("id:ownership/o", "pg:owner", "id:rrp"): ("a", "b"),
        ("id:ownership/o", "pg:owned", "id:crc"): ("a",),
    }


def test_each_statement_of_a_rule_that_makes_two_has_its_own_premises(small: KnowledgeGraph) -> None:
    found = premises(small.engine, statement("id:other", "pg:ownedBy", "id:rrp"), "owns")
    assert {source for p in found for source in p.provenance.sources} == {"f"}


def test_a_literal_made_by_a_rule_has_premises_too(small: KnowledgeGraph) -> None:
    until = Literal("2021-06-26", expand("xsd:date"))
    behind = sources_behind(small.engine, statement("id:ownership/o", "pg:until", until), ("ends-with-body",))
    assert behind == ("a", "c")


def test_a_statement_derived_from_a_derived_one_is_followed_to_its_sources(small: KnowledgeGraph) -> None:
    """Official rests on where the person served, which rests on where the post is."""
    asked = statement("id:gs", "rdf:type", "pg:Official")
    assert sources_behind(small.engine, asked, ("official",)) == ("d", "e")


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        (statement("id:rrp", "pg:owns", "id:nothing"), "owns"),
        (statement("id:rrp", "pg:owns", "id:crc"), "part-of"),
        (statement("id:rrp", "rdf:type", "pg:Ministry"), "official"),
    ],
)
def test_what_a_rule_did_not_make_has_no_premises(small: KnowledgeGraph, made: Statement, rule: str) -> None:
    assert premises(small.engine, made, rule) == []
    assert sources_behind(small.engine, made, (rule,)) == ()


@pytest.mark.parametrize("rule", [rule.name for rule in read_rules()])
def test_whatever_a_rule_made_of_the_five_documents_leads_back_to_sources(five: KnowledgeGraph, rule: str) -> None:
    rows = five.engine.select(
        "SELECT ?s ?p ?o WHERE { GRAPH ?_rule_iri { ?s ?p ?o } } ORDER BY ?s ?p ?o LIMIT 8",
        {"_rule_iri": expand(f"rule:{rule}")},
    )
    for row in rows:
        subject, prop = row["s"], row["p"]
        assert isinstance(subject, Iri)
        assert isinstance(prop, Iri)
        assert sources_behind(five.engine, (subject, prop, row["o"]), (rule,)), row
