"""Every question of the catalogue: its name, header and form, that it answers and cites, and that grlc can load it."""

import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from probation.graph import KnowledgeGraph
from probation.graph.catalogue import columns, questions
from probation.graph.dates import extent
from probation.graph.engine import bind, parameters, plain
from probation.graph.header import read_header
from probation.graph.terms import PREFIXES, Iri

FOLDER = Path(__file__).parents[2] / "queries"
FILES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.rq"))}
NAMES = sorted(FILES)
AS_OF = [name for name in NAMES if name.endswith("_as_of")]
# How grlc reads a parameter: ?_name, an optional type, or a prefix and a datatype.
GRLC = re.compile(r"\?_([a-zA-Z0-9]+)(?:_(iri|number|literal|integer))?(?:_([a-zA-Z0-9]+)_([a-zA-Z0-9]+))?(?:_(\w+))?")


def body(name: str) -> str:
    """The query without its header and comments."""
    return "\n".join(line for line in FILES[name].splitlines() if not line.lstrip().startswith("#"))


def test_there_are_at_least_forty_questions() -> None:
    assert len(NAMES) >= 40
    assert list(questions()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_subject_and_a_relation(name: str) -> None:
    assert re.fullmatch(r"[a-z]+_[a-z]+(_as_of)?", name)
    assert ("_day_xsd_date" in parameters(FILES[name])) == name.endswith("_as_of")


@pytest.mark.parametrize("name", NAMES)
def test_a_header_is_complete(name: str) -> None:
    header = read_header(FILES[name], name)
    assert set(header) <= {"summary", "description", "tags", "parameters", "defaults"}
    assert header["summary"].endswith("?")
    assert header["description"].strip().endswith(".")
    assert header["tags"]
    assert ("as of a day" in header["tags"]) == name.endswith("_as_of")
    described = {entry["name"]: entry for entry in header.get("parameters", [])}
    assert set(described) == {variable.split("_")[1] for variable in parameters(FILES[name])}
    for entry in described.values():
        assert set(entry) <= {"name", "class", "description", "example", "default"}
        assert entry["description"]
        assert isinstance(entry["example"], str)
    defaults = {entry["name"]: entry["default"] for entry in described.values() if "default" in entry}
    assert {k: v for pair in header.get("defaults", []) for k, v in pair.items()} == defaults


def test_no_two_questions_ask_the_same() -> None:
    summaries = [question.summary for question in questions().values()]
    assert len(set(summaries)) == len(summaries)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_a_query_on_its_own(name: str) -> None:
    """With its own prefixes and its parameters as plain variables, for grlc and other tools."""
    translateQuery(parseQuery(FILES[name]))
    ox.Store().query(FILES[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_parameters_are_those_of_grlc(name: str) -> None:
    found = {match[0]: match for match in GRLC.finditer(body(name))}
    assert {variable.removeprefix("?") for variable in found} == set(parameters(FILES[name]))
    for match in found.values():
        _, kind, prefix, datatype, rest = match.groups()
        assert (kind in ("iri", "integer")) or (prefix, datatype) == ("xsd", "date") or rest == "string"
        if kind == "integer" or prefix:
            # Without it grlc puts the prefix before every SELECT, of sub-selects too.
            assert "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>" in FILES[name]
        if rest == "string":
            # To grlc the ending is a language: STR takes either.
            assert f"STR({match[0]})" in FILES[name]
            assert body(name).count(match[0]) == body(name).count(f"STR({match[0]})")


@pytest.mark.parametrize("name", NAMES)
def test_the_form_is_the_same_everywhere(name: str) -> None:
    selected = re.findall(r"^SELECT DISTINCT (?:\?\w+ )+\?source WHERE \{$", FILES[name], re.MULTILINE)
    assert len(selected) == 1
    for column in columns(FILES[name]):
        assert len(re.findall(rf"\?{column}\b", FILES[name].split("ORDER BY")[0])) > 1, column
    assert re.search(r"^ORDER BY .*\?source$", FILES[name], re.MULTILINE)
    assert "?source a pg:Source ." in FILES[name] or "_source_iri" in FILES[name]
    assert max(map(len, FILES[name].splitlines())) <= 140


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_used_that_engines_differ_on(name: str) -> None:
    text = re.sub(r'<[^>]*>|"[^"]*"', "_", body(name))
    assert not re.search(
        r"(?<![:?])\b(FROM|SERVICE|LATERAL|VERSION|GROUP_CONCAT|AVG|SUM|HAVING|DATATYPE|ISNUMERIC)\b", text, re.I
    )
    assert "COUNT(*)" not in text
    assert not re.search(r"\{\s*SELECT[^{]*EXISTS|VALUES\s+\S+\s*\{\s*\}", text)
    # A path within GRAPH, and + where the start may be reached again.
    for inside in re.findall(r"GRAPH [^ ]+ \{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}", text):
        assert not re.search(r"\w:\w+[/|*+?]|\^", inside), inside
    assert not re.search(r"\w:\w+\+", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_term_is_declared(name: str, graph: KnowledgeGraph) -> None:
    for local in set(re.findall(r"\bpg:(\w+)", body(name))):
        assert Iri(PREFIXES["pg"] + local) in graph.vocabulary.terms, local


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_answered_and_every_row_cites(name: str, graph: KnowledgeGraph) -> None:
    asked = questions()[name]
    answers = graph.query(name, **{parameter.name: parameter.example for parameter in asked.parameters})
    assert answers
    assert all(answer.sources for answer in answers)
    if name.endswith("_as_of"):
        assert {answer.cells["certainty"] for answer in answers} <= {"certain", "possible"}


def test_the_days_are_compared_in_the_same_words_everywhere() -> None:
    def comparison(text: str) -> str:
        start, end = text.index("  {\n    SELECT ?held"), text.index("AS ?certainty)")
        anchor = text[text.index("WHERE {\n", start) : text.index("      # Each date stands", start)]
        return text[start:end].replace(anchor, "")

    assert AS_OF
    assert len({comparison(FILES[name]) for name in AS_OF}) == 1


DAYS = st.dates(date(2015, 1, 1), date(2016, 12, 31)) | st.sampled_from(
    [date(2015, 2, 28), date(2016, 2, 28), date(2016, 2, 29), date(2015, 4, 30), date(2015, 1, 31), date(2016, 12, 31)]
)
PARTIAL = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))
TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@settings(max_examples=300, deadline=None)
@given(DAYS, *[st.lists(PARTIAL, max_size=2) for _ in range(3)])
def test_a_question_as_of_a_day_says_what_the_program_says(
    day: date, starts: list[str], ends: list[str], known: list[str]
) -> None:
    store = ox.Store()
    source, held, owner, owned = (ox.NamedNode(PREFIXES["id"] + name) for name in ("s", "held", "owner", "owned"))

    def say(subject: ox.NamedNode, curie: str, value: ox.NamedNode | ox.Literal) -> None:
        for graph in (ox.DefaultGraph(), source):
            store.add(ox.Quad(subject, ox.NamedNode(PREFIXES["pg"] + curie), value, graph))

    store.add(ox.Quad(source, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["pg"] + "Source")))
    say(held, "owner", owner)
    say(held, "owned", owned)
    for curie, texts in (("from", starts), ("until", ends), ("heldOn", known)):
        for text in texts:
            say(held, curie, ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + TYPES[len(text)])))
    query = bind(
        FILES["body_owners_as_of"],
        {"_body_iri": Iri(owned.value), "_day_xsd_date": plain(day.isoformat(), "date")},
    )
    found = [row["certainty"].value for row in store.query(query)]  # type: ignore[union-attr,index]
    expected = extent(starts, ends, known).held(day).value
    assert found == ([] if expected == "no" else [expected])


