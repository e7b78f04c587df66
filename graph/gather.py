"""Gather the statements of many nodes in one query, with who says each, and read dates and names from them.

Every query used here answers with rows of ?graph ?subject ?property ?value, where the graph that makes a statement is
a source or a rule; without ?graph it says nothing of provenance.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from probation.graph.describe import Namer, Statements
from probation.graph.engine import Bindings, Engine
from probation.graph.lookups import lookup
from probation.graph.model import Provenance, Thing
from probation.graph.terms import PREFIXES, Iri, Literal, Term, expand, slug
from probation.graph.times import Timing

if TYPE_CHECKING:
    from probation.graph.vocabulary import Vocabulary

_RULES = PREFIXES["rule"]


def gather(
    engine: Engine, query: str, bindings: Bindings | None = None, folder: str = "lookup"
) -> dict[Iri, Statements]:
    """Return node → its statements for every node that `queries/<folder>/<query>.rq` finds, in the order of IRIs."""
    found: dict[Iri, dict[Iri, dict[Term, list[Iri]]]] = {}
    for row in engine.select(lookup(query, folder), bindings):
        node, prop = row["subject"], row["property"]
        if isinstance(node, Iri) and isinstance(prop, Iri):
            graphs = found.setdefault(node, {}).setdefault(prop, {}).setdefault(row["value"], [])
            if isinstance(graph := row.get("graph"), Iri):
                graphs.append(graph)
    return {
        node: {
            prop: {value: _provenance(tuple(graphs)) for value, graphs in _in_order(values)}
            for prop, values in found[node].items()
        }
        for node in sorted(found)
    }


def _in_order(values: dict[Term, list[Iri]]) -> Iterable[tuple[Term, list[Iri]]]:
    """Return values with their graphs by text; most properties have one, for which sorting is idle."""
    return values.items() if len(values) == 1 else sorted(values.items(), key=_by_text)


def _by_text(item: tuple[Term, object]) -> str:
    return str(item[0])


@lru_cache(maxsize=4096)
def _provenance(graphs: tuple[Iri, ...]) -> Provenance:
    """Return who makes a statement that stands in the given graphs."""
    rules = {slug(graph) for graph in graphs if graph.startswith(_RULES)}
    return Provenance(tuple(sorted({slug(graph) for graph in graphs} - rules)), tuple(sorted(rules)))


def statements_about(engine: Engine, thing: Iri, brief: Vocabulary | None = None) -> dict[Iri, Statements]:
    """Return node → its statements for `thing` and for every node that points at it.

    With `brief`, the nodes have only what the vocabulary says they are named, read and dated by, and what points at
    `thing`.
    """
    if brief is None:
        return gather(engine, "statements_about", {"_thing_iri": thing})
    bindings: Bindings = {"_thing_iri": thing, "_details": brief.details, "_detail_links": brief.detail_links}
    return gather(engine, "statements_about_in_brief", bindings)


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


def things(namer: Namer, found: Iterable[Iri]) -> tuple[Thing, ...]:
    """Return things by label."""
    return tuple(sorted((namer.thing(iri) for iri in found), key=lambda thing: (thing.label, thing.iri)))
