"""A network as text: what any label can do to each format, and what each edge keeps."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from typing import Any

import networkx as nx
import pydot
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from probation.graph import KnowledgeGraph
from probation.graph.dates import Held
from probation.graph.model import Provenance, Thing
from probation.graph.network import Hop, Network, network_of
from probation.graph.network_formats import write_network
from probation.graph.terms import Iri, expand

STYLES = ("graphml", "gexf", "csv", "dot", "mermaid")
EVIL = [
    '"]; click n0 call alert() ;"',
    "\\",
    '\\"',
    "a\nb\r\n  n9 --> n8",
    "<script>alert(1)</script>",
    "]]>&amp;&lt;b&gt;&#34;",
    "%%{init: {'theme': 'dark'}}%%",
    "1. first",
    "1) first",
    "- first",
    "end",
    "\x00\x07\x1b[31m\u2028\ufffe",
    "\N{ARABIC LETTER ALEF}\N{COMBINING ACUTE ACCENT}\U0001f5fa",
    "}\ngraph x {",
    "|x|",
]
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|->|[\[\]{}=;,]|[A-Za-z_]\w*|\s+', re.DOTALL)
NODE = re.compile(r'  n(\d+)\["([\w ,.():#;-]*)"\]')
EDGE = re.compile(r'  n(\d+) -->\|"([\w ,.():#;-]*)"\| n(\d+)')
COMMENT = re.compile(r"  %% [\w ,.():#;-]+")


def thing(name: str, label: str) -> Thing:
    return Thing(expand(f"id:{name}"), label, "company")


def pair(label: str, relation: str = "owns", **more: Any) -> Network:
    """A network of two things with this label, and a relation with that."""
    said = Provenance(("a-source", "b-source"), ("a-rule",))
    hop = Hop(thing("x", label), thing("y", "Y"), relation, "is owned by", "ownership", "pg:owned", said, **more)
    return network_of([hop])


def dot_tokens(text: str) -> list[str]:
    """Split DOT as Graphviz does; fails where something is no token."""
    found, place = [], 0
    while place < len(text):
        match = TOKEN.match(text, place)
        assert match, text[place : place + 40]
        found.append(match[0])
        place = match.end()
    return [token for token in found if token.strip()]


def dot_label(text: str) -> str:
    """Return the first label of a DOT text, as Graphviz reads it."""
    tokens = dot_tokens(text)
    quoted = tokens[tokens.index("label") + 2]
    return re.sub(r"\\(.)", r"\1", quoted[1:-1]).replace("&amp;", "&")


def decoded(text: str) -> str:
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)


def seen(text: str) -> str:
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)


def labels(test: Any) -> Any:
    for text in EVIL:
        test = example(text)(test)
    return given(st.text(min_size=1, max_size=60))(test)


@labels
def test_any_label_is_text_in_dot(label: str) -> None:
    tokens = dot_tokens(write_network(pair(label, label), "dot"))
    assert tokens[:3] == ["digraph", "probation", "{"]
    assert tokens[-1] == "}"
    assert tokens.count("{") == 1
    assert tokens.count("->") == 1
    assert tokens.count("]") == 3, "two nodes and an edge"
    if "&" not in label:
        assert dot_label(write_network(pair(label), "dot")) == seen(label)


@labels
def test_any_label_is_text_in_mermaid(label: str) -> None:
    head, *lines = write_network(pair(label, label), "mermaid").splitlines()
    assert head == "flowchart LR"
    first, second, comment, edge = lines
    node, other, drawn = NODE.fullmatch(first), NODE.fullmatch(second), EDGE.fullmatch(edge)
    assert node
    assert other
    assert COMMENT.fullmatch(comment)
    assert drawn
    assert (decoded(node[2]), decoded(drawn[2])) == (seen(label), seen(label))
    assert not re.match(r"\s*(\d+[.)]|[-+*] )", node[2]), "Mermaid takes that for a list"


@labels
def test_any_label_is_text_in_graphml_and_gexf(label: str) -> None:
    graphml = nx.parse_graphml(write_network(pair(label, label), "graphml"), force_multigraph=True)
    gexf = nx.read_gexf(io.BytesIO(write_network(pair(label, label), "gexf").encode()))
    kept = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\N{REPLACEMENT CHARACTER}", label)
    # XML knows one line end, and attributes none.
    ends = re.sub("\r\n?", "\n", kept)
    assert graphml.nodes["x"]["label"] == ends
    assert re.sub(r"\s", " ", gexf.nodes["x"]["label"]) == re.sub(r"\s", " ", kept)


@labels
def test_any_label_is_one_cell_in_csv(label: str) -> None:
    (row,) = csv.DictReader(io.StringIO(write_network(pair("X", label), "csv"), newline=""))
    assert row["relation"] == label
    assert row["end"] == "y"


@pytest.mark.parametrize("style", STYLES)
def test_every_edge_keeps_its_dates_and_sources(style: str) -> None:
    more = {"starts": ("2015-02",), "ends": ("2021", "2022"), "when": "2015-02 to 2021 or 2022", "held": Held.POSSIBLE}
    text = write_network(pair("X", **more), style)
    for said in ("a-source", "b-source", "a-rule", "2015-02 to 2021 or 2022"):
        assert said in text
    if style != "mermaid":
        for said in ("2021 or 2022", "possible", "ownership"):
            assert said in text


@pytest.mark.parametrize("style", STYLES)
def test_sources_can_be_left_out(style: str) -> None:
    text = write_network(pair("X"), style, sources=False)
    assert "owns" in text
    for said in ("a-source", "a-rule", "%%"):
        assert said not in text


def test_parallel_edges_and_lone_things_are_kept() -> None:
    hops = [
        Hop(thing("x", "X"), thing("y", "Y"), "owns", "is owned by", "ownership", "pg:owned", Provenance(), node=node)
        for node in (thing("ownership/1", "one"), thing("ownership/2", "two"))
    ]
    network = network_of(hops, [thing("alone", "Alone")])
    assert write_network(network, "dot").count("->") == 2
    assert write_network(network, "mermaid").count('["Alone"]') == 1
    assert nx.parse_graphml(write_network(network, "graphml"), force_multigraph=True).number_of_edges() == 2


def test_two_things_of_one_slug_stay_two() -> None:
    """A thing and a source may have the same slug."""
    two = [Thing(expand(f"{prefix}:same"), "Same", "x") for prefix in ("id", "source")]
    read = nx.parse_graphml(write_network(network_of([], two), "graphml"))
    assert set(read) == {str(one.iri) for one in two}
    foreign = Thing(Iri("http://statistics.data.gov.uk/id/x"), "Elsewhere", "area")
    assert set(nx.parse_graphml(write_network(network_of([], [foreign]), "graphml"))) == {str(foreign.iri)}


def test_the_order_is_fixed_whatever_order_comes_in(five: KnowledgeGraph) -> None:
    hops = [edge.hop for edge in five.projection.edges]
    for style in STYLES:
        assert write_network(network_of(hops), style) == write_network(network_of(hops[::-1]), style)


@pytest.mark.parametrize("style", STYLES)
def test_another_process_on_another_day_writes_the_same(style: str) -> None:
    """GEXF written by networkx names the day."""
    script = (
        "import sys, datetime, time; from tests.graph.test_network_formats import pair, write_network;"
        f"sys.stdout.write(write_network(pair('X'), {style!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    text = write_network(pair("X"), style)
    assert done.stdout.decode() == text.replace("\n", os.linesep)
    assert not re.search(r"20\d\d-\d\d-\d\d", text)


@pytest.mark.parametrize("label", EVIL)
def test_a_parser_of_dot_reads_every_label_as_one_name(label: str) -> None:
    [graph] = pydot.graph_from_dot_data(write_network(pair(label, label), "dot")) or []
    assert len(graph.get_edges()) == 1
    named = [node for node in graph.get_nodes() if node.get("label")]
    assert len(named) == 2
    assert not graph.get_subgraphs()
