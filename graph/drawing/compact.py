"""The form in which a page carries its data: what is usual is left out, what recurs stands in a table once.

A person can read it in the file. Things are named by their place in `nodes`, relations by their place in
`page.relations`, rules and sources by their place in `page.rules` and (from 1) `page.sources`. `data.js` reads it back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Item = dict[str, Any]


@dataclass
class Table:
    """Values in the order in which they were first met, each once; `of` gives the place of one (from 0)."""

    listed: list[Any] = field(default_factory=list)
    _places: dict[Any, int] = field(default_factory=dict)

    def of(self, value: Any, key: Any = None) -> int:
        """The place of a value in the table, added now when it is new; `key` stands for one that has no hash."""
        place = self._places.setdefault(value if key is None else key, len(self.listed))
        if place == len(self.listed):
            self.listed.append(value)
        return place


def without(item: Mapping[str, Any], **usual: Any) -> Item:
    """An item without what is empty (null, false, no text, no list) or has its `usual` value."""
    return {name: value for name, value in item.items() if (value != usual[name] if name in usual else _is_said(value))}


def _is_said(value: object) -> bool:
    return bool(value) or (value == 0 and value is not False)


def plain_when(since: str | None, until: str | None, occurs: bool) -> str:
    """A time in words as `probation.graph.times` writes it where nothing is doubtful; `data.js` has the same rule."""
    if since and until:
        return since if since == until else f"{since} to {until}"
    if since:
        return since if occurs else f"from {since}"
    return f"until {until}" if until else ""


@dataclass
class Compact:
    """What the page carries of nodes and edges, with the tables they share."""

    nodes: list[Item]
    edges: list[Item]
    said: list[list[Any]]
    """what is said of each node: [relation, statements …] for each relation, in order"""
    relations: list[Item]
    rules: list[str]


def compact(nodes: Sequence[Item], edges: Sequence[Item], kinds: Sequence[Item]) -> Compact:
    """The form of the file of what `items` made, once it has its places."""
    places = {node["id"]: place for place, node in enumerate(nodes)}
    names = [node["name"] for node in nodes]
    ranks = {kind["kind"]: rank for rank, kind in enumerate(kinds)}
    relations, rules = Table(), Table()
    return Compact(
        [_node(node, ranks) for node in nodes],
        [_edge(edge, places, relations, rules) for edge in edges],
        [_said(node["statements"], places, names, rules) for node in nodes],
        relations.listed,
        rules.listed,
    )


def _node(node: Item, ranks: Mapping[str, int]) -> Item:
    label = node["label"]
    item = {**node, "kind": ranks[node["kind"]], "names": [name for name in node["names"] if name != node["ref"]]}
    if node["name"] == label.replace("\n", " "):
        del item["name"]
    for name in ("id", "shape", "font", "statements"):
        del item[name]
    return without(item, kind=None, x=None, y=None, size=None, shown=True)


def _edge(edge: Item, places: Mapping[str, int], relations: Table, rules: Table) -> Item:
    relation = without({name: edge[name] for name in ("label", "inverse", "kind", "word", "occurs")})
    item = {
        "from": places[edge["from"]],
        "to": places[edge["to"]],
        "relation": relations.of(relation, tuple(relation.items())),
        "curve": edge["curve"] or None,
        **_times(edge, rules),
        "conflicts": edge["conflicts"],
        "details": edge["details"],
    }
    return without(item, **{"from": None, "to": None, "relation": None, "derived": None, "when": None})


def _times(item: Item, rules: Table) -> Item:
    when = item["when"]
    return {
        "since": item["since"],
        "until": item["until"],
        "when": None if when == plain_when(item["since"], item["until"], item["occurs"]) else when,
        "held": item["held"],
        "by": item["sources"],
        "derived": rules.of(item["derived"]) if item["derived"] else None,
    }


def _said(statements: Iterable[Item], places: Mapping[str, int], names: Sequence[str], rules: Table) -> list[Any]:
    groups: dict[str, list[Any]] = {}
    for statement in statements:
        to = places.get(statement["node"])
        item = {
            "to": to,
            "value": None if to is not None and statement["value"] == names[to] else statement["value"],
            **_times(statement, rules),
            "aside": statement["aside"],
            "occurs": statement["occurs"],
        }
        kept = without(item, **{"to": None, "value": None, "when": None, "derived": None})
        groups.setdefault(statement["relation"], [statement["relation"]]).append(kept)
    return list(groups.values())
