"""Rows of a CSV file: UTF-8 (a byte-order mark is no matter), commas, any line ends."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from probation.graph.tables.problems import Problem, TableErrors, quoted

_OTHERS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
csv.field_size_limit(1_000_000)


def csv_rows(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells); row 1 is the header; rows without any text are left out.

    Raises TableErrors, naming the file and row, for a file that is not UTF-8 text or not separated by commas.
    """
    number = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            _refuse_separator(head, name)
            stream.seek(0)
            reader = csv.reader(stream, strict=True)
            for cells in reader:
                number += 1
                if any(cell.strip() for cell in cells):
                    yield number, cells
    except UnicodeDecodeError as error:
        raise TableErrors([Problem(name, number + 1, "", _encoding(path, error))]) from None
    except csv.Error as error:
        message = f"not readable as CSV ({error}); check the quotation marks in this row"
        raise TableErrors([Problem(name, number + 1, "", message)]) from None
    except OSError as error:
        raise TableErrors([Problem(name, 0, "", f"cannot be read ({error.strerror})")]) from None


def _refuse_separator(head: str, name: str) -> None:
    if "," in head or '"' in head:
        return
    for character, word in _OTHERS.items():
        if character in head:
            message = f"separated by {word}, not commas ({quoted(head.strip())}); save it as CSV with commas, in UTF-8"
            raise TableErrors([Problem(name, 1, "", message)])


def _encoding(path: Path, error: UnicodeDecodeError) -> str:
    with path.open("rb") as stream:
        start = stream.read(2)
    if start in _UTF16:
        return "saved in UTF-16; save it as CSV in UTF-8"
    return f"not text in UTF-8 (byte 0x{error.object[error.start]:02x}); save it as CSV in UTF-8"
