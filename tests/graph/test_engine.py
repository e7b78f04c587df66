"""The seam to the store: typed bindings are data, whatever they hold, and never become syntax."""

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from probation.graph.engine import OxigraphEngine, bind, from_ox, parameters, plain, to_ox, with_prefixes
from probation.graph.errors import InputError
from probation.graph.terms import PREFIXES, XSD, Blank, Iri, Literal, Term, expand

NASTY = [
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    '\\"',
    "\\u0022",
    '" . } ; DROP ALL #',
    '"@en } SERVICE <http://127.0.0.1/> { ?s ?p ?o',
    "?_name",
    "$_name",
    "line\nline",
    "line\r\nline",
    "line\u2028line\u2029line\x85line",
    "tab\tbell\x07nul\x00",
    "<script>alert(1)</script>",
    "{}[]()<>|^`",
    "#not a comment",
    "\u202eright to left\u200f",
    "e\u0301 combining",
    "emoji \U0001f9d1\u200d\u2696\ufe0f",
]
text = (
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(NASTY)
    | st.lists(st.sampled_from(NASTY)).map("".join)
)
addresses = st.text(st.characters(categories=["L", "N"], include_characters="-._~!$&'()*+,;=:@/?"))
terms = st.one_of(
    text.map(Literal),
    st.tuples(text, st.sampled_from([XSD + "string", XSD + "date", "http://example.org/type"])).map(
        lambda parts: Literal(*parts)
    ),
    st.builds(lambda value: Literal(value, PREFIXES["rdf"] + "langString", "en-gb"), text),
    addresses.map(lambda local: Iri("http://example.org/" + local)),
)
ENGINE = OxigraphEngine(ox.Store())


@pytest.fixture
def engine() -> OxigraphEngine:
    store = ox.Store()
    quads = '<http://e/a> <http://e/p> "one" . <http://e/a> <http://e/q> <http://e/b> .'
    store.load(quads.encode(), format=ox.RdfFormat.TURTLE)
    return OxigraphEngine(store)


@settings(max_examples=300)
@given(terms)
@example(Literal('" } SERVICE <http://127.0.0.1:9/> { ?s ?p "'))
@example(Literal("a\\"))
def test_a_bound_term_comes_back_exactly(term: Term) -> None:
    found = list(ENGINE.select("SELECT ?value WHERE { BIND(?_name AS ?value) }", {"_name": term}))
    assert found == [{"value": term}]


@settings(max_examples=80)
@given(terms)
def test_a_bound_term_is_one_term_to_a_second_parser_too(term: Term) -> None:
    """rdflib's grammar, which the guard of ad-hoc queries reads with, sees one triple and nothing else."""
    tree = parseQuery(bind("SELECT * WHERE { ?s ?p ?_name }", {"_name": term}))
    (group,) = tree[1].where.part
    assert group.name == "TriplesBlock"
    assert len(group.triples[0]) == 3


@given(st.lists(terms, max_size=4))
def test_several_terms_stand_side_by_side_in_values(values: list[Term]) -> None:
    found = ENGINE.select("SELECT ?value WHERE { VALUES ?value { ?_names } }", {"_names": values})
    assert [row["value"] for row in found] == values


def test_several_terms_in_brackets_stand_behind_in(engine: OxigraphEngine) -> None:
    query = "SELECT ?x WHERE { VALUES ?x { 1 2 3 4 } FILTER(?x IN (?_these)) }"
    these = [Literal(number, expand("xsd:integer")) for number in ("2", "4")]
    assert [str(row["x"]) for row in engine.select(query, {"_these": these})] == ["2", "4"]


@pytest.mark.parametrize("address", ["not an address", "http://e/ x", "http://e/>", "http://e/\n", "relative", ""])
def test_a_malformed_address_is_refused_not_escaped(address: str) -> None:
    with pytest.raises(InputError, match="is not an IRI"):
        bind("ASK { ?s ?p ?_thing_iri }", {"_thing_iri": Iri(address)})


