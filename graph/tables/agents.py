"""Who published or wrote a source: a body or person of the graph where the name is exactly theirs, else an agent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from probation.graph.tables.registry import Registry
from probation.graph.tables.slugs import slugify
from probation.graph.tables.stored import Stored
from probation.graph.terms import PREFIXES, expand

_TYPE, _LABEL, _AGENT = (ox.NamedNode(expand(name)) for name in ("rdf:type", "skos:prefLabel", "foaf:Agent"))


@dataclass(slots=True)
class Agents:
    """Names of bodies and people, and the agents that stand for all other names."""

    _names: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _made: dict[ox.NamedNode, str] = field(default_factory=dict)

    def find(self, name: str, kinds: Iterable[str]) -> ox.NamedNode:
        """Return the body or person a name is the label or alias of, else the agent of that name."""
        for kind in kinds:
            ids = self._names.get((kind, name.casefold()), set())
            if len(ids) == 1:
                return ox.NamedNode(PREFIXES["id"] + next(iter(ids)))
        agent = ox.NamedNode(f"{PREFIXES['id']}agent/{slugify(name) or 'unnamed'}")
        self._made.setdefault(agent, name)
        return agent

    def description(self, agent: ox.NamedNode) -> list[ox.Triple]:
        """Return what a file that names an agent must say of it; nothing for a body or person."""
        name = self._made.get(agent)
        if name is None:
            return []
        label = ox.Literal(name, language="en")
        return [ox.Triple(agent, _TYPE, _AGENT), ox.Triple(agent, _LABEL, label)]

    def add(self, kind: str, identifier: str, name: str) -> None:
        """Note that an id is called by a name."""
        self._names.setdefault((kind, name.casefold()), set()).add(identifier)


def build_agents(registry: Registry, stored: Stored) -> Agents:
    """Collect the names of all bodies and people in the tables and in the data."""
    agents = Agents()
    for kind in ("body", "person"):
        for identifier in registry.ids([kind]):
            thing = ox.NamedNode(PREFIXES["id"] + identifier)
            for curie in ("skos:prefLabel", "skos:altLabel"):
                for value in stored.values(thing, curie):
                    agents.add(kind, identifier, value.value)
            for row in registry.rows.get(kind, {}).get(identifier, ()):
                label = row.cells["label"]
                for name in (label, *row.parts("alt_labels")):
                    agents.add(kind, identifier, name)
                if row.cells.get("honorific"):
                    agents.add(kind, identifier, f"{row.cells['honorific']} {label}")
    return agents
