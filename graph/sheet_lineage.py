"""The picture of a lineage: bodies from left to right by date, each with its owners and overall ratings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from probation.graph.around import Around, around
from probation.graph.drawing.chart import Bar
from probation.graph.drawing.descent import Link, succession
from probation.graph.drawing.sheet import Cell, Fact, Grid, Item, Section, Sheet
from probation.graph.lineage import Step, described, lineage
from probation.graph.model import Thing
from probation.graph.moments import Ends, Judged, one_date
from probation.graph.ratings import Rated
from probation.graph.sheet_parts import (
    events,
    facts,
    judgements,
    kind_colour,
    kind_signs,
    rating_fact,
    rating_mark,
    short,
    signs,
    sources_of,
)
from probation.graph.succession import STATED
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

_WHOLE = "part of"


def lineage_sheet(graph: KnowledgeGraph, thing: Thing, as_of: date | None) -> Sheet:
    """Return the page of a body's lineage; raises NotFoundError when nothing is known of it."""
    steps = [step for step in lineage(graph, thing) if step.way != _WHOLE]
    own = list({step.body.iri: step for step in steps if not step.again}.values())
    said = around(graph.engine, graph.namer(), [step.body.iri for step in own])
    rated = {step.body.id: [row for row in step.ratings if row.counts] for step in own}
    judged = Judged(graph.engine, said.namer)
    times = {body.iri: _times(body, said, judged) for step in steps for body in (step.body, step.of) if body}
    # Of one without a stated beginning, the day before which it cannot have begun.
    floors = {
        body: max(days) for body, ends in times.items() if not ends.start and (days := said.timing(body).not_before)
    }
    changes = _changes(steps, times, floors)
    bars = [
        _bar(graph, step, times[step.body.iri], rated[step.body.id], changes, floors.get(step.body.iri)) for step in own
    ]
    drawn = {bar.ref for bar in bars}
    links = [link for step in steps if (link := _link(step)) and {link.start, link.end} <= drawn]
    items = {step.body.id: _item(step, [s for s in steps if s.body == step.body]) for step in own}
    more = {
        step.body.id: (*judgements(graph, judged, step.body.iri), *facts(said.lines[step.body.iri])) for step in own
    }
    levels = [row.level for rows in rated.values() for row in rows]
    missing = sum(step.left_out for step in steps)
    return Sheet(
        title=f"What came before and after {thing.label}",
        focus=thing.id,
        bars=True,
        question="Bodies from left to right by date, their owners beneath them and their overall ratings upon them.",
        sections=[Section("Lineage", "", succession(bars, links, events(graph), as_of), [_grid(own, steps)])],
        items=items,
        signs=[*kind_signs(graph, (step.body for step in own)), *signs(graph, levels)],
        sources=sources_of(graph, items, more),
        more=more,
        links=bool(links),
        as_of=as_of,
        left_out=f"{missing} more predecessors or successors of these bodies, elsewhere in the country, are left out; "
        "ask for the lineage of such a body by its name." if missing else None,
    )  # fmt: skip


def _times(body: Thing, said: Around, judged: Judged) -> Ends:
    timing = said.timing(body.iri)
    return judged.ends(body.iri, timing.starts, timing.ends)


def _changes(
    steps: Sequence[Step], times: Mapping[Iri, Ends], floors: Mapping[Iri, str]
) -> dict[tuple[Thing, bool], str]:
    """Return (body, whether its beginning) → about when the lineage says that it began or ended."""
    found: dict[tuple[Thing, bool], list[str]] = {}
    for step in steps:
        if step.of is None:
            continue
        old, new = (step.body, step.of) if step.way == "before" else (step.of, step.body)
        day = _day(step)
        if when := day or times[old.iri].end:
            found.setdefault((new, True), []).append(when)
        if when := day or times[new.iri].start:
            found.setdefault((old, False), []).append(when)
    about = {key: min(days) if key[1] else max(days) for key, days in found.items()}
    for step in steps:
        if step.of is not None and step.body.iri not in floors and not _is_placed(step.body, about, times):
            # Nothing dates it: it is drawn beside what it follows or leads to.
            beside, begins = times[step.of.iri], step.way != "before"
            near = (beside.start or about.get((step.of, True))) if begins else None
            far = None if begins else beside.end or about.get((step.of, False))
            if year := near or far:
                about[step.body, begins] = str(int(year[:4]) + (1 if begins else -1))
    return about


