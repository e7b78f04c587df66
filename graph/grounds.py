"""What derived statements rest on: the statements that a rule made them from, and the sources of these.

A rule is run again with its variables held to the statements asked about, all of them at once; what is stated among
the terms of a solution, with the rule's own properties, is what the rule rests on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from probation.graph.describe import Statements, union
from probation.graph.engine import Engine, Statement
from probation.graph.gather import gather
from probation.graph.lookups import lookup
from probation.graph.model import Provenance
from probation.graph.terms import PREFIXES, Iri, Term, expand

# A statement that rules made, and the names of these rules.
Derived = tuple[Statement, tuple[str, ...]]
Premises = Mapping[Statement, Provenance]

_CONSTRUCT = re.compile(r"CONSTRUCT\s*\{(?P<template>[^}]*)\}\s*WHERE\s*\{", re.DOTALL)
_ABSENCE = re.compile(r"FILTER NOT EXISTS\s*\{")
_NAME = re.compile(r"[a-z]+:[A-Za-z]+")


class Grounds:
    """Answers what derived statements rest on, and remembers; asked about many at once it needs few queries."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._premises: dict[tuple[Statement, str], Premises] = {}

    def premises(self, statement: Statement, rule: str) -> Premises:
        """Return the statements from which the rule made the statement, and who makes them; none if it did not."""
        if (statement, rule) not in self._premises:
            self._read({(statement, rule)})
        return self._premises[statement, rule]

    def prepare(self, derived: Iterable[Derived]) -> None:
        """Find out what all the given statements rest on, down to sources, one query a rule and step."""
        waiting = {(statement, rule) for statement, rules in derived for rule in rules}
        # Not a difference of sets: that would go through all that is remembered, every time.
        while asked := {key for key in waiting if key not in self._premises}:
            self._read(asked)
            waiting = {
                (premise, rule)
                for key in asked
                for premise, said in self._premises[key].items()
                if not said.sources
                for rule in said.rules
            }

    def behind(self, statement: Statement, rules: tuple[str, ...]) -> tuple[str, ...]:
        """Return the slugs of all sources that a derived statement rests on, through other derived ones as well."""
        self.prepare([(statement, rules)])
        found: set[str] = set()
        waiting = [(statement, rules)]
        seen = {statement}
        while waiting:
            asked, made_by = waiting.pop()
            for rule in made_by:
                for premise, said in self._premises[asked, rule].items():
                    found.update(said.sources)
                    if not said.sources and premise not in seen:
                        seen.add(premise)
                        waiting.append((premise, said.rules))
        return tuple(sorted(found))

    def cite(self, statement: Statement, said: Provenance) -> Provenance:
        """Return who says a statement; for one that only a rule makes, the sources it rests on and the rule."""
        if said.sources or not said.rules:
            return said
        return Provenance(self.behind(statement, said.rules), said.rules)

    def _read(self, asked: set[tuple[Statement, str]]) -> None:
        by_rule: dict[str, set[Statement]] = defaultdict(set)
        for statement, rule in asked:
            by_rule[rule].add(statement)
        solutions: dict[tuple[Statement, str], list[frozenset[Term]]] = defaultdict(list)
        for rule, statements in by_rule.items():
            for statement, terms in self._solutions(rule, statements):
                solutions[statement, rule].append(terms)
        subjects = {term for found in solutions.values() for terms in found for term in terms if isinstance(term, Iri)}
        properties = {prop for rule in by_rule for prop in properties_of(rule)}
        bindings = {"_subjects": sorted(subjects), "_properties": sorted(properties)}
        said = gather(self.engine, "premises", bindings) if subjects else {}
        for statement, rule in asked:
            own = properties_of(rule)
            self._premises[statement, rule] = {
                premise: who
                for terms in solutions.get((statement, rule), ())
                for subject in sorted(terms & said.keys())
                for prop, values in said[Iri(subject)].items()
                if prop in own
                for value, who in values.items()
                if value in terms and (premise := (Iri(subject), prop, value)) != statement
            }

    def _solutions(self, rule: str, statements: set[Statement]) -> Iterator[tuple[Statement, frozenset[Term]]]:
        """Yield each of the statements with the terms of a solution of the rule that makes it."""
        template, conditions = conditions_of(rule)
        for subject, prop, value in _triples(template):
            wanted = {statement for statement in statements if statement[1] == prop}
            ends: dict[str, set[Term]] = {subject: {s[0] for s in wanted}, value: {s[2] for s in wanted}}
            # Holding the variable with the fewest values is enough: what else the rule makes of them is passed over.
            held = min((name for name in ends if name.startswith("?")), key=lambda name: len(ends[name]), default=None)
            if held is None or not wanted:
                continue
            # All of this text is a shipped rule's own; what is asked about comes in as terms that the engine binds.
            query = f"SELECT * WHERE {{ VALUES {held} {{ ?_terms }} {conditions}"
            for row in self.engine.select(query, {"_terms": sorted(ends[held], key=str)}):
                made = [row.get(name[1:]) if name.startswith("?") else expand(name) for name in (subject, value)]
                if isinstance(made[0], Iri) and made[1] and (statement := (made[0], prop, made[1])) in wanted:
                    yield statement, frozenset(row.values())


def who_says(engine: Engine, node: Iri, statements: Statements, *properties: str) -> Provenance:
    """Return everyone who makes one of a node's statements of the given properties (of all, when none is given).

    For a statement that only a rule makes, these are the sources it rests on, and the rule.
    """
    if not properties:
        return Provenance(
            tuple(sorted({slug for values in statements.values() for said in values.values() for slug in said.sources}))
        )
    chosen = [(prop, statements.get(prop, {})) for prop in map(expand, properties)]
    made = [((node, prop, value), said) for prop, values in chosen for value, said in values.items()]
    grounds = Grounds(engine)
    grounds.prepare((statement, said.rules) for statement, said in made if not said.sources)
    return union(grounds.cite(statement, said) for statement, said in made)


@cache
def properties_of(rule: str) -> frozenset[Iri]:
    """Return every prefixed name of a rule's conditions: the properties it can rest on are among them."""
    _, conditions = conditions_of(rule)
    names = _NAME.findall(conditions) + (["rdf:type"] if re.search(r"\sa\s", conditions) else [])
    return frozenset(expand(name) for name in names if name.partition(":")[0] in PREFIXES)


@cache
def conditions_of(rule: str) -> tuple[str, str]:
    """Return a rule's template and its conditions, but for the absence of what the rule itself has since stated."""
    match = _CONSTRUCT.search(text := lookup(rule, "rules"))
    if match is None:
        return "", ""
    conditions, start = text[match.end() :], 0
    while absence := _ABSENCE.search(conditions, start):
        depth, end = 1, absence.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(conditions[end], 0)
            end += 1
        start = end
        if set(_NAME.findall(conditions[absence.end() : end])) & set(_NAME.findall(match["template"])):
            conditions, start = conditions[: absence.start()] + conditions[end:], absence.start()
    return match["template"], conditions


def _triples(template: str) -> Iterator[tuple[str, Iri, str]]:
    """Yield the triples of a CONSTRUCT template; the rules keep to one plain triple between full stops."""
    for part in re.split(r"\s\.(?:\s|$)", template + " "):
        words = part.split()
        if len(words) == 3:
            yield words[0], expand("rdf:type" if words[1] == "a" else words[1]), words[2]
