"""The snapshot: the store built once from all inputs, kept in the user's cache, opened read-only afterwards.

Its key is a digest of everything it was built from. It is written to a fresh folder and renamed whole, so a build
killed at any moment leaves no broken snapshot and two builds at once do no harm. Where no cache can be written, the
store is built in memory. To spare reading every input on every start, the digest itself is remembered under the
inputs' paths, sizes and times, as git does for its index.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import pyoxigraph as ox

from probation.graph.engine import OxigraphEngine
from probation.graph.errors import InputError
from probation.graph.load import (
    read_source,
    read_vocabulary,
    source_paths,
    vocabulary_names,
)
from probation.graph.packages import package_folder
from probation.graph.terms import ONTOLOGY_GRAPH, expand

KEPT_SNAPSHOTS = 8
_DIGEST = re.compile(rb"[0-9a-f]{40}")
_STALE_SECONDS = 24 * 3600
# Longer than any command takes: a reader opens some of its files late.
_IN_USE_SECONDS = 3600
_BUILDERS = ("load.py", "literals.py", "names.py", "rules.py", "snapshot.py", "sources.py", "terms.py", "vocabulary.py")
# queries whose answers are kept beside the store
_KEPT = ("sources.rq", "terms_named.rq", "vocabulary.rq")

Progress = Callable[[str, int, int], None]


class Snapshot(NamedTuple):
    """An open store with what it was built from. `folder` is None when it lives in memory."""

    store: ox.Store
    digest: str
    folder: Path | None
    counts: dict[str, Any]


def cache_folder() -> Path:
    """Return the folder for snapshots: `PROBATION_CACHE`, else the platform's cache for this user."""
    chosen = os.environ.get("PROBATION_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "linux":
        # As the XDG base directory specification says; importing the library for it takes longer than a query.
        base = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "probation-graph"  # noqa: PTH117
    else:  # noqa: RET505 - so that a type checker sees either branch
        from platformdirs import user_cache_path

        return user_cache_path("probation-graph", appauthor=False)


def open_snapshot(
    folders: Sequence[Path], progress: Progress | None = None, keep: Collection[str] | None = None
) -> Snapshot:
    """Open the snapshot of the data in `folders`, building it first where it is not there yet.

    With `keep`, only the sources of these slugs are in it. Raises InputError when a source's file cannot be accepted;
    nothing is written then.
    """
    sources = {slug: path for slug, path in source_paths(folders).items() if keep is None or slug in keep}
    cache = cache_folder()
    try:
        digest = _digest(_inputs(sources), cache)
    except OSError as error:
        message = f"{error.filename}: cannot be read ({error.strerror})"
        raise InputError(message) from None
    place = cache / "snapshots" / digest
    found = _open_built(place)
    if found is None:
        built = _build_aside(sources, cache, place, progress)
        if built is not None:
            return Snapshot(built[0], digest, None, built[1])
        found = _open_built(place)
    if found is None:
        store = ox.Store()
        return Snapshot(store, digest, None, fill(store, sources, progress))
    return Snapshot(found[0], digest, place, found[1])


def fill(store: ox.Store, sources: Mapping[str, str | Path], progress: Progress | None) -> dict[str, Any]:
    """Put everything into an empty store: sources, vocabulary, merged graph, derived statements, names.

    Returns the counts that `probation info` shows.
    """
    from probation.graph.names import name_statements, short_forms
    from probation.graph.rules import describe, infer, read_rules
    from probation.graph.vocabulary import Vocabulary

    quads: list[ox.Quad] = []
    per_source: dict[str, int] = {}
    for number, (slug, path) in enumerate(sorted(sources.items()), start=1):
        if progress:
            progress("reading sources", number, len(sources))
        read = read_source(Path(path))
        per_source[slug] = len(read)
        quads += read
    rules = read_rules()
    vocabulary = [*read_vocabulary(), *describe(rules)]
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    quads_of_vocabulary = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in vocabulary]
    merged = (ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in quads + quads_of_vocabulary)
    forms = short_forms(_long_and_short(vocabulary))
    store.bulk_extend(quads + quads_of_vocabulary)
    store.bulk_extend(merged)
    store.bulk_extend(name_statements(quads, forms))
    if progress:
        progress("applying rules", 0, len(rules))
    derived = infer(store, rules)
    return {
        "ontology": Vocabulary.read(OxigraphEngine(store)).to_json(),
        "sources": per_source,
        "statements": sum(per_source.values()),
        "derived": derived,
        "vocabulary": len(vocabulary),
        "rules": len(rules),
    }


def _long_and_short(vocabulary: list[ox.Triple]) -> Iterator[tuple[str, str]]:
    """Yield each class's label and short form, where it has one."""
    texts = {(t.subject, t.predicate.value): t.object for t in vocabulary}
    label, short = expand("rdfs:label"), expand("pg:shortForm")
    for (subject, predicate), text in texts.items():
        long = texts.get((subject, label))
        if predicate == short and isinstance(text, ox.Literal) and isinstance(long, ox.Literal):
            yield long.value, text.value


