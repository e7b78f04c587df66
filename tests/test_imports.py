"""Nothing imports `graph`, `cli`, … by their bare names: that would be a second copy of each module."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import probation.cli
import probation.graph

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("cli", "data", "graph", "ontology", "queries")
FILES = sorted(
    path
    for folder in (*FOLDERS, "tests", "bench", "docs")
    for path in (ROOT / folder).rglob("*.py")
    if "build" not in path.relative_to(ROOT).parts
)


def imported(path: Path) -> set[str]:
    """The first part of every module that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else str(node.module).partition(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_imports_by_a_bare_or_relative_name(path: Path) -> None:
    assert not imported(path) & {*FOLDERS, "."}


def modules() -> list[str]:
    return [
        info.name
        for package in (probation.cli, probation.graph)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


def test_importing_every_module_from_the_root_of_the_repository_makes_no_second_copy() -> None:
    script = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n    importlib.import_module(name)\n"
        f"print(sorted(set(sys.modules) & {set(FOLDERS)}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *modules()], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[]\n"


def test_the_installed_packages_are_all_of_the_folders() -> None:
    """A package that pyproject.toml does not list is not installed: its modules are not found here."""
    found = {name.removeprefix("probation.") for name in modules()}
    for folder in ("cli", "graph"):
        for path in (ROOT / folder).rglob("*.py"):
            name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
            assert name in found | {"cli", "graph"}, f"{path}: list its package in pyproject.toml, and install again"


def test_pages_drawn_as_svg_need_neither_pyvis_nor_a_network_nor_a_layout() -> None:
    script = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n    importlib.import_module(name)\n"
        "print(sorted(set(sys.modules) & {'pyvis', 'networkx', 'igraph', 'IPython', 'rdflib'}))"
    )
    pages = [name for name in modules() if name.startswith("probation.graph.sheet_") or name.endswith(".sheet")]
    done = subprocess.run([sys.executable, "-c", script, *pages], capture_output=True, text=True, check=False)
    assert len(pages) == 6
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
