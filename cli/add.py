"""The command that adds one statement set: an inspection, an appointment, a change of owner, a policy event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from probation.cli.bring import Into, known, tell
from probation.cli.options import Ask, reading
from probation.cli.output import note as say
from probation.graph.errors import InputError, NotFoundError
from probation.graph.names import normalise
from probation.graph.terms import expand

if TYPE_CHECKING:
    from probation.graph.model import Thing
    from probation.graph.tables import ImportReport
    from probation.graph.tables.problems import Problem

Source = Annotated[str, typer.Option("--source", metavar="SLUG", help="The slug of the source, known or new.")]
Title = Annotated[str, typer.Option("--source-title", help="The title of a new source.")]
Publisher = Annotated[str, typer.Option("--source-publisher", help="Who published a new source.")]
Page = Annotated[str, typer.Option("--source-page", help="The web address of a new source.")]
Issued = Annotated[str, typer.Option("--source-issued", metavar="DATE", help="When a new source was published.")]
Kind = Annotated[str, typer.Option("--source-kind", help="The kind of a new source, such as news.")]
From = Annotated[str, typer.Option("--from", metavar="DATE", help="Since when, as precisely as the source says.")]
Until = Annotated[str, typer.Option("--until", metavar="DATE", help="Until when.")]
_SOURCE = {
    "source": Source,
    "source_title": Title,
    "source_publisher": Publisher,
    "source_page": Page,
    "source_issued": Issued,
    "source_kind": Kind,
}
_OF_SOURCE = {
    "source_id": "--source",
    "title": "--source-title",
    "publisher": "--source-publisher",
    "url": "--source-page",
    "published": "--source-issued",
    "kind": "--source-kind",
}
_OPTIONS = {"from": "--from", "until": "--until", "note": "--note", "source_ids": "--source"}
_PROGRAM = "probation add"
Note = Annotated[str, typer.Option("--note", help="A remark in your own words.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands to the program."""
    group = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="Add one thing that a source says to a folder of sources."
    )
    app.add_typer(group, name="add")

    @reading(group, "inspection", limits=False, also=_SOURCE)
    def inspection(
        ask: Ask,
        body: Annotated[str, typer.Argument(help="The body inspected.")],
        published: Annotated[str, typer.Option("--published", metavar="DATE", help="When the report was published.")],
        programme: Annotated[str, typer.Option("--programme", help="The inspection programme.")] = "",
        rating: Annotated[str, typer.Option("--rating", help="The overall rating.")] = "",
        score: Annotated[str, typer.Option("--score", help="The score.")] = "",
        maximum: Annotated[str, typer.Option("--maximum", help="The highest score possible.")] = "",
        chief: Annotated[str, typer.Option("--chief-inspector", help="The chief inspector at the time.")] = "",
        inspectorate: Annotated[str, typer.Option("--inspectorate", help="Who inspected.")] = "hmip",
        same: Annotated[
            str,
            typer.Option("--inspection", metavar="ID", help="One that is in the graph, of which the source says this."),
        ] = "",
        note: Note = "",
        into: Into = Path("data"),
    ) -> None:
        """An inspection with its overall rating.

        Example:  probation add inspection "Essex North PDU" --published 2024-05-01 --rating Good --source my-report
        """
        about = _thing(ask, body)
        inspected_by = _slug(ask, inspectorate)
        slug = _inspection(ask, same, about).id if same else f"{inspected_by}-{published}-{about.id}"
        row = {
            "id": slug,
            "label": _label(ask, slug) or f"{about.label} inspection ({published[:4]})",
            "inspectorate_id": inspected_by,
            "subject_ids": about.id,
            "programme": programme,
            "published": published,
            "overall_rating": rating,
            "score": score,
            "max_score": maximum,
            "chief_inspector_id": _slug(ask, chief),
            "note": note,
        }
        named = {
            "published": "--published",
            "programme": "--programme",
            "overall_rating": "--rating",
            "score": "--score",
            "max_score": "--maximum",
        }
        from probation.graph.nearby import inspections_near

        done = _add(ask, "inspections", row, into, named=named)
        for near in inspections_near(ask.graph, about.iri, published):
            if near.thing.id != slug:
                say(
                    f"the graph has {near.thing.label} already, published {near.when}; "
                    f"where the source means that one, take what was added out of {_files(done)} "
                    f"and add it with  --inspection {near.thing.id}"
                )

    @reading(group, "appointment", limits=False, also=_SOURCE)
    def appointment(
        ask: Ask,
        person: Annotated[str, typer.Argument(help="Who was appointed; a new name makes a new person.")],
        role: Annotated[str, typer.Argument(help="The post, such as “Chief executive”.")],
        organisation: Annotated[str, typer.Argument(help="The body the post belongs to.")],
        start: From = "",
        end: Until = "",
        interim: Annotated[bool, typer.Option("--interim", help="An interim appointment.")] = False,
        note: Note = "",
        into: Into = Path("data"),
    ) -> None:
        """A person's tenure of a post.

        Example:  probation add appointment "Martin Jones" "Chief Inspector" hmip --from 2024-03-01 --source my-news
        """
        try:
            slug, new = _slug(ask, person), None
        except NotFoundError:
            slug = normalise(person, {}).replace(" ", "-")
            new = {"id": slug, "label": person}
        row = {
            "person_id": slug,
            "role": role,
            "organisation_id": _slug(ask, organisation),
            "from": start,
            "until": end,
            "interim": "yes" if interim else "",
            "note": note,
        }
        others = [("people", new)] if new else []
        _add(ask, "posts", row, into, others, {"role": "the post"})

    @reading(group, "owner", limits=False, also=_SOURCE)
    def owner(
        ask: Ask,
        owner: Annotated[str, typer.Argument(help="Who owns.")],
        owned: Annotated[str, typer.Argument(help="What is owned.")],
        start: From = "",
        end: Until = "",
        share: Annotated[str, typer.Option("--share", help="The share, as the source gives it, such as 51%.")] = "",
        note: Note = "",
        into: Into = Path("data"),
    ) -> None:
        """A change of owner, or the end of an ownership.

        Example:  probation add owner Seetec "Wales CRC" --from 2019-02 --source my-news
        """
        ends = _thing(ask, owner), _thing(ask, owned)
        if ends[0] == ends[1]:
            message = f"{ends[0].id} cannot own itself"
            raise InputError(message)
        row = {
            "subject_id": ends[0].id,
            "predicate": "owns",
            "object_id": ends[1].id,
            "from": start,
            "until": end,
            "share": share,
            "note": note,
        }
        done = _add(ask, "relations", row, into, named={"share": "--share"})
        _doubt_owner(ask, *ends, start, end, _files(done))

    @reading(group, "event", limits=False, also=_SOURCE)
    def event(
        ask: Ask,
        label: Annotated[str, typer.Argument(help="What happened, in a few words.")],
        date: Annotated[str, typer.Option("--date", metavar="DATE", help="When it happened.")],
        type_: Annotated[str, typer.Option("--type", help="The type of event, such as announcement.")] = "other",
        summary: Annotated[str, typer.Option("--summary", help="What it was about, in your own words.")] = "",
        actor: Annotated[list[str] | None, typer.Option("--actor", help="Who did it; repeatable.")] = None,
        affects: Annotated[list[str] | None, typer.Option("--affects", help="Whom it affects; repeatable.")] = None,
        note: Note = "",
        into: Into = Path("data"),
    ) -> None:
        """A policy event.

        Example:  probation add event "Consultation on regions" --date 2018-07-27 --actor moj --source my-news
        """
        row = {
            "id": f"event-{normalise(label, {}).replace(' ', '-')}-{date[:4]}",
            "label": label,
            "type": type_,
            "date": date,
            "summary": summary,
            "actor_ids": ";".join(_slug(ask, name) for name in actor or []),
            "affects_ids": ";".join(_slug(ask, name) for name in affects or []),
            "note": note,
        }
        _add(ask, "events", row, into, named={"date": "--date", "type": "--type", "summary": "--summary"})


