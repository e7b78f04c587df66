"""`timeline`: everything dated about a thing in one order, each date as its source writes it.

A month or a year is placed at its first day. What has no date stands at the end. The words for each kind of date are
the ontology's (`pg:timelineLabel`). Dates that sources give for one and the same end are entries of their own, each
with the sources that say it, and each names the others: a date that was merged into a finer one would be laid in the
mouth of a source that does not say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from probation.graph import dates
from probation.graph.detail import Detail
from probation.graph.engine import Engine, Statement, plain
from probation.graph.errors import InputError
from probation.graph.grounds import Grounds
from probation.graph.model import Line, Provenance, Thing, Value, value_json
from probation.graph.terms import Iri, Literal, expand
from probation.graph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

_KNOWN = "pg:heldOn"
_BY_LENGTH = {length: name for name, length in dates.DATATYPES.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of a thing: what happens then (`begins`, `ends` …) to which relation; `date` is None for the undated.

    `other_dates` are the dates that are given elsewhere for the same, as written, in order of time.
    """

    date: str | None
    happens: str
    relation: str
    value: Value
    group: str
    provenance: Provenance
    node: Thing | None = None
    aside: str = ""
    note: str = ""
    other_dates: tuple[str, ...] = ()

    @property
    def doubt(self) -> str:
        """Return in words how the other dates differ: what contradicts this one, what is only more or less precise."""
        same = [text for text in self.other_dates if self.date and dates.compatible(text, self.date)]
        against = [text for text in self.other_dates if text not in same]
        parts = [f"sources differ: or {', '.join(against)}"] if against else []
        parts += [f"also given as {', '.join(same)}"] if same else []
        return "; ".join(parts)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        answer: dict[str, Any] = {
            "date": self.date,
            "happens": self.happens,
            "relation": self.relation,
            "value": value_json(self.value),
            "group": self.group,
        }
        if self.node is not None:
            answer["node"] = self.node.to_json()
        if self.aside:
            answer["aside"] = self.aside
        if self.note:
            answer["note"] = self.note
        if self.other_dates:
            answer["other_dates"] = list(self.other_dates)
        return {**answer, **self.provenance.to_json()}


def timeline(graph: KnowledgeGraph, thing: Thing, since: str | None = None, until: str | None = None) -> list[Entry]:
    """Return the entries about a thing in order of time, the undated last (not at all with `since` or `until`).

    Raises InputError when `since` is after `until`; both count their whole day, month or year.
    """
    first = dates.parse(since).earliest if since is not None else date.min
    last = dates.parse(until).latest if until is not None else date.max
    if first > last:
        message = f"nothing lies between {since} and {until}: --since is after --until"
        raise InputError(message)
    reader = _Reader(graph.engine, graph.vocabulary)
    lines = graph.show(thing.iri)
    reader.grounds.prepare(derived for line in lines for derived in line.derived)
    given = _of_the_thing(lines)
    found = [entry for line in lines for entry in reader.entries(line, thing, given)]
    stated = {(entry.date, entry.value) for entry in found if not entry.provenance.rules}
    found = [entry for entry in found if not _repeats(entry, stated)]
    limited = since is not None or until is not None
    if limited:
        found = [entry for entry in found if entry.date and _within(entry.date, first, last)]
    return sorted(found, key=_order)


