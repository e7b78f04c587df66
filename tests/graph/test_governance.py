"""Who governed probation on a day."""

from collections import defaultdict

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError
from probation.graph.governance import sections


def at(graph: KnowledgeGraph, day: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for answer in graph.at(day):
        found[answer.section.name][answer.thing.id] = answer.held.value
    return found


def test_sections_are_files_with_a_title_a_reason_and_an_order() -> None:
    orders = [section.order for section in sections()]
    assert orders == sorted(set(orders))
    assert all(section.title and section.reason for section in sections())


def test_march_2015(graph: KnowledgeGraph) -> None:
    found = at(graph, "2015-03-01")
    assert found["ministry"] == {"moj": "certain"}
    assert found["agency"] == {"noms": "certain"}
    assert set(found["national-services"]) == {"nps"}
    assert found["secretary-of-state"] == {"chris-grayling": "certain"}
    assert found["minister"] == {"andrew-selous": "certain"}
    assert found["chief-inspector"] == {"paul-wilson": "certain"}
    assert found["heads"]["michael-spurr"] == "certain"
    assert len(found["companies"]) == 21
    assert "regions" not in found
    assert "trusts" not in found


def test_a_company_stands_with_its_owner(graph: KnowledgeGraph) -> None:
    owners = {a.thing.id: a.role and a.role.id for a in graph.at("2017-01-12") if a.section.name == "companies"}
    assert owners["crc-staffordshire-and-west-midlands"] == "reducing-reoffending-partnership"


def test_regions_came_with_the_unified_service(graph: KnowledgeGraph) -> None:
    assert len(at(graph, "2022-08-04")["regions"]) == 12
    assert "companies" not in at(graph, "2022-08-04")
    assert len(at(graph, "2012-01-01")["trusts"]) > 30


def test_everyone_is_cited_and_the_certain_come_first(graph: KnowledgeGraph) -> None:
    found = graph.at("2019-06-01")
    assert all(answer.provenance.sources for answer in found)
    for section in {answer.section for answer in found}:
        held = [answer.held.value for answer in found if answer.section == section]
        assert held == sorted(held)


def test_the_five_documents_know_something(five: KnowledgeGraph) -> None:
    assert at(five, "2017-01-12")["chief-inspector"] == {"glenys-stacey": "certain"}


def test_before_all_nobody_and_no_day_no_answer(graph_of, graph: KnowledgeGraph) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFoundError, match="no source says who governed probation on 1700-01-01"):
        graph_of({"one": 'id:a a pg:Charity ; skos:prefLabel "A"@en .'}).at("1700-01-01")
    with pytest.raises(InputError, match="not a single day"):
        graph.at("2015")


def test_a_company_without_an_owner_yet_stands_alone(graph: KnowledgeGraph) -> None:
    """Between the split of June 2014 and the sale of February 2015."""
    alone = {g.thing.id for g in graph.at("2015-01-15") if g.section.name == "companies" and g.role is None}
    assert {"crc-essex", "crc-wales", "crc-staffordshire-and-west-midlands"} <= alone
    assert "crcs" not in alone


def test_a_company_goes_on_under_its_new_owner_after_the_end_that_a_source_gives_it(graph: KnowledgeGraph) -> None:
    owners = {g.thing.id: g.role.id for g in graph.at("2019-06-01") if g.section.name == "companies" and g.role}
    gone_over = "crc-wales", "crc-dorset-devon-and-cornwall", "crc-bristol-gloucestershire-somerset-and-wiltshire"
    assert {owners[company] for company in gone_over} == {"seetec"}
    assert not any(g.thing.id == "crc-wales" for g in graph.at("2021-06-27"))


def test_the_undated_are_not_named_on_days_of_which_nothing_is_known(graph: KnowledgeGraph) -> None:
    named = {g.thing.id for g in graph.at("2001-05-01")}
    assert "rod-morgan" in named
    assert not {"alex-chalk", "eithne-wallis", "trust-london"} & named
    assert "liz-calderbank" in {g.thing.id for g in graph.at("2012-06-01")}
    assert "trust-london" in {g.thing.id for g in graph.at("2012-06-01")}


def test_a_term_that_was_announced_and_cut_short_is_not_named_after_it(graph: KnowledgeGraph) -> None:
    chiefs = {g.thing.id: str(g.held) for g in graph.at("2024-01-15") if g.section.name == "chief-inspector"}
    assert chiefs == {"sue-mcallister": "certain"}
