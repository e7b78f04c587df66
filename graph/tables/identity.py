"""Which rows speak of one and the same node: recurring relations and measurements (decision 0010).

A relation of the same two things is one node unless its rows' dates cannot overlap: then it has recurred and the
later spell gets an ordinal. A figure is one node for a subject, a measure and a time. Nodes that the data already
have come first, so that what a row joins does not depend on when it is imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyoxigraph as ox

from probation.graph import dates
from probation.graph.tables.meaning import Meaning
from probation.graph.tables.schema import NodeRule, Schema
from probation.graph.tables.stored import Stored

_FAR = date.max


@dataclass(slots=True)
class _Spell:
    node: ox.NamedNode
    starts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    def admits(self, start: str, end: str) -> bool:
        """Say whether a row with these dates may speak of this spell."""
        after = start and self.ends and _last(self.ends) <= dates.parse(start).earliest
        before = end and self.starts and dates.parse(end).latest <= _first(self.starts)
        return not (after or before)

    def take(self, start: str, end: str) -> None:
        self.starts += [start] if start else []
        self.ends += [end] if end else []


def word_of(meaning: Meaning, schema: Schema) -> str:
    """Return the word that `ontology/identity.json` sets a row apart with, or the empty string."""
    for distinction in schema.distinctions:
        if distinction.table == meaning.row.table.name and all(
            meaning.row.cells[column] == text for column, text in distinction.where.items()
        ):
            return distinction.word
    return ""


def spells(
    base: ox.NamedNode,
    rule: Mapping[str, str],
    meanings: Sequence[Meaning],
    stored: Stored,
    schema: Schema,
) -> list[ox.NamedNode]:
    """Return the node of each row (in order) among rows of one relation between the same two things."""
    known = list(_stored_spells(base, stored))
    nodes: dict[int, ox.NamedNode] = {}

    def order(index: int) -> tuple[date, str, int]:
        start, end = (meanings[index].texts[rule[name]] for name in ("from", "until"))
        bound = dates.parse(start or end).earliest if start or end else _FAR
        return bound, start or end, index

    for index in sorted(range(len(meanings)), key=order):
        meaning = meanings[index]
        if word := word_of(meaning, schema):
            nodes[index] = ox.NamedNode(f"{base.value}--{word}")
            continue
        start, end = (meaning.texts[rule[name]] for name in ("from", "until"))
        spell = next((s for s in known if s.admits(start, end)), None)
        if spell is None:
            suffix = f"--{len(known) + 1}" if known else ""
            known.append(spell := _Spell(ox.NamedNode(base.value + suffix)))
        spell.take(start, end)
        nodes[index] = spell.node
    return [nodes[index] for index in range(len(meanings))]


@dataclass(slots=True)
class _Figure:
    node: ox.NamedNode
    moments: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)

    def admits(self, moment: str, apart: str, timeless: bool) -> bool:
        """Say whether a row of this time (and inspection) gives this figure."""
        if timeless:
            return True
        if apart and self.apart and apart not in self.apart:
            return False
        if not moment or not self.moments:
            return not moment and not self.moments and apart in (self.apart or {""})
        return all(dates.compatible(moment, other) for other in self.moments)


def figures(
    base: ox.NamedNode,
    node: NodeRule,
    meanings: Sequence[Meaning],
    known: Sequence[tuple[ox.NamedNode, set[str], set[str]]],
    schema: Schema,
) -> list[ox.NamedNode]:
    """Return the node of each row (in order) among rows of one measure of the same subject.

    `known` are the measurements of that subject and measure in the data: node, times, inspections.
    """
    rule: Mapping[str, Any] = node.moment or {}
    timeless = bool(meanings) and meanings[0].texts["measure"] in schema.timeless
    words = tuple(f"--{d.word}" for d in schema.distinctions)
    found = [
        _Figure(name, set(moments), set(apart)) for name, moments, apart in known if not name.value.endswith(words)
    ]
    nodes: dict[int, ox.NamedNode] = {}

    def order(index: int) -> tuple[int, str, str, int]:
        moment = meanings[index].texts[rule["at"]]
        return len(moment), moment, meanings[index].texts[rule["apart"]], index

    for index in sorted(range(len(meanings)), key=order):
        texts = meanings[index].texts
        moment, apart, word = texts[rule["at"]], texts[rule["apart"]], word_of(meanings[index], schema)
        if word:
            middle = f"--{moment}" if moment and not timeless else ""
            nodes[index] = ox.NamedNode(f"{base.value}{middle}--{word}")
            continue
        figure = next((f for f in found if f.admits(moment, apart, timeless)), None)
        if figure is None:
            figure = _Figure(_figure_name(base, moment, apart, timeless, found))
            found.append(figure)
        figure.moments |= {moment} if moment else set()
        figure.apart |= {apart} if apart else set()
        nodes[index] = figure.node
    return [nodes[index] for index in range(len(meanings))]


def _figure_name(base: ox.NamedNode, moment: str, apart: str, timeless: bool, found: Sequence[_Figure]) -> ox.NamedNode:
    if timeless:
        return base
    name = base.value + (f"--{moment}" if moment else "")
    taken = {figure.node.value for figure in found}
    if (not moment and apart) or name in taken:
        name += f"--{apart or len(found) + 1}"
    return ox.NamedNode(name)


def _stored_spells(base: ox.NamedNode, stored: Stored) -> list[_Spell]:
    spells = []
    ordinal = 1
    node = base
    while node in stored.things:
        starts = [v.value for v in stored.values(node, "pg:from")]
        ends = [v.value for v in stored.values(node, "pg:until")]
        spells.append(_Spell(node, starts, ends))
        ordinal += 1
        node = ox.NamedNode(f"{base.value}--{ordinal}")
    return spells


def _first(texts: Sequence[str]) -> date:
    return min(dates.parse(text).earliest for text in texts)


def _last(texts: Sequence[str]) -> date:
    return max(dates.parse(text).latest for text in texts)
