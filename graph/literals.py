"""Whether a literal's text fits its datatype (XML Schema part 2): RDF parsers do not ask."""

from __future__ import annotations

import re
from functools import lru_cache

from probation.graph import dates
from probation.graph.errors import InputError
from probation.graph.terms import XSD

_PATTERNS = {
    "integer": re.compile(r"[+-]?\d+", re.ASCII),
    "nonNegativeInteger": re.compile(r"\+?\d+|-0+", re.ASCII),
    "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII),
    "double": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN", re.ASCII),
    "boolean": re.compile(r"true|false|1|0"),
    "anyURI": re.compile(r"\S*"),
}


@lru_cache(maxsize=100_000)
def fault(value: str, datatype: str) -> str | None:
    """Return what is wrong with a literal of an XML Schema datatype, or None.

    A datatype outside the ones this project uses is left alone.
    """
    name = datatype.removeprefix(XSD)
    if name in dates.DATATYPES:
        try:
            parsed = dates.parse(value)
        except InputError as error:
            return str(error)
        if len(parsed.text) != dates.DATATYPES[name] or parsed.text != value:
            return f"{value!r} is not an xsd:{name}"
        return None
    pattern = _PATTERNS.get(name)
    if pattern is not None and not pattern.fullmatch(value):
        return f"{value!r} is not an xsd:{name}"
    return None
