"""Tables in, the graph out, and one thing at a time."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

NEW = [
    "--source",
    "my-news",
    "--source-title",
    "My news",
    "--source-kind",
    "news",
    "--source-page",
    "https://example.org/",
]


def test_templates_are_tables_that_import_as_they_are(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("import", "--template", str(tmp_path / "empty"))
    assert done.code == 0
    assert {Path(line).name for line in done.out.splitlines()} >= {"inspections.csv", "sources.csv", "tables.xlsx"}
    again = run("import", str(tmp_path / "empty"), "--into", str(tmp_path / "data"))
    assert again.code == 0
    assert not list((tmp_path / "data").rglob("*.ttl"))


def test_a_table_becomes_a_source_that_answers(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    tables, data = tmp_path / "tables", tmp_path / "data"
    assert run("import", "--template", str(tables)).code == 0
    (tables / "tables.xlsx").unlink()
    rows = {
        "sources.csv": {"source_id": "my-news", "title": "My news", "kind": "news", "url": "https://example.org/"},
        "relations.csv": {
            "subject_id": "seetec",
            "predicate": "owns",
            "object_id": "crc-wales",
            "from": "2019-02",
            "source_ids": "my-news",
        },
    }
    for name, row in rows.items():
        header = (tables / name).read_text(encoding="utf-8").splitlines()[0].split(",")
        with (tables / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header)
            writer.writeheader()
            writer.writerow(row)
    dry = run("import", str(tables), "--into", str(data), "--dry-run")
    assert dry.code == 0
    assert not data.exists()
    assert run("import", str(tables), "--into", str(data)).code == 0
    first = {path: path.read_bytes() for path in data.rglob("*.ttl")}
    assert [path.name for path in first] == ["my-news.ttl"]
    assert run("import", str(tables), "--into", str(data)).code == 0
    assert {path: path.read_bytes() for path in data.rglob("*.ttl")} == first
    shown = run("show", "crc-wales", "--data", str(data), "--by", "my-news", "--only", "owned")
    assert "Seetec" in shown.out


def test_every_error_of_a_table_is_named_and_nothing_is_written(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "relations.csv"
    table.write_text(
        "subject_id,predicate,object_id,from,until,share,source_ids,note\n"
        "nobody,owns,crc-wales,2017-13-40,,,guardian-2020-03-04-midlands-probation-firm,\n"
        "seetec,haunts,crc-wales,,,,no-such-source,\n",
        encoding="utf-8",
    )
    done = run("import", str(table), "--into", str(tmp_path / "data"))
    assert done.code == 2
    assert "Traceback" not in done.err
    for place in (
        "row 2, column subject_id",
        "row 2, column from",
        "row 3, column predicate",
        "row 3, column source_ids",
    ):
        assert place in done.err
    assert not (tmp_path / "data").exists()


def test_importing_nothing_says_what_to_do(run) -> None:  # type: ignore[no-untyped-def]
    done = run("import")
    assert done.code == 2
    assert "--template" in done.err


def test_each_thing_that_can_be_added_is_in_the_graph_afterwards(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    into = ["--into", str(tmp_path / "data"), *NEW]
    added = [
        ["inspection", "Staffordshire and Stoke PDU", "--published", "2024-05-01", "--rating", "Good"],
        ["appointment", "New Person", "Chief executive", "seetec", "--from", "2024-01"],
        ["owner", "seetec", "crc-wales", "--from", "2019-02"],
        ["event", "A new consultation", "--date", "2024-06", "--type", "consultation", "--actor", "moj"],
    ]
    for arguments in added:
        done = run("add", *arguments, *into)
        assert done.code == 0, done.err
    (path,) = (tmp_path / "data").rglob("*.ttl")
    checked = run("check", str(path))
    assert "0 errors" in checked.out, checked.out
    ask = ["--data", str(tmp_path / "data"), "--by", "my-news"]
    assert "Good" in run("show", "pdu-staffordshire-and-stoke", *ask).out
    assert "2024-01" in run("show", "new-person", *ask).out
    assert "Wales" in run("show", "seetec", *ask, "--only", "owns").out
    assert "A new consultation" in run("show", "moj", *ask).out


def test_an_inspection_near_one_of_the_graph_is_told_and_can_be_meant(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    known = "hmip-2023-03-30-pdu-hull-and-east-riding"
    inspection = ["inspection", "Hull and East Riding PDU", "--rating", "Inadequate", "--published"]
    second = run("add", *inspection, "2023-03-31", "--into", str(tmp_path / "second"), *NEW)
    assert second.code == 0
    assert "published 2023-03-30; where the source means that one" in second.err
    assert f"--inspection {known}" in second.err
    far = run("add", *inspection, "2024-03-31", "--into", str(tmp_path / "far"), *NEW)
    assert "already" not in far.err
    same = run("add", *inspection, "2023-03-31", "--inspection", known, "--into", str(tmp_path / "same"), *NEW)
    assert (same.code, "already" in same.err) == (0, False)
    found = run("conflicts", known, "--data", str(tmp_path / "same"), "--format", "json").json()["answers"]
    assert {"pg:published", "pg:overallRating"} <= {answer["property"] for answer in found}
    other = run("add", *inspection, "2023-03-31", "--inspection", "seetec", "--into", str(tmp_path / "other"), *NEW)
    assert other.code == 2
    assert "seetec is no inspection of Hull and East Riding PDU" in other.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["crc-wales", "seetec"], "seems the wrong way round: the owner comes first"),
        (["purple-futures", "interserve"], "seems the wrong way round: the owner comes first"),
        (["seetec", "crc-wales", "--from", "2018-02"], "is stated to be owned by Working Links"),
        (["seetec", "crc-wales", "--from", "2019-02"], None),
        (["working-links", "crc-wales", "--until", "2019"], None),
        (["sodexo", "rrp"], "is a joint venture of Change Grow Live"),
    ],
)
def test_a_doubtful_owner_is_added_and_told(run, tmp_path: Path, arguments: list[str], says: str | None) -> None:  # type: ignore[no-untyped-def]
    done = run("add", "owner", *arguments, "--into", str(tmp_path / "data"), *NEW)
    assert done.code == 0
    assert says in done.err if says else done.err.count("\n") <= 1, done.err
    assert list((tmp_path / "data").rglob("*.ttl"))


def test_what_add_says_is_in_the_words_of_its_options(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    into = ["--into", str(tmp_path / "data"), *NEW]
    wrong = run("add", "inspection", "Hull and East Riding PDU", "--published", "31/03/2023", *into)
    assert wrong.code == 2
    assert wrong.err.startswith("probation: --published: '31/03/2023' is not a date")
    assert "is no id" not in wrong.err
    done = run("add", "event", "A consultation", "--date", "2024-06", *into[:-2])
    assert "--source-page: the source 'my-news' has no address" in done.err
    assert " ".join(done.out.split()).startswith(f"What was added is in {tmp_path / 'data'}")
    assert not {"row", "rows", "column", "table", "tables"} & set(re.findall(r"\w+", done.out + done.err + wrong.err))


def test_a_new_source_must_say_what_it_is(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    into = ["--into", str(tmp_path / "data")]
    done = run("add", "owner", "seetec", "crc-wales", "--source", "unheard-of", *into)
    assert done.code == 2
    assert "--source-title" in done.err
    assert not (tmp_path / "data").exists()


def test_a_wrong_rating_is_refused_before_anything_is_written(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run(
        "add", "inspection", "Staffordshire and Stoke PDU", "--published", "2024-05-01", "--rating", "Splendid",
        "--into", str(tmp_path / "data"), *NEW,
    )  # fmt: skip
    assert done.code == 2
    assert "Splendid" in done.err
    assert not (tmp_path / "data").exists()


def test_what_is_added_is_never_said_of_a_guess(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run(
        "add", "inspection", "Hull PDU", "--published", "2024-05-01", "--rating", "Good",
        "--into", str(tmp_path / "data"), *NEW,
    )  # fmt: skip
    assert done.code == 1
    assert done.err == (
        "probation: nothing is called ‘Hull PDU’; is Hull and East Riding PDU (pdu-hull-and-east-riding) meant?\n"
    )
    assert not (tmp_path / "data").exists()


def test_the_export_goes_to_a_file_whole_or_to_standard_output(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "graph.nq"
    done = run("export", "--format", "nquads", "-o", str(path))
    assert (done.code, done.out.strip()) == (0, str(path))
    assert path.read_text(encoding="utf-8") == run("export", "--format", "nquads").out
    refused = run("export", "-o", str(tmp_path / "no" / "such" / "place.nq"))
    assert refused.code == 2
    assert "cannot be written" in refused.err
