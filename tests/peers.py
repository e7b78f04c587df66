"""Prepare the other engines that the tests of portability ask: Comunica, from npm, and the Oxigraph server.

Run by `make test`; the tests find what it has prepared through `comunica()` and `oxigraph()`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Comunica 5 does not start under Node.js 20; n3 is the parser and the store that Comunica itself brings.
PACKAGES = {"@comunica/query-sparql-file": "4.5.0", "n3": "1.26.0"}
FOLDER = Path(sys.prefix) / "peers"


def comunica() -> Path | None:
    """Return the folder in which Comunica is installed, or None; it needs `node` on the search path."""
    ready = all((FOLDER / "node_modules" / name / "package.json").is_file() for name in PACKAGES)
    return FOLDER if ready and shutil.which("node") else None


def oxigraph() -> str | None:
    """Return the path of the Oxigraph server (the package `oxigraph`), or None."""
    beside = Path(sys.executable).parent
    return shutil.which("oxigraph", path=str(beside)) or shutil.which("oxigraph")


def install() -> None:
    """Install Comunica aside and rename it whole, so that an install cut short leaves nothing half-done."""
    npm = shutil.which("npm")
    if npm is None:
        return
    aside = FOLDER.with_name(f"{FOLDER.name}-{os.getpid()}")
    try:
        aside.mkdir(parents=True)
        (aside / "package.json").write_text('{ "private": true }\n', encoding="utf-8")
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        options = [
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-package-lock",
            "--save-exact",
            "--loglevel=error",
        ]
        done = subprocess.run([npm, "install", *options, *wanted], cwd=aside, check=False, timeout=600)
        if done.returncode == 0:
            shutil.rmtree(FOLDER, ignore_errors=True)
            aside.rename(FOLDER)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def main() -> int:
    """Make the engines ready; return 1 where one is missing in CI. Elsewhere its tests are skipped."""
    if comunica() is None:
        install()
    found = {"Comunica": comunica(), "Oxigraph server": oxigraph()}
    for name, place in found.items():
        sys.stdout.write(f"{name}: {place or 'not there; its tests are skipped'}\n")
    return int(bool(os.environ.get("CI")) and None in found.values())


if __name__ == "__main__":
    sys.exit(main())
