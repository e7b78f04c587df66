"""ratings and rank, and path with its limits, on the command line."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
PDU, SWM = "Staffordshire and Stoke PDU", "Staffordshire and West Midlands CRC"


def test_the_ratings_of_a_body(run: Run) -> None:
    out = run("ratings", PDU, "--no-sources").out
    assert "2022-08-04" in out
    assert "2 of" in out
    out = run("ratings", SWM, "--no-sources").out
    assert "differ; the" in " ".join(out.split()) or "sources differ" in out
    assert "Words of unrated programmes: they have no order and are not to be compared" in out


def test_the_ratings_as_a_spreadsheet(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("ratings", SWM, "--format", "csv").out)))
    assert {"published", "what", "level", "score", "scale", "sources"} <= rows[0].keys()
    assert ("2018-12-19", "Requires improvement") in {(row["published"], row["level"]) for row in rows}


def test_the_ratings_as_json(run: Run) -> None:
    body = run(
        "ratings", "--region", "London", "--since", "2022-10-01", "--until", "2022-10-31", "--format", "json"
    ).json()
    zero = [answer for answer in body["answers"] if answer["score"] == "0"]
    assert [answer["body"]["label"].partition(",")[0] for answer in zero] == ["Hammersmith"]
    assert "hmip-news-london-trio-2022" in zero[0]["sources"]
    assert body["question"]["arguments"]["region"] == "London"


def test_a_matrix_has_a_table_for_each_programme(run: Run) -> None:
    out = run("ratings", "--programme", "pdu inspections", "--matrix", "--no-sources").out
    assert "I Inadequate · RI Requires improvement" in out
    assert "PDU inspections 2021-23\n1 overall · 2 All case-quality standards ·" in out
    assert "PDU inspections 2023-25\n1 overall · 2 All service delivery standards ·" in out
    rows = list(csv.DictReader(io.StringIO(run("ratings", SWM, "--matrix", "--format", "csv").out)))
    assert [row["overall"] for row in rows] == ["Requires improvement", "Inadequate / Requires improvement"]


def test_owners_are_compared_and_programmes_counted_together_are_named(run: Run) -> None:
    ran = run("ratings", "--compare", "owner", "--no-sources")
    assert "Counted together are programmes with standards of their own" in ran.out
    body = run("ratings", "--compare", "region", "--programme", "PDU inspections 2021-23", "--format", "json").json()
    london = next(answer for answer in body["answers"] if answer["group"] and answer["group"]["id"] == "region-london")
    assert sum(london["counts"].values()) == london["total"] == len(london["inspections"])


def test_what_is_only_possibly_an_owners_is_marked_in_a_table_and_a_column_in_a_spreadsheet(run: Run) -> None:
    asked = ("ratings", "--compare", "owner", "--programme", "Core programme round 1")
    out = " ".join(run(*asked, "--no-sources").out.split())
    assert "Working Links 1 1? 1" in out
    assert "? counted as possible: the dates leave open whether this was the owner" in out
    rows = {row["owner"]: row for row in csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out))}
    assert (rows["Working Links"]["Requires improvement"], rows["Working Links"]["possibly"]) == (
        "1",
        "Requires improvement: 1",
    )
    assert "possibly" not in run("ratings", "--compare", "programme", "--no-sources").out


def test_a_comparison_marks_disputes_names_who_has_no_owner_and_says_the_scale_once(run: Run) -> None:
    out = run("ratings", "--compare", "owner", "--no-sources").out
    assert "The Reducing Reoffending Partnership 0* 4*" in " ".join(out.split())
    assert "* sources differ about the rating of an inspection" in out
    assert "(none stated)" not in out and "(no owner stated)" in out
    assert "No owner is stated of bodies of these kinds: " in out and "Probation Delivery Unit" in out
    assert out.count("Rating scale of the inspectorate") == 1 and "scale" not in out.splitlines()[-14].split()
    rows = {row["owner"]: row for row in csv.DictReader(io.StringIO(run(
        "ratings", "--compare", "owner", "--format", "csv"
    ).out))}  # fmt: skip
    company = rows["The Reducing Reoffending Partnership"]
    assert (company["Requires improvement"], company["disputed"]) == ("4", "Inadequate: 1; Requires improvement: 1")
    assert company["scale"] == "Rating scale of the inspectorate"


@pytest.mark.parametrize("measure", ["degree", "betweenness", "communities", "most-inspected", "most-disputed"])
def test_rank_answers_and_explains_each_measure(run: Run, measure: str) -> None:
    body = run("rank", measure, "--limit", "3", "--format", "json").json()
    assert len(body["answers"]) == 3
    assert all(answer["sources"] for answer in body["answers"])
    assert f"{measure}: " in run("rank", "--help").out
    assert "all sources" in run("rank", measure, "--limit", "3").out


def test_rank_on_a_day_marks_row_by_row_what_is_only_possible(run: Run) -> None:
    asked = ("rank", "degree", "--kind", "ministry", "--limit", "1")
    out = run(*asked, "--as-of", "2021-06-15").out
    assert "possible: how many of the score are only possible" in out
    (answer,) = run(*asked, "--as-of", "2021-06-15", "--format", "json").json()["answers"]
    (row,) = csv.DictReader(io.StringIO(run(*asked, "--as-of", "2021-06-15", "--format", "csv").out))
    assert (int(row["score"]), int(row["possible"])) == (answer["score"], answer["possible"])
    assert "possible" not in run(*asked).out
    assert "only possible" not in run("rank", "betweenness", "--limit", "1", "--as-of", "2021-06-15").out


def test_a_path_keeps_to_the_relations_named(run: Run) -> None:
    body = run("path", "Sodexo Justice Services", "Essex CRC", "--only", "owns", "--format", "json").json()
    assert [answer["length"] for answer in body["answers"]] == [1]
    body = run(
        "path", "Sodexo Justice Services", "Essex CRC", "--avoid", "ownership", "-k", "1", "--format", "json"
    ).json()
    assert body["answers"][0]["length"] > 1


def test_a_path_through_a_hub_is_said_to_be_one(run: Run) -> None:
    ran = run("path", "Napo", "Seetec", "-k", "1")
    assert "nothing else connects them than what connects everything: Probation Service" in ran.err
    assert run("path", "Napo", "Seetec", "-k", "1", "--through-hubs").err == ""


def test_a_path_has_several_ends(run: Run) -> None:
    body = run(
        "path", "Napo", "Seetec", "--also-to", "justice-committee", "--also-from", "hmip", "-k", "1", "-f", "json"
    ).json()
    assert [thing["id"] for thing in body["question"]["arguments"]["starts"]] == ["napo", "hmip"]
    assert len(body["question"]["arguments"]["ends"]) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ratings", "--matrix", "--compare", "owner"), 2, "two different tables"),
        (("ratings", "--compare", "colour"), 2, "colour"),
        (("ratings", "Atlantis"), 1, "nothing is called"),
        (("ratings", "Napo"), 1, "no rating is known of Napo"),
        (("ratings", "--since", "2021-13-01"), 2, "is not a date of the calendar"),
        (("ratings", "--since", "2022", "--until", "2021"), 2, "--since is after --until"),
        (("ratings", "--programme", "quality & impact", "--matrix"), 1, "no matrix"),
        (("rank", "beauty"), 2, "is not one of"),
        (("rank", "degree", "--limit", "0"), 2, "0"),
        (("rank", "degree", "--kind", "unicorn"), 1, "'unicorn'"),
        (("rank", "most-disputed", "--without-hubs"), 2, "ask without --without-hubs"),
        (("rank", "communities", "--kind", "company"), 2, "ask without --kind"),
        (("path", "Napo", "Seetec", "--only", "marries"), 2, "no relation is called 'marries'"),
        (("path", "Napo", "napo"), 2, "both names mean Napo"),
    ],
)
def test_bad_input_gives_one_line(
    refused: Callable[..., str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    assert words in refused(*arguments, code=code)


def test_as_of_a_day_the_last_rating_published_by_then_stands(run: Run) -> None:
    answers = run("ratings", "Staffordshire and West Midlands CRC", "--as-of", "2019-06-01", "--format", "json").json()
    (overall,) = [a for a in answers["answers"] if a["what"] == "overall"]
    assert (overall["published"], overall["level"]["label"]) == (["2018-12-19"], "Requires improvement")
    assert all(max(a["published"]) <= "2019-06-01" for a in answers["answers"])
    assert answers["as_of"] == "2019-06-01"


@pytest.mark.parametrize("command", ["ratings", "timeline"])
def test_two_ways_to_say_up_to_when_are_refused(run: Run, command: str) -> None:
    done = run(command, "Working Links", "--as-of", "2019-06-01", "--until", "2019")
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_a_timeline_as_of_a_day_ends_there(run: Run) -> None:
    answers = run("timeline", "Working Links", "--as-of", "2015-03-01", "--format", "json").json()["answers"]
    dated = [a["date"] for a in answers if a["date"]]
    assert dated
    assert max(dated) <= "2015-03-01"


def sheet(ran: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_the_ratings_as_a_spreadsheet_have_ids_bare_dates_and_no_words_for_nothing(run: Run) -> None:
    asked = ("ratings", "--programme", "PDU inspections", "--since", "2022", "--until", "2024")
    rows = {row["body_id"]: row for row in sheet(run(*asked, "--standard", "overall", "--format", "csv"))}
    barking = rows["pdu-barking-dagenham-and-havering"]
    assert (barking["published"], barking["published_first"], barking["published_last"]) == (
        "2022-11-23;2022-11-24",
        "2022-11-23",
        "2022-11-24",
    )
    assert barking["inspection_id"] == "hmip-2022-11-23-pdu-barking-dagenham-and-havering"
    barnsley = rows["pdu-barnsley-and-rotherham"]
    assert (barnsley["published"], barnsley["published_first"], barnsley["fieldwork_from"], barnsley["held"]) == (
        "",
        "",
        "2024",
        "possibly",
    )
    assert "not stated" in run(*asked, "--no-sources").out
    assert "inspection_id" not in run(*asked, "--no-sources").out
    (rated,) = sheet(run("ratings", "Essex CRC", "--standard", "overall", "--format", "csv"))
    assert (rated["body_id"], rated["owner_ids"]) == ("crc-essex", "sodexo-justice-services")
    points = [row for row in sheet(run("ratings", PDU, "--format", "csv")) if row["score"]]
    assert points
    assert all(row["score"].isdecimal() and row["maximum_score"].isdecimal() for row in points)
    matrix = sheet(run("ratings", PDU, "--matrix", "--format", "csv"))
    assert matrix[0]["body_id"] == "pdu-staffordshire-and-stoke"


def test_the_ratings_of_a_place_say_by_way_of_what(run: Run) -> None:
    out = " ".join(run("ratings", "Hull", "--until", "2019", "--no-sources").out.split())
    assert "by way of Humberside" in out
    (row,) = sheet(run("ratings", "Hull", "--until", "2019", "--format", "csv"))
    assert (row["by way of"], row["body_id"]) == ("Humberside", "crc-humberside-lincolnshire-and-north-yorkshire")
    assert {"leg-ukpga-1996-16-sch1", "humberside-trust-vacancy"} <= {*row["sources"].split(";")}
    (answer,) = run("ratings", "Hull", "--until", "2019", "--format", "json").json()["answers"]
    assert [way["area"]["id"] for way in answer["by_way_of"]] == ["humberside"]


def test_who_says_where_a_body_is_does_not_confirm_its_rating(run: Run) -> None:
    (row,) = sheet(run("ratings", "Hull", "--until", "2019", "--format", "csv"))
    least = str(len(row["sources"].split(";")))
    assert run("ratings", "Hull", "--until", "2019", "--min-sources", "2").code == 0
    assert run("ratings", "Hull", "--until", "2019", "--min-sources", least).code == 1
