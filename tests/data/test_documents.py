"""The hand-written sources say what their documents say, each in its own graph."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
BASE = "https://w3id.org/probation-governance/"
PREFIXES = {
    "pg": BASE + "ontology#",
    "id": BASE + "id/",
    "scheme": BASE + "scheme/",
    "org": "http://www.w3.org/ns/org#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

WATCHDOG = "2017/staffordshire-caseloads-2017-01-12"
WEBSTER = "2017/russellwebster-2017-01-12-staffordshire"
EXPRESS = "2020/expressandstar-2020-03-05-staffordshire-and-west-midlands"
GUARDIAN = "2020/guardian-2020-03-04-midlands-probation-firm"
RELEASE = "2022/hmip-2022-08-04-staffordshire-and-stoke-pdu-press-release"
EDITORIAL = "undated/editorial"
DOCUMENTS = (WATCHDOG, WEBSTER, EXPRESS, GUARDIAN, RELEASE)
FILES = (*DOCUMENTS, EDITORIAL)

CRC = "crc-staffordshire-and-west-midlands"
PDU = "pdu-staffordshire-and-stoke"
RRP = "reducing-reoffending-partnership"
IN_2017 = "hmip-2017-01-12-staffordshire-and-stoke"
IN_2020 = f"hmip-2020-03-05-{CRC}"
IN_2022 = f"hmip-2022-08-04-{PDU}"

SHORT = {
    "WATCHDOG": WATCHDOG,
    "WEBSTER": WEBSTER,
    "EXPRESS": EXPRESS,
    "GUARDIAN": GUARDIAN,
    "RELEASE": RELEASE,
    "CRC": CRC,
    "PDU": PDU,
}
# file, person, post, day
TENURES = [
    line.split()
    for line in """
    WATCHDOG glenys-stacey hm-chief-inspector-of-probation 2017-01-12
    WEBSTER glenys-stacey hm-chief-inspector-of-probation 2017-01-12
    EXPRESS justin-russell hm-chief-inspector-of-probation 2020-03-05
    GUARDIAN justin-russell hm-chief-inspector-of-probation 2020-03-04
    RELEASE justin-russell hm-chief-inspector-of-probation 2022-08-04
    WATCHDOG catherine-holland chief-executive-reducing-reoffending-partnership 2017-01-12
    GUARDIAN chris-grayling secretary-of-state-for-justice 2014
    EXPRESS david-jamieson police-and-crime-commissioner-west-midlands 2020-03-05
    EXPRESS david-jamieson chair-west-midlands-local-criminal-justice-board 2020-03-05
    """.strip().splitlines()
]
# file, body, measure, as of, value, qualifier (- for none), unit
FIGURES = [
    line.split()
    for line in """
    WATCHDOG CRC highest-caseload-of-an-officer 2017-01 80 at-most cases
    WATCHDOG crcs number-of-crcs 2014 21 - crcs
    EXPRESS CRC average-caseload-per-practitioner 2019 64 - cases
    GUARDIAN CRC average-caseload-per-practitioner 2019 64 - cases
    EXPRESS CRC share-of-staff-saying-workload-is-unmanageable 2019 70 almost percent
    GUARDIAN CRC share-of-staff-saying-workload-is-unmanageable 2019 70 almost percent
    EXPRESS CRC number-of-people-helped-into-jobs 2020 3000 more-than people
    GUARDIAN CRC number-of-people-supervised 2020-03 12600 - people
    GUARDIAN CRC share-of-cases-without-domestic-abuse-enquiry 2019 37 - percent
    GUARDIAN crcs number-of-crcs 2020-03-04 21 - crcs
    GUARDIAN crcs number-of-firms-owning-crcs 2020-03-04 8 - organisations
    GUARDIAN crcs time-by-which-the-contracts-end-early 2020-03-04 24 - months
    RELEASE PDU share-of-cases-satisfactory-against-all-quality-standards 2022-08-04 50 \
        less-than percent
    """.strip().splitlines()
]


@cache
def statements(name: str) -> frozenset[ox.Triple]:
    """The statements of one file, read with the base IRI its first line declares."""
    parsed = ox.parse(path=DATA / f"{name}.ttl", format=ox.RdfFormat.TURTLE)
    return frozenset(quad.triple for quad in parsed)


def iri(short: str) -> ox.NamedNode:
    """The node for a short name such as `id:nps` or `<>` of a file."""
    prefix, _, rest = short.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + rest)


def objects(name: str, subject: str | ox.NamedNode, predicate: str) -> set[str]:
    """Values of a property in one file: short names for nodes, lexical forms for literals."""
    node = iri(subject) if isinstance(subject, str) else subject
    return {shorten(t.object) for t in statements(name) if t.subject == node and t.predicate == iri(predicate)}


def shorten(term: object) -> str:
    """A short name (`id:nps`) for a node, the lexical form for a literal."""
    if isinstance(term, ox.Literal):
        return term.value
    assert isinstance(term, ox.NamedNode), f"{term} is neither a named node nor a literal"
    for prefix, start in PREFIXES.items():
        if term.value.startswith(start):
            return f"{prefix}:{term.value.removeprefix(start)}"
    return term.value


def source(name: str) -> ox.NamedNode:
    """The IRI of the source that a file describes."""
    return ox.NamedNode(f"{BASE}source/{name.rpartition('/')[2]}")


def instances(name: str, kind: str) -> set[str]:
    """Short names of all things of a class in one file."""
    return {shorten(t.subject) for t in statements(name) if t.predicate == iri("rdf:type") and t.object == iri(kind)}


def says(name: str, subject: str, facts: Iterable[tuple[str, str]]) -> None:
    """Fail unless the file states each (property, value) of the subject."""
    for predicate, value in facts:
        assert value in objects(name, subject, predicate), (name, subject, predicate, value)


@pytest.mark.parametrize("name", FILES)
class TestEveryFile:
    def test_declares_its_graph_as_base_and_describes_it(self, name: str) -> None:
        first = (DATA / f"{name}.ttl").read_text(encoding="utf-8").splitlines()[0]
        assert first == f"@base <{source(name).value}> ."
        assert objects(name, source(name), "rdf:type") == {"pg:Source"}
        assert len(objects(name, source(name), "dct:title")) == 1
        assert len(objects(name, source(name), "dct:issued")) == 1
        assert len(objects(name, source(name), "pg:sourceKind")) == 1

    def test_has_no_blank_nodes(self, name: str) -> None:
        for triple in statements(name):
            assert not isinstance(triple.subject, ox.BlankNode)
            assert not isinstance(triple.object, ox.BlankNode)

    def test_types_everything_it_mentions(self, name: str) -> None:
        typed = {t.subject for t in statements(name) if t.predicate == iri("rdf:type")}
        spoken_of = {iri("pg:about"), iri("pg:disputedValue"), iri("pg:prefersValue")}
        for triple in statements(name):
            if triple.predicate in spoken_of:
                continue  # a note speaks of what other sources say, and describes it no further
            for term in (triple.subject, triple.object):
                if isinstance(term, ox.NamedNode) and shorten(term).startswith("id:"):
                    assert term in typed, term

    def test_names_every_thing_with_a_slug_of_its_own(self, name: str) -> None:
        for triple in statements(name):
            subject = shorten(triple.subject)
            if subject.startswith("id:") and "/" not in subject:
                assert objects(name, subject, "skos:prefLabel"), subject

    def test_dates_every_measurement_with_value_and_unit(self, name: str) -> None:
        for node in instances(name, "pg:Measurement"):
            for predicate in ("pg:subject", "pg:measure", "pg:value", "pg:unit", "pg:asOf"):
                assert len(objects(name, node, predicate)) == 1, (node, predicate)

    def test_describes_every_finding(self, name: str) -> None:
        for node in instances(name, "pg:Finding"):
            assert objects(name, node, "pg:ofInspection")
            assert objects(name, node, "pg:findingAbout")
            assert objects(name, node, "pg:theme")
            assert objects(name, node, "pg:finds") <= {
                "scheme:finding-kind/strength",
                "scheme:finding-kind/weakness",
            }
            assert len(objects(name, node, "dct:description")) == 1
            assert objects(name, node, "pg:locator")


def test_two_sources_have_no_address() -> None:
    assert [n for n in DOCUMENTS if not objects(n, source(n), "foaf:page")] == [WATCHDOG, GUARDIAN]


@pytest.mark.parametrize("row", TENURES, ids=" ".join)
def test_posts_are_held_on_the_day_the_source_attests(row: list[str]) -> None:
    file, person, post, day = row
    name, tenure = SHORT[file], f"id:tenure/{person}--{post}"
    facts = [("org:member", f"id:{person}"), ("pg:post", f"id:post/{post}"), ("pg:heldOn", day)]
    says(name, tenure, facts)
    assert not objects(name, tenure, "pg:from")


@pytest.mark.parametrize("name", [WATCHDOG, WEBSTER, EXPRESS, GUARDIAN])
def test_four_sources_name_the_owner_on_their_day(name: str) -> None:
    (day,) = objects(name, source(name), "dct:issued")
    facts = [("pg:owner", f"id:{RRP}"), ("pg:owned", f"id:{CRC}"), ("pg:heldOn", day)]
    says(name, f"id:ownership/{RRP}--{CRC}", facts)


@pytest.mark.parametrize("row", FIGURES, ids=" ".join)
def test_figures(row: list[str]) -> None:
    file, body, measure, as_of, value, qualifier, unit = row
    name, subject = SHORT[file], SHORT.get(body, body)
    node = f"id:measurement/{subject}--{measure}--{as_of}"
    assert objects(name, node, "pg:value") == {value}
    expected = set() if qualifier == "-" else {f"scheme:qualifier/{qualifier}"}
    assert objects(name, node, "pg:qualifier") == expected
    assert objects(name, node, "pg:unit") == {f"scheme:unit/{unit}"}
    assert objects(name, node, "pg:asOf") == {as_of}


def test_fractions_of_the_blog_are_shares_with_the_words_beside_them() -> None:
    found = {
        (
            *objects(WEBSTER, node, "pg:value"),
            *(q.rpartition("/")[2] for q in objects(WEBSTER, node, "pg:qualifier")),
            *objects(WEBSTER, node, "skos:note"),
        )
        for node in instances(WEBSTER, "pg:Measurement")
    }
    assert found == {
        ("50", "almost", "Stated as a fraction: almost half."),
        ("25", "almost", "Stated as a fraction: almost one in four."),
        ("66.7", "more-than", "Stated as a fraction: over two-thirds."),
        ("66.7", "about", "Stated as a fraction: two-thirds."),
        ("33.3", "more-than", "Stated as a fraction: just over one-third."),
    }


@pytest.mark.parametrize(("heading", "bullets"), [("CRC", 10), ("NPS", 8), ("Co-ordination", 4)])
def test_every_bullet_of_the_blog_is_a_finding(heading: str, bullets: int) -> None:
    locators = {
        locator for node in instances(WEBSTER, "pg:Finding") for locator in objects(WEBSTER, node, "pg:locator")
    }
    for bullet in range(1, bullets + 1):
        assert f"{heading} findings, bullet {bullet}" in locators


def test_a_bullet_with_praise_and_blame_is_two_findings() -> None:
    kinds = {
        kind
        for node in instances(WEBSTER, "pg:Finding")
        if "CRC findings, bullet 1" in objects(WEBSTER, node, "pg:locator")
        for kind in objects(WEBSTER, node, "pg:finds")
    }
    assert kinds == {"scheme:finding-kind/strength", "scheme:finding-kind/weakness"}


def test_co_ordination_findings_are_about_both_bodies() -> None:
    nodes = [
        node
        for node in instances(WEBSTER, "pg:Finding")
        if any(x.startswith("Co-ord") for x in objects(WEBSTER, node, "pg:locator"))
    ]
    assert len(nodes) == 5
    for node in nodes:
        assert objects(WEBSTER, node, "pg:findingAbout") == {f"id:{CRC}", "id:nps-midlands"}


def test_ratings_of_2017_are_words() -> None:
    words = {
        (*objects(WEBSTER, node, "pg:ratedBody"), *objects(WEBSTER, node, "pg:level"))
        for node in instances(WEBSTER, "pg:Rating")
    }
    scheme = "scheme:descriptive-rating/"
    assert words == {
        (f"id:{CRC}", scheme + "wanting"),
        (f"id:{CRC}", scheme + "not-sufficiently-effective"),
        ("id:nps-midlands", scheme + "sufficient"),
        ("id:nps-midlands", scheme + "good"),
    }


@pytest.mark.parametrize("name", [EXPRESS, GUARDIAN])
@pytest.mark.parametrize("standard", ["assessment", "planning", "implementation-and-delivery", "reviewing"])
def test_four_standards_of_2020_are_inadequate(name: str, standard: str) -> None:
    rating = f"id:rating/{IN_2020}--{CRC}--{standard}"
    assert objects(name, rating, "pg:level") == {"pg:Inadequate"}
    assert objects(name, rating, "pg:standard") == {f"scheme:standard/core-programme-round-2-2019-20/{standard}"}


def test_both_sides_of_the_disagreement_of_2020_stand() -> None:
    assert objects(EXPRESS, f"id:{IN_2020}", "pg:overallRating") == {"pg:RequiresImprovement"}
    assert objects(GUARDIAN, f"id:{IN_2020}", "pg:overallRating") == {"pg:Inadequate"}
    before = f"id:hmip-2018-12-19-{CRC}"
    assert objects(EXPRESS, before, "pg:overallRating") == {"pg:RequiresImprovement"}
    note = "id:note/overall-rating-of-staffordshire-and-west-midlands-crc-2020"
    facts = [
        ("pg:about", f"id:{IN_2020}"),
        ("pg:aboutProperty", "pg:overallRating"),
        ("pg:conflictKind", "scheme:conflict-kind/headline"),
        ("pg:prefersValue", "pg:RequiresImprovement"),
        ("pg:disputedValue", "pg:Inadequate"),
    ]
    says(EDITORIAL, note, facts)


def test_the_unit_scored_two_of_27_in_2022() -> None:
    facts = [
        ("pg:overallRating", "pg:Inadequate"),
        ("pg:score", "2"),
        ("pg:maximumScore", "27"),
        ("pg:recommendationCount", "7"),
        ("pg:published", "2022-08-04"),
        ("pg:fieldworkFrom", "2022-06"),
        ("pg:ledBy", "id:justin-russell"),
        ("pg:inspected", f"id:{PDU}"),
    ]
    says(RELEASE, f"id:{IN_2022}", facts)


@pytest.mark.parametrize(("number", "count", "body"), [("1-5", "5", PDU), ("6-7", "2", "region-west-midlands")])
def test_recommendations_of_2022(number: str, count: str, body: str) -> None:
    node = f"id:recommendation/{IN_2022}--{number}"
    facts = [("pg:number", number), ("pg:count", count), ("pg:addressedTo", f"id:{body}")]
    says(RELEASE, node, facts)


@pytest.mark.parametrize("original", ["nps", "crcs", CRC])
def test_the_merger_of_june_2021(original: str) -> None:
    facts = [
        ("org:originalOrganization", f"id:{original}"),
        ("org:resultingOrganization", "id:probation-service"),
        ("pg:changeKind", "scheme:change-kind/merger"),
        ("pg:date", "2021-06"),
        ("pg:partOfEvent", "id:event-unification-2021"),
    ]
    says(RELEASE, f"id:change/{original}--probation-service", facts)


@pytest.mark.parametrize("original", ["nps", "crcs"])
def test_delivery_units_replace_what_was_there(original: str) -> None:
    kinds = objects(RELEASE, f"id:change/{original}--{PDU}", "pg:changeKind")
    assert kinds == {"scheme:change-kind/replacement"}


@pytest.mark.parametrize("name", [WATCHDOG, GUARDIAN])
def test_the_companies_begin_in_2014(name: str) -> None:
    node = "id:change/event-split-2014--crcs"
    facts = [("org:resultingOrganization", "id:crcs"), ("pg:date", "2014")]
    says(name, node, facts)
    assert not objects(name, node, "org:originalOrganization")


@pytest.mark.parametrize(
    ("name", "event", "date", "note"),
    [
        (WATCHDOG, "event-probation-system-review-2016-17", "2017", "April"),
        (GUARDIAN, "event-unification-2021", "2021", "by spring"),
        (GUARDIAN, "event-crc-contracts-end-2021", "2020", "this year"),
        (EXPRESS, "event-unification-2021", "2021", "next year"),
        (RELEASE, "event-unification-2021", "2021-06", ""),
        (EXPRESS, "event-west-midlands-gangs-and-violence-commission-2017", "2017", ""),
    ],
)
def test_policy_events(name: str, event: str, date: str, note: str) -> None:
    # The tables may add a more precise day from the same source.
    assert date in objects(name, f"id:{event}", "pg:date")
    assert note in "".join(objects(name, f"id:{event}", "pg:dateNote"))


def test_the_plan_of_spring_2021_is_marked_as_overtaken() -> None:
    facts = [
        ("pg:about", "id:event-unification-2021"),
        ("pg:conflictKind", "scheme:conflict-kind/later-correction"),
        ("pg:prefersValue", "2021-06"),
    ]
    says(EDITORIAL, "id:note/date-of-unification-2021", facts)


def test_units_sit_in_regions_and_divisions_in_the_service() -> None:
    unit = f"id:affiliation/{PDU}--region-west-midlands"
    assert objects(RELEASE, unit, "pg:parent") == {"id:region-west-midlands"}
    division = "id:affiliation/nps-midlands--nps"
    assert objects(WEBSTER, division, "pg:parent") == {"id:nps"}


def test_every_editorial_note_gives_its_reason() -> None:
    for node in instances(EDITORIAL, "pg:EditorialNote"):
        assert objects(EDITORIAL, node, "pg:about")
        assert objects(EDITORIAL, node, "pg:conflictKind")
        assert objects(EDITORIAL, node, "dct:description")
    for kind in ("pg:Reorganisation", "pg:Provision"):
        for node in instances(EDITORIAL, kind):
            assert objects(EDITORIAL, node, "skos:note")
