"""Why a derived statement holds, in words: the rule that made it, its reason, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from probation.graph.describe import Namer
from probation.graph.engine import Engine
from probation.graph.grounds import Derived, Grounds
from probation.graph.lookups import lookup
from probation.graph.model import Provenance
from probation.graph.terms import PREFIXES, Iri, Term, compact


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


def explain(engine: Engine, namer: Namer, derived: Iterable[Derived]) -> list[Explanation]:
    """Return, for each statement and each rule that made it, its reason and the statements it was made from."""
    grounds = Grounds(engine)
    asked = list(derived)
    grounds.prepare(asked)
    return [
        Explanation(
            _words(namer, *statement),
            rule,
            *_about_rule(engine, rule),
            tuple(
                (_words(namer, *premise), grounds.cite(premise, said))
                for premise, said in sorted(grounds.premises(statement, rule).items(), key=str)
            ),
        )
        for statement, rules in asked
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
