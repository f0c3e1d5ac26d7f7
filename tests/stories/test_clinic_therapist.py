"""Noa signs in, sees her day, opens Wren's case and finds the setback without being told where."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from handrail.web.demo.cast import PASSWORD, SECOND_FACTOR, THERAPIST
from tests.demo import Demo
from tests.rooms.shared.test_sign_in import code_now
from tests.stories.conftest import Check, OpenPage, open_tab

TABS = (
    ("Overview", "Overview"),
    ("Timeline", "Timeline"),
    ("Understanding", "How the family is understood"),
    ("Plan", "The plan"),
    ("Ladder", "Contact ladder"),
    ("Gates", "Gates and tracks"),
    ("Goals", "Goals"),
    ("Measures", "Measures"),
    ("People", "The family"),
    ("Order and duties", "Order and duties"),
    ("Who saw what", "Who saw what"),
)


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


WENT_ASIDE = """async (e) => {
  for (let n = 0; n < 200 && !e.scrollLeft; n++) await new Promise(requestAnimationFrame);
  return e.scrollLeft > 0;
}"""


def sign_in(page: Page) -> None:
    page.get_by_label("Email address").fill(THERAPIST.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code_now(SECOND_FACTOR))
    page.get_by_role("button", name="Go on").click()


def lies_within(part: Locator, region: Locator) -> bool:
    """Whether it can be seen in its region as the page opens, without moving anything."""
    inner, outer = part.bounding_box(), region.bounding_box()
    assert inner
    assert outer
    return (
        inner["x"] >= outer["x"]
        and inner["y"] >= outer["y"]
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_password_to_the_setback(
    committed_demo: Demo, open_page: OpenPage, width: int
) -> None:
    page = open_page("/", width=width)
    sign_in(page)

    expect(page.get_by_role("heading", name="Wednesday 23 July")).to_be_visible()
    expect(page.get_by_text("3 arrivals today.")).to_be_visible()
    expect(page.get_by_text("Wren, brought by Mara")).to_be_visible()
    page.get_by_role("link", name="Ask Wren about an outing, alone").click()

    expect(page.get_by_text("Your next step in this case")).to_be_visible()
    expect(page.locator(".identity")).to_contain_text("Wren, Mara and Theo")
    open_tab(page, "Ladder")

    shown = page.locator(".figure-region .wide" if width > 760 else ".figure-region .narrow")
    for words in ("A14, 12 May: step down, two alarms", "Distress rising", "After-effect"):
        told = shown.locator("text").filter(has_text=words).first
        expect(told).to_be_visible()
        assert lies_within(told, page.locator(".figure-region")), words
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="A14"))
    expect(row).to_contain_text("Distress rising, After-effect")


def test_every_tab_leads_to_its_page_and_is_the_present_one(
    committed_demo: Demo, open_page: OpenPage
) -> None:
    page = open_page("/cases/", account=committed_demo.accounts["noa"])
    page.get_by_role("link", name="Wren, Mara, Theo").click()
    tabs = page.get_by_role("navigation", name="Pages of this case")
    for tab, heading in TABS:
        tabs.get_by_role("link", name=tab, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(tabs.locator("[aria-current=page]")).to_have_text(tab)
        expect(page.locator(".identity")).to_contain_text("Mara and Theo: separate arrivals")


def test_with_the_keyboard_alone(committed_demo: Demo, open_page: OpenPage) -> None:
    """Skip link, tabs, the region of the picture, the table below it: each is reached and seen."""
    page = open_page(f"/cases/{committed_demo.alder}/", account=committed_demo.accounts["noa"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Ladder":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Contact ladder")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(12):  # what can be done on this ladder comes before its picture
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "region":
            break
    picture = page.get_by_role("region", name="Contact ladder, Wren with Theo").first
    expect(picture).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    table = page.get_by_role("table", name="Contact ladder, Wren with Theo")
    expect(table).to_be_visible()
    page.keyboard.press("Enter")
    expect(table).to_be_hidden()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "scroll"


def test_a_wide_table_is_scrolled_with_the_keys(committed_demo: Demo, open_page: OpenPage) -> None:
    page = open_page(
        f"/cases/{committed_demo.alder}/ladder/", width=320, account=committed_demo.accounts["noa"]
    )
    region = page.locator(".scroll").first
    region.focus()
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    page.keyboard.press("ArrowRight")
    assert region.evaluate(WENT_ASIDE)


def test_search_by_keyboard_and_back_to_the_day(
    committed_demo: Demo, open_page: OpenPage, axe: Check
) -> None:
    page = open_page("/search/", account=committed_demo.accounts["noa"])
    page.get_by_label("Words").fill("birthday")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="A14 · Parent–child session")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", name="Wednesday 23 July")).to_be_visible()
