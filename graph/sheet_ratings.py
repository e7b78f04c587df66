"""The picture of ratings: each body's overall ratings through time, by standard, and owners and regions compared.

Levels of different scales never stand in one order: words without rank are grey and carry no letters. Programmes
that rate by standards of their own are tables of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from probation.graph.dates import parse
from probation.graph.drawing.arrange import Rows, Tower, towers
from probation.graph.drawing.arrange import rows as drawn_rows
from probation.graph.drawing.chart import Mark
from probation.graph.drawing.sheet import Cell, Fact, Grid, Item, Section, Sheet
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
    rating_fact,
    rating_mark,
    short,
    signs,
    sources_of,
)
from probation.graph.sieve import Sieve

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

_WAYS = (("owner", "Owners compared"), ("region", "Regions compared"))


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
    for way, title in _WAYS:
        sections += _compared(graph, rows, way, title, items)
    sections += _by_standard(graph, rows)
    named = ", ".join(thing.label for thing in things) or region or owner
    count = len({row.inspection for row in rows})
    return Sheet(
        title=f"Ratings: {named}" if named else "Ratings of probation services",
        question=f"What {count} inspection{'' if count == 1 else 's'} found"
        f"{f', {sieve.words}' if sieve.words else ''}; each on the day it was published.",
        sections=sections,
        items=items,
        signs=signs(graph, [row.level for row in rows]),
        sources=sources_of(graph, items),
        as_of=as_of,
    )


def _item(rows: Sequence[Rated]) -> Item:
    first = rows[0]
    about = ", ".join(
        part for part in (" or ".join(first.published), first.programme.label if first.programme else "") if part
    )
    owners = {owner.label for row in rows for owner in row.owners}
    bodies = dict.fromkeys(row.body.label for row in rows)
    found = [Fact("owned then by", ", ".join(sorted(owners)))] if owners else []
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
            marks.setdefault(row.body, []).append(mark)
    kinds: dict[str, list[tuple[str, list[Mark]]]] = {}
    for body, found in sorted(marks.items(), key=lambda one: (parse(one[1][0].when).earliest, one[0].label)):
        kinds.setdefault(body.kind, []).append((short(body.label), found))
    chart = drawn_rows([Rows(kind[:1].upper() + kind[1:], found) for kind, found in kinds.items()], events(graph))
    cells = [
        [
            Cell(row.body.label, row.inspection.id),
            Cell(" or ".join(row.published)),
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
            published = moment(next(iter(own.values())).published) or ""
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
    words = f"{row.body.label}, {row.what}: {row.level.word.label}"
    return Cell(letters(row.level), row.inspection.id, level_colour(graph, row.level), words)


def _compared(
    graph: KnowledgeGraph, rows: Sequence[Rated], way: str, title: str, items: dict[str, Item]
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
        counts = tuple((letters(level), level_colour(graph, level) or PLAIN, n) for level, n in tally.counts)
        bars.append(Tower(tally.group.label if tally.group else "", ref, counts))
    heads = list(dict.fromkeys(level.word.label for tally in ordered for level, _ in tally.counts))
    cells = [
        [
            Cell(bar.text, bar.ref),
            *(Cell(_count(tally, h)) for h in heads),
        ]
        for bar, tally in zip(bars, ordered, strict=True)
    ]
    several = any(len(tally.programmes) > 1 for tally in ordered)
    note = "Overall ratings counted by who was responsible when the inspection was published."
    note += " Several programmes, each with its own standards, are counted together." if several else ""
    return [Section(title, note, towers(bars), [Grid(title, [way.capitalize(), *heads], cells)])]


def _count(tally: Tally, level: str) -> str:
    return next((str(count) for found, count in tally.counts if found.word.label == level), "")


def _counted(tally: Tally) -> Item:
    counts = tuple(Fact("overall ratings", f"{level.word.label}: {count}") for level, count in tally.counts)
    which = tuple(Fact("inspections counted", thing.label) for thing in tally.inspections)
    said = tally.provenance
    return Item(tally.group.label if tally.group else "", tally.by, tally.scale, (*counts, *which), said.sources)


def _plain(rows: Sequence[Rated]) -> bool:
    return any(row.level.rank is None for row in rows)
