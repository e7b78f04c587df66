"""A derived statement says from which statements it was made, back to sources."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.engine import Statement
from probation.graph.grounds import Grounds
from probation.graph.rules import read_rules
from probation.graph.terms import Iri, Literal, compact, expand

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
    found = Grounds(small.engine).premises(statement("id:rrp", "pg:owns", "id:crc"), "owns")
    assert {tuple(map(compact, map(str, premise))): said.sources for premise, said in found.items()} == {
        ("id:ownership/o", "pg:owner", "id:rrp"): ("a", "b"),
        ("id:ownership/o", "pg:owned", "id:crc"): ("a",),
    }


def test_each_statement_of_a_rule_that_makes_two_has_its_own_premises(small: KnowledgeGraph) -> None:
    found = Grounds(small.engine).premises(statement("id:other", "pg:ownedBy", "id:rrp"), "owns")
    assert {source for said in found.values() for source in said.sources} == {"f"}


def test_a_literal_made_by_a_rule_has_premises_too(small: KnowledgeGraph) -> None:
    until = Literal("2021-06-26", expand("xsd:date"))
    behind = Grounds(small.engine).behind(statement("id:ownership/o", "pg:until", until), ("ends-with-body",))
    assert behind == ("a", "c")


def test_a_statement_derived_from_a_derived_one_is_followed_to_its_sources(small: KnowledgeGraph) -> None:
    """Official rests on where the person served, which rests on where the post is."""
    asked = statement("id:gs", "rdf:type", "pg:Official")
    assert Grounds(small.engine).behind(asked, ("official",)) == ("d", "e")


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        (statement("id:rrp", "pg:owns", "id:nothing"), "owns"),
        (statement("id:rrp", "pg:owns", "id:crc"), "part-of"),
        (statement("id:rrp", "rdf:type", "pg:Ministry"), "official"),
    ],
)
def test_what_a_rule_did_not_make_has_no_premises(small: KnowledgeGraph, made: Statement, rule: str) -> None:
    assert Grounds(small.engine).premises(made, rule) == {}
    assert Grounds(small.engine).behind(made, (rule,)) == ()


@pytest.mark.parametrize("rule", [rule.name for rule in read_rules()])
def test_whatever_a_rule_made_of_the_five_documents_leads_back_to_sources(five: KnowledgeGraph, rule: str) -> None:
    rows = five.engine.select(
        "SELECT ?s ?p ?o WHERE { GRAPH ?_rule_iri { ?s ?p ?o } } ORDER BY ?s ?p ?o LIMIT 8",
        {"_rule_iri": expand(f"rule:{rule}")},
    )
    grounds = Grounds(five.engine)
    for row in rows:
        subject, prop = row["s"], row["p"]
        assert isinstance(subject, Iri)
        assert isinstance(prop, Iri)
        assert grounds.behind((subject, prop, row["o"]), (rule,)), row


def test_many_asked_about_at_once_rest_on_what_each_alone_rests_on(five: KnowledgeGraph) -> None:
    names = ("crc-staffordshire-and-west-midlands", "nps", "hmip")
    derived = [made for name in names for line in five.show(name) for made in line.derived]
    together = Grounds(five.engine)
    together.prepare(derived)
    assert len(derived) > 20
    for statement, rules in derived:
        assert together.behind(statement, rules) == Grounds(five.engine).behind(statement, rules) != ()
