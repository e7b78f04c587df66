"""Each rule derives what it says from small cases, and nothing from cases that lack what it rests on."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.rules import read_rules, rule_files
from probation.graph.terms import Iri, compact, expand

Build = Callable[..., KnowledgeGraph]
RRP_OWNS = "id:o a pg:Ownership ; pg:owner id:rrp ; pg:owned id:crc"
INSPECTED = 'id:i a pg:Inspection ; pg:inspected id:crc ; pg:published "2017-01-12"^^xsd:date .'
SEEN = 'id:i a pg:Inspection ; pg:inspected id:crc ; pg:fieldworkFrom "2016-09"^^xsd:gYearMonth .'
POST = "post:chief a org:Post ; org:postIn id:hmip ; pg:singleHolder true ."


def tenure(person: str, start: str = "", more: str = "") -> str:
    dated = f"pg:from {start} ;" if start else ""
    return f"tenure:{person} a pg:Tenure ; org:member id:{person} ; {dated} {more} pg:post post:chief ."


def held(person: str, start: str, end: str, post: str = "hm-chief-inspector-of-probation") -> str:
    return f" tenure:{person} org:member id:{person} ; pg:post post:{post} ; pg:from {start} ; pg:until {end} ."


CHIEF = "pg:chiefInspectorAtPublication"
LED = 'id:i a pg:Inspection ; pg:inspectedBy id:hmip ; pg:published "2017-01-12"^^xsd:date .'
CHANGES = """
    change:x org:originalOrganization id:trust ; org:resultingOrganization id:nps .
    change:y org:originalOrganization id:nps ; org:resultingOrganization id:pdu .
"""
REPLACED = """
    change:x org:originalOrganization id:trust ; org:resultingOrganization id:nps ; pg:date "2014-06-01"^^xsd:date ;
        pg:changeKind <https://w3id.org/probation-governance/scheme/change-kind/replacement> .
"""
STARTED = 'id:crc pg:from "2014-06-01"^^xsd:date .'
SALE = "id:event-crc-ownership-transfer-2015"
SOLD = f"{RRP_OWNS} . id:crc a pg:CommunityRehabilitationCompany . {SALE} pg:affects id:crc ; "
SOLD += 'pg:date "2015-02-01"^^xsd:date .'
TRUST = """
    id:trust a pg:ProbationTrust .
    id:event-oma-2007-trusts-power-commenced a pg:PolicyEvent ; pg:date "2008-03-01"^^xsd:date .
"""
MERGED_LATER = f"""
    {RRP_OWNS} ; pg:from "2019-02"^^xsd:gYearMonth . id:crc pg:until "2019-02"^^xsd:gYearMonth .
    change:x org:originalOrganization id:crc ; org:resultingOrganization id:nps ; pg:date "2021-06-26"^^xsd:date ;
        pg:changeKind <https://w3id.org/probation-governance/scheme/change-kind/merger> .
