"""The mapping as data: its terms are declared, its lists exist, its judgements still meet a row."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest

from probation.graph.load import read_vocabulary
from probation.graph.tables.schema import Schema, load_schema
from probation.graph.tables.slugs import ID
from probation.graph.tables.vocabulary import load_vocabulary
from probation.graph.terms import PREFIXES, expand

DOSSIER = Path(__file__).parents[2] / "dossier"


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


def dossier_rows(table: str) -> list[dict[str, str]]:
    paths = [path for path in (DOSSIER / f"{table}.csv", DOSSIER / "inferred" / f"{table}.csv") if path.exists()]
    return [row for path in paths for row in csv.DictReader(path.read_text("utf-8").splitlines())]


def test_every_term_of_the_mapping_is_declared(schema: Schema) -> None:
    known = {t.subject.value for t in read_vocabulary() if isinstance(t.subject, ox.NamedNode)}
    for table in schema.tables.values():
        for node in table.nodes:
            classes = (table.columns[node.kind.strip("{}")].classes or {}).values() if "{" in node.kind else [node.kind]
            for curie in (*classes, *node.properties):
                assert expand(curie) in known, (table.name, curie)
            for value in node.properties.values():
                if not isinstance(value, str) and value["iri"].startswith("scheme:"):
                    assert expand(value["iri"]) in known, value


def test_every_list_the_mapping_names_exists(schema: Schema) -> None:
    vocabulary = load_vocabulary()
    for table in schema.tables.values():
        for column in table.columns.values():
            assert all("{" in scheme or vocabulary.knows(scheme) for scheme in column.schemes), column.name
            assert all(kind in schema.kinds for kind in column.refers_to), column.name


def test_every_column_has_a_meaning_or_a_purpose(schema: Schema) -> None:
    for table in schema.tables.values():
        used = {value for node in table.nodes for value in node.properties.values() if isinstance(value, str)}
        used |= {
            value["iri"] for node in table.nodes for value in node.properties.values() if not isinstance(value, str)
        }
        used |= {node.about for node in table.nodes} | {node.kind for node in table.nodes}
        for column in table.columns.values():
            if not (column.is_sources or column.chooses_node or column.broader_of or column.name == "role"):
                assert any(column.name == u or f"{{{column.name}" in u for u in used), (table.name, column.name)


def test_every_role_of_the_dossier_has_its_post(schema: Schema) -> None:
    roles = {(row["role"], row["organisation_id"]) for row in dossier_rows("posts")}
    # The names of the one post that hand-written sources brought, so that a table or `add` finds it as well.
    roles |= {(name, "home-office") for name in ("Home Secretary", "Secretary of State for the Home Department")}
    assert roles == set(schema.lists["posts"])


def test_posts_have_one_name_each_and_no_name_twice(schema: Schema) -> None:
    labels: dict[str, set[tuple[str, bool]]] = {}
    for entry in schema.lists["posts"].values():
        assert ID.fullmatch(entry["post"])
        labels.setdefault(entry["post"], set()).add((entry["label"], entry["singleHolder"]))
    assert all(len(found) == 1 for found in labels.values())
    assert len({label for found in labels.values() for label, _ in found}) == len(labels)


def test_every_judgement_on_identity_still_meets_a_row(schema: Schema) -> None:
    for distinction in schema.distinctions:
        assert any(
            all(row[column] == text for column, text in distinction.where.items())
            for row in dossier_rows(distinction.table)
        ), distinction
    measures = {row["measure"] for row in dossier_rows("measures")}
    assert schema.timeless <= measures


def test_the_mapping_comes_with_the_package() -> None:
    folder = files("probation.ontology")
    assert all((folder / name).is_file() for name in ("tables.json", "posts.json", "identity.json"))
    assert PREFIXES["pg"] in (folder / "tables.json").read_text("utf-8")
