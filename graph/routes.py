"""Which part of the projection a path may use: relations named or shunned, a day on which all holds, and no hubs.

A hub is a thing of a class that the ontology marks (`pg:hub`), or one related to more things than `HUB_SHARE` of all
and `HUB_LEAST`. A path through a hub says little, so hubs are left out unless they are asked for, or nothing else
connects the ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from probation.graph.dates import Held
from probation.graph.errors import InputError, NotFoundError
from probation.graph.model import Thing
from probation.graph.network import Hop, Network
from probation.graph.paths import Path, shortest_paths
from probation.graph.terms import Iri

HUB_LEAST, HUB_SHARE = 40, 0.025


def routes(
    network: Network,
    starts: Sequence[Thing],
    ends: Sequence[Thing],
    as_of: date | None = None,
    *,
    k: int,
    max_hops: int,
    only: Sequence[str] = (),
    avoid: Sequence[str] = (),
    through_hubs: bool = False,
) -> list[Path]:
    """Return the `k` shortest paths; `only` and `avoid` are words of relations, kinds of relation or property names.

    With `as_of` everything on a path existed, and every relation held, on that day (certainly or possibly).
    Raises InputError for relations that nothing has, NotFoundError when nothing connects the ends.
    """
    usable = _limited(network, only, avoid)
    kept = {thing.iri for thing in (*starts, *ends)}
    if as_of is not None:
        usable = standing_on(usable, as_of)
    hubs = find_hubs(network) - kept

    def order(node: Iri) -> int:
        """Bodies and people before inspections and events, which touch many that have little to do with each other."""
        place: int = network.nodes[node]["order"]
        return place

    if not through_hubs:
        direct: Network = usable.subgraph(node for node in usable if node not in hubs)
        try:
            return shortest_paths(direct, starts, ends, k, max_hops, order)
        except NotFoundError:
            if not hubs or {thing.iri for thing in starts} & {thing.iri for thing in ends}:
                raise
    found = shortest_paths(usable, starts, ends, k, max_hops, order)
    return [replace(path, hubs=_on(path, hubs)) for path in found]


def find_hubs(network: Network) -> set[Iri]:
    """Return the things that connect everything with everything."""
    most = max(HUB_LEAST, HUB_SHARE * network.number_of_nodes())
    return {
        node
        for node, marked in network.nodes(data="hub")
        if marked or len({*network.predecessors(node), *network.successors(node)}) > most
    }


def _limited(network: Network, only: Sequence[str], avoid: Sequence[str]) -> Network:
    """Return the network without the relations that are not wanted."""
    if not only and not avoid:
        return network
    edges = list(network.edges(keys=True, data=True))
    for words in (*only, *avoid):
        if not any(_means(words, data["hop"]) for *_, data in edges):
            kinds = sorted({data["hop"].kind for *_, data in edges})
            message = f"no relation is called {words[:60]!r}; among the kinds of relation are: {', '.join(kinds)}"
            raise InputError(message)
    limited = network.copy()
    for start, end, key, data in edges:
        hop = data["hop"]
        if (only and not any(_means(w, hop) for w in only)) or any(_means(w, hop) for w in avoid):
            limited.remove_edge(start, end, key)
    return limited


def _means(words: str, hop: Hop) -> bool:
    """Say whether words name a relation: its property or kind in full, or words of its label either way."""
    said = words.casefold().strip()
    if said in (hop.property.casefold(), hop.property.casefold().partition(":")[2], hop.kind.casefold()):
        return True
    return any(said in label.casefold() for label in (hop.label, hop.inverse_label)) if said else False


def standing_on(network: Network, day: date) -> Network:
    """Return the network without what did not exist, or had not happened, on a day, and without its relations."""
    return network.subgraph(node for node in network if network.nodes[node]["times"].held(day) is not Held.NO)


def _on(path: Path, hubs: Iterable[Iri]) -> tuple[Thing, ...]:
    stations = dict.fromkeys(hops[0].end for hops in path.hops[:-1])
    wanted = set(hubs)
    return tuple(thing for thing in stations if thing.iri in wanted)
