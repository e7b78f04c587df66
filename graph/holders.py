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
    """What lies between two tenures of one post: a `gap` without a known holder or an `overlap`, with its days."""

    kind: str
    start: date
    end: date

    def to_json(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"kind": self.kind, "from": self.start.isoformat(), "until": self.end.isoformat()}


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

    @property
    def is_dated(self) -> bool:
        """Whether any source says when."""
        return bool(self.when)

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
    rejected: Mapping[Iri, Collection[Term]] = MappingProxyType({}),
) -> dict[Iri, Held]:
    """Return which tenures of one post held on a day, certainly or possibly.

    `single`: one holder at a time; `rejected`: node → values in whose place the editors prefer another.
    """
    held: dict[Iri, Held] = {
        node: answer for node in nodes if (answer := timings[node].extent().held(day)) is not Held.NO
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
        or _covered(nodes[node], day, rejected.get(node, ()))
        or not (len(leading) == 1 or _displaced(node, nodes, timings, day))
    }


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
    """Say whether a day lies within the time of which something is known; None when nothing is dated."""
    spans = [
        span for when in timings for given in (when.starts, when.held_on, when.ends) if (span := dates.span(given))
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


def _covered(statements: Statements, day: date, rejected: Collection[Term]) -> bool:
    """Say whether a start and an end that sources state (not a rule) would, if right, cover the day."""

    def stated(prop: str) -> list[PartialDate]:
        values = statements.get(expand(prop), {})
        return [dates.parse(str(v)) for v, said in values.items() if said.sources and v not in rejected]

    return any(begun.latest <= day for begun in stated("pg:from")) and any(
        over.earliest > day for over in stated("pg:until")
    )


def _displaced(node: Iri, nodes: Mapping[Iri, Statements], timings: Mapping[Iri, Timing], day: date) -> bool:
    """Say whether somebody else is known in the post between the last known day of this open tenure and `day`.

    For a tenure whose start is unknown: between `day` and the first day known of it.
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
            found[after] = Join("gap", over[1], begun[0])
        elif begun[1] < over[0] and iris(nodes[before], "org:member") != iris(nodes[after], "org:member"):
            over_too = dates.span(timings[after].ends)
            found[after] = Join("overlap", begun[1], min(over[0], over_too[0]) if over_too else over[0])
    return found


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
    return Holder(
        post,
        namer.thing(people[0] if people else node),
        namer.thing(node),
        tuple(sorted(when.starts)),
        tuple(sorted(when.ends)),
        when.text(),
        "true" in texts(statements, "pg:interim"),
        "; ".join(texts(statements, "pg:postTitle")) or None,
        who_says(engine, node, statements, *_SAID),
        held,
        join,
    )


def _single(engine: Engine, post: Thing) -> bool:
    rows = list(engine.select(lookup("post"), {"_post_iri": post.iri}))
    if rows:
        return any(str(row.get("single")) == "true" for row in rows)
    others = [row["post"] for row in engine.select(lookup("posts_at"), {"_thing_iri": post.iri})]
    hint = "; name one of its posts: " + ", ".join(sorted(slug(str(iri)) for iri in others)[:6]) if others else ""
    message = f"{post.label} is not a post but this: {post.kind or 'unknown'}{hint}"
    raise InputError(message)
