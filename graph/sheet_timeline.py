"""The picture of a thing's time: a lane for each kind of relation, what held as bars, what happened as marks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from probation.graph import dates
from probation.graph.around import Around, around
from probation.graph.drawing.arrange import lanes
from probation.graph.drawing.chart import Bar, Lane, Mark
from probation.graph.drawing.sheet import Cell, Fact, Grid, Item, Section, Sheet, Sign
from probation.graph.errors import InputError, NotFoundError
from probation.graph.model import Line, Thing
from probation.graph.ratings import Rated
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
from probation.graph.sieve import Sieve

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

MOST_IN_LANE = 150


def timeline_sheet(graph: KnowledgeGraph, thing: Thing, sieve: Sieve, as_of: date | None) -> Sheet:
    """Return the page of everything dated about a thing; raises NotFoundError when nothing about it has a date."""
    first = dates.parse(sieve.since).earliest if sieve.since else date.min
    last = dates.parse(sieve.until).latest if sieve.until else date.max
    if first > last:
        message = f"nothing lies between {sieve.since} and {sieve.until}: --since is after --until"
        raise InputError(message)
    drawer = _Drawer(graph, thing, sieve, first, last)
    found = drawer.lanes()
    if not found:
        message = f"nothing about {thing.label} has a date here; see  probation show"
        raise NotFoundError(message)
    levels = [row.level for row in drawer.shown]
    grids = [
        Grid(lane.title, ["What", "When", "Kind"], [drawer.row(entry) for entry in lane.entries]) for lane in found
    ]
    limits = f" ({sieve.words})" if sieve.words else ""
    return Sheet(
        title=f"{thing.label} through time",
        bars=True,
        question=f"Everything dated about {thing.label}{limits}: what held as bars, what happened as marks.",
        sections=[Section("Timeline", "", lanes(found, events(graph), as_of), grids)],
        items=drawer.items,
        signs=[*drawer.signs.values(), *signs(graph, levels)],
        sources=sources_of(graph, drawer.items),
        left_out=drawer.left_out(),
    )


class _Drawer:
    def __init__(self, graph: KnowledgeGraph, thing: Thing, sieve: Sieve, first: date, last: date) -> None:
        self.graph, self.thing, self.sieve, self.first, self.last = graph, thing, sieve, first, last
        self.items: dict[str, Item] = {}
        self.signs: dict[str, Sign] = {}
        self.shown: list[Rated] = []
        self.undated = self.cut = 0
        self.said: Around = around(graph.engine, graph.namer(), [thing.iri])
        self.rated: dict[str, list[Rated]] = {}
        for row in graph.rating_table.rows:
            self.rated.setdefault(row.inspection.iri, []).append(row)

    def lanes(self) -> list[Lane]:
        """Return a lane for the thing itself and one for each kind of dated relation, in the ontology's order."""
        groups: dict[str, list[Line]] = {}
        for line in self.said.lines[self.thing.iri]:
            if line.node is not None or line.is_detail or isinstance(line.value, Thing):
                groups.setdefault(line.group, []).append(line)
        found = [Lane("Existence", (own,))] if (own := self._itself()) else []
        for title, lines in groups.items():
            entries = [entry for line in lines if (entry := self._entry(line))]
            self.cut += max(len(entries) - MOST_IN_LANE, 0)
            if entries:
                found.append(Lane(title[:1].upper() + title[1:], tuple(entries[:MOST_IN_LANE])))
        return found

    def _itself(self) -> Bar | None:
        timing = self.said.timing(self.thing.iri)
        if not timing.starts and not timing.ends:
            return None
        lines = [line for line in self.said.lines[self.thing.iri] if line.node is None and not line.is_detail]
        self.items["itself"] = Item(self.thing.label, self.thing.kind, timing.text(), facts(lines))
        start, end = one_date(timing.starts, first=True), one_date(timing.ends, first=False)
        return Bar(start, end, kind_colour(self.graph, self.thing), f"{self.thing.label}, {timing.text()}", "itself")

    def _entry(self, line: Line) -> Bar | Mark | None:
        node = line.node or (line.value if isinstance(line.value, Thing) else None)
        if node is None or not self._is_cited(line):
            return None
        timing = self.said.timing(node.iri)
        start, end = one_date(timing.starts, first=True), one_date(timing.ends, first=False)
        if start is None and end is None:
            if not (known := one_date(timing.held_on, first=True)):
                self.undated += timing.has_time
                return None
            start = end = known
        if not self._within(start, end):
            return None
        text = str(line.value) if isinstance(line.value, Thing) else line.relation
        words = f"{text} · {line.relation}" if line.node is not None else text
        ref = f"{node.id}~{line.property}"
        self.items[ref] = Item(text, line.group, line.when, self._facts(line, node), line.provenance.sources)
        colour = self.graph.vocabulary[self.said.namer.kind(node.iri) or node.iri].text("pg:colour")
        label = f"{words}, {line.when}"
        if timing.is_interval or (end and end != start):
            value = line.value if isinstance(line.value, Thing) else self.thing
            return Bar(start, end, colour or kind_colour(self.graph, value), short(words), ref, label=label)
        overall = [row for row in self.rated.get(node.iri, []) if row.standard is None and row.counts]
        if overall:
            self.shown += overall[:1]
            level = overall[0].level
            return Mark(
                start or "",
                level_colour(self.graph, level),
                short(text),
                ref,
                letters(level),
                f"{label}: {level.word.label}",
            )
        return Mark(start or end or "", colour or PLAIN, short(text), ref, label=label)

    def _is_cited(self, line: Line) -> bool:
        by = set(line.provenance.sources)
        return len(by) >= self.sieve.min_sources and (not self.sieve.sources or bool(by & set(self.sieve.sources)))

    def _facts(self, line: Line, node: Thing) -> tuple[Fact, ...]:
        words = " · ".join(part for part in (str(line.value), line.when, line.aside) if part)
        own = Fact(line.relation, words, line.provenance.sources, line.provenance.rules)
        return (own, *(rating_fact(row) for row in self.rated.get(node.iri, [])))

    def _within(self, start: str | None, end: str | None) -> bool:
        begun = dates.parse(start).earliest if start else date.min
        over = dates.parse(end).latest if end else date.max
        return begun <= self.last and over >= self.first

    def row(self, entry: Bar | Mark) -> list[Cell]:
        """Return an entry as a row of the table."""
        item = self.items[entry.ref]
        return [Cell(item.facts[0].words if item.facts else item.title, entry.ref), Cell(item.when), Cell(item.kind)]

    def left_out(self) -> str | None:
        """Return what is not drawn and how to see it."""
        parts = [
            f"Without any date and so not drawn: {self.undated}; see  probation show." if self.undated else "",
            f"Left out of crowded lanes: {self.cut}; narrow with --since and --until." if self.cut else "",
        ]
        return " ".join(part for part in parts if part) or None
