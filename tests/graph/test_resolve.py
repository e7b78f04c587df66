"""From a name as people type it to the thing it means."""

from collections.abc import Callable

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError
from probation.graph.terms import PREFIXES

Build = Callable[..., KnowledgeGraph]
SWM = "crc-staffordshire-and-west-midlands"


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        # label, alias, acronym, slug, short and full address
        ("Staffordshire and West Midlands Community Rehabilitation Company", SWM),
        ("Staffordshire and West Midlands CRC", SWM),
        ("NPS", "nps"),
        ("HMIP", "hmip"),
        ("RRP", "reducing-reoffending-partnership"),
        (SWM, SWM),
        (f"id:{SWM}", SWM),
        (PREFIXES["id"] + SWM, SWM),
        (f" {SWM} ", SWM),
        # case, "&", punctuation, a leading The, the long form for the short
        ("staffordshire AND west midlands crc", SWM),
        ("Staffordshire & West Midlands CRC", SWM),
        ("Staffordshire, & West-Midlands C.R.C", None),
        ("The Staffordshire & West Midlands Community Rehabilitation Company", SWM),
        ("Reducing Reoffending Partnership", "reducing-reoffending-partnership"),
        ("the reducing reoffending partnership", "reducing-reoffending-partnership"),
        ("Staffordshire and Stoke Probation Delivery Unit", "pdu-staffordshire-and-stoke"),
        ("Stoke on Trent", "stoke-on-trent"),
        ("Glényś Stacey", "glenys-stacey"),
        ("Her Majesty’s Inspectorate of Probation", "hmip"),
        # posts and sources
        ("HM Chief Inspector of Probation", "post/hm-chief-inspector-of-probation"),
        ("post/hm-chief-inspector-of-probation", "post/hm-chief-inspector-of-probation"),
        ("guardian-2020-03-04-midlands-probation-firm", "guardian-2020-03-04-midlands-probation-firm"),
        ("source:guardian-2020-03-04-midlands-probation-firm", "guardian-2020-03-04-midlands-probation-firm"),
        ("Midlands probation firm rated inadequate over high workloads", "guardian-2020-03-04-midlands-probation-firm"),
    ],
)
def test_a_name_means_one_thing_however_it_is_typed(five: KnowledgeGraph, name: str, thing: str | None) -> None:
    if thing is None:
        with pytest.raises(NotFoundError):
            five.thing(name)
    else:
        assert five.thing(name).id == thing


@pytest.fixture(scope="module")
def small(graph_of: Build) -> KnowledgeGraph:
    return graph_of(
        {
            "a": """
                id:gwent a pg:Area ; skos:prefLabel "Gwent"@en .
                id:gwent-police a pg:PoliceForce ; skos:prefLabel "Heddlu Gwent"@cy ; skos:altLabel "Gwent"@en .
                id:west-midlands-county a pg:Area ; skos:prefLabel "West Midlands (county)"@en ; skos:altLabel "West Midlands"@en .
                id:west-midlands-region a pg:Area ; skos:prefLabel "West Midlands (region)"@en ; skos:altLabel "West Midlands"@en .
                id:trust a pg:ProbationTrust ; skos:prefLabel "مؤسسة المراقبة"@ar .
                id:hindi a pg:Charity ; skos:prefLabel "परिवीक्षा"@hi .
                id:evil a pg:Charity ; skos:prefLabel "Say \\"x\\" } DROP ALL <script>\\u202e\\u001b"@en .
            """,
            "rated": 'id:x a pg:Charity ; skos:prefLabel "Title of rated"@en .',
        }
    )


def test_a_label_is_meant_before_an_alias_and_a_thing_before_the_title_of_a_source(small: KnowledgeGraph) -> None:
    assert small.thing("Gwent").id == "gwent"
    assert small.thing("Title of rated").id == "x"


def test_a_thing_is_meant_before_a_source_of_the_same_slug(graph_of: Build) -> None:
    graph = graph_of({"stoke": 'id:stoke a pg:Area ; skos:prefLabel "Stoke"@en .'})
    for name in ("stoke", "Stoke", "STOKE"):
        assert graph.thing(name).kind == "area"
    assert graph.thing("source:stoke").kind == "source"