def _is_placed(body: Thing, about: Mapping[tuple[Thing, bool], str], times: Mapping[Iri, Ends]) -> bool:
    own = times[body.iri]
    return bool(own.start or own.end or (body, True) in about or (body, False) in about)


def _day(step: Step) -> str | None:
    """Return the date of a change, where one is written."""
    found = sorted(re.findall(r"\d{4}(?:-\d\d){0,2}", step.when)) if step.basis == STATED else []
    return one_date(found, first=True)


def _bar(
    graph: KnowledgeGraph,
    step: Step,
    own: Ends,
    rated: Sequence[Rated],
    changes: Mapping[tuple[Thing, bool], str],
    floor: str | None,
) -> Bar:
    owners = ", ".join(dict.fromkeys(owned.owner.label for owned in step.owners))
    marks = tuple(mark for row in rated if (mark := rating_mark(graph, row, step.body.id)))
    words = [
        step.body.label,
        step.body.kind,
        step.existed,
        f"owned by {owners}" if owners else "",
        *(m.label for m in marks),
    ]
    known = [day for day in (changes.get((step.body, True)), *(mark.when for mark in marks)) if day]
    return Bar(
        own.start,
        own.end,
        kind_colour(graph, step.body),
        short(step.body.label),
        step.body.id,
        marks,
        short(f"owned by {owners}" if owners else ""),
        "; ".join(word for word in words if word),
        min(known, default=floor),
        changes.get((step.body, False)),
        own.not_start,
        own.not_end,
        is_possible=not known and floor is not None,
    )


def _link(step: Step) -> Link | None:
    if step.of is None:
        return None
    ends = (step.body.id, step.of.id) if step.way == "before" else (step.of.id, step.body.id)
    return Link(*ends, step.basis == STATED, _day(step))


def _item(step: Step, places: Sequence[Step]) -> Item:
    """Return what is drawn of a body: what it came of and became, its owners and overall ratings."""
    found = [
        Fact(
            f"comes {place.way} {place.of.label}" if place.of else "",
            described(place) or place.basis,
            place.provenance.sources,
            place.provenance.rules,
        )
        for place in places
        if place.of
    ]
    found += [
        Fact("owned by", " · ".join(part for part in (owned.owner.label, owned.when) if part), said.sources, said.rules)
        for owned in step.owners
        for said in [owned.provenance]
    ]
    found += [rating_fact(row) for row in step.ratings if row.counts]
    return Item(step.body.label, step.body.kind, step.existed, tuple(found), step.existence.sources, step.body.id)


def _grid(own: Sequence[Step], steps: Sequence[Step]) -> Grid:
    rows = []
    for step in own:
        changes = dict.fromkeys(
            f"{s.way} {s.of.label} ({described(s) or s.basis})" for s in steps if s.body == step.body and s.of
        )
        ratings = (f"{' or '.join(r.published)} {r.level.word.label}" for r in step.ratings if r.counts)
        owners = (f"{owned.owner.label} {owned.when}".strip() for owned in step.owners)
        cells = (step.body.kind, step.existed, "; ".join(changes), "; ".join(owners), "; ".join(ratings))
        rows.append([Cell(step.body.label, step.body.id), *map(Cell, cells)])
    return Grid("Bodies of the lineage", ["Body", "Kind", "Existed", "Comes", "Owners", "Overall ratings"], rows)
