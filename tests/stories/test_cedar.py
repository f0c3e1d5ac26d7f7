"""The family Cedar, whom the program has to protect: screened, stopped, ended well.

Emil lives with Noor. The court permits Karl letters to Emil and nothing else. Clinical §10.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from handrail.core.therapy.pause import pause_sentence
from tests.demo import Demo
from tests.rooms.clinic.cedar import BELT, REFERENCE, THREAT
from tests.stories.at_the_desk import Desk
from tests.stories.conftest import Check, OpenPage
from tests.stories.test_the_walk import IN_HAND, Days, agreed, meet


@dataclass
class Practice:
    """Noa, Iris, and the days that pass."""

    noa: Desk
    iris: Desk
    days: Days

    def later(self, weeks: int = 1) -> None:
        cache.clear()
        self.days.later(7 * weeks, noa=self.noa, iris=self.iris)

    def day(self, weeks: int = 0) -> str:
        return str(self.days.today + timedelta(weeks=weeks))


@pytest.fixture
def practice(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check
) -> Iterator[Practice]:
    cache.clear()
    accounts = committed_demo.accounts
    with ExitStack() as clocks:
        noa, iris = (
            Desk(open_page("/today/", account=accounts[name]), axe, fits)
            for name in ("noa", "iris")
        )
        yield Practice(noa, iris, Days(committed_demo, clocks))


def test_the_family_cedar_is_protected_from_inquiry_to_closure(practice: Practice) -> None:
    noa, iris = practice.noa, practice.iris
    # given a family sent by the court, with an order and a protective order
    inquiry(noa)
    iris.case = noa.case
    noa.form("team/", "Give the seat", person="Iris", seat="supervisor")
    two_orders(noa)
    accepted(noa, practice)
    # when Noor, alone, tells what she lives with
    practice.later()
    noor_is_asked(noa, practice)
    # then contact is locked, Iris is wanted now, and the two never come on one day
    iris_is_wanted(iris)
    kept_apart(noa, practice)
    # and when Emil says no, his no holds
    practice.later(2)
    ladder = a_plan(noa, iris)
    emil_says_no(noa, ladder)
    # and when Karl's letter carries a threat, it is held back and lies in the safety file alone
    practice.later()
    the_letter(noa, iris, ladder, practice)
    one_sentence_for_all(noa)
    # and when Emil tells of the belt, Noa reports it alone, and nobody goes on asking
    practice.later()
    entry = emil_tells(noa)
    nobody_else_reads_it(noa, iris, entry)
    # and when the court suspends, contact waits for two people to look
    practice.later(5)
    suspended(noa, ladder, practice)
    # then the work ends, with the same neutral letter to both, and counts as nothing but itself
    practice.later()
    ended_well(noa, iris, ladder, practice)


def inquiry(noa: Desk) -> None:
    noa.form(
        "/cases/new/", "Open the case",
        family_name="Cedar", basis="court_order", jurisdiction="US-XX", referred_by="court",
        received_on="2025-07-22", reasons=("harm_reported",),
        given_1="Emil", seat_1="child", born_1="2015-01", homes_1=("first home",),
        given_2="Noor", seat_2="parent", homes_2=("first home",),
        given_3="Karl", seat_3="parent", homes_3=("second home",),
    )  # fmt: skip
    noa.case = noa.here()


def two_orders(noa: Desk) -> None:
    an_order(
        noa, "CONTACT_LADDER", kind="family_order", signed_on="2025-05-20",
        **{"CONTACT_LADDER.permitted": ("letter",)},
    )  # fmt: skip
    an_order(
        noa, "NO_CONTACT", kind="protective_order", signed_on="2025-04-10", expires="2026-04-30",
        **{"NO_CONTACT.protected": ("Noor",), "NO_CONTACT.restrained": ("Karl",)},
    )  # fmt: skip


def an_order(noa: Desk, clause: str, **given: str | tuple[str, ...]) -> None:
    """First which clauses it has, then what they say."""
    noa.open("order/new/")
    for box in noa.page.locator("main [name=clause]").all():
        box.set_checked(box.get_attribute("value") == clause)
    noa.page.get_by_role("button", name="Go on").click()
    noa.send("Enter the order", **given)


def accepted(noa: Desk, practice: Practice) -> None:
    """Not before it is on record who found that contact can be safe again."""
    against = noa.refused("referral/accept/", "Accept the family")
    assert "who determined that contact can be restored safely" in against
    noa.form("referral/jurisdiction/", "I confirm it")
    noa.form(
        "referral/determination/", "Record it", determined_by="court", who="Judge Hale",
        on="2025-05-20", document="Order of 20 May, page 2", read_on=practice.day(),
    )  # fmt: skip
    meet(noa, "referral", "Asked alone by telephone")
    noa.form("referral/accept/", "Accept the family")


def noor_is_asked(noa: Desk, practice: Practice) -> None:
    noa.form(
        "safety/interview/", "Record it", person="Noor", on=practice.day(), alone="yes",
        outcome="contact_contraindicated", review_on=practice.day(20),
        measures=("separate_days", "separate_arrivals", "addresses_hidden"),
        notes="Followed to the shop twice",
    )  # fmt: skip
    assert "Contact is contraindicated now" in noa.text()
    assert "Contact is stopped since 30 July" in noa.open("").inner_text("main")
    assert "Followed" not in noa.text()


def iris_is_wanted(iris: Desk) -> None:
    iris.open("/today/")
    wanted = iris.page.locator(".notice.stop", has_text="Noa wants you now")
    expect(wanted).to_be_visible()
    assert not re.search("Noor|Karl|contact|safety", wanted.inner_text())
    wanted.get_by_role("button", name="I am on it").click()
    expect(iris.page.get_by_text("wants you now")).to_have_count(0)


def kept_apart(noa: Desk, practice: Practice) -> None:
    on = practice.day(1)
    noa.form(
        "sessions/plan/", "Plan the session", kind="IP", on=on, at="09:00", room="Room 2",
        present=("Noor",), a1_person="Noor", a1_at="09:00", a1_door="Street door",
    )  # fmt: skip
    karl = {"kind": "IP", "at": "16:00", "room": "Mill House"}
    against = noa.refused("sessions/plan/", "Plan the session", on=on, present=("Karl",), **karl)
    assert "separate days" in against
    noa.send("Plan the session", on=practice.day(2))


def a_plan(noa: Desk, iris: Desk) -> str:
    """A ladder of one step, letters, signed by two; returns the ladder's address."""
    noa.form("plan/begin/", "Begin the draft")
    noa.form(
        "plan/goal/", "Keep it in the draft", statement="Emil says what he wants",
        domain="trust_and_safety", owners=("Emil",), **{f"step_{at}": f"{at}" for at in range(5)},
    )  # fmt: skip
    noa.open("plan/")
    noa.follow("Set up a ladder, Emil with Karl")
    left_out = ("R0", "R2", "R2b", *(f"R{number}" for number in range(3, 13)))
    noa.send("Keep it in the draft", **{f"use_{rung}": False for rung in left_out})
    noa.form("plan/sign/", "Sign")
    agreed(iris)
    noa.open("contacts/")
    expect(noa.page.get_by_text("The ladder is stopped. Look at the stop first.")).to_be_visible()
    asked = noa.page.get_by_role("link", name="What Emil says of a step")
    address = asked.get_attribute("href") or ""
    return address.partition(noa.case)[2].lstrip("/").removesuffix("view/")


