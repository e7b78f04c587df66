"""The `probation` command: its groups of commands, and how errors end it."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from probation.cli.output import note
from probation.graph.errors import ProbationError

COMPLETION = "_PROBATION_COMPLETE"
INTERRUPTED = 130

# Module of this package → its commands. A command starts with its own module and options only: building those of all
# takes longer than a lookup. Help, completion and unknown commands see all.
GROUPS = {
    "lookup": ("show", "search", "path", "sources", "conflicts"),
    "follow": ("lineage", "timeline", "holders", "at"),
    "compare": ("ratings", "rank"),
    "ask": ("query", "sparql"),
    "picture": ("view",),
    "bring": ("import", "export"),
    "add": ("add",),
    "keep": ("build", "info", "check"),
}


def build(command: str | None = None) -> typer.Typer:
    """Return the program: with the one command where there is such a command, else with all."""
    from probation.cli.options import Program

    app = Program(
        name="probation",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    chosen = [group for group, commands in GROUPS.items() if command in commands]
    app.only = command if chosen else None
    for group in chosen or GROUPS:
        import_module(f"probation.cli.{group}").register(app)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata

        typer.echo(f"probation-graph {metadata.version('probation-graph')}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Who ran, owned, inspected and answered for probation in England and Wales, when, and who says so.

    Every answer names its sources. Names may be labels, aliases, acronyms, slugs or IRIs.
    """


def main() -> None:
    """Run the command line: exit code 0 answered, 1 nothing found, 2 wrong usage or bad input."""
    code = 0
    _prepare()
    try:
        first = sys.argv[1] if len(sys.argv) > 1 and COMPLETION not in os.environ else None
        if COMPLETION in os.environ:
            from probation.cli.complete import put_together

            put_together()
        code = build(first)(standalone_mode=False) or 0
        sys.stdout.flush()
        if code == INTERRUPTED:
            note("stopped")
    except ProbationError as error:
        note(*error.lines)
        code = error.exit_code
    except TyperException as error:
        code = _usage(error)
    except (typer.Abort, KeyboardInterrupt):
        note("stopped")
        code = INTERRUPTED
    except SystemExit as end:
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        _discard_output()
    except BrokenPipeError:
        # The reader has seen enough (`| head`): that is no error, and the interpreter must not complain either.
        _discard_output()
    except OSError as error:
        note(f"{str(error.filename or 'the answer')[:200]}: cannot be read or written ({error.strerror})")
        code = 2
        _discard_output()
    sys.exit(code)


def _prepare() -> None:
    """Refuse arguments that are not text, and make sure that there are standard streams that take any text."""
    # These live as long as the process.
    sys.stdin = sys.stdin or Path(os.devnull).open()  # noqa: SIM115
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        "".join(sys.argv).encode()
    except UnicodeEncodeError:
        note("an argument is not text in UTF-8")
        sys.exit(2)


def _discard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: TyperException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(error.format_message() + "\n")
    else:
        where = f"  (see  {context.command_path} --help)" if context else ""
        note(f"{' '.join(error.format_message().split()).rstrip('.')}{where}")
    return 2
