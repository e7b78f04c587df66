"""The command that draws: view."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from probation.cli import complete
from probation.cli.options import Ask, plain
from probation.graph.errors import InputError

_STYLES = ("path", "all", "lineage", "timeline", "ratings")


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @plain(app, "view", as_of=True, by=True)
    def view(
        ask: Ask,
        names: Annotated[
            list[str] | None,
            typer.Argument(help="Labels, aliases, acronyms, slugs or IRIs.", autocompletion=complete.names),
        ] = None,
        path: Annotated[bool, typer.Option("--path", help="How two things are connected.")] = False,
        everything: Annotated[bool, typer.Option("--all", help="Everything.")] = False,
        lineage: Annotated[
            bool, typer.Option("--lineage", help="Who came before and after, from left to right.")
        ] = False,
        timeline: Annotated[bool, typer.Option("--timeline", help="Everything dated about a thing, in lanes.")] = False,
        ratings: Annotated[
            bool, typer.Option("--ratings", help="Ratings over time and by standard, compared.")
        ] = False,
        depth: Annotated[int, typer.Option(min=0, max=6, help="How many relations away to look.")] = 1,
        through_hubs: Annotated[
            bool,
            typer.Option("--through-hubs", help="Look also beyond what connects everything, such as the ministry."),
        ] = False,
        k: Annotated[int, typer.Option("--k", min=1, max=20, help="How many paths, with --path.")] = 3,
        most: Annotated[
            int | None, typer.Option(min=1, max=20_000, help="The most things drawn: 120, with --all 20,000.")
        ] = None,
        kind: Annotated[
            list[str] | None, typer.Option(metavar="KIND", help="Only this kind of thing. May be repeated.")
        ] = None,
        relation: Annotated[
            list[str] | None,
            typer.Option(metavar="RELATION", help="Only this relation, such as owns. May be repeated."),
        ] = None,
        source: Annotated[
            list[str] | None, typer.Option(metavar="SOURCE", help="Only what this source says. May be repeated.")
        ] = None,
        min_sources: Annotated[int, typer.Option(min=0, max=1000, help="Only what so many sources say.")] = 0,
        since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what held then or later.")] = None,
        until: Annotated[str | None, typer.Option(metavar="DATE", help="Only what held then or earlier.")] = None,
        region: Annotated[str | None, typer.Option(metavar="NAME", help="With --ratings: only this region.")] = None,
        owner: Annotated[str | None, typer.Option(metavar="NAME", help="With --ratings: only this owner's.")] = None,
        output: Annotated[
            Path | None,
            typer.Option("-o", "--output", help="The file; named after the first thing."),
        ] = None,
        open_it: Annotated[bool, typer.Option("--open", help="Open the picture in the browser.")] = False,
    ) -> None:
        """An interactive picture, as one HTML file that works offline.

        Example:  probation view "Staffordshire and Stoke PDU" --depth 2 -o picture.html
        """
        from probation.graph.sieve import Sieve

        flags = (path, everything, lineage, timeline, ratings)
        chosen = [style for style, wanted in zip(_STYLES, flags, strict=True) if wanted]
        if len(chosen) > 1:
            message = f"{' and '.join(f'--{style}' for style in chosen)} are different pictures; give one of them"
            raise InputError(message)
        if (region or owner) and not ratings:
            message = f"{'--region' if region else '--owner'} goes with --ratings"
            raise InputError(message)
        sieve = Sieve(tuple(kind or ()), tuple(relation or ()), tuple(source or ()), min_sources, since, until)
        drawn = ask.graph.view(
            *(names or ()),
            style=chosen[0] if chosen else "around",
            depth=depth,
            k=k,
            most=most,
            as_of=ask.as_of,
            sieve=sieve,
            region=region,
            owner=owner,
            through_hubs=through_hubs,
        )
        file = drawn.save(output or Path(f"{drawn.name}.html"))
        sys.stdout.write(f"{file}\n")
        if open_it:
            import webbrowser

            webbrowser.open(file.resolve().as_uri())
