"""What the charts of `view` have in common: colours and letters of ratings, reorganisations, sources, items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from probation.graph.drawing.chart import Mark
from probation.graph.drawing.sheet import Fact, Item, Sign
from probation.graph.model import Line, Thing
from probation.graph.moments import Judged, moment, reorganisations
from probation.graph.ratings import Level, Rated
from probation.graph.terms import Iri

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

PLAIN = "#8f979f"
"""The colour of what the ontology gives none, such as a word of an unrated programme."""


def level_colour(graph: KnowledgeGraph, level: Level) -> str:
    """Return the colour of a level, which the ontology gives."""
    return graph.vocabulary[level.word.iri].text("pg:colour") or PLAIN


def letters(level: Level) -> str:
    """Return the initials of a level of an ordered scale; nothing for a word without rank."""
    return "".join(word[0].upper() for word in level.word.label.split()) if level.rank is not None else ""


def kind_colour(graph: KnowledgeGraph, thing: Thing) -> str:
    """Return the colour of a thing's class."""
    namer = graph.namer()
    return graph.vocabulary[namer.kind(thing.iri) or thing.iri].text("pg:colour") or PLAIN


def kind_signs(graph: KnowledgeGraph, things: Iterable[Thing]) -> list[Sign]:
    """Return the legend of the kinds of things drawn; kinds of one colour are one entry."""
    kinds: dict[str, dict[str, None]] = {}
    for thing in things:
        kinds.setdefault(kind_colour(graph, thing), {})[thing.kind] = None
    return [Sign(" or ".join(found), colour) for colour, found in kinds.items()]


def signs(graph: KnowledgeGraph, levels: Iterable[Level]) -> list[Sign]:
    """Return the legend of the levels shown, the lowest first, words without order together."""
    ranked = sorted({level for level in levels if level.rank is not None}, key=lambda level: (level.rank, level.scale))
    found = [Sign(level.word.label, level_colour(graph, level), letters(level)) for level in ranked]
    if any(level.rank is None for level in levels):
        found.append(Sign("rated in words that have no order", PLAIN))
    return found


def events(graph: KnowledgeGraph) -> list[tuple[str, str]]:
    """Return the date and name of each reorganisation."""
    return [(event["date"], event["label"]) for event in reorganisations(graph)]


def sources_of(
    graph: KnowledgeGraph, items: Mapping[str, Item], more: Mapping[str, Sequence[Fact]] | None = None
) -> dict[str, dict[str, Any]]:
    """Return slug → what the source says of itself for every source of the items, and of the statements beyond."""
    slugs = {slug for item in items.values() for slug in item.sources}
    slugs |= {slug for item in items.values() for fact in item.facts for slug in fact.sources}
    slugs |= {slug for said in (more or {}).values() for fact in said for slug in fact.sources}
    return {slug: dict(source.to_json()) for slug, source in graph.cited(slugs).items()}


def facts(lines: Iterable[Line]) -> tuple[Fact, ...]:
    """Return the lines about a thing for the panel."""
    return tuple(
        Fact(
            line.relation,
            " · ".join(part for part in (str(line.value), line.when, line.aside) if part),
            line.provenance.sources,
            line.provenance.rules,
        )
        for line in lines
    )


def judgements(graph: KnowledgeGraph, judged: Judged, node: Iri) -> tuple[Fact, ...]:
    """Return what the editors note on dates of a node that they reject, for the panel."""
    return tuple(
        Fact(
            f"{graph.vocabulary[note.property].label}, as the editors note",
            f"{note.preferred} rather than {' or '.join(sorted(map(str, note.disputed)))}. {note.reason}",
            (note.source,),
        )
        for note in judged.notes(node)
    )


def rating_fact(row: Rated) -> Fact:
    """Return a rating as a statement."""
    points = f", {row.score} of {row.maximum} points" if row.score and row.maximum else ""
    disputed = "" if not row.disputed else " (the editors prefer this)" if row.preferred else " (sources differ)"
    return Fact(row.what, f"{row.level.word.label}{points}{disputed}", row.provenance.sources, row.provenance.rules)


def rating_mark(graph: KnowledgeGraph, row: Rated, ref: str, text: str = "") -> Mark | None:
    """Return a rating as a mark on the day it was published, else of its fieldwork; None where no day is known."""
    when = moment(row.published or row.fieldwork)
    if when is None:
        return None
    says = f"{row.body.label}, {rated_when(row)}: {row.level.word.label}"
    return Mark(when, level_colour(graph, row.level), text, ref, letters(row.level), says)


def rated_when(row: Rated) -> str:
    """Return the dates of a rating in words; `not stated` where no source gives any."""
    if row.published:
        return " or ".join(row.published)
    ends = [" or ".join(given) for given in (row.fieldwork_from, row.fieldwork_until) if given]
    return f"fieldwork {' to '.join(dict.fromkeys(ends))}" if ends else "not stated"


def short(text: str, most: int = 72) -> str:
    """Return a text to fit beside a bar or mark: "CRC" for the long form, as everybody writes it; cut if need be."""
    text = text.replace("Community Rehabilitation Company", "CRC").replace("Community Rehabilitation Companies", "CRCs")
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def undrawn(count: int, command: str) -> str:
    """Say how much has no date and so no place on a time line, and which command shows it; nothing where all has."""
    return f"Without any date and so not drawn: {count}; see {command}." if count else ""
