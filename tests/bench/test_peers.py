"""A peer is compared only if it gives the right answer."""

import sys
from pathlib import Path

import pytest

from bench import peers


def says(text: str, code: int = 0) -> list[str]:
    return [sys.executable, "-c", f"import sys; print({text!r}); sys.exit({code})"]


def test_a_peer_with_the_right_answer_has_no_fault() -> None:
    assert peers.fault(says(f"name\n{peers.ANSWER}")) is None


def test_a_peer_that_fails_is_left_out_with_its_last_words() -> None:
    failing = [sys.executable, "-c", "raise SystemExit('unknown url type')"]
    assert peers.fault(failing) == "exit code 1: unknown url type"


def test_a_peer_with_another_answer_is_left_out() -> None:
    assert peers.fault(says("name")) == "the owner's name is not in its answer"


def test_a_peer_without_end_is_left_out() -> None:
    assert peers.fault([sys.executable, "-c", "while True: pass"], seconds=0.2) == "no answer within 0 s"


def test_a_peer_can_be_named_in_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chosen = str(tmp_path / "runoak")
    monkeypatch.setenv("PROBATION_BENCH_RUNOAK", chosen)
    assert peers._find("runoak") == chosen


def test_a_peer_that_is_nowhere_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert peers._find("no-such-peer") is None
    assert capsys.readouterr().out == "no-such-peer is not installed and is left out\n"
