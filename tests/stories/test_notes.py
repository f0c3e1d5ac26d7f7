"""Noa and Iris write notes: a lost line, an ended session, two at one note, away and back."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from handrail.store.records.models import Draft, Note
from handrail.store.records.reading.drafts import body_of, pieces_from
from tests.demo import Demo
from tests.rooms.clinic.test_notes import Writing
from tests.stories.conftest import Check, OpenPage, Watch
from tests.stories.pictures import keep

FIRST = "Wren set out the cards before anybody sat down."
SECOND = "At 16:19 she moved her chair to the window."


@pytest.fixture
def writing(committed_demo: Demo) -> Writing:
    return Writing(committed_demo)


def begin(writing: Writing, open_page: OpenPage, who: str = "noa", *, script: bool = True) -> Page:
    account = writing.demo.accounts[who]
    return open_page(writing.path, width=1280, account=account, script=script)


def write(page: Page, text: str, number: int = 1) -> None:
    """Typed, and the field left: what was written is sent at once."""
    field = page.locator("textarea").nth(number - 1)
    field.fill(text)
    field.blur()


def saved(page: Page) -> None:
    expect(page.locator("[data-state]")).to_have_text(re.compile(r"Saved \d\d:\d\d"))


def on_the_server(writing: Writing) -> list[str]:
    with writing.desk.by():
        row = Draft.objects.filter(case_id=writing.demo.alder, state="open").first()
        return [one.text for one in pieces_from(body_of(row))] if row else []


def sign_in_again(writing: Writing, page: Page) -> None:
    """As in a second tab: the browser has a session again, with another token."""
    again = Client()
    again.force_login(writing.demo.accounts["noa"])
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": page.url} for name, one in again.cookies.items()]
    )


def test_a_lost_connection_loses_no_words(
    writing: Writing, open_page: OpenPage, watch: Watch
) -> None:
    # given Noa wrote a sentence that was saved
    watch.expected += ["ERR_INTERNET_DISCONNECTED"]
    page = begin(writing, open_page)
    write(page, FIRST)
    saved(page)
    # when the line goes and she writes on, and even presses a button
    page.context.set_offline(True)
    write(page, f"{FIRST} {SECOND}")
    expect(page.get_by_text("Not saved yet. It stays on this page")).to_be_visible()
    page.get_by_role("button", name="Add a segment").click()
    # then her words are on the page, and nowhere else on the device
    expect(page.locator("textarea").first).to_have_value(f"{FIRST} {SECOND}")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert on_the_server(writing) == [FIRST]
    keep(page, "offline")
    # when the line is back they are saved by themselves
    page.context.set_offline(False)
    saved(page)
    assert on_the_server(writing)[0] == f"{FIRST} {SECOND}"


def test_a_session_that_ended_loses_no_words(
    writing: Writing, open_page: OpenPage, watch: Watch
) -> None:
    watch.expected += ["403"]
    page = begin(writing, open_page)
    page.context.clear_cookies()
    write(page, FIRST)
    expect(page.get_by_text("You were signed out. What you wrote stays")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in in a second tab")).to_be_visible()
    keep(page, "signed-out")
    assert on_the_server(writing) == []
    sign_in_again(writing, page)
    page.evaluate("dispatchEvent(new Event('focus'))")
    saved(page)
    assert on_the_server(writing) == [FIRST]
    expect(page.get_by_role("link", name="Sign in in a second tab")).to_be_hidden()


def test_a_press_at_once_after_the_last_word_saves_it_and_merges_with_nobody(
    writing: Writing, open_page: OpenPage
) -> None:
    page = begin(writing, open_page)
    write(page, FIRST)
    page.locator("textarea").first.fill(f"{FIRST} {SECOND}")
    page.get_by_role("button", name="Add a segment").click()
    expect(page.locator("textarea")).to_have_count(2)
    expect(page.get_by_text("Somebody saved this note while you wrote.")).to_have_count(0)
    assert on_the_server(writing) == [f"{FIRST} {SECOND}", ""]


def test_two_people_at_one_note_overwrite_nothing(
    writing: Writing, open_page: OpenPage, watch: Watch, axe: Check, fits: Check
) -> None:
    # given both have opened the same draft
    watch.expected += ["409"]
    writing.send(FIRST)
    noa = begin(writing, open_page)
    iris = begin(writing, open_page, "iris")
    # when Iris saves, and Noa writes on top of what she read
    write(iris, f"{FIRST} Theo waited.")
    saved(iris)
    write(noa, f"{FIRST} {SECOND}")
    expect(noa.get_by_text("Somebody else saved this note meanwhile")).to_be_visible()
    noa.get_by_role("button", name="Save the draft").click()
    # then both texts stand side by side
    expect(noa.get_by_text("Somebody saved this note while you wrote.")).to_be_visible()
    expect(noa.locator("textarea").nth(0)).to_have_value(f"{FIRST} Theo waited.")
    expect(noa.locator("textarea").nth(1)).to_have_value(f"{FIRST} {SECOND}")
    assert on_the_server(writing) == [f"{FIRST} Theo waited."]
    axe(noa)
    fits(noa)
    keep(noa, "merging")
    # when she keeps both, both are kept
    noa.get_by_label("Keep both").check()
    noa.get_by_role("button", name="Save what is kept").click()
    expect(noa.get_by_text("Nothing you wrote is lost")).to_be_visible()
    assert on_the_server(writing) == [f"{FIRST} Theo waited.", f"{FIRST} {SECOND}"]


def test_discarded_with_one_tap_and_taken_back(writing: Writing, open_page: OpenPage) -> None:
    writing.send(FIRST)
    page = begin(writing, open_page)
    page.get_by_role("button", name="Discard, can be undone").click()
    expect(page.get_by_text("A draft was discarded at")).to_be_visible()
    assert on_the_server(writing) == []
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("textarea").first).to_have_value(FIRST)
    assert on_the_server(writing) == [FIRST]


@pytest.mark.parametrize("script", [True, False])
def test_signed_frozen_and_added_to(
    writing: Writing, open_page: OpenPage, axe: Check, fits: Check, script: bool
) -> None:
    page = begin(writing, open_page, script=script)
    page.locator("textarea").first.fill("Wren was manipulative today.")
    page.get_by_role("button", name="Sign and freeze").click()
    expect(page.get_by_text("“manipulative”")).to_be_visible()
    keep(page, "pointed-out")
    page.locator("textarea").first.fill(FIRST)
    page.get_by_role("button", name="Sign and freeze").click()
    expect(page.get_by_text("Signed. It is frozen now")).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)
    if script:
        axe(page)
        fits(page)
    page.get_by_role("link", name="Add an addendum").click()
    if script:
        axe(page)
        fits(page)
    page.locator("textarea").first.fill(SECOND)
    page.get_by_role("button", name="Sign and freeze").click()
    expect(page.get_by_role("heading", name="Addendum")).to_be_visible()
    expect(page.get_by_text(SECOND)).to_be_visible()
    keep(page, "signed")
    with writing.desk.by():
        assert Note.objects.filter(session_id=writing.session).count() == 2


@pytest.mark.parametrize(("width", "dark"), [(320, True), (820, False), (1280, False)])
def test_every_page_of_notes_can_be_read(
    writing: Writing, open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    writing.send(FIRST, SECOND)
    case = f"/cases/{writing.demo.alder}"
    account = writing.demo.accounts["noa"]
    page = open_page(writing.path, width=width, dark=dark, account=account)
    for path in (writing.path, f"{case}/timeline/", f"{case}/own-notes/"):
        page.goto(path)
        axe(page)
        fits(page)
    iris = writing.demo.accounts["iris"]
    page = open_page(f"{case}/legal-hold/", width=width, dark=dark, account=iris)
    axe(page)
    fits(page)
