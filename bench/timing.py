"""Time whole processes in turn, A B A B …, so that a ratio holds when the machine's speed drifts."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """How long A takes beside B: medians in seconds, and the median of the ratios pair by pair."""

    name: str
    a_seconds: float
    b_seconds: float
    ratio: float

    def __str__(self) -> str:
        return f"{self.name}: {self.ratio:.2f} ({self.a_seconds * 1000:.0f} ms beside {self.b_seconds * 1000:.0f} ms)"


def compare(
    name: str, a: Sequence[str], b: Sequence[str], runs: int = 15, env: Mapping[str, str] | None = None
) -> Ratio:
    """Run both commands in turn, once uncounted, then `runs` times."""
    pairs = [(_seconds(a, env), _seconds(b, env)) for _ in range(runs + 1)][1:]
    return Ratio(
        name,
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(first / second for first, second in pairs),
    )


def _seconds(command: Sequence[str], env: Mapping[str, str] | None) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    return time.perf_counter() - begun
