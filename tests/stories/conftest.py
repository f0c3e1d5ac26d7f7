"""The program as people meet it: the real server, Debian's Chromium, axe on every page.

A story gets `open_page(address, width=…)` and checks with `axe(page)` and `fits(page)`. Every page
must come without an error in the console and without a request to anywhere else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from handrail.store.accounts.models import Account
from tests.stories.pictures import FOLDER, keep, write_index
from tests.stories.serving import Server

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
WIDTHS = (320, 390, 820, 1280)

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own loop runs round the tests


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories need the browser; without one they are skipped and say so (never in .ci/run)."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("HANDRAIL_TEST_NO_SKIPS"):
                item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))


def pytest_sessionfinish() -> None:
    """Show all pictures on one page, where somebody asked for pictures."""
    if FOLDER is not None:
        write_index(FOLDER)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, which talks to nobody."""
    return {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The real program, answering on loopback."""
    running = Server()
    yield running
    running.stop()


@dataclass
class Watch:
    """What a page must not do."""

    wrong: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def over(self, page: Page, server: str) -> None:
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("console", lambda said: self._console(said.type, said.text))
        page.on("request", lambda asked: self._request(asked.url, server))

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(part in text for part in self.expected):
            self.wrong.append(f"console: {text}")

    def _request(self, url: str, server: str) -> None:
        home = urlsplit(server).netloc
        known = url.startswith(("data:", *self.expected))
        if urlsplit(url).netloc != home and not known:
            self.wrong.append(f"elsewhere: {url}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the story at its end if a page did what it must not; `expected` names exceptions."""
    watching = Watch()
    yield watching
    assert watching.wrong == []


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(
    browser: Browser, server: Server, transactional_db: None, watch: Watch
) -> Iterator[OpenPage]:
    """open_page("/patterns/", width=320, dark=True, script=False, account=…) -> Page."""
    contexts: list[BrowserContext] = []

    def opened(
        address: str,
        *,
        width: int = 1280,
        dark: bool = False,
        script: bool = True,
        account: Account | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=server.address,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        if account:
            sign_in(context, server.address, account)
        page = context.new_page()
        watch.over(page, server.address)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    server.application.wait()


def sign_in(context: BrowserContext, server: str, account: Account) -> None:
    """Give the browser the session of this account."""
    client = Client()
    client.force_login(account)
    context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": server}
            for name, morsel in client.cookies.items()
        ]
    )


def open_tab(page: Page, name: str) -> None:
    """Go to a page of the case by its tab; on a phone their list is folded."""
    tabs = page.get_by_role("navigation", name="Pages of this case")
    folded = tabs.locator("summary")
    if folded.is_visible():
        folded.click()
    tabs.get_by_role("link", name=name, exact=True).click()


Check = Callable[[Page], None]


@pytest.fixture(scope="session")
def axe() -> Check:
    """axe(page): no violation of WCAG 2.2 A and AA."""
    source = (HERE / "axe.min.js").read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(source)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        violations = [
            f"{broken['id']}: {node['html'][:120]}\n    {node['failureSummary']}"
            for broken in found["violations"]
            for node in broken["nodes"]
        ]
        assert violations == [], f"{page.url}\n" + "\n".join(violations)
        keep(page)

    return check


SCROLLS_SIDEWAYS = """() => {
  const inside = (e) => {
    const region = e.closest('[role="region"][aria-label][tabindex="0"]');
    return region && getComputedStyle(region).overflowX === 'auto';
  };
  const edge = document.documentElement.clientWidth + 1;
  const out = [...document.querySelectorAll('body *')].filter((e) => {
    const box = e.getBoundingClientRect();
    if (!box.width || !box.height || inside(e)) return false;
    return box.right > edge || box.left < -1;
  });
  const hidden = (e) => e.closest('.visually-hidden, .skip, .stairs-foot, [aria-hidden="true"]');
  return out.filter((e) => !hidden(e)).slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="session")
def fits() -> Check:
    """fits(page): nothing runs out at the side but inside a named region that takes focus."""

    def check(page: Page) -> None:
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"{page.url} is {width} wide"  # type: ignore[index]
        assert page.evaluate(SCROLLS_SIDEWAYS) == []

    return check
