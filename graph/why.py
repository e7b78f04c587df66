"""Why a derived statement holds: the rule that made it and the statements it was made from, back to sources.

The rule is run again with the statement's own terms in place of its variables; what sources state among the terms of
a solution, with the rule's own properties, is what the rule rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from probation.graph.describe import Namer
from probation.graph.engine import Engine, Statement
from probation.graph.lookups import lookup
from probation.graph.model import Provenance
from probation.graph.terms import PREFIXES, Iri, Row, Term, compact, expand, slug

MAX_DEPTH = 4
_CONSTRUCT = re.compile(r"CONSTRUCT\s*\{(?P<template>[^}]*)\}\s*WHERE\s*\{", re.DOTALL)
_ABSENCE = re.compile(r"FILTER NOT EXISTS\s*\{")
_NAME = re.compile(r"[a-z]+:[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Premise:
    """A statement that a derived one rests on, and who makes it."""

    subject: Iri
    property: Iri
    value: Term
    provenance: Provenance


def premises(engine: Engine, statement: Statement, rule: str) -> list[Premise]:
    """Return the statements from which the rule made the statement; none when it did not make it."""
    solutions = [set(solution.values()) for solution in _solutions(engine, statement, rule)]
    subjects = sorted({term for terms in solutions for term in terms if isinstance(term, Iri)})
    found: dict[tuple[Iri, Iri, Term], tuple[set[str], set[str]]] = {}
    asked = {"_subjects": subjects, "_properties": sorted(properties_of(rule))}
    for row in engine.select(lookup("premises"), asked):
        subject, prop, value = row["subject"], row["property"], row["value"]
        if not isinstance(subject, Iri) or not isinstance(prop, Iri):
            continue
        key = (subject, prop, value)
        if key != statement and any(subject in terms and value in terms for terms in solutions):
            graph = str(row["graph"])
            found.setdefault(key, (set(), set()))[graph.startswith(PREFIXES["rule"])].add(slug(graph))
    return [
        Premise(*key, Provenance(tuple(sorted(sources)), tuple(sorted(rules))))
        for key, (sources, rules) in sorted(found.items(), key=str)
    ]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one derived statement holds: in words, the rule's name, title and reason, and what it was made from."""

    statement: str
    rule: str
    title: str
    reason: str
    premises: tuple[tuple[str, Provenance], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        made_from = [{"statement": text, **said.to_json()} for text, said in self.premises]
        rule = {"id": self.rule, "title": self.title, "reason": self.reason}
        return {"statement": self.statement, "rule": rule, "premises": made_from}


def explain(engine: Engine, namer: Namer, statement: Statement, rules: Iterable[str]) -> list[Explanation]:
    """Return, for each rule that made the statement, its reason and the statements it was made from."""
    return [
        Explanation(
            _words(namer, *statement),
            rule,
            *_about_rule(engine, rule),
            tuple(
                (_words(namer, premise.subject, premise.property, premise.value), premise.provenance)
                for premise in premises(engine, statement, rule)
            ),
        )
        for rule in rules
    ]


def _words(namer: Namer, subject: Term, prop: Iri, value: Term) -> str:
    return f"{namer.value(subject)}: {namer.vocabulary[prop].label}: {namer.value(value)}"


def _about_rule(engine: Engine, rule: str) -> tuple[str, str]:
    told = {
        compact(str(row["property"])): str(row["value"])
        for row in engine.select(lookup("statements_of"), {"_things": [Iri(PREFIXES["rule"] + rule)]})
    }
    return told.get("skos:prefLabel", rule), told.get("dct:description", "")


def sources_behind(engine: Engine, statement: Statement, rules: tuple[str, ...]) -> tuple[str, ...]:
    """Return the slugs of all sources that a derived statement rests on, through other derived ones as well."""
    found: set[str] = set()
    waiting: list[tuple[Statement, tuple[str, ...], int]] = [(statement, rules, 0)]
    seen = {statement}
    while waiting:
        asked, made_by, depth = waiting.pop()
        for rule in made_by:
            for premise in premises(engine, asked, rule):
                found.update(premise.provenance.sources)
                inner = (premise.subject, premise.property, premise.value)
                if not premise.provenance.sources and depth < MAX_DEPTH and inner not in seen:
                    seen.add(inner)
                    waiting.append((inner, premise.provenance.rules, depth + 1))
    return tuple(sorted(found))


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


def _solutions(engine: Engine, statement: Statement, rule: str) -> Iterator[Row]:
    template, conditions = conditions_of(rule)
    for subject, prop, value in templates_of(template):
        if prop != compact(statement[1]) and not (prop == "a" and statement[1] == expand("rdf:type")):
            continue
        terms = [(subject, statement[0]), (value, statement[2])]
        given = {name.lstrip("?"): term for name, term in terms if name.startswith("?")}
        if any(not name.startswith("?") and name != compact(str(term)) for name, term in terms):
            continue
        asked = conditions
        for name in given:
            asked = re.sub(rf"\?{name}\b", f"?_{name}", asked)
        for row in engine.select(f"SELECT * WHERE {{ {asked}", {f"_{name}": term for name, term in given.items()}):
            yield {**row, **given}


def templates_of(template: str) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of a CONSTRUCT template; the rules keep to one plain triple between full stops."""
    for part in re.split(r"\s\.(?:\s|$)", template + " "):
        words = part.split()
        if len(words) == 3:
            yield words[0], words[1], words[2]
