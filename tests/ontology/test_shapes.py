"""Each shape accepts a good thing and tells of a bad one.

A case spoils one line of world.ttl: the line, what stands in its place (None: nothing), and the thing and property
that the report must name.
"""

import re
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, SKOS, Graph, Namespace

B = "https://w3id.org/probation-governance/"
PG = Namespace(f"{B}ontology#")
SHAPE = Namespace(f"{B}shape/")
WORLD = (Path(__file__).parent / "world.ttl").read_text(encoding="utf-8")
NAMESPACES = dict(re.findall(r"@prefix (pg|dct|eli|foaf|org|skos): <([^>]+)>", WORLD))
YESTERDAY = '"yesterday"'

# shape: [(line, replacement, property of the report or "" where the whole thing is meant)]
VIOLATIONS: dict[str, list[tuple[str, str | None, str]]] = {
    "Body": [
        ('skos:prefLabel "Ministry of Justice"@en', 'pg:acronym "MoJ"', "skos:prefLabel"),
        ('skos:prefLabel "Ministry of Justice"@en', 'skos:prefLabel "Ministry of Justice"', "skos:prefLabel"),
        ('pg:from "2014-06-01"^^xsd:date', f"pg:from {YESTERDAY}", "pg:from"),
        ('pg:from "2014-06-01"^^xsd:date', 'pg:from "2014-02-30"^^xsd:date', "pg:from"),
        ('pg:until "2021-06"^^xsd:gYearMonth', "pg:until 2021", "pg:until"),
        ('pg:acronym "ECRC"', 'pg:acronym "ECRC"@en', "pg:acronym"),
        ('pg:onsCode "E06000021"', 'pg:onsCode "6000021"', "pg:onsCode"),
        ("foaf:homepage <https://example.org/>", "foaf:homepage <ftp://example.org/>", "foaf:homepage"),
        ("<http://www.wikidata.org/entity/Q1>", "<https://example.org/Q1>", "pg:wikidataItem"),
    ],
    "Person": [
        ('skos:prefLabel "Justin Russell"@en', 'skos:altLabel "Russell"@en', "skos:prefLabel"),
        ('foaf:title "Mr"', "foaf:title 1", "foaf:title"),
    ],
    "Agent": [('skos:prefLabel "Example Press"@en', 'skos:altLabel "Press"@en', "skos:prefLabel")],
    "Post": [
        ('skos:prefLabel "HM Chief Inspector of Probation"@en', 'skos:altLabel "CI"@en', "skos:prefLabel"),
        ("org:postIn id:hmip", "org:postIn id:nobody", "org:postIn"),
        ("pg:singleHolder true", 'pg:singleHolder "yes"', "pg:singleHolder"),
    ],
    "DatedRelation": [
        ('pg:heldOn "2020"^^xsd:gYear', 'pg:heldOn "2020"', "pg:heldOn"),
        ('pg:locator "paragraph 4"', "pg:locator 4", "pg:locator"),
    ],
    "Tenure": [
        ("org:member id:justin-russell", "org:member id:moj", "org:member"),
        ("org:member id:justin-russell ;", None, "org:member"),
        ("pg:post x:post", "pg:post id:nothing", "pg:post"),
        ("org:organization id:hmip", "org:organization id:essex", "org:organization"),
        ("pg:interim false", "pg:interim 0", "pg:interim"),
        ('pg:postTitle "Chief inspector"@en', 'pg:postTitle "Chief inspector"', "pg:postTitle"),
    ],
    "Ownership": [
        ("pg:owner id:moj", "pg:owner id:nobody", "pg:owner"),
        ("pg:owner id:moj", "pg:owner id:moj , id:hmip", "pg:owner"),
        ("pg:owned id:crc ;", None, "pg:owned"),
        ('pg:share "51%"', "pg:share 51", "pg:share"),
    ],
    "Participation": [
        ("pg:partner id:moj ;", None, "pg:partner"),
        ("pg:venture id:crc", "pg:venture id:essex", "pg:venture"),
    ],
    "Contract": [
        ("pg:supplier id:crc ;", None, "pg:supplier"),
        ("pg:buyer id:moj ;", None, "pg:buyer"),
        ('pg:service "Supervision"@en', 'pg:service "Supervision"', "pg:service"),
    ],
    "Affiliation": [
        ("pg:child id:hmip ;", None, "pg:child"),
        ("pg:parent id:moj", "pg:parent id:justin-russell", "pg:parent"),
    ],
    "Oversight": [
        ("pg:overseer id:hmip ;", None, "pg:overseer"),
        ("pg:overseen id:crc ;", None, "pg:overseen"),
        ("oversight-kind\\/inspects", "provision-kind\\/covers", "pg:oversightKind"),
    ],
    "Provision": [
        ("pg:provider id:crc ;", None, "pg:provider"),
        ("pg:area id:essex", "pg:area id:crc", "pg:area"),
        ("provision-kind\\/covers", "provision-kind\\/no-such-kind", "pg:provisionKind"),
    ],
    "PersonalTie": [
        ("pg:tiedPerson id:justin-russell", "pg:tiedPerson id:moj", "pg:tiedPerson"),
        ("pg:tiedTo id:moj", "pg:tiedTo id:essex", "pg:tiedTo"),
        ("scheme:tie-kind\\/former-employer", '"friend"', "pg:tieKind"),
    ],
    "Reorganisation": [
        ("org:originalOrganization id:crc", "org:originalOrganization id:essex", "org:originalOrganization"),
        ("org:resultingOrganization id:hmip", "org:resultingOrganization id:crc , id:moj", "org:resultingOrganization"),
        ("scheme:change-kind\\/merger", "scheme:event-type\\/reorganisation", "pg:changeKind"),
        ('pg:date "2021-06"^^xsd:gYearMonth', f"pg:date {YESTERDAY}", "pg:date"),
        ('pg:dateNote "by summer"@en', "pg:dateNote 2021", "pg:dateNote"),
        ("pg:partOfEvent x:event", "pg:partOfEvent x:inspection", "pg:partOfEvent"),
    ],
    "Inspection": [
        ('skos:prefLabel "Example CRC, round 2"@en ;', None, "skos:prefLabel"),
        ("pg:inspectedBy id:hmip", "pg:inspectedBy id:moj", "pg:inspectedBy"),
        ("pg:inspected id:crc", "pg:inspected id:essex", "pg:inspected"),
        ('pg:areaDescription "Essex"@en', "pg:areaDescription id:essex", "pg:areaDescription"),
        ("scheme:programme\\/core-programme-round-2-2019-20", "scheme:programme\\/round-9", "pg:programme"),
        ('pg:fieldworkFrom "2019"^^xsd:gYear', 'pg:fieldworkFrom "autumn"', "pg:fieldworkFrom"),
        ('pg:fieldworkUntil "2019"^^xsd:gYear', 'pg:fieldworkUntil "autumn"', "pg:fieldworkUntil"),
        ('pg:published "2020-03-05"^^xsd:date', f"pg:published {YESTERDAY}", "pg:published"),
        ("pg:ledBy id:justin-russell", "pg:ledBy id:hmip", "pg:ledBy"),
        ("pg:leadInspector id:justin-russell", "pg:leadInspector id:hmip", "pg:leadInspector"),
        ("pg:overallRating pg:RequiresImprovement", 'pg:overallRating "Good"', "pg:overallRating"),
        ("pg:score 2", "pg:score -2", "pg:score"),
        ("pg:maximumScore 27", "pg:maximumScore 0", "pg:maximumScore"),
        ("pg:recommendationCount 7", 'pg:recommendationCount "seven"', "pg:recommendationCount"),
    ],
    "Rating": [
        ("pg:ofInspection x:inspection ;\n    pg:ratedBody", "pg:ratedBody", "pg:ofInspection"),
        ("pg:ratedBody id:crc ;", None, "pg:ratedBody"),
        ("scheme:standard\\/core-programme-round-2-2019-20\\/planning", "scheme:theme\\/planning", "pg:standard"),
        ("pg:level scheme:descriptive-rating\\/poor", 'pg:level "poor"', "pg:level"),
        ("pg:percentage 37.5", "pg:percentage 137.5", "pg:percentage"),
        ("pg:level scheme:descriptive-rating\\/poor ;\n    pg:percentage 37.5", 'skos:note "No word."@en', ""),
    ],
    "Recommendation": [
        ("pg:addressedTo id:crc", "pg:addressedTo id:essex", "pg:addressedTo"),
        ('pg:number "1-5"', 'pg:number "first"', "pg:number"),
        ("pg:count 5", "pg:count 0", "pg:count"),
        ('pg:topic "oversight"@en ;', None, ""),
    ],
    "Finding": [
        ("pg:findingAbout id:crc ;", None, "pg:findingAbout"),
        ("finding-kind\\/weakness", "finding-kind\\/middling", "pg:finds"),
        ("scheme:theme\\/morale", "scheme:measure\\/budget", "pg:theme"),
        ('dct:description "Staff are in low spirits."@en', 'skos:note "Low."@en', "dct:description"),
    ],
    "Measurement": [
        ("pg:subject id:crc , id:essex", "pg:subject id:crc , x:post", "pg:subject"),
        ("measure\\/average-caseload-per-practitioner", "unit\\/cases", "pg:measure"),
        ("pg:value 64", 'pg:value "64"', "pg:value"),
        ("pg:value 64", "pg:value 6.4e1", "pg:value"),
        ("pg:value 64 ;", None, "pg:value"),
        ("qualifier\\/almost", "qualifier\\/nearly", "pg:qualifier"),
        ("unit\\/cases", "unit\\/parsecs", "pg:unit"),
        ('pg:asOf "2019"^^xsd:gYear', 'pg:asOf "2019"', "pg:asOf"),
    ],
    "PolicyEvent": [
        ('skos:prefLabel "Unification"@en ;', None, "skos:prefLabel"),
        ("event-type\\/reorganisation", "event-type\\/party", "pg:eventType"),
        ("pg:eventType scheme:event-type\\/reorganisation ;", None, "pg:eventType"),
        ('pg:endDate "2021-06-26"^^xsd:date', 'pg:endDate "2021-13-26"^^xsd:date', "pg:endDate"),
        ("pg:actor id:moj", "pg:actor id:essex", "pg:actor"),
        ("pg:affects id:crc , x:ownership", "pg:affects id:unheard-of", "pg:affects"),
        ("pg:legislation <http://www.legislation.gov.uk/id/ukpga/2014/11>", "pg:legislation id:moj", "pg:legislation"),
    ],
    "Legislation": [
        ("<http://www.legislation.gov.uk/id/ukpga/2014/11> a", "id:ora-2014 a", ""),
        ('skos:prefLabel "Offender Rehabilitation Act 2014"@en ;', None, "skos:prefLabel"),
        ('skos:altLabel "Rehabilitation Act"@en', 'skos:altLabel "Rehabilitation Act"', "skos:altLabel"),
        ('pg:acronym "ORA 2014"', 'pg:acronym "ORA 2014"@en', "pg:acronym"),
        ('pg:made "2014-03-13"^^xsd:date', 'pg:made "13 March 2014"', "pg:made"),
        ("foaf:page <https://www.legislation.gov.uk/ukpga/2014/11>", 'foaf:page "ukpga/2014/11"', "foaf:page"),
        ('dct:description "People released', 'dct:description id:crc ; skos:note "People', "dct:description"),
        ("eli:amends <http://www.legislation.gov.uk/id/ukpga/2007/21>", "eli:amends id:moj", "eli:amends"),
        ("eli:based_on <http://www.legislation.gov.uk/id/ukpga/2007/21>", "eli:based_on id:moj", "eli:based_on"),
        ("eli:commences <http://www.legislation.gov.uk/id/ukpga/2014/11>", "eli:commences id:moj", "eli:commences"),
        ("eli:cites <http://www.legislation.gov.uk/id/ukpga/2007/21>", "eli:cites x:event", "eli:cites"),
        ("pg:establishes id:crc", "pg:establishes id:essex", "pg:establishes"),
        ("pg:abolishes id:hmip", "pg:abolishes x:event", "pg:abolishes"),
        ("pg:empowers x:post", "pg:empowers id:essex", "pg:empowers"),
    ],
    "Area": [
        ('skos:prefLabel "Essex"@en ;', None, "skos:prefLabel"),
        ("area-kind\\/county", "area-kind\\/hundred", "pg:areaKind"),
        ("pg:within id:england", "pg:within id:moj", "pg:within"),
        ("statistical-geography/E10000012", "statistical-geography/Essex", "pg:geography"),
    ],
    "Source": [
        ('dct:title "Example"@en ;', None, "dct:title"),
        ("dct:publisher x:agent", "dct:publisher x:unheard-of", "dct:publisher"),
        ("dct:creator id:justin-russell", 'dct:creator "Justin Russell"', "dct:creator"),
        ('dct:issued "2020-03-05"^^xsd:date', 'dct:issued "5 March 2020"', "dct:issued"),
        ("foaf:page <https://example.org/page>", 'foaf:page "example.org"', "foaf:page"),
        ("source-kind\\/news", "source-kind\\/gossip", "pg:sourceKind"),
        ("<> a pg:Source", "id:document a pg:Source", ""),
    ],
    "EditorialNote": [
        ("pg:about x:inspection", "pg:about x:unheard-of", "pg:about"),
        ("pg:aboutProperty pg:overallRating", "pg:aboutProperty pg:overalRating", "pg:aboutProperty"),
        ("conflict-kind\\/headline", "conflict-kind\\/quarrel", "pg:conflictKind"),
        ('dct:description "A headline goes too far."@en', 'skos:note "Far."@en', "dct:description"),
    ],
    "Rule": [
        ('skos:prefLabel "Example rule"@en ;', None, "skos:prefLabel"),
        ('dct:description "So that there is one."@en', 'skos:note "One."@en', "dct:description"),
    ],
}  # fmt: skip
WARNINGS: list[tuple[str, str | None, str]] = [
    ('pg:companyNumber "08802532"', 'pg:companyNumber "8802532"', "pg:companyNumber"),
    ("org:postIn id:hmip ;", None, "org:postIn"),
    ("pg:inspectedBy id:hmip ;", None, "pg:inspectedBy"),
    ("pg:programme scheme:programme\\/core-programme-round-2-2019-20 ;", None, "pg:programme"),
    ('pg:published "2020-03-05"^^xsd:date ;', None, "pg:published"),
    ("pg:addressedTo id:crc ;", None, "pg:addressedTo"),
    ("pg:theme scheme:theme\\/morale ;", None, "pg:theme"),
    ("pg:unit scheme:unit\\/cases ;", None, "pg:unit"),
    ('pg:date "2021-06-26"^^xsd:date ;', None, "pg:date"),
    ("pg:areaKind scheme:area-kind\\/county ;", None, "pg:areaKind"),
    ("dct:publisher x:agent ;", None, "dct:publisher"),
    ("pg:sourceKind scheme:source-kind\\/news", 'skos:note "Kind unknown."@en', "pg:sourceKind"),
]
CASES = [(name, *case) for name, cases in VIOLATIONS.items() for case in cases]


