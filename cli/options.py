"""One decorator gives every reading command the same options, and opens the graph for it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probation.cli import output
from probation.graph import dates

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


AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Only what held on this day, such as 2016-05-01."),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the answer is written.", show_default=True)]
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
    typer.Option("--by", metavar="SOURCE", help="Only what this source says, by its slug; repeatable."),
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


class Ask:
    """What a command needs: the graph, the day asked about, and the way to answer."""

    def __init__(self, command: str, **options: Any) -> None:
        self.command = command
        self.options = {**_DEFAULTS, **options}
        self.as_of: date | None = dates.parse_day(self.options["as_of"]) if self.options["as_of"] is not None else None
        self.known_by = None if self.options["known_by"] is None else dates.parse_day(self.options["known_by"])
        self.format: Format = self.options["format"]

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
        if not report.uncited:
            report.cited = self.graph.cited(report.source_slugs())
        output.write(report, self.format.value, sources=not self.options["no_sources"])


def reading(
    app: typer.Typer, name: str, *, as_of: bool = False, also: Mapping[str, Any] | None = None
) -> Callable[..., Any]:
    """Register a reading command: its function takes an Ask first, its own parameters after it.

    `also` are further options that several commands share, name → annotated type; their values are in `ask.options`,
    and an empty text stands for one not given (`source` must be given).
    """
    common = {**(also or {}), **({"as_of": AsOf} if as_of else {}), **_READING}
    return _register(app, name, common)


def plain(app: typer.Typer, name: str, *, as_of: bool = False) -> Callable[..., Any]:
    """Register a command that takes only the options of the data, and of the day where it asks for one."""
    return _register(app, name, {"as_of": AsOf, **_DATA} if as_of else _DATA)


def _register(app: typer.Typer, name: str, common: dict[str, Any]) -> Callable[..., Any]:
    def decorate(function: Callable[..., None]) -> Callable[..., None]:
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
