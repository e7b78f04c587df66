"""Which rows share a node: spells of a relation, figures at a time, posts that are one post."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox

from probation.graph.tables import import_tables
from probation.graph.terms import PREFIXES, expand

OWNS = "reducing-reoffending-partnership,owns,crc-staffordshire-and-west-midlands,2015-02-01,,,"
SOURCE = "rw-2018-12-19-swm"
CRC = "crc-staffordshire-and-west-midlands"


def subjects(data: Path, little: Any, folder: str) -> dict[str, set[str]]:
    """Return node (without its folder) -> values of the dates of its relation, or of its figure."""
    wanted = {expand(name) for name in ("pg:from", "pg:until", "pg:value", "pg:heldOn")}
    found: dict[str, set[str]] = {}
    space = f"{PREFIXES['id']}{folder}/"
    for triples in little.graphs(data).values():
        for t in triples:
            if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(space):
                values = found.setdefault(t.subject.value.removeprefix(space), set())
                if t.predicate.value in wanted and isinstance(t.object, ox.Literal):
                    values.add(t.object.value)
    return found


def imported(rows: dict[str, list[str]], tmp_path: Path, little: Any) -> Path:
    """Import the little dossier with the rows of some tables replaced; return the data folder."""
    tables = dict(little.tables)
    for name, lines in rows.items():
        tables[name] = "\n".join([tables[name].splitlines()[0], *lines]) + "\n"
    import_tables([little.write(tmp_path / "t", tables)], tmp_path / "d")
    return tmp_path / "d"


def owns(start: str, end: str) -> str:
    return f"reducing-reoffending-partnership,owns,{CRC},{start},{end},,{SOURCE},"


def test_rows_whose_dates_may_overlap_are_one_relation(tmp_path: Path, little: Any) -> None:
    rows = [owns("2015-02", ""), owns("2015-02-01", "2021-06"), owns("", "2021-06-26"), owns("", "")]
    found = subjects(imported({"relations": rows}, tmp_path, little), little, "ownership")
    assert found == {f"reducing-reoffending-partnership--{CRC}": {"2015-02", "2015-02-01", "2021-06", "2021-06-26"}}


def test_a_relation_that_comes_back_gets_an_ordinal_in_order_of_time(tmp_path: Path, little: Any) -> None:
    rows = [owns("2024-05", ""), owns("2012-10", "2014-12"), owns("", "")]
    found = subjects(imported({"relations": rows}, tmp_path, little), little, "ownership")
    name = f"reducing-reoffending-partnership--{CRC}"
    assert found == {name: {"2012-10", "2014-12"}, f"{name}--2": {"2024-05"}}


def test_a_later_import_keeps_the_ordinals_there_are(tmp_path: Path, little: Any) -> None:
    name = f"reducing-reoffending-partnership--{CRC}"
    data = imported({"relations": [owns("2024-05", "")]}, tmp_path, little)
    imported({"relations": [owns("2012-10", "2014-12"), owns("2024-05-01", "")]}, tmp_path, little)
    found = subjects(data, little, "ownership")
    assert found == {name: {"2024-05", "2024-05-01"}, f"{name}--2": {"2012-10", "2014-12"}}


def test_two_terms_in_one_post_are_one_tenure_and_a_renewal_is_a_day_in_it(tmp_path: Path, little: Any) -> None:
    rows = [
        f"glenys-stacey,HM Chief Inspector of Probation,hmip,2016-03,2019-05,,{SOURCE},",
        f"glenys-stacey,HM Chief Inspector of Probation (reappointed term),hmip,2018-06-01,2021,,{SOURCE},",
    ]
    data = imported({"posts": rows}, tmp_path, little)
    name = "glenys-stacey--hm-chief-inspector-of-probation"
    assert subjects(data, little, "tenure") == {name: {"2016-03", "2019-05", "2018-06-01", "2021"}}
    held_on = ox.NamedNode(expand("pg:heldOn"))
    held = {t.object.value for g in little.graphs(data).values() for t in g if t.predicate == held_on}
    assert held == {"2018-06-01"}


def figure(value: str, moment: str, inspection: str = "", measure: str = "number of people supervised") -> str:
    return f"{CRC},{measure},{value},,people,{moment},{inspection},{SOURCE},"


def test_figures_of_one_time_share_a_node_and_others_do_not(tmp_path: Path, little: Any) -> None:
    rows = [figure("12600", "2020-03"), figure("12700", "2020-03-04"), figure("13531", "2018"), figure("9", "")]
    found = subjects(imported({"measures": rows}, tmp_path, little), little, "measurement")
    name = f"{CRC}--number-of-people-supervised"
    assert found == {f"{name}--2020-03": {"12600", "12700"}, f"{name}--2018": {"13531"}, name: {"9"}}


def test_figures_of_two_inspections_are_two(tmp_path: Path, little: Any) -> None:
    inspection = "hmip-2018-12-19-crc-staffordshire-and-west-midlands"
    other = inspection.replace("2018-12-19", "2018-12-20")
    second = little.tables["inspections"].splitlines()[1].replace(inspection, other)
    rows = {
        "inspections": [little.tables["inspections"].splitlines()[1], second],
        "ratings": [],
        "measures": [figure("1", "2018", inspection), figure("2", "2018", other), figure("3", "", inspection)],
    }
    found = subjects(imported(rows, tmp_path, little), little, "measurement")
    name = f"{CRC}--number-of-people-supervised"
    assert found == {f"{name}--2018": {"1"}, f"{name}--2018--{other}": {"2"}, f"{name}--{inspection}": {"3"}}


def test_a_timeless_measure_has_one_node_whatever_the_date(tmp_path: Path, little: Any) -> None:
    rows = [figure("21", "2014-12", measure="number of CRCs"), figure("22", "", measure="number of CRCs")]
    found = subjects(imported({"measures": rows}, tmp_path, little), little, "measurement")
    assert found == {f"{CRC}--number-of-crcs": {"21", "22"}}


def test_both_directions_of_a_marriage_are_one_tie(tmp_path: Path, little: Any) -> None:
    head = "person_id,predicate,other_id,from,until,source_ids,note"
    people = [
        f"paul-mcdowell,Paul McDowell,,,,{SOURCE},",
        f"janine-mcdowell,Janine McDowell,,,,{SOURCE},",
        f"glenys-stacey,Glenys Stacey,Dame,,,{SOURCE},",
    ]
    tables = dict(little.tables, person_relations=head)
    rows = [
        f"paul-mcdowell,spouse_of,janine-mcdowell,,,{SOURCE},",
        f"janine-mcdowell,spouse_of,paul-mcdowell,,,{SOURCE},",
    ]
    little.write(tmp_path / "t", tables)
    (tmp_path / "t" / "person_relations.csv").write_text("\n".join([head, *rows]))
    data = imported({"people": people}, tmp_path, little)
    assert set(subjects(data, little, "tie")) == {"janine-mcdowell--paul-mcdowell--family"}
