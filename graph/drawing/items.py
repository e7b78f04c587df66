"""Turn nodes and edges of the projection into the plain dicts that the page carries.

Only JSON values leave this module. Sources become numbers (their place in the page's
list of sources). Each node gets a short `ref`, unique in the page, that an address (`#…`)
can name; the page names an edge after its ends and the `word` for what joins them.
`compact` brings these dicts into the form of the file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from probation.graph.drawing.boxes import FOCUS_FONT_SIZE, FONT_SIZE, Box, box, wrap

if TYPE_CHECKING:
    import networkx as nx

Item = dict[str, Any]
SHAPES = frozenset({"dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon"})
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CURVE = 0.3
"""Difference of roundness between two parallel edges."""


@dataclass
class Numbering:
    """The page's list of sources and the number (from 1) of each slug in it."""

    listed: list[Item] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, slug: str, about: Mapping[str, Any]) -> int:
        """The number of a source, listed now when it is new."""
        if slug not in self.numbers:
            page = about.get("page")
            self.listed.append(
                {
                    "slug": slug,
                    "title": str(about.get("title") or slug),
                    "publisher": about.get("publisher"),
                    "issued": about.get("issued"),
                    "page": page,
                    "link": is_link(page),
                }
            )
            self.numbers[slug] = len(self.listed)
        return self.numbers[slug]

    def of(self, slugs: Iterable[str] | None) -> list[int]:
        """The numbers of sources; one that nothing describes is listed by its slug."""
        return [self.add(slug, {}) for slug in slugs or ()]


def number(sources: Mapping[str, Mapping[str, Any]]) -> Numbering:
    """Number sources by date of issue, undated ones last."""
    numbering = Numbering()
    for slug in sorted(sources, key=lambda s: (str(sources[s].get("issued") or "9999"), s)):
        numbering.add(slug, sources[slug])
    return numbering


def is_link(page: object) -> bool:
    """True for absolute http and https addresses, the only ones that become links."""
    if not isinstance(page, str) or any(c.isspace() or not c.isprintable() for c in page):
        return False
    try:
        parts = urlsplit(page)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def kinds(declared: Iterable[Mapping[str, Any]], used: Iterable[str]) -> list[Item]:
    """The kinds of the legend; a kind that is used but not declared is drawn as a grey dot."""
    table: dict[str, Item] = {}
    for kind in declared:
        colour, shape = str(kind.get("colour")), str(kind.get("shape"))
        table[str(kind["kind"])] = {
            "kind": str(kind["kind"]),
            "plural": str(kind.get("plural") or kind["kind"]),
            "colour": colour if _COLOUR.fullmatch(colour) else "#767676",
            "shape": shape if shape in SHAPES else "dot",
            "occurs": bool(kind.get("occurs")),
        }
    for name in used:
        if name not in table:
            table[name] = {"kind": name, "plural": name, "colour": "#767676", "shape": "dot", "occurs": False}
    return list(table.values())


