"""A family comes: the inquiry, a gate that says what would satisfy it, two people, accept; and
another family is declined. Later the work of a third ends well."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from handrail.store.accounts.actions.cases import give_seat
from handrail.store.accounts.viewer import acting_as
from handrail.store.records import models as tables
from handrail.store.records.actions.recording import recording
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import MOMENT, Demo
from tests.rooms.shared.test_sign_in import code_now
from tests.stories.conftest import Check, OpenPage

TODAY = MOMENT.date()


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


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def link(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def an_inquiry(desk: Page, look: Check, family: str) -> UUID:
    """The therapist enters who comes and why, wrongly at first."""
    link(desk, "New inquiry")
    look(desk)
    button(desk, "Open the case")
    expect(desk.locator(".error-summary")).to_be_focused()
    look(desk)
    desk.get_by_label("Family name", exact=True).fill(family)
    desk.get_by_label("A court order").check()
    desk.get_by_label("Whose law applies").select_option("US-XX")
    desk.get_by_label("Who sent the family").select_option("court")
    desk.get_by_label("When the inquiry came").fill("2025-07-22")
    desk.get_by_label("A parent was away for a long time").check()
    for number, given, seat in ((1, "Ada", "child"), (2, "Uma", "parent"), (3, "Len", "parent")):
        desk.get_by_label(f"Person {number}: given name").fill(given)
        desk.get_by_label(f"Person {number}: seat").select_option(seat)
    button(desk, "Open the case")
    expect(desk.get_by_role("heading", level=1)).to_have_text("The referral")
    look(desk)
    return UUID(desk.url.split("/cases/")[1].split("/")[0])


def the_papers(demo: Demo, case: UUID) -> None:
    """The order comes in, and Iris supervises."""
    noa = demo.viewer("noa")
    with acting_as(noa):
        with recording(by=noa, case_id=case, act="evidence.recorded") as record:
            record.add(tables.Order, ref="O1", signed_on=TODAY - timedelta(days=9), title="Order")
        iris = demo.accounts["iris"].person_id
        give_seat(by=noa, case_id=case, person_id=iris, seat="supervisor")


def entered_by_hand(desk: Page, look: Check) -> None:
    """Everything but the risk the practice can carry, which takes two people."""
    link(desk, "Open this gate")
    look(desk)
    while True:
        rows = desk.get_by_role("listitem").filter(has_text="Missing:")
        rows = rows.filter(has_not_text="can carry the risk")
        if not rows.count():
            break
        rows.first.get_by_role("link", name="Enter what meets it").click()
        desk.get_by_label("From what").fill("Asked on the telephone, alone, and written down.")
        button(desk, "Record it")


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_inquiry_to_an_accepted_family(
    committed_demo: Demo, open_page: OpenPage, look: Check, width: int
) -> None:
    desk = open_page("/cases/", width=width, account=committed_demo.accounts["noa"])
    case = an_inquiry(desk, look, "Birch")

    # when the gate is closed, it refuses and says what would satisfy it
    expect(desk.get_by_text("things are missing. They are listed above.")).to_be_visible()
    desk.goto(f"/cases/{case}/referral/accept/")
    button(desk, "Accept the family")
    expect(desk.locator(".error-summary")).to_contain_text(
        "The order, or the agreement signed by both."
    )
    look(desk)

    # and when everything is entered but what takes two people
    the_papers(committed_demo, case)
    desk.goto(f"/cases/{case}/referral/")
    link(desk, "Confirm the jurisdiction")
    look(desk)
    button(desk, "I confirm it")
    entered_by_hand(desk, look)
    link(desk, "Waive it, by two people")
    look(desk)
    desk.get_by_label("Last day").fill((TODAY + timedelta(days=30)).isoformat())
    desk.get_by_label("Reason").fill("The second door is ready next week; until then apart days.")
    desk.get_by_label("The code your authenticator shows now").fill(code_now(SECOND_FACTOR))
    button(desk, "Sign the waiver")
    expect(desk.get_by_role("status")).to_contain_text("It waits for a second person.")

    # then Iris finds it on Today, reads the reason and agrees
    second = open_page("/today/", width=width, account=committed_demo.accounts["iris"])
    look(second)
    link(second, "Let a requirement go for a time")
    expect(second.get_by_text("The second door is ready next week")).to_be_visible()
    look(second)
    second.get_by_label("The code your authenticator shows now").fill(code_now(SECOND_FACTOR))
    button(second, "Agree, and do it")
    expect(second.get_by_role("status")).to_contain_text("You agreed, and it is done.")
    look(second)

    # and the family is accepted
    desk.goto(f"/cases/{case}/referral/")
    link(desk, "Accept the family")
    button(desk, "Accept the family")
    expect(desk.get_by_text("Accepted on 23 July")).to_be_visible()
    look(desk)


def test_a_family_is_declined_with_what_else_may_help(
    committed_demo: Demo, open_page: OpenPage, look: Check
) -> None:
    desk = open_page("/cases/", account=committed_demo.accounts["noa"])
    case = an_inquiry(desk, look, "Sorrel")
    link(desk, "Decline, with what else may help")
    desk.get_by_label("Reason").fill("The way to us is too far for a child.")
    desk.get_by_label("What else may help").fill("A practice in their town, by name.")
    look(desk)
    button(desk, "Decline")
    expect(desk.get_by_text("Declined on 23 July")).to_be_visible()
    look(desk)
    link(desk, "The letters to the parents")
    rows = desk.get_by_role("row").filter(has_text="Letter: the family is declined")
    expect(rows).to_have_count(2)
    look(desk)
    desk.goto(f"/cases/{case}/gates/referral/evidence/?for=fee_terms")
    expect(desk.get_by_role("heading", level=1)).to_have_text("This case is closed")
    look(desk)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_childs_sustained_no_ends_the_work_well(
    committed_demo: Demo, open_page: OpenPage, look: Check, width: int
) -> None:
    page = open_page(
        f"/cases/{committed_demo.linden}/gates/", width=width,
        account=committed_demo.accounts["noa"],
    )  # fmt: skip
    look(page)
    link(page, "How the work ends")
    look(page)
    link(page, "Name the ending")
    page.get_by_label("The child's sustained no.").check()
    page.get_by_label("Why").fill("Asked seven times, alone; the answer stayed the same.")
    look(page)
    button(page, "Name it")
    expect(page.get_by_text("The child's sustained no, named on 23 July by Noa")).to_be_visible()
    expect(page.get_by_text("things are missing. They are listed above.")).to_be_visible()
    look(page)
    page.get_by_role("row").filter(has_text="Dara").get_by_role("link").first.click()
    look(page)
    link(page, "Sign this letter")
    button(page, "Sign it")
    expect(page.locator(".error-summary")).to_contain_text("Something is still to be filled in")
    look(page)
    page.goto(f"/cases/{committed_demo.linden}/ending/after-care/")
    look(page)
    page.goto(f"/cases/{committed_demo.linden}/safety/")
    look(page)
    page.goto(f"/cases/{committed_demo.linden}/safety/interview/")
    look(page)


def test_the_papers_of_those_who_treat(
    committed_demo: Demo, open_page: OpenPage, look: Check
) -> None:
    page = open_page("/papers/", account=committed_demo.accounts["iris"])
    look(page)
    link(page, "Record a paper of Jonas Reed")
    page.get_by_label("supervision").check()
    page.get_by_label("Title").fill("Group supervision")
    page.get_by_label("Since").fill("2025-01-01")
    look(page)
    button(page, "Record it")
    expect(page.get_by_role("row").filter(has_text="Group supervision")).to_be_visible()
    look(page)
