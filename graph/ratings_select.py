"""Select among ratings by name, owner, region, programme, standard and time, and compare them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from probation.graph import dates
from probation.graph.among import among
from probation.graph.areas import Areas, in_part, inspections_naming, providers, where_provided, who_says_within
from probation.graph.dates import Held
from probation.graph.describe import union
from probation.graph.errors import InputError, NotFoundError
from probation.graph.gather import gather, gather_nodes
from probation.graph.grounds import who_says
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing
from probation.graph.ratings import Change, Level, Rated, Table, Whereabouts, named, order
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

WAYS = ("owner", "region", "programme")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of the ratings; names are resolved already, `since` and `until` include their whole span."""

    thing: Thing | None = None
    region: Thing | None = None
    owner: Thing | None = None
    programme: str | None = None
    standard: str | None = None
    since: str | None = None
    until: str | None = None
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each level was given to what falls under one owner, region or programme, on one scale.

    `group` is None where none is stated. The inspections counted may be of several programmes, which are named.
    `possible` says how many of each level are counted although the dates leave open whether this was the owner then,
    `disputed` to how many inspections some sources give that level and others another: of these only the level that
    the editors prefer is among the counts.
    """

    by: str
    group: Thing | None
    scale: str
    counts: tuple[tuple[Level, int], ...]
    programmes: tuple[Thing, ...]
    inspections: tuple[Thing, ...]
    provenance: Provenance
    possible: tuple[tuple[Level, int], ...] = ()
    disputed: tuple[tuple[Level, int], ...] = ()

    def marked(self, word: str) -> str:
        """Return how often a level was given, nothing where never.

        `3 (1?)`: one of the three is only possible; `3?`: all are; `3*` and `0*`: sources differ about one.
        """
        sure, maybe, differ = (
            next((count for level, count in found if level.word.label == word), 0)
            for found in (self.counts, self.possible, self.disputed)
        )
        if not sure and not differ:
            return ""
        return f"{sure}{'' if not maybe else '?' if maybe == sure else f' ({maybe}?)'}{'*' if differ else ''}"

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        return {
            "by": self.by,
            "group": self.group.to_json() if self.group else None,
            "scale": self.scale,
            "counts": {level.word.label: count for level, count in self.counts},
            "total": sum(count for _, count in self.counts),
            "possible": {level.word.label: count for level, count in self.possible},
            "disputed": {level.word.label: count for level, count in self.disputed},
            "programmes": [programme.to_json() for programme in self.programmes],
            "inspections": [inspection.to_json() for inspection in self.inspections],
            **self.provenance.to_json(),
        }


def ratings(
    graph: KnowledgeGraph,
    name: str | None,
    region: str | None,
    owner: str | None,
    programme: str | None,
    standard: str | None,
    since: str | None,
    until: str | None,
    *,
    latest: bool,
) -> list[Rated]:
    """Resolve the names and return the ratings asked for."""
    table = graph.rating_table
    regions = {iri for row in graph.engine.select(lookup("regions")) if isinstance(iri := row["region"], Iri)}
    owners = {above for found in table.owned.values() for above, _ in found}
    asked = Selection(
        graph.thing(name) if name is not None else None,
        among(graph.resolver, region, regions, "region") if region is not None else None,
        among(graph.resolver, owner, owners, "owner") if owner is not None else None,
        programme,
        standard,
        since,
        until,
        latest,
    )
    return select(graph, table, asked)


def select(graph: KnowledgeGraph, table: Table, asked: Selection) -> list[Rated]:
    """Return the ratings asked for, each with its change since the one before on the same scale.

    Raises InputError for contradictory or unknown filters and NotFoundError when no rating is left.
    """
    since = dates.parse(asked.since).earliest if asked.since is not None else date.min
    until = dates.parse(asked.until).latest if asked.until is not None else date.max
    if since > until:
        message = f"nothing lies between {asked.since} and {asked.until}: --since is after --until"
        raise InputError(message)
    rows = with_changes(table.rows)
    if asked.thing:
        rows = _about(graph, table, rows, asked.thing)
    if asked.region:
        region = asked.region.iri
        rows = [row for row in rows if region == row.body.iri or region in table.wholes(row.body.iri, _day(row))]
    if asked.owner:
        owner = asked.owner.iri
        rows = [row for row in rows if owner in table.owners(row.body.iri, row.period)]
    if asked.programme:
        programmes = named(graph.engine, asked.programme)
        if not programmes:
            known = sorted(str(row["label"]) for row in graph.engine.select(lookup("programmes")))
            message = f"no programme of inspection is called {asked.programme[:80]!r}; known are: {', '.join(known)}"
            raise NotFoundError(message)
        rows = [row for row in rows if row.programme and row.programme.iri in programmes]
    if asked.standard:
        words = asked.standard.casefold()
        rows = [row for row in rows if words in row.what.casefold()]
    if asked.since or asked.until:
        rows = [replace(row, held=held) for row in rows if (held := _within(row, since, until)) is not Held.NO]
    if asked.latest:
        rows = latest(rows)
    if not rows:
        message = f"no rating is known{_described(asked)}"
        raise NotFoundError(message)
    return rows


def with_changes(rows: Sequence[Rated]) -> list[Rated]:
    """Return the rows, each compared with the body's last dated one before it, for the same thing on the same scale."""
    before: dict[tuple[Iri, str, Iri], Rated] = {}
    found = []
    for row in rows:
        key = (row.body.iri, row.what, row.level.scale_iri)
        last = before.get(key)
        if last and last.inspection != row.inspection and row.span and row.counts and _ranked(row) and _ranked(last):
            better = (row.level.rank or 0) - (last.level.rank or 0)
            direction = "better" if better > 0 else "worse" if better < 0 else "same"
            same = row.programme == last.programme
            change = Change(direction, last.level, last.inspection, last.published, same, last.programme)
            found.append(replace(row, change=change))
        else:
            found.append(row)
        if row.span and row.counts:
            before[key] = row
    return found


