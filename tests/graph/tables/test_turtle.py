"""The writer: what it writes is read back as the same statements, and always as the same bytes."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from probation.graph.tables.turtle import document, section
from probation.graph.terms import PREFIXES, XSD, expand

BASE = PREFIXES["source"] + "some-source"
LOCALS = st.text("abcXYZ019-_.+/~'()", min_size=1, max_size=20)
NODES = st.one_of(
    st.builds(lambda space, local: ox.NamedNode(PREFIXES[space] + local), st.sampled_from(sorted(PREFIXES)), LOCALS),
    st.sampled_from([ox.NamedNode(BASE), ox.NamedNode("http://example.org/a?b=c&d#é"), ox.NamedNode("urn:x:y")]),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(lambda text: ox.Literal(text, language="en"), TEXTS),
    st.builds(lambda n: ox.Literal(str(n), datatype=ox.NamedNode(XSD + "integer")), st.integers()),
    st.builds(
        lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal")), st.sampled_from(["1.50", "-.5", "7"])
    ),
    st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "boolean")), st.sampled_from(["true", "1"])),
    st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "gYear")), st.sampled_from(["2017"])),
)
PREDICATES = st.sampled_from([ox.NamedNode(expand(n)) for n in ("rdf:type", "pg:from", "skos:note", "org:member")])
TRIPLES = st.lists(st.builds(ox.Triple, NODES, PREDICATES, st.one_of(NODES, LITERALS)), max_size=12)


def read(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=BASE)}


@given(TRIPLES)
def test_what_is_written_is_read_back(triples: list[ox.Triple]) -> None:
    assert read(document(triples, BASE)) == set(triples)


@given(TRIPLES, st.randoms())
def test_the_order_of_statements_is_no_matter(triples: list[ox.Triple], random: object) -> None:
    shuffled = list(dict.fromkeys(triples))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert document(shuffled, BASE) == document(set(triples), BASE)


@given(TRIPLES, TRIPLES)
def test_a_section_may_stand_below_any_document(first: list[ox.Triple], second: list[ox.Triple]) -> None:
    above = document(first, BASE)
    assert read(above + "\n" + section(second, BASE, above)) == {*first, *second}


def test_the_source_comes_first_and_addresses_are_short() -> None:
    source = ox.NamedNode(BASE)
    tenure = ox.NamedNode(expand("id:tenure/a--b"))
    about = ox.NamedNode(expand("dct:subject"))
    assert document([ox.Triple(tenure, about, tenure), ox.Triple(source, about, tenure)], BASE) == (
        f"@base <{BASE}> .\n"
        "@prefix dct: <http://purl.org/dc/terms/> .\n"
        "@prefix tenure: <https://w3id.org/probation-governance/id/tenure/> .\n"
        "\n"
        "<> dct:subject tenure:a--b .\n"
        "\n"
        "tenure:a--b dct:subject tenure:a--b .\n"
    )
