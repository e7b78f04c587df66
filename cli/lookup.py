"""Commands that look things up: show, search, path, sources, conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from probation.cli import complete
from probation.cli.options import Ask, reading
from probation.cli.output import BETWEEN, Report, Row
from probation.graph.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from probation.graph.conflicts import Conflict
    from probation.graph.model import Line
    from probation.graph.paths import Path
    from probation.graph.search import Found

_MOST = 1000
Name = Annotated[str, typer.Argument(help="A label, alias, acronym, slug or IRI.", autocompletion=complete.names)]
OptionalName = Annotated[
    str | None,
    typer.Argument(help="A label, alias, acronym, slug or IRI; all when left out.", autocompletion=complete.names),
]


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @reading(app, "show", as_of=True, part=True)
    def show(
        ask: Ask,
        name: Name,
        only: Annotated[
            list[str] | None,
            typer.Option("--only", metavar="WORDS", help="Only relations or headings with these words; repeatable."),
        ] = None,
        why: Annotated[
            bool, typer.Option("--why", help="Say which rule made each derived statement, and from what.")
        ] = False,
    ) -> None:
        """Everything said about a thing, with dates and sources.

        Example:  probation show "Staffordshire and West Midlands CRC" --as-of 2017-06-01
        """
        if why and ask.is_part:
            message = f"--why explains in words, which {ask.format} does not hold; leave it out"
            raise InputError(message)
        thing = ask.graph.thing(name)
        in_full = ask.format == "json"
        lines = [line for line in ask.graph.show(thing.iri, ask.as_of, details=in_full) if _wanted(line, only)]
        if not lines:
            message = f"nothing is said about {thing.label}{_on(ask)}{_limited(only)}"
            raise NotFoundError(message)
        ask.answer(
            Report(
                {"name": name, "thing": thing.to_json(), "only": only or []},
                [_answer(ask, line, why) for line in lines],
                [row for line in lines for row in (_line(line), *(_reasons(ask, line) if why else ()))],
                [thing.label, f"{thing.kind} · {thing.id}{_on(ask)}"],
                inline={"value": ("when", "aside", "held", "rule")},
                parts=lines,
            )
        )

    @reading(app, "search", as_of=True)
    def search(
        ask: Ask,
        text: Annotated[str, typer.Argument(help="Part of a name, an acronym, or a name misspelt.")],
        limit: Annotated[int, typer.Option(min=1, max=_MOST, help="At most this many.")] = 10,
    ) -> None:
        """Names like a text, best first; on a day, of what was there.

        Example:  probation search "staffordshire crc"
        """
        every = ask.graph.search(text, _MOST, ask.as_of)
        found = every[:limit]
        sources = {hit.thing.iri: ask.graph.name_sources(hit.thing.iri) for hit in found}
        most = " or more" if len(every) == _MOST else ""
        more = f"the best {len(found)} of {len(every)}{most}; all with  --limit {len(every)}"
        ask.answer(
            Report(
                {"text": text, "limit": limit, "found": len(every)},
                [{**hit.to_json(), "sources": list(sources[hit.thing.iri])} for hit in found],
                [Row(_hit(hit), sources[hit.thing.iri]) for hit in found],
                inline={"name": ("kind", "held")},
                notes=[more] if len(found) < len(every) else [],
            )
        )

    @reading(app, "path", as_of=True, part=True)
    def path(
        ask: Ask,
        start: Annotated[str, typer.Argument(help="Where the path starts.", autocompletion=complete.names)],
        end: Annotated[str, typer.Argument(help="Where it ends.", autocompletion=complete.names)],
        also_from: Annotated[
            list[str] | None,
            typer.Option(
                "--also-from", metavar="NAME", help="A further start; repeatable.", autocompletion=complete.names
            ),
        ] = None,
        also_to: Annotated[
            list[str] | None,
            typer.Option("--also-to", metavar="NAME", help="A further end; repeatable.", autocompletion=complete.names),
        ] = None,
        only: Annotated[
            list[str] | None,
            typer.Option(
                "--only", metavar="RELATION", help="Only over such relations: words, kind or property; repeatable."
            ),
        ] = None,
        avoid: Annotated[
            list[str] | None, typer.Option("--avoid", metavar="RELATION", help="Not over such relations; repeatable.")
        ] = None,
        through_hubs: Annotated[
            bool,
            typer.Option("--through-hubs", help="Also through what connects everything, such as the ministry."),
        ] = False,
        k: Annotated[int, typer.Option("--k", "-k", min=1, max=100, help="At most this many.")] = 3,
        max_hops: Annotated[int, typer.Option(min=1, max=20, help="No longer than this.")] = 6,
    ) -> None:
        """How two things are connected, each hop with its sources.

        Example:  probation path "Catherine Holland" hmip-2017-01-12-staffordshire-and-stoke
        """
        starts = [ask.graph.thing(name) for name in (start, *(also_from or []))]
        ends = [ask.graph.thing(name) for name in (end, *(also_to or []))]
        limits: dict[str, Any] = {"only": only or [], "avoid": avoid or [], "through_hubs": through_hubs}
        limits |= {"k": k, "max_hops": max_hops}
        chains = ask.graph.path([t.iri for t in starts], [t.iri for t in ends], ask.as_of, **limits)
        hubs = sorted({hub.label for chain in chains for hub in chain.hubs}) if not through_hubs else []
        names = (" or ".join(thing.label for thing in things) for things in (starts, ends))
        ask.answer(
            Report(
                {"start": starts[0].to_json(), "end": ends[0].to_json()}
                | {"starts": [t.to_json() for t in starts], "ends": [t.to_json() for t in ends]}
                | limits,
                [chain.to_json() for chain in chains],
                [row for number, chain in enumerate(chains, 1) for row in _chain(chain, number)],
                [f"From {' to '.join(names)}{_on(ask)}"],
                inline={"to": ("when", "held")},
                parts=chains,
                notes=[f"nothing else connects them than what connects everything: {', '.join(hubs)}"] if hubs else [],
            )
        )

    @reading(app, "sources", as_of=True)
    def sources(ask: Ask, name: OptionalName = None) -> None:
        """The documents behind what is said about a thing, or all.

        Example:  probation sources "Staffordshire and Stoke PDU"
        """
        thing = None if name is None else ask.graph.thing(name)
        if ask.as_of and thing is None:
            message = "--as-of goes with a NAME; what had been published by a day:  probation sources --known-by DATE"
            raise InputError(message)
        cited = ask.graph.sources(thing.iri if thing else None, ask.as_of)
        ask.answer(
            Report(
                {"name": name, "thing": thing.to_json() if thing else None},
                [source.to_json() for source in cited],
                [
                    Row(
                        {
                            "date": c.source.issued or "undated",
                            "title": c.source.title,
                            "publisher": c.source.publisher or "",
                            "statements": "" if c.statements is None else str(c.statements),
                        },
                        [c.source.slug],
                    )
                    for c in cited
                ],
                [f"Sources of what is said about {thing.label}{_on(ask)}"] if thing else ["All sources"],
                inline={"title": ("publisher",)},
            )
        )

    @reading(app, "conflicts", as_of=True)
    def conflicts(
        ask: Ask,
        name: OptionalName = None,
        precision: Annotated[
            bool, typer.Option("--precision", help="Also where one value is only less precise than the other.")
        ] = False,
    ) -> None:
        """Where sources disagree, and what the editors say of it.

        As of a day: about what held on it, or had happened by then.

        Example:  probation conflicts "Staffordshire and West Midlands CRC"
        """
        from probation.graph.conflicts import PRECISION

        thing = None if name is None else ask.graph.thing(name)
        every = ask.graph.conflicts(thing.iri if thing else None, ask.as_of, precision=True)
        found = [conflict for conflict in every if precision or conflict.kind != PRECISION]
        cut = len(every) - len(found)
        ask.answer(
            Report(
                {"name": name, "thing": thing.to_json() if thing else None, "precision": precision},
                [conflict.to_json() for conflict in found],
                [row for conflict in found for row in _conflict(conflict)],
                [f"Where sources disagree about {thing.label if thing else 'anything'}{_on(ask)}"],
                empty="no source contradicts another here",
                notes=[f"left out: {cut:,} where sources differ in precision only; --precision shows them too"]
                if cut
                else [],
            )
        )


def _hit(hit: Found) -> dict[str, str]:
    held = "possibly" if hit.held and hit.held.value == "possible" else ""
    return {"name": hit.thing.label, "kind": hit.thing.kind, "id": hit.thing.id, "held": held}


def _wanted(line: Line, only: list[str] | None) -> bool:
    text = f"{line.group}\n{line.relation}".casefold()
    return not only or any(words.casefold() in text for words in only)


def _limited(only: list[str] | None) -> str:
    return f" under {', '.join(repr(words[:40]) for words in only)}" if only else ""


def _on(ask: Ask) -> str:
    return f" · on {ask.as_of.isoformat()}" if ask.as_of else ""


def _line(line: Line) -> Row:
    held = "possibly" if line.held and line.held.value == "possible" else ""
    rule = f"derived: {', '.join(line.provenance.rules)}" if line.provenance.rules else ""
    cells = {
        "relation": line.relation,
        "value": str(line.value),
        "when": line.when,
        "aside": line.aside,
        "held": held,
        "rule": rule,
    }
    more = {"rule": BETWEEN.join(line.provenance.rules)}
    return Row(cells, line.provenance.sources, line.group, more=more)


def _answer(ask: Ask, line: Line, why: bool) -> dict[str, Any]:
    reasons = [found.to_json() for found in ask.graph.why(line)] if why else []
    return {**line.to_json(), **({"why": reasons} if reasons else {})}


def _reasons(ask: Ask, line: Line) -> list[Row]:
    """Return the rows that say why a line holds: the rule, then each statement it rests on."""
    rows = []
    for found in ask.graph.why(line):
        text = f"{found.statement}. {found.reason}"
        rows.append(Row({"relation": f"  by rule {found.rule}", "value": text}, (), line.group))
        for premise, said in found.premises:
            rule = f"derived: {', '.join(said.rules)}" if said.rules else ""
            more = {"rule": BETWEEN.join(said.rules)}
            cells = {"relation": "    from", "value": premise, "rule": rule}
            rows.append(Row(cells, said.sources, line.group, more=more))
    return rows


def _chain(chain: Path, number: int) -> list[Row]:
    rows = []
    for hops in chain.hops:
        for hop in hops:
            rows.append(
                Row(
                    {
                        "from": hop.start.label,
                        "relation": hop.label,
                        "to": hop.end.label,
                        "when": hop.when,
                        "held": "possibly" if hop.held and hop.held.value == "possible" else "",
                    },
                    hop.provenance.sources,
                    f"path {number}, {len(chain.hops)} hops",
                )
            )
    return rows


def _conflict(conflict: Conflict) -> list[Row]:
    held = " · possibly" if conflict.held and conflict.held.value == "possible" else ""
    group = f"{conflict.subject.label}: {conflict.label} ({conflict.kind}){held}"
    behind = len(conflict.sources)
    rows = [Row({"value": str(side.value), "note": side.aside}, side.sources, group, behind) for side in conflict.sides]
    for remark in conflict.notes:
        prefers = f" The editors prefer {remark.prefers}." if remark.prefers else ""
        rows.append(Row({"value": "", "note": f"{remark.reason}{prefers}"}, remark.sources, group, behind))
    return rows
