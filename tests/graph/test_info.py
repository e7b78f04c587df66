"""What the graph holds, what it is built from, and where things are."""

from importlib import metadata

from probation.graph import KnowledgeGraph


def test_counts_versions_and_places(five: KnowledgeGraph) -> None:
    facts = five.info()
    assert facts["sources"] == 5
    assert facts["classes"]["inspections"] == len(
        list(five.engine.select("SELECT DISTINCT ?i WHERE { ?i a pg:Inspection }"))
    )
    assert facts["statements"] == sum(five.snapshot.counts["sources"].values())
    assert facts["derived_statements"] > 0
    assert facts["versions"]["pyoxigraph"] == metadata.version("pyoxigraph")
    assert facts["snapshot"].endswith(facts["digest"])
    assert facts["data"] == [str(folder) for folder in five.folders]


def test_a_graph_in_memory_says_so(graph_of) -> None:  # type: ignore[no-untyped-def]
    facts = graph_of({"a": "id:x a pg:Charity ."}).info()
    assert facts["snapshot"] == "in memory"
    assert facts["classes"]["charities"] == 1
