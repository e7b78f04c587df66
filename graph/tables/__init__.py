"""Bring tables (spreadsheets) into the graph: read, check, map to statements, write one Turtle file per source.

What the columns are and what a row says is data: `ontology/tables.json`.
"""

from probation.graph.tables.importing import ImportReport, add_row, add_rows, import_tables
from probation.graph.tables.problems import Problem, TableErrors
from probation.graph.tables.template import write_template

__all__ = [
    "ImportReport",
    "Problem",
    "TableErrors",
    "add_row",
    "add_rows",
    "import_tables",
    "write_template",
]
