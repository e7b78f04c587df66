"""The lookups that are timed at each size give answers, so that nothing empty is timed."""

from pathlib import Path

import pytest

from bench import scale, synthetic
from probation.graph import KnowledgeGraph


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("country")
    synthetic.write(folder, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROBATION_CACHE", str(Path(__file__) / "no-folder"))
        return KnowledgeGraph.open([folder], shipped=False)


def test_each_lookup_has_an_answer(made_up: KnowledgeGraph) -> None:
    unit = made_up.thing(scale.UNIT)
    assert made_up.thing(unit.label) == unit
    assert len(made_up.show(unit.label)) > 5
    assert list(made_up.engine.select(scale.HOPS))


def test_the_bare_store_gives_the_same_rows_for_two_hops(made_up: KnowledgeGraph) -> None:
    ours = sorted(str(row["name"]) for row in made_up.engine.select(scale.HOPS))
    assert sorted(row["name"].value for row in made_up.snapshot.store.query(scale.HOPS)) == ours


def test_each_lookup_is_timed_beside_the_bare_store(made_up: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "RUNS", 1)
    names = [name for name, _ in scale.lookups(1, made_up)]
    assert names == ["a name looked up", "show, everything", "two hops"]
