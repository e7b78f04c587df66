"""Time work in turn, A B A B …, so that a ratio holds when the machine's speed drifts; and say how work grows."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Ratio:
    """How long A takes beside B: medians in seconds, and the median of the ratios pair by pair."""

    name: str
    a_seconds: float
    b_seconds: float
    ratio: float
    at_least: bool = False
    """Whether A was stopped before its end, so that the ratio is greater than is said."""

    def __str__(self) -> str:
        least = "more than " if self.at_least else ""
        return f"{self.name}: {least}{self.ratio:.2f} ({_shown(self.a_seconds)} beside {_shown(self.b_seconds)})"


@dataclass(frozen=True, slots=True)
class Growth:
    """How the CPU seconds of some work grow with its size: pairs of size and seconds, smallest first."""

    name: str
    unit: str
    points: tuple[tuple[int, float], ...]

    @property
    def exponent(self) -> float:
        """The slope of log seconds over log size: 1 is linear, 2 quadratic."""
        return slope([(math.log(size), math.log(seconds)) for size, seconds in self.points])

    def __str__(self) -> str:
        each = ", ".join(
            f"{seconds:.2f} s for {size} ({seconds / size * 1e6:.0f} µs each)" for size, seconds in self.points
        )
        return f"{self.name}: {self.unit} to the power of {self.exponent:.2f}: {each}"


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the straight line nearest to the points (least squares); they need two different x."""
    x_mean, y_mean = (statistics.fmean(axis) for axis in zip(*points, strict=True))
    spread = sum((x - x_mean) ** 2 for x, _ in points)
    return sum((x - x_mean) * (y - y_mean) for x, y in points) / spread


def compare(
    name: str, a: Sequence[str], b: Sequence[str], runs: int = 15, env: Mapping[str, str] | None = None
) -> Ratio:
    """Run both commands in turn, once uncounted, then `runs` times."""
    return paired(name, [(_seconds(a, env), _seconds(b, env)) for _ in range(runs + 1)][1:])


def paired(name: str, pairs: Sequence[tuple[float, float]]) -> Ratio:
    """Return the ratio of pairs of seconds that were measured in turn."""
    return Ratio(
        name,
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(first / second for first, second in pairs),
    )


def cpu(work: Callable[[], Made]) -> tuple[float, Made]:
    """Return the CPU seconds that this process spends on some work, and what it makes; others' load counts little."""
    begun = time.process_time()
    made = work()
    return time.process_time() - begun, made


@contextmanager
def own_cache(folder: Path) -> Iterator[None]:
    """Keep snapshots in a folder of one's own for a while, so that a benchmark fills nobody's cache."""
    before = os.environ.get("PROBATION_CACHE")
    os.environ["PROBATION_CACHE"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PROBATION_CACHE"]
        else:
            os.environ["PROBATION_CACHE"] = before


def _seconds(command: Sequence[str], env: Mapping[str, str] | None) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    return time.perf_counter() - begun
