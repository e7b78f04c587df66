"""Which place lies within which: every step is stated by a source, and together they contradict nothing."""

from collections import Counter, defaultdict

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.areas import Areas
from probation.graph.gather import gather_nodes
from probation.graph.succession import Succession
from probation.graph.terms import PREFIXES, Iri, expand, slug

WITHIN = expand("pg:within")
ID = PREFIXES["id"]
POLICE_ACT = "leg-ukpga-1996-16-sch1"

# area, area around it, who states the step
STEPS = [
    line.split()
    for line in """
    stafford staffordshire ons-lad-county-2020-04
    staffordshire police-area-staffordshire leg-ukpga-1996-16-sch1,leg-ukpga-1996-16-sch1-enacted
    stoke-on-trent police-area-staffordshire leg-ukpga-1996-16-sch1
    staffordshire west-midlands-region leg-ukpga-1998-45-sch1
    rutland police-area-leicestershire leg-ukpga-1996-16-sch1,leg-ukpga-1996-16-sch1-enacted
    birmingham west-midlands-county ons-lad-county-2020-04
    merseyside police-area-merseyside leg-ukpga-1985-51-sch11
    camden london ons-lad-region-2018-12
    camden police-area-metropolitan ons-lad-pfa-2024-12
    police-area-metropolitan london leg-ukpga-1999-29-s323
    cardiff wales leg-ukpga-1994-19-sch1
    cardiff police-area-south-wales leg-ukpga-1996-16-sch1,leg-ukpga-1996-16-sch1-enacted
    reading berkshire ons-lau-nuts-2018-12
    central-bedfordshire bedfordshire leg-ukpga-1997-23-sch1
    cheshire police-area-cheshire leg-ukpga-1996-16-sch1-enacted
    buckinghamshire buckinghamshire-county leg-uksi-2019-957
    dorset dorset-county leg-uksi-2018-648
    north-yorkshire-unitary north-yorkshire leg-uksi-2022-328
    somerset-unitary somerset leg-uksi-2022-329
    west-northamptonshire northamptonshire leg-uksi-2020-156
    copeland cumberland leg-uksi-2022-331
    cumberland cumbria leg-uksi-2022-331
    brighton-and-hove sussex editorial
    middlesbrough teesside editorial
    """.strip().splitlines()
]


@pytest.fixture(scope="module")
def said(graph: KnowledgeGraph) -> dict[tuple[str, str], tuple[str, ...]]:
    """The slugs of the area and the one around it → the sources that state the step."""
    areas = [row["thing"] for row in graph.engine.select("SELECT ?thing WHERE { ?thing a pg:Area }")]
    nodes = gather_nodes(graph.engine, (area for area in areas if isinstance(area, Iri)))
    return {
        (slug(area), slug(str(around))): who.sources
        for area, statements in nodes.items()
        for around, who in statements.get(WITHIN, {}).items()
    }


@pytest.fixture(scope="module")
def areas(graph: KnowledgeGraph) -> Areas:
    return Areas(graph.engine)


@pytest.fixture(scope="module")
def kinds(graph: KnowledgeGraph) -> dict[str, str]:
    rows = graph.engine.select("SELECT ?area ?kind WHERE { ?area pg:areaKind ?concept . ?concept skos:notation ?kind }")
    return {slug(str(row["area"])): getattr(row["kind"], "value", "") for row in rows}


def test_every_step_has_a_source_with_a_page(
    graph: KnowledgeGraph, said: dict[tuple[str, str], tuple[str, ...]]
) -> None:
    assert len(said) >= 490
    assert all(said.values())
    sources = graph.cited({source for stating in said.values() for source in stating})
    assert {source.slug for source in sources.values() if not source.page} == {"editorial"}


@pytest.mark.parametrize(("area", "around", "sources"), STEPS)
def test_the_documents_say_so(
    said: dict[tuple[str, str], tuple[str, ...]], area: str, around: str, sources: str
) -> None:
    assert set(sources.split(",")) <= set(said[area, around])


@pytest.mark.parametrize(
    ("area", "other"),
    [
        ("stoke-on-trent", "staffordshire"),
        ("middlesbrough", "north-yorkshire"),
        ("north-lincolnshire", "lincolnshire"),
        ("northamptonshire", "east-midlands"),
        ("city-of-london", "police-area-metropolitan"),
        ("buckinghamshire-county", "buckinghamshire"),
    ],
)
def test_what_only_seems_to_lie_within(areas: Areas, area: str, other: str) -> None:
    assert Iri(ID + other) not in areas.around(Iri(ID + area))


def test_no_area_lies_within_itself(said: dict[tuple[str, str], tuple[str, ...]], areas: Areas) -> None:
    for area, around in said:
        assert area != around
        assert Iri(ID + area) not in areas.around(Iri(ID + around)), (area, around)


def test_a_source_puts_a_district_into_one_county_and_one_police_area_at_most(
    said: dict[tuple[str, str], tuple[str, ...]], kinds: dict[str, str]
) -> None:
    found: Counter[tuple[str, str, str]] = Counter()
    for (area, around), sources in said.items():
        found.update((area, kinds[around], source) for source in sources if kinds[around] in ("county", "police-area"))
    assert found
    assert max(found.values()) == 1


def test_every_local_area_is_in_one_police_area(areas: Areas, kinds: dict[str, str]) -> None:
    local = {area for area, kind in kinds.items() if kind in ("district", "unitary", "london-borough")}
    assert len(local) == 335
    for area in local - {"city-of-london"}:
        police = {slug(around) for around in areas.around(Iri(ID + area)) if kinds[slug(around)] == "police-area"}
        assert len(police) == 1, (area, police)


def test_what_covers_a_place_by_way_of_larger_ones_is_one_company_and_one_region(
    graph: KnowledgeGraph, areas: Areas, kinds: dict[str, str]
) -> None:
    """A step between places that lie in different regions or had different companies would show here."""
    succession, namer = Succession(graph.engine), graph.namer()
    covering: dict[Iri, set[Iri]] = defaultdict(set)
    for body, covered in succession.covered.items():
        for place in covered:
            covering[place].add(body)
    regionless = set()
    for area in kinds:
        place = Iri(ID + area)
        bodies = {body for around in {place, *areas.around(place)} for body in covering[around]}
        found = Counter(namer.thing(body).kind for body in bodies)
        assert found["Community Rehabilitation Company"] <= 1, area
        assert found["probation region"] <= 1, area
        if not found["probation region"]:
            regionless.add(area)
    assert regionless == {"east-midlands", "england-and-wales"}
