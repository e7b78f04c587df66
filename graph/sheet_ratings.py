"""The picture of ratings: each body's overall ratings through time, by standard, and owners and regions compared.

Levels of different scales never stand in one order: words without rank are grey and carry no letters. Programmes
that rate by standards of their own are tables of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from probation.graph.dates import parse
from probation.graph.drawing.arrange import Rows, Tower, towers
from probation.graph.drawing.arrange import rows as drawn_rows
from probation.graph.drawing.chart import Mark
from probation.graph.drawing.sheet import Cell, Fact, Grid, Item, Section, Sheet, Sign
from probation.graph.errors import NotFoundError
from probation.graph.model import Thing
from probation.graph.moments import moment
from probation.graph.ratings import Rated
from probation.graph.ratings_select import Tally, published_by
from probation.graph.sheet_parts import (
    PLAIN,
    events,
    letters,
    level_colour,
    rated_when,
    rating_fact,
    rating_mark,
    short,
    signs,
    sources_of,
    undrawn,
)
from probation.graph.sieve import Sieve

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

_WAYS = (
    (
        "owner",
        "Owners compared",
        "A rating counts for everyone who owned the body at any time from the fieldwork to the report.",
    ),
    ("region", "Regions compared", "A rating counts for the region that the body was part of when it was inspected."),
)
_POSSIBLE = " ?, pale: counted as possible, for the dates leave open whether this was the owner then."
_DIFFER = " *: sources differ about the rating of an inspection, which is counted as the editors prefer it."


def ratings_sheet(
    graph: KnowledgeGraph,
    things: Sequence[Thing],
    sieve: Sieve,
    region: str | None,
    owner: str | None,
    as_of: date | None = None,
) -> Sheet:
    """Return the page of the ratings of some things, or of all, that had been published by a day.

    Raises NotFoundError when there is none.
    """
    names: list[str | None] = [thing.iri for thing in things] or [None]
    rows = list(
        dict.fromkeys(
            row
            for name in names
            for row in graph.ratings(name, region=region, owner=owner, since=sieve.since, until=sieve.until)
        )
    )
    if as_of:
        rows = published_by(rows, as_of)
    if not rows:
        message = f"no rating of these had been published by {as_of}"
        raise NotFoundError(message)
    items = {row.inspection.id: _item([r for r in rows if r.inspection == row.inspection]) for row in rows}
    sections = [_through_time(graph, rows)] if any(row.standard is None for row in rows) else []
    for way, title, rule in _WAYS:
        sections += _compared(graph, rows, way, title, rule, items)
    sections += _by_standard(graph, rows)
    named = ", ".join(thing.label for thing in things) or region or owner
    count = len({row.inspection for row in rows})
    drawn = [row for row in rows if row.standard is None and row.counts]
    before = any(not row.published and row.fieldwork for row in drawn)
    return Sheet(
        title=f"Ratings: {named}" if named else "Ratings of probation services",
        question=f"What {count} inspection{'' if count == 1 else 's'} found"
        f"{f', {sieve.words}' if sieve.words else ''}; each on the day it was published"
        f"{', or on that of its fieldwork where no source dates the report' if before else ''}.",
        sections=sections,
        items=items,
        signs=[*signs(graph, [row.level for row in rows]), *_doubts(rows, before=before)],
        sources=sources_of(graph, items),
        left_out=undrawn(len({row.inspection for row in drawn if row.span is None}), "probation ratings") or None,
        as_of=as_of,
    )


def _doubts(rows: Sequence[Rated], *, before: bool) -> list[Sign]:
    """Return the legend of disputed ratings and, where there are some, of those drawn `before` their publication."""
    differ = any(row.disputed for row in rows)
    return [
        *([Sign("sources differ: drawn as the editors prefer", PLAIN, "*")] if differ else []),
        *([Sign("pale: dated by its fieldwork, the report is undated", PLAIN, is_pale=True)] if before else []),
    ]


def _item(rows: Sequence[Rated]) -> Item:
    first = rows[0]
    about = ", ".join(part for part in (rated_when(first), first.programme.label if first.programme else "") if part)
    owners = {owner.label for row in rows for owner in row.owners}
    bodies = dict.fromkeys(row.body.label for row in rows)
    found = [Fact("owned then by", ", ".join(sorted(owners)))] if owners else []
    found += [
        Fact("works in", there.area.label, there.provenance.sources, there.provenance.rules)
        for there in dict.fromkeys(there for row in rows for there in row.there)
    ]
    found += [
        Fact(f"{row.body.label}: {row.what}" if len(bodies) > 1 else row.what, fact.words, fact.sources, fact.rules)
        for row in rows
        for fact in [rating_fact(row)]
    ]
    return Item(first.inspection.label, ", ".join(bodies), about, tuple(found))


def _through_time(graph: KnowledgeGraph, rows: Sequence[Rated]) -> Section:
    """Bodies by kind and first rating, overall ratings from left to right; a disputed one as the editors prefer it."""
    overall = [row for row in rows if row.standard is None]
    marks: dict[Thing, list[Mark]] = {}
    for row in sorted(overall, key=lambda row: row.span[0] if row.span else date.max):
        if row.counts and (mark := rating_mark(graph, row, row.inspection.id)):
            says = mark.label + (" (sources differ)" if row.disputed else "")
            mark = replace(mark, letters=_starred(row), label=says, is_pale=not row.published)
            marks.setdefault(row.body, []).append(mark)
    kinds: dict[str, list[tuple[str, list[Mark]]]] = {}
    for body, found in sorted(marks.items(), key=lambda one: (parse(one[1][0].when).earliest, one[0].label)):
        kinds.setdefault(body.kind, []).append((short(body.label), found))
    chart = drawn_rows([Rows(kind[:1].upper() + kind[1:], found) for kind, found in kinds.items()], events(graph))
    cells = [
        [
            Cell(row.body.label, row.inspection.id),
            Cell(rated_when(row)),
            Cell(row.level.word.label + (" (sources differ)" if row.disputed else "")),
            Cell(row.programme.label if row.programme else ""),
            Cell(", ".join(owner.label for owner in row.owners)),
        ]
        for row in overall
    ]
    grid = Grid("Overall ratings", ["Body", "Published", "Rating", "Programme", "Owner then"], cells)
    note = "Words without a letter come from programmes whose words have no order." if _plain(overall) else ""
    return Section("Overall ratings through time", note, chart, [grid])


def _by_standard(graph: KnowledgeGraph, rows: Sequence[Rated]) -> list[Section]:
    """Bodies by standards, a table for each programme, for each has standards of its own."""
    ranked = [row for row in rows if row.level.rank is not None]
    grids = []
    for programme in sorted({row.programme for row in ranked if row.programme}, key=lambda thing: thing.label):
        inside = [row for row in ranked if row.programme == programme]
        if all(row.standard is None for row in inside):
            continue
        names = sorted({row.what for row in inside}, key=lambda what: (what != "overall", what))
        lines = []
        for body, inspection in dict.fromkeys((row.body, row.inspection) for row in inside):
            own = {row.what: row for row in inside if (row.body, row.inspection) == (body, inspection) and row.counts}
            if not any(row.standard for row in own.values()):
                continue
            first = next(iter(own.values()))
            published = moment(first.published) or rated_when(first)
            cells = (_cell(graph, own.get(name)) for name in names)
            lines.append([Cell(short(body.label), inspection.id), Cell(published), *cells])
        if lines:
            lines.sort(key=lambda line: (line[1].text, line[0].text))
            heads = [name[:1].upper() + name[1:] for name in names]
            grids.append(Grid(programme.label, ["Body", "Published", *heads], lines))
    note = "Each programme rates by standards of its own: compare within a table, not between them. "
    note += "An inspection of which no source gives a standard stands in the picture of overall ratings only."
    return [Section("Ratings by standard", note, None, grids)] if grids else []


def _cell(graph: KnowledgeGraph, row: Rated | None) -> Cell:
    if row is None:
        return Cell("")
    words = f"{row.body.label}, {row.what}: {row.level.word.label}{' (sources differ)' if row.disputed else ''}"
    return Cell(_starred(row), row.inspection.id, level_colour(graph, row.level), words)


def _starred(row: Rated) -> str:
    """Return the letters of a level, with a star where sources differ."""
    return letters(row.level) + ("*" if row.disputed else "")


def _compared(
    graph: KnowledgeGraph, rows: Sequence[Rated], way: str, title: str, rule: str, items: dict[str, Item]
) -> list[Section]:
    """How often each level was given under each owner or region; nothing where there is only one to compare."""
    try:
        tallies = [tally for tally in graph.compare_ratings(rows, way) if any(level.rank for level, _ in tally.counts)]
    except NotFoundError:
        return []
    named = [tally for tally in tallies if tally.group]
    if len(named) < 2:
        return []
    ordered = sorted(named, key=lambda t: (-sum(n for _, n in t.counts), t.group.label if t.group else ""))
    bars = []
    for tally in ordered:
        ref = f"{way}~{tally.group.id if tally.group else ''}~{tally.scale}"
        items[ref] = _counted(tally)
        bars.append(Tower(tally.group.label if tally.group else "", ref, _parts(graph, tally)))
    found = {level for tally in ordered for level, _ in (*tally.counts, *tally.disputed)}
    heads = [level.word.label for level in sorted(found, key=lambda level: (level.rank or 0, level.word.label))]
    cells = [
        [
            Cell(bar.text, bar.ref),
            *(Cell(tally.marked(head)) for head in heads),
        ]
        for bar, tally in zip(bars, ordered, strict=True)
    ]
    several = any(len(tally.programmes) > 1 for tally in ordered)
    note = rule + (_POSSIBLE if any(tally.possible for tally in ordered) else "")
    note += _DIFFER if any(tally.disputed for tally in ordered) else ""
    note += " Several programmes, each with its own standards, are counted together." if several else ""
    return [Section(title, note, towers(bars), [Grid(title, [way.capitalize(), *heads], cells)])]


def _parts(graph: KnowledgeGraph, tally: Tally) -> tuple[tuple[str, str, int, str], ...]:
    """Return the parts of a bar: of each level what is certain, then what is only possible."""
    maybe, differ = dict(tally.possible), dict(tally.disputed)
    parts = []
    for level, count in tally.counts:
        star, possible = "*" if level in differ else "", maybe.get(level, 0)
        for number, mark in ((count - possible, star), (possible, f"?{star if possible == count else ''}")):
            if number:
                parts.append((letters(level), level_colour(graph, level) or PLAIN, number, mark))
    return tuple(parts)


def _counted(tally: Tally) -> Item:
    counts = tuple(Fact("overall ratings", f"{level.word.label}: {count}") for level, count in tally.counts)
    counts += tuple(
        Fact("of these only possibly its own", f"{level.word.label}: {count}") for level, count in tally.possible
    )
    counts += tuple(Fact("sources differ", f"{level.word.label}: {count}") for level, count in tally.disputed)
    which = tuple(Fact("inspections counted", thing.label) for thing in tally.inspections)
    said = tally.provenance
    return Item(tally.group.label if tally.group else "", tally.by, tally.scale, (*counts, *which), said.sources)


def _plain(rows: Sequence[Rated]) -> bool:
    return any(row.level.rank is None for row in rows)
