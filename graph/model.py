"""What an answer is made of: things, statements about them, and who says so. All frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from probation.graph.dates import Held
from probation.graph.engine import Statement
from probation.graph.terms import Iri, slug

if TYPE_CHECKING:
    from probation.graph.detail import Detail
    from probation.graph.part import Part


@dataclass(frozen=True)
class Thing:
    """A thing of the graph as answers show it."""

    iri: Iri
    label: str
    kind: str

    @property
    def id(self) -> str:
        """The slug; for a thing outside this graph its IRI."""
        return slug(self.iri)

    def to_json(self) -> dict[str, str]:
        """Return the JSON form that every answer uses for a thing."""
        return {"id": self.id, "iri": str(self.iri), "label": self.label, "kind": self.kind}

    def __str__(self) -> str:
        return self.label


Value = Thing | str


def value_json(value: Value) -> Any:
    """Return the JSON form of a value: an object for a thing, a string for a literal."""
    return value.to_json() if isinstance(value, Thing) else value


@dataclass(frozen=True)
class Provenance:
    """Who says so: slugs of sources, and names of the rules where the statement is derived."""

    sources: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def __or__(self, other: Provenance) -> Provenance:
        return Provenance(
            tuple(sorted({*self.sources, *other.sources})),
            tuple(sorted({*self.rules, *other.rules})),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the `sources` and, where a rule made the statement, `derived_by` of an answer."""
        derived = {"derived_by": list(self.rules)} if self.rules else {}
        return {"sources": list(self.sources), **derived}


@dataclass(frozen=True)
class Line:
    """One answer about a thing: a relation read from it, the value at the other end, when, and who says so.

    `node` is the dated node behind the relation where there is one; `when` is its time as text, `aside` what else is
    shown beside it; `held` says whether it held on the day asked about (None where no day was asked); `is_detail`
    says that the value is a node that hangs on the thing, such as a rating; `derived` are the statements behind the
    line that only rules make, with the rules; `about` is the thing asked about, `behind` the node that says it of it
    (None: the thing itself).
    """

    relation: str
    property: str
    value: Value
    provenance: Provenance
    group: str = ""
    node: Thing | None = None
    when: str = ""
    aside: str = ""
    held: Held | None = None
    details: tuple[Detail, ...] = ()
    is_detail: bool = False
    derived: tuple[tuple[Statement, tuple[str, ...]], ...] = ()
    sort_key: tuple[Any, ...] = field(default=(), compare=False, repr=False)
    about: Thing | None = field(default=None, compare=False, repr=False)
    behind: Iri | None = field(default=None, compare=False, repr=False)

    def part(self) -> Part:
        """Return the part of the graph that this shows: one statement, or the node that says it with all it says."""
        from probation.graph.part import Part

        if self.about is None:
            return Part()
        if self.behind is not None:
            link = (self.behind, self.property, str(self.about.iri))
            return Part({self.behind: self.held}, {link: self.held}, things=(self.about,))
        value = str(self.value.iri if isinstance(self.value, Thing) else self.value)
        return Part(links={(self.about.iri, self.property, value): self.held}, things=(self.about,))

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form of the answer."""
        answer: dict[str, Any] = {
            "relation": self.relation,
            "property": self.property,
            "value": value_json(self.value),
        }
        if self.node is not None:
            answer["node"] = self.node.to_json()
        if self.when:
            answer["when"] = self.when
        if self.aside:
            answer["aside"] = self.aside
        if self.held is not None:
            answer["held"] = self.held.value
        if self.details:
            answer["details"] = [detail.to_json() for detail in self.details]
        return {**answer, **self.provenance.to_json()}
