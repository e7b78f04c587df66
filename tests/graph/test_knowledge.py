"""The one door for Python users."""

import doctest
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import probation.graph
from probation.graph import KnowledgeGraph
from probation.graph.errors import InputError, NotFoundError, ProbationError
from probation.graph.model import Thing
from probation.graph.opened import day

Write = Callable[..., Path]


def test_the_shipped_data_open_without_arguments(graph: KnowledgeGraph) -> None:
    company = graph.thing("Staffordshire and West Midlands CRC")
    assert isinstance(company, Thing)
    assert company.kind == "Community Rehabilitation Company"
    assert str(company) == company.label


def test_a_folder_of_the_users_own_adds_to_the_shipped_data_and_replaces_a_source(
    folder_of: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROBATION_CACHE", str(tmp_path / "cache"))
    name = "guardian-2020-03-04-midlands-probation-firm"
    folder = folder_of(
        {"my-source": 'id:mine a pg:Charity ; skos:prefLabel "Mine"@en .', name: "id:hmip a pg:Inspectorate ."}
    )
    graph = KnowledgeGraph.open([folder])
    assert graph.thing("Mine").id == "mine"
    assert graph.thing("Justin Russell").id == "justin-russell"
    assert graph.cited([name])[name].title == f"Title of {name}"
    assert graph.snapshot.counts["sources"][name] == 4


def test_without_shipped_data_only_the_users_own_are_there(five: KnowledgeGraph) -> None:
    assert len(five.sources()) == 5
    with pytest.raises(NotFoundError):
        five.thing("David Gauke")


def test_an_empty_graph_answers_that_nothing_is_there(cache: Path) -> None:
    empty = KnowledgeGraph.open(shipped=False)
    assert empty.sources() == []
    assert empty.conflicts() == []
    assert len(empty.network()) == 0
    with pytest.raises(NotFoundError, match="nothing is called ‘x’; try  probation search TEXT"):
        empty.thing("x")
    assert cache.is_dir()


def test_names_are_accepted_as_labels_slugs_and_addresses_by_every_verb(five: KnowledgeGraph) -> None:
    thing = five.thing("HMIP")
    assert five.show("HMIP") == five.show(thing.id) == five.show(thing.iri)
    assert five.sources("HMIP") == five.sources(thing.iri)


def test_dates_are_accepted_as_text_and_as_dates(five: KnowledgeGraph) -> None:
    assert five.show("hmip", "2017-06-01") == five.show("hmip", date(2017, 6, 1))
    assert (day("2017-06-01"), day(date(2017, 6, 1)), day(None)) == (date(2017, 6, 1), date(2017, 6, 1), None)
    with pytest.raises(InputError):
        day("2017")


def test_all_errors_are_of_one_family_with_the_exit_code_of_the_command_line() -> None:
    assert (InputError("x").exit_code, NotFoundError("x").exit_code) == (2, 1)
    assert issubclass(InputError, ProbationError)
    assert issubclass(NotFoundError, ProbationError)


def test_the_package_gives_the_door_and_nothing_else() -> None:
    assert probation.graph.KnowledgeGraph is KnowledgeGraph
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = probation.graph.nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize(("module", "least"), [("opened", 4), ("knowledge", 15)])
def test_the_examples_of_the_methods_are_true(graph: KnowledgeGraph, module: str, least: int) -> None:
    result = doctest.testmod(import_module(f"probation.graph.{module}"), extraglobs={"graph": graph})
    assert result.attempted > least
    assert result.failed == 0


def test_what_the_command_line_takes_a_day_for_python_does_too(graph: KnowledgeGraph) -> None:
    by_then = graph.ratings("Staffordshire and West Midlands CRC", as_of="2019-06-01", standard="overall")
    assert [rated.published for rated in by_then] == [("2018-12-19",)]
    assert all(
        entry.date <= "2010-01-01" for entry in graph.timeline("Working Links", as_of="2010-01-01") if entry.date
    )
    owned = graph.query("body_owners_as_of", as_of="2017-06-01", body="Staffordshire and West Midlands CRC")
    assert {str(answer.cells["owner"]) for answer in owned} == {"The Reducing Reoffending Partnership"}
    for asked in (
        lambda: graph.ratings(until="2019", as_of="2019-06-01"),
        lambda: graph.timeline("Working Links", until="2019", as_of="2019-06-01"),
        lambda: graph.query("body_owners", as_of="2017-06-01", body="crc-essex"),
    ):
        with pytest.raises(InputError):
            asked()


@pytest.mark.parametrize(
    "verb",
    [name for name, value in vars(KnowledgeGraph).items() if callable(value) and not name.startswith("_")],
)
def test_every_verb_is_documented_by_an_example_that_runs(verb: str) -> None:
    own = {"filled"}  # text for `query --show`; the example of `query` runs it
    assert ">>> " in (getattr(KnowledgeGraph, verb).__doc__ or "") or verb in own