def published_by(rows: Iterable[Rated], day: date) -> list[Rated]:
    """Return the ratings that had been published, certainly or possibly, by a day."""
    return [row for row in rows if (span := row.span) and span[0] <= day]


def latest(rows: Iterable[Rated]) -> list[Rated]:
    """Return for each body, standard and scale the last dated rating (the undated where there is no other)."""
    last: dict[tuple[Iri, str, Iri], list[Rated]] = {}
    for row in rows:
        key = (row.body.iri, row.what, row.level.scale_iri)
        held = last.get(key)
        if held and held[0].inspection == row.inspection:
            held.append(row)
        elif not held or (row.span and (not held[0].span or row.span >= held[0].span)):
            last[key] = [row]
    return sorted((row for held in last.values() for row in held), key=order)


def tally(graph: KnowledgeGraph, table: Table, rows: Sequence[Rated], by: str) -> list[Tally]:
    """Count the overall ratings of each level by `owner`, `region` or `programme` (at the time of the inspection).

    A disputed rating counts once, as the editors prefer it, and not at all where they prefer none; that it is disputed
    is said, and who gives the other level is cited. A rating counts for every owner that the body had from fieldwork
    to publication, and for the region that the body was part of then.
    """
    if by not in WAYS:
        message = f"ratings are compared by {', '.join(WAYS)}, not by {by[:40]!r}"
        raise InputError(message)
    namer = graph.namer()
    regions = {row["region"] for row in graph.engine.select(lookup("regions"))}
    groups: dict[tuple[Thing | None, Iri], list[Rated]] = {}
    for row in rows:
        if row.standard is not None:
            continue
        keys: Iterable[Thing | None]
        if by == "owner":
            keys = row.owners
        elif by == "programme":
            keys = [row.programme] if row.programme else []
        else:
            wholes = {row.body.iri, *table.wholes(row.body.iri, _day(row))}
            keys = [namer.thing(iri) for iri in sorted(wholes) if iri in regions]
        for key in keys or [None]:
            groups.setdefault((key, row.level.scale_iri), []).append(row)
    found = [_tally(graph, table, by, group, members) for (group, _), members in groups.items()]
    if not found:
        message = (
            "no overall rating is among these, so there is nothing to count; try  probation ratings  without --compare"
        )
        raise NotFoundError(message)
    return sorted(found, key=lambda t: (t.group is None, t.group.label if t.group else "", t.scale))