"""
REGION = 'id:region a pg:ProbationRegion ; pg:from "2014-06"^^xsd:gYearMonth .'
AGENCY = (
    'id:hmpps a pg:Agency ; pg:from "2017-04-01"^^xsd:date . id:moj a pg:Ministry . '
    'id:a pg:child id:hmpps ; pg:parent id:moj ; pg:from "2017-04"^^xsd:gYearMonth .'
)
LEADING = (
    'tenure:mj org:member id:mj ; pg:post post:hm-chief-inspector-of-probation ; pg:from "2016-03-01"^^xsd:date . '
    'id:i pg:ledBy id:mj ; pg:published "2017-01-12"^^xsd:date . id:j pg:ledBy id:mj ; pg:published "2016"^^xsd:gYear .'
)
# Rule → (statements of sources, what the rule makes of them): several cases, an empty result where it must not apply.
COVERS = (
    'id:crc a pg:CommunityRehabilitationCompany ; pg:from "2014-06-01"^^xsd:date . '
    "id:p pg:provider id:crc ; pg:area id:staffordshire ; pg:provisionKind <../scheme/provision-kind/covers> ."
)
UNIT = (
    "id:pdu a pg:ProbationDeliveryUnit . id:a pg:child id:pdu ; pg:parent id:region . "
    'id:region a pg:ProbationRegion ; pg:from "2021-06-26"^^xsd:date .'
)
CASES: dict[str, list[tuple[str, set[str]]]] = {
    "chief-inspector-at-publication": [
        (LED + held("gs", '"2016-03-01"^^xsd:date', '"2019-05-31"^^xsd:date'), {f"id:i {CHIEF} id:gs"}),
        (LED + held("gs", '"2016"^^xsd:gYear', '"2017-01-13"^^xsd:date'), {f"id:i {CHIEF} id:gs"}),
        (LED + held("gs", '"2016"^^xsd:gYear', '"2017-01-12"^^xsd:date'), set()),
        (LED + held("gs", '"2016"^^xsd:gYear', '"2017"^^xsd:gYear'), set()),
        (LED + held("gs", '"2017"^^xsd:gYear', '"2019"^^xsd:gYear'), set()),
        (LED + held("gs", '"2016"^^xsd:gYear', '"2019"^^xsd:gYear , "2016-12-01"^^xsd:date'), set()),
        (LED.replace("id:hmip", "id:nao") + held("gs", '"2016"^^xsd:gYear', '"2019"^^xsd:gYear'), set()),
    ],
    "comes-after": [
        (CHANGES, {"id:nps pg:comesAfter id:trust", "id:pdu pg:comesAfter id:nps"}),
        ("change:x org:originalOrganization id:trust .", set()),
    ],
    "comes-after-by-steps": [
        (CHANGES, {"id:pdu pg:comesAfter id:trust"}),
        ("change:y org:originalOrganization id:nps ; org:resultingOrganization id:pdu .", set()),
        # a body that was renamed and renamed back does not come after itself
        (
            f"{CHANGES} change:z org:originalOrganization id:nps ; org:resultingOrganization id:trust .",
            {"id:pdu pg:comesAfter id:trust"},
        ),
    ],
    "covers-area": [
        ("id:p pg:provider id:crc ; pg:area id:staffordshire .", {"id:crc pg:coversArea id:staffordshire"}),
        ("id:p pg:provider id:crc . id:q pg:area id:staffordshire .", set()),
    ],
    "covers-from-its-start": [
        (COVERS, {"id:p pg:from 2014-06-01"}),
        (COVERS.replace("CommunityRehabilitationCompany", "Charity"), set()),
        (COVERS.replace("provision-kind/covers", "provision-kind/delivers-service-in"), set()),
        (f'{COVERS} id:p pg:from "2015-02-01"^^xsd:date .', set()),
    ],
    "not-before-its-ends": [
        (f'{RRP_OWNS} . id:crc pg:from "2014-06-01"^^xsd:date .', {"id:o pg:notBefore 2014-06-01"}),
        # sources differ about the start: the earliest is the bound
        (f'{RRP_OWNS} . id:crc pg:from "2014-06-01"^^xsd:date , "2015"^^xsd:gYear .', {"id:o pg:notBefore 2014-06-01"}),
        (f'{RRP_OWNS} ; pg:from "2015-02-01"^^xsd:date . id:crc pg:from "2014-06-01"^^xsd:date .', set()),
        (f"{RRP_OWNS} . id:crc a pg:CommunityRehabilitationCompany .", set()),
    ],
    "owned-not-before-the-sale": [
        (SOLD, {"id:o pg:notBefore 2015-02-01"}),
        # sources differ about the day of the sale: the earliest is the bound
        (f'{SOLD} {SALE} pg:date "2015-02-28"^^xsd:date .', {"id:o pg:notBefore 2015-02-01"}),
        (f'{SOLD} id:o pg:from "2015-01-31"^^xsd:date .', set()),
        (SOLD.replace("pg:affects", "pg:actor"), set()),
        (SOLD.replace("CommunityRehabilitationCompany", "Company"), set()),
        (f"{SOLD} id:rrp a pg:Ministry .", set()),
    ],
    "unit-not-before-region": [
        (UNIT, {"id:pdu pg:notBefore 2021-06-26"}),
        (f'{UNIT} id:pdu pg:from "2025-03"^^xsd:gYearMonth .', set()),
        (UNIT.replace("ProbationDeliveryUnit", "Division"), set()),
        # a division of the national service
        (
            UNIT.replace("ProbationDeliveryUnit", "Division").replace("ProbationRegion", "NationalService"),
            {"id:pdu pg:notBefore 2021-06-26"},
        ),
    ],
    "trust-not-before-its-power": [
        (TRUST, {"id:trust pg:notBefore 2008-03-01"}),
        (f'{TRUST} id:trust pg:from "2008-04-01"^^xsd:date .', set()),
        (
            f"{TRUST} id:later a pg:ProbationTrust . "
            "change:x org:originalOrganization id:trust ; org:resultingOrganization id:later .",
            {"id:later pg:notBefore 2008-03-01"},
        ),
        (TRUST.replace("ProbationTrust", "Charity"), set()),
    ],
    "inspection-not-before-its-body": [
        (f"{STARTED} id:i a pg:Inspection ; pg:inspected id:crc .", {"id:i pg:notBefore 2014-06-01"}),
        (f"{STARTED} {INSPECTED}", set()),
        ("id:i a pg:Inspection ; pg:inspected id:crc .", set()),
    ],
    "dated-by-inspection": [
        (f"{INSPECTED} id:r pg:ofInspection id:i .", {"id:r pg:asOf 2017-01-12"}),
        (f'{INSPECTED} id:r pg:ofInspection id:i ; pg:asOf "2016"^^xsd:gYear .', set()),
        ("id:i a pg:Inspection . id:r pg:ofInspection id:i .", set()),
    ],
    "ends-when-replaced": [
        (REPLACED, {"id:trust pg:until 2014-06-01"}),
        (REPLACED.replace("replacement", "merger"), {"id:trust pg:until 2014-06-01"}),
        # part of its work went elsewhere; its end is stated; when it was replaced is not
        (REPLACED.replace("replacement", "transfer"), set()),
        (f'{REPLACED} id:trust pg:until "2014-10-31"^^xsd:date .', set()),
        (REPLACED.replace('; pg:date "2014-06-01"^^xsd:date', ""), set()),
    ],
    "ends-with-body": [
        (f'{RRP_OWNS} . id:crc pg:until "2021-06-26"^^xsd:date .', {"id:o pg:until 2021-06-26"}),
        (f'{RRP_OWNS} . id:rrp pg:until "2021-06"^^xsd:gYearMonth .', {"id:o pg:until 2021-06"}),
        (
            'id:p pg:provider id:crc ; pg:area id:staffordshire . id:crc pg:until "2021"^^xsd:gYear .',
            {"id:p pg:until 2021"},
        ),
        ('id:a pg:child id:pdu ; pg:parent id:nps . id:pdu pg:until "2021"^^xsd:gYear .', {"id:a pg:until 2021"}),
        (f'{RRP_OWNS} ; pg:until "2019"^^xsd:gYear . id:crc pg:until "2021"^^xsd:gYear .', set()),
        (f"{RRP_OWNS} . id:crc a pg:CommunityRehabilitationCompany .", set()),
        # of two bodies the first to end counts; where that is open, both do
        (
            f'{RRP_OWNS} . id:crc pg:until "2021-06-26"^^xsd:date . id:rrp pg:until "2019-03"^^xsd:gYearMonth .',
            {"id:o pg:until 2019-03"},
        ),
        (
            f'{RRP_OWNS} . id:crc pg:until "2021-06-26"^^xsd:date . id:rrp pg:until "2021"^^xsd:gYear .',
            {"id:o pg:until 2021-06-26", "id:o pg:until 2021"},
        ),
        # begun in the month in which the body ended, or later: it did not end with it; begun in that year it may have
        (f'{RRP_OWNS} ; pg:from "2019-02-15"^^xsd:date . id:crc pg:until "2019-02"^^xsd:gYearMonth .', set()),
        (f'{RRP_OWNS} ; pg:from "2020"^^xsd:gYear . id:crc pg:until "2019-02"^^xsd:gYearMonth .', set()),
        (
            f'{RRP_OWNS} ; pg:from "2019"^^xsd:gYear . id:crc pg:until "2019-02"^^xsd:gYearMonth .',
            {"id:o pg:until 2019-02"},
        ),
    ],
    "ends-with-later-merger": [
        (MERGED_LATER, {"id:crc pg:until 2021-06-26"}),
        # the relation has an end of its own: it tells all the same that the body went on
        (f'{MERGED_LATER} id:o pg:until "2020"^^xsd:gYear .', {"id:crc pg:until 2021-06-26"}),
        (MERGED_LATER.replace("pg:from", "pg:heldOn"), set()),
        (MERGED_LATER.replace("merger", "transfer"), set()),
        (MERGED_LATER.replace("2021-06-26", "2019-02-15"), set()),
        # begun before: it tells nothing of what was after the end
        (MERGED_LATER.replace('pg:from "2019-02"', 'pg:from "2015-02"'), set()),
    ],
    "held-by": [
        (tenure("glenys-stacey"), {"id:post/chief pg:heldBy id:glenys-stacey"}),
        ("id:t org:member id:glenys-stacey .", set()),
    ],
    "inspection-led-by": [
        ("id:i pg:ledBy id:glenys-stacey .", {"id:i pg:chiefInspectorAtPublication id:glenys-stacey"}),
        ("id:i pg:leadInspector id:glenys-stacey .", set()),
    ],
    "leads-while-in-post": [
        (LEADING, {"id:tenure/mj pg:heldOn 2017-01-12"}),
        # the term is over, or may have begun only after the report; or it is another post
        (f'{LEADING} tenure:mj pg:until "2019"^^xsd:gYear .', set()),
        (LEADING.replace('"2016-03-01"^^xsd:date', '"2017"^^xsd:gYear'), set()),
        (LEADING.replace("hm-chief", "deputy-chief"), set()),
    ],
    "official": [
        (
            f"{POST} id:hmip a pg:Inspectorate . {tenure('glenys-stacey')}",
            {"id:glenys-stacey rdf:type pg:Official"},
        ),
        (f"{POST} id:hmip a pg:Company . {tenure('catherine-holland')}", set()),
    ],
    "owner-at-fieldwork": [
        (f'{SEEN} {RRP_OWNS} ; pg:from "2015-02-01"^^xsd:date .', {"id:i pg:ownerAtFieldwork id:rrp"}),
        (
            f'{SEEN} {RRP_OWNS} ; pg:from "2015"^^xsd:gYear ; pg:until "2017"^^xsd:gYear .',
            {"id:i pg:ownerAtFieldwork id:rrp"},
        ),
        # ended in that month, or before; begun in it, or nobody knows when
        (f'{SEEN} {RRP_OWNS} ; pg:from "2015"^^xsd:gYear ; pg:until "2016-09-15"^^xsd:date .', set()),
        (f'{SEEN} {RRP_OWNS} ; pg:from "2015"^^xsd:gYear ; pg:until "2016"^^xsd:gYear .', set()),
        (f'{SEEN} {RRP_OWNS} ; pg:from "2016-09-02"^^xsd:date .', set()),
        (f"{SEEN} {RRP_OWNS} .", set()),
    ],
    "owner-at-publication": [
        (f'{INSPECTED} {RRP_OWNS} ; pg:from "2015-02-01"^^xsd:date .', {"id:i pg:ownerAtPublication id:rrp"}),
        (f'{INSPECTED} {RRP_OWNS} ; pg:heldOn "2017-01-12"^^xsd:date .', {"id:i pg:ownerAtPublication id:rrp"}),
        (f'{INSPECTED} {RRP_OWNS} ; pg:from "2015"^^xsd:gYear .', {"id:i pg:ownerAtPublication id:rrp"}),
        # ended before, on that very day, begun after it, begun some time in the same year, or nobody knows when
        (f'{INSPECTED} {RRP_OWNS} ; pg:from "2015"^^xsd:gYear ; pg:until "2016-12-31"^^xsd:date .', set()),
        (f'{INSPECTED} {RRP_OWNS} ; pg:from "2015"^^xsd:gYear ; pg:until "2017-01-12"^^xsd:date .', set()),
        (f'{INSPECTED} {RRP_OWNS} ; pg:from "2017-02"^^xsd:gYearMonth .', set()),
        (f'{INSPECTED} {RRP_OWNS} ; pg:from "2017"^^xsd:gYear .', set()),
        (f"{INSPECTED} {RRP_OWNS} .", set()),
    ],
    "owns": [
        (f"{RRP_OWNS} .", {"id:rrp pg:owns id:crc", "id:crc pg:ownedBy id:rrp"}),
        ("id:o pg:owner id:rrp .", set()),
    ],
    "part-of": [
        ("id:a pg:child id:pdu ; pg:parent id:region .", {"id:pdu org:subOrganizationOf id:region"}),
        ("id:a pg:child id:pdu ; pg:provider id:region .", set()),
    ],
    "passes-to-next-holder": [
        (
            POST
            + tenure("a", '"2014"^^xsd:gYear')
            + tenure("b", '"2016-03-01"^^xsd:date')
            + tenure("c", '"2019-06"^^xsd:gYearMonth'),
            {"id:tenure/a pg:until 2016-03-01", "id:tenure/b pg:until 2019-06"},
        ),
        # its own end is known; several may hold the post; the next start is not known
        (
            POST + tenure("a", '"2014"^^xsd:gYear', 'pg:until "2015"^^xsd:gYear ;') + tenure("b", '"2016"^^xsd:gYear'),
            set(),
        ),
        (POST.replace("true", "false") + tenure("a", '"2014"^^xsd:gYear') + tenure("b", '"2016"^^xsd:gYear'), set()),
        (POST + tenure("a", '"2014"^^xsd:gYear') + tenure("b"), set()),
        (
            POST
            + tenure("a", '"2014"^^xsd:gYear')
            + 'tenure:a--2 org:member id:a ; pg:post post:chief ; pg:from "2016"^^xsd:gYear .',
            {"id:tenure/a pg:until 2016"},
        ),
        # the later start may be the earlier one; a third may start in between
        (POST + tenure("a", '"2015"^^xsd:gYear') + tenure("b", '"2015-02"^^xsd:gYearMonth'), set()),
        (
            POST
            + tenure("a", '"2014"^^xsd:gYear')
            + tenure("b", '"2016"^^xsd:gYear')
            + tenure("c", '"2016-05"^^xsd:gYearMonth'),
            {"id:tenure/a pg:until 2016"},
        ),
        # the body was dissolved long after: the post had passed by then
        (
            POST
            + tenure("a", '"2014"^^xsd:gYear')
            + tenure("b", '"2016"^^xsd:gYear')
            + 'id:hmip pg:until "2021"^^xsd:gYear .',
            {"id:tenure/a pg:until 2016"},
        ),
    ],
    "ran-probation-in": [
        (
            "id:p pg:provider id:crc ; pg:area id:stoke . id:crc a pg:CommunityRehabilitationCompany . id:stoke a pg:Area .",
            {"id:crc pg:ranProbationIn id:stoke"},
        ),
        ("id:p pg:provider id:x ; pg:area id:stoke . id:x a pg:Charity . id:stoke a pg:Area .", set()),
    ],
    "secretary-of-state-at-publication": [
        (
            INSPECTED
            + held("lt", '"2016-07-14"^^xsd:date', '"2017-06-11"^^xsd:date', "secretary-of-state-for-justice"),
            {"id:i pg:secretaryOfStateAtPublication id:lt"},
        ),
        (
            INSPECTED
            + held("lt", '"2016-07-14"^^xsd:date', '"2017-01"^^xsd:gYearMonth', "secretary-of-state-for-justice"),
            set(),
        ),
        (INSPECTED + held("lt", '"2016-07-14"^^xsd:date', '"2017-06-11"^^xsd:date', "prisons-minister"), set()),
    ],
    "stands-while-named": [
        # every source of these cases is of 2020-01-01
        (REGION, {"id:region pg:heldOn 2020-01-01"}),
        (f'{REGION} id:region pg:until "2031"^^xsd:gYear .', set()),
        (f"{REGION} change:x org:originalOrganization id:region ; org:resultingOrganization id:pdu .", set()),
        (REGION.replace("2014-06", "2020-01"), set()),
        (f'{REGION} id:region pg:from "2021"^^xsd:gYear .', set()),
        (REGION.replace("ProbationRegion", "Company"), set()),
        ("id:region a pg:ProbationRegion .", set()),
    ],
    "succeeds": [
        (
            "change:x org:originalOrganization id:crc ; org:resultingOrganization id:pdu .",
            {"id:pdu pg:succeeds id:crc", "id:crc pg:succeededBy id:pdu"},
        ),
        ("change:x org:resultingOrganization id:crcs .", set()),
    ],
    "under-its-ministry": [
        (AGENCY, {"id:a pg:heldOn 2020-01-01"}),
        (f'{AGENCY} id:a pg:until "2031"^^xsd:gYear .', set()),
        (f"{AGENCY} id:b pg:child id:hmpps ; pg:parent id:home-office .", set()),
        (AGENCY.replace("a pg:Ministry", "a pg:Company"), set()),
    ],
    "tenure-organisation": [
        (POST + tenure("a"), {"id:tenure/a org:organization id:hmip"}),
        (POST + tenure("a", more="org:organization id:moj ;"), set()),
        (tenure("a"), set()),
    ],
}


def made_by(graph: KnowledgeGraph, rule: str) -> set[str]:
    """What a rule made, as short statements."""
    rows = graph.engine.select("SELECT ?s ?p ?o WHERE { GRAPH ?_rule_iri { ?s ?p ?o } }", {"_rule_iri": iri(rule)})
    return {" ".join(compact(str(row[name])) for name in "spo") for row in rows}


def iri(rule: str) -> Iri:
    return expand(f"rule:{rule}")


def test_every_rule_has_a_case_in_which_it_applies_and_one_in_which_it_does_not() -> None:
    assert set(CASES) == {path.stem for path in rule_files()}
    for rule, cases in CASES.items():
        assert {bool(expected) for _, expected in cases} == {True, False}, rule


@pytest.mark.parametrize(
    ("rule", "body", "expected"),
    [
        pytest.param(rule, *case, id=f"{rule}-{number}")
        for rule, cases in CASES.items()
        for number, case in enumerate(cases)
    ],
)
def test_a_rule_makes_what_it_says(rule: str, body: str, expected: set[str], graph_of: Build) -> None:
    assert made_by(graph_of({"my-source": body}), rule) == expected


def test_a_rule_reads_what_other_rules_and_several_sources_say(graph_of: Build) -> None:
    """The post is in one source, its holder in another, the body's end in a third."""
    graph = graph_of(
        {
            "a": POST.replace("true", "false"),
            "b": tenure("glenys-stacey", '"2016-03-01"^^xsd:date'),
            "c": 'id:hmip a pg:Inspectorate ; pg:until "2031"^^xsd:gYear .',
        }
    )
    assert made_by(graph, "tenure-organisation") == {"id:tenure/glenys-stacey org:organization id:hmip"}
    assert made_by(graph, "ends-with-body") == {"id:tenure/glenys-stacey pg:until 2031"}
    assert made_by(graph, "official") == {"id:glenys-stacey rdf:type pg:Official"}


