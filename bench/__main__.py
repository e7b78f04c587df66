"""Run every benchmark and print its ratios: `make bench`."""

from __future__ import annotations

from bench import build, cold, peers


def main() -> None:
    """Print one line per ratio."""
    for module in (cold, build, peers):
        for ratio in module.measure():
            print(ratio, flush=True)


if __name__ == "__main__":
    main()
