"""Commands that follow things through time: lineage, timeline, holders, at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from probation.cli.options import Ask, reading
from probation.cli.output import Report, Row

if TYPE_CHECKING:
    from probation.graph.holders import Holder
    from probation.graph.model import Provenance

Name = Annotated[str, typer.Argument(help="A label, alias, acronym, slug or IRI.")]
_UNDATED = "undated"


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @reading(app, "holders", as_of=True)
    def holders(ask: Ask, post: Annotated[str, typer.Argument(help="A post: its name, slug or IRI.")]) -> None:
        """Who held a post over time, with gaps and overlaps, or on one day.

        Example:  probation holders "HM Chief Inspector of Probation" --as-of 2017-01-12
        """
        thing = ask.graph.thing(post)
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


def on(ask: Ask) -> str:
    """Return the day asked about as part of a heading."""
    return f" · on {ask.as_of.isoformat()}" if ask.as_of else ""


def derived(provenance: Provenance) -> str:
    """Return the rules that made an answer, as words."""
    return f"derived: {', '.join(provenance.rules)}" if provenance.rules else ""


def possibly(held: object) -> str:
    """Return the mark of an answer that is only possible."""
    return "possibly" if held == "possible" else ""


def _holder(holder: Holder) -> list[Row]:
    group = "" if holder.is_dated else _UNDATED
    rows = []
    if holder.follows is not None:
        days = f"{holder.follows.start.isoformat()} to {holder.follows.end.isoformat()}"
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
    return [*rows, Row(cells, holder.provenance.sources, group)]
