"""Every row of the dossier stands in the graph, with all its sources, and in no other source's graph.

An independent reading: the tables by the csv module, the data by a Turtle parser, and the meaning of each column said
once more here in plain code. Nothing of the importer is used.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
DOSSIER = ROOT / "tests" / "dossier"
BASE = "https://w3id.org/probation-governance/"
PG, ID, SCHEME = f"{BASE}ontology#", f"{BASE}id/", f"{BASE}scheme/"
DCT, ORG = "http://purl.org/dc/terms/", "http://www.w3.org/ns/org#"
FOAF, SKOS = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2004/02/skos/core#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
BY_HAND = {
    "staffordshire-caseloads-2017-01-12",
    "russellwebster-2017-01-12-staffordshire",
    "expressandstar-2020-03-05-staffordshire-and-west-midlands",
    "guardian-2020-03-04-midlands-probation-firm",
    "hmip-2022-08-04-staffordshire-and-stoke-pdu-press-release",
    "editorial",
}
COUNTS = {
    "sources": 989, "organisations": 431, "relations": 1133, "people": 188, "posts": 285, "person_relations": 19,
    "inspections": 218, "ratings": 125, "recommendations": 38, "measures": 537, "events": 216, "areas": 420,
    "inferred/measures": 1, "inferred/people": 1, "inferred/person_relations": 2, "inferred/posts": 3,
    "inferred/relations": 62,
}  # fmt: skip
CLASSES = {
    "probation-trust": "ProbationTrust", "crc": "CommunityRehabilitationCompany", "national-service": "NationalService",
    "nps-division": "Division", "probation-region": "ProbationRegion", "pdu": "ProbationDeliveryUnit",
    "company": "Company", "joint-venture": "JointVenture", "charity": "Charity", "ministry": "Ministry",
    "agency": "Agency", "inspectorate": "Inspectorate", "audit-body": "AuditBody", "committee": "Committee",
    "pcc": "PoliceAndCrimeCommissioner", "local-authority": "LocalAuthority", "union": "TradeUnion",
    "prison": "Prison", "other": "OtherBody",
}  # fmt: skip
# predicate -> class of node, property of the subject, property of the object, further (property, value) pairs
RELATIONS = {
    "owns": ("Ownership", "owner", "owned", {}),
    "parent_company_of": ("Ownership", "owner", "owned", {}),
    "partner_in": ("Participation", "partner", "venture", {}),
    "part_of": ("Affiliation", "child", "parent", {}),
    "contracted_by": ("Contract", "supplier", "buyer", {}),
    "supplier_to": ("Contract", "supplier", "buyer", {}),
    "oversees": ("Oversight", "overseer", "overseen", {"oversightKind": "oversight-kind/oversees"}),
    "inspects": ("Oversight", "overseer", "overseen", {"oversightKind": "oversight-kind/inspects"}),
    "accountable_to": ("Oversight", "overseen", "overseer", {"oversightKind": "oversight-kind/accountable-to"}),
    "covers_area": ("Provision", "provider", "area", {"provisionKind": "provision-kind/covers"}),
    "delivers_service_in": ("Provision", "provider", "area", {"provisionKind": "provision-kind/delivers-service-in"}),
}
CHANGES = {
    "succeeded_by": "replacement",
    "merged_into": "merger",
    "split_into": "split",
    "contract_transferred_to": "transfer",
}
TIES = {
    "spouse_of": "family",
    "declared_interest_in": "declared-interest",
    "formerly_employed_by": "former-employer",
}
RATINGS = {
    "Inadequate": PG + "Inadequate",
    "Requires improvement": PG + "RequiresImprovement",
    "Good": PG + "Good",
    "Outstanding": PG + "Outstanding",
}
Row = dict[str, str]
Wanted = dict[str, set[str]]


class Graph:
    """One source's statements: subject -> property -> values, all as text."""

    def __init__(self, path: Path) -> None:
        self.said: dict[str, dict[str, set[str]]] = {}
        source = f"{BASE}source/{path.stem}"
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=source):
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            properties = self.said.setdefault(quad.subject.value, {})
            properties.setdefault(quad.predicate.value, set()).add(quad.object.value)

    def holds(self, node: str, wanted: Wanted) -> bool:
        """Say whether a node has at least the wanted values."""
        properties = self.said.get(node, {})
        return all(values <= properties.get(name, set()) for name, values in wanted.items())

    def find(self, wanted: Wanted) -> list[str]:
        """Return the nodes that have at least the wanted values."""
        return [node for node in self.said if self.holds(node, wanted)]


