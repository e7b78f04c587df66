"""From checked rows to statements, each in the graph of each of its row's sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pyoxigraph as ox

from probation.graph.tables.agents import Agents
from probation.graph.tables.context import Context
from probation.graph.tables.identity import figures, spells
from probation.graph.tables.meaning import Meaning, applies
from probation.graph.tables.scaffold import Scaffold
from probation.graph.tables.schema import NodeRule
from probation.graph.tables.values import Term
from probation.graph.terms import PREFIXES, expand

Graphs = dict[str, set[ox.Triple]]
Tick = Callable[[int, int], None]
_TYPE, _SOURCE = (ox.NamedNode(expand(name)) for name in ("rdf:type", "dct:source"))
_SUBJECT, _MEASURE = "pg:subject", "pg:measure"


def state(meanings: Sequence[Meaning], context: Context, agents: Agents, tick: Tick) -> Graphs:
    """Return the statements of all rows by slug of source, each source's own file able to stand alone."""
    graphs: Graphs = {}
    nodes = _allocate(meanings, context)
    for number, meaning in enumerate(meanings, start=1):
        said = list(_row_statements(meaning, nodes[id(meaning)]))
        for slug in sources_of(meaning, context):
            graphs.setdefault(slug, set()).update(said)
        tick(number, len(meanings))
    scaffold = Scaffold(context, agents)
    return {slug: said | scaffold.description(slug, said) for slug, said in graphs.items()}


def sources_of(meaning: Meaning, context: Context) -> tuple[str, ...]:
    """Return the slugs of the graphs a row's statements go to."""
    row = meaning.row
    if row.inferred and row.table.sources_column is not None:
        return (context.schema.inferred["source"],)
    column = row.table.sources_column or row.table.id_column
    return row.parts(column.name) if column is not None else ()


def _allocate(meanings: Sequence[Meaning], context: Context) -> dict[int, list[tuple[NodeRule, ox.NamedNode]]]:
    """Return, by identity of each meaning, the nodes its row makes; decide which rows share a node."""
    made: dict[int, list[tuple[NodeRule, ox.NamedNode]]] = {}
    shared: dict[tuple[str, str], list[tuple[Meaning, NodeRule]]] = {}
    for meaning in meanings:
        made[id(meaning)] = []
        for node in meaning.row.table.nodes:
            if not applies(node, meaning, context):
                continue
            about = meaning.fill(node.about)
            if node.recurs is None and node.moment is None:
                made[id(meaning)].append((node, about))
            else:
                how = "moment" if node.recurs is None else "recurs"
                shared.setdefault((about.value, how), []).append((meaning, node))
    measured = _measured(context) if any(how == "moment" for _, how in shared) else {}
    for (base, how), members in shared.items():
        group = [meaning for meaning, _ in members]
        rule = members[0][1]
        if how == "recurs":
            found = spells(ox.NamedNode(base), rule.recurs or {}, group, context.stored, context.schema)
        else:
            measure = _measure_key(group[0].terms["subject_id"], group[0].terms["measure"])
            known = measured.get(measure, [])
            found = figures(ox.NamedNode(base), rule, group, known, context.schema)
        for (meaning, node), name in zip(members, found, strict=True):
            made[id(meaning)].append((node, name))
    return made


def _measured(
    context: Context,
) -> dict[frozenset[str], list[tuple[ox.NamedNode, set[str], set[str]]]]:
    stored = context.stored
    found: dict[frozenset[str], list[tuple[ox.NamedNode, set[str], set[str]]]] = {}
    for node in sorted(stored.of_type("pg:Measurement"), key=lambda node: node.value):
        key = _measure_key(stored.values(node, _SUBJECT), stored.values(node, _MEASURE))
        moments = {value.value for value in stored.values(node, "pg:asOf")}
        inspections = {value.value.removeprefix(PREFIXES["id"]) for value in stored.values(node, "pg:ofInspection")}
        found.setdefault(key, []).append((node, moments, inspections))
    return found


def _measure_key(subjects: Sequence[Term], measures: Sequence[Term]) -> frozenset[str]:
    return frozenset(term.value for term in (*subjects, *measures))


def _row_statements(meaning: Meaning, nodes: Sequence[tuple[NodeRule, ox.NamedNode]]) -> Iterator[ox.Triple]:
    for rule, node in nodes:
        for kind in _classes(rule, meaning):
            yield ox.Triple(node, _TYPE, kind)
        for curie, value in rule.properties.items():
            predicate = ox.NamedNode(expand(curie))
            for term in _values(value, meaning, rule):
                yield ox.Triple(node, predicate, term)
        if meaning.row.inferred and "/" in rule.about and rule.properties:
            yield from _underlying(meaning, node)
    if meaning.row.inferred and len(nodes) == 1 and "/" not in nodes[0][0].about:
        yield from _underlying(meaning, nodes[0][1])


def _underlying(meaning: Meaning, node: ox.NamedNode) -> Iterator[ox.Triple]:
    """Yield which sources an inference of the editors rests on."""
    column = meaning.row.table.sources_column
    for slug in meaning.row.parts(column.name) if column is not None else ():
        yield ox.Triple(node, _SOURCE, ox.NamedNode(PREFIXES["source"] + slug))


def _classes(rule: NodeRule, meaning: Meaning) -> Sequence[ox.NamedNode]:
    if rule.kind.startswith("{"):
        terms = meaning.terms[rule.kind.strip("{}")]
        return [term for term in terms if isinstance(term, ox.NamedNode)]
    return [ox.NamedNode(expand(rule.kind))]


def _values(value: object, meaning: Meaning, rule: NodeRule) -> Sequence[Term]:
    if isinstance(value, str):
        if value in rule.symmetric:  # one order for both directions of a tie
            pair = sorted((t for c in rule.symmetric for t in meaning.terms[c]), key=str)
            return [pair[rule.symmetric.index(value)]]
        return meaning.terms.get(value, ())
    if isinstance(value, dict):
        template = str(value["iri"])
        fields = [part.split("}")[0] for part in template.split("{")[1:]]
        return [meaning.fill(template)] if all(meaning.texts[name] for name in fields) else []
    return ()
