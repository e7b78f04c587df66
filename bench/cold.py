"""Cold starts: a lookup in a fresh process beside a process that only imports typer."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.timing import Ratio, compare

NAME = "Staffordshire and West Midlands CRC"


def measure() -> list[Ratio]:
    """Return the cold time of lookups as multiples of `python -c "import typer"`."""
    program = str(Path(sys.executable).with_name("probation"))
    peer = [sys.executable, "-c", "import typer"]
    questions = {
        "show, one relation": ["show", NAME, "--only", "owned"],
        "show, everything": ["show", NAME],
        "show, everything, as JSON": ["show", NAME, "--format", "json"],
    }
    return [
        compare(f"cold {name} / import typer", [program, *arguments], peer) for name, arguments in questions.items()
    ]
