"""The graph as rdflib sees it is the graph."""

import pyoxigraph as ox
import rdflib

from probation.graph import KnowledgeGraph
from probation.graph.terms import DERIVED_GRAPH, ONTOLOGY_GRAPH, PREFIXES


def quads(text: bytes | str) -> set[str]:
    body = text.encode() if isinstance(text, str) else text
    return {str(quad) for quad in ox.parse(body, format=ox.RdfFormat.N_QUADS)}


def test_every_statement_comes_over_with_its_named_graph_and_none_more(five: KnowledgeGraph) -> None:
    dataset = five.dataset()
    assert isinstance(dataset, rdflib.Dataset)
    store = five.snapshot.store
    named = {str(quad) for quad in store if isinstance(quad.graph_name, ox.NamedNode)}
    # The vocabulary's OWL lists are blank nodes, which have other names in each store.
    assert {quad for quad in named if "_:" not in quad} <= quads(dataset.serialize(format="nquads"))
    assert len(list(dataset.quads())) == len(store)


def test_each_source_is_a_graph_and_the_default_graph_is_merged(five: KnowledgeGraph) -> None:
    dataset = five.dataset()
    names = {str(graph.identifier) for graph in dataset.graphs()}
    sources = {PREFIXES["source"] + slug for slug in five.snapshot.counts["sources"]}
    assert sources | {DERIVED_GRAPH, ONTOLOGY_GRAPH} <= names
    inspectorate = (
        rdflib.URIRef(PREFIXES["id"] + "hmip"),
        rdflib.RDF.type,
        rdflib.URIRef(PREFIXES["pg"] + "Inspectorate"),
    )
    assert inspectorate in dataset.default_graph
    assert inspectorate in dataset.graph(
        rdflib.URIRef(PREFIXES["source"] + "guardian-2020-03-04-midlands-probation-firm")
    )


def test_rdflibs_own_evaluator_finds_what_the_engine_finds(five: KnowledgeGraph) -> None:
    query = "SELECT ?source WHERE { GRAPH ?source { id:hmip a pg:Inspectorate } }"
    ours = {str(row["source"]) for row in five.engine.select(query)}
    rows = five.dataset().query(query, initNs=PREFIXES)
    assert {str(row[0]) for row in rows} == ours  # type: ignore[index]
    assert len(ours) == 5


def test_changing_the_dataset_leaves_the_graph_as_it_is(five: KnowledgeGraph) -> None:
    before = len(five.snapshot.store)
    dataset = five.dataset()
    dataset.add(
        (rdflib.URIRef("http://e/s"), rdflib.URIRef("http://e/p"), rdflib.Literal("o"), rdflib.URIRef("http://e/g"))
    )
    assert len(five.snapshot.store) == before
    assert not list(five.engine.select("SELECT ?p WHERE { <http://e/s> ?p ?o }"))


def test_dates_keep_their_precision_on_the_way(five: KnowledgeGraph) -> None:
    unification = rdflib.URIRef(PREFIXES["id"] + "event-unification-2021")
    dates = set(five.dataset().default_graph.objects(unification, rdflib.URIRef(PREFIXES["pg"] + "date")))
    assert rdflib.Literal("2021-06", datatype=rdflib.XSD.gYearMonth) in dates
    assert rdflib.Literal("2021", datatype=rdflib.XSD.gYear) in dates
