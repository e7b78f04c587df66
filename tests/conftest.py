"""Shared by all tests: the graph, small graphs from inline Turtle, and the real program in a process of its own."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar

import hypothesis
import pytest

from probation.graph import KnowledgeGraph
from probation.graph.load import shipped_data
from probation.graph.terms import PREFIXES

DOCUMENTS = (
    "2017/staffordshire-caseloads-2017-01-12",
    "2017/russellwebster-2017-01-12-staffordshire",
    "2020/expressandstar-2020-03-05-staffordshire-and-west-midlands",
    "2020/guardian-2020-03-04-midlands-probation-firm",
    "2022/hmip-2022-08-04-staffordshire-and-stoke-pdu-press-release",
)
_KINDS = "affiliation change finding measurement note oversight ownership post provision rating recommendation tenure"
_PREFIXES = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in (PREFIXES | {kind: f"{PREFIXES['id']}{kind}/" for kind in _KINDS.split()}).items()
)
T = TypeVar("T")
PROGRAM = shutil.which("probation", path=str(Path(sys.executable).parent))

# A run finds what the last one found; to look further afield:  pytest --hypothesis-profile explore
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None, derandomize=False)
hypothesis.settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write tests/golden/ anew; review the difference.")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """A cache of this run's own, shared by its processes (building at the same time must do no harm)."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROBATION_CACHE", str(folder))
        for name in ("PROBATION_DATA", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of this process among those of pytest-xdist, `master` when there is one only."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "master"))


class Needed(Protocol):
    """See `needed`."""

    def __call__(self, found: T | None, what: str, how: str) -> T: ...


@pytest.fixture(scope="session")
def needed() -> Needed:
    """What a test cannot do without: `needed(shutil.which("bash"), "Bash", "install it")` gives what was found.

    Where nothing was, the test fails in CI and is skipped elsewhere, and says what is missing and how to get it.
    """

    def need(found: T | None, what: str, how: str) -> T:
        if found is not None:
            return found
        message = f"{what} is missing: {how}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)

    return need


@pytest.fixture(scope="session")
def script() -> Callable[[str], ModuleType]:
    """Loads a script that prepares something for the tests and knows where it is: `script("browser").find()`."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture(scope="session")
def graph(cache: Path) -> KnowledgeGraph:
    """The graph of the shipped data."""
    return KnowledgeGraph.open()


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five documents of the first issue and nothing else."""
    folder = tmp_path_factory.mktemp("documents")
    for name in DOCUMENTS:
        shutil.copy(shipped_data() / f"{name}.ttl", folder)
    return folder


@pytest.fixture(scope="session")
def five(cache: Path, documents: Path) -> KnowledgeGraph:
    """The graph of the five documents alone: exact answers may be asserted on it."""
    return KnowledgeGraph.open([documents], shipped=False)


def turtle(slug: str, body: str) -> str:
    """Return a whole source's file around statements in Turtle, with the project's prefixes."""
    return (
        f"@base <{PREFIXES['source']}{slug}> .\n{_PREFIXES}"
        f'<> a pg:Source ; dct:title "Title of {slug}"@en ; dct:issued "2020-01-01"^^xsd:date .\n{body}\n'
    )


@pytest.fixture(scope="session")
def source_text() -> Callable[[str, str], str]:
    """Makes the text of a source's file: `source_text(slug, statements)`."""
    return turtle


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[..., Path]:
    """Writes sources (slug → statements in Turtle) to a fresh folder: `folder_of({"a": "id:x a pg:Charity ."})`."""

    def write(sources: Mapping[str, str]) -> Path:
        folder = tmp_path / f"data-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for slug, body in sources.items():
            (folder / f"{slug}.ttl").write_text(turtle(slug, body), encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def graph_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, str]], KnowledgeGraph]:
    """Builds a graph in memory from sources (slug → statements in Turtle) and nothing else."""

    def build(sources: Mapping[str, str]) -> KnowledgeGraph:
        folder = tmp_path_factory.mktemp("inline")
        for slug, body in sources.items():
            (folder / f"{slug}.ttl").write_text(turtle(slug, body), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PROBATION_CACHE", str(Path(__file__) / "no-folder"))
            return KnowledgeGraph.open([folder], shipped=False)

    return build


@dataclass(frozen=True)
class Ran:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


@pytest.fixture(scope="session")
def run(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ran]:
    """Runs the real program: `run("show", NAME, stdin=…, env={…}, cwd=…)`."""
    assert PROGRAM, "the command `probation` is not installed beside this Python: run  make install"
    home = tmp_path_factory.mktemp("home")

    def run(
        *arguments: str | bytes,
        stdin: str | bytes = "",
        env: Mapping[str, str | None] | None = None,
        cwd: Path = home,
        timeout: float = 60,
    ) -> Ran:
        environment = {**os.environ, **(env or {})}
        done = subprocess.run(
            [PROGRAM, *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            check=False,
            cwd=cwd,
            timeout=timeout,
            env={name: value for name, value in environment.items() if value is not None},
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture(scope="session")
def on_five(run: Callable[..., Ran], documents: Path) -> Callable[..., Ran]:
    """Runs the real program on the five documents alone."""

    def run_on_five(*arguments: str | bytes, **options: Any) -> Ran:
        return run(*arguments, "--no-shipped", "--data", str(documents), **options)

    return run_on_five


@pytest.fixture
def invoke(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs the program in this process, for tests that run it very often: everything but the start is the same."""
    from probation.cli.app import main

    def call(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["probation", *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        told = capfd.readouterr()
        return Ran(int(ended.value.code or 0), told.out, told.err)

    return call


@pytest.fixture(scope="session")
def refused(run: Callable[..., Ran]) -> Callable[..., str]:
    """Runs the program, asserts that it refuses as promised (exit code, one line, no traceback); gives the line."""

    def refuse(*arguments: str | bytes, code: int = 2, **options: Any) -> str:
        ran = run(*arguments, **options)
        assert (ran.code, ran.out) == (code, ""), ran
        assert "Traceback" not in ran.err
        lines = ran.err.splitlines()
        assert len(lines) == 1, ran.err
        assert lines[0].startswith("probation: ")
        return lines[0].removeprefix("probation: ")

    return refuse
