"""Every page of the clinic, as the tables of addresses name them, at the narrowest and at a desk.

With HANDRAIL_PICTURES=folder each page is also kept there as a picture, at 320, 820 and 1280.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.demo import Demo
from tests.repo.test_routes import DECLARED, SEATS, address
from tests.stories.conftest import Check, OpenPage
from tests.stories.test_clinic_pages import can_be_read

WHO = {
    "noa": "therapist of the case",
    "iris": "supervisor of the case",
    "rafa": "coordinator of the case",
    "greta": "privacy officer",
    "sol": "administrator",
}
PARTS = 4
PICTURES = os.environ.get("HANDRAIL_PICTURES", "")
TALLEST = 2400
SHORT_OF = {"clinic:staff_link"}
"""Shown once, after something was done: its own story looks at it."""


def pages() -> Iterator[tuple[str, str]]:
    """(route, the first seat that sees it) of every page of the clinic."""
    for route, verb in DECLARED:
        if verb != "GET" or not route.startswith("clinic:") or route in SHORT_OF:
            continue
        answers = dict(zip(SEATS, DECLARED[route, verb], strict=True))
        who = next((who for who, seat in WHO.items() if answers[seat] == "P"), None)
        if who is not None:
            yield route, who


def test_somebody_sees_every_page() -> None:
    assert len(list(pages())) > 20


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_every_page_can_be_read(
    committed_demo: Demo,
    open_page: OpenPage,
    axe: Check,
    fits: Check,
    part: int,
    width: int,
    dark: bool,
) -> None:
    for who in WHO:
        own = [route for route, seer in sorted(pages())[part::PARTS] if seer == who]
        if not own:
            continue
        account = committed_demo.accounts[who]
        page = open_page("/today/", width=width, dark=dark, account=account)
        for route in own:
            page.goto(address(route, committed_demo))
            axe(page)
            fits(page)
            can_be_read(page)


@pytest.mark.parametrize("width", [320, 820, 1280] if PICTURES else [])
def keep_pictures(committed_demo: Demo, open_page: OpenPage, width: int) -> None:
    folder = Path(PICTURES)
    folder.mkdir(parents=True, exist_ok=True)
    for who in WHO:
        page = open_page("/today/", width=width, account=committed_demo.accounts[who])
        for route, seer in sorted(pages()):
            if seer == who:
                page.goto(address(route, committed_demo))
                name = f"{route.removeprefix('clinic:')}-{width}.webp"
                (folder / name).write_bytes(as_webp(page, shot(page)))


if PICTURES:
    test_keep_pictures = keep_pictures

AS_WEBP = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const canvas = Object.assign(document.createElement('canvas'), {
    width: bitmap.width, height: bitmap.height,
  });
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
  return canvas.toDataURL('image/webp', 0.5).split(',')[1];
}"""


def shot(page: Page) -> bytes:
    """The page from its head down, as far as somebody would scroll to get an idea of it."""
    height = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"]  # type: ignore[index]
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]


def as_webp(page: Page, png: bytes) -> bytes:
    """A picture in little space; the browser itself turns it."""
    return base64.b64decode(page.evaluate(AS_WEBP, base64.b64encode(png).decode()))
