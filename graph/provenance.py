"""`sources`: the documents behind what is said about a thing, and what each source says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from probation.graph import dates
from probation.graph.dates import Held
from probation.graph.describe import Namer
from probation.graph.engine import Engine
from probation.graph.errors import InputError, NotFoundError
from probation.graph.gather import statements_about, timing
from probation.graph.lookups import lookup
from probation.graph.model import Thing
from probation.graph.sources import Source, read_sources
from probation.graph.terms import Iri, slug


@dataclass(frozen=True)
class Cited:
    """A source and how many statements about the thing asked for it makes (None: not counted)."""

    source: Source
    statements: int | None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        return {
            "id": self.source.slug,
            **self.source.to_json(),
            "statements": self.statements,
            "sources": [self.source.slug],
        }


def sources_about(engine: Engine, thing: Iri, namer: Namer, as_of: date | None = None) -> list[Cited]:
    """Return the sources of what is said about `thing`, the one that says most first.

    A source itself is its own answer. As of a day, the sources of what held on it or had happened by then, certainly
    or possibly, and of what has no time.
    """
    counts: Counter[str] = Counter()
    nodes = statements_about(engine, thing)
    namer.prepare(nodes)
    for node, statements in nodes.items():
        if as_of and node != thing and timing(node, statements, namer).held(as_of) is Held.NO:
            continue
        for values in statements.values():
            for provenance in values.values():
                counts.update(provenance.sources)
    sources = read_sources(engine, counts)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return [Cited(sources[name], counts[name]) for name in ranked if name in sources]


def select_sources(engine: Engine, named: Sequence[Thing], known_by: date | None) -> set[str]:
    """Return the slugs of the sources named (all when none is) that were certainly published by the day `known_by`.

    Raises InputError when a thing named is no source, NotFoundError when no source is left.
    """
    sources = read_sources(engine)
    for thing in named:
        if thing.id not in sources:
            message = f"{thing.label} ({thing.kind}) is not a source; list them with  probation sources"
            raise InputError(message)
    kept = {thing.id for thing in named} or set(sources)
    if known_by is not None:
        dated = {slug: sources[slug].issued for slug in kept}
        kept = {slug for slug, issued in dated.items() if issued and dates.parse(issued).latest <= known_by}
    if not kept:
        message = f"no source is known to have been published by {known_by}"
        raise NotFoundError(message)
    return kept


def naming_sources(engine: Engine, thing: Iri) -> list[str]:
    """Return the slugs of the sources that give a thing its type or a name."""
    rows = engine.select(lookup("sources_naming"), {"_thing_iri": thing})
    return sorted({slug(str(row["source"])) for row in rows})
