"""Graphs of the vocabulary, read once."""

from importlib.resources import files

import pytest
from rdflib import Graph

FOLDER = files("probation.ontology")


def read(*parts: str) -> Graph:
    """Return one graph of the given files and folders of the ontology."""
    graph = Graph()
    for part in parts:
        place = FOLDER / part
        for entry in [place] if place.is_file() else sorted(place.iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".ttl"):
                graph.parse(data=entry.read_text(encoding="utf-8"), format="turtle")
    return graph


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return read("probation.ttl")


@pytest.fixture(scope="session")
def schemes() -> Graph:
    return read("schemes")


@pytest.fixture(scope="session")
def vocabulary() -> Graph:
    return read("probation.ttl", "schemes", "labels")


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return read("shapes")
