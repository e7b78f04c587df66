"""What a name may mean that is nobody's whole name: its words in another order, a family name, or a part of one name.

A misspelt name is never guessed, for that may hit the wrong thing; here every word typed stands in the name as typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from probation.graph.terms import Iri

# Words that tell no two names apart: "Chair of the Justice Committee" is "Chair, Justice Committee".
_LITTLE = frozenset(("a", "an", "and", "at", "for", "in", "of", "on", "s", "the", "to", "with"))
# Words that make another place of a name: Wales is not North Wales, nor Kent West Kent.
_COMPASS = frozenset(("north", "south", "east", "west"))
# The least letters that tell anything, and the most that stand for a name by its initials.
_LEAST, _LONGEST = 3, 6


def words(key: str) -> tuple[str, ...]:
    """Return the words of a normal form that tell names apart, in order."""
    return tuple(word for word in key.split() if word not in _LITTLE)


def untitled(key: str, before: Collection[str], after: Collection[str]) -> str:
    """Return the normal form of a name without titles before it and letters after it; "" where none stand there.

    `before` and `after` are single words in their normal form: "sir bob neill kc mp" is "bob neill".
    """
    has = words(key)
    start = next((at for at, word in enumerate(has) if word not in before), len(has))
    end = next((at for at in range(len(has), start, -1) if has[at - 1] not in after), start)
    return " ".join(has[start:end]) if end - start < len(has) else ""


def spelt_out(key: str, names: Iterable[tuple[Iri, str]]) -> list[str]:
    """Return a normal form as typed, then with each of its words that is a whole name, such as an acronym, written out.

    `names` are things with the normal form of each of their names: "pac chair" is also "public accounts committee
    chair".
    """
    typed = key.split()
    if len(typed) < 2:
        return [key]
    named: dict[Iri, set[str]] = {}
    for thing, name in names:
        named.setdefault(thing, set()).add(name)
    found = [key]
    for place, word in enumerate(typed):
        others = {other for known in named.values() if word in known and word not in _LITTLE for other in known}
        found += [" ".join((*typed[:place], other, *typed[place + 1 :])) for other in sorted(others - {word})]
    return found


def likely(keys: Iterable[str], names: Iterable[tuple[Iri, str]]) -> set[Iri]:
    """Return the things one of whose names has all the words of one of the keys."""
    wanted = _wanted(keys)
    return {thing for thing, name in names for typed in wanted if set(typed) <= set(words(name))}


def meant(
    keys: Iterable[str], names: Iterable[tuple[Iri, str]], people: Collection[Iri] = frozenset()
) -> Iterator[frozenset[Iri]]:
    """Yield the things that a name may mean, by the nearest sense first; a sense that nothing has is left out.

    The senses: the same words in any order, the family name of one of the `people`, all the words among others.
    `keys` are the normal forms of what was typed, `names` things with the normal form of each of their names.
    """
    same: set[Iri] = set()
    family: set[Iri] = set()
    part: set[Iri] = set()
    wanted = _wanted(keys)
    for thing, name in names:
        has = words(name)
        for typed in wanted:
            if set(typed) <= set(has):
                part.add(thing)
                if sorted(typed) == sorted(has):
                    same.add(thing)
                if typed == has[-1:] and thing in people:
                    family.add(thing)
    return (frozenset(found) for found in (same, family, part) if found)


def elsewhere(keys: Iterable[str], names: Iterable[tuple[Iri, str]]) -> set[Iri]:
    """Return the things that have all the words only where a point of the compass, which was not typed, precedes one.

    Such a thing is another place than the one typed, though no other may have the words.
    """
    wanted = _wanted(keys)
    far: set[Iri] = set()
    near: set[Iri] = set()
    for thing, name in names:
        has = words(name)
        for typed in wanted:
            if set(typed) <= set(has):
                turned = any(a in _COMPASS and a not in typed and b in typed for a, b in pairwise(has))
                (far if turned else near).add(thing)
    return far - near


def _wanted(keys: Iterable[str]) -> list[tuple[str, ...]]:
    return [typed for key in keys if len("".join(typed := words(key))) >= _LEAST]


def initialism(typed: str, name: str) -> float:
    """Rate how well one short word stands for a name by first letters: 0, or 75 to 95 the more of the name it covers.

    Both are normal forms: "sfo" stands for "serious further offence annual report", "gm" for "greater manchester".
    """
    has = words(name)
    letters = "".join(word[0] for word in has)
    if not (typed.isalpha() and 2 <= len(typed) <= _LONGEST and len(has) > 1 and letters.startswith(typed)):
        return 0
    return 75 + 20 * len(typed) / len(letters) if len(typed) > 2 or typed == letters else 0
