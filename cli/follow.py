"""Commands that follow things through time: lineage, timeline, holders, at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from probation.cli import complete
from probation.cli.options import Ask, reading
from probation.cli.output import BETWEEN, Report, Row
from probation.cli.tree import flat, tree
from probation.graph import dates
from probation.graph.errors import NotFoundError

if TYPE_CHECKING:
    from probation.graph.governance import Governing
    from probation.graph.holders import Holder
    from probation.graph.model import Provenance, Thing
    from probation.graph.presence import Presence
    from probation.graph.timeline import Entry
    from probation.graph.times import Bounds

Name = Annotated[str, typer.Argument(help="A label, alias, acronym, slug or IRI.", autocompletion=complete.names)]
Post = Annotated[str, typer.Argument(help="A post: its name, slug or IRI.", autocompletion=complete.posts)]
_UNDATED = "undated"


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @reading(app, "holders", as_of=True)
    def holders(ask: Ask, post: Post) -> None:
        """Who held a post, with gaps and overlaps, or on one day.

        Example:  probation holders "HM Chief Inspector of Probation" --as-of 2017-01-12
        """
        thing = ask.graph.post(post)
        found = ask.graph.holders(thing.iri, ask.as_of)
        ask.answer(
            Report(
                {"name": post, "post": thing.to_json()},
                [holder.to_json() for holder in found],
                [row for holder in found for row in _holder(holder)],
                [f"{thing.label}{on(ask)}"],
                inline={"when": ("held", "how", "rule")},
            )
        )

    @reading(app, "at")
    def at(ask: Ask, day: Annotated[str, typer.Argument(metavar="DATE", help="A day, such as 2015-03-01.")]) -> None:
        """Who governed probation on a day, from ministry to companies.

        Example:  probation at 2015-03-01
        """
        ask.as_of = dates.parse_day(day)
        found = ask.graph.at(ask.as_of)
        ask.answer(
            Report(
                {"date": ask.as_of.isoformat()},
                [answer.to_json() for answer in found],
                [_governing(answer) for answer in found],
                [f"Who governed probation on {ask.as_of.isoformat()}"],
                inline={"when": ("held", "rule")},
            )
        )

    @reading(app, "lineage", as_of=True, part=True)
    def lineage(ask: Ask, name: Name) -> None:
        """What came before and after a body; or who was at a place.

        As of a day: the tree as it stood then, each body with its owner and last rating of that day (of one that had
        ended: its last owner); what was still to come is left out, or marked where it leads to a body that had not
        begun. Of a place: who ran, owned, covered or stood above it on that day, each with its last inspection.

        Example:  probation lineage "Staffordshire and Stoke PDU"
        """
        thing = ask.graph.thing(name)
        if ask.graph.is_area(thing.iri):
            _place(ask, name, thing)
            return
        steps = ask.graph.lineage(thing.iri, ask.as_of)
        ask.answer(
            Report(
                {"name": name, "thing": thing.to_json()},
                [step.to_json() for step in steps],
                tree(steps) if ask.format == "table" else [flat(step) for step in steps],
                [f"{thing.label}: before and after{on(ask)}", f"{thing.kind} · {thing.id}"],
                parts=steps,
            )
        )

    @reading(app, "timeline", as_of=True)
    def timeline(
        ask: Ask,
        name: Name,
        since: Annotated[
            str | None, typer.Option(metavar="DATE", help="Only this day, month or year and later.")
        ] = None,
        until: Annotated[str | None, typer.Option(metavar="DATE", help="Only up to this day, month or year.")] = None,
    ) -> None:
        """Everything dated about a thing, in one order.

        Example:  probation timeline "Staffordshire and West Midlands CRC" --since 2019
        """
        thing = ask.graph.thing(name)
        found = ask.graph.timeline(thing.iri, since, until, ask.as_of)
        if not found:
            message = (
                f"nothing dated is said about {thing.label}{' in this time' if since or until or ask.as_of else ''}"
            )
            raise NotFoundError(message)
        ask.answer(
            Report(
                {"name": name, "thing": thing.to_json(), "since": since, "until": until},
                [entry.to_json() for entry in found],
                [_entry(entry) for entry in found],
                [f"{thing.label} through time{on(ask)}", f"{thing.kind} · {thing.id}"],
                inline={"what": ("happens", "doubt", "aside", "note", "rule")},
            )
        )


def on(ask: Ask) -> str:
    """Return the day asked about as part of a heading."""
    return f" · on {ask.as_of.isoformat()}" if ask.as_of else ""


def derived(provenance: Provenance) -> str:
    """Return the rules that made an answer, as words."""
    return f"derived: {', '.join(provenance.rules)}" if provenance.rules else ""


def bare_rule(provenance: Provenance) -> dict[str, str]:
    """Return the cell for spreadsheets with the names of the rules alone."""
    return {"rule": BETWEEN.join(provenance.rules)}


def bare_dates(bounds: Bounds) -> dict[str, str]:
    """Return the cells for spreadsheets with the dates of a start and of an end alone, empty where there is none."""
    return {name: BETWEEN.join(found) for name, found in zip(("from", "until"), bounds, strict=True)}


def possibly(held: object) -> str:
    """Return the mark of an answer that is only possible."""
    return "possibly" if held == "possible" else ""


def _governing(answer: Governing) -> Row:
    cells = {
        "who": answer.thing.label,
        "role": answer.role.label if answer.role else "",
        "when": answer.time or "not stated when",
        "held": possibly(answer.held),
        "rule": derived(answer.provenance),
    }
    return Row(cells, answer.provenance.sources, answer.section.title, more=bare_rule(answer.provenance))


def _place(ask: Ask, name: str, thing: Thing) -> None:
    found = ask.graph.presences(thing.iri, ask.as_of)
    ask.answer(
        Report(
            {"name": name, "thing": thing.to_json()},
            [presence.to_json() for presence in found],
            [_presence(presence) for presence in found],
            [
                f"{thing.label}: who ran, owned, covered and inspected probation here{on(ask)}",
                f"{thing.kind} · {thing.id}",
            ],
            inline={"what": ("lies", "rating", "held", "rule")},
            parts=found,
        )
    )


def _presence(presence: Presence) -> Row:
    when = f"{presence.when} (the body)" if presence.by_body else presence.when
    cells = {
        "when": when,
        "body": presence.body.label,
        "what": f"{presence.relation} {presence.object.label}",
        "lies": presence.lies and f"which {presence.lies}",
        "rating": presence.rating.level.word.label if presence.rating else "",
        "held": possibly(presence.held),
        "rule": derived(presence.provenance),
    }
    more = bare_dates(presence.bounds) | bare_rule(presence.provenance)
    more |= {"body_id": presence.body.id, "relation": presence.relation, "object_id": presence.object.id}
    return Row(cells, presence.provenance.sources, "" if when else _UNDATED, more=more)


def _entry(entry: Entry) -> Row:
    relation = f"{entry.relation}: " if entry.relation else ""
    lasts = entry.node is not None or not entry.relation
    cells = {
        "date": entry.date or "",
        "what": f"{relation}{entry.value}",
        "happens": entry.happens if lasts else "",
        "doubt": entry.doubt,
        "aside": entry.aside,
        "note": entry.note,
        "rule": derived(entry.provenance) if lasts else "",
    }
    more = bare_rule(entry.provenance) if lasts else {}
    return Row(cells, entry.provenance.sources, "" if entry.date else _UNDATED, more=more)


def _holder(holder: Holder) -> list[Row]:
    group = "" if holder.is_dated else _UNDATED
    rows = []
    if holder.follows is not None:
        days = f"{holder.follows.start} to {holder.follows.end}"
        words = "nobody known" if holder.follows.kind == "gap" else "two holders stated"
        rows.append(Row({"holder": f"({words})", "when": days}))
    cells = {
        "holder": holder.person.label,
        "when": holder.when or "not stated when",
        "held": possibly(holder.held),
        "how": "interim" if holder.interim else "",
        "rule": derived(holder.provenance),
        "title": holder.title or "",
    }
    return [*rows, Row(cells, holder.provenance.sources, group, more=bare_rule(holder.provenance))]
