"""Who governed probation on a day."""

from collections import defaultdict
from datetime import date

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


def test_local_services_and_boards_are_named_before_the_trusts(graph: KnowledgeGraph) -> None:
    before, after = at(graph, "2000-01-01"), at(graph, "2001-06-01")
    assert {"local-probation-services-pre-2001", "probation-area-gwent"} <= set(before["local-services"])
    assert {"local-probation-boards", "probation-area-north-wales"} <= set(after["local-services"])
    assert "trusts" not in before
    assert "trusts" not in after
    assert "local-services" not in at(graph, "2015-03-01")


@pytest.mark.parametrize("day", ["2021-06-26", "2024-06-01"])
def test_bodies_that_later_sources_name_and_none_says_ended_are_certain(graph: KnowledgeGraph, day: str) -> None:
    found = at(graph, day)
    assert (found["ministry"], found["agency"]) == ({"moj": "certain"}, {"hmpps": "certain"})
    assert found["national-services"]["probation-service"] == "certain"
    assert (len(found["regions"]), set(found["regions"].values())) == (12, {"certain"})
    ahead = at(graph, "2099-01-01")
    assert set(ahead["regions"].values()) == {"possible"}, "no source speaks of that day"


def test_a_chief_inspector_is_certain_as_long_as_reports_come_out_under_him(graph: KnowledgeGraph) -> None:
    """His predecessor's term, which was announced up to May 2024, ended in September 2023 as the editors judge it."""
    assert at(graph, "2024-06-01")["chief-inspector"] == {"martin-jones": "certain"}


def test_an_acting_chief_inspector_is_named_between_those_before_and_after_her_only(graph: KnowledgeGraph) -> None:
    named = {
        day: "liz-calderbank" in at(graph, day).get("chief-inspector", {})
        for day in ("2004-06-01", "2008-06-01", "2012-06-01", "2013-01-15", "2013-12-15", "2019-06-01", "2026-10-01")
    }
    assert [day for day, is_named in named.items() if is_named] == ["2012-06-01", "2013-01-15"]


def test_nobody_fills_the_days_that_sources_leave_without_a_minister(graph: KnowledgeGraph) -> None:
    assert "minister" not in at(graph, "2019-05-05")


def test_one_known_on_a_day_of_long_ago_is_not_named_where_nothing_later_is_known(graph: KnowledgeGraph) -> None:
    limited = graph.limited((), date(2020, 6, 30))
    assert at(limited, "2014-06-01")["secretary-of-state"] == {"chris-grayling": "possible"}
    assert "secretary-of-state" not in at(limited, "2021-06-26")
    assert at(limited, "2020-06-01")["chief-inspector"] == {"justin-russell": "possible"}


def test_a_term_that_was_announced_and_cut_short_is_not_named_after_it(graph: KnowledgeGraph) -> None:
    chiefs = {g.thing.id: str(g.held) for g in graph.at("2024-01-15") if g.section.name == "chief-inspector"}
    assert chiefs == {"sue-mcallister": "certain"}


@pytest.mark.parametrize(
    ("day", "ministry", "minister"),
    [
        ("1991-01-01", "home-office", "kenneth-baker"),
        ("1999-06-01", "home-office", "jack-straw"),
        ("2001-03-31", "home-office", "jack-straw"),
        ("2001-04-01", "home-office", "jack-straw"),
        ("2003-06-01", "home-office", "david-blunkett"),
        ("2004-06-01", "home-office", "david-blunkett"),
        ("2007-05-08", "home-office", "john-reid"),
        ("2007-05-09", "moj", "charles-falconer"),
        ("2007-06-15", "moj", "charles-falconer"),
        ("2010-06-01", "moj", "kenneth-clarke"),
    ],
)
def test_the_home_secretary_answered_until_the_ministry_of_justice_was_made(
    graph: KnowledgeGraph, day: str, ministry: str, minister: str
) -> None:
    found = at(graph, day)
    assert set(found["ministry"]) == {ministry}
    assert found["secretary-of-state"] == {minister: "certain"}


def test_a_home_secretary_of_a_later_day_is_not_named(graph_of) -> None:  # type: ignore[no-untyped-def]
    said = """
        id:home-office a pg:Ministry ; skos:prefLabel "Home Office"@en .
        id:nps-2001 a pg:NationalService ; skos:prefLabel "National service"@en .
        <https://w3id.org/probation-governance/id/oversight/a> a pg:Oversight ; pg:overseer id:home-office ;
            pg:overseen id:nps-2001 ; pg:from "2001-04-01"^^xsd:date ; pg:until "2007-05-09"^^xsd:date .
        <https://w3id.org/probation-governance/id/post/home-secretary> a org:Post ; org:postIn id:home-office ;
            pg:singleHolder true ; skos:prefLabel "Home Secretary"@en .
        id:jacqui a foaf:Person ; skos:prefLabel "Jacqui"@en .
        <https://w3id.org/probation-governance/id/tenure/j> a pg:Tenure ; org:member id:jacqui ;
            pg:post <https://w3id.org/probation-governance/id/post/home-secretary> ; org:organization id:home-office ;
            pg:from "2006-01-01"^^xsd:date ; pg:until "2009-06-05"^^xsd:date .
    """
    graph = graph_of({"one": said})
    assert at(graph, "2007-05-08")["secretary-of-state"] == {"jacqui": "certain"}
    assert "secretary-of-state" not in at(graph, "2007-05-09")


def test_no_gap_between_the_ministers_of_2021_and_2022(graph: KnowledgeGraph) -> None:
    assert at(graph, "2021-06-01")["minister"] == {"alex-chalk": "certain", "lucy-frazer": "possible"}
    assert at(graph, "2022-01-01")["minister"] == {"victoria-atkins": "certain"}


def test_a_head_who_left_is_not_named_years_later(graph: KnowledgeGraph) -> None:
    assert "martin-narey" in at(graph, "2003-06-01")["heads"]
    assert not any("martin-narey" in at(graph, day)["heads"] for day in ("2006-06-01", "2010-06-01", "2022-01-01"))
