"""Own notes that lose no word, a task ticked, a hold by number, a device seen in the room."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from handrail.store.accounts.models import Case
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions import plan as acts
from handrail.store.records.actions.recording import recording
from handrail.store.records.actions.sessions import SessionPlan, add_session
from handrail.store.records.reading.notes import own_notes
from handrail.store.records.reading.plan_content import PlannedTask
from tests.demo import Demo
from tests.rooms.clinic.conftest import address
from tests.rooms.clinic.test_notes import Writing
from tests.rooms.clinic.test_room import Room
from tests.store.records.test_plan import REVIEW, draft, sign
from tests.stories.conftest import Check, OpenPage, Watch
from tests.stories.pictures import keep
from tests.stories.test_notes import saved, sign_in_again, write

FIRST = "I notice that I side with Wren when Theo waits."
SECOND = "Talk about it in supervision."
WIDTHS = [(320, True), (1280, False)]


def on_the_server(demo: Demo) -> list[str]:
    with acting_as(demo.viewer("noa")):
        return [one.text for one in own_notes(demo.alder)]


def begin(demo: Demo, open_page: OpenPage, width: int = 1280) -> Page:
    path = address("own_notes", demo.alder)
    return open_page(path, width=width, account=demo.accounts["noa"])


def test_own_notes_are_saved_while_one_writes_and_a_lost_line_loses_none(
    committed_demo: Demo, open_page: OpenPage, watch: Watch, axe: Check, fits: Check
) -> None:
    # given Noa wrote a thought that was saved
    watch.expected += ["ERR_INTERNET_DISCONNECTED"]
    page = begin(committed_demo, open_page)
    write(page, FIRST)
    saved(page)
    axe(page)
    fits(page)
    keep(page, "saved")
    # when the line goes and she writes on
    page.context.set_offline(True)
    write(page, f"{FIRST} {SECOND}")
    expect(page.get_by_text("Not saved yet. It stays on this page")).to_be_visible()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert on_the_server(committed_demo) == [FIRST]
    # then it is saved once the line is back, in the same note
    page.context.set_offline(False)
    saved(page)
    assert on_the_server(committed_demo) == [f"{FIRST} {SECOND}"]
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept. You alone can open it.")).to_be_visible()
    expect(page.get_by_text(SECOND)).to_be_visible()
    assert on_the_server(committed_demo) == [f"{FIRST} {SECOND}"]


def test_a_session_that_ended_loses_no_word_of_an_own_note(
    committed_demo: Demo, open_page: OpenPage, watch: Watch
) -> None:
    watch.expected += ["403"]
    page = begin(committed_demo, open_page)
    page.context.clear_cookies()
    write(page, FIRST)
    expect(page.get_by_text("You were signed out. What you wrote stays")).to_be_visible()
    assert on_the_server(committed_demo) == []
    sign_in_again(Writing(committed_demo), page)
    page.evaluate("dispatchEvent(new Event('focus'))")
    saved(page)
    assert on_the_server(committed_demo) == [FIRST]


def test_two_windows_of_one_author_show_both(
    committed_demo: Demo, open_page: OpenPage, watch: Watch, axe: Check, fits: Check
) -> None:
    watch.expected += ["409"]
    page = begin(committed_demo, open_page)
    write(page, FIRST)
    saved(page)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("link", name=re.compile("Change it")).click()
    other = page.context.new_page()
    other.goto(page.url)
    write(other, f"{FIRST} {SECOND}")
    saved(other)
    write(page, "Something else.")
    expect(page.get_by_text("You kept other words in another window")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Both stand in the field")).to_be_visible()
    both = f"{FIRST} {SECOND}\n\nSomething else."
    expect(page.locator("textarea")).to_have_value(both)
    assert on_the_server(committed_demo) == [f"{FIRST} {SECOND}"]
    axe(page)
    fits(page)
    keep(page, "two-windows")


def planned(demo: Demo) -> None:
    """Version 2 of Alder's plan: a task for each of two people, and G1 left out."""
    noa, case = demo.viewer("noa"), demo.alder
    with acting_as(noa):
        acts.begin_version(by=noa, case_id=case, reason="practical", words="x", review_on=REVIEW)
        goals = draft(case).content.goals
        for text in ("Practises the hello at the door", "Reads the card about waiting"):
            task = PlannedTask("", goals[0].owners[0], text, due_on="2025-08-01")
            acts.put_task(by=noa, case_id=case, token=draft(case).token, task=task)
        acts.drop_goal(by=noa, case_id=case, token=draft(case).token, ref=goals[0].ref)
        sign(demo, noa, case)


