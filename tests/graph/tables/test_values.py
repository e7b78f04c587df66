"""Short names, dates, numbers and addresses of cells."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.graph.literals import fault
from probation.graph.tables.slugs import ID, slugify
from probation.graph.tables.values import address, date_literal, number_literal


@given(st.text(max_size=60))
def test_a_slug_is_an_id_or_empty_and_stays_as_it_is(text: str) -> None:
    slug = slugify(text)
    assert not slug or ID.fullmatch(slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("average caseload per practitioner", "average-caseload-per-practitioner"),
        ("Core programme round 2 (2019-20)", "core-programme-round-2-2019-20"),
        ("Quality & Impact", "quality-impact"),
        ("Victims' Commissioner", "victims-commissioner"),
        ("Eileen O’Sullivan", "eileen-osullivan"),
        ("Café", "cafe"),
        ("…", ""),
    ],
)
def test_slugs_are_as_everywhere_in_the_graph(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2100, 12, 31)), st.sampled_from([4, 7, 10]))
def test_a_date_keeps_the_precision_of_its_source(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    literal = date_literal(text)
    assert literal.value == text
    assert fault(text, literal.datatype.value) is None


@given(st.from_regex(re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,4})?", re.ASCII), fullmatch=True))
def test_numbers_are_integers_or_decimals_as_written(text: str) -> None:
    literal = number_literal(text)
    assert literal.value == text
    assert fault(text, literal.datatype.value) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.uk/b", ("https://a.uk/b", "")),
        ("https://a.uk/ (not given)", ("https://a.uk/", "not given")),
        ("isbn:9780215560148", ("isbn:9780215560148", "")),
        ("www.a.uk", None),
        ("https://a.uk/b c", None),
        ("https://a.uk/<b>", None),
        ("https://a.uk/100%", None),
        ("https://a.uk/100%25", ("https://a.uk/100%25", "")),
    ],
)
def test_addresses_are_whole_and_may_carry_a_remark(text: str, found: tuple[str, str] | None) -> None:
    assert address(text) == found
