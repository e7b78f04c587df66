"""A file is written whole or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from probation.graph.errors import InputError
from probation.graph.writing import write_whole


def test_text_is_written_as_utf_8_with_plain_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "picture.html"
    write_whole(path, "‘Staffordshire’\nStoke")
    assert path.read_bytes() == "‘Staffordshire’\nStoke".encode()
    assert os.listdir(tmp_path) == ["picture.html"]


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "picture.html"
    path.write_text("a much longer text than the new one")
    write_whole(path, "new")
    assert path.read_text() == "new"


def test_the_file_gets_the_rights_that_the_user_has_chosen_for_new_files(tmp_path: Path) -> None:
    previous = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", "x")
    finally:
        os.umask(previous)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("place", ["absent/picture.html", "file/picture.html", "a" * 300, "folder"])
def test_a_place_that_cannot_be_written_is_refused_and_left_as_it_is(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("here before")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=r"cannot be written .* name another file with -o|is a folder; name a file"):
        write_whole(tmp_path / place, "text")
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]
    assert (tmp_path / "file").read_text() == "here before"


def test_text_that_cannot_be_encoded_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "a", "half a character \udcff")
    assert os.listdir(tmp_path) == []


def test_a_writer_killed_before_the_end_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "picture.html"
    path.write_text("old")
    script = """
import os, signal, sys
from pathlib import Path
from probation.graph.writing import write_whole
def killer(event, arguments):
    if event == "os.rename":
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(killer)
write_whole(Path(sys.argv[1]), "new" * 100_000)
"""
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == "old"
