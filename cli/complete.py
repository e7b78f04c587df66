"""Completion on the command line: slugs of things, posts and sources, names of questions and of their parameters.

Shells want one word that starts with what is typed, so a name completes by its slug.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from probation.graph.model import Thing

_POST = "post/"


def names(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield (slug, label) of things whose slug starts like what is typed."""
    yield from ((thing.id, thing.label) for thing in _things(incomplete))


def posts(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield (slug, label) of posts whose slug starts like what is typed, with `post/` only where that is typed."""
    bare = not incomplete.startswith("post")
    for thing in _things(_POST + incomplete if bare else incomplete):
        if thing.id.startswith(_POST):
            yield thing.id.removeprefix(_POST) if bare else thing.id, thing.label


def sources(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield (slug, title) of sources whose slug starts like what is typed."""
    from probation.graph.terms import PREFIXES

    for thing in _things(incomplete):
        if thing.iri.startswith(PREFIXES["source"]):
            yield thing.id, thing.label


def questions(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield (name, summary) of questions whose name starts like what is typed."""
    from probation.graph.catalogue import questions as catalogue

    for name, asked in catalogue().items():
        if name.startswith(incomplete):
            yield name, asked.summary


def parameters(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield (`name=`, meaning) of the parameters of the question on the line, or values of the one that is typed."""
    from probation.graph.catalogue import questions as catalogue

    # An option still without its value ends the reading of the line: the question then stands among what is left.
    known = (catalogue().get(str(word)) for word in (ctx.params.get("question"), *ctx.args))
    asked = next((found for found in known if found), None)
    name, equals, value = incomplete.partition("=")
    for parameter in asked.parameters if asked else ():
        if not equals and parameter.name.startswith(name):
            yield f"{parameter.name}=", parameter.description
        elif equals and parameter.name == name and parameter.type == "iri":
            yield from ((f"{name}={thing.id}", thing.label) for thing in _things(value))


def _things(incomplete: str) -> Iterator[Thing]:
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
            yield namer.thing(iri)
    except ProbationError:
        return  # a shell that completes must not be told of errors
