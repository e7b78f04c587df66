"""Building the snapshot from all files beside the bare store loading the same statements as one N-Quads file."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox

from bench.timing import Ratio
from probation.graph.load import shipped_data, source_files
from probation.graph.snapshot import fill


def measure(runs: int = 5) -> list[Ratio]:
    """Return the build as a multiple of a bulk load of everything it ends with (merged graph included)."""
    sources = source_files([shipped_data()])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        whole = ox.Store()
        fill(whole, sources, None)
        body = place / "all.nq"
        whole.dump(str(body), format=ox.RdfFormat.N_QUADS)
        pairs = []
        for number in range(runs):
            begun = time.perf_counter()
            fill(ox.Store(str(place / f"a{number}")), sources, None)
            middle = time.perf_counter()
            ox.Store(str(place / f"b{number}")).bulk_load(path=str(body), format=ox.RdfFormat.N_QUADS)
            pairs.append((middle - begun, time.perf_counter() - middle))
    return [
        Ratio(
            f"build of {len(whole)} quads / bare load of the same",
            statistics.median(a for a, _ in pairs),
            statistics.median(b for _, b in pairs),
            statistics.median(a / b for a, b in pairs),
        )
    ]
