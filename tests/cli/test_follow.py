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
    assert "Liz Calderbank  known on 2013-01" in out
    assert "(nobody known)" not in out, "one who is known to have held the post leaves no certain gap"
    assert out.index("Liz Calderbank") < out.index("Glenys Stacey") < out.index("Justin Russell")
    assert "Undated\n" in run("holders", "post/chief-executive-nacro", "--no-sources").out
    later = run("holders", "HM Chief Inspector of Probation", "--as-of", "2099-01-01", "--no-sources").out
    assert "Martin Jones" in later
    assert "possibly" in later
    ministers = run("holders", "Prisons and Probation Minister", "--no-sources").out
    assert "(nobody known)" in ministers


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


def test_at_says_whose_dates_it_gives(run: Run) -> None:
    """The dates of a ministry over an agency are not the ministry's own."""
    answers = run("at", "2015-03-01", "--format", "json").json()["answers"]
    dates_of = {
        a["section"]: a["dates_of"] and (a["dates_of"]["relation"], a["dates_of"]["thing"]["id"]) for a in answers
    }
    assert (dates_of["ministry"], dates_of["agency"]) == (("over", "noms"), ("under", "moj"))
    assert dates_of["national-services"] is None
    rows = {row["group"]: row for row in csv.DictReader(io.StringIO(run("at", "2024-06-01", "--format", "csv").out))}
    assert rows["Ministry"]["when"] == "over HM Prison and Probation Service from 2017-04 or 2017-04-01"
    assert rows["Agency"]["when"].startswith("under Ministry of Justice from")


@pytest.mark.parametrize(
    "command",
    [("at", "2099-01-01"), ("show", "HMPPS", "--as-of", "2099-01-01"), ("lineage", SWM, "--as-of", "2099-01-01")],
)
def test_a_day_that_lies_ahead_is_said_to(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command, "--no-sources")
    assert "2099-01-01 lies ahead" in ran.err
    assert "lies ahead" not in ran.out
    assert not run(*(word.replace("2099", "2016") for word in command)).err


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


def test_a_lineage_as_a_spreadsheet_has_bare_dates_and_rules(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("lineage", "Hull", "--format", "csv").out)))
    (company,) = [r for r in rows if r["body_id"].startswith("crc-humberside") and r["relation"] == "covers"]
    assert (company["from"], company["until"]) == ("2014-06-01", "2021-06-26")
    assert company["rule"] == "covers-from-its-start;ends-with-body"
    inspected = {(row["from"], row["until"]) for row in rows if row["relation"] == "inspected"}
    assert {("2019-02-21", "2019-02-21"), ("2020-05", "2020-05"), ("", "")} <= inspected
    tree = list(csv.DictReader(io.StringIO(run("lineage", SWM, "--format", "csv").out)))
    assert (tree[0]["existed_until"], tree[0]["body_id"]) == ("2021-06-26", "crc-staffordshire-and-west-midlands")
    assert not any("derived" in row["rule"] for row in (*rows, *tree))
