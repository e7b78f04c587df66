"""The command that draws: view."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from probation.cli.options import Ask, plain


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @plain(app, "view", as_of=True)
    def view(
        ask: Ask,
        names: Annotated[list[str], typer.Argument(help="Labels, aliases, acronyms, slugs or IRIs.")],
        depth: Annotated[int, typer.Option(min=0, max=6, help="How many relations away to look.")] = 1,
        output: Annotated[
            Path | None,
            typer.Option("-o", "--output", help="The file; named after the first thing."),
        ] = None,
        open_it: Annotated[bool, typer.Option("--open", help="Open the picture in the browser.")] = False,
    ) -> None:
        """An interactive picture of things and what they are related to, as one HTML file that works offline.

        Example:  probation view "Staffordshire and Stoke PDU" --depth 2 -o picture.html
        """
        from probation.graph.writing import write_whole

        things = list(dict.fromkeys(ask.graph.thing(name) for name in names))
        path = output or Path(f"{things[0].id.rpartition('/')[2]}.html")
        write_whole(path, ask.graph.view(*(thing.iri for thing in things), depth=depth, as_of=ask.as_of))
        sys.stdout.write(f"{path}\n")
        if open_it:
            import webbrowser

            webbrowser.open(path.resolve().as_uri())