def _doubt_owner(ask: Ask, owner: Thing, owned: Thing, start: str, end: str, files: str) -> None:
    """Say what speaks against an ownership that was added: its direction, or another owner at the time."""
    from probation.graph.nearby import is_swapped, owners_meanwhile, partners_in

    if is_swapped(ask.graph, owner.iri, owned.iri):
        say(
            f"{owner.label} ({owner.kind}) as owner of {owned.label} ({owned.kind}) seems the wrong way round: "
            f"the owner comes first; if so, take what was added out of {files}"
        )
        return
    if partners := [thing for thing in partners_in(ask.graph, owned.iri) if thing != owner]:
        names = ", ".join(thing.label for thing in partners)
        say(f"{owned.label} is a joint venture of {names}: is {owner.label} its owner, or one of the partners?")
    for other in owners_meanwhile(ask.graph, owner.iri, owned.iri, start, end):
        when = f" ({other.when})" if other.when else ""
        say(
            f"{owned.label} is stated to be owned by {other.thing.label}{when} too; where that ended, say so with  "
            f"{_PROGRAM} owner {other.thing.id} {owned.id} --until DATE"
        )


def _inspection(ask: Ask, name: str, body: Thing) -> Thing:
    from probation.graph.nearby import inspection_of

    found = inspection_of(ask.graph, _thing(ask, name).iri, body.iri)
    if found is None:
        message = f"{name[:80]} is no inspection of {body.label}: see  probation show {body.id} --only inspections"
        raise InputError(message)
    return found


