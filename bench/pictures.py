"""Our page of the national graph beside stock pyvis with the same nodes and edges; how making pictures grows; 20,000.

Stock pyvis is used as its documentation shows: `add_node`, `add_edge`, its own template with everything in the file,
physics as shipped. Both pages are opened in turn in fresh browsers with the network off; see `bench.browser`.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from bench import browser, synthetic
from bench.timing import Growth, Ratio, cpu, own_cache
from probation.graph import KnowledgeGraph
from probation.graph.drawing import draw
from probation.graph.network import Network
from probation.graph.scene import scene_of_all

CAP = 60.0
"""Seconds after which stock pyvis is given up; the ratio is greater then."""
VISITS = 3
SIZES = (1.0, 3.0, 10.0)
MANY = 20_000
ALL = 1_000_000
TOO_LONG = 0.2
"""Seconds of one task beyond which a drawing no longer follows the hand."""


def opened(part: Callable[[float], Iterator[object]], cap: float) -> Iterator[object]:
    """Yield what a part that opens pages finds, each given `cap` seconds; without a browser, say so."""
    if browser.find() is None:
        yield "no Chromium is installed, so no page is opened: install one, or name it in CHROMIUM"
    else:
        yield from part(cap)


def national(cap: float = CAP) -> Iterator[object]:
    """Yield how much sooner our page of the national graph answers a click than stock pyvis does."""
    graph = KnowledgeGraph.open()
    network = graph.network()
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder) / "ours.html", Path(folder) / "stock.html"
        ours.write_text(page_of(graph), encoding="utf-8")
        stock.write_text(stock_page(network), encoding="utf-8")
        points = browser.points_of(ours)
        visits = [browser.visit(ours, browser.OURS, cap, points)]
        peer = browser.visit(stock, browser.STOCK, cap)
        visits += [browser.visit(ours, browser.OURS, cap, points) for _ in range(VISITS - 1)]
    yield sooner(f"stock pyvis / our page, {_size(network)}: first click answered", peer, visits, cap)
    yield moving("our page, zoomed and dragged", visits)
    if peer.answered is not None:
        yield moving("stock pyvis, zoomed and dragged", [peer])


def growth(sizes: tuple[float, ...] = SIZES) -> Iterator[Growth]:
    """Yield how the parts of making a picture of everything grow with its edges, in CPU seconds."""
    parts: dict[str, list[tuple[int, float]]] = {}
    for times in sizes:
        with country(synthetic.regions_for(times=times)) as graph:
            network_seconds, network = cpu(graph.network)
            scene_seconds, picture = cpu(lambda graph=graph: scene_of_all(graph, None, most=ALL))  # type: ignore[misc]
            page_seconds, _ = cpu(lambda picture=picture: draw(picture, title="Everything"))  # type: ignore[misc]
        seconds = {
            "projection": network_seconds,
            "scene": scene_seconds,  # from the projection that was just made and kept
            "layout and page": page_seconds,
            "whole picture": network_seconds + scene_seconds + page_seconds,
        }
        for part, spent in seconds.items():
            parts.setdefault(part, []).append((network.number_of_edges(), spent))
    for part, points in parts.items():
        yield Growth(f"making a picture, {part}", "edges", tuple(points))


def many(cap: float = CAP, nodes: int = MANY) -> Iterator[object]:
    """Yield how soon our page of very many nodes answers a click, and how it moves."""
    with country(synthetic.regions_for(nodes=nodes)) as graph, tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "many.html"
        page.write_text(page_of(graph), encoding="utf-8")
        points = browser.points_of(page)
        visits = [browser.visit(page, browser.OURS, cap, points) for _ in range(VISITS)]
        size = _size(graph.network())
    answered = [visit.answered for visit in visits if visit.answered is not None]
    when = f"after {statistics.median(answered):.2f} s" if answered else f"not within {cap:.0f} s"
    yield f"our page, {size}: first click answered {when}"
    yield moving(f"our page, {size}, zoomed and dragged", visits)


def page_of(graph: KnowledgeGraph) -> str:
    """Return our page of everything in a graph, without a limit."""
    return draw(scene_of_all(graph, None, most=ALL), title="Everything")


def stock_page(network: Network) -> str:
    """Return the page that stock pyvis makes of a projection."""
    from pyvis.network import Network as Stock

    made = cast(Any, Stock)(directed=True, cdn_resources="in_line")
    for iri, data in network.nodes(data=True):
        made.add_node(str(iri), label=data["thing"].label, title=data["thing"].kind)
    for start, end, data in network.edges(data=True):
        made.add_edge(str(start), str(end), title=data["hop"].label)
    return str(made.generate_html())


def sooner(name: str, peer: browser.Visit, ours: list[browser.Visit], cap: float) -> Ratio:
    """Return the peer's time to the first answer as a multiple of ours; a page that was given up counts as the cap."""
    median = statistics.median(cap if visit.answered is None else visit.answered for visit in ours)
    theirs = cap if peer.answered is None else peer.answered
    return Ratio(name, theirs, median, theirs / median, at_least=peer.answered is None)


def moving(name: str, visits: list[browser.Visit]) -> str:
    """Return a line on how long a page was deaf while it was moved."""
    longest = max(visit.longest for visit in visits)
    over = sum(task > TOO_LONG for visit in visits for task in visit.long_tasks)
    return f"{name}: longest task {longest * 1000:.0f} ms, {over} over {TOO_LONG * 1000:.0f} ms in {len(visits)} visits"


@contextmanager
def country(regions: int) -> Iterator[KnowledgeGraph]:
    """Open a made-up country built in a cache of its own, and take both away afterwards."""
    with tempfile.TemporaryDirectory() as folder, own_cache(Path(folder) / "cache"):
        synthetic.write(Path(folder) / "data", regions)
        yield KnowledgeGraph.open([Path(folder) / "data"], shipped=False)


def _size(network: Network) -> str:
    return f"{network.number_of_nodes()} nodes and {network.number_of_edges()} edges"
