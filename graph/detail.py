"""A statement that belongs to an answer, shown where the answer is told in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from probation.graph.model import Provenance, Value, value_json


@dataclass(frozen=True)
class Detail:
    """One statement that belongs to an answer: a property of the node behind it, with its own sources."""

    property: str
    label: str
    value: Value
    provenance: Provenance

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "property": self.property,
            "label": self.label,
            "value": value_json(self.value),
            **self.provenance.to_json(),
        }
