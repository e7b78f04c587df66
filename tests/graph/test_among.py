"""Names that mean one thing among those of a role."""

import pytest

from probation.graph import KnowledgeGraph
from probation.graph.among import among, of, post
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
    assert [other.id for other in graph.passed_over["Sodexo"]] == ["sodexo-justice-services"]


def test_candidates_told_apart_by_their_slugs_only_are_all_named(graph: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match=r"names 2 things; give one of these: tessa-webb .*; tessa-webb-inspector "):
        graph.thing("Tessa Webb", "foaf:Person")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("HM Chief Inspector of Probation", "hm-chief-inspector-of-probation"),
        # a title that a holder had; a part of a post's name; the commissioner or body of one post; of two things the post
        ("Minister for Prisons, Probation, Rehabilitation and Sentencing", "prisons-and-probation-minister"),
        ("probation minister", "prisons-and-probation-minister"),
        ("West Midlands PCC", "police-and-crime-commissioner-west-midlands"),
        ("Victims' Commissioner", "victims-commissioner-for-england-and-wales"),
        ("Prisons and Probation Ombudsman", "prisons-and-probation-ombudsman"),
        ("Essex CRC chief executive", "chief-executive-crc-essex"),
    ],
)
def test_a_post_is_meant_where_a_post_is_wanted(graph: KnowledgeGraph, name: str, meant: str) -> None:
    assert graph.post(name).id == f"post/{meant}"


def test_what_has_no_post_or_several_is_not_a_post(graph: KnowledgeGraph) -> None:
    assert post(graph.resolver, "HMIP").id == "hmip"
    assert post(graph.resolver, "Grayling").id == "chris-grayling"
    with pytest.raises(InputError, match=r"names \d+ of these"):
        graph.post("Chief executive")
    with pytest.raises(NotFoundError):
        graph.post("Minister for Magic")


def test_a_thing_of_the_class_wanted_is_meant_before_any_other(graph: KnowledgeGraph) -> None:
    assert of(graph.resolver, "Wales", "pg:ProbationRegion").id == "region-wales"
    assert of(graph.resolver, "Wales", "pg:Body").id == "region-wales"
    assert graph.thing("Wales").id == "wales"
    assert graph.thing("NPS", "pg:ProbationRegion").id == "nps"
    with pytest.raises(NotFoundError):
        graph.thing("Atlantis", "pg:ProbationRegion")


def test_every_choice_is_named_where_they_are_few_and_the_rest_counted_where_they_are_many(
    graph: KnowledgeGraph,
) -> None:
    with pytest.raises(InputError) as few:
        graph.ratings(owner="moj")
    assert {"amey", "reducing-reoffending-partnership", "seetec", "sodexo", "working-links"} <= {
        *str(few.value).partition("meant: ")[2].split(", ")
    }
    many = {row.body.iri for row in graph.rating_table.rows}
    assert len(many) > 30
    with pytest.raises(InputError, match=f"and {len(many) - 12} more$") as told:
        among(graph.resolver, "hmip", many, "body")
    assert str(told.value).count(", ") == 11
