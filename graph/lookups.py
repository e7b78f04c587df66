"""The queries behind the lookups, read by name from `queries/lookup/`."""

from __future__ import annotations

from functools import cache

from probation.graph.packages import package_folder


@cache
def lookup(name: str, part: str = "lookup") -> str:
    """Return the text of the query `queries/<part>/<name>.rq`."""
    return (package_folder("queries") / part / f"{name}.rq").read_text(encoding="utf-8")
