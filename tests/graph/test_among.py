"""Names that mean one thing among those of a role."""

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.among import among
from probation.graph.errors import InputError, NotFoundError


def test_a_name_is_taken_among_the_candidates(graph: KnowledgeGraph) -> None:
    regions = {graph.thing(f"region-{name}").iri for name in ("london", "wales", "west-midlands")}
    assert graph.thing("london").kind == "area"
    assert among(graph.resolver, "London", regions, "region").id == "region-london"
    assert among(graph.resolver, "region-wales", regions, "region").id == "region-wales"
    with pytest.raises(InputError, match="HM Inspectorate of Probation is no region of probation here"):
        among(graph.resolver, "hmip", regions, "region")
    with pytest.raises(NotFoundError):
        among(graph.resolver, "Atlantis", regions, "region")


def test_a_label_goes_before_an_alias(graph: KnowledgeGraph) -> None:
    owners = {graph.thing("sodexo").iri, graph.thing("sodexo-justice-services").iri}
    assert among(graph.resolver, "Sodexo", owners, "owner").id == "sodexo"
