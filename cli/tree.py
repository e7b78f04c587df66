"""A lineage as a tree for the terminal, and as flat rows for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from probation.cli.output import BETWEEN, Row
from probation.graph.dates import Held
from probation.graph.lineage import Owned, Step, described
from probation.graph.standing import Standing

if TYPE_CHECKING:
    from probation.graph.ratings import Rated

_GROUPS = {"before": "before", "after": "after", "part of": "part of"}
_RUN, _END, _BAR, _BLANK = "├─ ", "└─ ", "│  ", "   "


def tree(steps: Sequence[Step]) -> list[Row]:
    """Return the rows of the tree: each body with its change, below it its dates, owners and overall ratings."""
    rows: list[Row] = []
    for way in ("itself", "part of", "before", "after"):
        side = [step for step in steps if step.way == way]
        for number, step in enumerate(side):
            stem = _stem(side, number)
            turn = (_RUN if _has_more(side, number) else _END) if step.depth else ""
            again = " (elsewhere in this tree)" if step.again else ""
            cells = {"body": f"{stem}{turn}{step.body.label}{again}", "change": described(step) if step.of else ""}
            rows.append(Row(cells, step.provenance.sources, _GROUPS.get(way, "")))
            under = stem + (_BAR if turn == _RUN else _BLANK if turn else "")
            child = number + 1 < len(side) and side[number + 1].depth > step.depth
            rows += [
                Row({"body": f"{under}{_BAR if child else _BLANK}{text}"}, sources, _GROUPS.get(way, ""))
                for text, sources in _details(step)
            ]
    return rows


def flat(step: Step) -> Row:
    """Return one row with everything about a step."""
    cells = {
        "way": step.way,
        "depth": str(step.depth),
        "body": step.body.label,
        "of": step.of.label if step.of else "",
        "change": described(step) if step.of else "",
        "existed": step.existed,
        **({"standing": step.standing.value} if step.standing else {}),
        "owners": "; ".join(_owned(owned) for owned in step.owners),
        "ratings": "; ".join(_rating(row) for row in step.ratings),
    }
    began, ended = map(BETWEEN.join, step.bounds)
    more = {"when": step.when, "existed_from": began, "existed_until": ended, "body_id": step.body.id}
    more |= {"of_id": step.of.id if step.of else "", "rule": BETWEEN.join(step.provenance.rules)}
    return Row(cells, step.provenance.sources, more=more)


def _details(step: Step) -> Iterator[tuple[str, tuple[str, ...]]]:
    if step.existed:
        yield _existed(step), step.existence.sources
    for owned in step.owners:
        yield f"owned by {_owned(owned)}", owned.provenance.sources
    for row in step.ratings:
        yield f"rated {_rating(row)}", row.provenance.sources
    if step.left_out:
        yield f"and {step.left_out} more: probation lineage {step.body.id}", ()


def _existed(step: Step) -> str:
    """Return when a body existed, as of a day with how it stood then."""
    if step.standing in (None, Standing.EXISTED):
        return f"existed {step.existed}".strip()
    assert step.standing  # noqa: S101 - for the type checker
    return f"{step.standing.value}{f': {step.existed}' if step.existed else ''}"


def _owned(owned: Owned) -> str:
    possibly = "possibly" if owned.held is Held.POSSIBLE else ""
    return " · ".join(part for part in (f"{owned.owner.label} {owned.when}".strip(), possibly) if part)


def _rating(row: Rated) -> str:
    doubt = "" if row.counts else " (sources differ)"
    return f"{row.level.word.label} {' or '.join(row.published) or 'not stated when'}{doubt}"


def _stem(side: Sequence[Step], number: int) -> str:
    """Return the bars of the branches that go on past a step."""
    parts = []
    for depth in range(1, side[number].depth):
        parts.append(_BAR if _goes_on(side[number + 1 :], depth) else _BLANK)
    return "".join(parts)


def _has_more(side: Sequence[Step], number: int) -> bool:
    return _goes_on(side[number + 1 :], side[number].depth)


def _goes_on(following: Iterable[Step], depth: int) -> bool:
    for step in following:
        if step.depth <= depth:
            return step.depth == depth
    return False
