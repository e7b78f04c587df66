"""Make the page: pyvis carries nodes, edges and options into our own template.

Everything is inlined: the vis-network script comes out of the installed pyvis, scripts
and styles out of `template/`. The page's Content-Security-Policy lists the hash of each
script and of the style sheet, and allows nothing else but pictures the page makes itself.
"""

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, cast

import networkx as nx
from jinja2 import DictLoader, Environment, StrictUndefined
from pyvis.network import Network

from probation.graph.drawing import items
from probation.graph.drawing.boxes import Box
from probation.graph.drawing.communities import FOLD_ABOVE, fold, signs
from probation.graph.drawing.compact import compact, without
from probation.graph.drawing.curves import bend
from probation.graph.drawing.embedded import clean, embed, embed_lines, inline, policy, text_of
from probation.graph.drawing.items import Item
from probation.graph.drawing.layout import place

SCRIPTS = (
    "dom", "data", "state", "communities", "view", "geometry", "graph", "marks", "panel", "folded",
    "legend", "search", "path", "slider", "table", "export", "keys", "main",
)  # fmt: skip
"""Files of `template/`, in the order they run; they share one scope."""
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 7},
    "interaction": {
        "hover": True,
        "selectConnectedEdges": False,
        "keyboard": False,
        "zoomView": False,
        "multiselect": False,
    },
}
"""Options of vis-network that do not depend on colours or on how much is drawn; the page adds those."""


def draw(network: "nx.MultiDiGraph[str]", *, title: str, as_of: str | None = None) -> str:
    """Return the whole text of a self-contained HTML page that draws `network`.

    `network.graph` holds question, sources, kinds, events and left_out; attributes of nodes
    and edges are those of `probation.graph.scene`; `occurs` (of a kind, node or edge; False
    when absent) says that it happens at a moment and has happened from then on. `as_of`
    (YYYY-MM-DD) opens the page on that day. Nothing is written and no network is used.
    Raises `FileNotFoundError` when the installed pyvis carries no vis-network script.
    """
    about = network.graph
    numbering = items.number(about.get("sources") or {})
    kinds = items.kinds(about.get("kinds") or (), [str(k or "") for _, k in network.nodes(data="kind")])
    nodes, boxes = items.nodes(network, numbering, kinds)
    edges = items.edges(network, numbering)
    ranks = {kind["kind"]: rank for rank, kind in enumerate(kinds, start=1)}
    order = {n["id"]: 0 if n["focus"] else ranks[n["kind"]] for n in nodes}
    joined = [(e["from"], e["to"]) for e in edges]
    folded = _folded(nodes, order, boxes, joined) if len(nodes) > FOLD_ABOVE else []
    if not folded:
        _placed(nodes, edges, place(order, boxes, joined, [n["id"] for n in nodes if not n["shown"]]))
    form = compact(nodes, edges, kinds)
    carrier = cast(Any, Network)(directed=True, cdn_resources="in_line", heading=clean(title))
    carrier.nodes, carrier.edges = form.nodes, form.edges
    carrier.options = _OPTIONS
    carrier.templateEnv = _environment(
        {
            "title": title,
            "question": str(about.get("question") or ""),
            "asOf": as_of,
            "leftOut": about.get("left_out"),
            "kinds": kinds,
            "events": [
                {"date": str(e["date"]), "label": str(e["label"])}
                for e in sorted(about.get("events") or (), key=lambda e: (str(e["date"]), str(e["label"])))
            ],
            "relations": form.relations,
            "rules": form.rules,
            "sources": [without(source) for source in numbering.listed],
            "communities": folded,
        },
        said_by_community(nodes, form.said),
    )
    return str(carrier.generate_html())


def _placed(nodes: list[Item], edges: list[Item], places: Mapping[str, tuple[int, int]]) -> None:
    """Write places and bends into the items of a picture that is drawn whole."""
    for node in nodes:
        node["x"], node["y"] = places[node["id"]]
    bends = bend(
        [(e["from"], e["to"]) for e in edges if not e["curve"]],
        places,
        {n["id"]: n["size"] for n in nodes if n["shown"]},
    )
    for edge in edges:
        edge["curve"] = edge["curve"] or bends.get((edge["from"], edge["to"]), 0.0)


def _folded(
    nodes: list[Item], order: Mapping[str, int], boxes: Mapping[str, Box], joined: list[tuple[str, str]]
) -> list[Item]:
    """Write each node's community and its place in it, and return the communities as the page carries them."""
    found = fold(order, boxes, joined)
    items_by_id = {node["id"]: node for node in nodes}
    for number, community in enumerate(found):
        for iri, (x, y) in community.places.items():
            items_by_id[iri].update(community=number, x=x, y=y)
    names = {node["id"]: node["name"] for node in nodes}
    return [
        without(
            {
                "ref": items_by_id[community.members[0]]["ref"],
                "name": sign.name,
                "label": sign.label,
                "size": sign.size,
                "x": sign.x,
                "y": sign.y,
                "half": community.half,
                "open": any(items_by_id[iri]["focus"] for iri in community.members),
            },
            x=None,
            y=None,
        )
        for community, sign in zip(found, signs(found, names, joined), strict=True)
    ]


def said_by_community(nodes: Iterable[Item], said: Iterable[list[Any]]) -> list[list[Any]]:
    """What is said of the nodes of each community, in the order of nodes: the page reads a part when it needs it."""
    parts: dict[int, list[Any]] = {}
    for node, statements in zip(nodes, said, strict=True):
        parts.setdefault(node.get("community", 0), []).append(statements)
    return [parts[number] for number in sorted(parts)]


def _environment(page: dict[str, Any], said: list[list[Any]]) -> Environment:
    """A Jinja environment that escapes everything, with what pyvis does not pass on as globals."""
    vis, own = inline(_vis_network()), inline(_own_script())
    style = "\n" + text_of("page.css")
    loader = DictLoader({"template.html": text_of("template.html")})
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters.update(embed=embed, lines=embed_lines)
    environment.globals.update(
        said=said,
        page={name: clean(value) if isinstance(value, str) else value for name, value in page.items()},
        vis=vis,
        own=own,
        style=style,
        policy=policy(style, vis, own),
    )
    return environment


def _vis_network() -> str:
    """The newest vis-network script that the installed pyvis carries."""
    library = files("pyvis") / "templates" / "lib"
    found = [
        (tuple(int(n) for n in re.findall(r"\d+", folder.name)), script)
        for folder in library.iterdir()
        if folder.name.startswith("vis-") and (script := folder / "vis-network.min.js").is_file()
    ]
    if not found:
        raise FileNotFoundError("the installed pyvis carries no vis-network script; reinstall pyvis 0.3.2")
    return max(found, key=lambda entry: entry[0])[1].read_text(encoding="utf-8")


def _own_script() -> str:
    body = "\n".join(text_of(f"{name}.js") for name in SCRIPTS)
    return f'(async () => {{\n"use strict";\n{body}\n}})();'
