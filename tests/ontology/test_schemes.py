"""Every closed list of the fact tables is a complete scheme, and every scheme is well made."""

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

B = "https://w3id.org/probation-governance/"
PG = Namespace(f"{B}ontology#")
SCHEME = Namespace(f"{B}scheme/")

# The names as the tables write them; their slugs make the addresses.
LISTS = {
    "descriptive-rating": """acceptable, deteriorated, exceptional, generally good, good, mixed, mostly good,
        not acceptable, not good enough, not sufficiently effective, poor, reasonable, satisfactory, sufficient,
        troubling, unacceptable, variable, wanting, well managed""",
    "programme": """Approved premises inspections, Core programme 2021, Core programme round 1 (2018-19),
        Core programme round 2 (2019-20), Dynamic inspection of public protection 2025-26, Method pilot 2020,
        National and central functions inspections, PDU inspections 2021-23, PDU inspections 2023-25, Quality & Impact,
        Regional inspections 2023-25, Serious further offence reviews, Summary and annual reports,
        Thematic inspections, Transforming Rehabilitation early implementation""",
    "event-type": """legislation, white-paper, consultation, announcement, reorganisation, contract-award,
        contract-transfer, contract-termination, insolvency, audit-report, committee-report, independent-review,
        policy-change, resignation, appointment, court, other""",
    "change-kind": "creation, split, merger, replacement, transfer, renaming, dissolution",
    "source-kind": """inspection-report, press-release, news, parliamentary, official-page, audit-report, legislation,
        statistics, encyclopaedia, blog, company-page, charity-page, research, editorial""",
    "qualifier": "less than, at most, about, almost, at least, more than",
    "unit": """CRCs, FTE, GBP, GBP per year, PDUs, areas, bids, cases, centres, contracts, days, decisions, divisions,
        examples, inspections, interviews, months, offices, organisations, people, percent, percentage points, places,
        posts, premises, programmes, projects, recalls, recommendations, regions, releases, reports, responses,
        reviews, services, staff, standards, targets, years""",
    "oversight-kind": "oversees, inspects, accountable-to",
    "provision-kind": "covers, delivers-service-in",
    "tie-kind": "declared-interest, former-employer, family",
    "area-kind": "county, unitary, district, london-borough, police-area, country, region",
    "conflict-kind": "conflict, precision, scope, headline, later-correction",
    "finding-kind": "strength, weakness",
}
STANDARDS = {
    "Core programme 2021": {
        "NPS-specific work": ["Statutory victim work"], "Organisational delivery": ["Leadership"],
    },
    "Core programme round 1 (2018-19)": {
        "CRC-specific work": ["Through the Gate", "Unpaid work"],
        "Case supervision": ["Assessment", "Implementation and delivery", "Planning", "Reviewing"],
        "NPS-specific work": ["Statutory victim work"],
        "Organisational delivery": ["Information and facilities", "Leadership", "Staff"],
    },
    "Core programme round 2 (2019-20)": {
        "CRC-specific work": ["Through the Gate"],
        "Case supervision": ["Assessment", "Implementation and delivery", "Planning", "Reviewing"],
        "Organisational delivery": ["Leadership"],
    },
    "National and central functions inspections": {"National arrangements": ["Services"]},
    "PDU inspections 2021-23": {
        "All domains": ["All standards"],
        "Court work and case supervision": [
            "All case-quality standards", "All sentence management standards", "Assessment", "Court work",
        ],
        "Organisational delivery": ["Information and facilities", "Leadership", "Services", "Staffing"],
    },
    "PDU inspections 2023-25": {
        "Organisational arrangements and activity": ["Leadership", "Services", "Staffing"],
        "Service delivery": [
            "All service delivery standards", "Assessment", "Implementation and delivery", "Keeping people safe",
            "Planning", "Reviewing",
        ],
    },
    "Quality & Impact": {
        "Quality & Impact outcome": [
            "Abiding by the sentence", "Overall quality of work", "Protecting the public", "Reducing reoffending",
        ],
    },
    "Regional inspections 2023-25": {"Regional service delivery": ["Desistance", "Statutory victim work"]},
    "Serious further offence reviews": {"Case review": ["Overall quality of work"]},
}  # fmt: skip
THEMES = """assessment, planning, risk of harm, management oversight, quality assurance, interventions, continuity,
staffing, remote contact, enforcement, diversity, engagement, partnership, serious further offences,
information sharing, services for women, innovation, workload, morale, resettlement, leadership, staff sickness,
contact, safeguarding checks"""


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def names(text: str) -> set[str]:
    return {slug(name) for name in text.split(",")}


