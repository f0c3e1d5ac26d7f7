"""Somebody is looking over the shoulder: one press, and the page is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.cast import Cast, account_of
from tests.stories.conftest import OpenPage, Watch
from tests.stories.serving import Server

NEUTRAL = settings.LEAVE_TO


def press(page: Page) -> None:
    page.get_by_role("button", name="Leave this page").click()


def shift_three_times(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.fixture
def at_home(committed_cast: Cast, open_page: OpenPage, watch: Watch) -> Callable[..., Page]:
    """A family page, opened by somebody signed in; the neutral page answers from here."""
    watch.expected.append(NEUTRAL)

    def opened(**more: bool) -> Page:
        account = account_of(committed_cast.dana, committed_cast.rosa, "rosa@example.org")
        page = open_page("/patterns/", width=390, account=account, **more)
        page.context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="Fair, wind from west"))
        page.goto("/patterns/family/")
        return page

    return opened


@pytest.mark.parametrize("leave", [press, shift_three_times])
def test_leaving_shows_something_neutral_and_ends_the_session(
    at_home: Callable[..., Page], leave: Callable[[Page], None], server: Server
) -> None:
    page = at_home()
    leave(page)
    expect(page.get_by_text("Fair, wind from west")).to_be_visible()
    server.application.wait_for("/leave/")
    page.goto("/account/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_back_does_not_lead_to_the_page_that_was_left(at_home: Callable[..., Page]) -> None:
    page = at_home()
    press(page)
    expect(page.get_by_text("Fair, wind from west")).to_be_visible()
    page.go_back()
    assert "/patterns/family/" not in page.url


def test_leaving_works_without_script(at_home: Callable[..., Page]) -> None:
    page = at_home(script=False)
    press(page)
    page.wait_for_url(f"{NEUTRAL}**")
    page.goto("/account/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_shift_now_and_then_while_writing_leaves_nothing(at_home: Callable[..., Page]) -> None:
    page = at_home()
    for key in ("Shift", "a", "Shift", "b", "Shift"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="Your next appointment")).to_be_visible()
