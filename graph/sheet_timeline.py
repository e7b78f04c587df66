"""The picture of a thing's time: a lane for each kind of relation, what held as bars, what happened as marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from probation.graph import dates
from probation.graph.around import Around, around
from probation.graph.describe import Statements
from probation.graph.drawing.arrange import lanes
from probation.graph.drawing.chart import Bar, Lane, Mark
from probation.graph.drawing.sheet import Cell, Fact, Grid, Item, Section, Sheet, Sign
from probation.graph.errors import InputError, NotFoundError
from probation.graph.gather import gather_nodes, iris
from probation.graph.grounds import who_says
from probation.graph.model import Line, Thing
from probation.graph.moments import Judged, moment, one_date
from probation.graph.ratings import Level, Rated
from probation.graph.sheet_parts import (
    PLAIN,
    events,
    facts,
    judgements,
    kind_colour,
    letters,
    level_colour,
    rating_fact,
    short,
    signs,
    sources_of,
    undrawn,
)
from probation.graph.sieve import Sieve
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

MOST_BARS, MOST_MARKS, MOST_NAMED = 150, 600, 60
"""The most bars and marks of a lane, and the most marks that have their names beside them."""
MOST = 110
"""Characters of a label."""
MOST_ALIKE = 5
"""More marks of one kind and day than this are one mark."""


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
    drawn = [drawer.thinned(lane) for lane in found]
    grids = [
        Grid(lane.title, ["What", "When", "Kind"], [drawer.row(entry) for entry in lane.entries]) for lane in found
    ]
    limits = f" ({sieve.words})" if sieve.words else ""
    return Sheet(
        title=f"{thing.label} through time",
        bars=True,
        question=f"Everything dated about {thing.label}{limits}: what held as bars, what happened as marks.",
        sections=[Section("Timeline", "", lanes(drawn, events(graph), as_of), grids)],
        items=drawer.items,
        signs=[*signs(graph, drawer.shown), *_unrated(found)],
        sources=sources_of(graph, drawer.items, drawer.more),
        more=drawer.more,
        as_of=as_of,
        left_out=drawer.left_out(),
    )


def _node(line: Line) -> Thing | None:
    """Return what a line's dates hang on: the node of a dated relation, or the thing named."""
    return line.node or (line.value if isinstance(line.value, Thing) else None)


def _unrated(found: Sequence[Lane]) -> list[Sign]:
    """Return the legend of the dots that stand among ratings."""
    mixed = [[e for e in lane.entries if isinstance(e, Mark)] for lane in found if lane.note and _is_rated(lane)]
    colours = dict.fromkeys(mark.colour for marks in mixed for mark in marks if not mark.letters)
    return [Sign("without an overall rating", colour, dot=True) for colour in colours if colour != PLAIN]


def _is_rated(lane: Lane) -> bool:
    return any(isinstance(entry, Mark) and entry.letters for entry in lane.entries)


def _bare(ref: str) -> str:
    """Return the id that an entry's ref begins with."""
    return ref.rpartition("~")[0]


def _is_in(own: Mapping[str, str], lane: Lane) -> bool:
    return own.keys() <= {_bare(entry.ref) for entry in lane.entries}


