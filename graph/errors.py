"""One family of errors: each message says what is wrong, where, and what to do, in one line."""

from __future__ import annotations


class ProbationError(Exception):
    """Anything this project refuses or cannot do; `exit_code` is what the command line ends with."""

    exit_code = 2

    @property
    def lines(self) -> tuple[str, ...]:
        """The message as lines: one, except where an error carries many faults (a name in it may hold a line end)."""
        return (str(self),)


class InputError(ProbationError):
    """Bad input: a malformed date, a broken file, a query that may not run."""


class NotFoundError(ProbationError):
    """The question is well formed and nothing answers it."""

    exit_code = 1
