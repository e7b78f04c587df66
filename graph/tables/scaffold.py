"""Make each file able to stand alone: type and label of every thing it names, and a description of its source."""

from __future__ import annotations

import pyoxigraph as ox

from probation.graph.tables.agents import Agents
from probation.graph.tables.context import Context
from probation.graph.tables.rows import Row
from probation.graph.tables.slugs import slugify
from probation.graph.tables.stored import kind_of_class
from probation.graph.tables.values import cell_terms
from probation.graph.terms import PREFIXES, expand

_TYPE, _LABEL, _TITLE, _PUBLISHER, _KIND, _SOURCE, _AGENT = (
    ox.NamedNode(expand(name))
    for name in (
        "rdf:type",
        "skos:prefLabel",
        "dct:title",
        "dct:publisher",
        "pg:sourceKind",
        "pg:Source",
        "foaf:Agent",
    )
)


class Scaffold:
    """Knows how to describe, in a word, whatever a file names."""

    def __init__(self, context: Context, agents: Agents) -> None:
        self._context = context
        self._agents = agents
        self._kinds = kind_of_class(context.schema)
        self._known: dict[ox.NamedNode, tuple[frozenset[ox.Triple], frozenset[ox.Triple]]] = {}

    def description(self, slug: str, triples: set[ox.Triple]) -> set[ox.Triple]:
        """Return what the graph of a source must say beside `triples` (and what its file says) to stand alone."""
        file = self._context.stored.files.get(slug)
        said = triples | file.triples if file else triples
        added = self._source(slug, said)
        typed: dict[ox.NamedNode, set[str]] = {}
        labelled = set()
        for triple in said:
            if not isinstance(triple.subject, ox.NamedNode):
                continue
            if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
                typed.setdefault(triple.subject, set()).add(triple.object.value)
            elif triple.predicate == _LABEL:
                labelled.add(triple.subject)
        named = {t.object for t in triples | added if isinstance(t.object, ox.NamedNode)}
        named |= {t.subject for t in triples if isinstance(t.subject, ox.NamedNode)}
        for thing in named:
            if not thing.value.startswith(PREFIXES["id"]):
                continue
            types, labels = self._words(thing)
            if not any(kind in self._kinds for kind in typed.get(thing, ())):
                added |= types
            if thing not in labelled:
                added |= labels
            if thing not in typed:
                added.update(self._agents.description(thing))
        return added

    def _words(self, thing: ox.NamedNode) -> tuple[frozenset[ox.Triple], frozenset[ox.Triple]]:
        """Return the type and the label of a thing that has an id: those of its first row, else those in the data."""
        if thing not in self._known:
            self._known[thing] = self._find_words(thing)
        return self._known[thing]

    def _find_words(self, thing: ox.NamedNode) -> tuple[frozenset[ox.Triple], frozenset[ox.Triple]]:
        identifier = thing.value.removeprefix(PREFIXES["id"])
        registry, stored = self._context.registry, self._context.stored
        types = {kind for kind in stored.types(thing) if kind in self._kinds}
        labels = {value.value for value in stored.values(thing, "skos:prefLabel")} if types else set()
        for kind in self._context.schema.kinds.values():
            rows = registry.rows.get(kind.name, {}).get(identifier, ()) if kind.scaffold else ()
            types.update(self._row_type(row) for row in rows)
            labels.update(row.cells["label"] for row in rows)
        order = list(self._kinds)  # where sources differ, the class that the mapping names first
        return (
            frozenset(ox.Triple(thing, _TYPE, ox.NamedNode(t)) for t in sorted(types, key=order.index)[:1]),
            frozenset(ox.Triple(thing, _LABEL, ox.Literal(label, language="en")) for label in sorted(labels)[:1]),
        )

    def _row_type(self, row: Row) -> str:
        column = row.table.id_column
        rule = next(n for n in row.table.nodes if column and n.about == f"id:{{{column.name}}}")
        if rule.kind.startswith("{"):
            return cell_terms(row, row.table.columns[rule.kind.strip("{}")], self._context)[0].value
        return expand(rule.kind)

    def _source(self, slug: str, said: set[ox.Triple] | frozenset[ox.Triple]) -> set[ox.Triple]:
        """Return the description of the source of a file that does not have one yet."""
        source = ox.NamedNode(PREFIXES["source"] + slug)
        if any(t.subject == source and t.predicate == _TITLE for t in said):
            return set()
        inferred = self._context.schema.inferred
        if slug == inferred["source"]:
            agent = ox.NamedNode(f"{PREFIXES['id']}agent/{slugify(inferred['publisher'])}")
            kind = self._context.vocabulary.find(["source-kind"], "editorial")
            found = {
                ox.Triple(source, _TYPE, _SOURCE),
                ox.Triple(source, _TITLE, ox.Literal(inferred["title"], language="en")),
                ox.Triple(source, _PUBLISHER, agent),
                ox.Triple(agent, _TYPE, _AGENT),
                ox.Triple(agent, _LABEL, ox.Literal(inferred["publisher"], language="en")),
            }
            return found | ({ox.Triple(source, _KIND, kind)} if kind else set())
        stored = self._context.stored
        return {
            ox.Triple(source, predicate, value)
            for predicate, values in stored.things.get(source, {}).items()
            for value in values
        }
