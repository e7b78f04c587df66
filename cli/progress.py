"""Progress of long work on standard error, on a terminal only, and only once it takes a moment."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

_PATIENCE_SECONDS = 0.5


class Progress:
    """A line that is rewritten in place and cleared at the end."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def step(self, what: str, done: int, total: int) -> None:
        """Show how far the work is: `done` of `total` (total 0 or 1: no figure)."""
        if not sys.stderr.isatty() or time.monotonic() - self._begun < _PATIENCE_SECONDS:
            return
        line = f"{what} …" if total <= 1 else f"{what}: {done:,} of {total:,}"
        sys.stderr.write(f"\r{line:<{self._shown}}")
        sys.stderr.flush()
        self._shown = len(line)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            sys.stderr.write(f"\r{'':<{self._shown}}\r")
            sys.stderr.flush()
