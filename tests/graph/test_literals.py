"""Ill-typed literals are found, well-typed ones are not: against the types of Python and of rdflib."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.graph.literals import fault
from probation.graph.terms import XSD


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date_in_all_its_precisions(day: date) -> None:
    text = day.isoformat()
    assert fault(text, XSD + "date") is None
    assert fault(text[:7], XSD + "gYearMonth") is None
    assert fault(text[:4], XSD + "gYear") is None


@given(st.dates(), st.sampled_from(["date", "gYearMonth", "gYear"]), st.sampled_from([4, 7, 10]))
def test_a_date_of_another_precision_than_its_type_is_ill_typed(day: date, name: str, length: int) -> None:
    fits = {"date": 10, "gYearMonth": 7, "gYear": 4}[name] == length
    assert (fault(day.isoformat()[:length], XSD + name) is None) is fits


@given(st.integers())
def test_every_whole_number_is_an_integer_a_decimal_and_a_double(number: int) -> None:
    for name in ("integer", "decimal", "double"):
        assert fault(str(number), XSD + name) is None
    assert (fault(str(number), XSD + "nonNegativeInteger") is None) is (number >= 0)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_every_decimal_is_one(number: object) -> None:
    assert fault(format(number, "f"), XSD + "decimal") is None


@given(st.floats())
def test_every_double_is_one(number: float) -> None:
    text = repr(number) if math.isfinite(number) else {"inf": "INF", "-inf": "-INF", "nan": "NaN"}[str(number)]
    assert fault(text, XSD + "double") is None


@given(st.text(), st.sampled_from(["date", "gYearMonth", "gYear", "integer", "decimal", "double", "boolean"]))
def test_text_is_accepted_only_where_a_strict_reading_takes_it(text: str, name: str) -> None:
    """No text outside ASCII, with blanks or line ends is a value of any of these types, whatever `\\d` may match."""
    wrong = fault(text, XSD + name)
    if not text.isascii() or text != text.strip() or not text:
        assert wrong is not None
    if wrong is not None:
        assert name in wrong or "date" in wrong


@pytest.mark.parametrize(
    ("value", "name"),
    [
        *[("2016-02-30", "date"), ("2017-13", "gYearMonth"), ("0000", "gYear"), ("2016-01-01T00:00:00", "date")],
        *[("12,600", "integer"), ("12.0", "integer"), ("٣", "integer"), ("1\n", "integer"), ("1e5", "decimal")],
        *[("-1", "nonNegativeInteger"), ("TRUE", "boolean"), ("yes", "boolean"), ("", "boolean"), ("", "decimal")],
        *[("inf", "double"), ("https://example.org/a b", "anyURI")],
    ],
)
def test_known_faults(value: str, name: str) -> None:
    assert fault(value, XSD + name)


@pytest.mark.parametrize(
    ("value", "name"),
    [("true", "boolean"), ("0", "boolean"), ("-0", "nonNegativeInteger"), (".5", "decimal"), ("anything", "string")],
)
def test_known_good_values(value: str, name: str) -> None:
    assert fault(value, XSD + name) is None


def test_a_datatype_the_project_does_not_use_is_left_alone() -> None:
    assert fault("whatever", "http://www.opengis.net/ont/geosparql#wktLiteral") is None
    assert fault("whatever", "http://example.org/date") is None