def members(graph: Graph, scheme: str) -> set[str]:
    base = f"{SCHEME}{scheme}/"
    return {str(s).removeprefix(base) for s in graph.subjects(SKOS.inScheme, SCHEME[scheme])}


@pytest.mark.parametrize("scheme", LISTS)
def test_closed_lists_are_complete_and_closed(schemes: Graph, scheme: str) -> None:
    assert members(schemes, scheme) == names(LISTS[scheme])


@pytest.mark.parametrize("programme", STANDARDS)
def test_each_programme_has_its_own_standards(schemes: Graph, programme: str) -> None:
    scheme = f"standard/{slug(programme)}"
    expected = {
        (slug(standard), slug(domain)) for domain, standards in STANDARDS[programme].items() for standard in standards
    }
    base = f"{SCHEME}{scheme}/"
    found = {
        (str(s).removeprefix(base), str(o).removeprefix(base))
        for s, o in schemes.subject_objects(SKOS.broader)
        if str(s).startswith(base)
    }
    assert found == expected
    assert members(schemes, scheme) == {name for pair in expected for name in pair}
    assert schemes.value(SCHEME[scheme], PG.programme) == SCHEME[f"programme/{slug(programme)}"]


def test_every_measure_of_the_tables_is_there(schemes: Graph) -> None:
    text = (Path(__file__).parent / "measures.txt").read_text(encoding="utf-8")
    expected = {slug(name) for name in text.splitlines()}
    assert len(expected) == 275
    assert expected <= members(schemes, "measure")
    labels = {str(o) for o in schemes.objects(None, SKOS.prefLabel)}
    assert set(text.splitlines()) <= labels


def test_the_themes_of_findings_are_there(schemes: Graph) -> None:
    assert names(THEMES) <= members(schemes, "theme")


def test_the_rating_scale_is_ordered(schemes: Graph) -> None:
    order = [PG.Inadequate, PG.RequiresImprovement, PG.Good, PG.Outstanding]
    assert [schemes.value(word, PG["rank"]) for word in order] == [Literal(n) for n in (1, 2, 3, 4)]
    collection = schemes.value(predicate=RDF.type, object=SKOS.OrderedCollection)
    assert list(Collection(schemes, schemes.value(collection, SKOS.memberList))) == order
    assert set(schemes.subjects(SKOS.inScheme, SCHEME.rating)) == set(order)


def test_every_scheme_has_title_definition_and_licence(schemes: Graph) -> None:
    found = set(schemes.subjects(RDF.type, SKOS.ConceptScheme))
    assert len(found) == len(LISTS) + len(STANDARDS) + len(["rating", "measure", "theme"])
    for scheme in found:
        for needed in (DCTERMS.title, SKOS.definition, DCTERMS.license):
            assert schemes.value(scheme, needed), (scheme, needed)


def test_every_concept_is_whole(schemes: Graph) -> None:
    for concept in schemes.subjects(RDF.type, SKOS.Concept):
        assert isinstance(concept, URIRef)
        assert len(list(schemes.objects(concept, SKOS.prefLabel))) == 1, concept
        assert re.fullmatch(r"[A-Z].*[.]", str(schemes.value(concept, SKOS.definition))), concept
        (scheme,) = schemes.objects(concept, SKOS.inScheme)
        assert schemes.value(concept, SKOS.topConceptOf) == scheme or schemes.value(concept, SKOS.broader)
        notation = str(schemes.value(concept, SKOS.notation))
        assert concept == URIRef(f"{scheme}/{notation}") or concept in PG


def test_kinds_of_oversight_read_both_ways(schemes: Graph) -> None:
    for kind in schemes.subjects(SKOS.inScheme, SCHEME["oversight-kind"]):
        assert schemes.value(kind, PG.inverseLabel)
