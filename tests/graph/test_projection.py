"""The projection kept beside the snapshot: the same as the store's, whatever has happened to its file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.network import Projection
from probation.graph.project import project
from probation.graph.projection import decode, encode, kept_projection

Build = Callable[..., KnowledgeGraph]
BODY = """id:a a pg:Company ; skos:prefLabel 'A "quoted" \N{EM DASH} \\u2028 name'@en ; pg:from "2001"^^xsd:gYear .
    id:b a pg:Company ; skos:prefLabel 'B'@en .
    ownership:o a pg:Ownership ; pg:owner id:a ; pg:owned id:b ; pg:from "2015-02"^^xsd:gYearMonth ;
        pg:heldOn "2016-01-01"^^xsd:date ."""


@pytest.fixture
def kept(folder_of: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KnowledgeGraph:
    """A small graph with a snapshot of its own, whose projection is not kept yet."""
    monkeypatch.setenv("PROBATION_CACHE", str(tmp_path / "cache"))
    return KnowledgeGraph.open([folder_of({"one": BODY})], shipped=False)


def fresh(graph: KnowledgeGraph) -> Projection:
    return project(graph.engine, graph.namer())


def again(graph: KnowledgeGraph) -> Projection:
    return KnowledgeGraph.open(graph.folders, shipped=False).projection


def file_of(graph: KnowledgeGraph) -> Path:
    assert graph.snapshot.folder
    (file,) = graph.snapshot.folder.glob("projection-*.json")
    return file


def test_what_is_kept_is_what_the_store_says(graph: KnowledgeGraph) -> None:
    made = fresh(graph)
    assert decode(encode(made).encode()) == made
    assert graph.projection == made


def test_the_first_use_writes_the_file_and_the_next_reads_it(kept: KnowledgeGraph) -> None:
    assert kept.snapshot.folder
    assert not list(kept.snapshot.folder.glob("*projection*"))
    made = kept.projection
    file = file_of(kept)
    written = file.stat().st_mtime_ns
    assert again(kept) == made == fresh(kept)
    assert file.stat().st_mtime_ns == written
    assert [path.name for path in kept.snapshot.folder.glob("*projection*")] == [file.name], "nothing is left aside"
    # What is in the file is what answers: the store is not asked.
    text = file.read_text(encoding="utf-8").partition("\n")[2].replace('"owns"', '"has"')
    file.write_text(encode(decode(f"{digest_of(text)}\n{text}".encode())), encoding="utf-8")
    assert [edge.hop.label for edge in again(kept).edges] == ["has"]


def digest_of(text: str) -> str:
    from hashlib import blake2b

    return blake2b(text.encode(), digest_size=20).hexdigest()


def test_the_file_is_plain_data(kept: KnowledgeGraph) -> None:
    made = kept.projection
    read = json.loads(file_of(kept).read_text(encoding="utf-8").partition("\n")[2])
    assert len(read["edges"]) == len(made.edges) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"2015-02", b"2015-03"),
        lambda content: content.partition(b"\n")[2],
        lambda content: b"\xff\xfe" * 40,
        lambda content: digest_of("{}").encode() + b"\n{}",
        lambda content: digest_of("[]").encode() + b"\n[]",
        lambda content: digest_of("not JSON").encode() + b"\nnot JSON",
    ],
)
def test_a_damaged_file_is_made_anew(kept: KnowledgeGraph, damage: Callable[[bytes], bytes]) -> None:
    made = kept.projection
    file = file_of(kept)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert again(kept) == made
    assert file.read_bytes() == whole


def test_what_stands_in_the_place_of_the_file_does_no_harm(kept: KnowledgeGraph) -> None:
    made = kept.projection
    file = file_of(kept)
    file.unlink()
    file.mkdir()
    assert again(kept) == made
    assert file.is_dir()


def test_where_nothing_can_be_written_the_store_is_asked_each_time(kept: KnowledgeGraph, tmp_path: Path) -> None:
    gone = tmp_path / "no" / "such" / "folder"
    assert kept_projection(gone, kept.engine, kept.namer()) == fresh(kept)
    assert kept_projection(None, kept.engine, kept.namer()) == fresh(kept)
    assert not gone.exists()


def test_other_data_have_a_projection_of_their_own(kept: KnowledgeGraph, folder_of: Callable[..., Path]) -> None:
    assert kept.projection.edges
    other = KnowledgeGraph.open([folder_of({"one": BODY.replace("2015-02", "2015-03")})], shipped=False)
    assert [edge.times.starts for edge in other.projection.edges] == [("2015-03",)]
    assert [edge.times.starts for edge in kept.projection.edges] == [("2015-02",)]


def test_a_graph_in_memory_has_a_projection_too(graph_of: Build) -> None:
    graph = graph_of({"one": BODY})
    assert graph.snapshot.folder is None
    assert graph.projection == fresh(graph)


def test_a_copied_cache_keeps_its_projection(kept: KnowledgeGraph, tmp_path: Path) -> None:
    made = kept.projection
    copy = tmp_path / "copy"
    shutil.copytree(file_of(kept).parent, copy)
    assert kept_projection(copy, kept.engine, kept.namer()) == made