def _open_built(place: Path) -> tuple[ox.Store, dict[str, Any]] | None:
    """Open the snapshot at `place`; None when there is none, or one that was damaged from outside, which is removed."""
    try:
        if place.is_dir():
            counts = json.loads((place / "counts.json").read_text(encoding="utf-8"))
            with suppress(OSError):
                os.utime(place)  # in use: no sweep takes it away under its reader
            return ox.Store.read_only(str(place / "store")), counts
    except (OSError, RuntimeError, ValueError):
        # By a full disk, or a home that was copied by halves.
        shutil.rmtree(place, ignore_errors=True)
    return None


def _build_aside(
    sources: Mapping[str, str], cache: Path, place: Path, progress: Progress | None
) -> tuple[ox.Store, dict[str, Any]] | None:
    """Build into a fresh folder and rename it to `place`; where that cannot be written, return a store in memory."""
    import tempfile

    from probation.graph.sources import keep_sources

    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place.parent)
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=place.parent))
    except OSError:
        store = ox.Store()
        return store, fill(store, sources, progress)
    try:
        store = ox.Store(str(aside / "store"))
        counts = fill(store, sources, progress)
        store.flush()
        keep_sources(aside, OxigraphEngine(store))
        del store
        (aside / "counts.json").write_text(json.dumps(counts), encoding="utf-8")
        try:
            aside.rename(place)
        except OSError:
            if not place.is_dir():
                raise
    except (OSError, RuntimeError):
        # Such as a disk that fills up while the store is written.
        store = ox.Store()
        return store, fill(store, sources, progress)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return None


def _sweep(snapshots: Path) -> None:
    """Remove what killed builds left behind, and all but the newest snapshots, unless they were used just now."""
    now = time.time()
    whole = []
    for entry in snapshots.iterdir():
        try:
            age = now - entry.stat().st_mtime
        except FileNotFoundError:  # another build's, renamed by now
            continue
        if not entry.name.startswith("."):
            whole.append((age, entry))
        elif age > _STALE_SECONDS:
            shutil.rmtree(entry, ignore_errors=True)
    for age, entry in sorted(whole)[KEPT_SNAPSHOTS - 1 :]:
        if age > _IN_USE_SECONDS:
            shutil.rmtree(entry, ignore_errors=True)


def _inputs(sources: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (name, path) of everything that a snapshot is built from."""
    ontology, rules, code = (str(package_folder(part)) for part in ("ontology", "queries", "graph"))
    made = [name for name in sorted(os.listdir(f"{rules}/rules")) if name.endswith(".rq")]  # noqa: PTH208
    return [
        *((f"source/{slug}", path) for slug, path in sorted(sources.items())),
        *((f"ontology/{name}", f"{ontology}/{name}") for name in vocabulary_names(ontology)),
        *((f"rules/{name}", f"{rules}/rules/{name}") for name in made),
        *((f"lookup/{name}", f"{rules}/lookup/{name}") for name in _KEPT),
        *((f"graph/{name}", f"{code}/{name}") for name in _BUILDERS),
    ]


def _digest(inputs: list[tuple[str, str]], cache: Path) -> str:
    """Return the digest of the inputs' contents; remembered with the paths, sizes and times it was worked out from.

    The memory is compared word for word, which takes less time than the import of a hash.
    """
    listing = _listing(inputs)
    memo = cache / "digests" / f"{crc32(repr([path for _, path in inputs]).encode()):08x}"
    try:
        remembered, _, about = memo.read_bytes().partition(b"\n")
        if about == listing and _DIGEST.fullmatch(remembered):
            return remembered.decode()
    except OSError:
        pass
    digest = _digest_of_contents(inputs)
    try:
        memo.parent.mkdir(parents=True, exist_ok=True)
        aside = memo.with_suffix(f".{os.getpid()}")
        aside.write_bytes(digest.encode() + b"\n" + listing)
        aside.rename(memo)
    except OSError:
        pass  # without a cache the inputs are read again next time
    return digest


def _listing(inputs: list[tuple[str, str]]) -> bytes:
    lines = [ox.__version__]
    for _, path in inputs:
        about = os.stat(path)  # noqa: PTH116 - the paths are text, see load.source_paths
        lines.append(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\0{about.st_ctime_ns}")
    return os.fsencode("\n".join(lines))


def _digest_of_contents(inputs: list[tuple[str, str]]) -> str:
    import hashlib

    digest = hashlib.blake2b(ox.__version__.encode(), digest_size=20)
    for name, path in inputs:
        digest.update(os.fsencode(name) + b"\0" + hashlib.sha256(Path(path).read_bytes()).digest())
    return digest.hexdigest()
