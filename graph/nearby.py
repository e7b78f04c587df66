"""What the graph holds already that something added may mean or contradict: an inspection some days apart, an owner.

Nothing here refuses anything, for a source may well contradict another.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from probation.graph import dates
from probation.graph.describe import Statements
from probation.graph.gather import gather_nodes, iris, texts, things, timing
from probation.graph.lookups import lookup
from probation.graph.model import Thing
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

_MONTH = timedelta(31)


class Near(NamedTuple):
    """A thing that is in the graph, and its time as text."""

    thing: Thing
    when: str


def inspection_of(graph: KnowledgeGraph, name: str, body: Iri) -> Thing | None:
    """Return the inspection of a body that a name means; None where it means another thing.

    Raises NotFoundError for a name that means nothing.
    """
    thing = graph.thing(name)
    said = gather_nodes(graph.engine, [thing.iri]).get(thing.iri, {})
    return thing if body in iris(said, "pg:inspected") else None


def inspections_near(graph: KnowledgeGraph, body: Iri, published: str) -> list[Near]:
    """Return the inspections of a body that were published within a month of a date, in order of time."""
    day, found = dates.parse(published), []
    for node, said in _pointing_at(graph, body).items():
        given = texts(said, "pg:published") if body in iris(said, "pg:inspected") else []
        if any(_apart(day, dates.parse(text)) <= _MONTH for text in given):
            found.append(Near(graph.namer().thing(node), ", ".join(given)))
    return sorted(found, key=lambda near: (near.when, near.thing.iri))


def owners_meanwhile(graph: KnowledgeGraph, owner: Iri, owned: Iri, start: str, end: str) -> list[Near]:
    """Return who else is stated to own a thing at a time that may overlap `start` to `end` (empty: not known)."""
    namer, found = graph.namer(), []
    for node, said in _ownerships(graph, owned).items():
        timed = timing(node, said, namer)
        begun, over = (dates.span(given) for given in (timed.starts, timed.ends))
        # At the day when one ends the other may begin.
        is_before = start and over and over[0] <= dates.parse(start).latest
        is_after = end and begun and dates.parse(end).earliest <= begun[1]
        if not is_before and not is_after:
            found += [Near(thing, timed.text()) for thing in things(namer, set(iris(said, "pg:owner")) - {owner})]
    return sorted(found, key=lambda near: near.thing.label)


def is_swapped(graph: KnowledgeGraph, owner: Iri, owned: Iri) -> bool:
    """Say whether owner and owned seem to be in the wrong order.

    So they are where the graph says the reverse, and where nothing of the first's class owns anything while something
    of the second's does.
    """
    if any(owned in iris(said, "pg:owner") for said in _ownerships(graph, owner).values()):
        return True
    owning = {row["class"] for row in graph.engine.select(lookup("owner_classes"))}
    namer = graph.namer()
    return namer.kind(owner) not in owning and namer.kind(owned) in owning


def partners_in(graph: KnowledgeGraph, venture: Iri) -> list[Thing]:
    """Return the partners of a joint venture, which a thing without any is not."""
    said = _pointing_at(graph, venture).values()
    partners = {partner for node in said if venture in iris(node, "pg:venture") for partner in iris(node, "pg:partner")}
    return list(things(graph.namer(), partners))


def _ownerships(graph: KnowledgeGraph, owned: Iri) -> dict[Iri, Statements]:
    return {node: said for node, said in _pointing_at(graph, owned).items() if owned in iris(said, "pg:owned")}


def _pointing_at(graph: KnowledgeGraph, thing: Iri) -> dict[Iri, Statements]:
    rows = graph.engine.select(lookup("nodes_pointing_at"), {"_thing_iri": thing})
    return gather_nodes(graph.engine, {node for row in rows if isinstance(node := row["node"], Iri)})


def _apart(first: dates.PartialDate, second: dates.PartialDate) -> timedelta:
    """Return how far two dates are apart at least."""
    between: tuple[date, date] = max(first.earliest, second.earliest), min(first.latest, second.latest)
    return max(between[0] - between[1], timedelta(0))
