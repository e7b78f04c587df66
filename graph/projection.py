"""Keep the projection beside the snapshot, so that a path or a ranking does not ask the store for all of it again.

A file of plain JSON after a line with its digest, in the snapshot's folder (whose name is the digest of the data), and
named by a digest of the code and queries that make it. It is written aside and renamed whole on first use. Where it is
absent, damaged or cannot be written, the projection is read from the store.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from probation.graph.describe import Namer
from probation.graph.engine import Engine
from probation.graph.errors import InputError
from probation.graph.model import Provenance, Thing
from probation.graph.network import Edge, Hop, Node, Projection
from probation.graph.packages import package_folder
from probation.graph.terms import Iri
from probation.graph.times import Times
from probation.graph.writing import write_whole

_CODE = ("describe.py", "gather.py", "model.py", "network.py", "project.py", "projection.py", "times.py")
_QUERIES = (
    "projection/relations.rq",
    "projection/links.rq",
    "projection/times.rq",
    "lookup/labels.rq",
    "lookup/statements_of.rq",
)


def kept_projection(folder: Path | None, engine: Engine, namer: Namer) -> Projection:
    """Return the projection of the snapshot in `folder`: from its file, else from the store, writing the file."""
    place = None if folder is None else folder / f"projection-{_made_by()}.json"
    if place is not None:
        with suppress(OSError, ValueError, TypeError, LookupError):
            return decode(place.read_bytes())
    from probation.graph.project import project

    made = project(engine, namer)
    if place is not None:
        with suppress(InputError):  # a cache that cannot be written to: read from the store each time
            write_whole(place, encode(made))
    return made


def encode(made: Projection) -> str:
    """Return the text of the file: the digest of what follows, then JSON."""
    texts, said, times = _Table(), _Table(), _Table()
    numbers = {node.thing.iri: number for number, node in enumerate(made.nodes)}
    nodes = [[*_thing(n.thing), n.hub, n.order, times.number(_times(n.times))] for n in made.nodes]
    edges = []
    for edge in made.edges:
        hop = edge.hop
        words = (edge.key, hop.label, hop.inverse_label, hop.kind, hop.property, hop.when)
        who = (hop.provenance.sources, hop.provenance.rules)
        edges.append(
            [
                numbers[hop.start.iri],
                numbers[hop.end.iri],
                *map(texts.number, words),
                said.number(who),
                times.number(_times(edge.times)),
                None if hop.node is None else _thing(hop.node),
            ]
        )
    tables = {"texts": texts.rows, "said": said.rows, "times": times.rows}
    body = json.dumps({"nodes": nodes, "edges": edges, **tables}, ensure_ascii=False, separators=(",", ":"))
    return f"{_digest(body.encode())}\n{body}"


def decode(content: bytes) -> Projection:
    """Return the projection in a file's content; raises ValueError where it is not as it was written."""
    digest, _, body = content.partition(b"\n")
    if digest.decode("ascii") != _digest(body):
        message = "a projection file is damaged"
        raise ValueError(message)
    read: dict[str, Any] = json.loads(body)
    texts: list[str] = read["texts"]
    said = [Provenance(tuple(sources), tuple(rules)) for sources, rules in read["said"]]
    times = [
        Times(tuple(starts), tuple(ends), tuple(held_on), tuple(not_before), has_time, interval)
        for starts, ends, held_on, not_before, has_time, interval in read["times"]
    ]
    nodes = tuple(Node(_read_thing(thing), hub, order, times[when]) for *thing, hub, order, when in read["nodes"])
    edges = []
    for start, end, *words, who, when, node in read["edges"]:
        key, label, inverse, kind, prop, text = (texts[number] for number in words)
        time = times[when]
        hop = Hop(
            nodes[start].thing,
            nodes[end].thing,
            label,
            inverse,
            kind,
            prop,
            said[who],
            time.starts,
            time.ends,
            text,
            None,
            None if node is None else _read_thing(node),
            time.has_time and not time.is_interval,
        )
        edges.append(Edge(hop, key, time))
    return Projection(nodes, tuple(edges))


class _Table:
    """Values that recur, each written once and named by its number."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def rows(self) -> list[Any]:
        return list(self._numbers)


def _thing(thing: Thing) -> list[str]:
    return [thing.iri, thing.label, thing.kind]


def _read_thing(row: list[str]) -> Thing:
    iri, label, kind = row
    return Thing(Iri(iri), label, kind)


def _times(times: Times) -> tuple[Any, ...]:
    return times.starts, times.ends, times.held_on, times.not_before, times.has_time, times.is_interval


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=20).hexdigest()


def _made_by() -> str:
    """Return a digest of the code and the queries that make a projection; the data's is the folder's name."""
    digest = hashlib.blake2b(digest_size=10)
    for package, names in (("graph", _CODE), ("queries", _QUERIES)):
        base = package_folder(package)
        for name in names:
            digest.update(name.encode() + b"\0" + base.joinpath(name).read_bytes() + b"\0")
    return digest.hexdigest()