def test_the_refusal_of_an_endless_address_stays_short() -> None:
    with pytest.raises(InputError) as caught:
        bind("ASK { ?s ?p ?_thing_iri }", {"_thing_iri": Iri("http://e/ " + "x" * 10_000)})
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("term", [Literal("half a character \udcff"), Iri("http://e/\udcff")])
def test_half_a_character_from_a_shell_is_refused(term: Term) -> None:
    with pytest.raises(InputError, match="is not (an IRI|text in Unicode)"):
        bind("ASK { ?s ?p ?_name }", {"_name": term})


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * WHERE { ?s ?p "?_x" }',
        "SELECT * WHERE { ?s ?p '?_x' }",
        'SELECT * WHERE { ?s ?p "a\\"?_x" }',
        'SELECT * WHERE { ?s ?p """a "?_x" \n ?_x""" }',
        "SELECT * WHERE { ?s ?p '''a '?_x' \n ?_x''' }",
        "SELECT * WHERE { ?s ?p <http://e/?_x> }",
        "SELECT * WHERE { ?s ?p ?o } # ?_x",
        "# ?_x it's \"\nSELECT * WHERE { ?s ?p ?o }",
        "SELECT * WHERE { ?s ?p ?x_x }",
    ],
)
def test_a_name_inside_text_comments_and_addresses_is_no_parameter(query: str) -> None:
    assert parameters(query) == ()
    assert bind(query, {"_x": Literal("SHOULD NOT APPEAR")}) == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { ?s ?p ?_x }",
        "SELECT * WHERE { ?s ?p $_x }",
        "SELECT * WHERE { ?s ?p ?o FILTER(?o < ?_x && ?o > 3) }",
        "SELECT * WHERE { ?s ?p 'a\\'' , ?_x }",
        'SELECT * WHERE { ?s ?p """a\\"""" , ?_x }',
        "SELECT * WHERE { ?s <http://e/#frag> ?_x }",
        "SELECT * WHERE { ?s ?p ?_x # comment\n}",
    ],
)
def test_a_parameter_is_found_wherever_it_is_a_variable(query: str) -> None:
    assert parameters(query) == ("_x",)
    assert '"VALUE"' in bind(query, {"_x": Literal("VALUE")})


def test_parameters_are_listed_once_in_order_of_first_use() -> None:
    assert parameters("{ ?_b ?_a_iri ?_b ?plain }") == ("_b", "_a_iri")


def test_a_parameter_without_a_value_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="needs a value for its parameter 'body_iri'"):
        bind("ASK { ?_body_iri ?p ?o }", {})


def test_a_select_leaves_an_unbound_variable_out_of_its_row(engine: OxigraphEngine) -> None:
    found = list(
        engine.select("SELECT ?o ?none WHERE { <http://e/a> <http://e/p> ?o OPTIONAL { ?o <http://e/x> ?none } }")
    )
    assert found == [{"o": Literal("one")}]


def test_a_construct_gives_statements(engine: OxigraphEngine) -> None:
    found = list(engine.construct("CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER(ISIRI(?o)) }"))
    assert found == [(Iri("http://e/b"), Iri("http://e/q"), Iri("http://e/a"))]


def test_the_form_of_a_query_is_held_to(engine: OxigraphEngine) -> None:
    with pytest.raises(InputError, match="not a SELECT"):
        list(engine.select("ASK {}"))
    with pytest.raises(InputError, match="not a CONSTRUCT"):
        list(engine.construct("SELECT * {}"))


def test_the_projects_prefixes_are_declared_and_may_be_declared_again(engine: OxigraphEngine) -> None:
    query = "PREFIX pg: <http://other/> SELECT (pg:x AS ?own) (skos:y AS ?known) {}"
    assert list(engine.select(query)) == [{"own": Iri("http://other/x"), "known": Iri(PREFIXES["skos"] + "y")}]
    assert with_prefixes("ASK {}").endswith("ASK {}")


@pytest.mark.parametrize(
    "term", [Literal("x"), Literal("2014", XSD + "gYear"), Iri("http://e/a"), Blank("b1"), plain("1", "integer")]
)
def test_a_term_survives_the_way_into_the_store_and_out(term: Term) -> None:
    back = from_ox(to_ox(term))
    assert (back, type(back)) == (term, type(term))


def test_what_is_no_term_of_rdf_1_1_is_refused() -> None:
    triple = ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/b"), ox.Literal("c"))
    with pytest.raises(InputError, match="Triple"):
        from_ox(triple)
