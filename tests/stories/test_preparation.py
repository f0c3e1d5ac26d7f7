"""Noa goes through a list with Theo; the gate shows it by itself. A small child is observed."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from handrail.core.therapy.preparing import lines_of
from handrail.core.therapy.protocol import load
from tests.demo import Demo
from tests.rooms.clinic.test_observed_views import made_young
from tests.stories.conftest import Check, OpenPage
from tests.stories.pictures import keep

VISITING = next(card for card in load().cards if card.id == "preparation.parent_visiting")


@pytest.fixture(autouse=True)
def no_codes_yet() -> None:
    cache.clear()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_list_gone_through_shows_at_the_gate(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check, width: int
) -> None:
    """Given a closed gate, when every line is ticked with Theo, then nothing is entered again."""
    case = f"/cases/{committed_demo.alder}"
    gate = f"{case}/gates/individual_work-exit/"
    page = open_page(gate, width=width, account=committed_demo.accounts["noa"])
    page.get_by_role("link", name="Go through the list").first.click()
    page.locator("summary", has_text="Theo: ").click()
    one = page.locator("main details[open]")
    for box in one.get_by_role("checkbox").all()[1:]:
        box.check()
    axe(page)
    fits(page)
    one.get_by_role("button", name="Keep the ticks").click()
    expect(page.get_by_text("The ticks are kept.")).to_be_visible()
    lines = len(lines_of(VISITING))
    page.goto(gate)
    expect(page.get_by_text(f"with Theo: {lines - 1} of {lines} lines are ticked")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Go through the list").first.click()
    page.locator("summary", has_text="Theo: ").click()
    page.locator("main details[open]").get_by_role("checkbox").first.check()
    page.locator("main details[open]").get_by_role("button", name="Keep the ticks").click()
    expect(page.get_by_text(f"{lines} of {lines}")).to_be_visible()
    keep(page, "whole")
    page.goto(gate)
    expect(page.get_by_text("every line gone through with Theo.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_small_child_is_observed_and_not_asked(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check, width: int
) -> None:
    """Given a child of one, when Noa writes down what she saw, then it is told as seen."""
    demo = committed_demo
    made_young(demo)
    page = open_page(f"/cases/{demo.alder}/contacts/", width=width, account=demo.accounts["noa"])
    page.get_by_role("link", name="How Wren is before a step").click()
    axe(page)
    fits(page)
    keep(page, "observed")
    page.locator("[name=answer][value=seen_at_ease]").check()
    page.locator("[name=said]").fill("Sat on the mat beside Mara and built a tower.")
    page.get_by_role("button", name="Keep what was seen").click()
    expect(page.get_by_text("What you saw is on record.")).to_be_visible()
    expect(page.get_by_text("seen at ease; not the child’s yes").first).to_be_visible()
    axe(page)
    fits(page)
