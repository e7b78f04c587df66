"""Names as people type them: one normal form for labels, aliases, acronyms and slugs.

The snapshot keeps the normal form of every name in a graph of its own, so that finding a thing by an exact name is
one lookup. Long forms of classes ("Community Rehabilitation Company") stand for their short forms ("CRC"), which the
ontology gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from probation.graph.terms import NAMES_GRAPH, PREFIXES, expand, slug

# How a name was given, best first: a thing whose label matches is meant before one whose alias does, before a post
# that a source gives such a title, and before a source of that title.
KINDS_OF_NAME = ("skos:notation", "skos:prefLabel", "skos:altLabel", "pg:acronym", "pg:postTitle", "dct:title")
MAX_LENGTH = 500

_WORDS = re.compile(r"[^\W_]+")


def normalise(name: str, short_forms: Mapping[str, str]) -> str:
    """Return the normal form of a name: folded case, no accents or punctuation, `&` as "and", short forms.

    `short_forms` maps the normal form of a long form to its short form, both as words.
    """
    folded = unicodedata.normalize("NFKD", name[:MAX_LENGTH]).casefold().replace("&", " and ")
    plain = "".join(c for c in folded if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    words = " ".join(_WORDS.findall(plain))
    for long, short in short_forms.items():
        if long in words:
            words = re.sub(rf"\b{re.escape(long)}\b", short, words)
    return words.removeprefix("the ")


def short_forms(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return normal long form → normal short form from (long, short) pairs, longest first."""
    forms = {normalise(long, {}): normalise(short, {}) for long, short in pairs}
    return dict(sorted(forms.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def name_statements(quads: Iterable[ox.Quad], forms: Mapping[str, str]) -> Iterator[ox.Quad]:
    """Yield the names graph: each named thing, how the name was given, and its normal form.

    The title that a source gives the holder of a post is a name of the post.
    """
    graph = ox.NamedNode(NAMES_GRAPH)
    given = {
        str(expand(kind)): ox.NamedNode(expand(kind)) for kind in ("skos:prefLabel", "skos:altLabel", "pg:acronym")
    }
    given[str(expand("dct:title"))] = ox.NamedNode(expand("dct:title"))
    notation = ox.NamedNode(expand("skos:notation"))
    post_of, title_of = ox.NamedNode(expand("pg:post")), ox.NamedNode(expand("pg:postTitle"))
    posts: dict[str, ox.NamedNode] = {}
    titles: set[tuple[str, str]] = set()
    # Every file that mentions a thing names it, so most names stand in many sources.
    named: dict[ox.NamedNode, set[tuple[ox.NamedNode, str]]] = {}
    for quad in quads:
        kind = given.get(quad.predicate.value)
        if kind is not None and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            known = named.setdefault(quad.subject, set())
            name = (kind, quad.object.value)
            if name not in known:
                known.add(name)
                yield ox.Quad(quad.subject, kind, ox.Literal(normalise(name[1], forms)), graph)
        elif quad.predicate == post_of and isinstance(quad.object, ox.NamedNode):
            posts[str(quad.subject)] = quad.object
        elif quad.predicate == title_of and isinstance(quad.object, ox.Literal):
            titles.add((str(quad.subject), quad.object.value))
    given_to = {(posts[tenure], normalise(title, forms)) for tenure, title in titles if tenure in posts}
    for post, key in sorted(given_to, key=lambda pair: (pair[0].value, pair[1])):
        yield ox.Quad(post, title_of, ox.Literal(key), graph)
    for thing in named:
        key = normalise(slug(thing.value).replace("/", " "), {})
        if thing.value.startswith((PREFIXES["id"], PREFIXES["source"])):
            yield ox.Quad(thing, notation, ox.Literal(key), graph)
