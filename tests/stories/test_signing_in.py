"""Rosa is invited, makes her account, sets up her phone, signs out."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from handrail.store.accounts.actions.invitations import invite
from handrail.store.accounts.viewer import acting_as
from tests.cast import PASSWORD, Cast, account_of
from tests.rooms.shared.test_sign_in import EMAIL, code_now
from tests.stories.conftest import Check, OpenPage


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def token(committed_cast: Cast) -> str:
    with acting_as(committed_cast.dana):
        return invite(by=committed_cast.dana, person_id=committed_cast.rosa.person_id, email=EMAIL)


def check_both(page: Page, axe: Check, fits: Check) -> None:
    axe(page)
    fits(page)


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_from_the_invitation_to_signing_out(
    token: str, open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    page = open_page(f"/invitation/{token}/", width=width, dark=dark)
    check_both(page, axe, fits)
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_label("New password once more").fill("short")
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator(".error-summary")).to_be_focused()
    check_both(page, axe, fits)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password once more").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()

    expect(page.get_by_role("status")).to_contain_text("Your account is ready")
    check_both(page, axe, fits)
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.goto("/second-factor/set-up/")
    expect(
        page.get_by_role("img", name="A code for your authenticator app to scan")
    ).to_be_visible()
    page.get_by_text("I cannot scan it").click()
    check_both(page, axe, fits)
    page.get_by_role("textbox", name="Code").fill(
        code_now(page.locator("code.secret").inner_text())
    )
    page.get_by_role("button", name="Set up").click()

    expect(page.locator(".codes li")).to_have_count(10)
    check_both(page, axe, fits)
    page.get_by_role("link", name="I have kept them").click()
    check_both(page, axe, fits)
    page.get_by_role("link", name="Change your password").click()
    check_both(page, axe, fits)
    page.goto("/second-factor/codes/new/")
    check_both(page, axe, fits)
    page.goto("/second-factor/change/")
    check_both(page, axe, fits)
    page.goto("/account/confirm/code/?next=/account/")
    check_both(page, axe, fits)
    page.goto("/sign-out/")
    check_both(page, axe, fits)
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/account/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_mistake_takes_the_focus_and_leads_to_its_field(
    committed_cast: Cast, open_page: OpenPage
) -> None:
    page = open_page("/sign-in/")
    page.get_by_role("button", name="Sign in").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").nth(1).click()
    expect(page.get_by_label("Password")).to_be_focused()


def test_the_back_button_shows_nothing_after_signing_out(
    committed_cast: Cast, open_page: OpenPage
) -> None:
    account = account_of(committed_cast.dana, committed_cast.rosa, EMAIL)
    page = open_page("/account/", account=account)
    expect(page.get_by_text(EMAIL)).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_load_state()
    page.go_back()
    page.wait_for_load_state()
    assert EMAIL not in page.content()
