"""Open a page in headless Chromium, click on a thing until the page answers, then move about in it.

The same is done to every page: from the navigation on a real click of the mouse is sent to where a thing is drawn,
again and again, and the page itself notes when it first shows that the thing is chosen, at the first picture after
that. Then the wheel and the mouse move the drawing, and the page's observer of long tasks says how long it was deaf.
The network is off.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WIDE, HIGH = 1280, 900
TURNS = 12
_WATCH = """() => {
  window.benchTasks = [];
  new PerformanceObserver((list) => window.benchTasks.push(...list.getEntries().map((e) => [e.startTime, e.duration])))
    .observe({ type: "longtask", buffered: true });
  const chosen = () => (%s);
  const watch = () => requestAnimationFrame(() => {
    if (chosen()) requestAnimationFrame(() => { window.benchAnswered = performance.now(); });
    else watch();
  });
  watch();
}"""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of page shows that something is chosen, and where it draws things: two expressions in JavaScript.

    `places` gives points in pixels of the window; what is drawn there may move.
    """

    chosen: str
    places: str


OURS = Kind(
    # The page writes every choice into its address; a click on a folded group opens it and is written as well.
    chosen="location.hash.length > 1",
    places="[]",
)
STOCK = Kind(
    chosen="window.network && network.getSelectedNodes().length > 0",
    places="""(() => {
      const bar = document.getElementById("loadingBar");  // lies over the drawing until it is ready
      if (!window.network || (bar && getComputedStyle(bar).display !== "none")) return [];
      const box = document.getElementById("mynetwork").getBoundingClientRect();
      return Object.values(network.getPositions()).map((point) => network.canvasToDOM(point))
        .map(({ x, y }) => [x + box.left, y + box.top])
        .filter(([x, y]) => x > box.left && x < box.right && y > box.top && y < Math.min(box.bottom, innerHeight));
    })()""",
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: seconds from navigation to the answer (None where it was given up), and long tasks while moving."""

    answered: float | None
    long_tasks: tuple[float, ...]
    """Seconds of each task of 50 ms or more between the answer and the last movement."""

    @property
    def longest(self) -> float:
        """The longest time for which the page was deaf while it was moved, in seconds."""
        return max(self.long_tasks, default=0.0)


def find() -> str | None:
    """Return the path of a Chromium, or None: the one that `CHROMIUM` names, else one on the search path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


def visit(file: Path, kind: Kind, cap: float = 60.0, points: list[tuple[float, float]] | None = None) -> Visit:
    """Open a page in a fresh browser; give up waiting for an answer after `cap` seconds.

    `points` are places to click for a page that cannot be asked where its things are; see `points_of`.
    """
    return asyncio.run(_visit(file, kind, cap, points))


def points_of(file: Path) -> list[tuple[float, float]]:
    """Return a point of one of our pages that a thing is drawn on: found on an untimed visit, by clicking about."""
    return asyncio.run(_points_of(file))


async def _visit(file: Path, kind: Kind, cap: float, points: list[tuple[float, float]] | None) -> Visit:
    from playwright.async_api import async_playwright

    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=find(), headless=True, args=FLAGS)
        page = await _page(browser)
        await page.add_init_script(f"({_WATCH % kind.chosen})()")
        answered = None
        with suppress(TimeoutError):
            async with asyncio.timeout(cap):
                await page.goto(file.as_uri(), wait_until="commit")
                answered = await _click_until_answered(page, kind, points)
        tasks = await _move(page) if answered is not None else ()
        await browser.close()
        return Visit(answered, tasks)


async def _page(browser: Browser) -> Page:
    context = await browser.new_context(viewport={"width": WIDE, "height": HIGH}, offline=True)
    context.set_default_timeout(0)
    return await context.new_page()


async def _click_until_answered(page: Page, kind: Kind, points: list[tuple[float, float]] | None) -> float:
    turn = 0
    while True:
        answered = await page.evaluate("window.benchAnswered ?? null")
        if answered is not None:
            return float(answered) / 1000
        found = points or await page.evaluate(kind.places)
        if found:
            x, y = found[turn % len(found)]
            await page.mouse.click(x, y)
            turn += 1
        await asyncio.sleep(0.05)


async def _move(page: Page) -> tuple[float, ...]:
    """Zoom in and out by the wheel and drag the empty paper about; return the seconds of long tasks meanwhile."""
    await asyncio.sleep(1)
    begun = await page.evaluate("performance.now()")
    await page.mouse.move(WIDE * 0.3, HIGH * 0.5)
    for turn in range(2 * TURNS):
        await page.mouse.wheel(0, -120 if turn % (TURNS) < TURNS / 2 else 120)
        await page.evaluate("new Promise(requestAnimationFrame)")
    await page.mouse.down()
    for turn in range(TURNS):
        await page.mouse.move(WIDE * 0.3 + 12 * turn, HIGH * 0.5 + 5 * turn)
        await page.evaluate("new Promise(requestAnimationFrame)")
    await page.mouse.up()
    await asyncio.sleep(0.5)
    tasks = await page.evaluate("window.benchTasks")
    return tuple(duration / 1000 for start, duration in tasks if start >= begun)


async def _points_of(file: Path) -> list[tuple[float, float]]:
    from playwright.async_api import async_playwright

    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=find(), headless=True, args=FLAGS)
        page = await _page(browser)
        await page.goto(file.as_uri())
        await page.wait_for_selector("html[data-ready=yes]")
        box = await page.locator("#canvas").bounding_box()
        assert box is not None, "the page has no drawing"
        found: list[tuple[float, float]] = []
        steps = [(row, column) for row in range(1, 40) for column in range(1, 40)]
        # From the middle outwards: there things stand closest.
        for row, column in sorted(steps, key=lambda step: (step[0] - 20) ** 2 + (step[1] - 20) ** 2):
            x, y = box["x"] + box["width"] * column / 40, box["y"] + box["height"] * row / 40
            await page.mouse.click(x, y)
            if await page.evaluate("location.hash.length > 1 && !location.hash.includes('edge=')"):
                found.append((x, y))
                break
        await browser.close()
        if not found:
            message = f"{file}: no click on the drawing chose anything"
            raise RuntimeError(message)
        return found
