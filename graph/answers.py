"""A list of answers that shows itself as a table in a notebook and turns into a pandas frame where pandas is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from probation.graph.errors import InputError

if TYPE_CHECKING:
    import pandas as pd


class Jsonable(Protocol):
    """Anything with the JSON form of an answer."""

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        ...


T = TypeVar("T", bound=Jsonable)
_MOST_ROWS = 200


class Answers(list[T]):
    """Answers of one kind, in their order: frozen dataclasses, each with its sources."""

    def records(self) -> list[dict[str, Any]]:
        """Return one flat record per answer: a thing becomes its label and, in a column of its own, its slug."""
        return [dict(_flat(answer.to_json())) for answer in self]

    def frame(self) -> pd.DataFrame:
        """Return the records as a pandas DataFrame; raises InputError where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError:
            message = "pandas is not installed: install it, or use records()"
            raise InputError(message) from None
        return pd.DataFrame(self.records())

    def _repr_html_(self) -> str:
        """Return a table for notebooks, every text escaped."""
        from html import escape

        records = [{k: v for k, v in record.items() if not k.endswith("_id")} for record in self.records()[:_MOST_ROWS]]
        names = dict.fromkeys(name for record in records for name in record)
        columns = [name for name in names if any(record.get(name) for record in records)]
        head = "".join(f"<th>{escape(name)}</th>" for name in columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(str(record.get(name) or str()))}</td>' for name in columns)}</tr>"
            for record in records
        )
        more = f"<p>and {len(self) - _MOST_ROWS} more</p>" if len(self) > _MOST_ROWS else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _flat(answer: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in answer.items():
        if isinstance(value, dict) and "iri" in value:
            yield name, value["label"]
            yield f"{name}_id", value["id"]
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield name, ", ".join(value)
        elif not isinstance(value, (dict, list)):
            yield name, value
        else:
            yield name, "; ".join(_words(value))


def _words(value: Any) -> Iterator[str]:
    """Yield the texts of a nested answer that a reader needs: labels and values, without addresses."""
    if isinstance(value, dict):
        if "label" in value and "iri" in value:
            yield str(value["label"])
            return
        if value and all(isinstance(inner, int) for inner in value.values()):
            yield from (f"{name}: {inner}" for name, inner in value.items())
            return
        for name, inner in value.items():
            if name not in ("sources", "property", "derived_by"):
                yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    elif value is not None:
        yield str(value)
