"""The process that answers one ad-hoc query and can be killed: request on standard input, results on standard output.

Run by `probation.graph.sparql`; not a command of its own. The request is JSON (`folders`, `query`, `formats`,
`seconds`); the answer is one line naming the form of the result (select, ask, graph), then the serialised result.
"""

from __future__ import annotations

import faulthandler
import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from probation.graph.errors import InputError, ProbationError

MEMORY_BYTES = 4 * 2**30
_FORMATS = {
    "sparql-json": "JSON",
    "sparql-xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "turtle": "TURTLE",
    "ntriples": "N_TRIPLES",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON_LD",
}


def main() -> int:
    """Answer the request on standard input; return the exit code."""
    try:
        form, result = answer(json.loads(sys.stdin.read()))
    except ProbationError as error:
        print(" ".join(str(error).split()), file=sys.stderr)  # noqa: T201 - the pipe to the parent
        return error.exit_code
    except MemoryError:
        print("the query needs too much memory; narrow it", file=sys.stderr)  # noqa: T201
        return 2
    sys.stdout.buffer.write(form.encode() + b"\n" + result)
    return 0


def answer(request: dict[str, Any]) -> tuple[str, bytes]:
    """Return the form of the result and the result in the format the request gives for that form."""
    from probation.graph.sparql_guard import refuse_unsafe

    refuse_unsafe(request["query"])
    import pyoxigraph as ox

    from probation.graph.snapshot import open_snapshot
    from probation.graph.terms import PREFIXES

    # The parent stops an evaluation in time; should the parent itself be killed, this process ends a little later.
    faulthandler.dump_traceback_later(request["seconds"] + 2, exit=True, file=Path(os.devnull).open("w"))  # noqa: SIM115
    store = open_snapshot([Path(folder) for folder in request["folders"]]).store
    _limit_memory()
    formats = request["formats"]
    try:
        result = store.query(request["query"], prefixes=PREFIXES)
        if isinstance(result, ox.QueryTriples):
            form = "graph"
            rdf = getattr(ox.RdfFormat, _FORMATS[formats[form]])
            return form, result.serialize(format=rdf) or b""
        form = "ask" if isinstance(result, ox.QueryBoolean) else "select"
        table = getattr(ox.QueryResultsFormat, _FORMATS[formats[form]])
        return form, result.serialize(format=table) or b""
    except (SyntaxError, ValueError, OSError) as error:
        message = f"the query cannot be answered: {_reason(str(error))}"
        raise InputError(message) from None


def _reason(error: str) -> str:
    """Return what Oxigraph says in words, and where, without its list of all signs that could stand there."""
    place = re.match(r"error at (\d+):(\d+)", error)
    if place is None:
        return " ".join(error.split())[:300]
    words = re.findall(r"(?:one of |expected |, )([A-Z]\w+ [^\[,\"]+)", error)
    return f"line {place[1]}, column {place[2]}{': ' if words else ''}{' or '.join(words)}"


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on every platform; the time limit still holds
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_BYTES if most == resource.RLIM_INFINITY else min(MEMORY_BYTES, most)
    with suppress(OSError, ValueError):  # a platform that cannot limit it
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


if __name__ == "__main__":
    sys.exit(main())
