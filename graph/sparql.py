"""`sparql`: ad-hoc queries, read-only, without network or files, under a time limit that really stops them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from probation.graph.errors import InputError

DEFAULT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Result:
    """A serialised result: its form (select, ask or graph) and its bytes."""

    form: str
    body: bytes


def run(query: str, folders: Sequence[Path], formats: Mapping[str, str], seconds: float) -> Result:
    """Answer `query` over the data in `folders` in a process of its own.

    `formats` gives a result format for each form (`select`, `ask`, `graph`). Raises InputError for a query that is
    refused or cannot be answered, and when `seconds` have passed; the process is killed then.
    """
    places = [str(folder) for folder in folders]
    request = json.dumps({"query": query, "folders": places, "formats": dict(formats), "seconds": seconds})
    # -P keeps the folder the user stands in off the module path.
    command = [sys.executable, "-P", "-m", "probation.graph.sparql_worker"]
    try:
        done = subprocess.run(command, input=request.encode(), capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        message = f"the query was stopped after {seconds:g} seconds; narrow it or raise --timeout"
        raise InputError(message) from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        known = said and done.returncode in (1, 2)
        message = said[-1] if known else "the query needs more memory than it may use; narrow it"
        raise InputError(message)
    form, _, body = done.stdout.partition(b"\n")
    return Result(form.decode(), body)
