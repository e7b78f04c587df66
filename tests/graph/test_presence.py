"""Who ran, owned, covered and inspected probation at a place, in order of time."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import NotFoundError
from probation.graph.presence import BY_SUCCESSION


def test_staffordshire_through_time(graph: KnowledgeGraph) -> None:
    found = graph.presences("staffordshire")
    said = {(presence.body.id, presence.relation) for presence in found}
    for expected in [
        ("crc-staffordshire-and-west-midlands", "covers"),
        ("reducing-reoffending-partnership", "owns"),
        ("pdu-staffordshire-and-stoke", "covers"),
        ("hmip", "inspected"),
        ("trust-staffordshire-and-west-midlands", "was followed by (replacement)"),
        ("region-west-midlands", "has as a part"),
    ]:
        assert expected in said
    assert all(presence.provenance.sources for presence in found)
    keys = [presence.sort_key for presence in found]
    assert keys == sorted(keys)


def test_an_inspection_stands_with_its_undisputed_rating(graph: KnowledgeGraph) -> None:
    rated = {
        (presence.object.id, presence.when): presence.rating.level.word.label
        for presence in graph.presences("staffordshire")
        if presence.rating
    }
    assert rated["pdu-staffordshire-and-stoke", "2022-08-04"] == "Inadequate"
    assert rated["crc-staffordshire-and-west-midlands", "2020-03-05"] == "Requires improvement"


def test_a_place_of_nobody(graph: KnowledgeGraph) -> None:
    assert graph.is_area(graph.thing("staffordshire").iri)
    assert not graph.is_area(graph.thing("hmip").iri)
    with pytest.raises(NotFoundError, match="no source says who ran probation in"):
        graph.presences("hmip")


def on(graph: KnowledgeGraph, day: str) -> dict[tuple[str, str, str], str | None]:
    found = graph.presences("staffordshire", day)
    return {(p.body.id, p.relation, p.object.id): p.held and p.held.value for p in found}


def test_as_of_a_day_only_who_was_there_then(graph: KnowledgeGraph) -> None:
    company = "crc-staffordshire-and-west-midlands"
    found = on(graph, "2017-06-01")
    assert found[company, "covers", "staffordshire"] == "certain"
    assert found["reducing-reoffending-partnership", "owns", company] == "certain"
    assert ("hmip", "inspected", company) in found
    bodies = {body for body, _, _ in found}
    assert bodies.isdisjoint({"pdu-staffordshire-and-stoke", "region-west-midlands"})
    assert bodies.isdisjoint({"trust-staffordshire-and-west-midlands", "area-staffordshire"})


def test_as_of_a_day_what_has_no_certain_dates_is_possible(graph: KnowledgeGraph) -> None:
    found = on(graph, "2023-01-01")
    assert found["pdu-staffordshire-and-stoke", "covers", "staffordshire"] == "possible"
    assert not any(body.startswith("crc-") for body, _, _ in found)
    assert on(graph, "2013-01-01")[
        "trust-staffordshire-and-west-midlands",
        "was later followed by (replacement)",
        "crc-staffordshire-and-west-midlands",
    ]


def test_as_of_a_day_the_last_inspection_of_each_body_stands(graph: KnowledgeGraph) -> None:
    inspected = [
        (p.object.id, p.when) for p in graph.presences("staffordshire", "2019-06-01") if p.relation == "inspected"
    ]
    assert sorted(inspected) == [
        ("crc-staffordshire-and-west-midlands", "2018-12-19"),
        ("nps-midlands", "2018-12-18"),
    ]


SHIRE = """
    id:shire a pg:Area ; skos:prefLabel "Shire"@en .
    id:trust a pg:Charity ; skos:prefLabel "Trust"@en ; pg:from "2001-04-01"^^xsd:date ; pg:until "2014-06-01"^^xsd:date .
    provision:trust--shire a pg:Provision ; pg:provider id:trust ; pg:area id:shire .
    id:elder a pg:Charity ; skos:prefLabel "Elder"@en .
    change:elder--trust a pg:Reorganisation ; org:originalOrganization id:elder ; org:resultingOrganization id:trust ;
        pg:date "2001-04-01"^^xsd:date .
