"""What one row means: its cells as text and as terms, with the few values that no single cell holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from probation.graph.tables.agents import Agents
from probation.graph.tables.context import Context
from probation.graph.tables.rows import Row
from probation.graph.tables.schema import NodeRule
from probation.graph.tables.slugs import slugify
from probation.graph.tables.values import Term, address, cell_terms
from probation.graph.terms import expand

_FIELD = re.compile(r"\{([\w&]+)(?:\|(\w+))?(?:\|([^}]*))?\}")
_RANGE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A checked row: text and terms of every column and of the values derived from them."""

    row: Row
    texts: Mapping[str, str]
    terms: Mapping[str, tuple[Term, ...]]

    def fill(self, template: str) -> ox.NamedNode:
        """Return the node a template such as `id:tenure/{person_id}--{post}` stands for."""
        filled = _FIELD.sub(self._field, template)
        return ox.NamedNode(filled if filled.startswith("http") else expand(filled))

    def _field(self, match: re.Match[str]) -> str:
        names, how, glue = match.groups()
        if how == "joined":
            parts = {part for name in names.split("&") for part in self.row.parts(name)}
            return (glue or "").join(sorted(parts))
        if how == "slug":
            terms = self.terms.get(names, ())
            if terms and isinstance(terms[0], ox.NamedNode):
                return terms[0].value.rsplit("/", 1)[-1]
            return slugify(self.texts[names])
        return self.texts[names]


def read_meaning(row: Row, context: Context, agents: Agents) -> Meaning:
    """Return what a row without faults means."""
    texts = dict(row.cells)
    terms: dict[str, tuple[Term, ...]] = {}
    for column in row.table.columns.values():
        if column.agent:
            terms[column.name] = tuple(agents.find(p, column.agent) for p in row.parts(column.name))
        elif not (column.is_sources or column.chooses_node or column.broader_of):
            terms[column.name] = cell_terms(row, column, context)
    if row.table.uses_list:
        _reconcile(texts, terms, context, row)
    if "url" in texts and (split := address(texts["url"])):
        _read_address(*split, terms)
    if match := _RANGE.fullmatch(texts.get("number", "")):
        count = int(match[2]) - int(match[1]) + 1
        terms["number_count"] = (ox.Literal(count),)
    return Meaning(row, texts, terms)


def applies(node: NodeRule, meaning: Meaning, context: Context) -> bool:
    """Say whether a row makes a node."""
    texts = meaning.texts
    return (
        all(texts[column] in values for column, values in node.when.items())
        and all(texts[column] for column in node.given)
        and not any(texts[column] for column in node.without)
        and all(
            context.registry.types(texts[column], context.stored) & set(words)
            for column, words in node.when_type.items()
        )
    )


def _read_address(place: str, remark: str, terms: dict[str, tuple[Term, ...]]) -> None:
    """Keep an address that is no page of the web (a book's number) and a remark on an address as a note."""
    if not place.startswith(("http://", "https://")):
        terms["url"], remark = (), place
    if remark:
        terms["url_remark"] = (ox.Literal(f"Of the address: {remark}", language="en"),)


def _reconcile(texts: dict[str, str], terms: dict[str, tuple[Term, ...]], context: Context, row: Row) -> None:
    """Put the post of the controlled list in the place of a role's text; a role not in it makes a post of its own."""
    key = (texts["role"], texts["organisation_id"])
    entry = context.schema.lists[row.table.uses_list or ""].get(key)
    if entry is None:
        entry = {"post": f"{slugify(texts['role'])}-{texts['organisation_id']}", "label": texts["role"]}
    texts["post"] = entry["post"]
    terms["post_label"] = (ox.Literal(entry["label"], language="en"),)
    if "singleHolder" in entry:
        terms["single_holder"] = (ox.Literal(bool(entry["singleHolder"])),)
    if texts["role"] != entry["label"]:
        terms["post_title"] = terms["role"]
    if entry.get("renewal"):
        terms["renewed"], terms["from"] = terms["from"], ()
        texts["from"] = ""
