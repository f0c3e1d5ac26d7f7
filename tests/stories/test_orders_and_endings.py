"""An order that says a thing twice, one that suspends; what comes for a child; a closed case."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from handrail.store.accounts.actions.cases import change_case
from handrail.store.accounts.viewer import acting_as
from tests.demo import MOMENT, Demo
from tests.stories.conftest import Check, OpenPage
from tests.stories.test_contact_at_the_desk import Looking


def address(demo: Demo, place: str) -> str:
    return f"/cases/{demo.alder}/{place}"


@pytest.fixture
def noa(committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check) -> Looking:
    account = committed_demo.accounts["noa"]
    page = open_page(address(committed_demo, "order/"), account=account)
    return Looking(page, axe, fits)


def begin_order(noa: Looking, *clauses: str) -> None:
    noa.go("Enter an order")
    for box in noa.page.locator("main [name='clause']").all():
        box.set_checked(box.get_attribute("value") in clauses)
    noa.press("Go on")
    noa.fill(signed_on="2025-07-22")


def test_one_more_clause_keeps_what_was_typed(noa: Looking) -> None:
    """Given time for one parent, when the order says it twice, then both are entered."""
    begin_order(noa, "PARENTING_TIME")
    noa.fill(**{"PARENTING_TIME.schedule": "Saturdays from 10 to 14", "title": "Stipulation"})
    with_whom = noa.page.get_by_role("group", name="With", exact=True)
    with_whom.first.get_by_label("Theo", exact=True).check()
    noa.press("One more: Order time")
    noa.see("Order time, no. 2")
    expect(noa.page.locator("[name='PARENTING_TIME.schedule']")).to_have_value(
        "Saturdays from 10 to 14"
    )
    noa.look()
    noa.fill(**{"PARENTING_TIME-2.schedule": "All other days"})
    with_whom.nth(1).get_by_label("Mara", exact=True).check()
    noa.press("Enter the order")
    noa.see("Saturdays from 10 to 14")
    noa.see("All other days")
    noa.see("Family court order “Stipulation”, signed 22 July 2025")


def test_an_order_that_suspends_says_what_it_locks(noa: Looking, committed_demo: Demo) -> None:
    """Given work under way, when the court suspends it, then everything is on hold in words."""
    begin_order(noa, "SUSPEND_TERMINATE", "CONTACT_LADDER")
    noa.fill(title="Therapy suspended", **{"SUSPEND_TERMINATE.suspended_from": "2025-07-22"})
    noa.tick("CONTACT_LADDER.permitted", "nothing")
    noa.tick("supersedes", "order-1")
    noa.press("Enter the order")
    noa.see("It suspends the work: everything is on hold now.")
    noa.see("The work is suspended by an order")
    noa.see("No contact is permitted, in any form.")
    noa.see("Replaced from 22 July 2025 on by")
    noa.look()
    noa.page.goto(address(committed_demo, "stops/"))
    noa.see("Not touched: order time, which only the court changes")
    noa.look()


def test_what_comes_for_a_child_is_kept_in_one_step(noa: Looking, committed_demo: Demo) -> None:
    """Given a letter for Wren, when it is entered, then it is kept, and settled later."""
    noa.page.goto(address(committed_demo, "stops/"))
    noa.look()
    noa.go("Something came")
    noa.look()
    noa.tick("came_as", "letter")
    noa.page.locator("[name='sender']").select_option(label="Theo")
    noa.fill(words="In the locked drawer.")
    noa.press("Keep it back")
    noa.see("It is kept. Nobody in the family is told.")
    noa.look()
    noa.go("A letter or a card for Wren from Theo")
    noa.look()
    noa.tick("became", "sent_back")
    noa.fill(words="Iris and I decided. Posted today.")
    noa.press("Record it")
    noa.see("settled")
    noa.look()


def test_a_case_that_ends_has_an_empty_calendar_and_then_answers_plainly(
    noa: Looking, committed_demo: Demo
) -> None:
    """Given a named ending, the calendar stands in the way; once closed, a form says so."""
    noa.page.goto(address(committed_demo, "ending/name/"))
    noa.tick("ending", "move")
    noa.fill(reason="They move away.")
    noa.press("Name it")
    noa.see("The calendar is not empty")
    noa.look()
    noa.go("Open the calendar")
    noa.see("To come")
    account = committed_demo.viewer("noa")
    with acting_as(account):
        change_case(
            by=account, case_id=committed_demo.alder, version=1, status="closed",
            closed_on=MOMENT.date(),
        )  # fmt: skip
    noa.page.goto(address(committed_demo, "order/new/"))
    noa.see("This case is closed")
    noa.look()
    noa.go("How the work ended")
    noa.look()
