"""Resolve a name among things of one role: `London` is the region where a region is wanted, the place elsewhere.

Where a post is wanted, a body or a commissioner of one post means that post.
"""

from __future__ import annotations

from collections.abc import Collection

from probation.graph.errors import InputError
from probation.graph.lookups import lookup
from probation.graph.model import Thing
from probation.graph.names import normalise
from probation.graph.resolve import Resolver
from probation.graph.terms import Iri, expand, slug

_FEW, _SHOWN = 30, 12


def among(resolver: Resolver, name: str, candidates: Collection[Iri], role: str) -> Thing:
    """Return the candidate that `name` means; `role` is what the caller wants, such as "region".

    Raises NotFoundError for an unknown name, InputError for one that means something else or several candidates.
    """
    ranked = resolver.ranked(name, candidates)
    found = sorted(ranked[0]) if ranked else []
    if len(found) == 1:
        return resolver.settle(name, found, ranked)
    if found:
        message = f"{name[:80]!r} names {len(found)} of these; give one: {', '.join(map(slug, found))}"
        raise InputError(message)
    if not resolver.exact(name) and (taken := resolver.loosely(name, candidates)):
        return resolver.take(name, taken)
    meant = resolver.resolve(name)
    if meant.iri not in candidates:
        message = f"{meant.label} is no {role} of probation here; one of these is meant: "
        message += _choices(resolver, name, candidates) or "none is known"
        raise InputError(message)
    return meant


def _choices(resolver: Resolver, name: str, candidates: Collection[Iri]) -> str:
    """Return the candidates to choose from, those named most like `name` first; of very many, how many more there are.

    Letters alone show nothing here: a name is near that has the words typed, or whose words are among them.
    """
    typed = set(normalise(name, resolver.forms).split())
    named = [(iri, set(key.split())) for iri, key in resolver.names if iri in candidates]
    near = {iri for iri, words in named if words and (typed <= words or words <= typed)}
    listed = sorted(candidates, key=lambda iri: (iri not in near, slug(iri)))
    shown = listed if len(listed) < _FEW else listed[:_SHOWN]
    more = f" and {len(listed) - len(shown)} more" if len(shown) < len(listed) else ""
    return f"{', '.join(map(slug, shown))}{more}"


def of(resolver: Resolver, name: str, of_class: str) -> Thing:
    """Return the thing of a class, given by its prefixed name, that `name` means; where none is so called, any other.

    Raises NotFoundError for an unknown name, InputError for one of several things.
    """
    members = _iris(resolver, lookup("instances_of"), "thing", _class_iri=expand(of_class))
    return among(resolver, name, members, of_class) if resolver.ranked(name, members) else resolver.resolve(name)


def post(resolver: Resolver, name: str) -> Thing:
    """Return the post that `name` means: a post so called, else the one post at the body so called.

    A name of something else is returned as what it is, for the caller to refuse. Raises NotFoundError for an unknown
    name, InputError for one of several posts.
    """
    posts = _iris(resolver, lookup("posts"), "post")
    if resolver.ranked(name, posts):
        return among(resolver, name, posts, "post")
    if not resolver.exact(name) and (taken := resolver.loosely(name, posts)):
        return resolver.take(name, taken)
    thing = resolver.resolve(name)
    at_it = _iris(resolver, lookup("posts_at"), "post", _thing_iri=thing.iri)
    return resolver.take(name, min(at_it)) if len(at_it) == 1 and not resolver.is_person(thing.iri) else thing


def _iris(resolver: Resolver, query: str, column: str, **given: Iri) -> set[Iri]:
    return {iri for row in resolver.engine.select(query, given) if isinstance(iri := row[column], Iri)}
