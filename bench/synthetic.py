"""Write a made-up graph of any size, in the shape of `data/`: one Turtle file per source, for the real pipeline.

The country is fictional and consists of regions that all look alike inside; twelve make a graph of the nodes and
edges of the national one, so sizes are exact and grow evenly. Trusts become companies' CRCs, these become delivery
units of a region; owners, posts with their holders, inspections, measures and events are dated as precisely or
roughly as real ones, said by one to three sources each, and some of these contradict one another. The ministry, the
service and the inspectorate are shared by all regions, as in the real graph: hubs grow with the country.

    python -m bench.synthetic FOLDER --times 10
    probation info --no-shipped --data FOLDER
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TypeVar

from bench.country import Block, Thing, centre, region
from probation.graph.terms import PREFIXES

Number = TypeVar("Number", int, float)
REGIONS = 12
"""As many as the real country has: the size called 1x."""
NODES_OF_REGION, NODES_OF_CENTRE = 121, 10
EDGES_OF_REGION, EDGES_OF_CENTRE = 278, 9
SOURCES_OF_REGION = 82
SEED = 7
KINDS = ("inspection-report", "press-release", "news", "parliamentary", "official-page", "audit-report")
SAID_BY = (1, 1, 1, 1, 2, 2, 3)
"""How many sources say a thing: mostly one."""
_OWN = "affiliation agent change contract finding measurement oversight ownership participation post provision rating"
_SCHEMES = (
    "area-kind change-kind event-type finding-kind measure oversight-kind programme provision-kind source-kind"
    " standard-pdu-inspections-2021-23 theme tie-kind unit"
)


def regions_for(*, times: float | None = None, nodes: int | None = None) -> int:
    """Return how many regions make a graph of `times` the national one, or of at least so many nodes."""
    if nodes is not None:
        return max(math.ceil((nodes - NODES_OF_CENTRE) / NODES_OF_REGION), 1)
    return max(round(REGIONS * (1 if times is None else times)), 1)


def nodes_and_edges(regions: int) -> tuple[int, int]:
    """Return how many nodes and edges the projection of a country of so many regions has."""
    return NODES_OF_CENTRE + NODES_OF_REGION * regions, EDGES_OF_CENTRE + EDGES_OF_REGION * regions


def write(folder: Path, regions: int = REGIONS, seed: int = SEED) -> int:
    """Write the sources of a country of so many regions below `folder`; return how many there are.

    The same seed gives the same bytes, and a region is the same in a country of any size.
    """
    nation = centre()
    written = _write_part(folder, "centre", nation.blocks, 3, Random(f"{seed} centre"))  # noqa: S311
    for number in range(1, regions + 1):
        chance = Random(f"{seed} {number}")  # noqa: S311 - a fixed choice, not a secret
        blocks = region(number, nation, chance)
        written += _write_part(folder, str(number), blocks, SOURCES_OF_REGION, chance)
    return written


def _write_part(folder: Path, part: str, blocks: list[Block], sources: int, chance: Random) -> int:
    """Spread blocks over the sources of a part; a block that contradicts another stands in a source of its own."""
    shelves: list[list[Block]] = [[] for _ in range(sources)]
    for turn, block in enumerate(blocks):
        again = min(chance.choice(SAID_BY), sources) - 1
        first = turn % sources
        others = [other for other in range(sources) if other != first]
        for place in (first, *chance.sample(others, again)):
            shelves[place].append(block)
        if block.disputed:
            shelves[chance.choice(others)].append(block.otherwise())
    for number, shelf in enumerate(shelves, start=1):
        year = chance.randint(2011, 2025)
        slug = f"example-{part}-{number}"
        home = folder / str(year)
        home.mkdir(parents=True, exist_ok=True)
        day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        text = "\n".join(_file(slug, day, chance.choice(KINDS), chance.randint(1, 40), shelf))
        (home / f"{slug}.ttl").write_text(text, encoding="utf-8")
    return sources


def _file(slug: str, day: str, kind: str, publisher: int, blocks: list[Block]) -> Iterator[str]:
    yield f"@base <{PREFIXES['source']}{slug}> ."
    for prefix in ("dct", "foaf", "id", "org", "pg", "skos", "xsd"):
        yield f"@prefix {prefix}: <{PREFIXES[prefix]}> ."
    for name in (*_OWN.split(), "recommendation", "tenure", "tie"):
        yield f"@prefix {name}: <{PREFIXES['id']}{name}/> ."
    for name in _SCHEMES.split():
        place = name.replace("standard-", "standard/", 1)
        yield f"@prefix {name}: <{PREFIXES['scheme']}{place}/> ."
    agent = Thing(f"agent:example-publisher-{publisher}", "foaf:Agent", f"Example Publisher {publisher}")
    yield ""
    yield "<> a pg:Source ;"
    yield f'    dct:issued "{day}"^^xsd:date ;'
    yield f"    dct:publisher {agent.name} ;"
    yield f'    dct:title "Example source {slug.removeprefix("example-")}"@en ;'
    yield f"    foaf:page <https://example.org/{slug}> ;"
    yield f"    pg:sourceKind source-kind:{kind} ."
    spoken_of = {agent.name: agent} | {thing.name: thing for block in blocks for thing in block.about}
    for name in sorted(spoken_of):
        yield f'\n{name} a {spoken_of[name].kind} ;\n    skos:prefLabel "{spoken_of[name].label}"@en .'
    seen = set()
    for block in blocks:
        if block.name not in seen:  # one source says one thing once, and does not contradict itself
            seen.add(block.name)
            yield f"\n{block.turtle()}"
    yield ""


def above_zero(number: Callable[[str], Number]) -> Callable[[str], Number]:
    """Return a reader of numbers above zero, for an option; argparse reports the ValueError in one line."""

    def read(text: str) -> Number:
        value = number(text)
        if not 0 < value < math.inf:
            raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number above zero")
        return value

    read.__name__ = number.__name__
    return read


def main() -> None:
    """Write a graph where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.synthetic", description="Write a made-up graph.")
    parser.add_argument("folder", type=Path)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--times", type=above_zero(float), help="as many times the national graph (1)")
    size.add_argument("--nodes", type=above_zero(int), help="at least so many nodes in the projection")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    regions = regions_for(times=asked.times, nodes=asked.nodes)
    try:
        sources = write(asked.folder, regions, asked.seed)
    except OSError as error:
        parser.error(f"{error.filename}: cannot be written ({error.strerror})")
    nodes, edges = nodes_and_edges(regions)
    print(f"{sources} sources of {regions} regions, {nodes} nodes and {edges} edges, in {asked.folder}")


if __name__ == "__main__":
    main()
