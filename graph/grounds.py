"""The sources behind many derived statements at once: each rule is run once, where `why` runs it for each statement."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from probation.graph.describe import Statements
from probation.graph.engine import Engine, Statement
from probation.graph.gather import gather
from probation.graph.model import Provenance
from probation.graph.rules import rule_files
from probation.graph.terms import Iri, Term, expand
from probation.graph.why import MAX_DEPTH, conditions_of, properties_of, templates_of


class Grounds:
    """Answers as `why.sources_behind` does; the first question about a rule reads all its solutions."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # rule → derived statement → the terms of each solution that makes it
        self._made: dict[str, dict[Statement, list[frozenset[Term]]]] = {}
        self._said: dict[Iri, Statements] = {}

    def behind(self, statement: Statement, rules: tuple[str, ...]) -> tuple[str, ...]:
        """Return the slugs of all sources that a derived statement rests on, through other derived ones as well."""
        found: set[str] = set()
        waiting = [(statement, rules, 0)]
        seen = {statement}
        while waiting:
            asked, made_by, depth = waiting.pop()
            for rule in made_by:
                for premise, said in self._premises(asked, rule):
                    found.update(said.sources)
                    if not said.sources and depth < MAX_DEPTH and premise not in seen:
                        seen.add(premise)
                        waiting.append((premise, said.rules, depth + 1))
        return tuple(sorted(found))

    def cite(self, statement: Statement, said: Provenance) -> Provenance:
        """Return who says a statement; for one that only a rule makes, the sources it rests on and the rule."""
        if said.sources or not said.rules:
            return said
        return Provenance(self.behind(statement, said.rules), said.rules)

    def _premises(self, statement: Statement, rule: str) -> Iterator[tuple[Statement, Provenance]]:
        properties = properties_of(rule)
        done: set[Statement] = set()
        for terms in self._solutions(rule).get(statement, ()):
            for subject in terms:
                if not isinstance(subject, Iri):
                    continue
                for prop in properties & self._said.get(subject, {}).keys():
                    for value in terms & self._said[subject][prop].keys():
                        premise = (subject, prop, value)
                        if premise != statement and premise not in done:
                            done.add(premise)
                            yield premise, self._said[subject][prop][value]

    def _solutions(self, rule: str) -> dict[Statement, list[frozenset[Term]]]:
        if rule in self._made:
            return self._made[rule]
        made = self._made[rule] = {}
        template, conditions = conditions_of(rule)
        if not template:
            return made
        parts = [
            (subject, expand("rdf:type" if prop == "a" else prop), value)
            for subject, prop, value in templates_of(template)
        ]
        needed: set[Iri] = set()
        for row in self.engine.select(f"SELECT * WHERE {{ {conditions}"):
            terms = frozenset(row.values())
            needed.update(term for term in terms if isinstance(term, Iri))
            for subject, prop, value in parts:
                ends = [row.get(name[1:]) if name.startswith("?") else expand(name) for name in (subject, value)]
                if isinstance(ends[0], Iri) and ends[1] is not None:
                    made.setdefault((ends[0], prop, ends[1]), []).append(terms)
        if wanted := sorted(needed - self._said.keys()):
            self._said.update({thing: {} for thing in wanted})
            self._said.update(gather(self.engine, "premises", {"_subjects": wanted, "_properties": _all_properties()}))
        return made


@cache
def _all_properties() -> list[Iri]:
    """Return the properties that any rule can rest on."""
    return sorted({prop for path in rule_files() for prop in properties_of(path.stem)})
