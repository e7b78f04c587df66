"""Run the benchmarks and print their ratios: `make bench`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from bench import build, cold, peers, pictures, scale
from bench.synthetic import above_zero

PARTS: dict[str, Callable[[argparse.Namespace], Iterable[object]]] = {
    "cold": lambda _: cold.measure(),
    "build": lambda _: build.measure(),
    "peers": lambda _: peers.measure(),
    "national": lambda asked: pictures.opened(pictures.national, asked.cap),
    "growth": lambda _: pictures.growth(),
    "many": lambda asked: pictures.opened(pictures.many, asked.cap),
    "scale": lambda asked: scale.measure(asked.scale),
}
"""What can be measured, in the order of a whole run; `bench/README.md` says what each is."""


def arguments() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Ratios, each measured in one run.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these of: {', '.join(PARTS)}")
    parser.add_argument("--scale", type=above_zero(int), help="as many times the national graph, beside 1 and 10")
    parser.add_argument("--cap", type=above_zero(float), default=pictures.CAP, help="seconds given to a page (60)")
    return parser


def main() -> None:
    """Print one line per figure."""
    parser = arguments()
    asked = parser.parse_args()
    if unknown := [part for part in asked.parts if part not in PARTS]:
        parser.error(f"{unknown[0][:40]!r} is no part; there are: {', '.join(PARTS)}")
    for part in asked.parts or PARTS:
        for figure in PARTS[part](asked):
            print(figure, flush=True)


if __name__ == "__main__":
    main()