def test_what_a_source_states_is_not_derived_again(graph_of: Build) -> None:
    graph = graph_of({"a": f"{RRP_OWNS} . id:rrp pg:owns id:crc ."})
    assert made_by(graph, "owns") == {"id:crc pg:ownedBy id:rrp"}


def test_a_derived_statement_stands_in_the_derived_the_rules_own_and_the_merged_graph_alone(graph_of: Build) -> None:
    graph = graph_of({"a": f"{RRP_OWNS} ."})
    rows = graph.engine.select("SELECT ?g WHERE { GRAPH ?g { id:rrp pg:owns id:crc } }")
    assert {compact(str(row["g"])) for row in rows} == {"graph:derived", "rule:owns"}
    assert list(graph.engine.select("SELECT * WHERE { id:rrp pg:owns ?x }")) != []
    assert graph.snapshot.counts["derived"] == 2


def test_a_rule_says_its_title_and_reason(graph_of: Build) -> None:
    graph = graph_of({"a": ""})
    rows = list(graph.engine.select("SELECT ?r ?t ?d WHERE { ?r a pg:Rule ; skos:prefLabel ?t ; dct:description ?d }"))
    assert {str(row["r"]) for row in rows} == {rule.iri for rule in read_rules()}
    assert all(str(row["t"]) and str(row["d"]).endswith(".") for row in rows)


def test_a_rule_that_rests_on_an_absence_runs_after_those_that_could_make_it_present() -> None:
    stage = {rule.name: rule.stage for rule in read_rules()}
    assert stage["tenure-organisation"] < stage["ends-with-body"] < stage["owner-at-publication"]
    assert stage["passes-to-next-holder"] < stage["ends-with-body"]


def test_a_rule_waits_for_what_it_reads_and_not_for_what_it_needs_absent() -> None:
    rules = {rule.name: rule for rule in read_rules()}
    assert expand("pg:from") in rules["passes-to-next-holder"].properties
    assert expand("pg:until") not in rules["passes-to-next-holder"].properties
    assert expand("pg:until") in rules["ends-with-body"].properties


def test_no_rule_makes_more_once_all_have_run(graph: KnowledgeGraph) -> None:
    for rule in read_rules():
        for subject, prop, value in graph.engine.construct(rule.query):
            found = graph.engine.select("SELECT ?p { ?_s ?p ?_o }", {"_s": subject, "_o": value})
            assert any(row["p"] == prop for row in found), (rule.name, subject, prop, value)