class _Reader:
    """Reads the dates of lines, and who says each; what a rule dates is traced back to the date it was made from."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self.grounds = Grounds(engine)
        self.vocabulary = vocabulary
        named = [info.link(end) for info in vocabulary.terms.values() for end in ("pg:timeFrom", "pg:timeUntil")]
        self.of_relations = {iri for iri in named if iri} | {expand(_KNOWN)}
        self.source = vocabulary[expand("pg:Source")].label

    def words(self, prop: str) -> str | None:
        """Return the words for a date of this property; None for a property that is no date."""
        return self.vocabulary[expand(prop)].text("pg:timelineLabel") if ":" in prop and "/" not in prop else None

    def others(self, prop: str, text: str, given: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """Return the other dates given for a property that has one true value."""
        texts = given.get(prop, ())
        if len(texts) < 2 or self.vocabulary[expand(prop)].text("pg:singleValued") != "true":
            return ()
        return tuple(sorted((other for other in texts if other != text), key=_placed))

    def entries(self, line: Line, thing: Thing, given: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
        """Yield an entry for each date of a line, or one without a date; `given` are the dates of the thing itself."""
        about_itself = line.node is None and not isinstance(line.value, Thing)
        if about_itself:
            if words := self.words(line.property):
                text = str(line.value)
                others = self.others(line.property, text, given)
                yield Entry(text, words, "", thing, line.group, line.provenance, other_dates=others)
            return
        if not _has_node(line) or (isinstance(line.value, Thing) and line.value.kind == self.source):
            return
        dated = [d for d in line.details if expand_or_none(d.property) in self.of_relations and self.words(d.property)]
        ends = [d for d in dated if d.property != _KNOWN]
        notes = "; ".join(str(d.value) for d in line.details if d.property == "pg:dateNote")
        own = _by_property((d.property, d.value) for d in ends)
        for detail in ends or dated:
            yield Entry(
                str(detail.value),
                self.words(detail.property) or "",
                line.relation,
                line.value,
                line.group,
                self.who_dates(line, detail),
                line.node,
                line.aside,
                notes,
                self.others(detail.property, str(detail.value), own),
            )
        if not dated:
            yield Entry(None, "", line.relation, line.value, line.group, line.provenance, line.node, line.aside, notes)

    def who_dates(self, line: Line, detail: Detail) -> Provenance:
        """Return who gives a date: its sources; for one that a rule made, those of the date it was made from."""
        said = detail.provenance
        node = line.node or line.value
        if not said.rules:
            return said | line.provenance if line.provenance.rules else said
        if not isinstance(node, Thing):
            return line.provenance
        text = str(detail.value)
        statement = (node.iri, expand(detail.property), plain(text, _BY_LENGTH[len(text)]))
        sources = {slug for rule in said.rules for slug in self._dating(statement, rule)}
        return Provenance(tuple(sorted({*line.provenance.sources, *sources})), said.rules)

    def _dating(self, statement: Statement, rule: str) -> Iterator[str]:
        """Yield the sources of the dates among the premises that are the date which the rule made of them."""
        for (_, _, value), said in self.grounds.premises(statement, rule).items():
            if _same(value, statement[2]):
                yield from said.sources


def expand_or_none(prop: str) -> Iri | None:
    """Return the IRI of a prefixed name; None for a full IRI."""
    return None if "/" in prop else expand(prop)


def _of_the_thing(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Return property → the values that a thing itself has of it."""
    own = (line for line in lines if line.node is None and not isinstance(line.value, Thing))
    return _by_property((line.property, line.value) for line in own)


def _by_property(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for prop, value in pairs:
        found.setdefault(prop, []).append(str(value))
    return found


def _same(value: object, other: object) -> bool:
    return isinstance(value, Literal) and str(value) == str(other)


def _has_node(line: Line) -> bool:
    return bool(line.details) or line.node is not None or line.is_detail


def _repeats(entry: Entry, stated: set[tuple[str | None, Value]]) -> bool:
    """Say whether a derived entry without a node of its own only says again what a source does."""
    return bool(entry.provenance.rules) and entry.node is None and (entry.date, entry.value) in stated


def _within(text: str, first: date, last: date) -> bool:
    meant = dates.parse(text)
    return meant.earliest <= last and meant.latest >= first


def _order(entry: Entry) -> tuple[Any, ...]:
    if entry.date is None:
        return date.max, date.max, True
    # Within a day the order of `show` stays: the thing itself, relations, inspections, then what they found.
    return *_placed(entry.date), bool(entry.relation)


def _placed(text: str) -> tuple[date, date]:
    """Return where a date stands in the order of time."""
    meant = dates.parse(text)
    return meant.earliest, meant.latest
