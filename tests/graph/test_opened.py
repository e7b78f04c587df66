"""Names through the one door; the graph of some sources understands those of the whole."""

from probation.graph import KnowledgeGraph


def test_a_graph_of_some_sources_understands_every_name(graph: KnowledgeGraph) -> None:
    part = graph.limited(by=["guardian-2020-03-04-midlands-probation-firm"])
    assert part.thing("Hull PDU").id == "pdu-hull-and-east-riding"
    assert part.thing("Wales", "pg:ProbationRegion").id == "region-wales"
    assert part.post("Lord Chancellor").id == "post/secretary-of-state-for-justice"
    assert part.thing("probation minister", "org:Post").id == "post/prisons-and-probation-minister"
    assert part.taken["Hull PDU"].id == "pdu-hull-and-east-riding"


def test_nothing_is_taken_for_anything_before_a_name_is_asked_for(documents: object) -> None:
    assert KnowledgeGraph.open([str(documents)], shipped=False).taken == {}