@pytest.mark.parametrize(
    ("inspection", "chiefs", "ministers"),
    [
        ("2016-10-04-through-the-gate-short-term", {"glenys-stacey": "certain"}, {"elizabeth-truss": "certain"}),
        (
            "2024-07-pdu-cambridgeshire-and-peterborough",
            {"martin-jones": "certain"},
            {"alex-chalk": "possible", "shabana-mahmood": "possible"},
        ),
        (
            "2018-crc-thames-valley",
            {"glenys-stacey": "certain"},
            {"david-lidington": "possible", "david-gauke": "possible"},
        ),
        (
            "2017-06-probation-work-in-courts",
            {"glenys-stacey": "certain"},
            {"elizabeth-truss": "possible", "david-lidington": "possible"},
        ),
        (
            "2022-pdu-west-kent",
            {"justin-russell": "certain"},
            {"dominic-raab": "possible", "brandon-lewis": "possible"},
        ),
    ],
)
def test_who_may_have_held_a_post_in_the_month_or_year_of_a_report_is_possible(
    graph: KnowledgeGraph, inspection: str, chiefs: dict[str, str], ministers: dict[str, str]
) -> None:
    found: dict[str, dict[str, str]] = {}
    for answer in graph.query("inspection_officials", inspection=f"hmip-{inspection}"):
        cells = answer.to_json()
        found.setdefault(cells["role"]["id"].partition("#")[2], {})[cells["who"]["id"]] = cells["certainty"]
    assert found["chiefInspectorAtPublication"] == chiefs
    assert found["secretaryOfStateAtPublication"] == ministers
