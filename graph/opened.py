"""An open graph: its snapshot and engine, and what every question of it needs: names, sources, the projection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from probation.graph import dates
from probation.graph.describe import Namer
from probation.graph.engine import Engine, OxigraphEngine
from probation.graph.errors import InputError
from probation.graph.load import shipped_data
from probation.graph.model import Thing
from probation.graph.snapshot import Progress, Snapshot, open_snapshot
from probation.graph.terms import Iri
from probation.graph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from probation.graph.network import Network, Projection
    from probation.graph.ratings import Table
    from probation.graph.resolve import Resolver
    from probation.graph.sources import Source


class OpenGraph:
    """A read-only graph built from one or more folders of sources; `KnowledgeGraph` adds the questions."""

    def __init__(
        self, snapshot: Snapshot, folders: Sequence[Path], whole: Self | None = None, limits: str = ""
    ) -> None:
        self.snapshot = snapshot
        self.folders = tuple(folders)
        self._whole = whole
        # In words, what of the sources there are is in this graph; empty where all are.
        self.limits = limits
        self.engine: Engine = OxigraphEngine(snapshot.store)

    def __repr__(self) -> str:
        sources = len(self.snapshot.counts["sources"])
        return f"{type(self).__name__}({sources:,} sources{f', {self.limits}' if self.limits else ''})"

    @classmethod
    def open(
        cls, data: str | Path | Iterable[str | Path] = (), *, shipped: bool = True, progress: Progress | None = None
    ) -> Self:
        """Open the graph: the shipped data (unless `shipped` is false) and the folder or folders in `data`.

        A source in a later folder replaces one of the same slug. The snapshot is built on first use.
        """
        own = [data] if isinstance(data, (str, Path)) else data
        folders = [*([shipped_data()] if shipped else []), *map(Path, own)]
        return cls(open_snapshot(folders, progress), folders)

    def limited(
        self, by: Iterable[str] = (), known_by: str | date | None = None, *, progress: Progress | None = None
    ) -> Self:
        """Return the graph of some sources only: those named in `by`, and those published by the day `known_by`.

        What a rule derives is derived from these sources alone; names are understood as in the whole graph. A source
        without a date, or whose date may be later, is not known by a day. Raises NotFoundError when none is left.
        """
        from probation.graph.provenance import select_sources

        named = [self.thing(name) for name in by]
        keep = select_sources(self.engine, named, day(known_by))
        words = [f"by {', '.join(thing.id for thing in named)}"] if named else []
        words += [f"known by {known_by}"] if known_by else []
        return type(self)(open_snapshot(self.folders, progress, keep), self.folders, self, "; ".join(words))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the ontology says of its terms."""
        return Vocabulary.from_json(self.snapshot.counts["ontology"])

    @cached_property
    def resolver(self) -> Resolver:
        """Resolves and searches names."""
        from probation.graph.resolve import Resolver

        return Resolver(self.engine, self.vocabulary)

    def namer(self) -> Namer:
        """Return a fresh namer of things."""
        return Namer(self.engine, self.vocabulary)

    def thing(self, name: str, of_class: str | None = None) -> Thing:
        """Return the thing a name means; of several, one of a class (`pg:ProbationRegion`) if it is named.

        >>> graph.thing("London").kind, graph.thing("London", "pg:ProbationRegion").kind
        ('area', 'probation region')
        """
        name = _text(name)
        if of_class == "org:Post":
            return self.post(name)
        if of_class is not None:
            from probation.graph.among import of

            return of((self._whole or self).resolver, name, of_class)
        return self._whole.thing(name) if self._whole else self.resolver.resolve(name)

    def post(self, name: str) -> Thing:
        """Return the post a name means; that of a body with one post, such as a commissioner, is meant by the body.

        >>> print(graph.post("Lord Chancellor"))
        Secretary of State for Justice
        """
        from probation.graph.among import post

        return self._whole.post(name) if self._whole else post(self.resolver, name)

    @property
    def taken(self) -> Mapping[str, Thing]:
        """What was typed that is no whole name of anything, or of several things, and the thing it was taken for."""
        whole = self._whole or self
        return whole.resolver.taken if "resolver" in whole.__dict__ else {}

    @property
    def passed_over(self) -> Mapping[str, tuple[Thing, ...]]:
        """What was taken for one thing though others of its class have that name too, and these others."""
        whole = self._whole or self
        return whole.resolver.passed_over if "resolver" in whole.__dict__ else {}

    def is_area(self, iri: Iri) -> bool:
        """Say whether a thing is an area."""
        from probation.graph.succession import is_area

        return is_area(self.engine, iri)

    def name_sources(self, iri: Iri) -> list[str]:
        """Return the slugs of the sources that name a thing."""
        from probation.graph.provenance import naming_sources

        return naming_sources(self.engine, iri)

    def cited(self, slugs: Iterable[str]) -> dict[str, Source]:
        """Return slug → what the source says of itself."""
        from probation.graph.sources import kept_sources

        return kept_sources(self.snapshot.folder, self.engine, slugs)

    @cached_property
    def rating_table(self) -> Table:
        """All ratings, read once."""
        from probation.graph.ratings import read_ratings

        return read_ratings(self.engine, self.namer())

    def network(self, as_of: str | date | None = None) -> Network:
        """Return the projection as a networkx MultiDiGraph.

        >>> network = graph.network(as_of="2017-06-01")
        >>> ends = graph.thing("RRP").iri, graph.thing("Staffordshire and West Midlands CRC").iri
        >>> [edge["hop"].label for edge in network.get_edge_data(*ends).values()]
        ['owns']
        """
        return self.projection.network(day(as_of))

    @cached_property
    def projection(self) -> Projection:
        """The projection as plain values, read once; `network` makes networks of it."""
        from probation.graph.projection import kept_projection

        return kept_projection(self.snapshot.folder, self.engine, self.namer())


def _text(name: object) -> str:
    if isinstance(name, str):
        return name
    message = f"{name!r} is no name: give a label, alias, acronym, slug or IRI as text"
    raise InputError(message)


def day(text: object) -> date | None:
    """Return the day that `as_of` means; raises InputError for anything but a whole day."""
    if isinstance(text, datetime):
        return text.date()
    if text is None or isinstance(text, date):
        return text
    if isinstance(text, str):
        return dates.parse_day(text)
    message = f"{text!r} is not a day: give a date, or a text such as '2016-05-01'"
    raise InputError(message)
