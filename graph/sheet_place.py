"""The picture of a place through time: every body that ran probation there, owned who did or inspected it, in lanes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from probation.graph.around import Around, around
from probation.graph.drawing.arrange import lanes
from probation.graph.drawing.chart import Bar, Lane, Mark
from probation.graph.drawing.sheet import Cell, Fact, Grid, Item, Section, Sheet, Sign
from probation.graph.model import Thing
from probation.graph.moments import Judged, moment, one_date
from probation.graph.presence import NOT_BEFORE, Presence, presences
from probation.graph.sheet_parts import (
    events,
    facts,
    judgements,
    kind_colour,
    kind_signs,
    letters,
    level_colour,
    rating_fact,
    short,
    signs,
    sources_of,
    undrawn,
)
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

HERE, INSPECTED = "Ran probation here", "Inspected"
MOST, MOST_NAMED = 100, 2
"""Characters of a label, and bodies that it names beside the one it is about."""
_DATE = r"\d{4}(?:-\d\d){0,2}"


def place_sheet(graph: KnowledgeGraph, place: Thing, as_of: date | None) -> Sheet:
    """Return the page of a place; raises NotFoundError when no source says who ran probation there."""
    found = presences(graph, place)
    said = around(graph.engine, graph.namer(), {presence.body.iri for presence in found})
    judged = Judged(graph.engine, graph.namer())
    together, undated = _together(found, place, judged)
    items: dict[str, Item] = {}
    groups: dict[str, list[Bar | Mark]] = {}
    for number, (lane, times, same) in enumerate(together):
        ref = f"{same[0].body.id}~{number}"
        groups.setdefault(lane, []).append(_entry(graph, place, same, times, ref, said))
        about = [rating_fact(presence.rating) for presence in same if presence.rating]
        own = [Fact(_words(p), p.when, p.provenance.sources, p.provenance.rules) for p in same]
        own += [fact for node in dict.fromkeys(map(_dated, same)) for fact in judgements(graph, judged, node)]
        body = same[0].body
        items[ref] = Item(body.label, body.kind, same[0].when, (*own, *about), more=body.id)
    more = {p.body.id: facts(said.lines[p.body.iri]) for _, _, same in together for p in same}
    inspectors = dict.fromkeys(p.body.label for _, _, same in together for p in same if _is_inspection(p))
    by = f"by {next(iter(inspectors))}" if len(inspectors) == 1 else ""
    order = sorted(groups, key=lambda title: (title != HERE, not any(isinstance(e, Bar) for e in groups[title])))
    drawn = [Lane(title, tuple(groups[title]), by if title == INSPECTED else "") for title in order]
    grids = [
        Grid(
            lane.title,
            ["Body", "What", "When", "Kind"],
            [
                [Cell(item.title, e.ref), Cell("; ".join(f.name for f in item.facts)), Cell(item.when), Cell(item.kind)]
                for e in lane.entries
                for item in [items[e.ref]]
            ],
        )
        for lane in drawn
    ]
    kinds = (same[0].body for lane, _, same in together if lane != INSPECTED)
    unrated = [
        kind_colour(graph, p.body) for _, _, same in together for p in same if _is_inspection(p) and not p.rating
    ]
    plain = [Sign("inspection without an overall rating", unrated[0], dot=True)] if unrated else []
    return Sheet(
        title=f"{place.label} through time",
        question=f"Every body that ran probation in {place.label}, owned or oversaw who did, or inspected it.",
        sections=[Section("Through time", "", lanes(drawn, events(graph), as_of), grids)],
        items=items,
        signs=[*kind_signs(graph, kinds), *signs(graph, [p.rating.level for p in found if p.rating]), *plain],
        sources=sources_of(graph, items, more),
        left_out=undrawn(undated, f"probation lineage {place.id}") or None,
        bars=True,
        more=more,
        as_of=as_of,
    )


_Times = tuple[str | None, str | None, str | None, str | None]


def _together(
    found: Sequence[Presence], place: Thing, judged: Judged
) -> tuple[list[tuple[str, _Times, list[Presence]]], int]:
    """Return lane, time and presences of each entry, and how many have no date.

    A body that covers a place and delivers its service there is one entry, where the dates of both agree; so is one
    that in the same time owned, or had as a part, several.
    """
    entries: list[tuple[str, _Times, list[Presence]]] = []
    undated = 0
    for presence in found:
        times = times_of(presence.when, judged, _dated(presence))
        if not any(times):
            undated += 1
            continue
        is_here = _is_here(presence, place)
        lane = HERE if is_here else INSPECTED if _is_inspection(presence) else _titled(presence.relation)
        for number, (other, given, same) in enumerate(entries):
            if lane != other or lane == INSPECTED or same[0].body != presence.body:
                continue
            if given == times or (is_here and all(a == b or not a or not b for a, b in zip(given, times, strict=True))):
                first, last, begun, over = (a or b for a, b in zip(given, times, strict=True))
                entries[number] = (lane, (first, last, begun, over), [*same, presence])
                break
        else:
            entries.append((lane, times, [presence]))
    return entries, undated


def _dated(presence: Presence) -> Iri:
    """Return the node of which a presence gives the dates."""
    return presence.body.iri if presence.by_body or presence.node is None else presence.node


def _titled(relation: str) -> str:
    return relation[:1].upper() + relation[1:]


def _is_inspection(presence: Presence) -> bool:
    """Whether a presence is an inspection; only these are by a body that neither ran nor owned anything here."""
    return presence.relation == "inspected"


def _is_here(presence: Presence, place: Thing) -> bool:
    """Whether a presence is at the place or at a part of it or one around it, not one with a body there."""
    return presence.place is not None or presence.object == place


def _words(presence: Presence) -> str:
    place = presence.place.label if presence.place and presence.place != presence.object else presence.lies
    return f"{presence.relation} {presence.object.label}{f' ({place})' if place else ''}"


def _entry(
    graph: KnowledgeGraph,
    place: Thing,
    same: Sequence[Presence],
    times: _Times,
    ref: str,
    said: Around,
) -> Bar | Mark:
    first = same[0]
    start, end, begun, over = times
    others = dict.fromkeys(p.object.label for p in same if not _is_here(p, place) or all(p.steps for p in same))
    named = "; ".join(others) if len(others) <= MOST_NAMED else f"{len(others)} bodies"
    text = named if _is_inspection(first) else f"{first.body.label} · {named}" if named else first.body.label
    label = f"{first.body.label} {'; '.join(map(_words, same))}, {first.when}"
    colour = kind_colour(graph, first.body)
    if start and start == end:
        if first.rating:
            level = first.rating.level
            says = f"{label}: {level.word.label}"
            return Mark(start, level_colour(graph, level), short(text, MOST), ref, letters(level), says)
        return Mark(start, colour, short(text, MOST), ref, label=label)
    # An end that the relation does not state is drawn, pale, where the body itself began or ended.
    timing = said.timing(first.body.iri)
    begun = begun or _if(one_date(timing.starts, first=True), end, "<")
    over = over or _if(one_date(timing.ends, first=False), start, ">")
    is_possible = start is None and first.when.startswith(NOT_BEFORE)
    bar = Bar(start, end, colour, short(text, MOST), ref, label=label, begun=begun, over=over)
    return replace(bar, is_possible=is_possible)


def _if(day: str | None, other: str | None, way: str) -> str | None:
    """Return a day where it lies on the given side of another."""
    fits = day is not None and (other is None or (day < other if way == "<" else day > other))
    return day if fits else None


def times_of(when: str, judged: Judged, node: Iri) -> _Times:
    """Return the stated ends of a time, and between which days it is drawn where they are not stated.

    Dates of `node` in whose place the editors prefer others do not count.

    Reads a time as answers write it: `2014-06 to 2021`, `from 2014`, `until 2021`, `known on 2022-08-04`, `not before
    2021-06-26 (derived)`, such a bound with an end after it (`, until 2014`), a moment (both ends the same).
    """
    before, between, after = when.partition(" to ")
    first, last = re.findall(_DATE, before), re.findall(_DATE, after)
    if when.startswith("known on"):
        return None, None, min(first, default=None), max(first, default=None)
    if when.startswith(NOT_BEFORE):
        bound, _, stated = when.partition(", until ")
        end = judged.ends(node, [], re.findall(_DATE, stated)).end
        return None, end, one_date(re.findall(_DATE, bound), first=True), None
    if when.startswith("until"):
        first, last = [], first
    start, end, *_ = judged.ends(node, first, last)
    if between or when.startswith(("until", "from")):
        return start, end, None, None
    happened = moment(judged.kept(node, first, first=True))
    return happened, happened, None, None
