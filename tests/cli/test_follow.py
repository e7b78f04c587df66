"""lineage, timeline, holders and at on the command line: answers, formats and bad input."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
PDU, SWM = "Staffordshire and Stoke PDU", "Staffordshire and West Midlands CRC"


def test_holders_show_a_gap_and_say_possibly(run: Run) -> None:
    out = run("holders", "HM Chief Inspector of Probation", "--no-sources").out
    assert "(nobody known)  2011-12-31 to 2013-11-01" in out
    assert out.index("Glenys Stacey") < out.index("Justin Russell") < out.index("Undated")
    later = run("holders", "HM Chief Inspector of Probation", "--as-of", "2026-01-01", "--no-sources").out
    assert "Martin Jones" in later
    assert "possibly" in later


def test_holders_as_json(run: Run) -> None:
    body = run("holders", "Secretary of State for Justice", "--as-of", "2018-07-27", "--format", "json").json()
    assert (body["question"]["command"], body["as_of"]) == ("holders", "2018-07-27")
    (answer,) = body["answers"]
    assert (answer["person"]["label"], answer["held"]) == ("David Gauke", "certain")
    assert "ifg-ministers-database-2026" in answer["sources"]
    assert set(answer["sources"]) <= body["sources"].keys()


def test_a_lineage_is_a_tree_on_the_terminal_and_rows_elsewhere(run: Run) -> None:
    out = run("lineage", PDU, "--no-sources").out
    assert "└─ Staffordshire and West Midlands Community" in out
    assert "   └─ Staffordshire and West Midlands Probation Trust" in out
    assert "owned by The Reducing Reoffending Partnership" in out
    assert max(map(len, out.splitlines())) <= 80
    rows = list(csv.DictReader(io.StringIO(run("lineage", PDU, "--format", "csv").out)))
    company = next(row for row in rows if row["body"].startswith("Staffordshire and West Midlands Comm"))
    assert (company["way"], company["depth"], company["change"]) == ("before", "1", "replacement, 2021-06")
    assert "Requires improvement 2018-12-19" in company["ratings"]
    assert company["sources"]


def test_a_lineage_as_json_holds_what_came_before_and_after(run: Run) -> None:
    out = run("lineage", PDU, "--format", "json").out
    for name in ("West Midlands region", "National Probation Service", "Probation Trust", "Staffordshire North PDU"):
        assert name in out


def test_a_place_has_a_lineage_too(run: Run) -> None:
    body = run("lineage", "staffordshire", "--format", "json").json()
    assert {"covers", "owns", "inspected"} <= {answer["relation"] for answer in body["answers"]}
    assert "Undated" in run("lineage", "staffordshire").out


def test_a_lineage_as_of_a_day_is_what_had_come_by_then(run: Run) -> None:
    out = run("lineage", PDU, "--as-of", "2017-06-01", "--no-sources").out
    assert "before and after · on 2017-06-01" in out
    assert "had not begun: not before 2021-06-26" in out
    assert "replacement, 2021-06 · to come" in out
    assert "Staffordshire North PDU" not in out
    assert max(map(len, out.splitlines())) <= 80
    rows = list(csv.DictReader(io.StringIO(run("lineage", PDU, "--as-of", "2017-06-01", "--format", "csv").out)))
    company = next(row for row in rows if row["body"].startswith("Staffordshire and West Midlands Comm"))
    assert (company["standing"], company["change"]) == ("existed", "replacement, 2021-06 · to come")
    assert company["owners"].startswith("The Reducing Reoffending Partnership 2015-02-01")
    body = run("lineage", PDU, "--as-of", "2017-06-01", "--format", "json").json()
    assert body["as_of"] == "2017-06-01"
    assert body["answers"][0]["standing"] == "had not begun"


def test_a_place_as_of_a_day_is_who_was_there(run: Run) -> None:
    out = run("lineage", "staffordshire", "--as-of", "2022-08-05", "--no-sources").out
    assert "PDU · Inadequate" in " ".join(out.split())
    assert "possibly" in out
    assert "Rehabilitation" not in out


def test_a_timeline_is_in_order_with_the_undated_last(run: Run) -> None:
    out = run("timeline", "Working Links", "--no-sources").out
    assert out.index("2000-03-06") < out.index("2015-02-01") < out.index("2019-02 ")
    assert "Wales Community Rehabilitation Company" in out
    body = run("timeline", SWM, "--since", "2019", "--until", "2019", "--format", "json").json()
    assert {answer["date"][:4] for answer in body["answers"]} == {"2019"}
    assert (body["question"]["arguments"]["since"], body["question"]["arguments"]["until"]) == ("2019", "2019")


def test_at_names_who_governed(run: Run) -> None:
    body = run("at", "2015-03-01", "--format", "json").json()
    assert body["as_of"] == "2015-03-01"
    names = {answer["thing"]["label"] for answer in body["answers"]}
    assert {"Chris Grayling", "Paul Wilson", "National Probation Service"} <= names
    out = run("at", "2015-03-01", "--no-sources").out
    assert out.index("Ministry") < out.index("Secretary of State") < out.index("Companies and their owners")


@pytest.mark.parametrize("style", ["csv", "tsv", "markdown"])
@pytest.mark.parametrize(
    "command",
    [("holders", "hm-chief-inspector-of-probation"), ("timeline", SWM), ("at", "2017-01-12"), ("lineage", PDU)],
)
def test_every_format_is_written(run: Run, command: tuple[str, str], style: str) -> None:
    name = f"post/{command[1]}" if command[0] == "holders" else command[1]
    ran = run(command[0], name, "--format", style)
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) > 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("holders", "hmip"), 2, "is not a post but this: inspectorate"),
        (("holders", "Nobody's Post"), 1, "nothing is called"),
        (("holders", "HM Chief Inspector of Probation", "--as-of", "2016-02-30"), 2, "is not a date of the calendar"),
        (("holders", "HM Chief Inspector of Probation", "--as-of", "1800-01-01"), 1, "no source says who held"),
        (("at", "2015"), 2, "is not a single day"),
        (("at", "yesterday"), 2, "is not a date"),
        (("at", "1500-01-01"), 1, "no source says who governed"),
        (("lineage", "hmip"), 1, "no source says what HM Inspectorate of Probation came of"),
        (("lineage", "Atlantis"), 1, "nothing is called"),
        (("lineage", PDU, "--as-of", "2016-02-30"), 2, "is not a date of the calendar"),
        (("lineage", "staffordshire", "--as-of", "2016"), 2, "is not a single day"),
        (("timeline", SWM, "--since", "2020", "--until", "2019"), 2, "--since is after --until"),
        (("timeline", SWM, "--since", "soon"), 2, "is not a date"),
        (("timeline", SWM, "--since", "2040"), 1, "nothing dated is said about"),
        (("timeline", "x" * 10_000), 1, "nothing is called"),
    ],
)
def test_bad_input_gives_one_line(
    refused: Callable[..., str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    assert words in refused(*arguments, code=code)
