"""The arithmetic of the benchmarks: ratios and growth. What is measured is asserted nowhere."""

import os
from pathlib import Path

import pytest

from bench.timing import Growth, Ratio, cpu, own_cache, paired, slope


def test_a_ratio_is_the_median_of_the_pairs_and_not_of_the_medians() -> None:
    ratio = paired("ours / theirs", [(1.0, 1.0), (8.0, 2.0), (3.0, 1.0)])
    assert (ratio.a_seconds, ratio.b_seconds, ratio.ratio) == (3.0, 1.0, 3.0)
    assert str(ratio) == "ours / theirs: 3.00 (3000 ms beside 1000 ms)"


def test_short_times_are_shown_with_fractions() -> None:
    assert str(Ratio("a / b", 0.0123, 0.00041, 30.0)) == "a / b: 30.00 (12 ms beside 0.41 ms)"


def test_a_ratio_of_work_that_was_stopped_says_so() -> None:
    assert str(Ratio("stock / ours", 60.0, 1.5, 40.0, at_least=True)).startswith("stock / ours: more than 40.00 (")


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_the_exponent_of_growth_is_the_power(power: float) -> None:
    growth = Growth("work", "edges", tuple((size, 0.001 * size**power) for size in (100, 300, 1000)))
    assert growth.exponent == pytest.approx(power, abs=1e-9)


def test_growth_says_the_seconds_of_each_size_and_of_one_edge() -> None:
    growth = Growth("work", "edges", ((1000, 1.0), (10_000, 10.0)))
    assert str(growth) == (
        "work: edges to the power of 1.00: 1.00 s for 1000 (1000 µs each), 10.00 s for 10000 (1000 µs each)"
    )


def test_a_slope_is_that_of_the_nearest_line() -> None:
    assert slope([(0, 1), (1, 3), (2, 5)]) == pytest.approx(2)
    assert slope([(0, 0), (1, 1), (2, 0)]) == pytest.approx(0)


def test_timed_work_gives_what_it_makes() -> None:
    seconds, made = cpu(lambda: sum(range(10)))
    assert made == 45
    assert seconds >= 0


@pytest.mark.parametrize("before", [None, "/elsewhere"])
def test_an_own_cache_ends_with_the_work_even_when_it_fails(
    before: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before is None:
        monkeypatch.delenv("PROBATION_CACHE", raising=False)
    else:
        monkeypatch.setenv("PROBATION_CACHE", before)
    with pytest.raises(RuntimeError), own_cache(tmp_path):
        assert os.environ["PROBATION_CACHE"] == str(tmp_path)
        raise RuntimeError
    assert os.environ.get("PROBATION_CACHE") == before
