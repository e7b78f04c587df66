"""What sources say of themselves: read from the store, or from the file that a snapshot keeps it in.

Every answer ends with its sources, up to hundreds of them: from the file they are there ten times sooner.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from probation.graph.engine import Engine
from probation.graph.lookups import lookup
from probation.graph.terms import PREFIXES, Iri, slug

KEPT = "sources.jsonl"
_FIELDS = ("title", "publisher", "creator", "issued", "page", "kind")


@dataclass(frozen=True)
class Source:
    """What a source says of itself; `page` is its address on the web, where it has one."""

    slug: str
    title: str
    publisher: str | None = None
    creator: str | None = None
    issued: str | None = None
    page: str | None = None
    kind: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """Return the JSON form used in `sources`."""
        return {
            "title": self.title,
            "publisher": self.publisher,
            "creator": self.creator,
            "issued": self.issued,
            "page": self.page,
            "kind": self.kind,
        }


def read_sources(engine: Engine, slugs: Iterable[str] | None = None) -> dict[str, Source]:
    """Return slug → source for the given slugs, or for every source."""
    if slugs is None:
        rows = list(engine.select(lookup("sources")))
    else:
        wanted = [Iri(PREFIXES["source"] + name) for name in sorted(set(slugs))]
        rows = list(engine.select(lookup("sources_given"), {"_sources": wanted})) if wanted else []
    found: dict[str, Source] = {}
    for row in sorted(rows, key=lambda row: tuple(map(str, row.values()))):
        name = slug(str(row["source"]))
        title, *others = (str(row[field]) if field in row else None for field in _FIELDS)
        found.setdefault(name, Source(name, title or "", *others))
    return found


def kept_sources(folder: Path | None, engine: Engine, slugs: Iterable[str]) -> dict[str, Source]:
    """Return slug → source for the given slugs: from the file in a snapshot's folder, else from the store."""
    wanted = sorted(set(slugs))
    if folder is not None:
        with suppress(OSError, ValueError, TypeError, KeyError):  # damaged from outside, or no such source
            # One line each, its slug first: only what is wanted is read as JSON.
            lines = (folder / KEPT).read_text(encoding="ascii").splitlines()
            kept = dict(line.split("\t", 1) for line in lines)
            return {name: Source(name, *json.loads(kept[name])) for name in wanted}
    return read_sources(engine, wanted)


def keep_sources(folder: Path, engine: Engine) -> None:
    """Write the file for `kept_sources`."""
    rows = {name: [getattr(source, field) for field in _FIELDS] for name, source in read_sources(engine).items()}
    lines = [f"{name}\t{json.dumps(row)}\n" for name, row in sorted(rows.items())]
    (folder / KEPT).write_text("".join(lines), encoding="ascii")
