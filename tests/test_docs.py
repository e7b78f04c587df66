"""The documentation is under test: every example runs, every command is described, the reference is current."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def blocks(kind: str) -> list[tuple[str, str]]:
    return [
        (f"{page.relative_to(ROOT)}", body)
        for page in PAGES
        for language, body in _BLOCK.findall(page.read_text(encoding="utf-8"))
        if language == kind
    ]


EXAMPLES = sorted(
    {
        (page, line.partition("  #")[0].strip())
        for page, body in blocks("console")
        for line in body.splitlines()
        if line.startswith("probation ")
    }
)


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("probation")
    return subprocess.run([program, *arguments], capture_output=True, text=True, cwd=folder, timeout=120, check=False)


@pytest.mark.parametrize(("page", "example"), EXAMPLES)
def test_every_example_of_the_documentation_answers(page: str, example: str, tmp_path: Path) -> None:
    done = run(shlex.split(example)[1:], tmp_path)
    assert done.returncode == 0, f"{page}: {example}: {done.stderr}"
    assert done.stdout


def test_there_are_examples_to_run() -> None:
    assert len(EXAMPLES) > 15


@pytest.mark.parametrize(("page", "code"), blocks("python"))
def test_python_examples_run(page: str, code: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False
    )
    assert done.returncode == 0, f"{page}: {done.stderr}"


def test_the_turtle_example_passes_the_checks_and_answers(tmp_path: Path) -> None:
    (body,) = [body for page, body in blocks("turtle") if page == "docs/how-to.md"]
    (tmp_path / "my-report-2023.ttl").write_text(body, encoding="utf-8")
    assert run(["check", str(tmp_path / "my-report-2023.ttl")], tmp_path).returncode == 0
    asked = ["show", "pdu-staffordshire-and-stoke", "--data", str(tmp_path), "--by", "my-report-2023"]
    shown = run(asked, tmp_path)
    assert "My report" in shown.stdout
    assert "is part of" in shown.stdout


def test_every_command_is_in_the_reference_and_has_an_example() -> None:
    from probation.cli.app import GROUPS

    reference = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", reference, re.DOTALL | re.MULTILINE))
    commands = {command for group in GROUPS.values() for command in group}
    assert set(sections) == commands
    for command in commands - {"add"}:
        assert f"Example:  probation {command}" in " ".join(sections[command].split(" ")), command


def test_the_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs/build.py", "--check"],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "100"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"
