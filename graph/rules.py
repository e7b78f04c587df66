"""Infer: run the rules of `queries/rules/` to a fixpoint, keeping which rule made which statement.

Each rule is a CONSTRUCT with a title, a reason and a stage (rules of one stage run together until they add nothing).
What a rule adds goes to the derived graph, and once more to the rule's own graph, which is how a derived statement
names its rule. A statement that a source makes is never derived again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from probation.graph.engine import with_prefixes
from probation.graph.header import read_header
from probation.graph.packages import package_folder
from probation.graph.terms import DERIVED_GRAPH, PREFIXES, expand

MAX_ROUNDS = 50
_NAME = re.compile(r"[a-z]+:[A-Za-z]+")
# One that holds no further group, and so no absence within it.
_ABSENCE = re.compile(r"NOT EXISTS \{[^{}]*\}")


@dataclass(frozen=True)
class Rule:
    """One rule: its file's stem, title, reason, stage and CONSTRUCT query."""

    name: str
    title: str
    reason: str
    stage: int
    query: str

    @property
    def iri(self) -> str:
        """The rule's IRI, also the name of the graph of what it made."""
        return PREFIXES["rule"] + self.name

    @cached_property
    def properties(self) -> frozenset[str]:
        """The properties whose new statements may let the rule make more, by IRI.

        They are all prefixed names of its conditions, and rdf:type for `a`, but for those that stand in absences only:
        a new statement makes an absence fail, never hold.
        """
        _, _, conditions = self.query.partition("WHERE")
        names = {name for name in _NAME.findall(_ABSENCE.sub("", conditions)) if name.partition(":")[0] in PREFIXES}
        return frozenset({str(expand(name)) for name in names} | {str(expand("rdf:type"))})


def rule_files() -> list[Path]:
    """Return the files of the shipped rules, in name order."""
    return sorted((package_folder("queries") / "rules").glob("*.rq"))


def read_rules() -> list[Rule]:
    """Read the shipped rules in the order they run."""
    rules = []
    for path in rule_files():
        text = path.read_text(encoding="utf-8")
        header = read_header(text, path)
        rules.append(Rule(path.stem, str(header["title"]), str(header["reason"]), int(header["stage"]), text))
    return sorted(rules, key=lambda rule: (rule.stage, rule.name))


def describe(rules: list[Rule]) -> Iterator[ox.Triple]:
    """Yield the description of each rule, so that answers can name it."""
    for rule in rules:
        node = ox.NamedNode(rule.iri)
        yield ox.Triple(node, ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("pg:Rule")))
        for name, text in (("skos:prefLabel", rule.title), ("dct:description", rule.reason)):
            yield ox.Triple(node, ox.NamedNode(expand(name)), ox.Literal(text, language="en"))


def infer(store: ox.Store, rules: list[Rule]) -> int:
    """Add to the store what the rules derive from its default graph; return how many statements that is.

    Within a stage a rule runs again only when a property that it speaks of has been added to since it last ran.
    """
    total = 0
    for _, stage in groupby(rules, key=lambda rule: rule.stage):
        waiting = {rule.name: rule for rule in stage}
        together = dict(waiting)
        for _ in range(MAX_ROUNDS):
            due, waiting = waiting, {}
            for rule in due.values():
                added = _apply(store, rule)
                total += len(added)
                touched = {triple.predicate.value for triple in added}
                waiting |= {name: other for name, other in together.items() if touched & other.properties}
            if not waiting:
                break
    return total


def _apply(store: ox.Store, rule: Rule) -> list[ox.Triple]:
    derived, own = ox.NamedNode(DERIVED_GRAPH), ox.NamedNode(rule.iri)
    result = store.query(with_prefixes(rule.query))
    assert isinstance(result, ox.QueryTriples), rule.name  # noqa: S101 - a rule is shipped and tested
    new = [
        triple
        for triple in set(result)
        if ox.Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph()) not in store
    ]
    store.extend(
        ox.Quad(triple.subject, triple.predicate, triple.object, graph)
        for triple in new
        for graph in (ox.DefaultGraph(), derived, own)
    )
    return new
