"""`info`: what the graph holds, what it was built from and with, and where things are."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import TYPE_CHECKING, Any

from probation.graph.lookups import lookup
from probation.graph.snapshot import cache_folder
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph


def info(graph: KnowledgeGraph) -> dict[str, Any]:
    """Return counts per class, counts of statements, the digest, versions and places."""
    vocabulary = graph.vocabulary
    rows = graph.engine.select(lookup("count_by_class"))
    per_class = {
        vocabulary[cls].text("pg:pluralLabel") or vocabulary[cls].label: int(str(row["things"]))
        for row in rows
        if isinstance(cls := row["class"], Iri)
    }
    counts = graph.snapshot.counts
    return {
        "classes": dict(sorted(per_class.items())),
        "sources": len(counts["sources"]),
        "statements": counts["statements"],
        "derived_statements": counts["derived"],
        "rules": counts["rules"],
        "digest": graph.snapshot.digest,
        "snapshot": str(graph.snapshot.folder) if graph.snapshot.folder else "in memory",
        "cache": str(cache_folder()),
        "data": [str(folder) for folder in graph.folders],
        "versions": {
            "probation-graph": metadata.version("probation-graph"),
            "pyoxigraph": metadata.version("pyoxigraph"),
            "python": platform.python_version(),
        },
    }
