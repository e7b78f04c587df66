"""The snapshot: keyed by everything it is built from, whole or not there, and no worse without a cache."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from probation.graph.errors import InputError
from probation.graph.snapshot import KEPT_SNAPSHOTS, Snapshot, cache_folder, open_snapshot

Write = Callable[..., Path]
BODY = 'id:hmip a pg:Inspectorate ; skos:prefLabel "HM Inspectorate of Probation"@en .'

# Builds the snapshot of the folder it is given and kills itself at the moment that its second argument names.
KILLED = """
import os, signal, sys
from pathlib import Path
from probation.graph.snapshot import open_snapshot

moment = sys.argv[2]

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def progress(what, done, total):
    if what == moment:
        die()

def hook(event, arguments):
    path = str(arguments[0]) if arguments else ""
    if moment == "counts" and event == "open" and path.endswith("counts.json"):
        die()
    if moment == "rename" and event == "os.rename" and ".building-" in path:
        die()
    if moment == "removal" and event == "shutil.rmtree":
        die()

sys.addaudithook(hook)
open_snapshot([Path(sys.argv[1])], progress)
print("built")
"""


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own."""
    folder = tmp_path / "own-cache"
    monkeypatch.setenv("PROBATION_CACHE", str(folder))
    return folder


def snapshots(cache: Path) -> list[str]:
    """The names of the whole snapshots in a cache."""
    return sorted(entry.name for entry in (cache / "snapshots").iterdir() if not entry.name.startswith("."))


def labels(snapshot: Snapshot) -> set[str]:
    rows = snapshot.store.query(
        "SELECT ?l { ?s a <https://w3id.org/probation-governance/ontology#Inspectorate> ;"
        " <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }"
    )
    return {row["l"].value for row in rows}  # type: ignore[union-attr]


def test_a_snapshot_is_built_once_and_opened_afterwards(own_cache: Path, folder_of: Write) -> None:
    folder = folder_of({"my-source": BODY})
    first = open_snapshot([folder])
    assert first.folder == own_cache / "snapshots" / first.digest
    built = (first.folder / "counts.json").stat().st_mtime_ns
    second = open_snapshot([folder])
    assert (second.digest, second.folder, second.counts) == (first.digest, first.folder, first.counts)
    assert (second.folder / "counts.json").stat().st_mtime_ns == built
    assert labels(first) == labels(second) == {"HM Inspectorate of Probation"}
    assert second.counts["sources"] == {"my-source": 5}


def test_an_opened_snapshot_is_read_only(own_cache: Path, folder_of: Write) -> None:
    snapshot = open_snapshot([folder_of({"my-source": BODY})])
    with pytest.raises(RuntimeError, match="read-write"):
        snapshot.store.clear()


@pytest.mark.usefixtures("own_cache")
def test_every_edit_changes_the_digest_and_its_undoing_brings_it_back(folder_of: Write) -> None:
    folder = folder_of({"my-source": BODY})
    path = folder / "my-source.ttl"
    text = path.read_text(encoding="utf-8")
    before = open_snapshot([folder]).digest
    path.write_text(text.replace("HM Inspectorate", "HM Inspectorats"), encoding="utf-8")  # of the same length
    changed = open_snapshot([folder])
    assert changed.digest != before
    assert labels(changed) == {"HM Inspectorats of Probation"}
    path.write_text(text, encoding="utf-8")
    assert open_snapshot([folder]).digest == before


