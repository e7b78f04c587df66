"""Draw a projection: one networkx graph in, the text of one offline HTML page out.

`draw` is the only name meant for callers. It is pure: it reads packaged
resources, writes nothing, and gives the same text for the same input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def draw(network: nx.MultiDiGraph[str], *, title: str, as_of: str | None = None) -> str:
    """Return the page that `probation.graph.drawing.page.draw` makes.

    pyvis and igraph are imported now and not with this package: pages drawn as SVG come without them.
    """
    from probation.graph.drawing.page import draw as page

    return page(network, title=title, as_of=as_of)


__all__ = ["draw"]
