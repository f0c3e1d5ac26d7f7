"""Sol invites Rosa, hands the link over, and Rosa signs in; a colleague loses the phone."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.demo import Demo
from tests.rooms.shared.test_sign_in import code_now
from tests.stories.conftest import Check, OpenPage, Watch

EMAIL = "rosa@example.org"


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def look(axe: Check, fits: Check) -> Check:
    """look(page): it can be read by everybody, at this width."""

    def check(page: Page) -> None:
        axe(page)
        fits(page)

    return check


def invited(desk: Page, look: Check) -> str:
    """The administrator fills in the form, wrongly at first; returns the link."""
    look(desk)
    desk.get_by_role("link", name="Invite somebody").click()
    look(desk)
    desk.get_by_role("button", name="Invite").click()
    expect(desk.locator(".error-summary")).to_be_focused()
    look(desk)
    desk.get_by_label("Given name").fill("Rosa")
    desk.get_by_label("Family name").fill("Moss")
    desk.get_by_label("Email address").fill(EMAIL)
    desk.get_by_label("Reunification therapist").check()
    desk.get_by_role("button", name="Invite").click()
    look(desk)
    return desk.locator("code.secret").inner_text()


def password_chosen(phone: Page, look: Check) -> None:
    look(phone)
    phone.get_by_label("New password", exact=True).fill(PASSWORD)
    phone.get_by_label("New password once more").fill(PASSWORD)
    phone.get_by_role("button", name="account").click()
    expect(phone.get_by_role("status")).to_contain_text("Your account is ready")


def signed_in(phone: Page, email: str, look: Check) -> None:
    """With the password, then with a second factor set up on the way to Today."""
    phone.get_by_label("Email address").fill(email)
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("heading", name="Set up your second factor")).to_be_visible()
    phone.get_by_text("I cannot scan it").click()
    secret = phone.locator("code.secret").inner_text()
    phone.get_by_role("textbox", name="Code").fill(code_now(secret))
    phone.get_by_role("button", name="Set up").click()
    phone.get_by_role("link", name="I have kept them").click()
    phone.get_by_role("link", name="Back to the start page").click()
    expect(phone.get_by_role("heading", name="Wednesday 23 July")).to_be_visible()
    look(phone)


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_from_the_administrator_to_today(
    committed_demo: Demo, open_page: OpenPage, watch: Watch, look: Check, width: int, dark: bool
) -> None:
    watch.expected.append("404")  # Today, once the seat has ended
    sol = committed_demo.accounts["sol"]
    desk = open_page("/staff/", width=width, dark=dark, account=sol)
    link = invited(desk, look)
    desk.reload()
    expect(desk.get_by_text("cannot be shown again")).to_be_visible()
    assert link not in desk.content()
    look(desk)

    phone = open_page(link, width=width, dark=dark)
    password_chosen(phone, look)
    signed_in(phone, EMAIL, look)

    desk.goto("/staff/")
    desk.get_by_role("link", name="Rosa Moss").click()
    expect(desk.get_by_text("Can sign in")).to_be_visible()
    look(desk)
    desk.get_by_role("link", name="End this seat").click()
    look(desk)
    desk.get_by_role("button", name="End the seat").click()
    expect(desk.get_by_role("status")).to_contain_text("The seat has ended")
    look(desk)
    phone.reload()
    expect(phone.get_by_role("heading", name="There is nothing here for you")).to_be_visible()


def test_a_lost_phone_takes_two_people(
    committed_demo: Demo, open_page: OpenPage, look: Check
) -> None:
    demo, width = committed_demo, 320
    desk = open_page("/staff/", width=width, account=demo.accounts["sol"])
    desk.get_by_role("link", name="Noa Ibarra").click()
    desk.get_by_role("link", name="Start again").click()
    look(desk)
    desk.get_by_label("Their password, or their app").check()
    desk.get_by_role("button", name="Start again").click()
    phone = open_page(desk.locator("code.secret").inner_text(), width=width)
    phone.get_by_label("Your present password").fill("what the administrator would guess")
    password_wrong(phone, look)
    phone.get_by_label("Your present password").fill("one step at a time")
    password_chosen(phone, look)
    signed_in(phone, "noa@handrail.example", look)
    expect(phone.get_by_role("heading", name="Decisions due")).to_be_visible()


def password_wrong(phone: Page, look: Check) -> None:
    phone.get_by_label("New password", exact=True).fill(PASSWORD)
    phone.get_by_label("New password once more").fill(PASSWORD)
    phone.get_by_role("button", name="Open the account").click()
    expect(phone.locator(".error-summary")).to_contain_text("none of the three")
    look(phone)


@pytest.mark.parametrize(("width", "script"), [(320, False), (1280, True)])
def test_a_colleague_joins_the_team_and_leaves_it(
    committed_demo: Demo, open_page: OpenPage, look: Check, width: int, script: bool
) -> None:
    demo = committed_demo
    page = open_page(
        f"/cases/{demo.alder}/people/", width=width, script=script, account=demo.accounts["noa"]
    )
    page.get_by_role("link", name="Give or end a seat").click()
    if script:
        look(page)
    page.get_by_label("Who").select_option("Jonas Reed")
    page.get_by_label("Co-therapist").check()
    page.get_by_role("button", name="Give the seat").click()
    expect(page.get_by_role("status")).to_contain_text("The seat is given")
    row = page.get_by_role("row", name="Jonas")
    expect(row).to_contain_text("co-therapist")
    row.get_by_role("link", name="End this seat").click()
    if script:
        look(page)
    page.get_by_role("button", name="End the seat").click()
    expect(page.get_by_role("row", name="Jonas")).to_have_count(0)
