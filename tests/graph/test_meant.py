"""What a name may mean that is nobody's whole name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.graph.meant import elsewhere, initialism, likely, meant, spelt_out, untitled, words
from probation.graph.terms import Iri

CHAIR, DEPUTY, PAC, GRAYLING, STACEY, STREET = map(Iri, ("chair", "deputy", "pac", "grayling", "stacey", "street"))
NAMES = [
    (CHAIR, "chair public accounts committee"),
    (DEPUTY, "deputy chair public accounts committee"),
    (PAC, "house of commons committee of public accounts"),
    (PAC, "public accounts committee"),
    (PAC, "pac"),
    (GRAYLING, "chris grayling"),
    (STACEY, "glenys stacey"),
    (STREET, "john stacey street"),
]


def senses(*keys: str) -> list[set[str]]:
    return [set(found) for found in meant(keys, NAMES, frozenset((GRAYLING, STACEY)))]


def test_the_words_of_a_name_are_those_that_tell_it_apart() -> None:
    assert words("chair of the justice committee") == ("chair", "justice", "committee")
    assert words("the of and") == ()


def test_the_same_words_come_before_a_family_name_and_a_part() -> None:
    assert senses("chair of the public accounts committee") == [{"chair"}, {"chair", "deputy"}]
    assert senses("grayling") == [{"grayling"}, {"grayling"}]
    assert senses("stacey") == [{"stacey"}, {"stacey", "street"}]
    assert senses("street") == [{"street"}]
    assert senses("glenys") == [{"stacey"}]


@pytest.mark.parametrize(
    "typed", ["", "of the", "x", "go", "stacy", "chair of the atlantic committee", "glenys stacey dbe"]
)
def test_what_no_name_holds_word_for_word_means_nothing(typed: str) -> None:
    assert senses(typed) == []


def test_a_word_that_is_a_whole_name_is_written_out() -> None:
    assert spelt_out("pac chair", NAMES) == [
        "pac chair",
        "house of commons committee of public accounts chair",
        "public accounts committee chair",
    ]
    assert senses(*spelt_out("pac chair", NAMES))[0] == {"chair"}
    assert spelt_out("pac", NAMES) == ["pac"]
    assert spelt_out("of chair", [(PAC, "of"), (PAC, "pac")]) == ["of chair"]


@pytest.mark.parametrize(
    ("key", "bare"),
    [
        ("sir bob neill kc mp", "bob neill"),
        ("rt hon the lord timpson", "timpson"),
        ("bob neill", ""),
        ("sir", ""),
        ("sir mp", ""),
        ("", ""),
        # only before, only after, and at the ends alone
        ("neill sir", ""),
        ("mp neill", ""),
        ("bob sir neill", ""),
    ],
)
def test_titles_are_left_out_at_their_end_of_a_name(key: str, bare: str) -> None:
    assert untitled(key, {"rt", "hon", "sir", "lord"}, {"kc", "mp"}) == bare


def test_a_point_of_the_compass_makes_another_place() -> None:
    names = [(CHAIR, "north wales pdu"), (DEPUTY, "west kent pdu"), (DEPUTY, "kent and medway pdu"), (PAC, "wales pdu")]
    assert elsewhere(["wales pdu"], names) == {CHAIR}
    assert elsewhere(["north wales"], names) == elsewhere(["kent pdu"], names) == elsewhere(["pdu"], names) == set()


def test_the_likely_are_those_that_any_sense_may_hold() -> None:
    assert likely(["stacey", "chair"], NAMES) == {STACEY, STREET, CHAIR, DEPUTY}
    assert likely([""], NAMES) == set()


@given(st.text("abc of", max_size=12), st.lists(st.text("abc of", max_size=12), max_size=5))
def test_every_sense_is_among_the_likely(typed: str, names: list[str]) -> None:
    named = [(Iri(str(number)), name) for number, name in enumerate(names)]
    everyone = frozenset(iri for iri, _ in named)
    found = list(meant([typed], named, everyone))
    assert set().union(*found) == likely([typed], named)
    assert all(sense <= found[-1] for sense in found)


@pytest.mark.parametrize(
    ("typed", "name", "at_all"),
    [
        ("sfo", "serious further offence annual report", True),
        ("ecsl", "end of custody supervised licence ends", True),
        ("gm", "greater manchester", True),
        # two letters must be all of them; the first letters, not some; one word has no initials; letters only
        ("gm", "geo mercia willowdene", False),
        ("fo", "serious further offence", False),
        ("n", "nacro", False),
        ("s2", "serious 2", False),
        ("abcdefg", "a1 b1 c1 d1 e1 f1 g1", False),
    ],
)
def test_first_letters_stand_for_a_name(typed: str, name: str, at_all: bool) -> None:
    assert bool(initialism(typed, name)) is at_all
    assert initialism(typed, name) <= 95


def test_the_more_of_a_name_the_letters_cover_the_better() -> None:
    assert initialism("ora", "offender rehabilitation act") > initialism(
        "ora", "offender rehabilitation act 2014 order"
    )