@pytest.fixture(scope="session")
def slim(vocabulary: Graph) -> Graph:
    """What the shapes need of the vocabulary: kinds, wider classes, schemes, names, captions."""
    graph = Graph()
    for needed in (RDF.type, RDFS.subClassOf, SKOS.inScheme, SKOS.prefLabel, PG.captionTemplate):
        graph += vocabulary.triples((None, needed, None))  # type: ignore[operator]
    return graph


def spoil(line: str, replacement: str | None) -> str:
    """Replace the first occurrence; a last line's full stop moves up when the line goes."""
    if replacement is None and line not in WORLD:
        line = line.removesuffix(" ;") + " ."
        assert WORLD.count(f" ;\n    {line}"), line
        return WORLD.replace(f" ;\n    {line}", " .", 1)
    assert line in WORLD, line
    return WORLD.replace(line, replacement or "", 1)


def report(text: str, slim: Graph, shapes: Graph) -> set[tuple[str, str, str]]:
    """Return (severity, property, message) of each result for a document in Turtle."""
    data = Graph().parse(data=text, format="turtle") + slim
    _, results, _ = validate(data, shacl_graph=shapes)
    return {
        (
            str(results.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            str(results.value(result, SH.resultPath) or ""),
            str(results.value(result, SH.resultMessage)),
        )
        for result in results.objects(None, SH.result)
    }


def short(iri: str) -> str:
    """Return the prefixed name of a property."""
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def test_a_good_world_passes(slim: Graph, shapes: Graph) -> None:
    assert report(WORLD, slim, shapes) == set()


def test_every_shape_has_a_case(shapes: Graph) -> None:
    targeted = {str(s).removeprefix(SHAPE) for s in shapes.subjects(SH.targetClass, None)}
    assert targeted == set(VIOLATIONS)


@pytest.mark.parametrize(("shape", "line", "replacement", "path"), CASES)
def test_a_bad_thing_is_told(
    shape: str, line: str, replacement: str | None, path: str, slim: Graph, shapes: Graph
) -> None:
    found = report(spoil(line, replacement), slim, shapes)
    assert ("Violation", path) in {(severity, short(where)) for severity, where, _ in found}


@pytest.mark.parametrize(("line", "replacement", "path"), WARNINGS)
def test_what_is_only_missing_is_a_warning(
    line: str, replacement: str | None, path: str, slim: Graph, shapes: Graph
) -> None:
    found = report(spoil(line, replacement), slim, shapes)
    assert {(severity, short(where)) for severity, where, _ in found} == {("Warning", path)}


def test_two_sources_may_differ_on_a_thing(slim: Graph, shapes: Graph) -> None:
    """A disagreement is found as a conflict, never as a fault of shape."""
    other = """
    id:crc pg:from "2015"^^xsd:gYear ; skos:prefLabel "Example company"@en .
    x:inspection pg:overallRating pg:Inadequate ; pg:published "2020-03"^^xsd:gYearMonth ; pg:score 3 .
    x:measurement pg:value 65 ; pg:unit scheme:unit\\/people . x:change pg:date "2021"^^xsd:gYear .
    """
    assert report(WORLD + other, slim, shapes) == set()


def test_every_property_shape_explains_itself(shapes: Graph) -> None:
    for shape in shapes.objects(None, SH.property):
        if (shape, SH.severity, None) in shapes or (shape, SH.name, None) in shapes:
            assert shapes.value(shape, SH.message), shapes.value(shape, SH.path)
    named = [s for s in shapes.objects(None, SH.property) if (s, SH.name, None) in shapes]
    assert len(named) > 100


def test_shapes_are_shacl(shapes: Graph) -> None:
    _, _, text = validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert "Conforms: True" in text
