"""One file per source: what a good file gives, and what is refused, with file and line."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from probation.graph.errors import InputError
from probation.graph.load import (
    MAX_BYTES,
    line_of,
    read_source,
    read_vocabulary,
    shipped_data,
    source_files,
    vocabulary_files,
)
from probation.graph.terms import PREFIXES

Text = Callable[[str, str], str]


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[..., str]:
    """Writes one file and gives the message with which it is refused."""

    def refuse(content: str | bytes, name: str = "my-source.ttl") -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(InputError) as caught:
            read_source(path)
        message = str(caught.value)
        assert message.startswith(str(path))
        assert "\n" not in message
        return message.removeprefix(str(path))

    return refuse


def test_the_statements_of_a_file_stand_in_the_graph_of_its_source(tmp_path: Path, source_text: Text) -> None:
    path = tmp_path / "my-source.ttl"
    path.write_text(
        source_text("my-source", 'id:hmip a pg:Inspectorate ; skos:prefLabel "HMIP"@en .'), encoding="utf-8"
    )
    quads = read_source(path)
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(PREFIXES["source"] + "my-source")}
    assert len(quads) == 5
    assert ox.NamedNode(PREFIXES["id"] + "hmip") in {quad.subject for quad in quads}


@pytest.mark.parametrize("lead", ["\ufeff", "\r\n", "# a comment\n"])
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path, source_text: Text, lead: str) -> None:
    path = tmp_path / "my-source.ttl"
    text = lead + source_text("my-source", "id:hmip a pg:Inspectorate .").replace("\n", "\r\n")
    path.write_bytes(text.encode())
    assert len(read_source(path)) == 4


def test_broken_turtle_is_refused_with_the_line_of_the_fault(source_text: Text, refusal: Callable[..., str]) -> None:
    text = source_text("my-source", "id:hmip a pg:Inspectorate\nid:moj a pg:Ministry .")
    line = text.splitlines().index("id:moj a pg:Ministry .") + 1
    assert refusal(text).startswith(f", line {line}: not Turtle: ")


@pytest.mark.parametrize(
    "text", ["<> a ", "<a> <b> <c> .\n}", "@prefix pg: <x> \n<> a pg:Source .", "[" * 10_000, '<a> <b> "open', "a b c"]
)
def test_whatever_is_no_turtle_is_refused_in_one_line(text: str, refusal: Callable[..., str]) -> None:
    assert "not Turtle" in refusal(text)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ('"2016-02-30"^^xsd:date', "'2016-02-30' is not a date of the calendar"),
        ('"yesterday"^^xsd:date', "'yesterday' is not a date"),
        ('"2016"^^xsd:date', "'2016' is not an xsd:date"),
        ('"2016-05-01"^^xsd:gYear', "is not an xsd:gYear"),
        ('"12,600"^^xsd:integer', "'12,600' is not an xsd:integer"),
        ('"yes"^^xsd:boolean', "'yes' is not an xsd:boolean"),
    ],
)
def test_an_ill_typed_literal_is_refused_with_its_line_and_property(
    value: str, says: str, source_text: Text, refusal: Callable[..., str]
) -> None:
    text = source_text("my-source", f"id:hmip a pg:Inspectorate ;\n  pg:from {value} .")
    line = len(text.splitlines())
    message = refusal(text)
    assert message.startswith(f", line {line}: ill-typed value of pg:from: ")
    assert says in message


def test_the_line_of_an_ill_typed_literal_is_not_that_of_the_same_text_elsewhere(
    source_text: Text, refusal: Callable[..., str]
) -> None:
    text = source_text("my-source", '# soon\nid:x skos:note "soon"@en , "soon" ;\n  pg:from "soon"^^xsd:gYear .')
    assert refusal(text).startswith(f", line {len(text.splitlines())}: ")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe<\x00>\x00", b"\x89PNG\r\n\x1a\n\x00\xff", "<> a <é> .".encode("latin-1")]
)
def test_a_file_that_is_not_text_is_refused(content: bytes, refusal: Callable[..., str]) -> None:
    assert ": not a text file in UTF-8 (byte " in refusal(content)


@pytest.mark.parametrize(
    "body", ["id:x skos:note [ ] .", "[] a pg:Charity .", "_:a pg:owns id:x .", "id:x pg:affects ( id:y ) ."]
)
def test_a_blank_node_is_refused(body: str, source_text: Text, refusal: Callable[..., str]) -> None:
    assert ": holds a blank node" in refusal(source_text("my-source", body))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@prefix pg: <https://w3id.org/probation-governance/ontology#> .\n<http://e/x> a pg:Charity .",
        "@prefix pg: <https://w3id.org/probation-governance/ontology#> .\n<> a pg:Source .",
    ],
)
def test_statements_without_a_described_source_are_refused(text: str, refusal: Callable[..., str]) -> None:
    message = refusal(text)
    assert "have no source" in message
    assert "@base <https://w3id.org/probation-governance/source/my-source>" in message


def test_a_file_that_describes_another_source_is_refused(source_text: Text, refusal: Callable[..., str]) -> None:
    assert "have no source" in refusal(source_text("another-source", "id:hmip a pg:Inspectorate ."))


@pytest.mark.parametrize("name", ["My Source.ttl", "Source.ttl", "über.ttl", "a--b.ttl", "-a.ttl", "a_b.ttl"])
def test_a_file_not_named_by_a_slug_is_refused(name: str, source_text: Text, refusal: Callable[..., str]) -> None:
    assert "named by its slug" in refusal(source_text("my-source", ""), name)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "my-source.ttl"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="larger than 50 MB"):
        read_source(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_source(tmp_path / "absent.ttl")


def test_files_are_found_below_folders_by_their_slug(tmp_path: Path) -> None:
    for name in ("2017/a.ttl", "undated/b.ttl", "readme.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert source_files([tmp_path]) == {"a": tmp_path / "2017/a.ttl", "b": tmp_path / "undated/b.ttl"}


def test_a_later_folder_replaces_a_source_of_the_same_slug(tmp_path: Path) -> None:
    for name in ("one/a.ttl", "two/a.ttl", "two/b.ttl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = source_files([tmp_path / "one", tmp_path / "two"])
    assert found == {"a": tmp_path / "two/a.ttl", "b": tmp_path / "two/b.ttl"}


def test_two_files_of_one_slug_in_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    for name in ("2017/a.ttl", "2018/a.ttl"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    with pytest.raises(InputError, match="name one source") as caught:
        source_files([tmp_path])
    assert str(tmp_path / "2017/a.ttl") in str(caught.value)
    assert str(tmp_path / "2018/a.ttl") in str(caught.value)


@pytest.mark.parametrize("name", ["absent", "file"])
def test_a_folder_of_data_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="no such folder of data"):
        source_files([tmp_path / name])


def test_the_shipped_data_are_one_readable_file_per_source() -> None:
    found = source_files([shipped_data()])
    assert {"editorial", "guardian-2020-03-04-midlands-probation-firm"} <= set(found)
    assert read_source(found["editorial"])


def test_the_vocabulary_is_the_ontology_its_schemes_and_the_labels_of_outside_terms() -> None:
    subjects = {str(getattr(triple.subject, "value", "")) for triple in read_vocabulary()}
    assert {PREFIXES["pg"] + "Ownership", PREFIXES["pg"] + "Inadequate", PREFIXES["skos"] + "prefLabel"} <= subjects
    names = [path.parent.name for path in vocabulary_files(Path(str(shipped_data().parent / "ontology")))]
    assert "shapes" not in names


def test_a_line_is_counted_from_one() -> None:
    assert (line_of("a\nb\nc", "a"), line_of("a\nb\nc", "c"), line_of("a", "z")) == (1, 3, None)