@pytest.mark.parametrize(("width", "dark"), WIDTHS)
def test_a_task_is_ticked_with_one_tap_and_taken_back(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    planned(committed_demo)
    path, account = address("plan", committed_demo.alder), committed_demo.accounts["noa"]
    page = open_page(path, width=width, dark=dark, account=account)
    page.get_by_role("button", name=re.compile("Tick as done.*at the door")).click()
    expect(page.get_by_text("Ticked by Noa")).to_be_visible()
    axe(page)
    fits(page)
    keep(page, "ticked")
    page.get_by_role("button", name=re.compile("Take the tick back")).click()
    expect(page.get_by_text("The tick was taken back by Noa")).to_be_visible()
    page.goto(address("goals", committed_demo.alder))
    expect(page.get_by_text("Left out of the plan")).to_be_visible()
    axe(page)
    fits(page)
    keep(page, "left-out")


@pytest.mark.parametrize(("width", "dark"), WIDTHS)
def test_the_privacy_officer_places_a_hold_by_number(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    with acting_as(committed_demo.viewer("noa")):
        number = Case.objects.values_list("number", flat=True).get(id=committed_demo.alder)
    greta = committed_demo.accounts["greta"]
    page = open_page("/cases/", width=width, dark=dark, account=greta)
    page.get_by_role("link", name="Legal holds").click()
    page.get_by_role("button", name="Place the hold").click()
    expect(page.get_by_text("has no answer. Choose one.").first).to_be_visible()
    axe(page)
    page.get_by_label("Number of the case").fill(str(number))
    page.get_by_label("a subpoena").check()
    page.get_by_role("button", name="Place the hold").click()
    expect(page.get_by_text("The hold stands.")).to_be_visible()
    axe(page)
    fits(page)
    keep(page, "standing")
    page.get_by_role("link", name=re.compile("Lift the hold on case")).click()
    axe(page)
    fits(page)
    keep(page)
    page.get_by_role("button", name="Lift the hold").click()
    expect(page.get_by_text("The hold is lifted.")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(320, True), (820, False)])
def test_what_was_tapped_stands_beside_what_it_asks(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    room = Room(committed_demo)
    room.begin()
    for seen in ("pressure_topic", "recording_seen", "adult_stepped_in", "ended"):
        room.post("room", seen=seen)
    account = committed_demo.accounts["noa"]
    page = open_page(room.at("room_end"), width=width, dark=dark, account=account)
    axe(page)
    fits(page)
    keep(page, "tapped")
    page.get_by_label("Yes, an order forbids it").check()
    page.get_by_role("button", name="Record, and go to the note").click()
    expect(page.get_by_text("An order was not kept to.")).to_be_visible()
    expect(page.get_by_label("Contact went beyond the order")).to_be_checked()
    axe(page)
    fits(page)


@pytest.mark.parametrize(("width", "dark"), WIDTHS)
def test_today_reminds_of_a_session_nobody_wrote_about(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check, width: int, dark: bool
) -> None:
    desk = Writing(committed_demo).desk
    day, wren = desk.today - timedelta(days=10), desk.person("Wren")
    with desk.by() as who, recording(**who, act="session.held") as record:
        add_session(record, SessionPlan(kind="IC", on=day, present=(wren,)))
    page = open_page("/today/", width=width, dark=dark, account=committed_demo.accounts["noa"])
    expect(page.get_by_text(re.compile("No note yet for"))).to_be_visible()
    axe(page)
    fits(page)
    keep(page, "no-note-yet")
