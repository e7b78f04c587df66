"""Commands that keep the graph: build, info, check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probation.cli.options import Ask, Format, reading
from probation.cli.output import Report, Row
from probation.graph.errors import InputError

if TYPE_CHECKING:
    from probation.graph.check import Fault

_BEHIND = {"message": ("property", "value", "where")}


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @reading(app, "build", limits=False)
    def build(ask: Ask) -> None:
        """Build the snapshot (done by itself on first use).

        Example:  probation build --data my-sources
        """
        counts = ask.graph.snapshot.counts
        facts = {
            "sources": len(counts["sources"]),
            "statements": counts["statements"],
            "derived_statements": counts["derived"],
            "snapshot": str(ask.graph.snapshot.folder or "in memory"),
        }
        rows = [Row({"what": name.replace("_", " "), "value": _told(ask, value)}) for name, value in facts.items()]
        answer = {**facts, "number_of_sources": facts["sources"], "sources": []}
        ask.answer(Report({}, [answer], rows, uncited=True))

    @reading(app, "info", limits=False)
    def info(ask: Ask) -> None:
        """What the graph holds, what it is made of, where things are.

        Example:  probation info --format json
        """
        facts = ask.graph.info()
        rows = [
            Row({"what": name.replace("_", " "), "value": _told(ask, value)}, group=group)
            for group, values in (
                ("the graph", {k: v for k, v in facts.items() if not isinstance(v, (dict, list))}),
                ("data", {str(n): folder for n, folder in enumerate(facts["data"], 1)}),
                ("versions", facts["versions"]),
                ("things", facts["classes"]),
            )
            for name, value in values.items()
        ]
        answer = {**facts, "number_of_sources": facts["sources"], "sources": []}
        ask.answer(Report({}, [answer], rows, uncited=True))

    @reading(app, "check", limits=False)
    def check(
        ask: Ask,
        files: Annotated[
            list[Path] | None,
            typer.Argument(help="Turtle files of your own, or folders of them; the whole graph when left out."),
        ] = None,
    ) -> None:
        """Check the data, or your own files, against all rules.

        Example:  probation check my-source.ttl
        """
        from probation.cli.progress import Progress
        from probation.graph.check import check
        from probation.graph.load import shipped_data, source_files

        folders = [*([shipped_data()] if ask.shipped else []), *ask.folders]
        paths = source_files(folders)
        own: dict[str, Path] = {}
        for path in _turtle(files or []):
            if own.setdefault(path.stem, path) != path:
                message = f"{path} and {own[path.stem]} name one source; check them one at a time"
                raise InputError(message)
        with Progress() as progress:
            faults = check({**paths, **own}, own or None, progress.step)
        told: dict[Fault, list[str]] = {}
        for fault in faults:
            # One fault of several properties, such as all that a source lacks, is one line.
            told.setdefault(replace(fault, property=""), []).append(fault.property)
        errors = sum(fault.severity == "error" for fault in told)
        broken = {_file(fault) for fault in faults if fault.severity == "error"}
        rows = [
            Row(
                {
                    "severity": fault.severity,
                    "what": fault.entity,
                    "message": fault.message,
                    "property": "" if fault.check == "shape" else ", ".join(filter(None, told[fault])),
                    "value": fault.value,
                    "where": fault.place,
                },
                group=_file(fault),
            )
            for fault in sorted(told, key=lambda f: (_file(f) not in broken, _file(f), f.severity, f.check, f.entity))
        ]
        checked = len(own) or len(paths)
        heading = [f"{errors:,} errors and {len(told) - errors:,} warnings in {checked:,} sources"]
        question = {"files": [str(path) for path in files or []]}
        ask.answer(Report(question, [f.to_json() for f in faults], rows, heading, inline=_BEHIND, uncited=True))
        if errors:
            raise typer.Exit(2)


def _told(ask: Ask, value: object) -> str:
    """Return a value as text: a count in groups of three figures where people read it, bare where programs do."""
    is_read = ask.format in (Format.TABLE, Format.MARKDOWN)
    return f"{value:,}" if is_read and isinstance(value, int) else str(value)


def _turtle(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and every Turtle file below a folder that is named."""
    from probation.graph.load import source_files

    for path in paths:
        if not path.is_dir():
            yield path
        elif found := source_files([path]):
            yield from found.values()
        else:
            message = f"{path}: there is no Turtle file (*.ttl) in this folder"
            raise InputError(message)


def _file(fault: Fault) -> str:
    """Return the file of the source that a fault is reported under."""
    return re.sub(r":\d+$", "", fault.place) or "the vocabulary"
