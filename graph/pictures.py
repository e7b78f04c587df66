"""`view`: which picture answers what is asked for, drawn and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from probation.graph.errors import InputError
from probation.graph.model import Thing
from probation.graph.picture import Picture
from probation.graph.sieve import Sieve

if TYPE_CHECKING:
    from probation.graph.drawing.sheet import Sheet
    from probation.graph.knowledge import KnowledgeGraph
    from probation.graph.network import Network


@dataclass(frozen=True, slots=True)
class Asked:
    """What a picture is asked to show; see `KnowledgeGraph.view`."""

    things: tuple[Thing, ...]
    as_of: date | None
    sieve: Sieve
    depth: int
    k: int
    most: int | None
    region: str | None
    owner: str | None
    through_hubs: bool


def picture(
    graph: KnowledgeGraph,
    names: Sequence[str],
    style: str,
    as_of: date | None,
    sieve: Sieve | None,
    *,
    depth: int = 1,
    k: int = 3,
    most: int | None = None,
    region: str | None = None,
    owner: str | None = None,
    through_hubs: bool = False,
) -> Picture:
    """Resolve the names and draw; raises InputError for an unknown style and for too few or too many names."""
    if style not in STYLES:
        message = f"no picture is called {style[:40]!r}; there are: {', '.join(STYLES)}"
        raise InputError(message)
    draw, least, greatest, words = STYLES[style]
    things = tuple(dict.fromkeys(graph.thing(name) for name in names))
    if not least <= len(things) <= greatest:
        raise InputError(words)
    sieve = sieve or Sieve()
    sieve = replace(sieve, sources=tuple(graph.thing(name).id for name in sieve.sources))
    return draw(graph, Asked(things, as_of, sieve, depth, k, most, region, owner, through_hubs))


def _around(graph: KnowledgeGraph, asked: Asked) -> Picture:
    from probation.graph.scene import scene

    hubs = asked.through_hubs
    network = scene(graph, asked.things, asked.depth, asked.as_of, asked.sieve, asked.most, through_hubs=hubs)
    return _drawn(graph, network, ", ".join(thing.label for thing in asked.things), _name(asked.things), asked)


def _path(graph: KnowledgeGraph, asked: Asked) -> Picture:
    from probation.graph.scene import scene_of_path

    first, second = asked.things
    network = scene_of_path(graph, (first, second), asked.k, asked.as_of, asked.sieve)
    return _drawn(graph, network, f"{first.label} and {second.label}", _name(asked.things, "--"), asked)


def _all(graph: KnowledgeGraph, asked: Asked) -> Picture:
    from probation.graph.scene import scene_of_all

    network = scene_of_all(graph, asked.as_of, asked.sieve, asked.most)
    return _drawn(graph, network, "Probation governance in England and Wales", "everything", asked)


def _lineage(graph: KnowledgeGraph, asked: Asked) -> Picture:
    from probation.graph.sheet_lineage import lineage_sheet
    from probation.graph.sheet_place import place_sheet
    from probation.graph.succession import is_area

    thing = asked.things[0]
    sheet = (place_sheet if is_area(graph.engine, thing.iri) else lineage_sheet)(graph, thing, asked.as_of)
    return _page(graph, sheet, f"{_name(asked.things)}-lineage")


def _timeline(graph: KnowledgeGraph, asked: Asked) -> Picture:
    from probation.graph.sheet_timeline import timeline_sheet

    sheet = timeline_sheet(graph, asked.things[0], asked.sieve, asked.as_of)
    return _page(graph, sheet, f"{_name(asked.things)}-timeline")


def _ratings(graph: KnowledgeGraph, asked: Asked) -> Picture:
    from probation.graph.sheet_ratings import ratings_sheet

    sheet = ratings_sheet(graph, asked.things, asked.sieve, asked.region, asked.owner, asked.as_of)
    return _page(graph, sheet, f"{_name(asked.things) or 'all'}-ratings")


def _page(graph: KnowledgeGraph, sheet: Sheet, name: str) -> Picture:
    from probation.graph.drawing.sheet import write_sheet

    sheet = replace(sheet, title=_titled(graph, sheet.title))
    return Picture(sheet.title, name, write_sheet(sheet))


def _drawn(graph: KnowledgeGraph, network: Network, title: str, name: str, asked: Asked) -> Picture:
    from probation.graph.drawing import draw

    title = _titled(graph, title)
    day = asked.as_of.isoformat() if asked.as_of else None
    return Picture(title, name, draw(network, title=title, as_of=day))


def _titled(graph: KnowledgeGraph, title: str) -> str:
    """Return a title that says so where the picture is of what some sources say."""
    return f"{title} ({graph.limits})" if graph.limits else title


def _name(things: Sequence[Thing], between: str = "-and-") -> str:
    return between.join(thing.id.rpartition("/")[2] for thing in things)[:120]


_ONE = "this picture is of one thing: give one name"
_SOME = 10_000
STYLES: dict[str, tuple[Callable[[KnowledgeGraph, Asked], Picture], int, int, str]] = {
    "around": (_around, 1, _SOME, "a picture needs the name of a thing to begin with, or --all"),
    "path": (_path, 2, 2, "--path needs the names of two different things"),
    "all": (_all, 0, 0, "--all takes no names: it is everything"),
    "lineage": (_lineage, 1, 1, _ONE),
    "timeline": (_timeline, 1, 1, _ONE),
    "ratings": (_ratings, 0, _SOME, ""),
}
"""Style → what draws it, the fewest and most names it takes, and what to say of any other number."""
