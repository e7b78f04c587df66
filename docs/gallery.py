"""Write the pictures of docs/gallery.md from the shipped data, and some of them as images for it and the README.

The pages go to docs/gallery/ (not kept in the repository), the images to docs/images/. Run by `make gallery`.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from probation.graph import KnowledgeGraph

HERE = Path(__file__).parent
PAGES = HERE / "gallery"
IMAGES = HERE / "images"
MOST_BYTES = 400_000
MARGIN = 18
"""Pixels round an image."""

# file → the arguments of `KnowledgeGraph.view`
PICTURES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "surroundings": (("Staffordshire and West Midlands CRC",), {}),
    "path": (("Catherine Holland", "hmip-2017-01-12-staffordshire-and-stoke"), {"style": "path"}),
    "everything": ((), {"style": "all"}),
    "lineage": (("Staffordshire and Stoke PDU",), {"style": "lineage"}),
    "place": (("Staffordshire",), {"style": "lineage"}),
    "timeline": (("Justin Russell",), {"style": "timeline"}),
    "ratings": ((), {"style": "ratings"}),
    "owner": ((), {"style": "ratings", "owner": "Purple Futures"}),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """What of a page is photographed: from its title to the foot of an element, as printed or on screen.

    `sharp`: pixels of the image to each of the page; a README is read on fine screens, and shows images smaller.
    """

    width: int
    until: str
    media: str = "print"
    sharp: float = 2


SHOTS = {
    "surroundings": Shot(1200, ".stage", media="screen", sharp=1),
    "lineage": Shot(1080, ".events"),
    "place": Shot(1080, ".events", sharp=1.4),
    "timeline": Shot(1080, ".events"),
    "owner": Shot(1080, ".picture"),
}


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
        for name, shot in SHOTS.items():
            window = {"width": shot.width, "height": 1000}
            page = browser.new_context(offline=True, viewport=window, device_scale_factor=shot.sharp).new_page()
            page.goto((PAGES / f"{name}.html").as_uri())
            page.wait_for_selector("html[data-ready=yes]")
            image = IMAGES / f"{name}.png"
            page.emulate_media(media=shot.media)  # in print, without buttons
            page.evaluate(f"document.body.style.padding = '{MARGIN}px'")
            page.screenshot(path=image, full_page=True, clip=_clip(page, shot))
            size = image.stat().st_size
            print(f"{image} ({size // 1000} kB)")
            if size > MOST_BYTES:
                print(f"{image} is larger than {MOST_BYTES // 1000} kB", file=sys.stderr)
                return 1
        browser.close()
    return 0


def _clip(page: Any, shot: Shot) -> dict[str, float]:
    """Return the part of a page from its title to the foot of an element, with a margin."""
    top = page.locator("h1").first.bounding_box()
    end = page.locator(shot.until).first.bounding_box()
    start = max(top["y"] - MARGIN, 0)
    return {"x": 0, "y": start, "width": shot.width, "height": end["y"] + end["height"] + MARGIN / 3 - start}


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
