"""Completion on the command line: slugs of things, posts and sources, names of questions and of their parameters.

Shells want one word that starts with what is typed, so a name completes by its slug. Bash takes words apart at `=`
(its COMP_WORDBREAKS): they are put together again before the line is read, and Bash is offered the part after it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from probation.graph.catalogue import Parameter
    from probation.graph.model import Thing

_POST = "post/"
_WORDS, _PLACE, _BEFORE = "COMP_WORDS", "COMP_CWORD", "_PROBATION_COMPLETE_BEFORE"


def put_together() -> None:
    """Put together, in this process's environment, what Bash has taken apart at `=` of the line being completed.

    Of the last word only the part after its `=` is left to complete; `parameters` reads what stands before it.
    """
    words, place = os.environ.get(_WORDS, "").split("\n"), os.environ.get(_PLACE, "")
    if not place.isdecimal() or "=" not in words[: int(place) + 1]:
        return
    whole: list[str] = []
    apart = 0  # so many letters of the last word stand apart from what is to complete, the last of them an `=`
    for word in words[: int(place) + 1]:
        if whole and (word == "=" or apart == len(whole[-1])):
            whole[-1] += word
            apart = len(whole[-1]) if word == "=" else apart
        else:
            whole.append(word)
            apart = 0
    if apart:
        last = whole.pop()
        before, incomplete = last[: apart - 1], last[apart:]
        if before.startswith("--"):
            option, _, before = before.partition("=")
            whole.append(option)
        whole.append(incomplete)
        os.environ[_BEFORE] = before
    os.environ[_WORDS], os.environ[_PLACE] = "\n".join(whole), str(len(whole) - 1)


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
    """Yield (`name=`, meaning) of the parameters of the question on the line, or values of the one that is typed.

    A parameter alone comes with its example as a value: a shell puts a space after a word that is the only one.
    """
    from probation.graph.catalogue import questions as catalogue

    # An option still without its value ends the reading of the line: the question then stands among what is left.
    known = (catalogue().get(str(word)) for word in (ctx.params.get("question"), *ctx.args))
    asked = next((found for found in known if found), None)
    before = os.environ.get(_BEFORE)
    name, equals, value = (before, "=", incomplete) if before else incomplete.partition("=")
    meant = [p for p in (asked.parameters if asked else ()) if p.name.startswith(name)]
    if not equals:
        yield from ((f"{parameter.name}=", parameter.description) for parameter in meant)
        if len(meant) == 1 and (example := _example(meant[0])):
            yield f"{meant[0].name}={example}", "for example"
        return
    if any(parameter.name == name and parameter.type == "iri" for parameter in meant):
        yield from ((thing.id if before else f"{name}={thing.id}", thing.label) for thing in _things(value))


def _example(parameter: Parameter) -> str:
    """Return the example of a parameter as one word, or nothing where it is several."""
    if parameter.type == "iri":
        return next((thing.id for thing in _things(parameter.example)), "")
    return "" if " " in parameter.example else parameter.example


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
