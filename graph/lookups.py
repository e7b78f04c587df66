"""The queries behind the lookups, read by name from `queries/lookup/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lookup(name: str, folder: str = "lookup") -> str:
    """Return the text of the query `queries/<folder>/<name>.rq`."""
    return (files("probation.queries") / folder / f"{name}.rq").read_text(encoding="utf-8")
