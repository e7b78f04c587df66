"""The knowledge graph of probation governance: load, infer, query, look up, follow, draw and check.

`KnowledgeGraph` is the one door for Python users; it is resolved on first use, so that importing one module of this
package does not import them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

__all__ = ["KnowledgeGraph"]


def __getattr__(name: str) -> object:
    if name == "KnowledgeGraph":
        from probation.graph.knowledge import KnowledgeGraph

        return KnowledgeGraph
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