@pytest.mark.usefixtures("own_cache")
def test_an_edit_that_keeps_length_and_time_is_seen(folder_of: Write) -> None:
    folder = folder_of({"my-source": BODY})
    path = folder / "my-source.ttl"
    about = path.stat()
    assert labels(open_snapshot([folder])) == {"HM Inspectorate of Probation"}
    time.sleep(0.02)  # longer than a tick of the file system's clock
    path.write_text(path.read_text(encoding="utf-8").replace("Inspectorate of", "Inspectorats of"), encoding="utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert path.stat().st_size == about.st_size
    assert labels(open_snapshot([folder])) == {"HM Inspectorats of Probation"}


@pytest.mark.usefixtures("own_cache")
def test_the_digest_is_of_content_and_slugs_not_of_places(folder_of: Write, tmp_path: Path) -> None:
    folder = folder_of({"my-source": BODY})
    elsewhere = tmp_path / "elsewhere" / "2017"
    shutil.copytree(folder, elsewhere)
    assert open_snapshot([folder]).digest == open_snapshot([elsewhere.parent]).digest
    one_more = folder_of({"my-source": BODY, "another": "id:moj a pg:Ministry ."})
    assert open_snapshot([folder]).digest != open_snapshot([one_more]).digest


@pytest.mark.usefixtures("own_cache")
def test_a_source_taken_out_is_gone(folder_of: Write) -> None:
    folder = folder_of({"a": BODY, "b": 'id:hmip a pg:Inspectorate ; skos:prefLabel "HMI Probation"@en .'})
    assert labels(open_snapshot([folder])) == {"HM Inspectorate of Probation", "HMI Probation"}
    (folder / "b.ttl").unlink()
    assert labels(open_snapshot([folder])) == {"HM Inspectorate of Probation"}


@pytest.mark.usefixtures("own_cache")
def test_a_statement_of_two_sources_counts_once_in_the_merged_graph(folder_of: Write) -> None:
    store = open_snapshot([folder_of({"a": BODY, "b": BODY})]).store
    count = "SELECT (COUNT(*) AS ?n) { %s <https://w3id.org/probation-governance/id/hmip> ?p ?o %s }"
    for query, expected in (
        (count % ("", ""), "2"),
        (count % ("GRAPH ?g {", "} ?g ?a ?title FILTER(LANG(?title) = 'en')"), "4"),
    ):
        (row,) = store.query(query)  # type: ignore[misc]
        assert row["n"].value == expected  # type: ignore[index]


def test_a_broken_source_is_refused_and_nothing_is_written(own_cache: Path, folder_of: Write) -> None:
    with pytest.raises(InputError, match="not Turtle"):
        open_snapshot([folder_of({"my-source": "id:hmip a"})])
    assert snapshots(own_cache) == []
    assert not list((own_cache / "snapshots").iterdir())


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("kind", ["folder", "dangling link"])
def test_a_source_that_cannot_be_read_is_refused_by_name(folder_of: Write, kind: str) -> None:
    folder = folder_of({"my-source": BODY})
    path = folder / "another.ttl"
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(folder / "nowhere")
    with pytest.raises(InputError, match="cannot be read") as caught:
        open_snapshot([folder])
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("moment", ["reading sources", "applying rules", "counts", "rename", "removal"])
def test_a_build_killed_at_any_moment_leaves_no_broken_snapshot(own_cache: Path, folder_of: Write, moment: str) -> None:
    folder = folder_of({"my-source": BODY})
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), moment], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, ""), done.stderr
    assert len(snapshots(own_cache)) == (moment == "removal")
    after = open_snapshot([folder])
    assert after.folder
    assert labels(after) == {"HM Inspectorate of Probation"}


def test_builds_at_the_same_time_do_each_other_no_harm(own_cache: Path, folder_of: Write) -> None:
    folder = folder_of({"my-source": BODY})
    script = (
        "import sys; from pathlib import Path; from probation.graph.snapshot import open_snapshot\n"
        "s = open_snapshot([Path(sys.argv[1])]); print(s.digest, s.counts['statements'], len(s.store))"
    )
    command = [sys.executable, "-c", script, str(folder)]
    builds = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {build.communicate()[0] for build in builds}
    assert [build.returncode for build in builds] == [0] * 4
    assert len(said) == 1
    assert len(snapshots(own_cache)) == 1
    assert not [entry for entry in (own_cache / "snapshots").iterdir() if entry.name.startswith(".")]


