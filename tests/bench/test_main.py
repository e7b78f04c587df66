"""The command line of the benchmarks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import PARTS, arguments

ROOT = Path(__file__).resolve().parents[2]


def test_every_part_is_described() -> None:
    page = (ROOT / "bench/README.md").read_text(encoding="utf-8")
    assert [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")] == list(PARTS)


def test_a_larger_scale_and_a_cap_are_read() -> None:
    asked = arguments().parse_args(["scale", "--scale", "100", "--cap", "9.5"])
    assert (asked.parts, asked.scale, asked.cap) == (["scale"], 100, 9.5)


@pytest.mark.parametrize("given", [["speed"], ["--scale", "0"], ["--scale", "big"], ["--cap", "-1"], ["--cap", "nan"]])
def test_bad_input_is_refused_in_one_line(given: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", *given], capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("python -m bench: error: ")
    assert "Traceback" not in done.stderr
