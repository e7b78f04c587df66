"""Draw pages and open them in headless Chromium with the network off."""

import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from probation.graph.drawing import draw

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location("drawing_sample", Path(__file__).with_name("sample.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The sample networks."""
    return _sample()


@pytest.fixture(scope="session")
def browser(needed: Callable[..., Any], script: Callable[[str], ModuleType]) -> Iterator[Browser]:
    """One headless Chromium."""
    how = "run  python tests/browser.py  or name one in the environment variable CHROMIUM"
    path = needed(script("browser").find(), "Chromium", how)
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield running
        running.close()


def carried(text: str) -> dict[str, Any]:
    """What a page carries, as `data.js` reads it: page, options, nodes, edges, and what is said in parts."""
    found = dict(re.findall(r'(?s)<script type="application/json" id="([^"]*)">(.*?)</script>', text))
    said = [json.loads(found[name]) for name in found if name.startswith("said-")]
    return {**json.loads(found["data"]), "said": said, **{name: json.loads(found[name]) for name in ("nodes", "edges")}}


@pytest.fixture(scope="session")
def read() -> Callable[[str], dict[str, Any]]:
    """Reads what a page carries from its text."""
    return carried


@dataclass
class Seen:
    """An open page with everything it asked for and everything it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def status(self) -> dict[str, int]:
        """How many nodes and edges the page says it draws."""
        return {
            name: int(self.page.get_attribute("#canvas", f"data-{name}") or -1) for name in ("nodes", "edges")
        }  # fmt: skip

    def folded(self) -> int:
        """How many folded communities the page says it draws."""
        return int(self.page.get_attribute("#canvas", "data-communities") or -1)


Opener = Callable[..., Seen]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Open a network, or the text of a page, at an address; complaints fail the test at its end."""
    contexts, seen = [], []

    def opener(drawn: Any, address: str = "", *, wide: int = 1280, high: int = 900, **more: Any) -> Seen:
        drawing = {"title": "Probation in Staffordshire", **{k: more.pop(k) for k in ("title", "as_of") if k in more}}
        text = drawn if isinstance(drawn, str) else draw(drawn, **drawing)
        file = tmp_path / f"page{len(seen)}.html"
        file.write_text(text, encoding="utf-8")
        context = browser.new_context(viewport={"width": wide, "height": high}, offline=True, **more)
        contexts.append(context)
        one = Seen(context.new_page())
        seen.append(one)
        one.page.on("request", lambda request: one.requests.append(request.url))
        one.page.on("console", lambda message: one.complaints.append(message.text))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.goto(file.as_uri() + address)
        one.page.wait_for_selector("html[data-ready=yes]")
        return one

    yield opener
    for context in contexts:
        context.close()
    for one in seen:
        assert one.complaints == []
        assert [url for url in one.requests if not url.startswith(("file:", "blob:", "data:"))] == []
