"""`KnowledgeGraph`: the one door to the graph, with a method for each command of the same name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from probation.graph import dates
from probation.graph.answers import Answers
from probation.graph.errors import InputError, NotFoundError
from probation.graph.model import Line
from probation.graph.opened import OpenGraph, day

if TYPE_CHECKING:
    import rdflib

    from probation.graph.catalogue import Answer
    from probation.graph.conflicts import Conflict
    from probation.graph.governance import Governing
    from probation.graph.holders import Holder
    from probation.graph.lineage import Step
    from probation.graph.part import Shown
    from probation.graph.paths import Path as Chain
    from probation.graph.picture import Picture
    from probation.graph.presence import Presence
    from probation.graph.provenance import Cited
    from probation.graph.rank import Ranked
    from probation.graph.ratings import Rated
    from probation.graph.ratings_select import Tally
    from probation.graph.search import Found
    from probation.graph.sieve import Sieve
    from probation.graph.sparql import Result
    from probation.graph.timeline import Entry
    from probation.graph.why import Explanation


class KnowledgeGraph(OpenGraph):
    """A read-only view of the graph built from one or more folders of sources.

    `KnowledgeGraph.open()` opens the shipped data; every method takes names as people type them (label, alias,
    acronym, slug or IRI), and dates as `2016-05-01`. Unknown names raise NotFoundError, bad input InputError.

    >>> graph = KnowledgeGraph.open()
    >>> print(graph.thing("RRP"))
    The Reducing Reoffending Partnership
    """

    def show(self, name: str, as_of: str | date | None = None, *, details: bool = True) -> Answers[Line]:
        """Return everything said about a thing, every relation both ways.

        Without `details`, faster, the lines do without the statements of the dated nodes behind them.

        >>> lines = graph.show("Staffordshire and West Midlands CRC", as_of="2017-06-01")
        >>> [owned] = [line for line in lines if line.relation == "is owned by"]
        >>> print(owned.value, owned.held.value, sep=": ")
        The Reducing Reoffending Partnership: certain
        >>> "staffordshire-caseloads-2017-01-12" in owned.provenance.sources
        True
        """
        from probation.graph.show import show

        return Answers(show(self.engine, self.vocabulary, self.thing(name).iri, day(as_of), details=details))

    def why(self, line: Line) -> list[Explanation]:
        """Return why each derived statement behind a line of `show` holds: its rule and what it was made from.

        >>> [end] = [line for line in graph.show("Essex CRC") if line.relation == "is owned by" and line.derived]
        >>> [explanation.rule for explanation in graph.why(end)]
        ['ends-with-body']
        """
        from probation.graph.why import explain

        return explain(self.engine, self.namer(), line.derived)

    def search(self, text: str, limit: int = 10, as_of: str | date | None = None) -> Answers[Found]:
        """Return the things whose names are most like `text`, on a day those that were there.

        >>> graph.search("stoke pdu")[0].thing.id
        'pdu-staffordshire-and-stoke'
        """
        from probation.graph.search import search

        return Answers(search(self.resolver, text, limit, day(as_of)))

    def path(
        self,
        start: str | Sequence[str],
        end: str | Sequence[str],
        as_of: str | date | None = None,
        *,
        k: int = 3,
        max_hops: int = 6,
        only: Sequence[str] = (),
        avoid: Sequence[str] = (),
        through_hubs: bool = False,
    ) -> Answers[Chain]:
        """Return the `k` shortest chains of relations from any of the starts to any of the ends.

        `only` and `avoid` name relations by their words, kind or property. What connects everything, such as the
        ministry, is avoided unless `through_hubs` is set or nothing else connects the two.

        >>> [chain] = graph.path("Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke", k=1)
        >>> [hops[0].end.id for hops in chain.hops]
        ['crc-staffordshire-and-west-midlands', 'hmip-2017-01-12-staffordshire-and-stoke']
        """
        from probation.graph.routes import routes

        starts, ends = ([self.thing(name) for name in ([x] if isinstance(x, str) else x)] for x in (start, end))
        return Answers(
            routes(
                self.network(as_of),
                starts,
                ends,
                day(as_of),
                k=k,
                max_hops=max_hops,
                only=only,
                avoid=avoid,
                through_hubs=through_hubs,
            )
        )

    def holders(self, post: str, as_of: str | date | None = None) -> Answers[Holder]:
        """Return who held a post over time, or on one day, certainly and possibly.

        >>> [holder.person.label for holder in graph.holders("HM Chief Inspector of Probation", "2017-01-12")]
        ['Glenys Stacey']
        """
        from probation.graph.holders import holders

        return Answers(holders(self.engine, self.namer(), self.post(post), day(as_of)))

    def at(self, when: str | date) -> Answers[Governing]:
        """Return who governed probation on a day, certainly or possibly, section by section.

        >>> [found.thing.label for found in graph.at("2017-06-01") if found.section.name == "minister"]
        ['Sam Gyimah']
        """
        from probation.graph.governance import governing

        return Answers(governing(self, dates.parse_day(when) if isinstance(when, str) else when))

    def lineage(self, name: str, as_of: str | date | None = None) -> Answers[Step]:
        """Return what a body came of and what came of it, or as of a day had come; for a place there is `presences`.

        >>> [(step.way, step.body.id) for step in graph.lineage("Essex CRC", as_of="2018-01-01")]
        [('itself', 'crc-essex'), ('before', 'trust-essex')]
        """
        from probation.graph.lineage import lineage

        thing = self.thing(name)
        try:
            return Answers(lineage(self, thing, day(as_of)))
        except NotFoundError as error:
            if not self.is_area(thing.iri):
                raise
            message = f"{error}; it is a place: presences() returns the bodies there"
            raise NotFoundError(message) from None

    def presences(self, place: str, as_of: str | date | None = None) -> Answers[Presence]:
        """Return every body that ran, owned, covered or inspected probation at a place, or did on a day, in order.

        >>> [found.body.label for found in graph.presences("Stafford", as_of="2016-05-01") if found.relation == "owns"]
        ['The Reducing Reoffending Partnership']
        """
        from probation.graph.presence import presences

        return Answers(presences(self, self.thing(place), day(as_of)))

    def timeline(
        self, name: str, since: str | None = None, until: str | None = None, as_of: str | date | None = None
    ) -> Answers[Entry]:
        """Return everything dated about a thing in one order, the undated last; as of a day, what had begun by then.

        >>> [(entry.date, entry.happens) for entry in graph.timeline("Working Links", as_of="2010-01-01") if entry.date]
        [('2000', 'begins'), ('2000-03-06', 'begins')]
        """
        from probation.graph.timeline import timeline

        return Answers(timeline(self, self.thing(name), since, _up_to(until, as_of)))

    def ratings(
        self,
        name: str | None = None,
        *,
        region: str | None = None,
        owner: str | None = None,
        programme: str | None = None,
        standard: str | None = None,
        since: str | None = None,
        until: str | None = None,
        latest: bool = False,
        as_of: str | date | None = None,
    ) -> Answers[Rated]:
        """Return what inspections found, with the change since the one before, limited as by `probation ratings`.

        As of a day: the last rating of each body and standard published by then.

        >>> [rated.level.word.label for rated in graph.ratings("Staffordshire and Stoke PDU", standard="overall")]
        ['Inadequate']
        """
        from probation.graph.ratings_select import ratings

        until, latest = _up_to(until, as_of), latest or as_of is not None
        return Answers(ratings(self, name, region, owner, programme, standard, since, until, latest=latest))

    def compare_ratings(self, rows: Sequence[Rated], by: str) -> Answers[Tally]:
        """Count the overall ratings of each level by owner, region or programme.

        >>> [tally] = graph.compare_ratings(graph.ratings("Essex CRC"), "owner")
        >>> print(tally.group, tally.to_json()["counts"])
        Sodexo Justice Services {'Requires improvement': 1}
        """
        from probation.graph.ratings_select import tally

        return Answers(tally(self, self.rating_table, rows, by))

    def rank(
        self,
        measure: str,
        limit: int = 20,
        as_of: str | date | None = None,
        *,
        kind: str | None = None,
        hubs: bool = True,
    ) -> Answers[Ranked]:
        """Return the things that stand out by a measure of `probation rank`, such as `degree`.

        >>> [ranked.thing.label for ranked in graph.rank("degree", limit=2)]
        ['HM Inspectorate of Probation', 'Ministry of Justice']
        """
        from probation.graph.rank import Measure, rank

        if measure not in list(Measure):
            message = f"{measure[:60]!r} is no measure; there are: {', '.join(Measure)}"
            raise InputError(message)
        return Answers(rank(self, Measure(measure), limit, day(as_of), kind=kind, hubs=hubs))

    def view(
        self,
        *names: str,
        style: str = "around",
        depth: int = 1,
        k: int = 3,
        most: int | None = None,
        as_of: str | date | None = None,
        sieve: Sieve | None = None,
        region: str | None = None,
        owner: str | None = None,
        through_hubs: bool = False,
    ) -> Picture:
        """Return an interactive picture: one HTML page, shown inline by notebooks; `style` is one of `pictures.STYLES`.

        `depth` and `through_hubs` (look also beyond what connects everything) go with `around`, `k` with `path`,
        `most` (things drawn) with `around` and `all`, `region` and `owner` with `ratings`.

        >>> graph.view("Staffordshire and Stoke PDU", style="timeline").title
        'Staffordshire and Stoke PDU through time'
        """
        from probation.graph.pictures import picture

        options: dict[str, Any] = {"depth": depth, "k": k, "most": most, "region": region, "owner": owner}
        return picture(self, names, style, day(as_of), sieve, through_hubs=through_hubs, **options)

    def sources(self, name: str | None = None, as_of: str | date | None = None) -> Answers[Cited]:
        """Return the sources of what is said about a thing (on a day: of what held on it), or all sources.

        >>> graph.sources("hmip-2020-03-05-crc-staffordshire-and-west-midlands")[0].source.publisher
        'Express & Star'
        """
        from probation.graph.provenance import Cited, sources_about
        from probation.graph.sources import read_sources

        if name is None:
            counts = self.snapshot.counts["sources"]
            found = read_sources(self.engine)
            return Answers([Cited(found[slug], counts.get(slug)) for slug in sorted(found)])
        return Answers(sources_about(self.engine, self.thing(name).iri, self.namer(), day(as_of)))

    def conflicts(
        self, name: str | None = None, as_of: str | date | None = None, *, precision: bool = False
    ) -> Answers[Conflict]:
        """Return where sources disagree, about a thing or anywhere (on a day: about what held on it).

        With `precision` also where one value is only less precise than the other, so that both can be right.

        >>> [conflict] = graph.conflicts("hmip-2020-03-05-crc-staffordshire-and-west-midlands")
        >>> print(conflict.label, conflict.kind, [side.value.label for side in conflict.sides], sep=", ")
        overall rating, headline, ['Inadequate', 'Requires improvement']
        >>> print(*(note.prefers for note in conflict.notes))
        Requires improvement
        """
        from probation.graph.conflicts import PRECISION, conflicts

        thing = None if name is None else self.thing(name).iri
        found = conflicts(self.engine, self.namer(), thing, day(as_of))
        return Answers(conflict for conflict in found if precision or conflict.kind != PRECISION)

    def query(self, question: str, *, as_of: str | date | None = None, **parameters: str) -> Answers[Answer]:
        """Run a question of the catalogue with its parameters as text, of a day where it takes one.

        >>> answers = graph.query("body_owners", body="Staffordshire and West Midlands CRC")
        >>> {answer.cells["owner"].id for answer in answers}
        {'reducing-reoffending-partnership'}
        """
        from probation.graph import catalogue

        if (asked := day(as_of)) is not None:
            parameters = catalogue.on_day(catalogue.question(question), parameters, asked)
        return Answers(catalogue.run(self.engine, self.namer(), self.filled(question, parameters)))

    def filled(self, question: str, parameters: Mapping[str, str]) -> str:
        """Return a question's query with its parameters filled in."""
        from probation.graph import catalogue

        return catalogue.fill(catalogue.question(question), parameters, self.thing)

    def sparql(self, query: str, formats: Mapping[str, str] | None = None, seconds: float = 30.0) -> Result:
        """Answer an ad-hoc SPARQL query in a process of its own; JSON and Turtle unless `formats` says otherwise.

        >>> graph.sparql("ASK { id:crc-essex pg:ownedBy id:sodexo-justice-services }").body
        b'{"head":{},"boolean":true}'
        """
        from probation.graph.sparql import run

        chosen = {"select": "sparql-json", "ask": "sparql-json", "graph": "turtle"} | dict(formats or {})
        return run(query, self.folders, chosen, seconds)

    def export(
        self,
        style: str = "nquads",
        as_of: str | date | None = None,
        answers: Sequence[Shown] | None = None,
        *,
        sources: bool = True,
    ) -> str:
        """Return the whole graph in one of `export.FORMATS` (networks also on a day), or what some answers show of it.

        Answers are those of `show`, `path`, `lineage` and `presences`: `graph.export("dot", answers=graph.path(a, b))`.

        >>> graph.export("turtle", answers=graph.show("Essex CRC")).startswith("@prefix")
        True
        """
        from probation.graph.export import export

        return export(self, style, day(as_of), answers, sources=sources)

    def dataset(self) -> rdflib.Dataset:
        """Return the whole graph as an rdflib Dataset: the merged graph as its default, one graph per source.

        >>> from rdflib import URIRef
        >>> source = URIRef("https://w3id.org/probation-governance/source/staffordshire-caseloads-2017-01-12")
        >>> (source, None, None) in graph.dataset().graph(source)
        True
        """
        from probation.graph.interchange import dataset

        return dataset(self.snapshot.store)

    def info(self) -> dict[str, Any]:
        """Return the counts, versions and places that `probation info` shows.

        >>> graph.info()["sources"] > 900
        True
        """
        from probation.graph.info import info

        return info(self)


def _up_to(until: str | None, as_of: str | date | None) -> str | None:
    """Return up to when is asked; raises InputError where both say it."""
    asked = day(as_of)
    if asked is None:
        return until
    if until is not None:
        message = "--as-of and --until both say up to when; give one of them"
        raise InputError(message)
    return asked.isoformat()
