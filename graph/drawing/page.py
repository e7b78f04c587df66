"""Make the page: pyvis carries nodes, edges and options into our own template.

Everything is inlined: the vis-network script comes out of the installed pyvis, scripts
and styles out of `template/`. The page's Content-Security-Policy lists the hash of each
script and of the style sheet, and allows nothing else but pictures the page makes itself.
"""

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any, cast

import networkx as nx
from jinja2 import DictLoader, Environment, StrictUndefined
from pyvis.network import Network

from probation.graph.drawing import items
from probation.graph.drawing.curves import bend
from probation.graph.drawing.layout import place

SCRIPTS = (
    "dom", "data", "state", "view", "geometry", "graph", "marks", "panel", "legend",
    "search", "path", "slider", "table", "export", "keys", "main",
)  # fmt: skip
"""Files of `template/`, in the order they run; they share one scope."""
MANY_NODES = 1500
"""From here on the page saves work: nothing happens under the pointer, lines hide while it moves."""


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
    places = place(
        {n["id"]: 0 if n["focus"] else ranks[n["kind"]] for n in nodes},
        boxes,
        [(e["from"], e["to"]) for e in edges],
        [n["id"] for n in nodes if not n["shown"]],
    )
    for node in nodes:
        node["x"], node["y"] = places[node["id"]]
    bends = bend(
        [(e["from"], e["to"]) for e in edges if not e["curve"]],
        places,
        {n["id"]: n["size"] for n in nodes if n["shown"]},
    )
    for edge in edges:
        edge["curve"] = edge["curve"] or bends.get((edge["from"], edge["to"]), 0.0)
    carrier = cast(Any, Network)(directed=True, cdn_resources="in_line", heading=clean(title))
    carrier.nodes, carrier.edges = nodes, edges
    carrier.options = _options(len(nodes))
    carrier.templateEnv = _environment(
        {
            "title": title,
            "question": str(about.get("question") or ""),
            "asOf": as_of,
            "leftOut": about.get("left_out"),
            "kinds": kinds,
            "sources": numbering.listed,
            "events": [
                {"date": str(e["date"]), "label": str(e["label"])}
                for e in sorted(about.get("events") or (), key=lambda e: (str(e["date"]), str(e["label"])))
            ],
        }
    )
    return str(carrier.generate_html())


def embed(value: object) -> str:
    """JSON that can stand inside a script element: no '<', '>', '&' or line separator survives."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _options(count: int) -> dict[str, Any]:
    """Options of vis-network that do not depend on colours; the page adds those."""
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 7},
        "interaction": {
            "hover": count <= MANY_NODES,
            "hideEdgesOnDrag": count > MANY_NODES,
            "hideEdgesOnZoom": count > MANY_NODES,
            "selectConnectedEdges": False,
            "keyboard": False,
            "zoomView": False,
            "multiselect": False,
        },
    }


def _environment(page: dict[str, Any]) -> Environment:
    """A Jinja environment that escapes everything, with what pyvis does not pass on as globals."""
    vis, own = inline(_vis_network()), inline(_own_script())
    style = "\n" + text_of("page.css")
    loader = DictLoader({"template.html": text_of("template.html")})
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["embed"] = embed
    environment.globals.update(
        page={name: clean(value) if isinstance(value, str) else value for name, value in page.items()},
        vis=vis,
        own=own,
        style=style,
        policy=policy(style, vis, own),
    )
    return environment


def policy(style: str, *scripts: str) -> str:
    """The Content-Security-Policy of a page: its own style sheet and scripts, and no network."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(hash_of, scripts))}",
            f"style-src {hash_of(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


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
    return f'(() => {{\n"use strict";\n{body}\n}})();'


def inline(script: str) -> str:
    """A script as it may stand in HTML: one kind of line end, no end tag inside."""
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    return "\n" + script.replace("</script", "<\\/script").replace("<!--", "<\\!--") + "\n"


def hash_of(text: str) -> str:
    """The source expression of a policy that allows exactly this script or style sheet."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def text_of(name: str) -> str:
    """The text of a file of `template/`."""
    return (files(__package__) / "template" / name).read_text(encoding="utf-8")


def clean(text: str) -> str:
    """Text that can be written as UTF-8: lone surrogates become question marks."""
    return text.encode("utf-8", "replace").decode()
