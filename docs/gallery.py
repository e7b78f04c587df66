"""Write the pictures of docs/gallery.md from the shipped data, and two of them as images for the README.

The pages go to docs/gallery/ (not kept in the repository), the images to docs/images/. Run by `make gallery`.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from probation.graph import KnowledgeGraph

HERE = Path(__file__).parent
PAGES = HERE / "gallery"
IMAGES = HERE / "images"
MOST_BYTES = 300_000

# file → the arguments of `KnowledgeGraph.view`
PICTURES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "surroundings": (("Staffordshire and West Midlands CRC",), {}),
    "path": (("Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke"), {"style": "path"}),
    "everything": ((), {"style": "all"}),
    "lineage": (("Staffordshire and Stoke PDU",), {"style": "lineage"}),
    "timeline": (("Staffordshire and West Midlands CRC",), {"style": "timeline"}),
    "ratings": ((), {"style": "ratings"}),
}
# file → width and height in pixels, and the state of the page
SHOTS = {"surroundings": (1200, 860, ""), "lineage": (1200, 860, "")}


def main() -> int:
    """Write pages and images; return the exit code."""
    graph = KnowledgeGraph.open()
    PAGES.mkdir(exist_ok=True)
    for name, (names, options) in PICTURES.items():
        print(graph.view(*names, **options).save(PAGES / f"{name}.html"))
    return shoot()


def shoot() -> int:
    """Photograph pages with the Chromium that the tests use; return the exit code."""
    from playwright.sync_api import sync_playwright

    path = _chromium()
    if path is None:
        print("no Chromium was found, so the images are not made: install one, or name it in CHROMIUM", file=sys.stderr)
        return 1
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, (width, height, state) in SHOTS.items():
            page = browser.new_context(offline=True, viewport={"width": width, "height": height}).new_page()
            page.goto((PAGES / f"{name}.html").as_uri() + state)
            page.wait_for_selector("html[data-ready=yes]")
            image = IMAGES / f"{name}.png"
            page.screenshot(path=image)
            size = image.stat().st_size
            print(f"{image} ({size // 1000} kB)")
            if size > MOST_BYTES:
                print(f"{image} is larger than {MOST_BYTES // 1000} kB", file=sys.stderr)
                return 1
        browser.close()
    return 0


def _chromium() -> str | None:
    """Return the browser that the tests find."""
    spec = importlib.util.spec_from_file_location("browser", HERE.parent / "tests" / "browser.py")
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = module.find()
    return str(found) if found else None


if __name__ == "__main__":
    sys.exit(main())
