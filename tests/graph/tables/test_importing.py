"""Importing as a whole: what is written where, again, together with what is there, and all at once."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pyoxigraph as ox
import pytest

from probation.graph.tables import TableErrors, add_row, add_rows, import_tables
from probation.graph.terms import expand

FILES = {
    "2018/rw-2018-12-19-swm.ttl",
    "2018/hmip-pr-2018-12-swm.ttl",
    "undated/bbc-2014-12-probation-contracts.ttl",
}


def node(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie))


def said(found: set[ox.Triple], subject: str, predicate: str) -> set[str]:
    return {t.object.value for t in found if t.subject == node(subject) and t.predicate == node(predicate)}


def test_one_file_per_source_in_the_year_of_its_publication(tables: Path, data: Path, little: Any) -> None:
    report = import_tables([tables], data)
    assert set(little.contents(data)) == FILES
    assert len(report.written) == 3
    assert not report.changed
    assert report.rows["organisations"] == 4
    assert report.statements == report.added == sum(map(len, little.graphs(data).values()))


def test_a_row_goes_to_the_graph_of_each_of_its_sources_and_no_other(tables: Path, data: Path, little: Any) -> None:
    import_tables([tables], data)
    owner = "id:ownership/reducing-reoffending-partnership--crc-staffordshire-and-west-midlands"
    holding = {slug for slug, found in little.graphs(data).items() if said(found, owner, "pg:from")}
    assert holding == {"bbc-2014-12-probation-contracts", "rw-2018-12-19-swm"}


def test_each_file_names_and_types_what_it_speaks_of(tables: Path, data: Path, little: Any) -> None:
    import_tables([tables], data)
    bbc = little.graphs(data)["bbc-2014-12-probation-contracts"]
    crc = "id:crc-staffordshire-and-west-midlands"
    assert said(bbc, crc, "rdf:type") == {expand("pg:CommunityRehabilitationCompany")}
    assert said(bbc, crc, "skos:prefLabel") == {"Staffordshire and West Midlands Community Rehabilitation Company"}
    assert not said(bbc, crc, "pg:from"), "that row has another source"


def test_publishers_are_bodies_of_the_graph_where_the_name_is_theirs(tables: Path, data: Path, little: Any) -> None:
    import_tables([tables], data)
    found = little.graphs(data)
    release = found["hmip-pr-2018-12-swm"]
    assert said(release, "source:hmip-pr-2018-12-swm", "dct:publisher") == {expand("id:hmip")}
    blog = found["rw-2018-12-19-swm"]
    assert said(blog, "source:rw-2018-12-19-swm", "dct:publisher") == {expand("id:agent/russell-webster")}
    assert said(blog, "id:agent/russell-webster", "skos:prefLabel") == {"Russell Webster"}


def test_the_second_import_changes_nothing(tables: Path, data: Path, little: Any) -> None:
    first = import_tables([tables], data)
    before = little.contents(data)
    again = import_tables([tables], data)
    assert little.contents(data) == before
    assert (again.written, again.changed, again.added) == ((), (), 0)
    assert again.unchanged == 3
    assert again.statements == first.statements


def test_the_same_tables_give_the_same_bytes(tables: Path, tmp_path: Path, little: Any) -> None:
    import_tables([tables], tmp_path / "one")
    script = (
        "import sys; from pathlib import Path; from probation.graph.tables import import_tables; "
        "import_tables([Path(sys.argv[1])], Path(sys.argv[2]))"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(tables), str(tmp_path / "two")],
        check=True,
        env={**_environment(), "PYTHONHASHSEED": "12345"},
    )
    assert little.contents(tmp_path / "one") == little.contents(tmp_path / "two")


def test_tables_one_by_one_give_what_all_together_give(tables: Path, tmp_path: Path, little: Any) -> None:
    import_tables([tables], tmp_path / "one")
    parts = [[n] for n in ("posts", "relations", "measures", "ratings")]
    for names in [["sources", "organisations", "people", "areas", "inspections", "events"], *parts]:
        import_tables([tables / f"{name}.csv" for name in names], tmp_path / "two")
    assert little.contents(tmp_path / "one") == little.contents(tmp_path / "two")


def test_text_written_by_hand_is_kept_and_added_to(tables: Path, data: Path, little: Any) -> None:
    file = data / "undated" / "bbc-2014-12-probation-contracts.ttl"
    file.parent.mkdir(parents=True)
    by_hand = dedent("""\
        @base <https://w3id.org/probation-governance/source/bbc-2014-12-probation-contracts> .
        @prefix pg: <https://w3id.org/probation-governance/ontology#> .
        @prefix dct: <http://purl.org/dc/terms/> .

        # What the article says
        <> a pg:Source ;
            dct:title "Probation contracts"@en .
        """)
    file.write_text(by_hand, encoding="utf-8")
    first = import_tables([tables], data)
    assert file in first.changed
    text = file.read_text(encoding="utf-8")
    assert text.startswith(by_hand)
    assert text.count("@prefix pg:") == 1
    assert import_tables([tables], data).added == 0
    more = little.spoilt("events", "New owners take over.", "New owners take over the companies.")
    import_tables([little.write(tables, more)], data)
    grown = file.read_text(encoding="utf-8")
    assert grown.startswith(by_hand)
    assert grown.count("# --- From the tables ---") == 1
    assert said(little.graphs(data)[file.stem], "id:event-crc-ownership-transfer-2015", "dct:description") == {
        "New owners take over.",
        "New owners take over the companies.",
    }


def test_check_only_writes_nothing(tables: Path, data: Path) -> None:
    report = import_tables([tables], data, check_only=True)
    assert len(report.written) == 3
    assert not data.exists()


def test_progress_is_told_stage_by_stage(tables: Path, data: Path) -> None:
    stages: list[tuple[str, int, int]] = []
    import_tables([tables], data, progress=lambda *step: stages.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in stages)) == ["reading", "checking", "stating", "writing"]
    assert all(done == total for stage, done, total in stages if (stage, done, total) == stages[-1])


def test_inferred_rows_go_to_the_editors_with_reason_and_underlying_sources(
    tables: Path, data: Path, little: Any
) -> None:
    head = little.tables["relations"].splitlines()[0]
    row = "moj,oversees,hmip,,,,rw-2018-12-19-swm,Rests on the names only."
    little.write(tables, {"inferred/relations": f"{head}\n{row}\n"})
    import_tables([tables], data)
    found = little.graphs(data)
    oversight = "id:oversight/moj--hmip--oversees"
    assert {slug for slug in found if said(found[slug], oversight, "rdf:type")} == {"editorial"}
    assert said(found["editorial"], oversight, "skos:note") == {"Rests on the names only."}
    assert said(found["editorial"], oversight, "dct:source") == {expand("source:rw-2018-12-19-swm")}
    assert said(found["editorial"], "source:editorial", "rdf:type") == {expand("pg:Source")}


def test_an_inference_needs_its_reason(tables: Path, data: Path, little: Any) -> None:
    head = little.tables["relations"].splitlines()[0]
    little.write(tables, {"inferred/relations": f"{head}\nmoj,oversees,hmip,,,,rw-2018-12-19-swm,\n"})
    with pytest.raises(TableErrors, match=r"row 2, column note: .*needs its reason"):
        import_tables([tables], data)


def test_a_single_row_takes_the_same_way(tables: Path, data: Path, tmp_path: Path, little: Any) -> None:
    import_tables([tables], data)
    row = {
        "person_id": "glenys-stacey",
        "role": "Chief executive",
        "organisation_id": "moj",
        "source_ids": "rw-2018-12-19-swm",
    }
    report = add_row("posts", row, data)
    assert [path.name for path in report.changed] == ["rw-2018-12-19-swm.ttl"]
    extra = little.spoilt("posts", "\nglenys", "\nglenys-stacey,Chief executive,moj,,,,rw-2018-12-19-swm,\nglenys")
    import_tables([little.write(tmp_path / "more", extra)], tmp_path / "all")
    assert little.contents(data) == little.contents(tmp_path / "all")


def test_single_rows_are_added_together_or_not_at_all(tables: Path, data: Path, little: Any) -> None:
    import_tables([tables], data)
    before = little.contents(data)
    source = {"source_id": "new-source", "title": "New", "kind": "news", "published": "2019-01"}
    wrong = {"person_id": "nobody", "role": "X", "organisation_id": "moj", "source_ids": "new-source"}
    with pytest.raises(TableErrors, match="new row, row 2, column person_id: unknown id 'nobody'"):
        add_rows([("sources", source), ("posts", wrong)], data)
    assert little.contents(data) == before
    add_rows([("sources", source), ("posts", {**wrong, "person_id": "glenys-stacey"})], data)
    assert (data / "2019" / "new-source.ttl").is_file()


def test_an_unknown_table_or_column_of_a_single_row_is_refused(data: Path) -> None:
    with pytest.raises(TableErrors, match="there is no table 'post'; did you mean 'posts'"):
        add_row("post", {}, data)
    with pytest.raises(TableErrors, match="no such column in posts; did you mean 'role'"):
        add_row("posts", {"rolle": "x"}, data)


def test_things_of_another_data_folder_may_be_named(tables: Path, data: Path, tmp_path: Path, little: Any) -> None:
    import_tables([tables], data)
    own = tmp_path / "own"
    row = {"subject_id": "moj", "predicate": "oversees", "object_id": "hmip", "source_ids": "rw-2018-12-19-swm"}
    before = little.contents(data)
    report = add_row("relations", row, own, known=[data])
    assert little.contents(data) == before
    assert [path.name for path in report.written] == ["rw-2018-12-19-swm.ttl"]
    whole = little.graphs(data)["rw-2018-12-19-swm"]
    assert whole < little.graphs(own)["rw-2018-12-19-swm"], "a copy, added to: it stands for the other file"


KILLED = """
import os, signal, sys
from pathlib import Path
from probation.graph.tables import import_tables
def die(stage, done, total):
    if stage == "writing" and done == 2:
        os.kill(os.getpid(), signal.SIGKILL)
import_tables([Path(sys.argv[1])], Path(sys.argv[2]), progress=die)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_an_import_killed_half_way_leaves_whole_files_and_is_completed_by_the_next(
    tables: Path, data: Path, tmp_path: Path, little: Any
) -> None:
    import_tables([tables], tmp_path / "whole")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tables), str(data)], check=False, env=_environment())
    assert ended.returncode == -signal.SIGKILL
    wanted = little.contents(tmp_path / "whole")
    present = {name: text for name, text in little.contents(data).items() if name.endswith(".ttl")}
    assert len(present) == 2
    assert all(wanted[name] == text for name, text in present.items())
    import_tables([tables], data)
    assert little.contents(data) == wanted, "completed, and nothing left aside"


def test_a_folder_that_cannot_be_written_is_one_clear_line(tables: Path, tmp_path: Path) -> None:
    from probation.graph.errors import InputError

    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InputError, match="cannot be written"):
        import_tables([tables], tmp_path / "file")


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