"""


def test_a_place_on_a_day_of_which_nothing_is_known(graph_of: Callable[..., KnowledgeGraph]) -> None:
    graph = graph_of({"one": SHIRE})
    with pytest.raises(NotFoundError, match="no source says who ran probation in Shire on 2020-01-01"):
        graph.presences("shire", "2020-01-01")


def test_what_has_no_date_is_possible_while_its_bodies_existed_and_a_predecessor_goes_when_followed(
    graph_of: Callable[..., KnowledgeGraph],
) -> None:
    graph = graph_of({"one": SHIRE})
    for day, there in (("2000-01-01", {"elder": "possible"}), ("2010-01-01", {"trust": "possible"})):
        assert {p.body.id: p.held and p.held.value for p in graph.presences("shire", day)} == there


def by_way(graph: KnowledgeGraph, place: str, day: str | None = None) -> dict[tuple[str, str], tuple[str, ...]]:
    """Body and larger place by way of which it is there → the sources."""
    found = graph.presences(place, day)
    return {(p.body.id, p.place.id): p.provenance.sources for p in found if p.place and p.steps}


def test_what_covers_a_larger_place_says_which_and_cites_that_it_contains_this_one(graph: KnowledgeGraph) -> None:
    found = by_way(graph, "stafford")
    assert "ons-lad-county-2020-04" in found["crc-staffordshire-and-west-midlands", "staffordshire"]
    county_and_police_area = {"ons-lad-county-2020-04", "leg-ukpga-1996-16-sch1", "moj-crs-pcc-regions-2021"}
    assert county_and_police_area <= set(found["region-west-midlands", "police-area-staffordshire"])
    [row] = [p for p in graph.presences("stafford") if (p.body.id, p.object.id) == ("nps-midlands", "staffordshire")]
    assert row.lies == "contains Stafford"
    assert row.to_json()["by_way_of"]["id"] == "staffordshire"
    [here] = [p for p in graph.presences("staffordshire") if p.object.id == "staffordshire" and p.node == row.node]
    assert here.to_json()["by_way_of"] is None


def test_owners_and_inspections_of_what_covers_a_larger_place_are_there_too(graph: KnowledgeGraph) -> None:
    said = {(p.body.id, p.relation, p.object.id) for p in graph.presences("stafford")}
    assert ("reducing-reoffending-partnership", "owns", "crc-staffordshire-and-west-midlands") in said
    assert ("hmip", "inspected", "nps-midlands") in said


@pytest.mark.parametrize(
    ("place", "body", "larger"),
    [
        ("stoke-on-trent", "region-west-midlands", "police-area-staffordshire"),
        ("camden", "crc-london", "london"),
        ("rutland", "region-east-midlands", "police-area-leicestershire"),
        ("cardiff", "nps-wales", "wales"),
        ("hastings", "crc-kent-surrey-and-sussex", "sussex"),
        ("allerdale", "crc-cumbria-and-lancashire", "cumbria"),
    ],
)
def test_places_of_every_sort_have_a_body_by_way_of_a_larger_one(
    graph: KnowledgeGraph, place: str, body: str, larger: str
) -> None:
    assert (body, larger) in by_way(graph, place)


def test_to_deliver_a_service_in_a_larger_place_says_nothing_of_this_one(graph: KnowledgeGraph) -> None:
    at_essex = {(p.body.id, p.relation) for p in graph.presences("essex") if p.place is None}
    assert ("pdu-essex-south", "delivers service in") in at_essex
    assert "pdu-essex-south" not in {p.body.id for p in graph.presences("colchester")}


def test_a_larger_place_is_covered_for_a_time(graph: KnowledgeGraph) -> None:
    company = ("crc-staffordshire-and-west-midlands", "staffordshire")
    region = ("region-west-midlands", "police-area-staffordshire")
    assert company in by_way(graph, "stafford", "2016-05-01")
    assert region not in by_way(graph, "stafford", "2016-05-01")
    assert company not in by_way(graph, "stafford", "2022-05-01")
    assert region in by_way(graph, "stafford", "2022-05-01")


def test_what_the_body_of_a_larger_place_came_of_elsewhere_is_left_out(graph: KnowledgeGraph) -> None:
    bodies = {p.body.id for p in graph.presences("stafford")}
    assert "trust-staffordshire-and-west-midlands" in bodies
    assert bodies.isdisjoint({"crc-warwickshire-and-west-mercia", "trust-west-mercia"})


def test_a_country_or_region_is_not_told_with_the_bodies_of_its_parts(graph: KnowledgeGraph) -> None:
    for place in ("wales", "west-midlands-region", "https://w3id.org/probation-governance/id/london"):
        found = graph.presences(place)
        assert not [p for p in found if p.place]
        assert len(found) <= 40
    parts = {p.place.id for p in graph.presences("police-area-west-midlands") if p.place}
    assert {"birmingham", "west-midlands-county"} <= parts


def test_without_the_document_that_places_it_a_place_is_nowhere(graph: KnowledgeGraph) -> None:
    without = graph.limited(by=["swmcrc-our-work", "moj-cas-la-codes-2022"])
    with pytest.raises(NotFoundError, match="no source says who ran probation in Stafford"):
        without.presences("stafford")
    both = graph.limited(by=["swmcrc-our-work", "ons-lad-county-2020-04"])
    assert {p.body.id for p in both.presences("stafford") if p.steps} == {"crc-staffordshire-and-west-midlands"}


def test_the_picture_of_a_place_names_the_larger_place(graph: KnowledgeGraph) -> None:
    page = graph.view("Stafford", style="lineage").html
    assert "Staffordshire and West Midlands CRC · Staffordshire<" in page
    assert "covers Staffordshire (contains Stafford)" in page


def test_on_a_day_before_a_body_was_followed_the_change_is_still_to_come(graph: KnowledgeGraph) -> None:
    own, before = [p for p in graph.presences("Gloucester", as_of="2016-05-01") if p.body.id == "nps-south-west"]
    _, since = [p for p in graph.presences("Gloucester") if p.body.id == "nps-south-west"]
    assert (own.relation, own.by_body) == (BY_SUCCESSION, True)
    assert (before.relation, since.relation) == ("was later followed by (replacement)", "was followed by (replacement)")


def followed(graph: KnowledgeGraph, place: str) -> set[str]:
    return {p.body.id for p in graph.presences(place) if "followed" in p.relation}


@pytest.mark.parametrize(
    ("place", "bodies"),
    [
        # The region, and the companies that one company took over, came of others elsewhere as well.
        ("Hull", {"nps-north-east"}),
        ("Leeds", {"trust-west-yorkshire"}),
        ("Kent", {"trust-kent", "nps-south-east-and-eastern"}),
        ("Lincoln", {"trust-lincolnshire"}),
        ("Cardiff", {"trust-wales", "trust-south-wales"}),
        ("Walsall", {"trust-staffordshire-and-west-midlands", "probation-area-west-midlands"}),
        ("Cumbria", {"trust-cumbria"}),
        # No trust bears the name of Cleveland, the police area of Middlesbrough: the one there is stays.
        ("Middlesbrough", {"trust-durham-tees-valley"}),
    ],
)
def test_predecessors_that_were_elsewhere_are_left_out(graph: KnowledgeGraph, place: str, bodies: set[str]) -> None:
    assert followed(graph, place) == bodies


def test_what_worked_all_over_the_country_worked_here_too(graph: KnowledgeGraph) -> None:
    """The press release says that the delivery unit followed the companies; that stands for all of them."""
    assert "crcs" in followed(graph, "Stoke-on-Trent")


def test_of_a_country_every_predecessor_is_told(graph: KnowledgeGraph) -> None:
    assert {"trust-dyfed-powys", "trust-south-wales", "probation-area-north-wales"} <= followed(graph, "Wales")


def test_who_ran_probation_comes_before_who_handed_a_contract_over(graph: KnowledgeGraph) -> None:
    """Serco's unpaid work passed to the company of London "in 2014": it stood before that company and the trust."""
    order = list(dict.fromkeys(presence.body.id for presence in graph.presences("Hackney")))
    assert order[:4] == ["trust-london", "crc-london", "serco", "mtcnovo"]


