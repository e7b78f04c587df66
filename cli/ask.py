"""Commands that ask in SPARQL: the catalogue (query) and ad-hoc queries (sparql)."""

from __future__ import annotations

import math
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probation.cli import complete, output
from probation.cli.options import Ask, plain, reading
from probation.cli.output import Report, Row
from probation.graph.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from probation.graph.catalogue import Question


class ResultFormat(StrEnum):
    """The formats of ad-hoc results: the project's own, and the standard ones of SPARQL and RDF."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    SPARQL_JSON = "sparql-json"
    SPARQL_XML = "sparql-xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"


_RDF = {"turtle", "ntriples", "rdfxml", "jsonld"}
_TABULAR = {"sparql-json", "sparql-xml", "csv", "tsv"}


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""

    @reading(app, "query", as_of=True)
    def query(
        ask: Ask,
        question: Annotated[
            str | None,
            typer.Argument(help="The name of a question; the list when left out.", autocompletion=complete.questions),
        ] = None,
        param: Annotated[
            list[str] | None,
            typer.Option(
                "--param",
                "-p",
                metavar="NAME=VALUE",
                help="A parameter; repeatable.",
                autocompletion=complete.parameters,
            ),
        ] = None,
        describe: Annotated[bool, typer.Option("--describe", help="Say what the question asks and takes.")] = False,
        show: Annotated[bool, typer.Option("--show", help="Print the query, its parameters filled in.")] = False,
    ) -> None:
        """The catalogue of questions: list them, describe one, run one.

        As of a day: the questions that take a day, or the one asked with that day.

        Example:  probation query body_owners -p body="Staffordshire and West Midlands CRC"
        """
        from probation.graph import catalogue

        if describe and show:
            message = "--describe and --show are two different things to print; give one of them"
            raise InputError(message)
        if question is None:
            if param or describe or show:
                message = "name the question that is meant; the list of them:  probation query"
                raise InputError(message)
            _list(ask, [q for q in catalogue.questions().values() if not ask.as_of or q.takes_a_day])
            return
        asked = catalogue.question(question)
        given = _parameters(param or [])
        if ask.as_of:
            given = catalogue.on_day(asked, given, ask.as_of)
        if describe:
            _describe(ask, asked)
            return
        filled = ask.graph.filled(question, given)
        if show:
            sys.stdout.write(filled)
            return
        answers = catalogue.run(ask.graph.engine, ask.graph.namer(), filled)
        if not answers:
            message = f"{question} finds nothing with these parameters"
            raise NotFoundError(message)
        ask.answer(
            Report(
                {"question": question, "summary": asked.summary, "parameters": given},
                [answer.to_json() for answer in answers],
                [Row({n: "" if v is None else str(v) for n, v in a.cells.items()}, a.sources) for a in answers],
                [asked.summary],
            )
        )

    @plain(app, "sparql")
    def sparql(
        ask: Ask,
        query: Annotated[
            str,
            typer.Argument(help="A query, the path of a file that holds one, or - for standard input."),
        ],
        format: Annotated[  # noqa: A002 - the option's name
            ResultFormat | None, typer.Option("--format", "-f", help="How the result is written.")
        ] = None,
        timeout: Annotated[
            float, typer.Option(min=0.1, max=3600, help="Seconds after which the query is stopped.")
        ] = 30.0,
    ) -> None:
        """An ad-hoc SPARQL 1.1 query, read-only and under a limit.

        Example:  probation sparql "SELECT ?owner WHERE { ?x pg:owner/skos:prefLabel ?owner }"
        """
        text = _text(query)
        style = format.value if format else None
        formats = {
            "select": style if style in _TABULAR else "sparql-json",
            "ask": style if style in _TABULAR else "sparql-json",
            "graph": style if style in _RDF else "turtle",
        }
        if math.isnan(timeout):
            message = "nan is not a number of seconds"
            raise InputError(message)
        result = ask.graph.sparql(text, formats, timeout)
        if result.form == "graph" and style in _TABULAR | {"markdown"}:
            message = f"the result is RDF: write it as one of {', '.join(sorted(_RDF))}"
            raise InputError(message)
        if result.form != "graph" and style in _RDF:
            message = f"the result is a table: write it as one of {', '.join(sorted(_TABULAR))}"
            raise InputError(message)
        if style in _TABULAR or (result.form == "graph" and style != "json"):
            _send(_INERT[style](result.body.decode()).encode() if style in _INERT else result.body)
            return
        output.write(_report(ask, text, result.form, result.body), style or "table", sources=True)


def _send(body: bytes) -> None:
    """Write a result as it is; to a terminal without the control characters that its texts may hold."""
    if sys.stdout.isatty():
        for line in body.decode().split("\n"):
            sys.stdout.write("\t".join(map(output.printable, line.split("\t"))) + "\n")
    else:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()


def _inert_csv(text: str) -> str:
    """Return a result in CSV whose cells no spreadsheet takes for a formula."""
    import csv
    import io

    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    # A row of one empty cell is an empty line in the standard, for the reader no cell at all.
    writer.writerows([output.inert(cell) for cell in row] or [""] for row in csv.reader(io.StringIO(text, newline="")))
    return made.getvalue()


def _inert_tsv(text: str) -> str:
    """Return a result in TSV whose quoted texts no spreadsheet takes for a formula; numbers stand there unquoted."""

    def inert(cell: str) -> str:
        value = cell[1 : cell.rfind('"')].replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n")
        return f"\"'{cell[1:]}" if cell.startswith('"') and output.inert(value) != value else cell

    return "\n".join("\t".join(map(inert, line.split("\t"))) for line in text.split("\n"))


_INERT = {"csv": _inert_csv, "tsv": _inert_tsv}


def _report(ask: Ask, query: str, form: str, body: bytes) -> Report:
    """Turn a result into the project's own form; a `?source` column cites."""
    import json

    question = {"command": "sparql", "arguments": {"query": query, "form": form}}
    if form == "graph":
        answers = [{"turtle": body.decode(), "sources": []}]
        return Report(question, answers, [])
    found = json.loads(body)
    if form == "ask":
        value = found["boolean"]
        return Report(question, [{"answer": value, "sources": []}], [Row({"answer": str(value).lower()})])
    bindings = found["results"]["bindings"]
    known = ask.graph.cited(_slugs(bindings))
    answers, rows = [], []
    for binding in bindings:
        cells: dict[str, str] = {name: binding.get(name, {}).get("value", "") for name in found["head"]["vars"]}
        sources = [slug for slug in _slugs([binding]) if slug in known]
        values: dict[str, Any] = {n: binding[n]["value"] if n in binding else None for n in cells}
        answers.append({**values, "sources": sources})
        rows.append(Row(cells, sources))
    return Report(question, answers, rows, cited=known)


