"""Noa in the room with Wren and Theo, on a tablet; the line goes, the session ends, Wren has it."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from handrail.rooms.shared.second_factor import code_now
from handrail.store.records.actions.contacts import start_contact
from handrail.store.records.models import Tap
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import Demo
from tests.rooms.clinic.test_room import Room
from tests.stories.conftest import Check, OpenPage, Watch
from tests.stories.pictures import keep

TABLET = 820


@pytest.fixture(autouse=True)
def no_codes_yet() -> None:
    cache.clear()


@pytest.fixture
def room(committed_demo: Demo) -> Room:
    return Room(committed_demo)


def begin(room: Room, open_page: OpenPage, *, script: bool = True, width: int = TABLET) -> Page:
    """From Today into the room, with the child asked on the way."""
    page = open_page("/today/", width=width, account=room.demo.accounts["noa"], script=script)
    page.get_by_role("link", name="Wren with Theo", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before")
    page.get_by_text("Yes", exact=True).click()
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_role("button", name="Stop ends it now")).to_be_visible()
    return page


def tap(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def kept(room: Room) -> list[tuple[str, str]]:
    with room.desk.by():
        rows = Tap.objects.filter(contact_id=room.contact)
        return list(rows.order_by("device_at", "recorded_at").values_list("seen", "came"))


def test_before_during_after_on_a_tablet(
    room: Room, open_page: OpenPage, axe: Check, fits: Check
) -> None:
    page = begin(room, open_page)
    axe(page)
    fits(page)
    for button in page.locator(".board button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 64
    tap(page, "Spoke first", "Moved closer")
    page.get_by_label("One line, only what you see").fill("Wren dealt the cards")
    page.keyboard.press("Enter")
    expect(page.locator(".kept li")).to_have_count(3)
    expect(page.get_by_text("all sent")).to_be_visible()
    keep(page, "during")
    tap(page, "Ended")
    expect(page.get_by_role("heading", name="It has ended")).to_be_visible()
    keep(page, "ended")

    page.get_by_role("link", name="Hand the page to the child").click()
    axe(page)
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How was it for you?")
    axe(page)
    fits(page)
    page.goto("/cases/")
    expect(page.get_by_role("heading", level=1)).to_have_text("How was it for you?")
    for question, key in (("just before", "3"), ("hardest", "5"), ("afterwards", "1")):
        page.get_by_role("group", name=question).get_by_label(key, exact=True).check()
    page.get_by_role("group", name="stop signal").get_by_text("No", exact=True).click()
    page.get_by_role("button", name="I am done").click()
    expect(page.get_by_text("Please give this back to Noa")).to_be_visible()
    page.get_by_role("link", name="Noa: take it back").click()
    axe(page)
    page.get_by_label("The code your authenticator shows now").fill(code_now(SECOND_FACTOR))
    page.get_by_role("button", name="Take the page back").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("After")
    axe(page)
    fits(page)
    for question, answer in (("kept to the plan", "5"), ("coming and going", "4")):
        page.get_by_role("group", name=question).get_by_text(answer, exact=True).click()
    page.get_by_text("Came at the agreed time").first.click()
    page.get_by_role("button", name="Record, and go to the note").click()
    expect(page.get_by_text("What was tapped in the room stands in")).to_be_visible()
    row = room.desk.row(room.contact)
    assert (row.state, row.before, row.peak, row.after, row.adherence) == ("held", 3, 5, 1, 5)


def test_a_lost_connection_loses_no_tap(room: Room, open_page: OpenPage, watch: Watch) -> None:
    watch.expected += ["ERR_INTERNET_DISCONNECTED"]
    page = begin(room, open_page)
    tap(page, "Spoke first")
    expect(page.get_by_text("all sent")).to_be_visible()
    page.context.set_offline(True)
    tap(page, "Moved closer", "Pause", "Stop card")
    expect(page.get_by_text("not sent yet", exact=True)).to_have_count(3)
    expect(page.get_by_text("closing it loses it")).to_be_visible()
    keep(page, "offline")
    stored = page.evaluate("[localStorage.length, sessionStorage.length]")
    assert stored == [0, 0]
    page.context.set_offline(False)
    expect(page.get_by_text("sent later", exact=True)).to_have_count(3)
    expect(page.get_by_text("closing it loses it")).to_be_hidden()
    assert sorted(kept(room)) == [
        ("moved_closer", "later"), ("pause", "later"), ("spoke_first", ""), ("stop_card", "later"),
    ]  # fmt: skip
    assert [seen for seen, came in kept(room) if came] == ["moved_closer", "pause", "stop_card"]


def test_a_session_that_ended_loses_no_tap(room: Room, open_page: OpenPage, watch: Watch) -> None:
    watch.expected += ["403"]
    page = begin(room, open_page)
    page.context.clear_cookies()
    tap(page, "Moved away")
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    expect(page.get_by_text("not sent yet", exact=True)).to_have_count(1)
    keep(page, "signed-out")
    again = Client()
    again.force_login(room.demo.accounts["noa"])
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": page.url} for name, one in again.cookies.items()]
    )
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("sent later", exact=True)).to_have_count(1)
    assert kept(room) == [("moved_away", "later")]


def test_without_a_script_every_tap_is_a_page(room: Room, open_page: OpenPage) -> None:
    page = begin(room, open_page, script=False)
    tap(page, "Spoke first")
    tap(page, "Pause")
    expect(page.locator(".kept li")).to_have_count(2)
    page.get_by_role("button", name="correct: Pause").click()
    expect(page.locator(".kept li.corrected")).to_have_count(1)
    assert sorted(kept(room)) == [("correction", ""), ("pause", ""), ("spoke_first", "")]


def test_the_sheet_is_one_page_of_paper(room: Room, open_page: OpenPage) -> None:
    page = open_page(room.at("room_sheet"), account=room.demo.accounts["noa"])
    for size in ("A4", "Letter"):
        printed = page.pdf(format=size)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, size


@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_every_page_of_the_room_can_be_read(
    room: Room, open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    with room.desk.by() as who:
        start_contact(**who, contact=room.contact, asked_today="yes")
    case = f"/cases/{room.demo.alder}"
    account = room.demo.accounts["noa"]
    page = open_page(room.at("room_before"), width=width, dark=dark, account=account)
    for route in (
        "room_before", "room", "room_sheet", "room_paper", "room_hand_over", "room_end",
    ):  # fmt: skip
        page.goto(room.at(route))
        axe(page)
        fits(page)
    page.goto(f"{case}/child-says/")
    axe(page)
    fits(page)
    page.get_by_label("exactly as they were said").fill("He hit me")
    page.get_by_text("Not sure", exact=True).click()
    page.get_by_role("button", name="Keep it and stop contact").click()
    expect(page.get_by_text("The child stays with you.")).to_be_visible()
    axe(page)
    fits(page)
    iris = open_page("/today/", width=width, dark=dark, account=room.demo.accounts["iris"])
    expect(iris.get_by_text("Noa wants you now")).to_be_visible()
    axe(iris)
    fits(iris)
    keep(iris, "wanted")
