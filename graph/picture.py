"""A picture as a value: the text of one self-contained page, which notebooks show inline."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from probation.graph.writing import write_whole

HEIGHT = 760
"""Pixels that a picture is high in a notebook."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One HTML page that needs nothing else; `name` is a good name for its file, without an ending."""

    title: str
    name: str
    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page to a file, whole or not at all; raises InputError where that cannot be done."""
        target = Path(path)
        write_whole(target, self.html)
        return target

    def _repr_html_(self) -> str:
        """Return a frame with the page in it: the page's own policy keeps it from the notebook and the network."""
        return (
            f'<iframe title="{escape(self.title)}" width="100%" height="{HEIGHT}" style="border:0" loading="lazy" '
            'sandbox="allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox" '
            f'srcdoc="{escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"Picture({self.title!r}, {len(self.html):,} characters)"
