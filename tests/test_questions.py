"""The questions that the product must answer, each with what a right answer contains.

tests/questions.yaml is the list as given; tests/questions_more.yaml has harder ones of the same kinds, each with the
rows of the fact tables that its answer was worked out from.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

QUESTIONS: list[dict[str, Any]] = [
    question
    for name in ("questions", "questions_more")
    for question in yaml.load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes text of everything
]
# Questions that the product cannot answer yet. One that it can must leave this list: the test says so.
NOT_YET: set[str] = set()


def faults(question: dict[str, Any], ran: Any) -> list[str]:
    """What is wrong with an answer; numbers are compared without separators of thousands, text without case."""
    if not question["answer"]:
        return [] if (ran.code, ran.out) == (1, "") else [f"answered, with code {ran.code}"]
    if ran.code:
        return [f"code {ran.code}: {ran.err.strip()}"]
    body = json.loads(ran.out)
    answers = json.dumps(body["answers"], ensure_ascii=False).casefold()
    answers += re.sub(r"(?<=\d),(?=\d{3})", "", answers)
    found = [f"lacks {text!r}" for text in question["answer"] if text.casefold() not in answers]
    found += [f"holds {text!r}" for text in question.get("not", []) if text.casefold() in answers]
    wanted = question["source_any"]
    if wanted and not set(wanted) & set(body["sources"]):
        found.append(f"cites none of {', '.join(wanted)}")
    if not body["sources"]:
        found.append("cites no source")
    return found


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])
def test_a_question_is_answered_with_its_sources(run: Callable[..., Any], question: dict[str, Any]) -> None:
    wrong = faults(question, run(*question["run"], "--format", "json"))
    if question["id"] in NOT_YET:
        assert wrong, "answered by now: take it off the list NOT_YET"
    else:
        assert not wrong, question["ask"]


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q["answer"]], ids=lambda question: question["id"])
def test_a_wrong_answer_would_be_found(question: dict[str, Any]) -> None:
    class Wrong:
        code, err = 0, ""
        out = json.dumps({"answers": [{"text": " ".join(question["answer"][1:])}], "sources": {"x": {}}})

    assert faults(question, Wrong())


def test_the_list_of_what_is_missing_names_questions() -> None:
    assert {question["id"] for question in QUESTIONS} >= NOT_YET
