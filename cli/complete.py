"""Completion on the command line: slugs of things and of posts, names of questions.

Shells want one word that starts with what is typed, so a name completes by its slug.
"""

from __future__ import annotations

from collections.abc import Iterator


def names(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield (slug, label) of things whose slug starts like what is typed."""
    yield from _things(incomplete, "")


def posts(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield (slug, label) of posts whose slug starts like what is typed."""
    yield from _things(incomplete, "post/")


def questions(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield (name, summary) of questions whose name starts like what is typed."""
    from probation.graph.catalogue import questions as catalogue

    for name, asked in catalogue().items():
        if name.startswith(incomplete):
            yield name, asked.summary


def _things(incomplete: str, only: str) -> Iterator[tuple[str, str]]:
    from probation.graph.engine import plain
    from probation.graph.errors import ProbationError
    from probation.graph.knowledge import KnowledgeGraph
    from probation.graph.lookups import lookup
    from probation.graph.names import normalise
    from probation.graph.terms import Iri

    try:
        graph = KnowledgeGraph.open()
        key = normalise(incomplete.replace("/", " "), graph.resolver.forms)
        rows = graph.engine.select(lookup("names_starting"), {"_start": plain(key)})
        things = [iri for row in rows if isinstance(iri := row["thing"], Iri)]
        namer = graph.namer()
        namer.prepare(things)
        for iri in things:
            thing = namer.thing(iri)
            if thing.id.startswith(only):
                yield thing.id, thing.label
    except ProbationError:
        return  # a shell that completes must not be told of errors
