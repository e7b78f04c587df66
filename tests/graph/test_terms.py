"""Terms as plain values: prefixed names and slugs go back and forth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.graph.terms import BASE, PREFIXES, Blank, Iri, Literal, compact, expand, slug

names = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters='<>"{}|^`\\'))


@given(st.sampled_from(sorted(PREFIXES)), names)
def test_an_expanded_name_of_a_known_prefix_compacts_to_the_same_address(prefix: str, local: str) -> None:
    iri = expand(f"{prefix}:{local}")
    assert iri == PREFIXES[prefix] + local
    assert expand(compact(iri)) == iri


def test_an_unknown_namespace_is_left_as_it_is() -> None:
    assert compact("http://example.org/a#b") == "http://example.org/a#b"


def test_an_unknown_prefix_is_an_error() -> None:
    with pytest.raises(KeyError):
        expand("nobody:knows")


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (f"{BASE}id/justin-russell", "justin-russell"),
        (f"{BASE}id/post/secretary-of-state-for-justice", "post/secretary-of-state-for-justice"),
        (f"{BASE}source/editorial", "editorial"),
        (f"{BASE}rule/owns", "owns"),
        (f"{BASE}ontology#Body", f"{BASE}ontology#Body"),
        (
            "http://www.legislation.gov.uk/id/ukpga/2014/11",
            "http://www.legislation.gov.uk/id/ukpga/2014/11",
        ),
    ],
)
def test_only_things_sources_and_rules_have_a_slug(iri: str, short: str) -> None:
    assert slug(iri) == short


def test_a_literal_reads_as_its_text_and_differs_by_language_and_datatype() -> None:
    plain, welsh = Literal("Staffordshire"), Literal("Staffordshire", language="cy")
    assert str(plain) == str(welsh) == "Staffordshire"
    assert plain != welsh
    assert Literal("2014", PREFIXES["xsd"] + "gYear") != Literal("2014", PREFIXES["xsd"] + "integer")


def test_an_address_and_a_blank_node_are_told_apart_by_type() -> None:
    assert isinstance(Iri("x"), str)
    assert not isinstance(Iri("x"), Blank)
