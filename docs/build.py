"""Write the reference from the program itself: the commands from their help, the ontology from its terms.

`make docs` writes; with `--check` it only says whether what is written is current (exit code 1 if not).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
MADE = "<!-- Made by `make docs`; edit the program or the ontology instead. -->"


def commands() -> str:
    """Return the reference of all commands, in the order of their names."""
    os.environ["COLUMNS"] = "100"
    import typer

    from probation.cli.app import build

    root = typer.main.get_command(build())
    lines = ["# Commands", "", MADE, ""]
    for name, command in sorted(root.commands.items()):  # type: ignore[attr-defined]
        context = typer.Context(command, info_name=f"probation {name}")
        lines += [f"## {name}", "", "```text", command.get_help(context).rstrip(), "```", ""]
    return "\n".join(lines)


def ontology() -> str:
    """Return the reference of all classes and properties of the project's own."""
    import rdflib
    from rdflib.namespace import OWL, RDF, RDFS, SKOS

    from probation.graph.load import vocabulary_files

    graph = rdflib.Graph()
    for path in vocabulary_files(HERE.parent / "ontology"):
        graph.parse(path, format="turtle")
    own = "https://w3id.org/probation-governance/ontology#"
    kinds = (
        ("Classes", OWL.Class),
        ("Object properties", OWL.ObjectProperty),
        ("Datatype properties", OWL.DatatypeProperty),
        ("Annotations for presentation", OWL.AnnotationProperty),
    )

    def terms(kind: rdflib.URIRef) -> Iterator[str]:
        for term in sorted(t for t in graph.subjects(RDF.type, kind) if str(t).startswith(own)):
            label = graph.value(term, RDFS.label)
            example = graph.value(term, SKOS.example)
            yield (
                f"| `pg:{str(term).removeprefix(own)}` | {label} | {graph.value(term, SKOS.definition)} "
                f"{f'*{example}*' if example else ''} |"
            )

    lines = ["# The ontology", "", MADE, ""]
    for title, kind in kinds:
        lines += [f"## {title}", "", "| term | label | meaning, *example* |", "|---|---|---|", *terms(kind), ""]
    lines += ["## Closed lists", "", "| scheme | concepts | meaning |", "|---|---|---|"]
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        count = len(set(graph.subjects(SKOS.inScheme, scheme)))
        name = str(scheme).partition("/scheme/")[2]
        lines.append(f"| `{name}` | {count} | {graph.value(scheme, SKOS.definition)} |")
    return "\n".join([*lines, ""])


def data() -> str:
    """Return the page about what the data cover."""
    sys.path.insert(0, str(HERE))
    import data_page

    return str(data_page.page())


PAGES = {"reference/commands.md": commands, "reference/ontology.md": ontology, "data.md": data}


def main() -> int:
    """Write or check the pages; return the exit code."""
    stale = []
    for name, make in PAGES.items():
        path, text = HERE / name, make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/{name}: {'stale; run  make docs' if '--check' in sys.argv else 'written'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