def emil_says_no(noa: Desk, ladder: str) -> None:
    noa.form(
        f"{ladder}view/", "Keep the answer", rung="R1", answer="no", alone="yes",
        said="I do not want letters",
    )  # fmt: skip
    against = noa.refused(f"{ladder}contact/", "Plan the contact", minutes=10, at="14:00")
    assert "The child said no to step 1" in against
    assert "The ladder is stopped" in against


def the_letter(noa: Desk, iris: Desk, ladder: str, practice: Practice) -> None:
    noa.form(
        "safety/outcome/", "Decide", review_on=practice.day(4), reason=f"Karl writes: {THREAT}"
    )
    against = noa.refused(f"{ladder}contact/", "Plan the contact", minutes=10, at="14:00")
    assert "The ladder is stopped" in against
    iris.open("safety/")
    iris.page.get_by_text("why it was decided").click()
    expect(iris.page.get_by_text(THREAT)).to_be_visible()
    for address in ("", "timeline/", "ladder/", "stops/", "understanding/"):
        noa.open(address)
        assert THREAT not in noa.page.content(), address


def one_sentence_for_all(noa: Desk) -> None:
    noa.form("ending/letters/pause/", "Begin the letters")
    rows = noa.page.get_by_role("row").filter(has_text="Letter about a pause")
    expect(rows).to_have_count(3)
    for letter in rows.get_by_role("link").evaluate_all("(all) => all.map((e) => e.href)"):
        noa.page.goto(letter)
        expect(noa.page.locator("main textarea")).to_have_value(pause_sentence().en)


