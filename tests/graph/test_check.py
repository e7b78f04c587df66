"""Checks of the data: shapes and check queries together, with the file and line of each fault."""

from collections.abc import Callable
from pathlib import Path

import pytest

from probation.graph.check import Fault, check, checks
from probation.graph.errors import InputError
from probation.graph.load import source_files

Write = Callable[..., Path]
GOOD = """
<> dct:publisher id:agent\\/me ; pg:sourceKind <../scheme/source-kind/news> ; foaf:page <https://example.org/> .
id:agent\\/me a foaf:Agent ; skos:prefLabel "Me"@en .
id:rrp a pg:JointVenture ; skos:prefLabel "RRP"@en .
id:crc a pg:CommunityRehabilitationCompany ; skos:prefLabel "Stoke CRC"@en .
ownership:rrp--crc a pg:Ownership ;
    pg:owner id:rrp ;
    pg:owned id:crc ;
    pg:from "2015-02-01"^^xsd:date .
"""


@pytest.fixture
def faults(folder_of: Write) -> Callable[..., list[Fault]]:
    """Checks sources given as slug → statements; `only` names those whose faults are wanted."""

    def found(sources: dict[str, str], only: list[str] | None = None) -> list[Fault]:
        return check(source_files([folder_of(sources)]), only, None)

    return found


def test_good_data_have_no_faults(faults: Callable[..., list[Fault]]) -> None:
    assert faults({"my-source": GOOD}) == []


def test_the_five_documents_have_no_errors(documents: Path) -> None:
    found = check(source_files([documents]), None, None)
    assert [fault for fault in found if fault.severity == "error"] == []


@pytest.mark.parametrize(
    ("old", "new", "entity", "says"),
    [
        ("    pg:owned id:crc ;\n", "", "id:ownership/rrp--crc", "owned"),
        ("pg:owned id:crc", "pg:owned id:nobody", "id:ownership/rrp--crc", ""),
        ('skos:prefLabel "RRP"@en', 'skos:altLabel "RRP"@en', "id:rrp", "name"),
        ('pg:from "2015-02-01"^^xsd:date', "pg:from 2015", "id:ownership/rrp--crc", ""),
        ('pg:from "2015-02-01"^^xsd:date', 'pg:form "2015-02-01"^^xsd:date', None, ""),
        (
            'pg:from "2015-02-01"^^xsd:date',
            'pg:from "2015-02-01"^^xsd:date ; pg:until "2014"^^xsd:gYear',
            "id:ownership/rrp--crc",
            "End before start",
        ),
        ("a pg:JointVenture ;", "a pg:JointVentur ;", "id:rrp", ""),
        ("pg:owner id:rrp", "pg:owner id:crc", "id:ownership/rrp--crc", ""),
    ],
)
def test_a_fault_is_an_error_of_the_thing_it_is_in(
    faults: Callable[..., list[Fault]], old: str, new: str, entity: str | None, says: str
) -> None:
    assert old in GOOD
    found = [fault for fault in faults({"my-source": GOOD.replace(old, new)}) if fault.severity == "error"]
    assert found
    if entity:
        mine = [fault for fault in found if fault.entity == entity]
        assert mine
        assert any(says in fault.message for fault in mine)


def test_a_fault_names_its_file_and_line(
    faults: Callable[..., list[Fault]], source_text: Callable[[str, str], str]
) -> None:
    body = GOOD.replace("    pg:owned id:crc ;\n", "")
    line = source_text("my-source", body).splitlines().index("ownership:rrp--crc a pg:Ownership ;") + 1
    (place,) = {fault.place for fault in faults({"my-source": body}) if fault.entity == "id:ownership/rrp--crc"}
    assert place.endswith(f"/my-source.ttl:{line}")


def test_a_fault_of_the_source_itself_stands_where_it_is_described(
    faults: Callable[..., list[Fault]], source_text: Callable[[str, str], str]
) -> None:
    lines = source_text("bare", "").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith("<> a pg:Source"))
    found = [fault for fault in faults({"bare": ""}) if fault.entity == "source:bare"]
    assert found
    assert {fault.severity for fault in found} == {"warning"}
    assert all(fault.place.endswith(f"/bare.ttl:{line}") for fault in found)


def test_only_faults_of_things_that_the_chosen_sources_speak_of_are_told(faults: Callable[..., list[Fault]]) -> None:
    sources = {
        "mine": GOOD,
        "theirs": "id:broken a pg:Charity .",
        "about-mine": 'id:rrp pg:until "2010"^^xsd:gYear ; pg:from "2015"^^xsd:gYear .',
    }
    told = {fault.entity for fault in faults(sources, only=["mine"])}
    assert "id:rrp" in told
    assert "id:broken" not in told
    assert "id:broken" in {fault.entity for fault in faults(sources)}


def test_a_reference_that_another_source_describes_is_no_fault(faults: Callable[..., list[Fault]]) -> None:
    described = 'id:crc a pg:CommunityRehabilitationCompany ; skos:prefLabel "Stoke CRC"@en .'
    other = GOOD.replace("id:crc a pg:CommunityRehabilitationCompany ;", "id:other a pg:Charity ;").replace(
        "Stoke CRC", "Other"
    )
    assert [f for f in faults({"mine": other}) if f.severity == "error"]
    assert [f for f in faults({"mine": other, "theirs": described}) if f.severity == "error"] == []


def test_errors_come_before_warnings_and_the_order_is_fixed(faults: Callable[..., list[Fault]]) -> None:
    sources = {"a": "id:x a pg:Charity . id:y a pg:Charity .", "b": "id:z a pg:Nothing ."}
    found = faults(sources)
    severities = [fault.severity for fault in found]
    assert severities == sorted(severities)
    assert {"error", "warning"} == set(severities)
    assert [f.to_json() | {"place": ""} for f in found] == [f.to_json() | {"place": ""} for f in faults(sources)]


def test_a_file_that_cannot_be_loaded_is_refused(faults: Callable[..., list[Fault]]) -> None:
    with pytest.raises(InputError, match="not Turtle"):
        faults({"a": "id:x a"})


def test_progress_tells_the_sources_and_the_steps(documents: Path) -> None:
    told: list[tuple[str, int, int]] = []
    check(source_files([documents]), [], lambda *step: told.append(step))
    assert told[:5] == [("reading sources", number, 5) for number in range(1, 6)]
    assert len({what for what, _, _ in told}) == 3


def test_every_check_query_says_what_is_wrong_and_what_to_do() -> None:
    for name, header, query in checks():
        assert header["title"], name
        assert header["solution"], name
        assert "?entity ?property ?value" in query, name
