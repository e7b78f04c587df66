"""Commands that keep the graph: build, info, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probation.cli.options import Ask, reading
from probation.cli.output import Report, Row
from probation.graph.errors import InputError

if TYPE_CHECKING:
    from probation.graph.check import Fault

_BEHIND = {"message": ("value", "where")}


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @reading(app, "build")
    def build(ask: Ask) -> None:
        """Build the snapshot from all sources (done by itself on first use).

        Example:  probation build --data my-sources
        """
        counts = ask.graph.snapshot.counts
        facts = {
            "sources": len(counts["sources"]),
            "statements": counts["statements"],
            "derived_statements": counts["derived"],
            "snapshot": str(ask.graph.snapshot.folder or "in memory"),
        }
        rows = [Row({"what": name.replace("_", " "), "value": str(value)}) for name, value in facts.items()]
        answer = {**facts, "number_of_sources": facts["sources"], "sources": []}
        ask.answer(Report({}, [answer], rows, uncited=True))

    @reading(app, "info")
    def info(ask: Ask) -> None:
        """What the graph holds, what it is built from and with, and where things are.

        Example:  probation info --format json
        """
        facts = ask.graph.info()
        rows = [
            Row({"what": name.replace("_", " "), "value": str(value)}, group=group)
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
            typer.Argument(help="Turtle files of your own; the whole graph when left out."),
        ] = None,
    ) -> None:
        """Check the data, or your own files, against the shapes and the check queries.

        Example:  probation check my-source.ttl
        """
        from probation.cli.progress import Progress
        from probation.graph.check import check
        from probation.graph.load import shipped_data, source_files

        folders = [*([shipped_data()] if ask.shipped else []), *ask.folders]
        paths = source_files(folders)
        own: dict[str, Path] = {}
        for path in files or []:
            if own.setdefault(path.stem, path) != path:
                message = f"{path} and {own[path.stem]} name one source; check them one at a time"
                raise InputError(message)
        with Progress() as progress:
            faults = check({**paths, **own}, own or None, progress.step)
        errors = sum(fault.severity == "error" for fault in faults)
        broken = {_file(fault) for fault in faults if fault.severity == "error"}
        rows = [
            Row(
                {
                    "severity": fault.severity,
                    "what": fault.entity,
                    "message": fault.message,
                    "value": fault.value,
                    "where": fault.place,
                },
                group=_file(fault),
            )
            for fault in sorted(faults, key=lambda f: (_file(f) not in broken, _file(f), f.severity, f.check, f.entity))
        ]
        checked = len(own) or len(paths)
        heading = [f"{errors} errors and {len(faults) - errors} warnings in {checked} sources"]
        question = {"files": [str(path) for path in files or []]}
        ask.answer(Report(question, [f.to_json() for f in faults], rows, heading, inline=_BEHIND, uncited=True))
        if errors:
            raise typer.Exit(2)


def _file(fault: Fault) -> str:
    """Return the file of the source that a fault is reported under."""
    return fault.place.partition(":")[0] or "the vocabulary"
