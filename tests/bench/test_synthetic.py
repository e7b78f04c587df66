"""The made-up country: as large as asked for, the same every time, and faultless by the project's own checks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import synthetic
from probation.graph import KnowledgeGraph
from probation.graph.check import check
from probation.graph.load import source_files

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a country of two regions."""
    folder = tmp_path_factory.mktemp("country")
    assert synthetic.write(folder, 2) == len(source_files([folder])) == 2 * 82 + 3
    return folder


@pytest.fixture(scope="module")
def made_up(country: Path) -> KnowledgeGraph:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROBATION_CACHE", str(Path(__file__) / "no-folder"))
        return KnowledgeGraph.open([country], shipped=False)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.ttl")}


def test_a_country_passes_every_check(country: Path) -> None:
    assert check(source_files([country]), None, None) == []


def test_the_projection_has_exactly_the_nodes_and_edges_asked_for(made_up: KnowledgeGraph) -> None:
    network = made_up.network()
    assert (network.number_of_nodes(), network.number_of_edges()) == synthetic.nodes_and_edges(2)


def test_nothing_stands_alone(made_up: KnowledgeGraph) -> None:
    assert min(degree for _, degree in made_up.network().degree()) > 0


def test_sources_differ_about_as_many_tenures_as_promised(made_up: KnowledgeGraph) -> None:
    found = made_up.conflicts()
    assert {conflict.label for conflict in found} == {"from"}
    assert 20 <= len(found) <= 26  # of two regions with 13 each; one source does not contradict itself


def test_one_size_is_that_of_the_national_graph(graph: KnowledgeGraph) -> None:
    national = graph.network()
    nodes, edges = synthetic.nodes_and_edges(synthetic.REGIONS)
    assert nodes == pytest.approx(national.number_of_nodes(), rel=0.1)
    assert edges == pytest.approx(national.number_of_edges(), rel=0.1)


def test_the_same_seed_gives_the_same_files_and_another_seed_others(country: Path, tmp_path: Path) -> None:
    synthetic.write(tmp_path / "again", 2)
    synthetic.write(tmp_path / "other", 2, seed=8)
    assert texts(tmp_path / "again") == texts(country)
    assert texts(tmp_path / "other") != texts(country)


def test_a_region_is_the_same_in_a_country_of_any_size(country: Path, tmp_path: Path) -> None:
    synthetic.write(tmp_path, 1)
    larger = texts(country)
    assert {name: text for name, text in texts(tmp_path).items() if larger.get(name) != text} == {}


@pytest.mark.parametrize(
    ("asked", "regions"),
    [({}, 12), ({"times": 1}, 12), ({"times": 3}, 36), ({"times": 0.01}, 1), ({"nodes": 1}, 1), ({"nodes": 131}, 1)],
)
def test_sizes_become_regions(asked: dict[str, float], regions: int) -> None:
    assert synthetic.regions_for(**asked) == regions


def test_twenty_thousand_nodes_are_reached_by_the_fewest_regions() -> None:
    regions = synthetic.regions_for(nodes=20_000)
    assert synthetic.nodes_and_edges(regions)[0] >= 20_000 > synthetic.nodes_and_edges(regions - 1)[0]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.synthetic", *arguments], capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def test_the_command_writes_a_country_and_says_its_size(country: Path, tmp_path: Path) -> None:
    done = run(str(tmp_path), "--nodes", "200")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"167 sources of 2 regions, 252 nodes and 565 edges, in {tmp_path}\n"
    assert texts(tmp_path) == texts(country)


@pytest.mark.parametrize(
    "arguments",
    [["--times", "0"], ["--times", "-1"], ["--nodes", "0"], ["--times", "many"], ["--times", "1", "--nodes", "9"]],
    ids=" ".join,
)
def test_sizes_that_are_none_are_refused(arguments: list[str], tmp_path: Path) -> None:
    done = run(str(tmp_path / "country"), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "country").exists()


def test_a_folder_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    done = run(str(tmp_path / "file"), "--nodes", "1")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "cannot be written" in done.stderr.splitlines()[-1]
