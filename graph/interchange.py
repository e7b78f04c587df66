"""The graph as rdflib sees it, for Python users and the tools around rdflib."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib


def dataset(store: ox.Store) -> rdflib.Dataset:
    """Return an rdflib Dataset with every quad of the store, named graphs kept; its default graph is the merged one."""
    found = rdflib.Dataset()
    body = store.dump(format=ox.RdfFormat.N_QUADS)
    found.parse(data=body or b"", format="nquads")
    return found
