"""The catalogue: one question per file in `queries/`, with a grlc header, run with typed parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from probation.graph import dates
from probation.graph.describe import Namer
from probation.graph.engine import Engine, bind, parameters, plain
from probation.graph.errors import InputError, NotFoundError
from probation.graph.header import read_header
from probation.graph.model import Thing, Value, value_json
from probation.graph.packages import package_folder
from probation.graph.terms import Term, slug

SOURCE_COLUMN, DAY = "source", "day"
_TYPES = ("iri", "date", "integer", "string")
# A question selects plain variables: what it counts, it counts in a sub-select.
_COLUMNS = re.compile(r"^SELECT (?:DISTINCT )?((?:\?\w+ )+)WHERE", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: its name, type (iri, date, integer or string), default, example, meaning.

    Where a name means several things, one of `of_class` (a class by its prefixed name) is meant.
    """

    name: str
    variable: str
    type: str
    default: str | None
    example: str
    description: str
    of_class: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "type": self.type,
            "default": self.default,
            "example": self.example,
            "description": self.description,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    query: str

    @property
    def takes_a_day(self) -> bool:
        """Whether it asks of one day."""
        return DAY in (parameter.name for parameter in self.parameters)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form, for listings."""
        return {
            "id": self.name,
            "summary": self.summary,
            "description": self.description,
            "tags": list(self.tags),
            "parameters": [parameter.to_json() for parameter in self.parameters],
            "sources": [],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of a question's answer: column → value, and the sources that make it."""

    cells: Mapping[str, Value | None]
    sources: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        cells = {name: None if v is None else value_json(v) for name, v in self.cells.items()}
        return {**cells, "sources": list(self.sources)}


def questions() -> dict[str, Question]:
    """Return the catalogue by name."""
    folder = package_folder("queries")
    return {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}


def question(name: str) -> Question:
    """Return one question; raises NotFoundError with a suggestion for an unknown name."""
    import difflib

    catalogue = questions()
    if name in catalogue:
        return catalogue[name]
    alike = difflib.get_close_matches(name[:200], catalogue, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(alike)}?" if alike else "list them with  probation query"
    message = f"no question is called {name[:80]!r}; {hint}"
    raise NotFoundError(message)


def fill(asked: Question, given: Mapping[str, str], resolve: Callable[[str, str | None], Thing]) -> str:
    """Return the question's query with its parameters filled in; names are accepted where an IRI is wanted.

    `resolve` finds what a name means, one of a class first where the parameter names one.

    Raises InputError for an unknown, missing or ill-typed parameter.
    """
    known = {parameter.name for parameter in asked.parameters}
    for name in given:
        if name not in known:
            takes = ", ".join(sorted(known)) or "none"
            message = f"{asked.name} has no parameter {name[:80]!r}; it takes: {takes}"
            raise InputError(message)
    bindings: dict[str, Term] = {}
    for parameter in asked.parameters:
        text = given.get(parameter.name, parameter.default)
        if text is None:
            message = (
                f"{asked.name} needs {parameter.name} ({parameter.description}): "
                f"--param {parameter.name}={parameter.example!r}"
            )
            raise InputError(message)
        bindings[parameter.variable] = _typed(parameter, text, resolve)
    return bind(asked.query, bindings)


def on_day(asked: Question, given: Mapping[str, str], day: date) -> dict[str, str]:
    """Return the parameters with the day asked about among them.

    Raises InputError where the question asks of no day (naming the one that does) or the day is given twice.
    """
    if not asked.takes_a_day:
        twin = f"{asked.name}_as_of"
        hint = f"{twin} does" if twin in questions() else "those that do:  probation query --as-of DATE"
        message = f"{asked.name} does not ask of a day; {hint}"
        raise InputError(message)
    if DAY in given:
        message = f"--as-of and --param {DAY}= both say which day; give one of them"
        raise InputError(message)
    return {**given, DAY: day.isoformat()}


def run(engine: Engine, namer: Namer, query: str) -> list[Answer]:
    """Run a filled-in question; rows alike but for `?source` are one answer with all its sources."""
    rows: dict[tuple[tuple[str, Term | None], ...], set[str]] = {}
    for row in engine.select(query):
        source = row.pop(SOURCE_COLUMN, None)
        sources = rows.setdefault(tuple(row.items()), set())
        if source is not None:
            sources.add(slug(str(source)))
    namer.prepare(term for key in rows for _, term in key if term is not None)
    asked = columns(query)
    return [Answer(_cells(dict(key), asked, namer), tuple(sorted(sources))) for key, sources in rows.items()]


def columns(query: str) -> tuple[str, ...]:
    """Return the columns of a question's answer in the order it selects them, without `?source`."""
    selected = _COLUMNS.search(query)
    names = selected[1].replace("?", "").split() if selected else []
    return tuple(name for name in names if name != SOURCE_COLUMN)


def _cells(row: Mapping[str, Term | None], columns: Iterable[str], namer: Namer) -> dict[str, Value | None]:
    return {c: None if (term := row.get(c)) is None else namer.value(term) for c in columns}


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    header = read_header(text, path)
    about = {entry["name"]: entry for entry in header.get("parameters", [])}
    return Question(
        path.stem,
        str(header.get("summary", "")),
        " ".join(str(header.get("description", "")).split()),
        tuple(header.get("tags", [])),
        tuple(_parameters(text, about, path)),
        text,
    )


def _parameters(text: str, about: Mapping[str, Any], path: Path) -> Iterator[Parameter]:
    for variable in parameters(text):
        name, _, kind = variable.lstrip("_").partition("_")
        kind = kind.removeprefix("xsd_") or "string"
        if name not in about or kind not in _TYPES:
            message = f"{path}: its header does not describe the parameter ?{variable}"
            raise InputError(message)
        entry = about[name]
        default = entry.get("default")
        yield Parameter(
            name,
            variable,
            kind,
            None if default is None else str(default),
            str(entry["example"]),
            str(entry["description"]),
            entry.get("class"),
        )


def _typed(parameter: Parameter, text: str, resolve: Callable[[str, str | None], Thing]) -> Term:
    if parameter.type == "iri":
        return resolve(text, parameter.of_class).iri
    if parameter.type == "date":
        return plain(dates.parse_day(text).isoformat(), "date")
    if parameter.type == "integer":
        if not text.removeprefix("-").isdecimal() or not text.isascii() or len(text) > 18:
            message = f"{parameter.name} is a whole number, not {text[:80]!r}"
            raise InputError(message)
        return plain(str(int(text)), "integer")
    return plain(text)