def emil_tells(noa: Desk) -> str:
    """His words, the stop, the call with its reference; nobody is asked for leave."""
    noa.form(
        "child-says/", "Keep it and stop contact", words=BELT, at="10:10", about="Karl",
        safe_to_leave="yes", collects="Noor",
    )  # fmt: skip
    entry = noa.page.url
    noa.send("Add", done="hotline", at="10:48", reference=REFERENCE)
    expect(noa.page.get_by_text(REFERENCE)).to_be_visible()
    noa.page.get_by_role("button", name="Remind the team").click()
    return entry


def nobody_else_reads_it(noa: Desk, iris: Desk, entry: str) -> None:
    iris.open("stops/")
    assert "What the child told locks contact" in iris.text()
    for address in ("", "timeline/", "stops/", "/today/"):
        iris.open(address)
        assert "brown one" not in iris.page.content(), address
    answer = iris.page.request.get(entry)
    assert answer.status == 404
    assert "brown one" not in answer.text()


def suspended(noa: Desk, ladder: str, practice: Practice) -> None:
    an_order(
        noa, "CONTACT_LADDER", kind="family_order", signed_on=practice.day(),
        supersedes=("20 May",), **{"CONTACT_LADDER.not_without_further_order": ("letter",)},
    )  # fmt: skip
    against = noa.refused(f"{ladder}contact/", "Plan the contact", minutes=10, at="14:00")
    assert "a new order has to be looked at" in against
    assert "without a further order" in against
    noa.open("stops/")
    assert "Order time is not touched" in noa.text()


def ended_well(noa: Desk, iris: Desk, ladder: str, practice: Practice) -> None:
    noa.form("ending/name/", "Name it", ending="stopped_for_safety", reason="By order of the court")
    closing = [letter for letter in letters(noa) if "pause" not in letter[0]]
    texts: dict[str, str] = {}
    for told, address in closing:
        noa.page.goto(address)
        text = IN_HAND.sub("as we said", noa.page.locator("main textarea").input_value())
        texts[told] = text
        noa.send("Keep the text", text=text)
    parents = {text for told, text in texts.items() if "Karl" in told or "Noor" in told}
    assert len(parents) == 1
    for _told, address in closing:
        noa.page.goto(address)
        noa.follow("Sign this letter")
        noa.send("Sign it")
    agreed(iris)  # the summary
    for _told, address in closing:
        noa.page.goto(address)
        noa.follow("It was given")
        noa.send("Keep it", way="post")
    for person, helper in (("Emil", "Trauma therapy of his own"), ("Noor", "An advocate")):
        noa.form(
            "ending/after-care/", "Keep it", person=person, helper=helper,
            follow_up_on=practice.day(4),
        )  # fmt: skip
    meet(noa, "closure", "Told by Noa; he may call her")
    against = noa.refused("ending/close/", "Close the case")
    assert "2 sessions are still planned" in against
    noa.follow("Open the calendar")
    noa.empty_calendar()
    noa.form("ending/close/", "Close the case")
    assert "Stopped for safety, 8 October" in noa.text()
    noa.open("/cases/")
    row = noa.page.get_by_role("row").filter(has_text="Emil, Karl, Noor").filter(has_text="closed")
    expect(row).to_have_count(1)
    assert "safety" not in row.inner_text()
    noa.open(f"{ladder}view/")
    assert "This case is closed" in noa.text()
    assert noa.page.locator("main form").count() == 0


def letters(noa: Desk) -> list[tuple[str, str]]:
    """(what stands in its row, where it lies) of each letter on the page of the ending."""
    rows = noa.page.get_by_role("row").filter(has=noa.page.get_by_role("link"))
    return [
        (row.inner_text(), str(row.get_by_role("link").evaluate("(e) => e.href")))
        for row in rows.all()
    ]
