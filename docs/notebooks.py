"""Run the notebooks in docs/notebooks/ and write their outputs back: `make docs`, or with the names of some of them.

With `--check` nothing is written: outputs that differ from a fresh run are shown (exit code 1). A notebook holds no
execution counts, times, addresses of this machine or pages of pictures, so that two runs write the same file. Each
runs in a folder of its own, and what it saves there is thrown away.
"""

from __future__ import annotations

import difflib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbclient
import nbformat

HERE = Path(__file__).parent / "notebooks"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_SECONDS = 120


def executed(path: Path) -> str:
    """Return the text of a notebook after a fresh run; raises CellExecutionError when a cell fails."""
    notebook: Any = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        # Nobody's own settings and start-up files take part, and nothing is left in the home folder.
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            os.environ[name] = f"{folder}/{name.lower()}"
        work = Path(folder, "work")
        work.mkdir()
        nbclient.NotebookClient(
            notebook,
            timeout=_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(work)}},
            coalesce_streams=True,
            extra_arguments=["--log-level=ERROR"],  # the kernel listens on this machine only, and warns of it
        ).execute()
    return nbformat.writes(cleaned(notebook)) + "\n"


def cleaned(notebook: Any) -> Any:
    """Return the notebook with nothing in it that differs from run to run."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for place, cell in enumerate(notebook.cells, 1):
        cell.id, cell.metadata = f"cell-{place:02}", nbformat.from_dict({})
        if cell.cell_type != "code":
            continue
        cell.execution_count = None
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = None
            # A table says what the text of a long list of answers says, and can be read.
            if "text/html" in output.get("data", {}):
                output.data.pop("text/plain", None)
    return notebook


def main(arguments: list[str]) -> int:
    """Write or check the notebooks; return the exit code."""
    names = [name for name in arguments if name != "--check"]
    stale = False
    for path in [HERE / f"{name}.ipynb" for name in names] or sorted(HERE.glob("*.ipynb")):
        old, new = path.read_text(encoding="utf-8"), executed(path)
        if old == new:
            continue
        stale = True
        if "--check" in arguments:
            print(*difflib.unified_diff(old.splitlines(), new.splitlines(), path.name, "a fresh run", n=1), sep="\n")
        else:
            path.write_text(new, encoding="utf-8")
        print(f"docs/notebooks/{path.name}: {'stale; run  make docs' if '--check' in arguments else 'written'}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
