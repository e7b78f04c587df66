"""Commands that compare: ratings, rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probation.cli import complete
from probation.cli.options import Ask, Format, reading
from probation.cli.output import BETWEEN, Report, Row
from probation.graph import dates
from probation.graph.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from probation.graph.model import Thing
    from probation.graph.rank import Ranked
    from probation.graph.ratings import Rated
    from probation.graph.ratings_select import Tally

_NAMED = 2
_WAY = "by way of"
_OPEN = "? counted as possible: the dates leave open whether this was the owner between fieldwork and report"
_DIFFER = "* sources differ about the rating of an inspection: counted as the editors prefer it"
_NO_ORDER = "words of unrated programmes: they have no order and are not to be compared"


class By(StrEnum):
    """What ratings are counted by."""

    OWNER = "owner"
    REGION = "region"
    PROGRAMME = "programme"


class MeasureName(StrEnum):
    """The measures of `rank`; what each means stands beside its twin in `probation.graph.rank`."""

    DEGREE = "degree"
    BETWEENNESS = "betweenness"
    COMMUNITIES = "communities"
    MOST_INSPECTED = "most-inspected"
    MOST_DISPUTED = "most-disputed"


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @reading(app, "ratings", as_of=True)
    def ratings(
        ask: Ask,
        name: Annotated[
            str | None,
            typer.Argument(
                help="A body, place, owner, region, inspection or chief inspector; all when left out.",
                autocompletion=complete.names,
            ),
        ] = None,
        region: Annotated[
            str | None,
            typer.Option(
                metavar="NAME",
                help="Only a region's own and those of its units at the time.",
                autocompletion=complete.names,
            ),
        ] = None,
        owner: Annotated[
            str | None,
            typer.Option(
                metavar="NAME",
                help="Only bodies that this owner owned at any time from fieldwork to publication.",
                autocompletion=complete.names,
            ),
        ] = None,
        programme: Annotated[
            str | None, typer.Option(metavar="WORDS", help="Only inspections of this programme.")
        ] = None,
        standard: Annotated[
            str | None, typer.Option(metavar="WORDS", help="Only standards with these words, or  overall.")
        ] = None,
        since: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or later.")] = None,
        until: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or before.")] = None,
        latest: Annotated[
            bool, typer.Option("--latest/--history", help="Only the last rating of each body and standard, or all.")
        ] = False,
        matrix: Annotated[
            bool, typer.Option("--matrix", help="Bodies by standards, a table for each programme.")
        ] = False,
        compare: Annotated[By | None, typer.Option(help="Count the overall ratings of each level by this.")] = None,
    ) -> None:
        """What inspections found; bodies, owners, regions compared.

        As of a day: the last rating of each body and standard published by then.

        Example:  probation ratings "Staffordshire and Stoke PDU"
        """
        if matrix and compare:
            message = "--matrix and --compare are two different tables; give one of them"
            raise InputError(message)
        filters = {
            "region": region,
            "owner": owner,
            "programme": programme,
            "standard": standard,
            "since": since,
            "until": until,
        }
        rows = ask.graph.ratings(name, **filters, latest=latest, as_of=ask.as_of)
        thing = ask.graph.thing(name) if name is not None else None
        question = {"name": name, "thing": thing.to_json() if thing else None, **filters, "latest": latest}
        question |= {"matrix": matrix, "compare": compare.value if compare else None}
        title = "Ratings" + (f" · {thing.label}" if thing else "")
        limits = [f"{key} {value}" for key, value in filters.items() if value]
        if ask.as_of:
            limits.append(f"on {ask.as_of.isoformat()}")
        heading = [" · ".join([title, *limits, *(["latest"] if latest else [])])]
        if compare:
            tallies = ask.graph.compare_ratings(rows, compare.value)
            short = _initials(rows) if ask.format is Format.TABLE else {}
            if short:
                heading += [*_scale(tallies), *_legend(short), *_marks(tallies)]
            heading += [*_warning(tallies), *_unowned(tallies, rows)]
            ask.answer(Report(question, [t.to_json() for t in tallies], _tallies(tallies, short), heading))
        elif matrix:
            short = _initials(rows) if ask.format is Format.TABLE else {}
            answers, table = _matrix(rows, short)
            if not table:
                message = "none of these ratings is on a scale with an order, so there is no matrix of them"
                raise NotFoundError(message)
            ask.answer(Report(question, answers, table, [*heading, *_legend(short)], leads=2))
        else:
            one = len({row.body for row in rows}) == 1 and not any(row.there for row in rows)
            inline = {"published": ("held",), "body": (_WAY,), "level": ("score", "disputed", "change")}
            rows_shown = [_row(row, thing, is_one=one) for row in rows]
            ask.answer(Report(question, [r.to_json() for r in rows], rows_shown, heading, inline=inline))

    @reading(app, "rank", as_of=True)
    def rank(
        ask: Ask,
        measure: Annotated[MeasureName, typer.Argument(help="What to rank by.")],
        limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most this many.")] = 20,
        kind: Annotated[
            str | None, typer.Option(metavar="WORDS", help="Only things of this kind, such as  company.")
        ] = None,
        without_hubs: Annotated[
            bool, typer.Option("--without-hubs", help="Leave out what connects everything, such as the ministry.")
        ] = False,
    ) -> None:
        """Which things stand out in the graph.

        degree: with how many different things a thing is directly related.
        betweenness: on what share of the shortest paths between all other things it lies (brokers).
        communities: groups of things more densely related within than with others, the largest first.
        most-inspected: how many inspections inspected a body.
        most-disputed: in how many places sources disagree about a thing or its relations, not counting precision.

        Example:  probation rank betweenness --without-hubs
        """
        from probation.graph.rank import MEANING, Measure

        found = ask.graph.rank(measure.value, limit, ask.as_of, kind=kind, hubs=not without_hubs)
        question = {"measure": measure.value, "limit": limit, "kind": kind, "without_hubs": without_hubs}
        in_full = ask.format == "json"
        heading = [measure.value, MEANING[Measure(measure.value)]]
        if ask.as_of:
            heading.append(f"by what certainly or possibly held on {ask.as_of}, or had happened by then")
        if any(ranked.possible is not None for ranked in found):
            heading.append("possible: how many of the score are only possible")
        ask.answer(
            Report(question, [r.to_json() for r in found] if in_full else [], [_ranked(r) for r in found], heading)
        )


def _ranked(ranked: Ranked) -> Row:
    # A thing's score can rest on hundreds of sources; a listing names a few, JSON all.
    members = ", ".join(member.label for member in ranked.members[1:7])
    more = len(ranked.members) - 7
    cells = {
        "place": str(ranked.place),
        "thing": ranked.thing.label,
        "kind": "" if ranked.members else ranked.thing.kind,
        "score": f"{ranked.score:g}",
        **({} if ranked.possible is None else {"possible": str(ranked.possible)}),
        "members": f"{members}{f' and {more} more' if more > 0 else ''}",
        "all sources": str(len(ranked.sources)),
    }
    return Row(cells, ranked.sources[:_NAMED], behind=len(ranked.sources))


def _row(row: Rated, asked: Thing | None, *, is_one: bool) -> Row:
    change = ""
    if row.change:
        words = {"better": "up from", "worse": "down from", "same": "as before:"}[row.change.direction]
        other = "" if row.change.same_programme or not row.change.programme else f", {row.change.programme.label}"
        change = f"{words} {row.change.level.word.label} ({' or '.join(row.change.published)}{other})"
    ways = [found.area.label for found in row.there if found.area != asked]
    cells = {
        "published": " or ".join(row.published) or "not stated",
        "held": "possibly" if row.held and row.held.value == "possible" else "",
        "body": "" if is_one else row.body.label,
        _WAY: f"by way of {', '.join(ways)}" if ways else "",
        "what": row.what,
        "level": row.level.word.label,
        "score": _score(row),
        "disputed": _disputed(row),
        "change": change,
        "scale": row.programme.label if row.programme else row.level.scale,
    }
    group = "" if row.level.rank is not None else _NO_ORDER
    own = row.provenance.sources
    beyond = [slug for slug in row.cited.sources if slug not in own]
    more = _machine(row) | {_WAY: BETWEEN.join(ways)}
    return Row(cells, [*own, *beyond], group, len(own), more)


def _machine(row: Rated) -> dict[str, str]:
    """Return the cells of a rating for spreadsheets: ids, bare dates and figures, empty where no source states any.

    Several values, of sources that differ, stand with a semicolon between, as sources do; first and last day are those
    within which the report appeared, whole days whatever a source leaves open.
    """
    span = dates.span(row.published)
    return {
        "published": BETWEEN.join(row.published),
        "published_first": span[0].isoformat() if span else "",
        "published_last": span[1].isoformat() if span else "",
        "fieldwork_from": BETWEEN.join(row.fieldwork_from),
        "fieldwork_until": BETWEEN.join(row.fieldwork_until),
        "inspection": row.inspection.label,
        "inspection_id": row.inspection.id,
        "body": row.body.label,
        "body_id": row.body.id,
        "standard_id": row.standard.id if row.standard else "",
        "programme_id": row.programme.id if row.programme else "",
        "score": row.score or "",
        "maximum_score": row.maximum or "",
        "percentage": row.percentage or "",
        "owners": BETWEEN.join(owner.label for owner in row.owners),
        "owner_ids": BETWEEN.join(owner.id for owner in row.owners),
        "possible_owner_ids": BETWEEN.join(owner.id for owner in row.possible_owners),
    }


def _score(row: Rated) -> str:
    points = f"{row.score} of {row.maximum}" if row.score and row.maximum else row.score or ""
    return ", ".join(part for part in (points, f"{row.percentage}%" if row.percentage else "") if part)


def _disputed(row: Rated) -> str:
    if not row.disputed:
        return ""
    return "sources differ; the editors prefer this" if row.preferred else "sources differ"


def _initials(rows: Sequence[Rated]) -> dict[str, str]:
    """Return each word of the ordered scale with its initials, the lowest first."""
    levels = sorted({(row.level.rank, row.level.word.label) for row in rows if row.level.rank is not None})
    return {word: "".join(part[0].upper() for part in word.split()) for _, word in levels}


def _legend(short: Mapping[str, str]) -> list[str]:
    """Return the line that says what the initials of a table stand for."""
    return [" · ".join(f"{letters} {word}" for word, letters in short.items())] if short else []


def _matrix(rows: Sequence[Rated], short: Mapping[str, str]) -> tuple[list[dict[str, Any]], list[Row]]:
    """Return a row for each body and inspection with its levels by standard, under the programme that sets them."""
    answers, table = [], []
    ranked = [row for row in rows if row.level.rank is not None]
    programmes = sorted({row.programme for row in ranked if row.programme}, key=lambda thing: thing.label)
    for programme in programmes:
        inside = [row for row in ranked if row.programme == programme]
        names = sorted({row.what for row in inside}, key=lambda what: (what != "overall", what))
        for key in dict.fromkeys((row.body, row.inspection) for row in inside):
            cells = [row for row in inside if (row.body, row.inspection) == key]
            sources = sorted({slug for row in cells for slug in row.cited.sources})
            levels = {
                n: ("/" if short else " / ").join(
                    short.get(w := row.level.word.label, w) for row in cells if row.what == n
                )
                for n in names
            }
            published = " or ".join(cells[0].published) or "not stated"
            answers.append(
                {
                    "programme": programme.to_json(),
                    "body": key[0].to_json(),
                    "inspection": key[1].to_json(),
                    "published": list(cells[0].published),
                    "scale": cells[0].level.scale,
                    "levels": {row.what: row.level.to_json() for row in cells},
                    "sources": sources,
                }
            )
            more = {"published": BETWEEN.join(cells[0].published), "body_id": key[0].id, "inspection_id": key[1].id}
            shown = {"body": key[0].label, "published": published, **levels}
            table.append(Row(shown, sources, programme.label, more=more))
    return answers, table


def _warning(tallies: Sequence[Tally]) -> list[str]:
    """Return a line that names the programmes counted together, where they are several."""
    names = sorted({programme.label for tally in tallies for programme in tally.programmes})
    if len(names) < 2 or all(len(tally.programmes) < 2 for tally in tallies):
        return []
    return [
        f"Counted together are programmes with standards of their own ({', '.join(names)}); narrow with --programme"
    ]


def _scale(tallies: Sequence[Tally]) -> list[str]:
    """Return the scale where it is the same in every row, and so no column of its own."""
    scales = {tally.scale for tally in tallies}
    return [f"Overall ratings on one scale: {scales.pop()}"] if len(scales) == 1 else []


def _marks(tallies: Sequence[Tally]) -> list[str]:
    """Return what the marks beside counts mean, where there are any."""
    return [
        *([_OPEN] if any(tally.possible for tally in tallies) else []),
        *([_DIFFER] if any(tally.disputed for tally in tallies) else []),
    ]


def _unowned(tallies: Sequence[Tally], rows: Sequence[Rated]) -> list[str]:
    """Return the kinds of the bodies of which no owner is stated, most of which are public and have none."""
    if not any(tally.by == By.OWNER and tally.group is None for tally in tallies):
        return []
    kinds = sorted({row.body.kind for row in rows if row.standard is None and not row.owners}, key=str.casefold)
    return [f"No owner is stated of bodies of these kinds: {', '.join(kinds)}"]


def _tallies(tallies: Sequence[Tally], short: Mapping[str, str]) -> list[Row]:
    levels = {level.word.label: level for tally in tallies for level, _ in (*tally.counts, *tally.disputed)}
    one_scale = short and _scale(tallies)
    order = sorted(levels, key=lambda name: (levels[name].rank is None, levels[name].rank or 0, name))
    rows = []
    for tally in tallies:
        sure, maybe, differ = (
            {level.word.label: str(count) for level, count in found}
            for found in (tally.counts, tally.possible, tally.disputed)
        )
        # A spreadsheet wants bare numbers, so that what is possible or disputed has columns of its own there.
        cells = {
            tally.by: tally.group.label if tally.group else f"(no {tally.by} stated)",
            **{short.get(name, name): tally.marked(name) if short else sure.get(name, "") for name in order},
            "possibly": "" if short else "; ".join(f"{word}: {count}" for word, count in maybe.items()),
            "disputed": "" if short else "; ".join(f"{word}: {count}" for word, count in differ.items()),
            "programmes": str(len(tally.programmes)),
            "scale": "" if one_scale else tally.scale,
        }
        rows.append(Row(cells, tally.provenance.sources))
    return rows
