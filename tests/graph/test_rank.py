"""Which things stand out."""

from collections.abc import Callable
from typing import Any

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError
from probation.graph.rank import MEANING, Measure

Build = Callable[..., KnowledgeGraph]


@pytest.fixture(scope="module")
def star(graph_of: Build) -> KnowledgeGraph:
    """A centre with four points, and two things beside it."""
    names = "".join(f'id:{n} a pg:Company ; skos:prefLabel "Company {n}"@en . ' for n in ("m", *"abcd", *"yz"))
    pairs = [("m", x) for x in "abcd"] + [("y", "z")]
    return graph_of(
        {
            "one": names
            + "".join(f"ownership:{a}--{b} a pg:Ownership ; pg:owner id:{a} ; pg:owned id:{b} . " for a, b in pairs)
        }
    )


def test_degree_counts_things_and_ties_share_a_place_in_a_fixed_order(star: KnowledgeGraph) -> None:
    found = star.rank("degree")
    assert [(r.place, r.thing.id, r.score) for r in found[:3]] == [(1, "m", 4), (2, "a", 1), (2, "b", 1)]
    assert [r.thing.id for r in found] == ["m", "a", "b", "c", "d", "y", "z"]
    assert star.rank("degree", limit=2) == found[:2]


def test_betweenness_is_a_share_of_all_shortest_paths(star: KnowledgeGraph) -> None:
    (centre,) = star.rank("betweenness")
    assert (centre.thing.id, centre.score) == ("m", 0.4), "6 of the 15 pairs of other things"


def test_communities_are_the_groups_largest_first(star: KnowledgeGraph) -> None:
    found = star.rank("communities")
    assert [sorted(member.id for member in r.members) for r in found] == [["a", "b", "c", "d", "m"], ["y", "z"]]
    assert found[0].thing.id == "m"


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_is_explained_repeatable_and_cited(graph: KnowledgeGraph, measure: Measure) -> None:
    assert MEANING[measure]
    found = graph.rank(measure.value, limit=5)
    assert found == graph.rank(measure.value, limit=5)
    assert all(ranked.sources for ranked in found)
    scores = [ranked.score for ranked in found]
    assert scores == sorted(scores, reverse=True)


def test_hubs_and_kinds_can_be_left_out(graph: KnowledgeGraph) -> None:
    assert graph.rank("degree", limit=1)[0].thing.id == "hmip"
    assert "hmip" not in {ranked.thing.id for ranked in graph.rank("degree", limit=50, hubs=False)}
    assert {ranked.thing.kind for ranked in graph.rank("degree", kind="company")} == {"company"}
    with pytest.raises(NotFoundError, match="'unicorn'"):
        graph.rank("degree", kind="unicorn")


def test_a_day_limits_what_has_one(graph: KnowledgeGraph) -> None:
    now = {ranked.thing.id: ranked.score for ranked in graph.rank("most-inspected", limit=1000)}
    then = {ranked.thing.id: ranked.score for ranked in graph.rank("most-inspected", limit=1000, as_of="2017-01-12")}
    assert then.keys() < now.keys()
    assert all(score <= now[name] for name, score in then.items())
    with pytest.raises(InputError, match="'beauty' is no measure; there are: degree"):
        graph.rank("beauty")


def test_no_body_was_inspected_before_it_began(graph: KnowledgeGraph) -> None:
    """Barnsley and Rotherham PDU has an inspection without a date; delivery units began in June 2021."""
    kinds = {ranked.thing.kind for ranked in graph.rank("most-inspected", limit=1000, as_of="2016-01-01")}
    assert "National Probation Service" in {
        ranked.thing.label for ranked in graph.rank("most-inspected", limit=3, as_of="2016-01-01")
    }
    assert "Probation Delivery Unit" not in kinds
    later = {ranked.thing.id for ranked in graph.rank("most-inspected", limit=1000, as_of="2022-01-01")}
    assert "pdu-barnsley-and-rotherham" in later


def test_disagreements_count_as_of_a_day_and_those_of_precision_do_not(graph_of: Build) -> None:
    dated = "id:x a pg:Company ; skos:prefLabel {label} ; pg:from {start} ."
    sources = {
        "a": dated.format(label='"Company X"@en', start='"2017-01-12"^^xsd:date'),
        "b": dated.format(label='"Company X"@en', start='"2017-01"^^xsd:gYearMonth'),
    }
    with pytest.raises(NotFoundError, match="nothing is there to rank"):
        graph_of(sources).rank("most-disputed")
    contradicted = graph_of(sources | {"c": dated.format(label='"Company X"@en', start='"2018"^^xsd:gYear')})
    assert [(r.thing.id, r.score) for r in contradicted.rank("most-disputed")] == [("x", 1)]
    assert [(r.thing.id, r.score) for r in contradicted.rank("most-disputed", as_of="2019-01-01")] == [("x", 1)]
    with pytest.raises(NotFoundError, match="nothing is there to rank"):
        contradicted.rank("most-disputed", as_of="2010-01-01")


