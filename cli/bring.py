"""Commands that bring tables in and take the graph out: import, export (add is in cli/add.py)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probation.cli.options import Ask, Format, plain, reading
from probation.cli.output import Report, Row, note, send
from probation.graph.errors import InputError

if TYPE_CHECKING:
    from probation.graph.tables import ImportReport

Into = Annotated[
    Path, typer.Option("--into", metavar="DIR", help="The folder of Turtle files to write to; made where it is not.")
]


class ExportFormat(StrEnum):
    """The formats the whole graph is written in."""

    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    DOT = "dot"
    MERMAID = "mermaid"


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @reading(app, "import", limits=False)
    def import_(
        ask: Ask,
        tables: Annotated[
            list[Path] | None, typer.Argument(help="Tables (CSV, XLSX) or folders of them.", show_default=False)
        ] = None,
        into: Into = Path("data"),
        template: Annotated[
            Path | None,
            typer.Option("--template", metavar="DIR", help="Write empty tables, each column explained, and stop."),
        ] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything and write nothing.")] = False,
    ) -> None:
        """Bring tables in: every row is checked before one is written.

        Example:  probation import my-tables --into my-sources
        """
        from probation.cli.progress import Progress
        from probation.graph.tables import import_tables, write_template

        if template is not None and tables:
            message = "--template writes empty tables and takes none; give one of the two"
            raise InputError(message)
        if template is not None:
            made = [str(path) for path in write_template(template)]
            if ask.format is Format.TABLE:
                sys.stdout.write("".join(f"{path}\n" for path in made))
            else:
                rows = [Row({"file": path}) for path in made]
                answer = {"files": made, "sources": []}
                ask.answer(Report({"template": str(template)}, [answer], rows, uncited=True))
            return
        if not tables:
            message = "name a table or a folder of tables, or ask for empty ones with  --template DIR"
            raise InputError(message)
        with Progress() as progress:
            done = import_tables(tables, into, progress=progress.step, check_only=dry_run, known=known(ask))
        tell(ask, done, into, {"tables": [str(path) for path in tables], "into": str(into)})

    @plain(app, "export", as_of=True, by=True)
    def export(
        ask: Ask,
        style: Annotated[ExportFormat, typer.Option("--format", "-f", help="How it is written.")] = ExportFormat.NQUADS,
        output: Annotated[
            Path | None, typer.Option("-o", "--output", help="The file; standard output when left out.")
        ] = None,
    ) -> None:
        """The whole graph for other tools, as RDF or as a network.

        Example:  probation export --format nquads -o probation.nq
        """
        from probation.graph.writing import write_whole

        text = ask.graph.export(style.value, ask.as_of)
        if output is None:
            send(text)
        else:
            write_whole(output, text)
            sys.stdout.write(f"{output}\n")


def known(ask: Ask) -> list[Path]:
    """Return the folders whose things new rows may name; raises InputError where one is none."""
    from probation.graph.load import shipped_data, source_files

    source_files(ask.folders)
    return [*([shipped_data()] if ask.shipped else []), *ask.folders]


def tell(
    ask: Ask,
    done: ImportReport,
    into: Path,
    question: dict[str, object],
    heading: str = "",
    without: Sequence[str] = (),
) -> None:
    """Say what an import did; `without` are the figures that the table leaves out."""
    for warning in done.warnings:
        note(str(warning))
    facts = {
        "rows": sum(done.rows.values()),
        "files_written": len(done.written),
        "files_added_to": len(done.changed),
        "files_unchanged": done.unchanged,
        "statements_added": done.added,
    }
    rows = [
        Row({"what": name.replace("_", " "), "count": str(value)})
        for name, value in facts.items()
        if name not in without
    ]
    changed = [str(path) for path in (*done.written, *done.changed)]
    answer = {**facts, "tables": dict(done.rows), "files": changed, "sources": []}
    verb = "would go" if done.check_only else "are"
    heading = heading or f"Statements of these tables {verb} in {into}"
    ask.answer(Report(question, [answer], rows, [heading], uncited=True))
