"""Every page of the clinic, on the narrowest phone and on a desk, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.demo import Demo
from tests.stories.conftest import Check, OpenPage

TABS = ("", "timeline/", "ladder/", "goals/", "measures/", "people/", "order/", "seen/")


def addresses(demo: Demo) -> Iterator[str]:
    yield from ("/today/", "/cases/", "/search/", "/search/?q=birthday", "/search/?q=%00")
    yield from (f"/cases/{demo.alder}/{tab}" for tab in TABS)
    yield from (f"/cases/{demo.linden}/", f"/cases/{demo.linden}/ladder/")
    yield from (f"/cases/{demo.cedar}/", f"/cases/{demo.cedar}/people/")


LUMINANCE = """(selector) => {
  const part = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = (rgb) => {
    const [r, g, b] = rgb.match(/[\\d.]+/g).map(Number);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$/.test(colour) && colour !== 'transparent') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll(selector)]
    .filter((e) => e.getClientRects().length && !e.closest('.visually-hidden'))
    .map((e) => {
      const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.textContent.trim().slice(0, 40)];
    });
}"""


def can_be_read(page: Page) -> None:
    """Headings and text stand out from their ground, by computed colour."""
    for ratio, told in page.evaluate(LUMINANCE, "h1, h2, h3, p, td, th, li, dt, dd, summary"):
        assert ratio >= 4.5, f"{page.url}: {told!r} has {ratio:.1f}"


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_every_page_can_be_read_by_everybody(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    page = open_page("/today/", width=width, dark=dark, account=committed_demo.accounts["noa"])
    for address in addresses(committed_demo):
        page.goto(address)
        axe(page)
        fits(page)
        can_be_read(page)


@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_the_desk_has_its_day_and_its_orders(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    page = open_page("/today/", width=width, dark=dark, account=committed_demo.accounts["rafa"])
    for address in ("/today/", "/cases/", "/search/", f"/cases/{committed_demo.cedar}/order/"):
        page.goto(address)
        axe(page)
        fits(page)
        can_be_read(page)


def test_a_page_says_the_same_without_script(committed_demo: Demo, open_page: OpenPage) -> None:
    noa = committed_demo.accounts["noa"]
    with_script = open_page("/today/", account=noa)
    without = open_page("/today/", account=noa, script=False)
    for address in ("/today/", f"/cases/{committed_demo.alder}/goals/"):
        with_script.goto(address)
        without.goto(address)
        assert with_script.inner_text("main") == without.inner_text("main")
