"""`at`: who governed probation on a day, section by section.

A section is a query in `queries/at/`, with its title and order in the header. It answers with ?thing (who governed),
?node (the dated node that says so, or the thing itself), and where there are such: ?role (a post, an owner, a whole),
?single (one holder at a time, of the role or of the whole section), ?existence and ?whole (bodies outside whose time
the answer cannot hold), and ?other, to whom the header's `tie` joins ?thing for the time that the answer gives. Where
one holds at a time, what has no date at all gives way to what has one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from probation.graph import dates
from probation.graph.dates import Held
from probation.graph.describe import Namer, Statements
from probation.graph.editorial import rejected
from probation.graph.errors import NotFoundError
from probation.graph.gather import gather_nodes, timing
from probation.graph.grounds import who_says
from probation.graph.header import read_header
from probation.graph.holders import held_on, known_time
from probation.graph.model import Provenance, Thing
from probation.graph.packages import package_folder
from probation.graph.terms import Iri, Row, Term
from probation.graph.times import HELD_ON, Timing

if TYPE_CHECKING:
    from probation.graph.knowledge import KnowledgeGraph

_BODIES = ("existence", "whole")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the answer: its name, title, reason, place, and the query that finds its candidates.

    `tie` is how ?thing stands to ?other where the dates are those of a relation between them, such as `over`.
    """

    name: str
    title: str
    reason: str
    order: int
    query: str
    tie: str = ""


@dataclass(frozen=True, slots=True)
class Governing:
    """One who governed on the day: in what role, when (as written), and whether that is certain.

    `other` is the thing at the other end of the relation that `when` dates; None where these are the thing's own dates.
    """

    section: Section
    thing: Thing
    role: Thing | None
    when: str
    held: Held
    provenance: Provenance
    other: Thing | None = None

    @property
    def time(self) -> str:
        """The dates, with what they are the dates of where that is a relation: `over HMPPS from 2017-04-01`."""
        return f"{self.section.tie} {self.other.label} {self.when}".strip() if self.other else self.when

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        return {
            "section": self.section.name,
            "title": self.section.title,
            "thing": self.thing.to_json(),
            "role": self.role.to_json() if self.role else None,
            "when": self.when,
            "dates_of": {"relation": self.section.tie, "thing": self.other.to_json()} if self.other else None,
            "held": self.held.value,
            **self.provenance.to_json(),
        }


@cache
def sections() -> tuple[Section, ...]:
    """Return the sections in their order."""
    folder = package_folder("queries") / "at"
    found = []
    for path in folder.glob("*.rq"):
        text = path.read_text(encoding="utf-8")
        header = read_header(text, path)
        title, reason, tie = (str(header.get(name, "")) for name in ("title", "reason", "tie"))
        found.append(Section(path.stem, title, reason, int(header["order"]), text, tie))
    return tuple(sorted(found, key=lambda section: section.order))


def governing(graph: KnowledgeGraph, day: date) -> list[Governing]:
    """Return who governed on a day, certain before possible within each section; NotFoundError when nobody is known."""
    rows = {section: list(graph.engine.select(section.query)) for section in sections()}
    namer = graph.namer()
    every = [row for found in rows.values() for row in found]
    namer.prepare(value for row in every for value in row.values())
    nodes = gather_nodes(
        graph.engine, [iri for row in every for name in ("node", *_BODIES) if (iri := _iri(row, name))]
    )
    timings = {node: timing(node, said, namer) for node, said in nodes.items()}
    wrong = rejected(graph.engine)
    known = [dates.parse(text).earliest for when in timings.values() for text in (*when.starts, *when.held_on)]
    first = min(known, default=date.min)
    if day < first:
        message = f"no source says who governed probation on {day.isoformat()}: the first date known is of {first.year}"
        raise NotFoundError(message)
    found = [
        answer
        for section in rows
        for answer in _section(graph, namer, section, rows[section], nodes, timings, day, wrong)
    ]
    if not found:
        message = f"no source says who governed probation on {day.isoformat()}"
        raise NotFoundError(message)
    return found


def _section(
    graph: KnowledgeGraph,
    namer: Namer,
    section: Section,
    rows: Iterable[Row],
    nodes: Mapping[Iri, Statements],
    timings: Mapping[Iri, Timing],
    day: date,
    wrong: Mapping[tuple[Iri, Iri], Collection[Term]],
) -> list[Governing]:
    rows = [row for row in rows if not _outside(row, timings, day)]
    held = _held(rows, nodes, timings, day, wrong)
    found = []
    for row in rows:
        node, thing, role = _iri(row, "node"), _iri(row, "thing"), _iri(row, "role")
        if node is None or thing is None or node not in held:
            continue
        if role is None and any(
            _iri(r, "thing") == thing and _iri(r, "role") and _iri(r, "node") in held for r in rows
        ):
            continue
        who = who_says(graph.engine, node, nodes[node]) | who_says(
            graph.engine, node, nodes[node], "pg:from", "pg:until"
        )
        if held[node] is Held.CERTAIN:
            # A day that a rule works out rests on hundreds of documents that name a body: the rule speaks for them.
            known = nodes[node].get(HELD_ON, {}).values()
            who |= Provenance((), tuple(sorted({rule for said in known for rule in said.rules})))
        named = namer.thing(role) if role else None
        other = _iri(row, "other")
        end = namer.thing(other) if other else None
        found.append(Governing(section, namer.thing(thing), named, timings[node].text(), held[node], who, end))
    unique = {(answer.thing, answer.role, answer.time): answer for answer in found}
    return sorted(
        unique.values(), key=lambda g: (g.held is not Held.CERTAIN, g.thing.label, g.role.label if g.role else "")
    )


def _held(
    rows: Iterable[Row],
    nodes: Mapping[Iri, Statements],
    timings: Mapping[Iri, Timing],
    day: date,
    wrong: Mapping[tuple[Iri, Iri], Collection[Term]],
) -> dict[Iri, Held]:
    """Return which nodes held on the day; posts of one holder follow the rule for them.

    A holder without a start or an end is named only on a day between others of the post, or in a year in which he is
    known to have held it: any other day says as much of him.
    """
    groups: dict[tuple[Iri | None, bool], dict[Iri, Statements]] = {}
    for row in rows:
        node = _iri(row, "node")
        if node is not None and node in nodes:
            single = str(row.get("single", "")) == "true"
            groups.setdefault((_iri(row, "role") if single else None, single), {})[node] = nodes[node]
    held: dict[Iri, Held] = {}
    for (role, single), members in groups.items():
        times = {node: timings[node] for node in members}
        found = held_on(members, times, day, single=single, rejected=wrong)
        dated = {node: answer for node, answer in found.items() if timings[node].text()}
        if single and role and not known_time(times.values(), day):
            found = {node: answer for node, answer in dated.items() if timings[node].starts or timings[node].ends}
        elif single and dated:
            found = dated
        held |= found
    return held


def _outside(row: Row, timings: Mapping[Iri, Timing], day: date) -> bool:
    bodies = (_iri(row, name) for name in _BODIES)
    return any(body is not None and body in timings and timings[body].extent().held(day) is Held.NO for body in bodies)


def _iri(row: Row, name: str) -> Iri | None:
    value = row.get(name)
    return value if isinstance(value, Iri) else None
