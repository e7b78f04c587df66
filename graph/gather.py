"""Gather the statements of many nodes in one query, with who says each, and read dates and names from them.

Every query used here answers with rows of ?graph ?subject ?property ?value, where the graph that makes a statement is
a source or a rule; without ?graph it says nothing of provenance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from probation.graph.describe import Namer, Statements
from probation.graph.engine import Bindings, Engine
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing
from probation.graph.terms import PREFIXES, Iri, Literal, Term, expand, slug
from probation.graph.times import Timing

_RULES = PREFIXES["rule"]
_LABEL, _TYPE = expand("skos:prefLabel"), expand("rdf:type")


def gather(
    engine: Engine, query: str, bindings: Bindings | None = None, folder: str = "lookup"
) -> dict[Iri, Statements]:
    """Return node → its statements for every node that `queries/<folder>/<query>.rq` finds, in the order of IRIs."""
    found: dict[Iri, dict[Iri, dict[Term, tuple[set[str], set[str]]]]] = {}
    for row in engine.select(lookup(query, folder), bindings):
        node, prop = row["subject"], row["property"]
        if isinstance(node, Iri) and isinstance(prop, Iri):
            said = found.setdefault(node, {}).setdefault(prop, {}).setdefault(row["value"], (set(), set()))
            if "graph" in row:
                graph = str(row["graph"])
                said[graph.startswith(_RULES)].add(slug(graph))
    return {
        node: {
            prop: {
                value: Provenance(tuple(sorted(sources)), tuple(sorted(rules)))
                for value, (sources, rules) in sorted(values.items(), key=lambda item: str(item[0]))
            }
            for prop, values in found[node].items()
        }
        for node in sorted(found)
    }


def gather_nodes(engine: Engine, nodes: Iterable[Iri]) -> dict[Iri, Statements]:
    """Return node → its statements for given nodes."""
    wanted = sorted(set(nodes))
    return gather(engine, "statements_given", {"_things": wanted}) if wanted else {}


def iris(statements: Statements, prop: str) -> list[Iri]:
    """Return the things that a property (`pg:owner`) of a node points at."""
    return [value for value in statements.get(expand(prop), {}) if isinstance(value, Iri)]


def texts(statements: Statements, prop: str) -> list[str]:
    """Return the literals of a property of a node as text, in order."""
    return sorted(str(value) for value in statements.get(expand(prop), {}) if isinstance(value, Literal))


def timing(node: Iri, statements: Statements, namer: Namer) -> Timing:
    """Return when a node held or happened."""
    return Timing(statements, namer.vocabulary[namer.kind(node) or node])


def who_says(engine: Engine, node: Iri, statements: Statements, *properties: str) -> Provenance:
    """Return everyone who makes one of a node's statements of the given properties (of all, when none is given).

    For a statement that only a rule makes, these are the sources it rests on, and the rule.
    """
    chosen: Mapping[Iri, Mapping[Term, Provenance]] = statements
    if properties:
        chosen = {prop: statements.get(prop, {}) for prop in map(expand, properties)}
    sources: set[str] = set()
    rules: set[str] = set()
    for prop, values in chosen.items():
        for value, said in values.items():
            sources.update(said.sources)
            if not said.sources and properties and prop not in (_LABEL, _TYPE):
                from probation.graph.why import sources_behind

                sources.update(sources_behind(engine, (node, prop, value), said.rules))
                rules.update(said.rules)
    return Provenance(tuple(sorted(sources)), tuple(sorted(rules)))


def things(namer: Namer, found: Iterable[Iri]) -> tuple[Thing, ...]:
    """Return things by label."""
    return tuple(sorted((namer.thing(iri) for iri in found), key=lambda thing: (thing.label, thing.iri)))
