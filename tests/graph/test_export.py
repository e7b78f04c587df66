"""The graph in other tools' formats."""

from __future__ import annotations

import csv
import io

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError
from probation.graph.export import FORMATS
from probation.graph.terms import PREFIXES

RRP = "reducing-reoffending-partnership"
SWM = "crc-staffordshire-and-west-midlands"


def test_nquads_hold_every_statement_of_every_source_in_its_graph(five: KnowledgeGraph) -> None:
    quads = list(ox.parse(five.export("nquads"), format=ox.RdfFormat.N_QUADS))
    per_graph: dict[str, int] = {}
    for quad in quads:
        name = str(quad.graph_name).strip("<>")
        per_graph[name] = per_graph.get(name, 0) + 1
    for slug, number in five.snapshot.counts["sources"].items():
        assert per_graph[PREFIXES["source"] + slug] == number
    assert per_graph["https://w3id.org/probation-governance/graph/derived"] == five.snapshot.counts["derived"]
    assert "https://w3id.org/probation-governance/graph/names" not in per_graph


@pytest.mark.parametrize("style", FORMATS)
def test_the_same_graph_gives_the_same_bytes(five: KnowledgeGraph, style: str) -> None:
    assert five.export(style) == five.export(style) != ""


@pytest.mark.parametrize(("style", "parser"), [("trig", "trig"), ("jsonld", "json-ld")])
def test_datasets_read_back_with_their_graphs(five: KnowledgeGraph, style: str, parser: str) -> None:
    found = rdflib.Dataset()
    found.parse(data=five.export(style), format=parser)
    sources = {str(g.identifier) for g in found.graphs()}
    assert {PREFIXES["source"] + slug for slug in five.snapshot.counts["sources"]} <= sources


@pytest.mark.parametrize(("style", "parser"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")])
def test_merged_formats_hold_one_graph(five: KnowledgeGraph, style: str, parser: str) -> None:
    found = rdflib.Graph()
    found.parse(data=five.export(style), format=parser)
    owns = rdflib.URIRef(PREFIXES["pg"] + "owns")
    assert (rdflib.URIRef(PREFIXES["id"] + RRP), owns, rdflib.URIRef(PREFIXES["id"] + SWM)) in found


def test_graphml_and_gexf_keep_parallel_edges_and_sources(five: KnowledgeGraph) -> None:
    for network in (
        nx.parse_graphml(five.export("graphml"), force_multigraph=True),
        nx.read_gexf(io.BytesIO(five.export("gexf").encode())),
    ):
        assert network.number_of_edges() == five.network().number_of_edges()
        labels = {data["label"] for data in network.get_edge_data(RRP, SWM).values()}
        assert "owns" in labels


def test_csv_gives_one_row_per_edge_with_its_sources(five: KnowledgeGraph) -> None:
    rows = list(csv.DictReader(io.StringIO(five.export("csv"))))
    (row,) = [r for r in rows if (r["start"], r["relation"], r["end"]) == (RRP, "owns", SWM)]
    assert "guardian-2020-03-04-midlands-probation-firm" in row["sources"].split(";")


def test_malicious_labels_stay_text_in_dot_and_mermaid(graph_of) -> None:  # type: ignore[no-untyped-def]
    evil = '\\"]; click n0 call alert() ;"'
    graph = graph_of(
        {
            "a": f"id:x a pg:Company ; skos:prefLabel '''{evil}'''@en . id:y a pg:Company ; skos:prefLabel 'Y'@en . "
            "ownership:o a pg:Ownership ; pg:owner id:x ; pg:owned id:y ."
        }
    )
    assert "click n0" in graph.export("mermaid")
    assert '"]' not in graph.export("mermaid").replace('"]\n', "\n")
    assert '\\"]; click' in graph.export("dot")


def test_a_day_goes_with_networks_only(five: KnowledgeGraph) -> None:
    assert five.export("csv", "2017-06-01").count("\n") < five.export("csv").count("\n")
    with pytest.raises(InputError, match="graphml"):
        five.export("nquads", "2017-06-01")
    with pytest.raises(InputError, match="no format is called"):
        five.export("docx")
