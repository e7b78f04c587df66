"""Make a page of charts and tables drawn beforehand: plain SVG and HTML, with the panel of sources of every picture.

Nothing is computed in the page: its script only opens the panel, swaps picture and table, prints and exports. The
page's Content-Security-Policy is that of the network pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from probation.graph.drawing.chart import Drawing, is_dark
from probation.graph.drawing.embedded import clean, embed, inline, policy, text_of
from probation.graph.drawing.items import Numbering, number

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
    """What the panel says of an entry of a chart or a cell of a table.

    `sources` and those of `facts` are the sources of what is drawn; `more` names further statements, kept once in
    `Sheet.more` because several entries may be about one thing.
    """

    title: str
    kind: str
    when: str
    facts: tuple[Fact, ...]
    sources: tuple[str, ...] = ()
    more: str | None = None


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

    @property
    def is_levels(self) -> bool:
        """Whether the cells are levels of a scale, which need little room."""
        return any(cell.colour for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its chart (and the same as tables), or tables alone."""

    title: str
    note: str
    chart: Drawing | None
    grids: Sequence[Grid]


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of the legend: letters on a colour, or a colour alone, as a bar or a dot; pale with a broken rim."""

    text: str
    colour: str
    letters: str = ""
    dot: bool = False
    is_pale: bool = False


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
    links: bool = False
    """Whether the legend explains lines from one bar to another."""
    more: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    as_of: date | None = None
    """The day marked on the picture."""

    @property
    def moment(self) -> str:
        """Which day the picture is of, in words."""
        return f"As of {self.as_of.day} {self.as_of:%B %Y}." if self.as_of else "All dates."

    @property
    def doubts(self) -> bool:
        """Whether any bar reaches to a date that is rejected."""
        charts = (section.chart for section in self.sections if section.chart)
        return any(s.attributes.get("class") == "doubt" for c in charts for group in c.groups for s in group.shapes)

    @property
    def events(self) -> bool:
        """Whether any chart marks events on its time line."""
        return any(section.chart.events for section in self.sections if section.chart)


def write_sheet(sheet: Sheet) -> str:
    """Return the whole text of a self-contained HTML page. Nothing is written and no network is used."""
    numbering, drawn = _numbered(sheet)
    items = {
        ref: {
            "title": item.title,
            "kind": item.kind,
            "when": item.when,
            "sources": numbering.of(item.sources),
            "facts": _said(item.facts, numbering),
            "more": item.more,
        }
        for ref, item in sheet.items.items()
    }
    more = {key: _said(facts, numbering) for key, facts in sheet.more.items()}
    style = "\n" + text_of("page.css") + text_of("sheet.css")
    own = inline('(() => {\n"use strict";\n' + "\n".join(text_of(f"{name}.js") for name in SCRIPTS) + "\n})();")
    loader = DictLoader({"sheet.html": text_of("sheet.html")})
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["embed"] = embed
    environment.filters["on"] = lambda colour: "on-dark" if is_dark(colour) else "on-light"
    page = {"title": sheet.title, "sources": numbering.listed, "drawn": drawn, "items": items, "more": more}
    return clean(
        environment.get_template("sheet.html").render(
            sheet=sheet, page=page, style=style, own=own, policy=policy(style, own), cited=_cited(items)
        )
    )


def _numbered(sheet: Sheet) -> tuple[Numbering, int]:
    """Number the sources of what is drawn first; return the numbers, and how many of those there are."""
    drawn = {slug for item in sheet.items.values() for slug in item.sources}
    drawn |= {slug for item in sheet.items.values() for fact in item.facts for slug in fact.sources}
    numbering = number({slug: about for slug, about in sheet.sources.items() if slug in drawn})
    many = len(numbering.numbers)
    for slug in number({slug: about for slug, about in sheet.sources.items() if slug not in drawn}).numbers:
        numbering.add(slug, sheet.sources[slug])
    return numbering, many


def _said(facts: Sequence[Fact], numbering: Numbering) -> list[dict[str, Any]]:
    return [
        {"name": f.name, "words": f.words, "sources": numbering.of(f.sources), "derived": ", ".join(f.rules) or None}
        for f in facts
    ]


def _cited(items: Mapping[str, Mapping[str, Any]]) -> Mapping[str, list[int]]:
    """Return ref → the numbers of all its sources, for the tables."""
    return {ref: sorted({n for said in (item, *item["facts"]) for n in said["sources"]}) for ref, item in items.items()}