def test_who_was_followed_on_a_day_comes_before_who_began_on_it(graph: KnowledgeGraph) -> None:
    order = [presence.body.id for presence in graph.presences("staffordshire")]
    assert order.index("trust-staffordshire-and-west-midlands") < order.index("crc-staffordshire-and-west-midlands")


def test_a_predecessor_stands_with_its_own_time_and_says_that_only_the_succession_puts_it_here(
    graph: KnowledgeGraph,
) -> None:
    """The trust of Greater Manchester was named at its end only, so that on a day of 2010 it was hardly found."""
    [own] = [p for p in graph.presences("Manchester") if p.relation == BY_SUCCESSION]
    assert (own.body.id, own.object.id, own.by_body) == ("trust-greater-manchester", "nps-north-west", True)
    assert own.when == "not before 2008-03-01 (derived), until 2014-10-31"
    assert {"uksi-2014-2704", "manchester-safeguarding-nps"} <= set(own.provenance.sources)
    assert own.provenance.rules == ("trust-not-before-its-power",)
    assert graph.presences("Manchester")[0] == own
    [then] = [p for p in graph.presences("Manchester", as_of="2010-05-01") if p.relation == BY_SUCCESSION]
    assert (then.body.id, then.held and then.held.value) == ("trust-greater-manchester", "possible")
    assert not [p for p in graph.presences("Manchester", as_of="2015-01-01") if p.relation == BY_SUCCESSION]
    with pytest.raises(NotFoundError):
        graph.presences("Manchester", as_of="2008-02-01")


def test_what_is_known_to_be_at_the_place_does_not_rest_on_the_succession(graph: KnowledgeGraph) -> None:
    """A source says that the trust covered Humberside; Serco, which handed a contract over, ran no probation."""
    for place, body in (("Hull", "trust-humberside"), ("Hackney", "serco")):
        found = {p.relation for p in graph.presences(place) if p.body.id == body}
        assert found
        assert BY_SUCCESSION not in found


def test_a_predecessor_of_which_no_date_is_known_is_named_by_its_end_alone(
    graph_of: Callable[..., KnowledgeGraph],
) -> None:
    found = graph_of({"one": SHIRE}).presences("shire")
    assert [p.relation for p in found if p.body.id == "elder"] == ["was followed by"]


def test_the_picture_of_a_place_draws_what_is_there_by_succession_from_where_it_can_have_begun(
    graph: KnowledgeGraph,
) -> None:
    page = graph.view("Manchester", style="lineage").html
    assert "Existed, here by succession only, before" in page
    assert ">2008</text>" in page
