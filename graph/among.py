"""Resolve a name among things of one role: `London` is the region where a region is wanted, the place elsewhere."""

from __future__ import annotations

from collections.abc import Collection

from probation.graph.engine import plain
from probation.graph.errors import InputError
from probation.graph.lookups import lookup
from probation.graph.model import Thing
from probation.graph.names import KINDS_OF_NAME, normalise
from probation.graph.resolve import Resolver
from probation.graph.terms import Iri, compact, slug


def among(resolver: Resolver, name: str, candidates: Collection[Iri], role: str) -> Thing:
    """Return the candidate that `name` means; `role` is what the caller wants, such as "region".

    Raises NotFoundError for an unknown name, InputError for one that means something else or several candidates.
    """
    for key in dict.fromkeys((normalise(name, resolver.forms), normalise(name, {}))):
        rows = resolver.engine.select(lookup("things_named"), {"_key": plain(key)}) if key else ()
        ranked: dict[int, set[Iri]] = {}
        for row in rows:
            if isinstance(thing := row["thing"], Iri) and thing in candidates:
                ranked.setdefault(KINDS_OF_NAME.index(compact(str(row["given"]))), set()).add(thing)
        found = sorted(ranked[min(ranked)]) if ranked else []
        if len(found) == 1:
            return resolver.resolve(found[0])
        if found:
            message = f"{name[:80]!r} names {len(found)} of these; give one: {', '.join(map(slug, found))}"
            raise InputError(message)
    meant = resolver.resolve(name)
    if meant.iri not in candidates:
        known = ", ".join(sorted(map(slug, candidates))[:12]) or "none is known"
        message = f"{meant.label} is no {role} of probation here; one of these is meant: {known}"
        raise InputError(message)
    return meant