@cache
def graphs() -> dict[str, Graph]:
    """Return slug -> graph of all data files."""
    return {path.stem: Graph(path) for path in (ROOT / "data").glob("*/*.ttl")}


@cache
def rows(table: str) -> list[Row]:
    """Return the rows of a table."""
    with (DOSSIER / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def programmes() -> dict[str, str]:
    """Return inspection -> short name of its programme."""
    return {row["id"]: slug(row["programme"]) for row in rows("inspections") if row["programme"]}


def slug(text: str) -> str:
    """Return a text as it stands in addresses."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def many(text: str, space: str = "") -> set[str]:
    """Return the values of a cell with several."""
    return {space + part.strip() for part in text.split(";") if part.strip()}


def cells(row: Row, **columns: str) -> Wanted:
    """Return property -> value for those of the columns that are not empty; `columns` are property=column."""
    return {
        (PG + name if ":" not in name else name): {row[column]} for name, column in columns.items() if row.get(column)
    }


def note(row: Row) -> Wanted:
    return {SKOS + "note": {row["note"]}} if row.get("note") else {}


def source_node(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted: Wanted = {TYPE: {PG + "Source"}, DCT + "title": {row["title"]}}
    wanted[PG + "sourceKind"] = {f"{SCHEME}source-kind/{row['kind']}"}
    if row["published"]:
        wanted[DCT + "issued"] = {row["published"]}
    if row["url"].startswith("http"):
        wanted[FOAF + "page"] = {row["url"].split(" ")[0]}
    yield f"{BASE}source/{row['source_id']}", wanted


def organisation(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted = {TYPE: {PG + CLASSES[row["type"]]}, SKOS + "prefLabel": {row["label"]}, **note(row)}
    wanted |= cells(
        row, **{"from": "from", "until": "until", "companyNumber": "companies_house", "onsCode": "ons_code"}
    )
    if row["alt_labels"]:
        wanted[SKOS + "altLabel"] = many(row["alt_labels"])
    if row["website"]:
        wanted[FOAF + "homepage"] = {row["website"]}
    yield ID + row["id"], wanted
    if row["part_of"]:
        ends = {PG + "child": {ID + row["id"]}, PG + "parent": {ID + row["part_of"]}}
        yield "", {TYPE: {PG + "Affiliation"}, **ends}


def relation(row: Row) -> Iterator[tuple[str, Wanted]]:
    subject, object_ = {ID + row["subject_id"]}, {ID + row["object_id"]}
    if row["predicate"] in CHANGES:
        wanted = {TYPE: {PG + "Reorganisation"}, **note(row), **cells(row, date="from")}
        wanted[PG + "changeKind"] = {f"{SCHEME}change-kind/{CHANGES[row['predicate']]}"}
        wanted |= {ORG + "originalOrganization": subject, ORG + "resultingOrganization": object_}
    else:
        kind, first, second, further = RELATIONS[row["predicate"]]
        wanted = {TYPE: {PG + kind}, PG + first: subject, PG + second: object_, **note(row)}
        wanted |= {PG + name: {SCHEME + value} for name, value in further.items()}
        wanted |= cells(row, **{"from": "from", "until": "until", "share": "share"})
    yield "", wanted


def person(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted = {TYPE: {FOAF + "Person"}, SKOS + "prefLabel": {row["label"]}, **note(row)}
    if row["honorific"]:
        wanted[FOAF + "title"] = {row["honorific"]}
    if row["alt_labels"]:
        wanted[SKOS + "altLabel"] = many(row["alt_labels"])
    yield ID + row["id"], wanted


def tenure(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted = {TYPE: {PG + "Tenure"}, ORG + "member": {ID + row["person_id"]}, **note(row)}
    wanted[ORG + "organization"] = {ID + row["organisation_id"]}
    wanted |= cells(row, until="until")
    if row["from"]:
        start = "heldOn" if "reappointed" in row["role"] else "from"
        wanted[PG + start] = {row["from"]}
    if row["interim"]:
        wanted[PG + "interim"] = {"true" if row["interim"] == "yes" else "false"}
    yield "", wanted


def tie(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted = {TYPE: {PG + "PersonalTie"}, PG + "tieKind": {f"{SCHEME}tie-kind/{TIES[row['predicate']]}"}, **note(row)}
    ends = [ID + row["person_id"], ID + row["other_id"]]
    if row["predicate"] == "spouse_of":
        ends.sort()
    wanted |= {PG + "tiedPerson": {ends[0]}, PG + "tiedTo": {ends[1]}}
    yield "", wanted | cells(row, **{"from": "from", "until": "until"})


def inspection(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted = {TYPE: {PG + "Inspection"}, SKOS + "prefLabel": {row["label"]}, **note(row)}
    wanted[PG + "inspectedBy"] = {ID + row["inspectorate_id"]}
    wanted[PG + "inspected"] = many(row["subject_ids"], ID)
    wanted |= cells(
        row, areaDescription="area", fieldworkFrom="fieldwork_from", fieldworkUntil="fieldwork_until",
        published="published", score="score", maximumScore="max_score", recommendationCount="recommendations",
    )  # fmt: skip
    if row["programme"]:
        wanted[PG + "programme"] = {f"{SCHEME}programme/{slug(row['programme'])}"}
    if row["overall_rating"]:
        wanted[PG + "overallRating"] = {RATINGS[row["overall_rating"]]}
    if row["chief_inspector_id"]:
        wanted[PG + "ledBy"] = {ID + row["chief_inspector_id"]}
    yield ID + row["id"], wanted


def rating(row: Row) -> Iterator[tuple[str, Wanted]]:
    standard = f"{SCHEME}standard/{programmes()[row['inspection_id']]}/{slug(row['standard'])}"
    level = RATINGS.get(row["rating"], f"{SCHEME}descriptive-rating/{slug(row['rating'])}")
    wanted = {TYPE: {PG + "Rating"}, PG + "standard": {standard}, PG + "level": {level}, **note(row)}
    wanted |= {PG + "ofInspection": {ID + row["inspection_id"]}, PG + "ratedBody": {ID + row["subject_id"]}}
    yield "", wanted | cells(row, score="score", percentage="percent")


def recommendation(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted = {TYPE: {PG + "Recommendation"}, DCT + "description": {row["summary"]}, PG + "topic": {row["topic"]}}
    wanted |= {PG + "ofInspection": {ID + row["inspection_id"]}, PG + "addressedTo": {ID + row["addressed_to_id"]}}
    yield "", wanted | cells(row, number="number")


def measurement(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted = {TYPE: {PG + "Measurement"}, PG + "subject": many(row["subject_id"], ID), **note(row)}
    wanted[PG + "measure"] = {f"{SCHEME}measure/{slug(row['measure'])}"}
    wanted[PG + "unit"] = {f"{SCHEME}unit/{slug(row['unit'])}"}
    wanted |= cells(row, value="value", asOf="as_of")
    if row.get("qualifier"):
        wanted[PG + "qualifier"] = {f"{SCHEME}qualifier/{slug(row['qualifier'])}"}
    if row["inspection_id"]:
        wanted[PG + "ofInspection"] = {ID + row["inspection_id"]}
    yield "", wanted


def event(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted = {TYPE: {PG + "PolicyEvent"}, SKOS + "prefLabel": {row["label"]}, **note(row)}
    wanted[PG + "eventType"] = {f"{SCHEME}event-type/{row['type']}"}
    wanted |= {PG + "actor": many(row["actor_ids"], ID), PG + "affects": many(row["affects_ids"], ID)}
    if row["summary"]:
        wanted[DCT + "description"] = {row["summary"]}
    yield ID + row["id"], wanted | cells(row, date="date", endDate="end_date")


def area(row: Row) -> Iterator[tuple[str, Wanted]]:
    wanted = {TYPE: {PG + "Area"}, SKOS + "prefLabel": {row["label"]}, **cells(row, onsCode="ons_code")}
    wanted[PG + "areaKind"] = {f"{SCHEME}area-kind/{row['kind']}"}
    yield ID + row["id"], wanted


READERS: dict[str, Callable[[Row], Iterator[tuple[str, Wanted]]]] = {
    "sources": source_node, "organisations": organisation, "relations": relation, "people": person, "posts": tenure,
    "person_relations": tie, "inspections": inspection, "ratings": rating, "recommendations": recommendation,
    "measures": measurement, "events": event, "areas": area,
}  # fmt: skip


def homes(table: str, row: Row) -> set[str]:
    """Return the slugs of the graphs a row must stand in."""
    if table == "sources":
        return {row["source_id"]}
    return {"editorial"} if table.startswith("inferred/") else many(row["source_ids"])


@pytest.mark.parametrize("table", COUNTS)
def test_every_row_is_found_with_all_its_sources(table: str) -> None:
    read = READERS[table.removeprefix("inferred/")]
    missing = []
    for number, row in enumerate(rows(table), start=2):
        for home in homes(table, row):
            graph = graphs().get(home)
            for node, wanted in read(row):
                if graph is None or not (graph.holds(node, wanted) if node else graph.find(wanted)):
                    missing.append(f"{table}.csv, row {number}, in {home}: {wanted}")
    assert not missing, "\n".join(missing[:20])
    assert len(rows(table)) == COUNTS[table]


def test_no_table_is_left_out() -> None:
    found = {str(path.relative_to(DOSSIER).with_suffix("")) for path in DOSSIER.rglob("*.csv")}
    assert found == {*COUNTS, "conflicts-sample"}


def test_posts_of_every_row_are_named_as_the_source_names_them() -> None:
    """The role's own words stand on the post, as its name, or on the tenure."""
    missing = []
    for row in rows("posts"):
        for home in homes("posts", row):
            graph = graphs()[home]
            ((_, wanted),) = tenure(row)
            tenures = graph.find(wanted)
            titles = {t for node in tenures for t in graph.said[node].get(PG + "postTitle", ())}
            posts = {p for node in tenures for p in graph.said[node][PG + "post"]}
            names = {n for post in posts for n in graph.said[post][SKOS + "prefLabel"]}
            if row["role"] not in titles | names:
                missing.append((row["person_id"], row["role"], home))
    assert not missing


def test_inferences_name_what_they_rest_on() -> None:
    graph = graphs()["editorial"]
    for row in rows("inferred/relations"):
        ((_, wanted),) = relation(row)
        underlying = many(row["source_ids"], f"{BASE}source/")
        assert any(underlying <= graph.said[node].get(DCT + "source", set()) for node in graph.find(wanted)), row


# property -> (table, column) pairs whose cells may have put a value there
BACKED = {
    PG + "from": [("organisations", "from"), ("relations", "from"), ("posts", "from"), ("person_relations", "from")],
    PG + "until": [
        ("organisations", "until"),
        ("relations", "until"),
        ("posts", "until"),
        ("person_relations", "until"),
    ],
    PG + "heldOn": [("posts", "from")],
    PG + "date": [("events", "date"), ("relations", "from")],
    PG + "endDate": [("events", "end_date")],
    PG + "published": [("inspections", "published")],
    PG + "fieldworkFrom": [("inspections", "fieldwork_from")],
    PG + "score": [("inspections", "score"), ("ratings", "score")],
    PG + "value": [("measures", "value")],
    PG + "asOf": [("measures", "as_of")],
    PG + "share": [("relations", "share")],
    PG + "onsCode": [("areas", "ons_code"), ("organisations", "ons_code")],
    PG + "companyNumber": [("organisations", "companies_house")],
    SKOS + "altLabel": [("organisations", "alt_labels"), ("people", "alt_labels")],
    FOAF + "title": [("people", "honorific")],
    DCT + "description": [("events", "summary"), ("recommendations", "summary")],
}


@pytest.mark.parametrize("name", BACKED)
def test_no_graph_says_what_no_row_of_its_source_says(name: str) -> None:
    backed: dict[str, set[str]] = {}
    for table, column in BACKED[name]:
        for row in rows(table):
            for home in homes(table, row):
                parts = many(row[column]) if column == "alt_labels" else {row[column]}
                backed.setdefault(home, set()).update(parts)
    # A source that no table lists, such as an Act, is written by hand as well.
    listed = {row["source_id"] for row in rows("sources")}
    for home, graph in graphs().items():
        if home in BY_HAND or home not in listed:
            continue
        said = {value for properties in graph.said.values() for value in properties.get(name, ())}
        assert said <= backed.get(home, set()), home
