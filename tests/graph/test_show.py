"""Everything said about a thing: both ways, with its time, its details and who says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.dates import Held
from probation.graph.errors import InputError
from probation.graph.model import Line, Thing

Build = Callable[..., KnowledgeGraph]
RUSSELL_WEBSTER = "russellwebster-2017-01-12-staffordshire"
STAFFORDSHIRE = "staffordshire-caseloads-2017-01-12"
EXPRESS = "expressandstar-2020-03-05-staffordshire-and-west-midlands"
GUARDIAN = "guardian-2020-03-04-midlands-probation-firm"
RELEASE = "hmip-2022-08-04-staffordshire-and-stoke-pdu-press-release"

SMALL = {
    "a": """
        id:rrp a pg:JointVenture ; skos:prefLabel "RRP"@en .
        id:crc a pg:CommunityRehabilitationCompany ; skos:prefLabel "Stoke CRC"@en ; pg:until "2021-06-26"^^xsd:date .
        ownership:rrp--crc a pg:Ownership ; pg:owner id:rrp ; pg:owned id:crc ; pg:from "2015-02-01"^^xsd:date ; pg:share "51%"@en .
        ownership:old--crc a pg:Ownership ; pg:owner id:old ; pg:owned id:crc ; pg:until "2015-02-01"^^xsd:date .
        id:old a pg:Company ; skos:prefLabel "Old owner"@en .
        id:post\\/chief a org:Post ; skos:prefLabel "Chief"@en ; org:postIn id:hmip ; pg:singleHolder true .
        id:hmip a pg:Inspectorate ; skos:prefLabel "HMIP"@en .
        id:gs a foaf:Person ; skos:prefLabel "GS"@en .
        tenure:gs--chief a pg:Tenure ; org:member id:gs ; pg:post post:chief ; pg:from "2016-03"^^xsd:gYearMonth .
        id:i a pg:Inspection ; skos:prefLabel "Inspection"@en ; pg:inspected id:crc ; pg:published "2017-01-12"^^xsd:date .
        rating:r a pg:Rating ; pg:ofInspection id:i ; pg:ratedBody id:crc ; pg:level pg:Inadequate .
        change:crc--pdu a pg:Reorganisation ; org:originalOrganization id:crc ; org:resultingOrganization id:pdu ;
            pg:date "2021-06"^^xsd:gYearMonth .
        id:pdu a pg:ProbationDeliveryUnit ; skos:prefLabel "Stoke PDU"@en .
    """,
    "b": "ownership:rrp--crc a pg:Ownership ; pg:owner id:rrp ; pg:owned id:crc ; pg:from '2015'^^xsd:gYear .",
    "c": "ownership:rrp--crc a pg:Ownership ; pg:owner id:rrp .",
}


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    return graph_of(SMALL)


def said(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.relation, str(line.value)) for line in lines]


def one(lines: list[Line], relation: str) -> Line:
    (line,) = [line for line in lines if line.relation == relation]
    return line


def test_a_dated_relation_is_read_from_both_ends(small: KnowledgeGraph) -> None:
    assert ("owns", "Stoke CRC") in said(small.show("RRP"))
    assert ("is owned by", "RRP") in said(small.show("Stoke CRC"))


def test_a_relation_is_cited_by_the_sources_that_state_both_its_ends(small: KnowledgeGraph) -> None:
    assert one(small.show("RRP"), "owns").provenance.sources == ("a", "b")


def test_the_time_of_a_relation_shows_every_date_a_source_gives_and_says_which_is_derived(
    small: KnowledgeGraph,
) -> None:
    when = one(small.show("RRP"), "owns").when
    assert "2015" in when
    assert "2015-02-01" in when
    assert "2021-06-26" in when
    assert "derived" in when
    assert "derived" not in one(small.show("Old owner"), "owns").when


def test_the_node_behind_a_relation_comes_with_its_other_statements_each_cited(small: KnowledgeGraph) -> None:
    line = one(small.show("RRP"), "owns")
    assert isinstance(line.node, Thing)
    details = {(d.property, str(d.value)): d.provenance for d in line.details}
    assert details["pg:share", "51%"].sources == ("a",)
    assert details["pg:from", "2015"].sources == ("b",)
    assert details["pg:until", "2021-06-26"].rules == ("ends-with-body",)


@pytest.mark.parametrize(
    ("day", "owners"),
    [
        ("2014-12-31", {"Old owner": Held.POSSIBLE}),
        ("2015-02-01", {"RRP": Held.CERTAIN}),
        ("2021-06-25", {"RRP": Held.CERTAIN}),
        ("2021-06-26", {}),
    ],
)
def test_as_of_a_day_shows_what_held_then_and_whether_it_is_certain(
    small: KnowledgeGraph, day: str, owners: dict[str, Held]
) -> None:
    lines = small.show("Stoke CRC", day)
    assert {str(line.value): line.held for line in lines if line.relation == "is owned by"} == owners


def test_as_of_a_day_shows_no_inspection_that_was_still_to_come(small: KnowledgeGraph) -> None:
    before, after = small.show("Stoke CRC", "2017-01-11"), small.show("Stoke CRC", "2017-01-12")
    assert "Inspection" not in {str(line.value) for line in before}
    assert "Inspection" in {str(line.value) for line in after}
    assert not [line for line in before if line.is_detail]
    assert [line for line in after if line.is_detail]


def test_without_a_day_nothing_is_left_out_or_marked(small: KnowledgeGraph) -> None:
    lines = small.show("Stoke CRC")
    assert {str(line.value) for line in lines if line.relation == "is owned by"} == {"RRP", "Old owner"}
    assert {line.held for line in lines} == {None}


@pytest.mark.parametrize("day", ["2016-02-30", "yesterday", "2016", ""])
def test_as_of_something_that_is_no_day_is_refused(small: KnowledgeGraph, day: str) -> None:
    with pytest.raises(InputError):
        small.show("RRP", day)


def test_a_rating_hangs_as_a_detail_on_its_body_and_on_its_inspection(small: KnowledgeGraph) -> None:
    for name in ("Stoke CRC", "Inspection"):
        (rating,) = [line for line in small.show(name) if line.is_detail]
        assert "Inadequate" in str(rating.value)


def test_a_tenure_is_read_by_its_post_from_the_person_the_body_and_the_post(small: KnowledgeGraph) -> None:
    assert "Chief" in str(said(small.show("GS")))
    assert "GS" in str(said(small.show("HMIP")))
    assert "GS" in str(said(small.show("Chief")))


def test_a_change_is_read_from_what_was_and_from_what_came(small: KnowledgeGraph) -> None:
    assert "Stoke PDU" in {str(line.value) for line in small.show("Stoke CRC")}
    assert "Stoke CRC" in {str(line.value) for line in small.show("Stoke PDU")}


def test_no_statement_is_shown_twice_as_relation_and_as_its_derived_shortcut(small: KnowledgeGraph) -> None:
    for name in ("RRP", "Stoke CRC", "Stoke PDU", "GS", "Chief"):
        values = [
            (line.value, line.when) for line in small.show(name) if line.relation != "About" and not line.is_detail
        ]
        assert len(values) == len(set(values)), values


def test_every_line_of_the_five_documents_names_a_source(five: KnowledgeGraph) -> None:
    names = [
        *(
            "crc-staffordshire-and-west-midlands",
            "pdu-staffordshire-and-stoke",
            "hmip",
            "staffordshire",
            "justin-russell",
        ),
        *("hmip-2017-01-12-staffordshire-and-stoke", "event-unification-2021", "post/hm-chief-inspector-of-probation"),
    ]
    for name in names:
        lines = five.show(name)
        assert lines
        unsourced = [line for line in lines if not line.provenance.sources]
        assert not unsourced, unsourced


def test_what_the_documents_say_of_the_company(five: KnowledgeGraph) -> None:
    lines = five.show("Staffordshire and West Midlands CRC", "2017-06-01")
    owner = one(lines, "is owned by")
    assert str(owner.value) == "The Reducing Reoffending Partnership"
    assert owner.held is Held.CERTAIN
    assert {RUSSELL_WEBSTER, STAFFORDSHIRE, EXPRESS, GUARDIAN} >= set(owner.provenance.sources) >= {RUSSELL_WEBSTER}


def test_what_the_release_says_of_the_unit(five: KnowledgeGraph) -> None:
    lines = five.show("hmip-2022-08-04-pdu-staffordshire-and-stoke")
    assert one(lines, "overall rating").provenance.sources == (RELEASE,)
    assert str(one(lines, "overall rating").value) == "Inadequate"
    assert (str(one(lines, "score").value), str(one(lines, "maximum score").value)) == ("2", "27")


def test_lines_stand_in_a_fixed_order_own_statements_first(five: KnowledgeGraph) -> None:
    lines = five.show("hmip")
    assert lines == KnowledgeGraph(five.snapshot, five.folders).show("hmip")
    groups = [line.group for line in lines]
    assert groups == sorted(groups, key=groups.index)
    assert groups[0] == "About"


@pytest.mark.parametrize(
    "thing", ["crc-staffordshire-and-west-midlands", "hmip", "rrp", "pdu-staffordshire-and-stoke", "justin-russell"]
)
def test_without_details_the_lines_are_the_same_but_for_these(five: KnowledgeGraph, thing: str) -> None:
    whole = [replace(line, details=(), derived=()) for line in five.show(thing)]
    brief = [replace(line, details=(), derived=()) for line in five.show(thing, details=False)]
    assert brief == whole != []


def test_the_two_ways_of_serving_a_place_are_told_apart(graph: KnowledgeGraph) -> None:
    """To cover a place and to deliver the service in it read the same from the place."""
    found = {
        line.relation for line in graph.show("kingston-upon-hull") if str(line.value) == "Hull and East Riding PDU"
    }
    assert found == {"is covered by", "is served by"}
    page = graph.view("kingston-upon-hull", style="timeline").html
    for relation in ("is covered by", "is served by"):
        assert f"{relation} Hull and East Riding PDU, not before 2021-06-26 (derived)" in page


def test_who_oversees_is_told_by_the_kind_of_oversight(graph: KnowledgeGraph) -> None:
    found = {line.relation for line in graph.show("nps") if str(line.value) == "HM Inspectorate of Probation"}
    assert "is inspected by" in found


def test_sources_of_one_title_and_day_are_told_apart(graph: KnowledgeGraph) -> None:
    rows = [line for line in graph.show("chris-grayling") if str(line.value).endswith(": written statement")]
    assert len({(str(line.value), line.when) for line in rows}) < len(rows), "there are such sources"
    assert {line.aside for line in rows} == {"wms-2014-12-18-tr", "wms-2014-12-18-tr-2"}


def test_what_reads_differently_anyway_has_no_slug_beside_it(graph: KnowledgeGraph) -> None:
    lines = [line for line in graph.show("chris-grayling") if isinstance(line.value, Thing)]
    assert len(lines) > 10
    assert sum(line.value.id in line.aside for line in lines if isinstance(line.value, Thing)) == 2
