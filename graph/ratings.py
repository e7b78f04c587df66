"""`ratings`: what inspections found, overall and under each standard, read from the graph as one table.

An inspection's overall rating counts for each body that it inspected, and for whoever owned that body at any time from
the start of the fieldwork to the day of publication: an owner that left as the report came out had run what it found.
Where no fieldwork is dated it lies at least a day before the publication. Levels carry their scale: words of different
scales are never put in one order, and a word of an unrated programme has no rank at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from probation.graph import dates
from probation.graph.dates import Held
from probation.graph.describe import Namer, Statements, union
from probation.graph.engine import Engine
from probation.graph.gather import gather, gather_nodes, iris, texts
from probation.graph.grounds import who_says
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing
from probation.graph.terms import Iri, Term, compact, expand, slug

OVERALL = "overall"
Period = tuple[tuple[date, date], tuple[date, date]]
_PUBLISHED = "pg:published"


@dataclass(frozen=True, slots=True)
class Level:
    """A word of a scale: `rank` is its place there, from the lowest, None where the words have no order."""

    word: Thing
    scale: str
    scale_iri: Iri
    rank: int | None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {**self.word.to_json(), "scale": self.scale, "rank": self.rank}


@dataclass(frozen=True, slots=True)
class Change:
    """How a rating compares with the one before it: `better`, `worse` or `same`, on the same scale.

    `same_programme` is false where the earlier one comes from another programme, which rates by standards of its own.
    """

    direction: str
    level: Level
    inspection: Thing
    published: tuple[str, ...]
    same_programme: bool
    programme: Thing | None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "direction": self.direction,
            "level": self.level.to_json(),
            "inspection": self.inspection.to_json(),
            "published": list(self.published),
            "programme": self.programme.to_json() if self.programme else None,
            "same_programme": self.same_programme,
        }


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """By way of which area a rated body is at the place asked about, and who says so; the area may be that place."""

    area: Thing
    provenance: Provenance

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"area": self.area.to_json(), **self.provenance.to_json()}


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating of one body: overall (`standard` None) or under one standard, in one inspection.

    `disputed`: sources give other levels too; `preferred`: the editors hold this one to be right. `score`,
    `maximum` and `percentage` are as written, in points and per cent. `owners` are those from fieldwork to publication,
    `possible_owners` those among them of whom the dates leave that open. Of a place, `there` is how the body is there;
    of a stretch of time, `held` says whether the report appeared within it for certain (None: no time is asked about).
    """

    inspection: Thing
    body: Thing
    standard: Thing | None
    level: Level
    programme: Thing | None
    published: tuple[str, ...]
    fieldwork_from: tuple[str, ...]
    fieldwork_until: tuple[str, ...]
    score: str | None
    maximum: str | None
    percentage: str | None
    owners: tuple[Thing, ...]
    provenance: Provenance
    disputed: bool = False
    preferred: bool = False
    change: Change | None = None
    possible_owners: tuple[Thing, ...] = ()
    there: tuple[Whereabouts, ...] = field(default=(), compare=False)
    held: Held | None = field(default=None, compare=False)

    @property
    def fieldwork(self) -> tuple[str, ...]:
        """The first and last day of the fieldwork, with every date that a source gives."""
        return tuple(dict.fromkeys([*self.fieldwork_from, *self.fieldwork_until]))

    @property
    def cited(self) -> Provenance:
        """Who says so, and who says that the body is at the place asked about."""
        return self.provenance | union(found.provenance for found in self.there)

    @property
    def what(self) -> str:
        """The standard, or `overall`."""
        return self.standard.label if self.standard else OVERALL

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day on which the rating may have been published (or its fieldwork done)."""
        return dates.span(self.published or self.fieldwork)

    @property
    def period(self) -> Period | None:
        """The days within which the inspection began and within which its report appeared; None where undated."""
        return _period(self.published, self.fieldwork)

    @property
    def counts(self) -> bool:
        """Whether the rating stands where one is wanted: undisputed, or the one that the editors prefer."""
        return not self.disputed or self.preferred

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        answer: dict[str, Any] = {
            "inspection": self.inspection.to_json(),
            "body": self.body.to_json(),
            "standard": self.standard.to_json() if self.standard else None,
            "what": self.what,
            "level": self.level.to_json(),
            "scale": self.level.scale,
            "programme": self.programme.to_json() if self.programme else None,
            "published": list(self.published),
            "fieldwork": list(self.fieldwork),
            "fieldwork_from": list(self.fieldwork_from),
            "fieldwork_until": list(self.fieldwork_until),
            "score": self.score,
            "maximum_score": self.maximum,
            "percentage": self.percentage,
            "owners": [owner.to_json() for owner in self.owners],
            "possible_owners": [owner.to_json() for owner in self.possible_owners],
            "change": self.change.to_json() if self.change else None,
        }
        if self.disputed:
            answer |= {"disputed": True, "preferred": self.preferred}
        if self.there:
            answer["by_way_of"] = [found.to_json() for found in self.there]
        if self.held is not None:
            answer["held"] = self.held.value
        return {**answer, **self.provenance.to_json()}


@dataclass(slots=True)
class Table:
    """All ratings, and what selecting among them needs to know: who owned and belonged to whom, and when."""

    rows: list[Rated]
    owned: dict[Iri, list[tuple[Iri, dates.Extent]]] = field(default_factory=dict)
    parents: dict[Iri, list[tuple[Iri, dates.Extent]]] = field(default_factory=dict)
    joined: dict[tuple[Iri, Iri], list[Iri]] = field(default_factory=dict)

    def who_joined(self, engine: Engine, bodies: Iterable[Iri], above: Iri) -> Provenance:
        """Return who says that something owned these bodies, or had them as its parts."""
        nodes = [node for body in bodies for node in self.joined.get((body, above), ())]
        return union(who_says(engine, node, said) for node, said in gather_nodes(engine, nodes).items())

    def owners(self, body: Iri, period: Period | None) -> set[Iri]:
        """Return who owned a body during a period, certainly or possibly, and who owned the owners (any time: None)."""
        return _above(self.owned, body, lambda extent: _during(extent, period))

    def wholes(self, body: Iri, day: date | None) -> set[Iri]:
        """Return what a body was part of on a day, certainly or possibly, directly or through others."""
        return _above(self.parents, body, lambda extent: Held.POSSIBLE if day is None else extent.held(day))


def read_ratings(engine: Engine, namer: Namer) -> Table:
    """Read every rating, in order of body, time and standard."""
    inspections = gather(engine, "inspections")
    standards = gather(engine, "standard_ratings")
    joined: dict[tuple[Iri, Iri], list[Iri]] = {}
    owned = _relations(gather(engine, "ownerships"), "pg:owned", "pg:owner", joined)
    parents = _relations(gather(engine, "affiliations"), "pg:child", "pg:parent", joined)
    namer.prepare([*inspections, *(v for said in (*inspections.values(), *standards.values()) for v in _named(said))])
    levels = _levels(engine, namer)
    preferred = _preferred(engine)
    table = Table([], owned, parents, joined)
    reader = _Reader(engine, namer, levels, preferred, table)
    for inspection, said in inspections.items():
        for body in iris(said, "pg:inspected"):
            table.rows += reader.read(inspection, inspection, said, body, None, "pg:overallRating", said)
    for rating, said in standards.items():
        for inspection in iris(said, "pg:ofInspection"):
            about = inspections.get(inspection, {})
            for body in iris(said, "pg:ratedBody"):
                for standard in iris(said, "pg:standard"):
                    table.rows += reader.read(rating, inspection, about, body, standard, "pg:level", said)
    table.rows.sort(key=order)
    return table


def order(row: Rated) -> tuple[Any, ...]:
    """Return the sort key of a table: the ranked before words without order, then body, time, overall first."""
    when = row.span or (date.max, date.max)
    return (
        row.level.rank is None,
        row.body.label,
        row.body.iri,
        when,
        row.inspection.iri,
        row.standard is not None,
        row.what,
    )


class _Reader:
    """Makes rows of statements, with the lookups that every row needs."""

    def __init__(
        self,
        engine: Engine,
        namer: Namer,
        levels: Mapping[Iri, Level],
        preferred: set[tuple[Iri, Iri, Term]],
        table: Table,
    ) -> None:
        self.engine, self.namer, self.levels, self.preferred, self.table = engine, namer, levels, preferred, table

    def read(
        self,
        node: Iri,
        inspection: Iri,
        about: Statements,
        body: Iri,
        standard: Iri | None,
        prop: str,
        said: Statements,
    ) -> Iterator[Rated]:
        """Yield a row for each level that a source gives."""
        found = said.get(expand(prop), {})
        programmes = iris(about, "pg:programme")
        published = tuple(texts(about, _PUBLISHED))
        begun, ended = (tuple(texts(about, prop)) for prop in ("pg:fieldworkFrom", "pg:fieldworkUntil"))
        period = _period(published, (*begun, *ended))
        owned: dict[Iri, set[Held]] = {}
        for owner, extent in self.table.owned.get(body, []):
            owned.setdefault(owner, set()).add(_during(extent, period))
        owners = self._things(owner for owner, held in owned.items() if held != {Held.NO})
        possible = self._things(owner for owner, held in owned.items() if held - {Held.NO} == {Held.POSSIBLE})
        others = Provenance()
        if len(found) == 1:
            others = who_says(self.engine, node, said, "pg:score", "pg:maximumScore", "pg:percentage")
            others |= who_says(self.engine, inspection, about, _PUBLISHED)
        for level, provenance in found.items():
            if not isinstance(level, Iri) or level not in self.levels:
                continue
            yield Rated(
                self.namer.thing(inspection),
                self.namer.thing(body),
                self.namer.thing(standard) if standard else None,
                self.levels[level],
                self.namer.thing(programmes[0]) if programmes else None,
                published,
                begun,
                ended,
                " or ".join(texts(said, "pg:score")) or None,
                " or ".join(texts(said, "pg:maximumScore")) or None,
                " or ".join(texts(said, "pg:percentage")) or None,
                owners,
                provenance | others,
                len(found) > 1,
                (node, expand(prop), level) in self.preferred,
                possible_owners=possible,
            )

    def _things(self, found: Iterable[Iri]) -> tuple[Thing, ...]:
        return tuple(sorted(map(self.namer.thing, found), key=lambda thing: thing.label))


def _named(said: Statements) -> Iterator[Iri]:
    for prop in ("pg:inspected", "pg:ratedBody", "pg:standard", "pg:level", "pg:overallRating", "pg:programme"):
        yield from iris(said, prop)


def _levels(engine: Engine, namer: Namer) -> dict[Iri, Level]:
    found: dict[Iri, Level] = {}
    for row in engine.select(lookup("scales")):
        level, scale = row["level"], row["scale"]
        if isinstance(level, Iri) and isinstance(scale, Iri):
            rank = int(str(row["rank"])) if "rank" in row else None
            found[level] = Level(namer.thing(level), str(row["title"]), scale, rank)
    return found


def _preferred(engine: Engine) -> set[tuple[Iri, Iri, Term]]:
    """Return the (node, property, value) that editorial notes hold to be right."""
    return {
        (node, prop, row["preferred"])
        for row in engine.select(lookup("editorial_notes"))
        if "preferred" in row and isinstance(node := row["node"], Iri) and isinstance(prop := row["property"], Iri)
    }


def _relations(
    nodes: Mapping[Iri, Statements], low: str, high: str, joined: dict[tuple[Iri, Iri], list[Iri]]
) -> dict[Iri, list[tuple[Iri, dates.Extent]]]:
    found: dict[Iri, list[tuple[Iri, dates.Extent]]] = {}
    for node, said in nodes.items():
        extent = dates.extent(texts(said, "pg:from"), texts(said, "pg:until"), texts(said, "pg:heldOn"))
        for below in iris(said, low):
            for above in iris(said, high):
                found.setdefault(below, []).append((above, extent))
                joined.setdefault((below, above), []).append(node)
    return found


def _above(
    relations: Mapping[Iri, list[tuple[Iri, dates.Extent]]], start: Iri, held: Callable[[dates.Extent], Held]
) -> set[Iri]:
    found: set[Iri] = set()
    waiting = [start]
    while waiting:
        for above, extent in relations.get(waiting.pop(), []):
            if above not in found and above != start and held(extent) is not Held.NO:
                found.add(above)
                waiting.append(above)
    return found


def _period(published: Collection[str], fieldwork: Collection[str]) -> Period | None:
    last = dates.span(published or fieldwork)
    if last is None:
        return None
    return dates.span(fieldwork) or (last[0] - timedelta(1), last[1] - timedelta(1)), last


def _during(extent: dates.Extent, period: Period | None) -> Held:
    return Held.POSSIBLE if period is None else extent.held_during(*period)


def named(engine: Engine, text: str) -> dict[Iri, str]:
    """Return the programmes whose name or slug has the words of `text`: IRI → label."""
    words = text.casefold()
    found = {}
    for row in engine.select(lookup("programmes")):
        programme = row["programme"]
        if isinstance(programme, Iri):
            names = str(row["label"]), str(row["notation"]), compact(programme), slug(programme), str(programme)
            if any(words == name.casefold() for name in names):
                return {programme: str(row["label"])}
            if any(words in name.casefold() for name in names[:2]):
                found[programme] = str(row["label"])
    return found


def bodies_in(rows: Iterable[Rated]) -> set[Iri]:
    """Return the bodies of a table."""
    return {row.body.iri for row in rows}
