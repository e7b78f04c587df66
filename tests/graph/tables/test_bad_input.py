"""Bad tables: each fault is told with its file, row and column, all together, and nothing is written."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from probation.graph.tables import Problem, TableErrors, import_tables
from probation.graph.tables.problems import SHOWN

with (Path(__file__).parent / "faults.csv").open(encoding="utf-8", newline="") as stream:
    FAULTS = list(csv.DictReader(stream))


def problems(tables: Path, data: Path) -> tuple[Problem, ...]:
    """Return what an import complains of, having seen that nothing was written."""
    with pytest.raises(TableErrors) as caught:
        import_tables([tables], data)
    assert not data.exists()
    return caught.value.problems


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['table']}-{fault['new'].strip()}")
def test_a_spoilt_cell_is_named(fault: dict[str, str], tmp_path: Path, data: Path, little: Any) -> None:
    table = fault["table"]
    folder = little.write(tmp_path / "tables", little.spoilt(table, fault["old"], fault["new"]))
    found = problems(folder, data)
    assert any(
        (p.file, p.row, p.column) == (str(folder / f"{table}.csv"), int(fault["row"]), fault["column"])
        and fault["message"] in p.message
        for p in found
    ), [str(p) for p in found]
    assert all("\n" not in str(p) for p in found)


HEADERS = [
    ("alt_labels,", "", "alt_labels", "the column is missing; add it, with empty cells"),
    ("source_ids", "sources", "sources", "column 'sources' does not belong in the table people"),
    ("source_ids", "sources", "source_ids", "the column is missing"),
    ("honorific", "honorifics", "honorifics", "did you mean 'honorific'?"),
    ("honorific", "label", "label", "the column stands more than once"),
    ("honorific", "", "", "a column without a name"),
]


@pytest.mark.parametrize(("old", "new", "column", "message"), HEADERS)
def test_a_wrong_header_is_named(
    old: str, new: str, column: str, message: str, tmp_path: Path, data: Path, little: Any
) -> None:
    folder = little.write(tmp_path / "tables", little.spoilt("people", old, new))
    assert any((p.row, p.column) == (1, column) and message in p.message for p in problems(folder, data))


def test_all_errors_of_all_tables_come_together(tmp_path: Path, data: Path, little: Any) -> None:
    spoilt = little.spoilt("people", "Glenys Stacey,Dame", ",Dame")
    spoilt["posts"] = spoilt["posts"].replace("2016-03-01", "1 March 2016")
    spoilt["events"] = spoilt["events"].replace("contract-transfer", "transfer")
    found = problems(little.write(tmp_path / "tables", spoilt), data)
    assert [(Path(p.file).name, p.row, p.column) for p in found] == [
        ("events.csv", 2, "type"),
        ("people.csv", 2, "label"),
        ("posts.csv", 2, "from"),
    ]


def test_a_table_that_cannot_be_read_does_not_make_its_ids_unknown(tmp_path: Path, data: Path, little: Any) -> None:
    found = problems(little.write(tmp_path / "t", little.spoilt("sources", "source_id", "id")), data)
    assert {Path(p.file).name for p in found} == {"sources.csv"}


def test_many_errors_are_counted_and_the_first_shown() -> None:
    error = TableErrors(Problem("t.csv", row, "id", "wrong") for row in range(1, SHOWN + 11))
    assert str(error).startswith(f"{SHOWN + 10} errors in the tables, nothing was written:")
    assert str(error).endswith("… and 10 more")


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(
    tables: Path, tmp_path: Path, data: Path, little: Any
) -> None:
    import_tables([tables], data)
    other = tmp_path / "other"
    other.mkdir()
    for name, text in little.tables.items():
        (other / f"{name}.csv").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    import_tables([other], tmp_path / "again")
    assert little.contents(data) == little.contents(tmp_path / "again")


@pytest.mark.parametrize(("separator", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_separators_are_refused(separator: str, word: str, tmp_path: Path, data: Path, little: Any) -> None:
    folder = little.write(tmp_path / "tables", little.tables)
    text = little.tables["people"].replace(",", separator)
    (folder / "people.csv").write_text(text, encoding="utf-8")
    found = [p for p in problems(folder, data) if p.file.endswith("people.csv")]
    assert any(f"separated by {word}, not commas" in p.message for p in found)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"id,label\nx,caf\xe9\n", "not text in UTF-8 (byte 0xe9)"),
        ("id,label\nx,y\n".encode("utf-16"), "saved in UTF-16"),
        (b"", "empty: the first row must name the columns"),
        (b"id,label\n\x00\x01\n", ""),
        (b'id,label\nx,"never closed\n', ""),
    ],
)
def test_a_file_that_is_not_such_a_text_is_refused(raw: bytes, message: str, tmp_path: Path, data: Path) -> None:
    (tmp_path / "people.csv").write_bytes(raw)
    found = problems(tmp_path / "people.csv", data)
    assert all(p.file.endswith("people.csv") for p in found)
    assert any(message in p.message for p in found)


def test_a_row_with_too_many_or_too_few_cells_is_named(tmp_path: Path, data: Path, little: Any) -> None:
    folder = little.write(tmp_path / "t", little.spoilt("people", "Glenys Stacey,Dame", "Stacey, Glenys,Dame"))
    assert "row 2: 8 cells where the header has 7" in str(problems(folder, data)[0])
    folder = little.write(tmp_path / "t", little.spoilt("people", "Glenys Stacey,Dame,,,", "Glenys Stacey,Dame,"))
    assert "row 2: 5 cells where the header has 7" in str(problems(folder, data)[0])


def test_a_source_without_an_address_is_allowed_and_told(tmp_path: Path, data: Path, little: Any) -> None:
    spoilt = little.spoilt("sources", "https://www.russellwebster.com/swm-crc/", "")
    report = import_tables([little.write(tmp_path / "t", spoilt)], data)
    assert [(w.row, w.column) for w in report.warnings] == [(2, "url")]
    assert "has no address" in report.warnings[0].message


def test_a_remark_after_an_address_becomes_a_note(tmp_path: Path, data: Path, little: Any) -> None:
    spoilt = little.spoilt("sources", "/swm-crc/", "/swm-crc/ (address from the index)")
    import_tables([little.write(tmp_path / "t", spoilt)], data)
    text = (data / "2018" / "rw-2018-12-19-swm.ttl").read_text()
    assert "foaf:page <https://www.russellwebster.com/swm-crc/>" in text
    assert "Of the address: address from the index" in text


def test_a_file_too_large_is_refused_unread(tmp_path: Path, data: Path) -> None:
    with (tmp_path / "people.csv").open("wb") as stream:
        stream.truncate(200_000_000)
    (problem,) = problems(tmp_path / "people.csv", data)
    assert problem.message == "200 MB; a table may hold 50 MB: split it into several files"


def test_a_table_of_an_unknown_name_is_refused(tmp_path: Path, data: Path) -> None:
    (tmp_path / "persons.csv").write_text("a,b\n1,2\n")
    assert "no table of that name" in problems(tmp_path / "persons.csv", data)[0].message


def test_a_table_under_another_name_is_known_by_its_header(tables: Path, data: Path) -> None:
    (tables / "people.csv").rename(tables / "my-people.csv")
    assert import_tables([tables], data).rows["people"] == 1


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path: Path, data: Path) -> None:
    assert "no such file or folder" in problems(tmp_path / "nowhere", data)[0].message
    assert "no tables" in problems(tmp_path, data)[0].message


@pytest.mark.parametrize("name", ["people.xls", "people.ods", "people.pdf"])
def test_files_of_another_kind_are_refused(name: str, tmp_path: Path, data: Path) -> None:
    (tmp_path / name).write_bytes(b"whatever")
    assert "save it as .csv or .xlsx" in problems(tmp_path / name, data)[0].message


@pytest.mark.parametrize("name", ["people.xlsm", "people.xlsx"])
def test_a_workbook_with_macros_is_refused_under_any_name(name: str, tmp_path: Path, data: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / name)
    with zipfile.ZipFile(tmp_path / name, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert "macros" in problems(tmp_path / name, data)[0].message


def test_a_workbook_that_unpacks_beyond_measure_is_refused(tmp_path: Path, data: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "people.xlsx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(450):
            member.write(b" " * 1_000_000)
    assert "unpacks to far more" in problems(tmp_path / "people.xlsx", data)[0].message


def test_what_only_claims_to_be_a_workbook_is_refused(tmp_path: Path, data: Path) -> None:
    (tmp_path / "people.xlsx").write_bytes(b"id,label\n")
    assert problems(tmp_path / "people.xlsx", data)[0].message == "not an Excel workbook (.xlsx)"
    with zipfile.ZipFile(tmp_path / "people.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "cannot be read as an Excel workbook" in problems(tmp_path / "people.xlsx", data)[0].message


def test_a_formula_in_a_workbook_is_named_with_its_cell(tmp_path: Path, data: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "people"
    sheet.append(["id", "label", "honorific", "alt_labels", "wikidata", "source_ids", "note"])
    sheet.append(["a-b", '=CONCATENATE("A";"B")', None, None, None, "s", None])
    book.save(tmp_path / "t.xlsx")
    found = problems(tmp_path / "t.xlsx", data)
    assert [(p.file, p.row, p.column) for p in found] == [(f"{tmp_path / 't.xlsx'}, sheet people", 2, "label")] + [
        (p.file, p.row, p.column) for p in found[1:]
    ]
    assert "holds a formula" in found[0].message


def test_a_data_file_that_is_not_turtle_stops_the_import(tables: Path, data: Path) -> None:
    from probation.graph.errors import InputError

    (data / "2018").mkdir(parents=True)
    (data / "2018" / "rw-2018-12-19-swm.ttl").write_text("this is not Turtle")
    with pytest.raises(InputError, match="cannot be read as Turtle"):
        import_tables([tables], data)
