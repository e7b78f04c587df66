"""Resolve a name among things of one role: `London` is the region where a region is wanted, the place elsewhere.

Where a post is wanted, a body or a commissioner of one post means that post.
"""

from __future__ import annotations

from collections.abc import Collection

from probation.graph.engine import plain
from probation.graph.errors import InputError
from probation.graph.lookups import lookup
from probation.graph.model import Thing
from probation.graph.names import KINDS_OF_NAME, normalise
from probation.graph.resolve import Resolver
from probation.graph.terms import Iri, compact, expand, slug


def among(resolver: Resolver, name: str, candidates: Collection[Iri], role: str) -> Thing:
    """Return the candidate that `name` means; `role` is what the caller wants, such as "region".

    Raises NotFoundError for an unknown name, InputError for one that means something else or several candidates.
    """
    found = sorted(_named(resolver, name, candidates))
    if len(found) == 1:
        return resolver.resolve(found[0])
    if found:
        message = f"{name[:80]!r} names {len(found)} of these; give one: {', '.join(map(slug, found))}"
        raise InputError(message)
    if not resolver.exact(name) and (taken := resolver.loosely(name, candidates)):
        return resolver.take(name, taken)
    meant = resolver.resolve(name)
    if meant.iri not in candidates:
        known = ", ".join(sorted(map(slug, candidates))[:12]) or "none is known"
        message = f"{meant.label} is no {role} of probation here; one of these is meant: {known}"
        raise InputError(message)
    return meant


def _named(resolver: Resolver, name: str, candidates: Collection[Iri]) -> set[Iri]:
    """Return the candidates that have this very name, by the best kind of name that any of them has."""
    for key in dict.fromkeys((normalise(name, resolver.forms), normalise(name, {}))):
        ranked: dict[int, set[Iri]] = {}
        for row in resolver.engine.select(lookup("things_named"), {"_key": plain(key)}) if key else ():
            if isinstance(thing := row["thing"], Iri) and thing in candidates:
                ranked.setdefault(KINDS_OF_NAME.index(compact(str(row["given"]))), set()).add(thing)
        if ranked:
            return ranked[min(ranked)]
    return set()


def of(resolver: Resolver, name: str, of_class: str) -> Thing:
    """Return the thing of a class, given by its prefixed name, that `name` means; where none is so called, any other.

    Raises NotFoundError for an unknown name, InputError for one of several things.
    """
    members = _iris(resolver, lookup("instances_of"), "thing", _class_iri=expand(of_class))
    return among(resolver, name, members, of_class) if _named(resolver, name, members) else resolver.resolve(name)


def post(resolver: Resolver, name: str) -> Thing:
    """Return the post that `name` means: a post so called, else the one post at the body so called.

    A name of something else is returned as what it is, for the caller to refuse. Raises NotFoundError for an unknown
    name, InputError for one of several posts.
    """
    posts = _iris(resolver, lookup("posts"), "post")
    if _named(resolver, name, posts):
        return among(resolver, name, posts, "post")
    if not resolver.exact(name) and (taken := resolver.loosely(name, posts)):
        return resolver.take(name, taken)
    thing = resolver.resolve(name)
    at_it = _iris(resolver, lookup("posts_at"), "post", _thing_iri=thing.iri)
    return resolver.take(name, min(at_it)) if len(at_it) == 1 and not resolver.is_person(thing.iri) else thing


def _iris(resolver: Resolver, query: str, column: str, **given: Iri) -> set[Iri]:
    return {iri for row in resolver.engine.select(query, given) if isinstance(iri := row[column], Iri)}
