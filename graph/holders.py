"""`holders`: who held a post over time, with the gaps and overlaps between them, or on one day.

For a post of one holder at a time, a tenure that certainly covers the day leaves no room for others whose dates are
only unknown or vague; one whose own stated dates cover the day stays, for there the sources disagree, unless they do
so only by a date in whose place the editors prefer another, such as the end of a term that was announced and then cut
short. Sources often give the last day of a tenure as its end, so on a day without a certain holder whose tenure ended
that day may still have held the post, unless somebody's began on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from probation.graph import dates
from probation.graph.dates import Held, PartialDate
from probation.graph.describe import Namer, Statements
from probation.graph.editorial import rejected
from probation.graph.engine import Engine
from probation.graph.errors import InputError, NotFoundError
from probation.graph.gather import gather, iris, texts, timing
from probation.graph.grounds import who_says
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing
from probation.graph.terms import Iri, Term, expand, slug
from probation.graph.times import Timing

_SAID = ("org:member", "pg:post", "pg:from", "pg:until", "pg:heldOn", "pg:interim")


@dataclass(frozen=True, slots=True)
class Join:
    """What lies between two tenures of one post: a `gap` without a known holder or an `overlap`.

    Of a gap these are the days on which certainly nobody is known; of an overlap the later start and the earlier end,
    as precisely as the sources give them.
    """

    kind: str
    start: str
    end: str

    def to_json(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"kind": self.kind, "from": self.start, "until": self.end}


@dataclass(frozen=True, slots=True)
class Holder:
    """One tenure of a post: who, when (dates as written), whether for the time being, and who says so.

    `follows` says how it joins the tenure before it: `gap` or `overlap`, with its days; None where neither is certain.
    """

    post: Thing
    person: Thing
    tenure: Thing
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    when: str
    interim: bool
    title: str | None
    provenance: Provenance
    held: Held | None = None
    follows: Join | None = None
    is_dated: bool = True
    """Whether anything more is known of its time than a day before which it cannot have begun."""

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        answer: dict[str, Any] = {
            "post": self.post.to_json(),
            "person": self.person.to_json(),
            "tenure": self.tenure.to_json(),
            "from": list(self.starts),
            "until": list(self.ends),
            "when": self.when,
            "interim": self.interim,
            "title": self.title,
        }
        if self.held is not None:
            answer["held"] = self.held.value
        if self.follows is not None:
            answer["follows"] = self.follows.to_json()
        return {**answer, **self.provenance.to_json()}


def holders(engine: Engine, namer: Namer, post: Thing, as_of: date | None = None) -> list[Holder]:
    """Return the holders of a post in order of time, the undated last; with `as_of`, those of that day, certain first.

    Where sources say of that very day who held the post, the answer is what they say, and cites them alone.
    Raises InputError when `post` is something else, NotFoundError when nobody is known to have held it (that day).
    """
    single = _single(engine, post)
    nodes = gather(engine, "tenures_of_post", {"_post_iri": post.iri})
    namer.prepare(iri for node, said in nodes.items() for iri in (node, *iris(said, "org:member")))
    timings = {node: timing(node, said, namer) for node, said in nodes.items()}
    order = sorted(nodes, key=lambda node: place(timings[node], str(node)))
    if not order:
        message = f"no source says who held the post {post.label}"
        raise NotFoundError(message)
    if as_of is None:
        joins = _joins(order, nodes, timings) if single else {}
        return [_holder(engine, namer, post, n, nodes[n], timings[n], None, joins.get(n)) for n in order]
    held = held_on(nodes, timings, as_of, single=single, rejected=rejected(engine))
    said = {node: _of_that_day(nodes[node], as_of) for node in held}
    found = [_holder(engine, namer, post, n, said[n], timing(n, said[n], namer), held[n]) for n in order if n in held]
    if not any(holder.is_dated for holder in found) and known_time(timings.values(), as_of) is False:
        found = []  # the undated alone say nothing of a time before or after all that is known of the post
    if not found:
        message = f"no source says who held the post {post.label} on {as_of.isoformat()}; see  probation holders"
        raise NotFoundError(message)
    return sorted(found, key=lambda holder: (holder.held is not Held.CERTAIN, not holder.is_dated))


def held_on(
    nodes: Mapping[Iri, Statements],
    timings: Mapping[Iri, Timing],
    day: date,
    *,
    single: bool,
    rejected: Mapping[tuple[Iri, Iri], Collection[Term]] = MappingProxyType({}),
) -> dict[Iri, Held]:
    """Return which tenures of one post held on a day, certainly or possibly.

    `single`: one holder at a time; `rejected`: (node, property) → values in whose place the editors prefer others.
    """
    extents = {node: _preferred(node, timings[node], rejected) for node in nodes}
    held: dict[Iri, Held] = {
        node: answer for node, extent in extents.items() if (answer := extent.held(day)) is not Held.NO
    }
    if not single:
        return held
    leading = {node for node, answer in held.items() if answer is Held.CERTAIN}
    if not leading and not any(day.isoformat() in timings[node].starts for node in nodes):
        leading = {node for node in nodes if _ended_on(nodes[node], day)}
        held |= dict.fromkeys(leading, Held.POSSIBLE)
    return {
        node: answer
        for node, answer in held.items()
        if node in leading
        or _covered(node, nodes[node], day, rejected)
        or any(_overlap(node, other, nodes, rejected) for other in leading)
        or not (len(leading) == 1 or _displaced(node, nodes, timings, day))
    }


def _preferred(node: Iri, when: Timing, rejected: Mapping[tuple[Iri, Iri], Collection[Term]]) -> dates.Extent:
    """Return when a tenure held, without the dates in whose place the editors prefer others."""
    times = when.times

    def kept(prop: str, given: tuple[str, ...]) -> tuple[str, ...]:
        wrong = {str(value) for value in rejected.get((node, expand(prop)), ())}
        return tuple(text for text in given if text not in wrong) or given

    return dates.extent(kept("pg:from", times.starts), kept("pg:until", times.ends), times.held_on, times.not_before)


def _of_that_day(statements: Statements, day: date) -> Statements:
    """Return what the sources say that name the very day; everything where there are none."""
    spoken = statements.get(expand("pg:heldOn"), {})
    witnesses = {slug for value, said in spoken.items() if str(value) == day.isoformat() for slug in said.sources}
    if not witnesses:
        return statements
    found: Statements = {}
    for prop, values in statements.items():
        for value, said in values.items():
            if by := witnesses & set(said.sources):
                found.setdefault(prop, {})[value] = Provenance(tuple(sorted(by)))
    return found


def known_time(timings: Iterable[Timing], day: date) -> bool | None:
    """Say whether a day lies within the time of which something is known; None when nothing is dated.

    A day on which something is known to have held speaks for its whole year, the coarsest that a date can be.
    """
    spans = [
        span
        for when in timings
        for given in (when.starts, [text[:4] for text in when.held_on], when.ends)
        if (span := dates.span(given))
    ]
    return min(s[0] for s in spans) <= day <= max(s[1] for s in spans) if spans else None


def place(when: Timing, tie: str) -> tuple[date, date, str]:
    """Return a sort key: by the first day on which the thing may have begun, else was known; the undated last."""
    for given in (when.starts, when.held_on, when.ends):
        if span := dates.span(given):
            return span[0], span[1], tie
    return date.max, date.max, tie


def _ended_on(statements: Statements, day: date) -> bool:
    """Say whether a source gives this very day as the end of a tenure."""
    ends = statements.get(expand("pg:until"), {})
    is_tenure = bool(iris(statements, "org:member"))
    return is_tenure and any(str(value) == day.isoformat() for value, said in ends.items() if said.sources)


def _covered(
    node: Iri, statements: Statements, day: date, rejected: Mapping[tuple[Iri, Iri], Collection[Term]]
) -> bool:
    """Say whether a start and an end that sources state (not a rule) would, if right, cover the day."""
    begun, over = (_stated(node, statements, prop, rejected) for prop in ("pg:from", "pg:until"))
    return any(start.latest <= day for start in begun) and any(end.earliest > day for end in over)


def _stated(
    node: Iri, statements: Statements, prop: str, rejected: Mapping[tuple[Iri, Iri], Collection[Term]]
) -> list[PartialDate]:
    """Return the dates that sources state (not a rule) and that the editors do not reject."""
    values, wrong = statements.get(expand(prop), {}), rejected.get((node, expand(prop)), ())
    return [dates.parse(str(v)) for v, said in values.items() if said.sources and v not in wrong]


def _overlap(
    node: Iri, other: Iri, nodes: Mapping[Iri, Statements], rejected: Mapping[tuple[Iri, Iri], Collection[Term]]
) -> bool:
    """Say whether, by all that sources state, two people's tenures were certainly held side by side for a time.

    Then neither tells when the other ended or began, however vague its dates are.
    """
    if set(iris(nodes[node], "org:member")) & set(iris(nodes[other], "org:member")):
        return False
    begun, over = (
        [_stated(one, nodes[one], prop, rejected) for one in (node, other)] for prop in ("pg:from", "pg:until")
    )
    # One that is still open ends after everything; one without a stated start may have begun after anything.
    first_end = min((end.earliest for ends in over for end in ends), default=None)
    if first_end is None or not all(begun):
        return False
    return max(start.latest for starts in begun for start in starts) < first_end


def _displaced(node: Iri, nodes: Mapping[Iri, Statements], timings: Mapping[Iri, Timing], day: date) -> bool:
    """Say whether somebody else is known in the post between the last known day of this open tenure and `day`.

    For a tenure whose start is unknown: between `day` and the first day known of it, where the end of another's tenure
    counts as known too.
    """
    mine, people = timings[node], set(iris(nodes[node], "org:member"))
    known = _known(mine)
    if not known:
        return False
    for other, when in timings.items():
        if people & set(iris(nodes[other], "org:member")):
            continue
        for theirs in _known(when):
            if not mine.ends and max(d.latest for d in known) < theirs.earliest and theirs.latest <= day:
                return True
            if not mine.starts and min(d.earliest for d in known) > theirs.latest and theirs.earliest >= day:
                return True
        if not mine.starts and any(
            over.earliest >= day and over.latest < min(d.earliest for d in known)
            for over in map(dates.parse, when.ends)
        ):
            return True
    return False


def _known(when: Timing) -> list[PartialDate]:
    """Return the dates at which a tenure is known to have been held."""
    return [dates.parse(text) for text in (*when.starts, *when.held_on)]


def _joins(order: Sequence[Iri], nodes: Mapping[Iri, Statements], timings: Mapping[Iri, Timing]) -> dict[Iri, Join]:
    """Return the certain gaps and overlaps before each tenure.

    A single day between two tenures is no gap: sources often give the last day of one and the first of the next.
    """
    found: dict[Iri, Join] = {}
    started = [node for node in order if timings[node].starts]
    for before, after in pairwise(started):
        begun, over = dates.span(timings[after].starts), dates.span(timings[before].ends)
        if begun is None or over is None:
            continue
        if begun[0] - over[1] > timedelta(days=1):
            if not any(_lies_between(when, over[1], begun[0]) for when in timings.values()):
                found[after] = Join("gap", over[1].isoformat(), begun[0].isoformat())
        elif begun[1] < over[0] and iris(nodes[before], "org:member") != iris(nodes[after], "org:member"):
            over_too = dates.span(timings[after].ends)
            ender = after if over_too and over_too[0] < over[0] else before
            # The texts, not the days: "2010-04 to 2010-05" does not say that it was one day at the turn of the month.
            last = max(timings[after].starts, key=lambda text: (dates.parse(text).latest, len(text)))
            first = min(timings[ender].ends, key=lambda text: (dates.parse(text).earliest, -len(text)))
            found[after] = Join("overlap", last, first)
    return found


def _lies_between(when: Timing, first: date, last: date) -> bool:
    """Say whether a tenure without a start is known of a time between two days, so that they bound no certain gap."""
    known = [dates.parse(text) for text in (*when.held_on, *when.ends)]
    return not when.starts and any(first < d.latest and d.earliest < last for d in known)


def _holder(
    engine: Engine,
    namer: Namer,
    post: Thing,
    node: Iri,
    statements: Statements,
    when: Timing,
    held: Held | None,
    join: Join | None = None,
) -> Holder:
    people = iris(statements, "org:member")
    # A day that a rule works out matters to an answer of one day alone: the dates of the list do not rest on it.
    listed = "pg:heldOn" if held is None and not any(s.sources for s in _days(statements)) else ""
    return Holder(
        post,
        namer.thing(people[0] if people else node),
        namer.thing(node),
        tuple(sorted(when.starts)),
        tuple(sorted(when.ends)),
        when.text(),
        "true" in texts(statements, "pg:interim"),
        "; ".join(texts(statements, "pg:postTitle")) or None,
        who_says(engine, node, statements, *(said for said in _SAID if said != listed)),
        held,
        join,
        bool(when.starts or when.ends or when.held_on or when.notes),
    )


def _days(statements: Statements) -> Iterable[Provenance]:
    return statements.get(expand("pg:heldOn"), {}).values()


def _single(engine: Engine, post: Thing) -> bool:
    rows = list(engine.select(lookup("post"), {"_post_iri": post.iri}))
    if rows:
        return any(str(row.get("single")) == "true" for row in rows)
    others = [row["post"] for row in engine.select(lookup("posts_at"), {"_thing_iri": post.iri})]
    hint = "; name one of its posts: " + ", ".join(sorted(slug(str(iri)) for iri in others)[:6]) if others else ""
    message = f"{post.label} is not a post but this: {post.kind or 'unknown'}{hint}"
    raise InputError(message)
