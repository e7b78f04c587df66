"""A dozen answers with their sources, on the five documents, kept word by word: tests/golden/*.txt.

When an answer is meant to change:  pytest tests/test_golden.py --update-golden  and review the difference.
"""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parent / "golden"
COMMANDS = {
    "show-owner-as-of": 'show "Reducing Reoffending Partnership" --as-of 2017-06-01',
    "show-person": 'show "Catherine Holland"',
    "show-post-json": 'show "Secretary of State for Justice" --format json',
    "search": 'search "stafordshire" --limit 5',
    "search-csv": 'search "chief inspector" --limit 3 --format csv',
    "path": 'path "Catherine Holland" hmip-2017-01-12-staffordshire-and-stoke --k 1',
    "path-json": 'path "Catherine Holland" "Staffordshire and West Midlands CRC" --k 1 --format json',
    "sources": 'sources "Staffordshire and Stoke PDU"',
    "sources-markdown": 'sources "David Jamieson" --format markdown',
    "conflicts": "conflicts",
    "conflicts-json": "conflicts event-unification-2021 --precision --format json",
    "query": 'query body_owners -p body="Staffordshire and West Midlands CRC"',
    "sparql-tsv": 'sparql "SELECT ?value ?unit { ?m pg:subject id:crc-staffordshire-and-west-midlands ; pg:value ?value ; '
    'pg:unit/skos:prefLabel ?unit } ORDER BY ?value ?unit" --format tsv',
    "unknown": 'show "Probation Service of Atlantis"',
    "bad-date": "show hmip --as-of 2016-02-30",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_answer_is_word_by_word_as_reviewed(
    on_five: Callable[..., Any], request: pytest.FixtureRequest, name: str
) -> None:
    ran = on_five(*shlex.split(COMMANDS[name]))
    told = f"$ probation {COMMANDS[name]}\n{ran.out}{ran.err}exit {ran.code}\n"
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


def test_no_golden_answer_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(COMMANDS)
