"""`show`: everything said about one thing, every relation both ways, with dates and who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from probation.graph.dates import Held
from probation.graph.describe import TYPE, Namer, Statements, terms_of, union
from probation.graph.engine import Engine, Statement
from probation.graph.gather import statements_about
from probation.graph.grounds import Derived, Grounds
from probation.graph.model import Line, Provenance, Thing
from probation.graph.terms import Iri, Term, compact, expand
from probation.graph.times import Timing
from probation.graph.vocabulary import TermInfo, Vocabulary

if TYPE_CHECKING:
    from probation.graph.detail import Detail

# who says a statement → the same, or for a derived one the sources it rests on
Cite = Callable[[Statement, Provenance], Provenance]
_ABOUT = "About"
_HIDDEN = {TYPE, expand("skos:prefLabel")}


def show(engine: Engine, vocabulary: Vocabulary, thing: Iri, as_of: date | None, *, details: bool = True) -> list[Line]:
    """Return the lines about `thing`: its own statements first, then the nodes that point at it, by kind and date.

    Without `details` the lines do without the statements of the nodes behind them. With `as_of`, a line that did not
    hold on that day is left out, and each dated line says whether it is certain.
    """
    nodes = statements_about(engine, thing, None if details else vocabulary)
    namer = Namer(engine, vocabulary)
    namer.prepare(terms_of(nodes), nodes)
    grounds = Grounds(engine)
    grounds.prepare(derived_of(thing, nodes, vocabulary, details=details))
    return lines_of(thing, nodes, namer, grounds.cite, as_of, details=details)


def lines_of(
    thing: Iri, nodes: Mapping[Iri, Statements], namer: Namer, cite: Cite, as_of: date | None, *, details: bool
) -> list[Line]:
    """Return the lines about `thing` from the statements of itself and of the nodes that point at it."""
    lines = list(_own_lines(thing, nodes.get(thing, {}), namer, cite))
    for node, statements in nodes.items():
        if node != thing:
            lines += _node_lines(thing, node, statements, namer, cite, as_of, details)
    return _told_apart(sorted(lines, key=lambda line: line.sort_key))


def _told_apart(lines: list[Line]) -> list[Line]:
    """Return the lines; those that read the same but are about different things say the slug of theirs."""
    alike: dict[tuple[str, ...], set[Iri]] = {}
    for line in lines:
        if isinstance(line.value, Thing):
            alike.setdefault(_read_as(line), set()).add(line.value.iri)
    if all(len(things) == 1 for things in alike.values()):
        return lines
    return [
        replace(line, aside=" · ".join(part for part in (line.aside, line.value.id) if part))
        if isinstance(line.value, Thing) and len(alike[_read_as(line)]) > 1
        else line
        for line in lines
    ]


def _read_as(line: Line) -> tuple[str, ...]:
    return line.group, line.relation, str(line.value), line.when, line.aside


def derived_of(
    thing: Iri, nodes: Mapping[Iri, Statements], vocabulary: Vocabulary, *, details: bool = False
) -> Iterator[Derived]:
    """Yield the derived statements that the lines about `thing` cite: its own, those pointing at it, and details."""
    for node, statements in nodes.items():
        for prop, values in statements.items():
            for value, said in values.items():
                is_line = value == thing or (node == thing and prop != TYPE)
                is_detail = details and node != thing and prop not in _HIDDEN
                if said.sources or not (is_line or is_detail):
                    continue
                if is_detail or not _is_shortcut(prop, said, vocabulary):
                    yield (node, prop, value), said.rules


def _own_lines(thing: Iri, own: Statements, namer: Namer, cite: Cite) -> Iterator[Line]:
    vocabulary = namer.vocabulary
    for prop, values in own.items():
        if prop == TYPE:
            continue
        for term, provenance in values.items():
            if _is_shortcut(prop, provenance, vocabulary):
                continue
            value = namer.value(term)
            order = (0, vocabulary[prop].order, compact(prop), str(value))
            cited = cite((thing, prop, term), provenance)
            yield Line(
                vocabulary[prop].label,
                compact(prop),
                value,
                cited,
                _ABOUT,
                derived=() if provenance.sources else (((thing, prop, term), provenance.rules),),
                sort_key=order,
                about=namer.thing(thing),
            )


def _is_shortcut(prop: Iri, provenance: Provenance, vocabulary: Vocabulary) -> bool:
    """Say whether a statement only repeats, derived, what the dated relation behind it says with its sources."""
    return not provenance.sources and vocabulary[prop].text("pg:shortcut") == "true"


def _node_lines(
    thing: Iri, node: Iri, statements: Statements, namer: Namer, cite: Cite, as_of: date | None, details: bool
) -> Iterator[Line]:
    info = namer.vocabulary[namer.kind(node) or node]
    timing = Timing(statements, info)
    held = timing.held(as_of) if as_of else None
    if held is Held.NO:
        return
    for role in [prop for prop, values in statements.items() if thing in values]:
        for relation, term, provenance in _read(thing, role, node, statements, info, namer, cite):
            yield Line(
                relation,
                compact(role),
                namer.value(term),
                provenance,
                info.text("pg:pluralLabel") or info.label,
                namer.thing(node) if term != node else None,
                timing.text(),
                namer.fill(info.text("pg:asideTemplate") or "", statements),
                held,
                tuple(_details(thing, node, term, statements, namer, cite)) if details else (),
                bool(info.links.get("pg:detailOf")),
                tuple(_derived(node, statements, namer)),
                (1, info.order, info.label, timing.first(), relation, str(node)),
                namer.thing(thing),
                node,
            )


def _derived(node: Iri, statements: Statements, namer: Namer) -> Iterator[tuple[Statement, tuple[str, ...]]]:
    for prop, values in statements.items():
        for term, provenance in values.items():
            if not provenance.sources and not _is_shortcut(prop, provenance, namer.vocabulary):
                yield (node, prop, term), provenance.rules


def _read(
    thing: Iri, role: Iri, node: Iri, statements: Statements, info: TermInfo, namer: Namer, cite: Cite
) -> Iterator[tuple[str, Term, Provenance]]:
    """Yield (relation, value, who says so) as the node is read from the thing that plays `role` in it."""
    said = statements[role][thing]
    if _is_shortcut(role, said, namer.vocabulary):
        return
    said = cite((node, role, thing), said)
    source, target = info.link("pg:edgeSource"), info.link("pg:edgeTarget")
    if not (source and target):
        yield namer.vocabulary[role].text("pg:inverseLabel") or f"{compact(role)} of", node, said
        return
    if role == source:
        text, end = info.text("pg:edgeLabel"), target
    elif role == target:
        text, end = info.text("pg:edgeInverseLabel"), source
    else:
        text, end = namer.vocabulary[role].text("pg:inverseLabel"), source
    relation = namer.fill(text or info.label, statements, is_backwards=role != source) or info.label
    for value, provenance in statements.get(end, {}).items():
        cited = cite((node, end, value), provenance)
        yield relation, value, _together(said, cited)
    if not statements.get(end):
        yield relation, node, said


def _together(first: Provenance, second: Provenance) -> Provenance:
    """Return who says both ends of a relation; where no one source does, everyone who says either end."""
    both = Provenance(
        tuple(sorted({*first.sources} & {*second.sources})),
        tuple(sorted({*first.rules} & {*second.rules})),
    )
    return both if both.sources or both.rules else union([first, second])


def _details(thing: Iri, node: Iri, end: Term, statements: Statements, namer: Namer, cite: Cite) -> Iterator[Detail]:
    from probation.graph.detail import Detail

    for prop in sorted(statements, key=lambda p: (namer.vocabulary[p].order, p)):
        if prop in _HIDDEN:
            continue
        for term, provenance in sorted(statements[prop].items(), key=lambda item: str(item[0])):
            if term not in (thing, end):
                label = namer.vocabulary[prop].label
                yield Detail(compact(prop), label, namer.value(term), cite((node, prop, term), provenance))
