"""The `#+` header of a query file: grlc's convention, YAML behind `#+`, before the query itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from probation.graph.errors import InputError


def read_header(text: str, where: Path | str) -> dict[str, Any]:
    """Return the header of a query as a mapping; raises InputError when it is not YAML or not a mapping."""
    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        message = f"{where}: the #+ header is not YAML: {' '.join(str(error).split())}"
        raise InputError(message) from None
    if not isinstance(header, dict):
        message = f"{where}: the #+ header must be lines of the form  #+ name: value"
        raise InputError(message)
    return header
