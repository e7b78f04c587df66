"""Draw a projection: one networkx graph in, the text of one offline HTML page out.

`draw` is the only name meant for callers. It is pure: it reads packaged
resources, writes nothing, and gives the same text for the same input.
"""

from probation.graph.drawing.page import draw

__all__ = ["draw"]