@pytest.mark.parametrize("place", ["below a file", "a name too long", "a link to itself"])
def test_without_a_writable_cache_the_graph_is_built_in_memory(
    tmp_path: Path, folder_of: Write, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder = folder_of({"my-source": BODY})
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    cache = {"below a file": tmp_path / "file/cache", "a name too long": tmp_path / ("x" * 300)}
    monkeypatch.setenv("PROBATION_CACHE", str(cache.get(place, tmp_path / "loop")))
    snapshot = open_snapshot([folder])
    assert snapshot.folder is None
    assert labels(snapshot) == {"HM Inspectorate of Probation"}


def test_a_disk_that_fills_up_while_the_snapshot_is_written_does_no_harm(own_cache: Path, folder_of: Write) -> None:
    folder = folder_of({"my-source": BODY})
    script = (
        "import sys; from pathlib import Path; from probation.graph.snapshot import open_snapshot\n"
        "s = open_snapshot([Path(sys.argv[1])]); print(s.folder, s.counts['statements'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert (done.returncode, done.stdout) == (0, "None 5\n"), done.stderr
    assert snapshots(own_cache) == []


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize(
    "damage", ["no counts", "counts cut short", "no store", "store emptied", "store cut short", "statements cut short"]
)
def test_a_damaged_snapshot_is_built_anew_in_its_place(folder_of: Write, damage: str) -> None:
    folder = folder_of({"my-source": BODY})
    place = open_snapshot([folder]).folder
    assert place
    if damage == "no counts":
        (place / "counts.json").unlink()
    elif damage == "counts cut short":
        (place / "counts.json").write_text('{"sources": ')
    elif damage == "no store":
        shutil.rmtree(place / "store")
    elif damage == "store emptied":
        for path in (place / "store").iterdir():
            path.unlink()
    else:
        for path in (place / "store").glob("MANIFEST-*" if damage == "store cut short" else "*.sst"):
            path.write_bytes(path.read_bytes()[:20])
    again = open_snapshot([folder])
    assert again.folder == place
    assert labels(again) == {"HM Inspectorate of Probation"}
    assert json.loads((place / "counts.json").read_text())["statements"] == 5


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff", b"0" * 40, b"0" * 40 + b"\nof other inputs"])
def test_a_damaged_memory_of_the_digest_is_not_believed(own_cache: Path, folder_of: Write, content: bytes) -> None:
    folder = folder_of({"my-source": BODY})
    digest = open_snapshot([folder]).digest
    (memo,) = (own_cache / "digests").iterdir()
    remembered = memo.read_bytes()
    memo.write_bytes(content)
    again = open_snapshot([folder])
    assert (again.digest, again.folder) == (digest, own_cache / "snapshots" / digest)
    assert memo.read_bytes() == remembered


def test_old_snapshots_and_what_killed_builds_left_are_swept(own_cache: Path, folder_of: Write) -> None:
    places = []
    for number in range(KEPT_SNAPSHOTS + 2):
        place = open_snapshot([folder_of({"my-source": f"id:body-{number} a pg:Charity ."})]).folder
        assert place
        os.utime(place, (time.time() - 9000 + number,) * 2)
        places.append(place.name)
    assert snapshots(own_cache) == sorted(places[-KEPT_SNAPSHOTS:])
    fresh, stale = (own_cache / "snapshots" / name for name in (".building-fresh", ".building-stale"))
    for left in (fresh, stale):
        left.mkdir()
        (left / "counts.json").touch()
    os.utime(stale, (time.time() - 2 * 24 * 3600,) * 2)
    open_snapshot([folder_of({"my-source": "id:one-more a pg:Charity ."})])
    assert (fresh.is_dir(), stale.is_dir()) == (True, False)


def test_a_snapshot_used_just_now_is_not_swept(own_cache: Path, folder_of: Write) -> None:
    oldest = folder_of({"my-source": BODY})
    place = open_snapshot([oldest]).folder
    assert place
    os.utime(place, (time.time() - 9000,) * 2)
    open_snapshot([oldest])
    for number in range(KEPT_SNAPSHOTS + 2):
        open_snapshot([folder_of({"my-source": f"id:body-{number} a pg:Charity ."})])
    assert place.is_dir()


def test_a_snapshot_in_use_outlives_its_sweeping(own_cache: Path, folder_of: Write) -> None:
    snapshot = open_snapshot([folder_of({"my-source": BODY})])
    shutil.rmtree(own_cache / "snapshots")
    assert labels(snapshot) == {"HM Inspectorate of Probation"}


def test_progress_is_told_by_source(folder_of: Write, own_cache: Path) -> None:
    told: list[tuple[str, int, int]] = []
    open_snapshot([folder_of({"a": "", "b": ""})], lambda *step: told.append(step))
    assert [step for step in told if step[0] == "reading sources"] == [
        ("reading sources", 1, 2),
        ("reading sources", 2, 2),
    ]
    assert own_cache.is_dir()


def test_the_cache_is_the_users_own_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBATION_CACHE", "/some/place")
    assert cache_folder() == Path("/some/place")
    monkeypatch.delenv("PROBATION_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/my/cache")
    assert cache_folder().name == "probation-graph"
    if sys.platform == "linux":
        from platformdirs import user_cache_path

        assert cache_folder() == Path("/my/cache/probation-graph") == user_cache_path("probation-graph")
        for useless in ("", "not/absolute"):
            monkeypatch.setenv("XDG_CACHE_HOME", useless)
            assert cache_folder() == Path.home() / ".cache" / "probation-graph"