def _slugs(bindings: list[Any]) -> list[str]:
    from probation.graph.terms import PREFIXES

    values = (term["value"] for binding in bindings for term in binding.values())
    prefix = PREFIXES["source"]
    return list(dict.fromkeys(v.removeprefix(prefix) for v in values if v.startswith(prefix)))


def _list(ask: Ask, questions: list[Question]) -> None:
    rows = [
        Row({"question": q.name, "asks": q.summary}, group=tag)
        for tag in sorted({q.tags[0] if q.tags else "" for q in questions})
        for q in questions
        if (q.tags[0] if q.tags else "") == tag
    ]
    ask.answer(Report({}, [q.to_json() for q in questions], rows, ["The catalogue of questions"], uncited=True))


def _describe(ask: Ask, asked: Question) -> None:
    rows = [
        Row(
            {
                "parameter": p.name,
                "type": p.type,
                "default": p.default or "",
                "example": p.example,
                "meaning": p.description,
            }
        )
        for p in asked.parameters
    ]
    heading = [asked.summary, asked.description]
    ask.answer(Report({"question": asked.name}, [asked.to_json()], rows, heading, uncited=True))


def _parameters(texts: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in map(_parameter, texts):
        if name in found:
            message = f"--param {name[:80]} is given twice; a parameter has one value"
            raise InputError(message)
        found[name] = value
    return found


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        message = f"{text[:80]!r} is not a parameter: write  --param name=value"
        raise InputError(message)
    return name, value


def _text(query: str) -> str:
    """Return the query itself, the text of the file it names, or standard input for `-`."""
    if query == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input")
    if len(query) < 1000 and "\n" not in query and "{" not in query:
        path = Path(query)
        try:
            if path.is_file():
                return _decoded(path.read_bytes(), query)
        except (OSError, ValueError) as error:
            message = f"{query[:80]!r} cannot be read ({error})"
            raise InputError(message) from None
        if path.suffix in (".rq", ".sparql"):
            message = f"{query}: no such file"
            raise InputError(message)
    return query


def _decoded(body: bytes, where: str) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{where}: not a text in UTF-8 (byte {error.start})"
        raise InputError(message) from None
