"""The notebooks in docs/: what they show is what a fresh run shows, and they hold nothing of the machine they ran on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from probation.graph import KnowledgeGraph

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_two_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["a-place-through-time", "owners-compared"]


@EACH
@pytest.mark.usefixtures("graph")  # built before the kernel starts
def test_a_fresh_run_shows_the_same(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "notebooks.py", "--check", path.stem],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@EACH
def test_a_notebook_is_small_and_holds_nothing_of_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text) < 100_000
    assert "<iframe" not in text
    assert not re.search(r"/(home|tmp|root|usr|work|Users)/", text)
    notebook = json.loads(text)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] is None for cell in code)
    assert all(output["output_type"] != "error" for cell in code for output in cell["outputs"])
    assert any(cell["outputs"] for cell in code)


@EACH
def test_every_source_that_a_notebook_names_is_in_the_graph(path: Path, graph: KnowledgeGraph) -> None:
    named = {
        slug
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        for slug in re.findall(r"\[([a-z0-9-]+(?:, [a-z0-9-]+)*)\]", "".join(output.get("text", [])))
        for slug in slug.split(", ")
    }
    assert named
    assert set(graph.cited(named)) == named


@EACH
def test_links_of_a_notebook_lead_somewhere(path: Path) -> None:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            for target in re.findall(r"\]\(([^)#]+)\)", "".join(cell["source"])):
                assert "://" in target or (path.parent / target).exists(), target
