"""The catalogue's own code: parameters, defaults, types and rows that are alike but for their source."""

from collections.abc import Callable
from pathlib import Path

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.catalogue import Parameter, Question, fill, question, questions, run
from probation.graph.errors import InputError, NotFoundError
from probation.graph.model import Thing
from probation.graph.terms import PREFIXES

Build = Callable[..., KnowledgeGraph]


def asking(query: str, *parameters: Parameter) -> Question:
    return Question("a_question", "Who?", "", (), parameters, query)


def parameter(name: str, kind: str, default: str | None = None) -> Parameter:
    return Parameter(name, f"_{name}_{kind}", kind, default, "example", "its meaning")


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    body = 'id:x a pg:Charity ; skos:prefLabel "X"@en ; skos:note "{note}"@en .'
    return graph_of({"a": body.format(note="same"), "b": body.format(note="same"), "c": body.format(note="other")})


def test_rows_alike_but_for_their_source_are_one_answer_with_all_its_sources(small: KnowledgeGraph) -> None:
    query = "SELECT DISTINCT ?body ?note ?source WHERE { GRAPH ?source { ?body skos:note ?note } } ORDER BY ?note"
    other, same = run(small.engine, small.namer(), query)
    assert same.sources == ("a", "b")
    assert other.sources == ("c",)
    assert (same.cells["note"], str(same.cells["body"])) == ("same", "X")
    assert same.to_json() == {
        "body": {"id": "x", "iri": PREFIXES["id"] + "x", "label": "X", "kind": "charity"},
        "note": "same",
        "sources": ["a", "b"],
    }


def test_a_column_without_a_value_is_there_and_empty(small: KnowledgeGraph) -> None:
    query = "SELECT ?body ?owner WHERE { ?body a pg:Charity OPTIONAL { ?owner pg:owns ?body } }"
    (answer,) = run(small.engine, small.namer(), query)
    assert list(answer.cells) == ["body", "owner"]
    assert answer.cells["owner"] is None


def test_a_name_is_accepted_where_an_address_is_wanted(small: KnowledgeGraph) -> None:
    asked = asking("SELECT ?note WHERE { ?_body_iri skos:note ?note }", parameter("body", "iri"))
    assert f"<{PREFIXES['id']}x>" in fill(asked, {"body": "x"}, small.thing)
    with pytest.raises(NotFoundError):
        fill(asked, {"body": "nobody"}, small.thing)


@pytest.mark.parametrize(
    ("kind", "text", "filled"),
    [
        ("date", "2016-05-01", '"2016-05-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("integer", "27", '"27"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", "-3", '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", "007", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("string", 'a"b', '"a\\"b"'),
        ("string", "?x } DROP ALL #", '"?x } DROP ALL #"'),
    ],
)
def test_a_value_is_filled_in_as_a_typed_term(small: KnowledgeGraph, kind: str, text: str, filled: str) -> None:
    asked = asking(f"ASK {{ ?s ?p ?_v_{kind} }}", parameter("v", kind))
    assert fill(asked, {"v": text}, small.thing) == f"ASK {{ ?s ?p {filled} }}"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "2016"),
        ("date", "yesterday"),
        *[("integer", text) for text in ("", "-", "--5", "1.5", "1e3", "٣", "27 ", "9" * 19, "x" * 10_000)],
    ],
)
def test_an_ill_typed_value_is_refused(small: KnowledgeGraph, kind: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        fill(asking("ASK {}", parameter("v", kind)), {"v": text}, small.thing)
    assert len(str(caught.value)) < 300


def test_a_default_is_used_where_nothing_is_given_and_overridden_where_something_is(small: KnowledgeGraph) -> None:
    asked = asking("ASK { ?s ?p ?_v_string }", parameter("v", "string", "usual"))
    assert '"usual"' in fill(asked, {}, small.thing)
    assert '"mine"' in fill(asked, {"v": "mine"}, small.thing)


def test_an_unknown_or_missing_parameter_is_refused_with_what_the_question_takes(small: KnowledgeGraph) -> None:
    asked = asking("ASK { ?s ?p ?_body_iri }", parameter("body", "iri"))
    with pytest.raises(InputError, match="a_question has no parameter 'nobody'; it takes: body"):
        fill(asked, {"nobody": "x"}, small.thing)
    with pytest.raises(InputError, match="a_question needs body .its meaning.: --param body='example'"):
        fill(asked, {}, small.thing)
    with pytest.raises(InputError, match="it takes: none"):
        fill(asking("ASK {}"), {"x": "y"}, small.thing)


@pytest.mark.parametrize("name", ["nothing_of_the_kind", "", "x" * 10_000, "../lookup/labels"])
def test_an_unknown_question_is_not_found(name: str) -> None:
    with pytest.raises(NotFoundError, match="no question is called") as caught:
        question(name)
    assert len(str(caught.value)) < 300


def test_a_question_nearly_named_is_suggested() -> None:
    name = sorted(questions())[0]
    with pytest.raises(NotFoundError, match=f"did you mean .*{name}"):
        question(name + "x")


def test_every_question_says_what_it_asks_and_takes() -> None:
    for name, asked in questions().items():
        assert asked.name == name
        assert asked.summary.endswith("?"), name
        assert asked.tags, name
        assert all(p.description and p.example for p in asked.parameters), name


def test_a_parameter_that_the_header_does_not_describe_is_refused(tmp_path: Path) -> None:
    from probation.graph.catalogue import _read

    path = tmp_path / "a_question.rq"
    path.write_text("#+ summary: Who?\nSELECT * WHERE { ?s ?p ?_body_iri }", encoding="utf-8")
    with pytest.raises(InputError, match=r"a_question.rq: its header does not describe the parameter \?_body_iri"):
        _read(path)


def test_a_parameter_of_a_class_means_one_of_it_before_others(graph: KnowledgeGraph) -> None:
    """London and Wales are places, and regions where a region is wanted; a larger body will do as well."""
    for region, unit in (("London", "pdu-lambeth"), ("region-wales", "pdu-gwent"), ("Wales", "pdu-gwent")):
        filled = catalogue_rows(graph, "region_units", region=region)
        assert unit in filled
    assert "nps-london" in catalogue_rows(graph, "region_units", region="NPS")
    assert "rod-morgan" in catalogue_rows(graph, "post_holders", "person", post="chief inspector of probation")


def catalogue_rows(graph: KnowledgeGraph, name: str, column: str = "unit", **given: str) -> set[str]:
    return {cell.id for answer in graph.query(name, **given) if isinstance(cell := answer.cells[column], Thing)}


def test_a_question_runs_through_the_one_door(five: KnowledgeGraph) -> None:
    answers = five.query("body_owners", body="Staffordshire and West Midlands CRC")
    assert "The Reducing Reoffending Partnership" in {str(v) for a in answers for v in a.cells.values()}
    assert all(answer.sources for answer in answers)