def test_an_ambiguous_name_is_refused_with_each_thing_it_may_mean(small: KnowledgeGraph) -> None:
    with pytest.raises(InputError) as caught:
        small.thing("west midlands")
    message = str(caught.value)
    assert "‘west midlands’ names 2 things; give one of these:" in message
    assert "west-midlands-county (West Midlands (county), area)" in message
    assert "west-midlands-region (West Midlands (region), area)" in message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Stafordshire and West Midlans CRC", "Staffordshire and West Midlands Community Rehabilitation Company"),
        ("Glennys Stacy", "Glenys Stacey"),
        ("Reducing Reofending Partnership", "The Reducing Reoffending Partnership"),
        ("Justin Rusell", "Justin Russell"),
        ("H M Inspectorate of Probation", "HM Inspectorate of Probation"),
    ],
)
def test_a_misspelt_name_is_not_guessed_but_suggested(five: KnowledgeGraph, typed: str, meant: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        five.thing(typed)
    assert f"nothing is called ‘{typed}’; did you mean ‘{meant}’" in str(caught.value)
    assert five.search(typed)[0].thing.label == meant


@pytest.mark.parametrize(
    ("typed", "thing"),
    [
        # a family name; words in another order; an acronym for the body; a part of one body's name
        ("Grayling", "chris-grayling"),
        ("raab", "dominic-raab"),
        ("Chair of the Justice Committee", "post/chair-justice-committee"),
        ("PAC chair", "post/chair-public-accounts-committee"),
        ("chief executive of HMPPS", "post/chief-executive-hm-prison-and-probation-service"),
        ("Hull PDU", "pdu-hull-and-east-riding"),
        ("Southview", "approved-premises-southview"),
        # a body before the post at it, a post by a title it had before an event of that name
        ("Durham CRC", "crc-durham-tees-valley"),
        ("Lord Chancellor", "post/secretary-of-state-for-justice"),
        ("prisons minister", "post/prisons-and-probation-minister"),
        # what happened, where nothing that lasts is so called
        ("Birmingham 2022", "hmip-2022-08-pdu-birmingham-north-east-and-solihull"),
    ],
)
def test_a_part_that_only_one_thing_may_mean_is_taken_for_it(graph: KnowledgeGraph, typed: str, thing: str) -> None:
    assert graph.thing(typed).id == thing


def test_what_is_taken_for_something_is_remembered(graph_of: Build) -> None:
    graph = graph_of({"a": 'id:x a pg:Charity ; skos:prefLabel "Friends of Stoke"@en .'})
    assert dict(graph.taken) == {}
    assert graph.thing("friends of stoke").id == graph.thing("Stoke friends").id == "x"
    assert {name: thing.id for name, thing in graph.taken.items()} == {"Stoke friends": "x"}


@pytest.mark.parametrize("typed", ["Timpson", "Mr Timpson", "McDowell", "Kent PDU", "Yorkshire", "Durham Tees Valley"])
def test_a_part_that_several_may_mean_is_not_guessed(graph: KnowledgeGraph, typed: str) -> None:
    with pytest.raises(NotFoundError, match="did you mean"):
        graph.thing(typed)


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("Dame Glenys Stacey", "glenys-stacey"),
        ("Dame Glenys", "glenys-stacey"),
        ("ms stacey", "glenys-stacey"),
        ("Sir Geoffrey Clifton-Brown", "geoffrey-clifton-brown"),
        # an author so called in full comes after the person
        ("Sir Geoffrey Clifton-Brown MP", "geoffrey-clifton-brown"),
        ("Baroness Newlove", "helen-newlove"),
        ("Sir Alan Beith", "alan-beith"),
        ("Dame Anne Owers", "anne-owers"),
        ("Dame Vera Baird KC", "vera-baird"),
        ("Sir Bob Neill", "robert-neill"),
        ("Dr Farrar", "jo-farrar"),
        ("Professor Morgan", "rod-morgan"),
        ("Paul Wilson, CBE", "paul-wilson"),
        ("The Rt. Hon. Chris Grayling MP", "chris-grayling"),
    ],
)
def test_titles_and_letters_are_no_part_of_the_name_of_a_person(graph: KnowledgeGraph, typed: str, person: str) -> None:
    assert graph.thing(typed).id == person
    assert graph.taken[typed].id == person


def test_a_title_that_is_part_of_a_name_stays_there(graph: KnowledgeGraph) -> None:
    assert graph.thing("Lord Timpson").id == "james-timpson"
    assert graph.thing("Dame Glenys Stacey becomes Chief Inspector").id == "event-stacey-starts-2016"
    for nobody in ("Lord", "Dame Nobody"):
        with pytest.raises(NotFoundError):
            graph.thing(nobody)


@pytest.mark.parametrize("typed", ["Tessa Webb", "tessa WEBB", "Tessa Webb OBE", "David Hood", "Bev Hughes"])
def test_people_told_apart_by_their_slugs_only_are_both_named(graph: KnowledgeGraph, typed: str) -> None:
    with pytest.raises(InputError, match=r"names 2 things; give one of these: ([\w-]+) \(.*\); \1-[\w-]+ \("):
        graph.thing(typed)
    assert graph.thing("tessa-webb").id == "tessa-webb"


def test_an_official_is_told_from_a_person_by_the_slug_no_more(graph_of: Build) -> None:
    people = """
        id:jo-bell a pg:Official ; skos:prefLabel "Jo Bell"@en .
        id:jo-bell-2 a foaf:Person ; skos:prefLabel "Jo Bell"@en .
    """
    with pytest.raises(InputError, match="names 2 things"):
        graph_of({"a": people}).thing("Jo Bell")


def test_suggestions_of_one_label_give_the_slugs(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match=r"‘Tessa Webb’ \(tessa-webb\) or ‘Tessa Webb’ \(tessa-webb-inspector\)"):
        graph.thing("Mrs Webb")