class _Drawer:
    def __init__(self, graph: KnowledgeGraph, thing: Thing, sieve: Sieve, first: date, last: date) -> None:
        self.graph, self.thing, self.sieve, self.first, self.last = graph, thing, sieve, first, last
        self.items: dict[str, Item] = {}
        self.more: dict[str, tuple[Fact, ...]] = {}
        self.shown: list[Level] = []
        self.undated = self.cut = 0
        self.said: Around = around(graph.engine, graph.namer(), [thing.iri])
        self.judged = Judged(graph.engine, self.said.namer)
        self.stated: Mapping[Iri, Statements] = {}
        self.rated: dict[str, list[Rated]] = {}
        self.levels: dict[str, Level] = {}
        for row in graph.rating_table.rows:
            self.rated.setdefault(row.inspection.iri, []).append(row)
            self.levels[row.level.word.iri] = row.level

    def lanes(self) -> list[Lane]:
        """Return a lane for the thing itself and one for each kind of dated relation, in the ontology's order."""
        groups: dict[tuple[str, str], list[Line]] = {}
        for line in self.said.lines[self.thing.iri]:
            if line.node is not None or line.is_detail or isinstance(line.value, Thing):
                groups.setdefault((line.group, line.relation), []).append(line)
        nodes = [node for lines in groups.values() for line in lines if (node := _node(line))]
        self.stated = gather_nodes(self.graph.engine, [node.iri for node in nodes])
        found = [Lane("Existence", (own,))] if (own := self._itself()) else []
        for (title, relation), lines in groups.items():
            entries = [entry for line in lines if (entry := self._entry(line))]
            bars = [entry for entry in entries if isinstance(entry, Bar)][:MOST_BARS]
            marks = [entry for entry in entries if isinstance(entry, Mark)][:MOST_MARKS]
            self.cut += len(entries) - len(bars) - len(marks)
            if entries:
                found.append(Lane(title[:1].upper() + title[1:], (*bars, *marks), relation))
        return self._folded(found)

    def _folded(self, found: Sequence[Lane]) -> list[Lane]:
        """Return lanes without those of which another shows every entry: a rule says of each what a source says too."""
        kept = dict(enumerate(found))
        for number, lane in enumerate(found):
            own = {_bare(entry.ref): entry.ref for entry in lane.entries}
            wider = (n for n, other in kept.items() if other.title == lane.title and _is_in(own, other))
            if (whole := next((n for n in wider if n != number), None)) is None:
                continue
            for entry in kept[whole].entries:
                if ref := own.get(_bare(entry.ref)):
                    item, other = self.items[entry.ref], self.items.pop(ref)
                    said = (*item.facts, *(fact for fact in other.facts if fact not in item.facts))
                    sources = tuple(dict.fromkeys((*item.sources, *other.sources)))
                    self.items[entry.ref] = replace(item, facts=said, sources=sources)
            kept[whole] = replace(kept[whole], note=f"{kept[whole].note}; {lane.note}")
            del kept[number]
        return list(kept.values())

    def thinned(self, lane: Lane) -> Lane:
        """Return a lane as it is drawn: many of one day are one mark, and a crowd of marks goes without names."""
        alike: dict[str, list[Mark]] = {}
        for entry in lane.entries:
            if isinstance(entry, Mark) and not entry.letters:
                alike.setdefault(entry.when, []).append(entry)
        together = {when: marks for when, marks in alike.items() if len(marks) > MOST_ALIKE}
        entries = [e for e in lane.entries if not (isinstance(e, Mark) and not e.letters and e.when in together)]
        for when, marks in together.items():
            text = f"{len(marks)} {lane.title[:1].lower()}{lane.title[1:]}"
            ref = f"{lane.title}~{lane.note}~{when}"
            own = [self.items[mark.ref] for mark in marks]
            sources = tuple(dict.fromkeys(slug for item in own for slug in item.sources))
            said = tuple(fact for item in own for fact in item.facts)
            self.items[ref] = Item(f"{text}: {lane.note}", lane.title, when, said, sources)
            entries.append(Mark(when, marks[0].colour, text, ref, label=f"{text}: {lane.note}, {when}"))
        if sum(isinstance(entry, Mark) for entry in entries) > MOST_NAMED:
            entries = [replace(entry, text="") if isinstance(entry, Mark) else entry for entry in entries]
        return replace(lane, entries=tuple(entries))

    def _itself(self) -> Bar | None:
        timing = self.said.timing(self.thing.iri)
        if not timing.starts and not timing.ends:
            return None
        lines = [line for line in self.said.lines[self.thing.iri] if line.node is None and not line.is_detail]
        own = gather_nodes(self.graph.engine, [self.thing.iri]).get(self.thing.iri, {})
        said = who_says(self.graph.engine, self.thing.iri, own, "pg:from", "pg:until")
        self.more["itself"] = (*judgements(self.graph, self.judged, self.thing.iri), *facts(lines))
        self.items["itself"] = Item(self.thing.label, self.thing.kind, timing.text(), (), said.sources, "itself")
        start, end, not_start, not_end = self.judged.ends(self.thing.iri, timing.starts, timing.ends)
        words = f"{self.thing.label}, {timing.text()}"
        colour = kind_colour(self.graph, self.thing)
        return Bar(start, end, colour, short(words), "itself", label=words, not_start=not_start, not_end=not_end)

    def _entry(self, line: Line) -> Bar | Mark | None:
        node = _node(line)
        if node is None or not self._is_cited(line):
            return None
        timing = self.said.timing(node.iri)
        start, end, not_start, not_end = self.judged.ends(node.iri, timing.starts, timing.ends)
        begun = over = None
        if start is None and end is None:
            # Known on a day, or possible from one: no end is stated, and no more is drawn than is known.
            begun = over = one_date(timing.held_on, first=True)
            if begun is None:
                begun = max(timing.not_before, default=None)
            if begun is None:
                self.undated += timing.has_time
                return None
        if not self._within(start or begun, end or over):
            return None
        text = str(line.value) if isinstance(line.value, Thing) else line.relation
        ref = f"{node.id}~{line.property}"
        self.items[ref] = Item(text, line.group, line.when, self._facts(line, node), line.provenance.sources)
        colour = self.graph.vocabulary[self.said.namer.kind(node.iri) or node.iri].text("pg:colour")
        label = f"{line.relation} {text}, {line.when}" if line.node is not None else f"{text}, {line.when}"
        if timing.is_interval or (end and end != start):
            value = line.value if isinstance(line.value, Thing) else self.thing
            own = colour or kind_colour(self.graph, value)
            bar = Bar(start, end, own, short(text, MOST), ref, label=label, begun=begun, over=over)
            return replace(bar, not_start=not_start, not_end=not_end)
        when = moment(self.judged.kept(node.iri, timing.starts, first=True)) or end or begun or ""
        if level := self._level(node):
            self.shown.append(level)
            says = label if level.word.label in label else f"{label}: {level.word.label}"
            return Mark(when, level_colour(self.graph, level), short(text, MOST), ref, letters(level), says)
        return Mark(when, colour or PLAIN, short(text, MOST), ref, label=label)

    def _level(self, node: Thing) -> Level | None:
        """Return the level that a rating gives, or the overall one of an inspection."""
        given = iris(self.stated.get(node.iri, {}), "pg:level")
        overall = [row.level for row in self.rated.get(node.iri, []) if row.standard is None and row.counts]
        return next((self.levels[level] for level in given if level in self.levels), overall[0] if overall else None)

    def _is_cited(self, line: Line) -> bool:
        by = set(line.provenance.sources)
        return len(by) >= self.sieve.min_sources and (not self.sieve.sources or bool(by & set(self.sieve.sources)))

    def _facts(self, line: Line, node: Thing) -> tuple[Fact, ...]:
        words = " · ".join(part for part in (str(line.value), line.when, line.aside) if part)
        own = Fact(line.relation, words, line.provenance.sources, line.provenance.rules)
        noted = judgements(self.graph, self.judged, node.iri)
        return (own, *noted, *(rating_fact(row) for row in self.rated.get(node.iri, [])))

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
            undrawn(self.undated, f"probation show {self.thing.id}"),
            f"Left out of crowded lanes: {self.cut}; narrow with --since and --until." if self.cut else "",
        ]
        return " ".join(part for part in parts if part) or None
