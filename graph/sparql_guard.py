"""Refuse an ad-hoc query before it runs: only a SELECT, ASK, CONSTRUCT or DESCRIBE over this graph may pass.

Oxigraph cannot switch SERVICE off, so the query is parsed by rdflib and its tree searched; a scan of the tokens as
well makes sure that the two parsers cannot disagree about a federated call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probation.graph.engine import with_prefixes
from probation.graph.errors import InputError

MAX_LENGTH = 100_000
_TOKENS = re.compile(
    r"""\"\"\".*?\"\"\"|'''.*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\s]*>|\#[^\n]*"""
    r"""|[?$:@]\w+|\w+:[\w-]*|(?P<service>\bservice\b)|(?P<decimal>-\d*\.\d+(?![\deE]))""",
    re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_unsafe(query: str) -> None:
    """Raise InputError when the query is not SPARQL 1.1, is an update, or asks another server."""
    if len(query) > MAX_LENGTH:
        message = f"the query is longer than {MAX_LENGTH} characters; shorten it"
        raise InputError(message)
    tree = _parsed(query)
    unescaped = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), query)
    if any(match["service"] for text in (query, unescaped) for match in _TOKENS.finditer(text)):
        _refuse_service()
    if any(getattr(node, "name", "") == "ServiceGraphPattern" for node in _nodes(tree)):
        _refuse_service()


def _refuse_service() -> None:
    message = "the query asks another server (SERVICE); only this graph can be queried: remove that part"
    raise InputError(message)


def _parsed(query: str) -> object:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    whole = with_prefixes(query)
    try:
        return parseQuery(_without_decimals(whole))
    except ParseBaseException as error:
        try:
            update = parseUpdate(whole)
        except Exception:
            line = error.lineno - (whole.count("\n") - query.count("\n"))
            where = f"line {max(line, 1)}, column {error.column}"
            near = f", near {error.line.strip()[:60]!r}" if error.line.strip() else ""
            message = f"not a SPARQL 1.1 query: {where}{near}"
        else:
            if "request" not in update:
                message = "the query is empty; write a SELECT, ASK, CONSTRUCT or DESCRIBE"
                raise InputError(message) from None
            message = (
                "this is an update; the graph is read-only: use SELECT, ASK, CONSTRUCT or DESCRIBE "
                "(to change what it says, change a source's file)"
            )
    except RecursionError:
        message = "the query is nested too deeply; simplify it"
    except Exception as error:
        message = f"not a SPARQL 1.1 query: {' '.join(str(error).split())[:200]}"
    raise InputError(message)


def _without_decimals(query: str) -> str:
    """Return the query with integers of the same length in place of negative decimals.

    rdflib's parser fails on these (Literal.__neg__ knows no Decimal); for the vetting their value does not matter.
    """
    return _TOKENS.sub(lambda match: "-" + "1" * (len(match[0]) - 1) if match["decimal"] else match[0], query)


def _nodes(tree: object) -> Iterator[object]:
    """Yield every node of rdflib's parse tree (nested dicts and lists)."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, (list, tuple)) or type(node).__name__ == "ParseResults":
            waiting.extend(list(node))  # type: ignore[call-overload]