@pytest.mark.parametrize(
    ("typed", "thing", "other"),
    [
        ("Sodexo", "sodexo", "sodexo-justice-services"),
        ("Wiltshire", "wiltshire", "wiltshire-county"),
        ("Dorset", "dorset", "dorset-county"),
        ("Buckinghamshire", "buckinghamshire", "buckinghamshire-county"),
        ("Somerset", "somerset", "somerset-unitary"),
        ("North Yorkshire", "north-yorkshire", "north-yorkshire-unitary"),
    ],
)
def test_what_else_of_its_class_has_the_name_is_remembered(
    graph: KnowledgeGraph, typed: str, thing: str, other: str
) -> None:
    assert graph.thing(typed).id == graph.taken[typed].id == thing
    assert [passed.id for passed in graph.passed_over[typed]] == [other]


def test_what_has_the_name_in_another_class_is_not(graph: KnowledgeGraph) -> None:
    assert graph.thing("London").kind == "area"
    assert "London" not in graph.passed_over


@pytest.mark.parametrize(("short", "full"), [("Wilts", "Wiltshire"), ("Bucks", "Buckinghamshire")])
def test_a_short_name_of_a_place_is_what_its_full_name_is(graph: KnowledgeGraph, short: str, full: str) -> None:
    assert graph.thing(short) == graph.thing(full)


@pytest.mark.parametrize(
    ("typed", "thing"),
    [
        ("the inspectorate", "hmip"),
        ("the chief inspector", "post/hm-chief-inspector-of-probation"),
        ("permanent secretary", "post/permanent-secretary-ministry-of-justice"),
        ("staffordshire & stoke", "pdu-staffordshire-and-stoke"),
        ("Cleveland", "police-area-cleveland"),
        ("Dyfed-Powys", "police-area-dyfed-powys"),
        ("East Riding", "east-riding-of-yorkshire"),
        ("Hereford", "herefordshire"),
        ("Poole", "bournemouth-christchurch-and-poole"),
        ("Salop", "shropshire"),
        ("Cymru", "wales"),
        ("Ynys Mon", "isle-of-anglesey"),
        ("Castell-nedd Port Talbot", "neath-port-talbot"),
        ("Y Gwasanaeth Prawf", "probation-service"),
    ],
)
def test_everyday_and_welsh_names(graph: KnowledgeGraph, typed: str, thing: str) -> None:
    assert graph.thing(typed).id == thing


def test_a_place_is_not_taken_for_its_north(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="did you mean ‘North Wales PDU’"):
        graph.thing("Wales PDU")


def test_who_only_published_something_is_meant_after_what_the_graph_is_about(graph: KnowledgeGraph) -> None:
    assert graph.thing("Warwickshire and West Mercia CRC").id == "crc-warwickshire-and-west-mercia"
    assert graph.thing("Northumbria PCC").id == "pcc-northumbria"


def test_suggestions_are_things_before_the_titles_of_sources(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="did you mean ‘Paul McDowell’ or ‘Janine McDowell’"):
        graph.thing("McDowell")


def test_of_many_things_of_one_name_the_first_are_listed(graph_of: Build) -> None:
    charities = " ".join(f'id:c{n:02} a pg:Charity ; skos:prefLabel "Aid"@en .' for n in range(20))
    with pytest.raises(
        InputError, match=r"names 20 things; give one of these: c00 .*; c07 \(Aid, charity\); and 12 more$"
    ):
        graph_of({"a": charities}).thing("aid")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            " ",
            "...",
            "?",
            "&",
            "the",
            "xyzzy",
            "Probation Service of Atlantis",
            "\u202e",
            "\u0301",
            "\x00",
            "\x1b[31m",
        ),
        *(
            '"',
            "'",
            "\\",
            "<script>alert(1)</script>",
            "?s ?p ?o",
            '" } UNION { ?thing ?given ?key } #',
            "a\nb",
            "a\u2028b",
        ),
        *("x" * 10_000, "المجهول", "🙂", "id:", "pg:nothing", "nobody:knows", "http://example.org/nothing", "urn:x:y"),
        *("id:a/b/c", "../../etc/passwd", "-", "--help", "%s", "{pg:owner}"),
    ],
)
def test_a_name_nobody_has_is_not_found_in_one_short_line(five: KnowledgeGraph, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        five.thing(name)
    message = str(caught.value)
    assert len(message) < 600
    assert message.isprintable()


@pytest.mark.parametrize(
    "name", ["http://exa mple.org/", "http://<>", "id:a>b", "urn:\n", "\udcff", "https://x/" + "y" * 10_000 + " "]
)
def test_what_cannot_be_a_name_or_address_is_refused_in_one_short_line(five: KnowledgeGraph, name: str) -> None:
    with pytest.raises((InputError, NotFoundError)) as caught:
        five.thing(name)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ["مؤسسة المراقبة", "परिवीक्षा", 'Say "x" } DROP ALL <script>'])
def test_names_in_any_script_and_with_any_signs_are_found(small: KnowledgeGraph, name: str) -> None:
    assert small.thing(name).id in {"trust", "hindi", "evil"}
    assert small.search(name)[0].score == 100