def nodes(
    network: "nx.MultiDiGraph[str]", numbering: Numbering, table: list[Item]
) -> tuple[list[Item], dict[str, Box]]:
    """One dict a node (without its place), and the room each takes."""
    style = {kind["kind"]: kind for kind in table}
    refs: set[str] = set()
    items: list[Item] = []
    boxes: dict[str, Box] = {}
    large = min(12, network.number_of_nodes() // 80)
    for iri, about in network.nodes(data=True):
        focus = bool(about.get("focus"))
        radius = min(18, 9 + round(network.degree(iri) ** 0.5)) + (5 if focus else 0) + large
        size = FOCUS_FONT_SIZE if focus else FONT_SIZE
        label = str(about.get("label") or about.get("slug") or iri)
        wrapped = wrap(label)
        kind = str(about.get("kind") or "")
        boxes[iri] = box(wrapped, radius, size)
        items.append(
            {
                "id": iri,
                "ref": _ref(str(about.get("slug") or iri), refs),
                "label": wrapped,
                "name": label,
                "kind": kind,
                "shape": style[kind]["shape"],
                "size": radius,
                "font": size,
                "from": about.get("from"),
                "until": about.get("until"),
                "shown": bool(about.get("shown", True)),
                "focus": focus,
                "held": about.get("held"),
                "occurs": bool(about.get("occurs")),
                "names": [str(n) for n in about.get("names") or () if n != label],
                "conflicts": _conflicts(about, numbering),
                "more": about.get("more") or None,
                "statements": [_statement(s, numbering) for s in about.get("statements") or ()],
            }
        )
    return items, boxes


def edges(network: "nx.MultiDiGraph[str]", numbering: Numbering) -> list[Item]:
    """One dict an edge; edges that join the same two nodes get different curves."""
    beside: dict[tuple[str, str], int] = {}
    items: list[Item] = []
    for u, v, key, about in network.edges(keys=True, data=True):
        pair = (min(u, v), max(u, v))
        beside[pair] = beside.get(pair, 0) + 1
        word = _word(str(key))
        items.append(
            {
                "from": u,
                "to": v,
                "nth": beside[pair] - 1,
                "word": word,
                "label": str(about.get("label") or word),
                "inverse": about.get("inverse_label"),
                "kind": str(about.get("kind") or ""),
                "since": about.get("from"),
                "until": about.get("until"),
                "when": str(about.get("when") or ""),
                "sources": numbering.of(about.get("sources")),
                "derived": about.get("derived_by"),
                "held": about.get("held"),
                "occurs": bool(about.get("occurs")),
                "conflicts": _conflicts(about, numbering),
                "details": [[str(name), str(value)] for name, value in about.get("details") or ()],
            }
        )
    for item in items:
        pair = (min(item["from"], item["to"]), max(item["from"], item["to"]))
        item["curve"] = _curve(item.pop("nth"), beside[pair], item["from"] == pair[0])
    return items


def _word(key: str) -> str:
    """One word for what joins two things, from an edge's key: the kind of dated node, else the property's name."""
    tail = key.split("/id/", 1)[1].split("/", 1)[0] if "/id/" in key else re.split(r"[#/:]", key)[-1]
    return tail or "relation"


def _curve(nth: int, count: int, along: bool) -> float:
    """Signed roundness: parallel edges fan out evenly on both sides of the straight line."""
    step = min(_CURVE, 1.2 / max(count - 1, 1))
    roundness = round((nth - (count - 1) / 2) * step, 3)
    return roundness if along else -roundness or 0.0


def _ref(wanted: str, taken: set[str]) -> str:
    ref, count = wanted, 1
    while ref in taken:
        count += 1
        ref = f"{wanted}~{count}"
    taken.add(ref)
    return ref


def _conflicts(about: Mapping[str, Any], numbering: Numbering) -> list[Item]:
    return [
        {
            "property": str(conflict.get("property") or ""),
            "about": str(conflict.get("about") or "") or None,
            "kind": str(conflict.get("kind") or ""),
            "note": conflict.get("note"),
            "values": [
                {"value": str(value.get("value", "")), "sources": numbering.of(value.get("sources"))}
                for value in conflict.get("values") or ()
            ],
        }
        for conflict in about.get("conflicts") or ()
    ]


def _statement(statement: Mapping[str, Any], numbering: Numbering) -> Item:
    return {
        "relation": str(statement.get("relation") or ""),
        "value": str(statement.get("value") if statement.get("value") is not None else ""),
        "node": statement.get("node"),
        "when": str(statement.get("when") or ""),
        "sources": numbering.of(statement.get("sources")),
        "aside": statement.get("aside") or None,
        "derived": statement.get("derived_by"),
        "since": statement.get("from"),
        "until": statement.get("until"),
        "held": statement.get("held"),
        "occurs": bool(statement.get("occurs")),
    }
