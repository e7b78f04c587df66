"""Acts and orders are things of their own: dated, described, joined to what they made and to the events behind them."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import NotFoundError
from probation.graph.model import Thing
from probation.graph.terms import slug

AT = "http://www.legislation.gov.uk/id/"
PAGE = "https://www.legislation.gov.uk/"

# name or acronym, address, when it was passed or made, who says so
LAWS = [
    line.rsplit(maxsplit=3)
    for line in """
    Criminal Justice Act 1991 ukpga/1991/53 1991-07-25 leg-ukpga-1991-53
    Probation Service Act 1993 ukpga/1993/47 1993-11-05 leg-ukpga-1993-47
    Police Act 1996 ukpga/1996/16 1996-05-22 leg-ukpga-1996-16
    CJCSA 2000 ukpga/2000/43 2000-11-30 leg-ukpga-2000-43
    Criminal Justice Act 2003 ukpga/2003/44 2003-11-20 leg-ukpga-2003-44
    OMA 2007 ukpga/2007/21 2007-07-26 leg-ukpga-2007-21
    Police Reform and Social Responsibility Act 2011 ukpga/2011/13 2011-09-15 leg-ukpga-2011-13
    ORA 2014 ukpga/2014/11 2014-03-13 leg-ukpga-2014-11
    PCSC Act 2022 ukpga/2022/32 2022-04-28 leg-ukpga-2022-32
    Victims and Prisoners Act 2024 ukpga/2024/21 2024-05-24 leg-ukpga-2024-21
    Sentencing Act 2026 ukpga/2026/2 2026-01-22 leg-ukpga-2026-2
    SI 2008/504 uksi/2008/504 2008 leg-ukpga-2007-21
    SI 2009/547 uksi/2009/547 2009-03-05 leg-uksi-2009-547-article-2
    SI 2014/1287 uksi/2014/1287 2014-05-19 leg-uksi-2014-1287-article-2
    SI 2014/2704 uksi/2014/2704 2014-10-08 leg-uksi-2014-2704
    SI 2015/40 uksi/2015/40 2015-01-20 leg-uksi-2015-40-article-2
    SI 2026/402 uksi/2026/402 2026 leg-uksi-2026-402-made
    """.strip().splitlines()
]
# law, what it does, to whom
EFFECTS = [
    line.split()
    for line in """
    ukpga/1991/53 empowers hmip
    ukpga/1993/47 empowers local-probation-services-pre-2001
    ukpga/2000/43 establishes nps-2001
    ukpga/2000/43 establishes local-probation-boards
    ukpga/2000/43 establishes cafcass
    ukpga/2000/43 empowers post/hm-chief-inspector-of-probation
    ukpga/2007/21 abolishes local-probation-boards
    ukpga/2007/21 empowers hmip
    ukpga/2011/13 establishes pcc-west-midlands
    ukpga/2024/21 empowers parole-board
    uksi/2014/2704 abolishes trust-staffordshire-and-west-midlands
    """.strip().splitlines()
]
# event, the law it is joined to
EVENTS = [
    line.split()
    for line in """
    event-cjcs-act-2000 ukpga/2000/43
    event-nps-2001-created uksi/2001/919
    event-oma-2007-royal-assent ukpga/2007/21
    event-oma-2007-trusts-power-commenced uksi/2008/504
    event-oma-consequential-order-2008 uksi/2008/912
    event-oma-2007-commencement-4 uksi/2009/547
    event-ora-2014-royal-assent ukpga/2014/11
    event-ora-2014-commencement-1 uksi/2014/1287
    event-trusts-dissolved-2014 uksi/2014/2704
    event-ora-2014-commencement-2 uksi/2015/40
    event-pcsc-act-2022 ukpga/2022/32
    event-ftr-order-2024 ukdsi/2024/9780348257939
    event-vpa-2024 ukpga/2024/21
    event-sds40-tranche1-2024 uksi/2024/844
    event-vpa-ipp-licence-2024 uksi/2024/966
    event-ftr-order-2025 ukpga/2003/44
    event-sentencing-bill-2025 ukpga/2026/2
    event-vpa-commencement-9-2025 uksi/2025/1325
    event-uksi-2026-402 uksi/2026/402
    event-sentencing-act-2026 ukpga/2026/2
    """.strip().splitlines()
]


def rows(graph: KnowledgeGraph, query: str) -> list[Mapping[str, str]]:
    return [{name: str(term) for name, term in row.items()} for row in graph.engine.select(query)]


@pytest.mark.parametrize(("name", "address", "made", "source"), LAWS)
def test_a_law_answers_to_its_names_and_says_when_it_was_passed(
    graph: KnowledgeGraph, name: str, address: str, made: str, source: str
) -> None:
    assert graph.thing(name.strip()).iri == AT + address
    (line,) = [line for line in graph.show(name.strip()) if line.property == "pg:made"]
    assert (str(line.value), line.provenance.sources) == (made, (source,))


@pytest.mark.parametrize(("law", "effect", "body"), EFFECTS)
def test_what_a_law_makes_ends_or_empowers(graph: KnowledgeGraph, law: str, effect: str, body: str) -> None:
    assert rows(
        graph, f"SELECT ?s WHERE {{ GRAPH ?s {{ <{AT}{law}> pg:{effect} id:{body.replace('/', chr(92) + '/')} }} }}"
    )


@pytest.mark.parametrize(("event", "law"), EVENTS)
def test_an_event_names_the_law_behind_it(graph: KnowledgeGraph, event: str, law: str) -> None:
    assert AT + law in {row["law"] for row in rows(graph, f"SELECT ?law WHERE {{ id:{event} pg:legislation ?law }}")}


def test_every_event_of_the_type_legislation_has_its_law(graph: KnowledgeGraph) -> None:
    without = "FILTER NOT EXISTS { ?event pg:legislation ?law }"
    typed = '?event pg:eventType ?type . ?type skos:notation "legislation"'
    assert len(rows(graph, f"SELECT DISTINCT ?event WHERE {{ {typed} }}")) >= 17
    assert rows(graph, f"SELECT DISTINCT ?event WHERE {{ {typed} {without} }}") == []


def test_an_event_under_an_order_is_one_under_its_act(graph: KnowledgeGraph) -> None:
    assert (
        rows(
            graph,
            "SELECT ?event ?law WHERE { ?event pg:legislation ?order . ?order eli:based_on|eli:commences ?law "
            "FILTER NOT EXISTS { ?event pg:legislation ?law } }",
        )
        == []
    )


def test_every_law_is_named_described_and_has_a_page_of_its_number(graph: KnowledgeGraph) -> None:
    found = rows(
        graph,
        "SELECT DISTINCT ?law ?name ?page ?about WHERE { ?law a pg:Legislation ; skos:prefLabel ?name "
        "OPTIONAL { ?law foaf:page ?page } OPTIONAL { ?law dct:description ?about } }",
    )
    assert len(found) == len({row["law"] for row in found}) >= 23
    for row in found:
        assert row["page"] == PAGE + row["law"].removeprefix(AT)
        assert row["about"].endswith(".")
        # An Act's name ends with the year of its number.
        if "/ukpga/" in row["law"]:
            assert row["name"].endswith(f"Act {row['law'].split('/')[-2]}")


def test_an_order_is_made_under_an_act_or_brings_one_into_force(graph: KnowledgeGraph) -> None:
    alone = rows(
        graph,
        "SELECT ?law WHERE { ?law a pg:Legislation FILTER NOT EXISTS { ?law eli:based_on|eli:commences ?act } }",
    )
    assert alone
    assert all("/ukpga/" in row["law"] for row in alone)


def test_no_law_is_older_than_what_it_amends_refers_to_or_brings_into_force(graph: KnowledgeGraph) -> None:
    pairs = rows(
        graph,
        "SELECT ?made ?before WHERE { ?law eli:amends|eli:cites|eli:commences|eli:based_on ?other ; pg:made ?made . "
        "?other pg:made ?before }",
    )
    assert len(pairs) >= 15
    assert all(row["before"][: len(row["made"])] <= row["made"] for row in pairs)


def test_a_dated_law_is_no_later_than_the_events_under_it_but_its_bill(graph: KnowledgeGraph) -> None:
    late = rows(
        graph,
        "SELECT DISTINCT ?event WHERE { ?event pg:legislation ?law ; pg:date ?date . ?law pg:made ?made "
        "FILTER(STR(?date) < SUBSTR(STR(?made), 1, STRLEN(STR(?date)))) }",
    )
    # A Bill, and dates of the end of the trusts that other sources give from before the order was made.
    assert {slug(row["event"]) for row in late} == {"event-sentencing-bill-2025", "event-trusts-dissolved-2014"}


def test_the_order_of_2014_ends_35_trusts_and_each_says_so(graph: KnowledgeGraph) -> None:
    ended = [line.value for line in graph.show("SI 2014/2704") if line.property == "pg:abolishes"]
    assert len(ended) == 35
    for trust in ended:
        assert isinstance(trust, Thing)
        assert re.match("trust-", trust.id)
    (line,) = [line for line in graph.show("London Probation Trust") if line.property == "pg:abolishes"]
    assert (line.relation, line.provenance.sources) == ("its abolition is enacted by", ("leg-uksi-2014-2704",))


def test_a_law_reads_well_from_both_ends(graph: KnowledgeGraph) -> None:
    relations = {(line.relation, str(line.value)) for line in graph.show("Offender Management Act 2007")}
    assert {
        ("abolishes", "Local probation boards"),
        ("is the law behind", "Offender Management Act 2007 receives royal assent"),
        ("is amended by", "Offender Rehabilitation Act 2014"),
        ("gives the power to make", "Offender Management Act 2007 (Dissolution of Probation Trusts) Order 2014"),
        ("amends", "Criminal Justice and Court Services Act 2000"),
    } <= relations
    of_the_body = {(line.relation, str(line.value)) for line in graph.show("Local probation boards")}
    assert ("its creation is enacted by", "Criminal Justice and Court Services Act 2000") in of_the_body


def test_a_law_becomes_law_in_its_time_line(graph: KnowledgeGraph) -> None:
    entries = graph.timeline("ORA 2014")
    dates = [entry.date or "" for entry in entries]
    assert dates == sorted(dates)
    happens = {(entry.date, entry.happens, entry.relation, str(entry.value)) for entry in entries}
    assert ("2014-03-13", "becomes law", "", "Offender Rehabilitation Act 2014") in happens
    main = "Offender Rehabilitation Act 2014 main commencement"
    assert any(entry.date == "2015-02-01" and str(entry.value) == main for entry in entries)


def test_a_law_is_known_from_the_day_it_is_passed(graph: KnowledgeGraph) -> None:
    before = [line for line in graph.show("HMIP", as_of="2007-07-25") if line.property == "pg:empowers"]
    after = [line for line in graph.show("HMIP", as_of=date(2007, 7, 26)) if line.property == "pg:empowers"]
    assert {str(line.value) for line in after} - {str(line.value) for line in before} == {
        "Offender Management Act 2007"
    }


def test_a_path_leads_from_a_trust_to_the_act_behind_its_end(graph: KnowledgeGraph) -> None:
    words = [
        [hop.label for hops in path.hops for hop in hops] for path in graph.path("London Probation Trust", "OMA 2007")
    ]
    assert ["its abolition is enacted by", "is made under"] in words


def test_an_act_that_no_source_speaks_of_is_not_found(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError):
        graph.show("Offender Management Act 1807")


@pytest.mark.parametrize(
    ("question", "given", "column", "wanted"),
    [
        (
            "legislation_events",
            {"legislation": "ORA 2014"},
            "event",
            "Offender Rehabilitation Act 2014 main commencement",
        ),
        ("legislation_bodies", {"legislation": "OMA 2007"}, "body", "London Probation Trust"),
        ("body_legislation", {"body": "HMIP"}, "law", "Criminal Justice Act 1991"),
        ("body_legislation", {"body": "Probation Service"}, "law", "Sentencing Act 2026"),
        ("period_legislation", {"since": "2014-01-01", "to": "2014-12-31"}, "law", "Offender Rehabilitation Act 2014"),
    ],
)
def test_the_questions_about_laws(
    graph: KnowledgeGraph, question: str, given: Mapping[str, str], column: str, wanted: str
) -> None:
    answers = graph.query(question, **given)
    assert wanted in {str(answer.cells[column]) for answer in answers}
    assert all(answer.sources for answer in answers)


def test_a_question_about_a_law_cites_the_link_and_the_event(graph: KnowledgeGraph) -> None:
    (assent,) = [
        answer
        for answer in graph.query("legislation_events", legislation="OMA 2007")
        if str(answer.cells["event"]).endswith("royal assent")
    ]
    assert assent.sources == ("leg-ukpga-2007-21", "vlex-oma-2007")


def test_a_period_leaves_out_what_was_passed_before_and_after(graph: KnowledgeGraph) -> None:
    found = {
        str(answer.cells["law"]) for answer in graph.query("period_legislation", since="2007-07-26", to="2014-03-13")
    }
    assert {"Offender Management Act 2007", "Offender Rehabilitation Act 2014"} <= found
    assert not found & {"Criminal Justice Act 2003", "Offender Rehabilitation Act 2014 (Commencement No. 1) Order 2014"}
