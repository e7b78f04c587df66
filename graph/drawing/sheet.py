"""Make a page of charts and tables drawn beforehand: plain SVG and HTML, with the panel of sources of every picture.

Nothing is computed in the page: its script only opens the panel, swaps picture and table, prints and exports. The
page's Content-Security-Policy is that of the network pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from probation.graph.drawing.chart import Drawing, is_dark
from probation.graph.drawing.items import number
from probation.graph.drawing.page import clean, embed, inline, policy, text_of

SCRIPTS = ("dom", "sheet")


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of an item: what, its words, who says so (slugs), and the rules where it is derived."""

    name: str
    words: str
    sources: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """What the panel says of an entry of a chart or a cell of a table."""

    title: str
    kind: str
    when: str
    facts: tuple[Fact, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; with a colour it is a level of a scale."""

    text: str
    ref: str | None = None
    colour: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of cells; the first of each row is its head."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its chart (and the same as tables), or tables alone."""

    title: str
    note: str
    chart: Drawing | None
    grids: Sequence[Grid]


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of the legend: letters on a colour, or a colour alone."""

    text: str
    colour: str
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole page; `sources` are slug → what the source says of itself."""

    title: str
    question: str
    sections: Sequence[Section]
    items: Mapping[str, Item]
    signs: Sequence[Sign]
    sources: Mapping[str, Mapping[str, Any]]
    left_out: str | None = None
    focus: str | None = None
    """The ref of the entry that the picture opens at where it is wider than the screen."""
    bars: bool = False
    """Whether the legend explains bars whose ends are imprecise or not stated."""


def write_sheet(sheet: Sheet) -> str:
    """Return the whole text of a self-contained HTML page. Nothing is written and no network is used."""
    numbering = number(sheet.sources)
    items = {
        ref: {
            "title": item.title,
            "kind": item.kind,
            "when": item.when,
            "sources": numbering.of(item.sources),
            "facts": [
                {
                    "name": f.name,
                    "words": f.words,
                    "sources": numbering.of(f.sources),
                    "derived": ", ".join(f.rules) or None,
                }
                for f in item.facts
            ],
        }
        for ref, item in sheet.items.items()
    }
    style = "\n" + text_of("page.css") + text_of("sheet.css")
    own = inline('(() => {\n"use strict";\n' + "\n".join(text_of(f"{name}.js") for name in SCRIPTS) + "\n})();")
    loader = DictLoader({"sheet.html": text_of("sheet.html")})
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["embed"] = embed
    environment.filters["on"] = lambda colour: "on-dark" if is_dark(colour) else "on-light"
    page = {"title": sheet.title, "sources": numbering.listed, "items": items}
    return clean(
        environment.get_template("sheet.html").render(
            sheet=sheet, page=page, style=style, own=own, policy=policy(style, own), cited=_cited(items)
        )
    )


def _cited(items: Mapping[str, Mapping[str, Any]]) -> Mapping[str, list[int]]:
    """Return ref → the numbers of all its sources, for the tables."""
    return {ref: sorted({n for said in (item, *item["facts"]) for n in said["sources"]}) for ref, item in items.items()}
