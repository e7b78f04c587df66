"""Progress is for people at a terminal, and only once work takes a moment."""

import os
import pty
import time

import pytest

from probation.cli import progress
from probation.cli.progress import Progress


def test_nothing_is_said_in_a_pipe(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", 0.0)
    with Progress() as told:
        told.step("reading sources", 1, 2)
    assert capfd.readouterr() == ("", "")


def on_a_terminal(patience: float, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", patience)
    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        with Progress() as told:
            time.sleep(0.01)
            told.step("reading sources", 10, 990)
            told.step("applying rules", 0, 1)
    return everything(master)


def everything(terminal: int) -> str:
    """Read what a terminal holds to its end: it comes in pieces, and the end is an error."""
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:
        pass
    finally:
        os.close(terminal)
    return b"".join(parts).decode()


def test_a_terminal_sees_one_line_that_is_cleared_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    told = on_a_terminal(0.0, monkeypatch)
    assert "reading sources: 10 of 990" in told
    assert "applying rules …" in told
    assert "\n" not in told
    assert told.endswith("\r")


def test_short_work_is_done_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_a_terminal(60.0, monkeypatch) == ""