def _tally(graph: KnowledgeGraph, table: Table, by: str, group: Thing | None, members: Sequence[Rated]) -> Tally:
    rows = [row for row in members if row.counts]
    open_rows = [row for row in rows if by == "owner" and group in row.possible_owners]
    programmes = sorted({row.programme for row in rows if row.programme}, key=lambda thing: thing.label)
    provenance = Provenance()
    for row in members:
        provenance |= row.cited
    if group:
        provenance |= table.who_joined(graph.engine, {row.body.iri for row in rows}, group.iri)
    inspections = tuple(dict.fromkeys(row.inspection for row in rows))
    counts, possible, disputed = _counts(rows), _counts(open_rows), _counts([row for row in members if row.disputed])
    scale = members[0].level.scale
    return Tally(by, group, scale, counts, tuple(programmes), inspections, provenance, possible, disputed)


def _counts(rows: Sequence[Rated]) -> tuple[tuple[Level, int], ...]:
    levels = sorted({row.level for row in rows}, key=lambda level: (level.rank or 0, level.word.label))
    return tuple((level, sum(row.level == level for row in rows)) for level in levels)


def _about(graph: KnowledgeGraph, table: Table, rows: Sequence[Rated], thing: Thing) -> list[Rated]:
    """Return the ratings of a thing: its own, else those it led, owned, or is made up of, or given where it lies."""
    itself = {thing.iri}
    ways: tuple[Callable[[Rated], Collection[Iri]], ...] = (
        lambda row: {row.body.iri, row.inspection.iri},
        lambda row: table.owners(row.body.iri, row.period),
        lambda row: table.wholes(row.body.iri, _day(row)),
    )
    for way in ways:
        if found := [row for row in rows if itself & {*way(row)}]:
            return found
    led = {row["inspection"] for row in graph.engine.select(lookup("inspections_led_by"), {"_leader_iri": thing.iri})}
    if led:
        return [row for row in rows if row.inspection.iri in led]
    return _at(graph, rows, thing)


def _at(graph: KnowledgeGraph, rows: Sequence[Rated], place: Thing) -> list[Rated]:
    """Return the ratings of the bodies at a place, as its lineage has them, with how each is there.

    Of what is at every place, such as the ministry, only inspections whose described area names this one count. A body
    at the place itself is not said to be there by way of any other area.
    """
    engine, within, namer = graph.engine, Areas(graph.engine), graph.namer()
    inside, around = within.parts_shown(place.iri), within.around(place.iri)
    where = where_provided(gather(engine, "provisions"))
    found = providers(where, in_part(engine), {place.iri, *inside}, around)
    found = {body: {place.iri: at[place.iri]} if place.iri in at else at for body, at in found.items()}
    named_here = inspections_naming(engine, place.label)
    rows = [row for row in rows if row.body.iri in found]
    rows = [row for row in rows if row.inspection.iri in named_here or not namer.is_hub(row.body.iri)]
    found = {body: found[body] for body in {row.body.iri for row in rows}}
    said = gather_nodes(engine, [node for at in found.values() for nodes in at.values() for node in nodes])
    steps = {area: within.steps(place.iri, area) for at in found.values() for area in at}
    contained = who_says_within(engine, set().union(*steps.values()))

    def whereabouts(body: Iri) -> tuple[Whereabouts, ...]:
        return tuple(
            Whereabouts(
                namer.thing(area),
                union([*(who_says(engine, n, said[n]) for n in nodes), *(contained[s] for s in steps[area])]),
            )
            for area, nodes in sorted(found[body].items())
        )

    there = {body: whereabouts(body) for body in found}
    return [replace(row, there=there[row.body.iri]) for row in rows]


def _within(row: Rated, since: date, until: date) -> Held:
    """Say whether a report appeared within a stretch of time; one without a date did so after its fieldwork."""
    span = row.span
    if span is None or span[0] > until or span[1] < since:
        return Held.NO
    last = span[1] if row.published else date.max
    return Held.CERTAIN if since <= span[0] and last <= until else Held.POSSIBLE


def _ranked(row: Rated) -> bool:
    return row.level.rank is not None


def _day(row: Rated) -> date | None:
    return row.span[0] if row.span else None


def _described(asked: Selection) -> str:
    parts = [
        f" of {asked.thing.label}" if asked.thing else "",
        f" in {asked.region.label}" if asked.region else "",
        f" under {asked.owner.label}" if asked.owner else "",
        f" in {asked.programme[:60]}" if asked.programme else "",
        f" for {asked.standard[:60]!r}" if asked.standard else "",
        f" from {asked.since}" if asked.since else "",
        f" up to {asked.until}" if asked.until else "",
    ]
    return "".join(parts)
