"""The picture of a place through time: every body that ran probation there, owned who did or inspected it, in lanes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from probation.graph.around import Around, around
from probation.graph.drawing.arrange import lanes
from probation.graph.drawing.chart import Bar, Lane, Mark
from probation.graph.drawing.sheet import Cell, Fact, Grid, Item, Section, Sheet
from probation.graph.model import Thing
from probation.graph.presence import Presence, presences
from probation.graph.scene import one_date
from probation.graph.sheet_parts import (
    PLAIN,
    events,
    facts,
    kind_colour,
    letters,
    level_colour,
    rating_fact,
    short,
    signs,
    sources_of,
)

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

_DATE = r"\d{4}(?:-\d\d){0,2}"


def place_sheet(graph: KnowledgeGraph, place: Thing, as_of: date | None) -> Sheet:
    """Return the page of a place; raises NotFoundError when no source says who ran probation there."""
    found = presences(graph, place)
    said = around(graph.engine, graph.namer(), {presence.body.iri for presence in found})
    items: dict[str, Item] = {}
    groups: dict[str, list[Bar | Mark]] = {}
    undated = 0
    for number, presence in enumerate(found):
        ref = f"{presence.body.id}~{number}"
        entry = _entry(graph, presence, ref, said)
        if entry is None:
            undated += 1
            continue
        about = tuple([rating_fact(presence.rating)] if presence.rating else [])
        own = Fact(_words(presence), presence.when, presence.provenance.sources, presence.provenance.rules)
        items[ref] = Item(
            presence.body.label, presence.body.kind, presence.when, (own, *about, *facts(said.lines[presence.body.iri]))
        )
        groups.setdefault(presence.relation[:1].upper() + presence.relation[1:], []).append(entry)
    drawn = [Lane(title, tuple(entries)) for title, entries in groups.items()]
    grids = [
        Grid(
            lane.title,
            ["Body", "When", "Kind"],
            [[Cell(items[e.ref].title, e.ref), Cell(items[e.ref].when), Cell(items[e.ref].kind)] for e in lane.entries],
        )
        for lane in drawn
    ]
    return Sheet(
        title=f"{place.label} through time",
        question=f"Every body that ran probation in {place.label}, owned or oversaw who did, or inspected it.",
        sections=[Section("Through time", "", lanes(drawn, events(graph), as_of), grids)],
        items=items,
        signs=signs(graph, [p.rating.level for p in found if p.rating]),
        sources=sources_of(graph, items),
        left_out=f"Without any date and so not drawn: {undated}; see  probation lineage." if undated else None,
        bars=True,
    )


def _words(presence: Presence) -> str:
    place = f" ({presence.place.label})" if presence.place else ""
    return f"{presence.relation} {presence.object.label}{place}"


def _entry(graph: KnowledgeGraph, presence: Presence, ref: str, said: Around) -> Bar | Mark | None:
    start, end = ends_of(presence.when)
    if start is None and end is None:
        return None
    place = presence.place or presence.object
    text = presence.body.label if presence.object == place else f"{presence.body.label} · {presence.object.label}"
    label = f"{presence.body.label} {_words(presence)}, {presence.when}"
    if presence.rating:
        level = presence.rating.level
        says = f"{label}: {level.word.label}"
        return Mark(start or end or "", level_colour(graph, level), short(text), ref, letters(level), says)
    if start == end:
        return Mark(start or "", kind_colour(graph, presence.body) or PLAIN, short(text), ref, label=label)
    # An end that the relation does not state is drawn, pale, where the body itself began or ended.
    timing = said.timing(presence.body.iri)
    begun, over = one_date(timing.starts, first=True), one_date(timing.ends, first=False)
    colour = kind_colour(graph, presence.body)
    return Bar(
        start, end, colour, short(text), ref, label=label, begun=_if(begun, end, "<"), over=_if(over, start, ">")
    )


def _if(day: str | None, other: str | None, way: str) -> str | None:
    """Return a day where it lies on the given side of another."""
    fits = day is not None and (other is None or (day < other if way == "<" else day > other))
    return day if fits else None


def ends_of(when: str) -> tuple[str | None, str | None]:
    """Return the two ends of a time as answers write it: `2014-06 to 2021`, `from 2014`, `until 2021`, a moment."""
    before, between, after = when.partition(" to ")
    first, last = re.findall(_DATE, before), re.findall(_DATE, after)
    if between:
        return one_date(first, first=True), one_date(last, first=False)
    one = one_date(first, first=True)
    return (one if not when.startswith("until") else None), (one if not when.startswith("from") else None)
