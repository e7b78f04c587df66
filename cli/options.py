"""One decorator gives every reading command the same options, and opens the graph for it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.models import OptionInfo

from probation.cli import complete, output
from probation.graph import dates
from probation.graph.errors import InputError

if TYPE_CHECKING:
    from datetime import date

    from probation.graph import KnowledgeGraph


class Format(StrEnum):
    """The formats that every reading command writes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


class GraphFormat(StrEnum):
    """The formats of a reading command whose answer is a part of the graph: those of all, and those of `export`."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    DOT = "dot"
    MERMAID = "mermaid"


AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Only what held on this day, such as 2016-05-01."),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the answer is written.", show_default=True)]
GraphFormatOption = Annotated[
    GraphFormat,
    typer.Option("--format", "-f", help="How the answer is written; from turtle on, the part of the graph it shows."),
]
NoSources = Annotated[bool, typer.Option("--no-sources", help="Leave the sources out.")]
Data = Annotated[
    list[Path] | None,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="PROBATION_DATA",
        help="A folder of Turtle files to add; a source of the same slug is replaced. May be repeated.",
    ),
]
NoShipped = Annotated[bool, typer.Option("--no-shipped", help="Leave the data that come with the program out.")]

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="SOURCE",
        help="Only what this source says, by its slug; repeatable.",
        autocompletion=complete.sources,
    ),
]
KnownBy = Annotated[
    str | None,
    typer.Option("--known-by", metavar="DATE", help="Only what had been published by this day."),
]
MinSources = Annotated[
    int, typer.Option("--min-sources", min=1, help="Only answers that at least so many sources stand behind.")
]

_DATA = {"data": Data, "no_shipped": NoShipped}
_READING = {
    "format": FormatOption,
    "no_sources": NoSources,
    "by": By,
    "known_by": KnownBy,
    "min_sources": MinSources,
    **_DATA,
}
_LIMITS = ("no_sources", "by", "known_by", "min_sources")
_DEFAULTS: dict[str, Any] = {
    "as_of": None,
    "format": Format.TABLE,
    "no_sources": False,
    "by": None,
    "known_by": None,
    "min_sources": 1,
    "data": None,
    "no_shipped": False,
}


class Program(typer.Typer):
    """The program: with all its commands or, where `only` names one, with that one."""

    only: str | None = None


class Ask:
    """What a command needs: the graph, the day asked about, and the way to answer."""

    def __init__(self, command: str, **options: Any) -> None:
        self.command = command
        self.options = {**_DEFAULTS, **options}
        self.as_of: date | None = dates.parse_day(self.options["as_of"]) if self.options["as_of"] is not None else None
        self.known_by = None if self.options["known_by"] is None else dates.parse_day(self.options["known_by"])
        self.format: Format | GraphFormat = self.options["format"]

    @property
    def is_part(self) -> bool:
        """Whether the answer is wanted in a format that holds a graph."""
        return self.format.value not in list(Format)

    @cached_property
    def folders(self) -> list[Path]:
        """The user's own folders of data."""
        return list(self.options["data"] or [])

    @property
    def shipped(self) -> bool:
        """Whether the data that come with the program are asked."""
        return not self.options["no_shipped"]

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The graph, opened on first use; building it shows progress."""
        from probation.cli.progress import Progress
        from probation.graph.knowledge import KnowledgeGraph

        with Progress() as progress:
            graph = KnowledgeGraph.open(self.folders, shipped=self.shipped, progress=progress.step)
            if self.options["by"] or self.known_by:
                graph = graph.limited(self.options["by"] or (), self.known_by, progress=progress.step)
        if graph.snapshot.folder is None:
            output.note("the cache cannot be written, so the graph is built anew in memory each time")
        return graph

    def answer(self, report: output.Report) -> None:
        """Write the answer in the format asked for, with its sources."""
        report.question = {"command": self.command, "arguments": report.question}
        report.as_of = self.as_of.isoformat() if self.as_of else None
        report.keep(self.options["min_sources"])
        for remark in (*report.notes, *self._ahead()):
            output.note(remark)
        if self.is_part:
            sources = not self.options["no_sources"]
            output.send(self.graph.export(self.format.value, answers=report.parts, sources=sources))
            return
        if not report.uncited:
            for name, thing in self.graph.taken.items():
                others = " or ".join(f"{other.label} ({other.id})" for other in self.graph.passed_over.get(name, ()))
                meant = f"{thing.label} ({thing.id}){f', not {others}' if others else ''}"
                output.note(f"‘{name[:80]}’ is taken for {meant}")
            in_full = self.format in (Format.JSON, Format.MARKDOWN)
            report.cited = self.graph.cited(report.source_slugs(rows_only=not in_full))
        output.write(report, self.format.value, sources=not self.options["no_sources"])

    def _ahead(self) -> list[str]:
        """Return what to say of a day that lies ahead."""
        if self.as_of is None or self.as_of <= type(self.as_of).today():
            return []
        return [f"{self.as_of.isoformat()} lies ahead: the answer is what no source says will have ended by then"]


def reading(
    app: typer.Typer,
    name: str,
    *,
    as_of: bool = False,
    part: bool = False,
    limits: bool = True,
    also: Mapping[str, Any] | None = None,
) -> Callable[..., Any]:
    """Register a reading command: its function takes an Ask first, its own parameters after it.

    With `part`, its answer is a part of the graph: it fills `Report.parts`, and is written in graph formats too.
    Without `limits`, it takes none of the options that limit what the graph says: it is about files.

    `also` are further options that several commands share, name → annotated type; their values are in `ask.options`,
    and an empty text stands for one not given (`source` must be given).
    """
    common = {**(also or {}), **({"as_of": AsOf} if as_of else {}), **_READING}
    if part:
        common["format"] = GraphFormatOption
    if not limits:
        common = {name: kind for name, kind in common.items() if name not in _LIMITS}
    return _register(app, name, common)


def plain(app: typer.Typer, name: str, *, as_of: bool = False, by: bool = False) -> Callable[..., Any]:
    """Register a command that writes something else than an answer.

    It takes the options of the data; with `as_of` that of the day, with `by` those that limit what sources are heard.
    """
    heard = {"by": By, "known_by": KnownBy} if by else {}
    return _register(app, name, {**({"as_of": AsOf} if as_of else {}), **heard, **_DATA})


def _refuse_blank(parameters: Iterable[inspect.Parameter], values: Mapping[str, Any]) -> None:
    """Refuse an optional filter that is there and says nothing; raises InputError."""
    for parameter in parameters:
        given = values[parameter.name]
        texts = given if isinstance(given, list) else [given]
        is_option = isinstance(getattr(parameter.annotation, "__metadata__", (None,))[0], OptionInfo)
        if is_option and parameter.default is None and any(isinstance(t, str) and not t.strip() for t in texts):
            message = f"--{parameter.name.replace('_', '-')} is empty: say what is meant, or leave it out"
            raise InputError(message)


def _register(app: typer.Typer, name: str, common: dict[str, Any]) -> Callable[..., Any]:
    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        if isinstance(app, Program) and app.only not in (None, name):
            return function
        signature = inspect.signature(function, eval_str=True)
        own = list(signature.parameters.values())[1:]
        added = [
            inspect.Parameter(
                option,
                inspect.Parameter.KEYWORD_ONLY,
                default=_DEFAULTS.get(option, inspect.Parameter.empty if option == "source" else ""),
                annotation=kind,
            )
            for option, kind in common.items()
        ]

        def command(**values: Any) -> None:
            _refuse_blank(own, values)
            options = {option: values.pop(option) for option in common}
            function(Ask(name, **options), **values)

        command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + added
        )
        command.__annotations__ = {p.name: p.annotation for p in (*own, *added)}
        command.__doc__ = function.__doc__
        app.command(name)(command)
        return function

    return decorate
