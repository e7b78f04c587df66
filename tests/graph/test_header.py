"""The `#+` header of a query file."""

import pytest

from probation.graph.errors import InputError
from probation.graph.header import read_header


def test_the_lines_behind_the_sign_are_read_as_yaml_and_nothing_else_is() -> None:
    text = "#+ summary: Who owned it\n#+ tags:\n#+   - owners\n# summary: a comment\nSELECT * {}\n"
    assert read_header(text, "q.rq") == {"summary": "Who owned it", "tags": ["owners"]}


def test_a_query_without_a_header_has_an_empty_one() -> None:
    assert read_header("SELECT * {}", "q.rq") == {}


@pytest.mark.parametrize(
    ("text", "says"), [("#+ a: [1\n", "q.rq: the #\\+ header is not YAML"), ("#+ just words\n", "lines of the form")]
)
def test_a_header_that_is_no_mapping_is_refused_with_its_file(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read_header(text, "q.rq")
    assert "\n" not in str(caught.value)
