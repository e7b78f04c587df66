"""Where the project's own files are: the folders of its packages.

The store and the digest of its inputs need files by their paths, so the packages are folders wherever the project is
installed; importlib.resources would say the same and take a tenth of a lookup's time to be imported.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path


@cache
def package_folder(package: str) -> Path:
    """Return the folder of a package of this project: `data`, `graph.drawing`."""
    return Path(import_module(f"probation.{package}").__path__[0])
