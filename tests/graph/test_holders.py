"""Who held a post: over time with gaps and overlaps, and on one day, certainly or possibly."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError
from probation.graph.holders import Holder

Build = Callable[..., KnowledgeGraph]

POST = (
    'id:hmip a pg:Inspectorate ; skos:prefLabel "The inspectorate"@en . '
    'post:chief a org:Post ; skos:prefLabel "Chief"@en ; org:postIn id:hmip ; pg:singleHolder true . '
    'post:member a org:Post ; skos:prefLabel "Member"@en ; org:postIn id:hmip . '
    'id:empty a org:Post ; skos:prefLabel "Empty post"@en ; org:postIn id:hmip . '
)


def day(text: str) -> str:
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return f'"{text}"^^xsd:{kind}'


def tenure(person: str, post: str = "chief", ordinal: str = "", **said: str) -> str:
    dates = "".join(f"; pg:{name.rstrip('_')} {day(text)} " for name, text in said.items() if name != "interim")
    interim = "; pg:interim true " if "interim" in said else ""
    return (
        f'id:{person} a foaf:Person , pg:Official ; skos:prefLabel "{person.title()}"@en . '
        f"tenure:{person}--{post}{ordinal} a pg:Tenure ; "
        f"org:member id:{person} ; pg:post post:{post} {dates}{interim}. "
    )


def people(found: list[Holder]) -> list[str]:
    return [holder.person.label for holder in found]


def on(found: list[Holder]) -> dict[str, str]:
    return {holder.person.label: str(holder.held) for holder in found}


@pytest.fixture(scope="module")
def post(graph_of: Build) -> Callable[..., KnowledgeGraph]:
    def build(*tenures: str) -> KnowledgeGraph:
        return graph_of({"one": POST + "".join(tenures)})

    return build


def test_holders_stand_in_order_of_time_the_undated_last(post: Build) -> None:
    graph = post(tenure("zoe"), tenure("ada", from_="2001", until="2004"), tenure("bob", from_="2004-03", until="2011"))
    assert people(graph.holders("Chief")) == ["Ada", "Bob", "Zoe"]


def test_an_open_tenure_ends_when_the_next_begins_and_says_which_rule_knows(post: Build) -> None:
    ada, _ = post(tenure("ada", from_="2001-01-01"), tenure("bob", from_="2004-05-06")).holders("Chief")
    assert (ada.ends, ada.provenance.rules, ada.provenance.sources) == (
        ("2004-05-06",),
        ("passes-to-next-holder",),
        ("one",),
    )


@pytest.mark.parametrize(
    ("first", "second", "end"),
    [
        ("2015", "2015-02", ()),
        ("2015-02", "2015", ()),
        ("2015", "2016-02", ("2016-02",)),
        ("2015-03", "2016", ("2016",)),
    ],
)
def test_dates_of_two_precisions_are_compared_as_far_as_both_go(
    post: Build, first: str, second: str, end: tuple[str, ...]
) -> None:
    found = {h.person.label: h for h in post(tenure("ada", from_=first), tenure("bob", from_=second)).holders("Chief")}
    assert found["Ada"].ends == end


def test_a_further_term_of_the_same_person_ends_the_former(post: Build) -> None:
    graph = post(
        tenure("ada", from_="2001-01-01"),
        tenure("ada", ordinal="--2", from_="2005-01-01"),
        tenure("bob", from_="2009-01-01"),
    )
    assert [holder.ends for holder in graph.holders("Chief")] == [("2005-01-01",), ("2009-01-01",), ()]
    assert on(graph.holders("Chief", "2004-01-01")) == {"Ada": "certain"}


def test_an_interim_holder_ends_the_tenure_before(post: Build) -> None:
    graph = post(
        tenure("ada", from_="2001-01-01"),
        tenure("ira", from_="2003-01-01", until="2003-06-01", interim="yes"),
        tenure("bob", from_="2003-06-01"),
    )
    ada, ira, _ = graph.holders("Chief")
    assert (ada.ends, ada.interim, ira.interim) == (("2003-01-01",), False, True)


def test_gaps_and_overlaps_are_said_where_they_are_certain(post: Build) -> None:
    graph = post(
        tenure("ada", from_="2001-01-01", until="2003-05-31"),
        tenure("bob", from_="2003-06-01", until="2005-01-01"),
        tenure("cyd", from_="2006-01-01", until="2008-01-01"),
        tenure("dan", from_="2007-01-01", until="2009-01-01"),
        tenure("eve", from_="2009"),
    )
    joins = [holder.follows and holder.follows.to_json() for holder in graph.holders("Chief")]
    assert joins == [
        None,
        None,
        {"kind": "gap", "from": "2005-01-01", "until": "2006-01-01"},
        {"kind": "overlap", "from": "2007-01-01", "until": "2008-01-01"},
        None,
    ]


def test_two_whose_months_overlap_are_both_shown_until_the_vague_end_is_over(post: Build) -> None:
    """The Ombudsman of 1999-11 to 2010-05 was left out on 1 May 2010 for the interim one of 2010-04 to 2011-06."""
    graph = post(tenure("ada", from_="1999-11", until="2010-05"), tenure("bob", from_="2010-04", until="2011-06"))
    assert on(graph.holders("Chief", "2010-04-15")) == {"Ada": "certain", "Bob": "possible"}
    assert on(graph.holders("Chief", "2010-04-30")) == {"Ada": "certain", "Bob": "certain"}
    assert on(graph.holders("Chief", "2010-05-01")) == {"Bob": "certain", "Ada": "possible"}
    assert on(graph.holders("Chief", "2010-06-01")) == {"Bob": "certain"}
    [_, bob] = graph.holders("Chief")
    assert bob.follows is not None
    assert bob.follows.to_json() == {"kind": "overlap", "from": "2010-04", "until": "2010-05"}


def test_a_vague_end_that_need_not_overlap_gives_way_to_the_next(post: Build) -> None:
    graph = post(tenure("ada", from_="1999-11", until="2010-05"), tenure("bob", from_="2010-05-10", until="2011-06"))
    assert on(graph.holders("Chief", "2010-05-05")) == {"Ada": "possible"}
    assert on(graph.holders("Chief", "2010-05-15")) == {"Bob": "certain"}
    assert all(holder.follows is None for holder in graph.holders("Chief"))


def test_a_post_of_many_has_neither_gaps_nor_successors(post: Build) -> None:
    graph = post(
        tenure("ada", "member", from_="2001-01-01", until="2002-01-01"), tenure("bob", "member", from_="2008-01-01")
    )
    assert [holder.follows for holder in graph.holders("Member")] == [None, None]
    graph = post(tenure("ada", "member", from_="2001-01-01"), tenure("bob", "member", from_="2008-01-01"))
    assert on(graph.holders("Member", "2009-01-01")) == {"Ada": "possible", "Bob": "possible"}


def test_one_who_certainly_holds_the_post_leaves_no_room_for_the_undated(post: Build) -> None:
    graph = post(tenure("ada", from_="2001-01-01", until="2004-01-01"), tenure("zoe"), tenure("yan", until="2010"))
    assert on(graph.holders("Chief", "2002-01-01")) == {"Ada": "certain"}
    assert on(graph.holders("Chief", "2008-01-01")) == {"Yan": "possible", "Zoe": "possible"}


def test_one_whose_stated_dates_cover_the_day_stays_beside_the_certain_one(graph_of: Build) -> None:
    graph = graph_of(
        {
            "one": POST
            + tenure("ada", from_="2001-01-01", until="2004-01-01")
            + tenure("bob", from_="2004-01-01", until="2006-01-01"),
            "two": tenure("ada", until="2005-01-01"),
        }
    )
    assert on(graph.holders("Chief", "2004-06-01")) == {"Bob": "certain", "Ada": "possible"}


def test_on_its_stated_last_day_a_tenure_may_still_hold_unless_the_next_begins(post: Build) -> None:
    last = tenure("ada", from_="2001", until="2004-02-29")
    graph = post(last, tenure("bob", from_="2004-03-01"), tenure("zoe"))
    assert on(graph.holders("Chief", "2004-02-28")) == {"Ada": "certain"}
    assert on(graph.holders("Chief", "2004-02-29")) == {"Ada": "possible"}
    assert on(graph.holders("Chief", "2004-03-01")) == {"Bob": "possible", "Zoe": "possible"}
    assert "Ada" not in on(post(last, tenure("bob", from_="2004-02-29")).holders("Chief", "2004-02-29"))
    # a rule gives an end, not a last day; a month is no day
    assert "Ada" not in on(
        post(tenure("ada", from_="2001-01-01"), tenure("bob", from_="2004")).holders("Chief", "2005-01-01")
    )


def test_an_end_in_whose_place_the_editors_prefer_another_keeps_nobody_in_the_post(post: Build) -> None:
    cut_short = tenure("ada", from_="2001", until="2004-06-30") + (
        'tenure:ada--chief pg:until "2003-09-30"^^xsd:date . '
    )
    note = (
        "note:n a pg:EditorialNote ; pg:about tenure:ada--chief ; pg:aboutProperty pg:until ; "
        "pg:conflictKind <https://w3id.org/probation-governance/scheme/conflict-kind/later-correction> ; "
        'pg:disputedValue "2004-06-30"^^xsd:date ; dct:description "She left early."@en '
    )
    interim = tenure("bob", from_="2003-10-01", until="2005-01-01")
    both = {"Ada": "possible", "Bob": "certain"}
    assert on(post(cut_short, interim).holders("Chief", "2004-01-15")) == both
    assert on(post(cut_short, interim, f"{note} .").holders("Chief", "2004-01-15")) == both
    preferred = f'{note} ; pg:prefersValue "2003-09-30"^^xsd:date .'
    assert on(post(cut_short, interim, preferred).holders("Chief", "2004-01-15")) == {"Bob": "certain"}
    assert people(post(cut_short, interim, preferred).holders("Chief")) == ["Ada", "Bob"]
    of_the_start = preferred.replace("aboutProperty pg:until", "aboutProperty pg:from")
    assert on(post(cut_short, interim, of_the_start).holders("Chief", "2004-01-15")) == both, "of another property"


def test_the_undated_alone_say_nothing_of_a_time_before_or_after_all_that_is_known(post: Build) -> None:
    graph = post(tenure("ada", from_="2001", until="2004"), tenure("bob", from_="2008", until="2011"), tenure("zoe"))
    assert people(graph.holders("Chief", "2006-01-01")) == ["Zoe"]
    for when in ("1999-01-01", "2013-01-01"):
        with pytest.raises(NotFoundError):
            graph.holders("Chief", when)
    assert people(post(tenure("zoe")).holders("Chief", "1999-01-01")) == ["Zoe"]


def test_a_tenure_known_on_single_days_only_gives_way_to_one_known_later(post: Build) -> None:
    graph = post(tenure("ada", heldOn="2017-01-12"), tenure("bob", heldOn="2020-03-05"))
    assert on(graph.holders("Chief", "2017-01-12")) == {"Ada": "certain"}
    assert on(graph.holders("Chief", "2018-06-01")) == {"Ada": "possible", "Bob": "possible"}
    assert on(graph.holders("Chief", "2021-06-01")) == {"Bob": "possible"}
    assert on(graph.holders("Chief", "2016-06-01")) == {"Ada": "possible"}


def test_what_is_no_post_is_refused_and_its_posts_are_named(post: Build) -> None:
    graph = post(tenure("ada"))
    with pytest.raises(
        InputError, match=r"The inspectorate is not a post but this: inspectorate; name one of its posts: .*post/chief"
    ):
        graph.holders("The inspectorate")
    with pytest.raises(NotFoundError, match="no source says who held the post Empty post"):
        graph.holders("Empty post")
    with pytest.raises(NotFoundError, match="no source says who held the post Chief on 1990-01-01"):
        post(tenure("ada", from_="2001")).holders("Chief", "1990-01-01")


@settings(deadline=None)
@given(st.dates())
def test_on_no_day_do_two_people_certainly_hold_the_chief_inspectors_post(graph: KnowledgeGraph, when: object) -> None:
    try:
        found = graph.holders("HM Chief Inspector of Probation", str(when))
    except NotFoundError:
        return
    assert sum(holder.held == "certain" for holder in found) <= 1
    assert all(holder.provenance.sources for holder in found)


@pytest.mark.parametrize(
    ("name", "when", "who"),
    [
        ("HM Chief Inspector of Probation", "2017-01-12", {"Glenys Stacey": "certain"}),
        ("HM Chief Inspector of Probation", "2020-03-05", {"Justin Russell": "certain"}),
        ("HM Chief Inspector of Probation", "2015-03-01", {"Paul Wilson": "certain"}),
        ("Secretary of State for Justice", "2018-07-27", {"David Gauke": "certain"}),
        ("Prisons and Probation Minister", "2019-01-01", {"Rory Stewart": "certain"}),
    ],
)
def test_the_holders_of_national_posts(graph: KnowledgeGraph, name: str, when: str, who: dict[str, str]) -> None:
    assert on(graph.holders(name, when)) == who


def test_of_a_day_that_sources_name_they_alone_are_cited(graph: KnowledgeGraph) -> None:
    (stacey,) = graph.holders("HM Chief Inspector of Probation", "2017-01-12")
    assert stacey.provenance.sources == (
        "russellwebster-2017-01-12-staffordshire",
        "staffordshire-caseloads-2017-01-12",
    )
    assert (stacey.starts, stacey.when) == ((), "known on 2017-01-12")
    (stacey,) = graph.holders("HM Chief Inspector of Probation", "2017-01-13")
    assert stacey.starts == ("2016-03-01",)


def test_the_five_documents_alone_know_two_chief_inspectors(five: KnowledgeGraph) -> None:
    assert people(five.holders("HM Chief Inspector of Probation")) == ["Glenys Stacey", "Justin Russell"]
    assert on(five.holders("HM Chief Inspector of Probation", "2020-03-05")) == {"Justin Russell": "certain"}