@pytest.mark.parametrize(
    ("measure", "limits", "words"),
    [
        ("communities", {"kind": "company"}, "things of all kinds"),
        ("most-inspected", {"hubs": False}, "without --without-hubs"),
        ("most-disputed", {"hubs": False}, "without --without-hubs"),
    ],
)
def test_a_limit_that_a_measure_does_not_know_is_refused(
    graph: KnowledgeGraph, measure: str, limits: dict[str, Any], words: str
) -> None:
    """It was passed over without a word."""
    with pytest.raises(InputError, match=words):
        graph.rank(measure, **limits)


def test_as_of_a_day_a_count_says_how_much_of_it_is_only_possible(graph_of: Build) -> None:
    """Counts mixed what certainly held with what possibly did, and said so for all of them together only."""
    names = "".join(f'id:{n} a pg:Company ; skos:prefLabel "Company {n}"@en . ' for n in "mabc")
    owned = "ownership:m--{0}{1} a pg:Ownership ; pg:owner id:m ; pg:owned id:{0} {2}. "
    sure = '; pg:from "2010-01-01"^^xsd:date ; pg:until "2020-01-01"^^xsd:date '
    vague = '; pg:from "2015"^^xsd:gYear ; pg:until "2020-01-01"^^xsd:date '
    said = (owned.format("a", "", sure), owned.format("b", "", vague), owned.format("c", "", ""))
    inspected = (
        'id:i a pg:Inspection ; pg:inspected id:a ; pg:published "2014-01-01"^^xsd:date . '
        'id:j a pg:Inspection ; pg:inspected id:a ; pg:published "2015"^^xsd:gYear . '
    )
    graph = graph_of({"one": names + "".join(said) + owned.format("b", "--2", sure) + inspected})
    then = {r.thing.id: (r.score, r.possible) for r in graph.rank("degree", as_of="2015-06-01")}
    assert then["m"] == (3, 1), "b is owned for certain by one of two statements; c has no date"
    assert (then["b"], then["c"]) == ((1, 0), (1, 1))
    (a,) = graph.rank("most-inspected", as_of="2015-06-01")
    assert (a.thing.id, a.score, a.possible) == ("a", 2, 1)
    assert a.to_json()["possible"] == 1
    assert {r.possible for r in graph.rank("degree")} == {None}, "no day is asked about"
    assert "possible" not in graph.rank("degree")[0].to_json()
    assert {r.possible for r in graph.rank("betweenness", as_of="2015-06-01")} == {None}, "no count"


def test_what_was_not_there_yet_does_not_count_on_a_day(graph: KnowledgeGraph) -> None:
    """In 2001 the chief inspector of 2019 stood third, for inspections of 2019 to 2023; 137 relations led to a ministry
    of 2007, and the inspectorate had 264.
    """
    then = {r.thing.id: r.score for r in graph.rank("degree", limit=10_000, as_of="2001-01-01")}
    assert not then.keys() & {"moj", "nps", "hmpps", "hmip-2019-09-crc-bristol-gloucestershire-somerset-and-wiltshire"}
    assert then.get("justin-russell", 0) < 3 and then["hmip"] < 60
    kinds = {r.thing.kind for r in graph.rank("degree", limit=10_000, as_of="2001-01-01")}
    assert not kinds & {"Probation Delivery Unit", "probation region", "Community Rehabilitation Company"}


def test_an_undated_link_is_no_more_certain_than_what_may_not_have_happened(graph_of: Build) -> None:
    said = (
        'id:a a pg:Company ; skos:prefLabel "Company a"@en . '
        'id:i a pg:Inspection ; skos:prefLabel "I"@en ; pg:inspected id:a ; pg:published "2015"^^xsd:gYear . '
        'id:j a pg:Inspection ; skos:prefLabel "J"@en ; pg:inspected id:a ; pg:published "2014"^^xsd:gYear . '
        'id:k a pg:Inspection ; skos:prefLabel "K"@en ; pg:inspected id:a ; pg:published "2016"^^xsd:gYear . '
    )
    then = {r.thing.id: (r.score, r.possible) for r in graph_of({"one": said}).rank("degree", as_of="2015-06-01")}
    assert then == {"a": (2, 1), "i": (1, 1), "j": (1, 0)}


def test_what_is_only_possible_is_part_of_the_count(graph: KnowledgeGraph) -> None:
    for measure in ("degree", "most-inspected", "most-disputed"):
        found = graph.rank(measure, limit=10_000, as_of="2021-06-15")
        assert all(r.possible is not None and 0 <= r.possible <= r.score for r in found)
        assert any(r.possible for r in found) and any(r.possible == 0 for r in found)
