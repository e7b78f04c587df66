"""The benchmarks are not installed: they are found by their folder, so that nothing else of the root can be imported."""

import importlib.util
import sys
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / "bench"

if "bench" not in sys.modules:
    _spec = importlib.util.spec_from_file_location(
        "bench", _FOLDER / "__init__.py", submodule_search_locations=[str(_FOLDER)]
    )
    assert _spec and _spec.loader
    sys.modules["bench"] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules["bench"])
