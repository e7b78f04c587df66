"""A little dossier of real rows, as text that a test may spoil before it is written."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from probation.graph.terms import PREFIXES

Tables = dict[str, str]

LITTLE: Tables = {p.stem: p.read_text("utf-8") for p in sorted((Path(__file__).parent / "little").glob("*.csv"))}


class Little:
    """What the tests of tables share: the little dossier, and ways to write tables and read data files."""

    tables = LITTLE

    @staticmethod
    def write(folder: Path, tables: Tables) -> Path:
        """Write tables as CSV files into a folder."""
        for name, text in tables.items():
            path = folder / f"{name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    @staticmethod
    def spoilt(table: str, old: str, new: str) -> Tables:
        """Return the little dossier with one text replaced in one table."""
        assert old in LITTLE[table]
        return {**LITTLE, table: LITTLE[table].replace(old, new, 1)}

    @staticmethod
    def graphs(data: Path) -> dict[str, set[ox.Triple]]:
        """Read data files: slug -> statements."""
        found = {}
        for path in sorted(data.rglob("*.ttl")):
            base = PREFIXES["source"] + path.stem
            parsed = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=base)
            found[path.stem] = {quad.triple for quad in parsed}
        return found

    @staticmethod
    def contents(data: Path) -> dict[str, bytes]:
        """Return every file below a folder: relative path -> bytes."""
        return {str(p.relative_to(data)): p.read_bytes() for p in sorted(data.rglob("*")) if p.is_file()}


@pytest.fixture
def little() -> type[Little]:
    """The little dossier and its tools."""
    return Little


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The little dossier in a folder."""
    return Little.write(tmp_path / "tables", LITTLE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for data files, not there yet."""
    return tmp_path / "data"
