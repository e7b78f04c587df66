"""One normal form for names, however they are typed."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.graph.names import MAX_LENGTH, name_statements, normalise, short_forms
from probation.graph.terms import NAMES_GRAPH, PREFIXES, compact

FORMS = short_forms(
    [
        ("Community Rehabilitation Company", "CRC"),
        ("Probation Delivery Unit", "PDU"),
        ("Community Rehabilitation Company X", "CX"),
    ]
)
text = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Staffordshire & West Midlands CRC", "staffordshire and west midlands crc"),
        ("Staffordshire and West Midlands Community Rehabilitation Company", "staffordshire and west midlands crc"),
        ("STAFFORDSHIRE AND STOKE PROBATION DELIVERY UNIT", "staffordshire and stoke pdu"),
        ("The Reducing Reoffending Partnership", "reducing reoffending partnership"),
        ("the the", "the"),
        ("Her Majesty's Inspectorate", "her majestys inspectorate"),
        ("Her Majesty’s Inspectorate", "her majestys inspectorate"),
        ("Merched  -  Dyfed–Powys (Cymru)", "merched dyfed powys cymru"),
        ("Gwynédd", "gwynedd"),
        ("Gwyne\u0301dd", "gwynedd"),
        ("ＨＭＰＰＳ", "hmpps"),
        ("Straße", "strasse"),
        ("crc-staffordshire-and-west-midlands", "crc staffordshire and west midlands"),
        ("under_score", "under score"),
        ("\u202eStoke\u200b", "stoke"),
        ("مراقبة", "مراقبة"),
        ("...", ""),
        ("", ""),
    ],
)
def test_the_normal_form(name: str, form: str) -> None:
    assert normalise(name, FORMS) == form


def test_a_longer_long_form_goes_before_a_shorter_one_and_words_stay_whole() -> None:
    assert next(iter(FORMS)) == "community rehabilitation company x"
    assert normalise("Community Rehabilitation Company X", FORMS) == "cx"
    assert normalise("Community Rehabilitation Companyx", FORMS) == "community rehabilitation companyx"


@given(text)
def test_the_form_is_words_and_single_blanks(name: str) -> None:
    form = normalise(name, {})
    assert form == " ".join(form.split())
    assert form == form.casefold()
    assert not any(c in form for c in "&'’\"<>{}()[]\\?\n\t\r\u2028-_")


@given(text)
def test_case_and_accents_written_apart_make_no_difference(name: str) -> None:
    import unicodedata

    assert normalise(unicodedata.normalize("NFD", name), {}) == normalise(unicodedata.normalize("NFC", name), {})


def test_an_endless_name_is_cut() -> None:
    assert len(normalise("x" * 10_000, FORMS)) == MAX_LENGTH


def test_each_way_a_thing_is_named_is_kept_with_its_form() -> None:
    def node(curie: str) -> ox.NamedNode:
        prefix, _, local = curie.partition(":")
        return ox.NamedNode(PREFIXES[prefix] + local)

    graph = node("source:a")
    quads = [
        ox.Quad(node("id:rrp"), node("skos:prefLabel"), ox.Literal("The Reducing Reoffending Partnership"), graph),
        ox.Quad(node("id:rrp"), node("pg:acronym"), ox.Literal("RRP"), graph),
        ox.Quad(node("id:post/chief-inspector"), node("skos:altLabel"), ox.Literal("Chief Inspector"), graph),
        ox.Quad(node("source:a"), node("dct:title"), ox.Literal("Company rated"), graph),
        ox.Quad(node("id:rrp"), node("skos:note"), ox.Literal("not a name"), graph),
        # the title that a source gives the holder is a name of the post; without a post it is nobody's
        ox.Quad(node("id:tenure/x"), node("pg:postTitle"), ox.Literal("Probation Watchdog"), graph),
        ox.Quad(node("id:tenure/x"), node("pg:post"), node("id:post/chief-inspector"), graph),
        ox.Quad(node("id:tenure/y"), node("pg:postTitle"), ox.Literal("Nobody"), graph),
    ]
    found = set()
    for quad in name_statements(quads, FORMS):
        assert quad.graph_name == ox.NamedNode(NAMES_GRAPH)
        found.add((compact(quad.subject.value), compact(quad.predicate.value), quad.object.value))
    assert found == {
        ("id:rrp", "skos:prefLabel", "reducing reoffending partnership"),
        ("id:rrp", "pg:acronym", "rrp"),
        ("id:rrp", "skos:notation", "rrp"),
        ("id:post/chief-inspector", "skos:altLabel", "chief inspector"),
        ("id:post/chief-inspector", "pg:postTitle", "probation watchdog"),
        ("id:post/chief-inspector", "skos:notation", "post chief inspector"),
        ("source:a", "dct:title", "company rated"),
        ("source:a", "skos:notation", "a"),
    }
