"""Commands that keep the graph: build, info, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from probation.cli.options import Ask, reading
from probation.cli.output import Report, Row
from probation.graph.errors import InputError

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
        ask.answer(Report({}, [{**facts, "sources": []}], rows, uncited=True))

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

    @reading(app, "check")
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
        rows = [
            Row(
                {
                    "what": fault.entity,
                    "message": fault.message,
                    "value": fault.value,
                    "where": fault.place,
                },
                group=f"{fault.severity}s",
            )
            for fault in faults
        ]
        checked = len(own) or len(paths)
        heading = [f"{errors} errors and {len(faults) - errors} warnings in {checked} sources"]
        question = {"files": [str(path) for path in files or []]}
        ask.answer(Report(question, [f.to_json() for f in faults], rows, heading, inline=_BEHIND, uncited=True))
        if errors:
            raise typer.Exit(2)