def _label(ask: Ask, slug: str) -> str:
    """Return the name of what an id stands for in the graph; the empty string where it stands for nothing."""
    iri = expand(f"id:{slug}")
    thing = ask.graph.namer().thing(iri)
    return thing.label if thing.kind else ""


def _files(done: ImportReport) -> str:
    return ", ".join(str(path) for path in (*done.written, *done.changed)) or "the file of the source"


def _slug(ask: Ask, name: str) -> str:
    return _thing(ask, name).id if name else ""


def _thing(ask: Ask, name: str) -> Thing:
    """Return the thing so called: what is written down is never said of a guess."""
    thing = ask.graph.thing(name)
    if name in ask.graph.taken:
        message = f"nothing is called ‘{name[:80]}’; is {thing.label} ({thing.id}) meant?"
        raise NotFoundError(message)
    return thing


def _add(
    ask: Ask,
    table: str,
    row: dict[str, str],
    into: Path,
    others: Sequence[tuple[str, dict[str, str]]] = (),
    named: Mapping[str, str] = MappingProxyType({}),
) -> ImportReport:
    """Add a row, with the rows it needs: the source where it is new, a new person; tell what was added.

    `named` says which option gives a column of the row its text.
    """
    from probation.graph.load import source_paths
    from probation.graph.tables import TableErrors, add_rows

    source: str = ask.options["source"]
    rows: list[tuple[str, dict[str, str]]] = []
    there = source_paths([into]) if into.is_dir() else {}
    if source not in ask.graph.snapshot.counts["sources"] and source not in there:
        about = {name: ask.options[f"source_{name}"] for name in ("title", "publisher", "page", "issued", "kind")}
        if not about["title"] or not about["kind"]:
            message = f"the source {source!r} is new: say what it is with --source-title and --source-kind"
            raise InputError(message)
        described = {"source_id": source, "title": about["title"], "publisher": about["publisher"]}
        rows.append(
            ("sources", {**described, "url": about["page"], "published": about["issued"], "kind": about["kind"]})
        )
    rows += [(name, {**other, "source_ids": source}) for name, other in others]
    rows.append((table, {**row, "source_ids": source}))
    options = [_OF_SOURCE if name == "sources" else {**_OPTIONS, **named} for name, _ in rows]
    try:
        done = add_rows(rows, into, known=known(ask))
    except TableErrors as error:
        message = f"{'; '.join(_in_words(error.problems, options))} (nothing was written)"
        raise InputError(message) from None
    for warning in _in_words(done.warnings, options):
        say(warning)
    ask.command = f"add {ask.command}"
    question: dict[str, object] = {"table": table, "row": row, "source": source, "into": str(into)}
    tell(ask, replace(done, warnings=()), into, question, f"What was added is in {into}", without=("rows",))
    return done


def _in_words(problems: Sequence[Problem], options: Sequence[Mapping[str, str]]) -> list[str]:
    """Return problems by the options they are about; those of an id made from what is wrong say nothing more."""
    told = [(options[problem.row - 1].get(problem.column, ""), problem.message) for problem in problems if problem.row]
    by_option = [f"{option}: {message}" for option, message in told if option]
    return by_option or [message for _, message in told] or [problem.message for problem in problems]
