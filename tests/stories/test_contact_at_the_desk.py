"""Noa at the desk: a contact planned, recorded, followed up and decided; a setback and a step down;
a stop that two people lift; an order that changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from handrail import clock
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.chart.arranged import charted
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import MOMENT, Demo
from tests.rooms.shared.test_sign_in import code_now
from tests.stories.conftest import Check, OpenPage


@pytest.fixture(autouse=True)
def no_codes_yet() -> None:
    cache.clear()


class Looking:
    """One browser page: axe and width at each place."""

    def __init__(self, page: Page, axe: Check, fits: Check) -> None:
        self.page, self.axe, self.fits = page, axe, fits

    def look(self) -> None:
        self.axe(self.page)
        for width in (1280, 320):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.fits(self.page)
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def go(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"[name='{name}']").fill(value)

    def tick(self, name: str, value: str) -> None:
        self.page.locator(f"[name='{name}'][value='{value}']").check()

    def see(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


@contextmanager
def days_later(days: int) -> Iterator[None]:
    """The practice's clock, for the server in this process too."""
    with clock.stopped_at(MOMENT + timedelta(days=days)):
        yield


def address(demo: Demo, rest: str = "") -> str:
    return f"/cases/{demo.alder}/{rest}"


@pytest.fixture
def noa(committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check) -> Looking:
    page = open_page(address(committed_demo, "ladder/"), account=committed_demo.accounts["noa"])
    return Looking(page, axe, fits)


def plan(noa: Looking, mara: str) -> None:
    """From the ladder to a planned contact, today, by separate doors."""
    noa.go("Contacts: plan, record, decide")
    noa.go("Plan a contact")
    noa.fill(at="09:30", minutes="45", child_at="09:30", child_door="Garden door",
             child_leaves="10:30", parent_at="09:00", parent_door="Street door",
             parent_leaves="11:00", activity="The card game",
             barred="What happened before")  # fmt: skip
    noa.page.locator("[name='brought_by']").select_option(label=mara)
    noa.press("Plan the contact")


def record(noa: Looking, **ratings: str) -> None:
    noa.go("It took place: record it")
    noa.fill(**{"before": "3", "peak": "4", "after": "1", "adherence": "5", "support": "5",
                **ratings})  # fmt: skip


def step_now(demo: Demo) -> str:
    with acting_as(demo.viewer("noa")):
        one = charted(demo.alder, MOMENT.date()).ladders[0]
        return one.rungs[one.now].id


def test_from_a_plan_to_a_decision(
    noa: Looking, committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check
) -> None:
    """Given A26 waits, when the next contact is held and both homes answer, then Noa decides."""
    demo = committed_demo
    noa.look()
    noa.go("Contacts: plan, record, decide")
    noa.look()
    noa.go("Plan a contact")
    noa.look()
    noa.press("Plan the contact")
    noa.see("Separate arrivals are agreed in this case")
    noa.go("Ladder")
    plan(noa, "Mara")
    noa.see("The contact is planned.")
    noa.page.get_by_text("Wren: ").first.click()
    noa.look()
    record(noa)
    noa.look()
    noa.press("Record the contact")
    noa.see("The rule says: hold")
    noa.see("The 48-hour answer is still awaited")
    contact = demo.contact(demo.alder, "A29")
    with days_later(2):
        there = address(demo, f"contacts/{contact}/")
        noa = Looking(open_page(there, account=demo.accounts["noa"]), axe, fits)
        noa.go("How the 48 hours after were")
        noa.page.locator("[name='person']").select_option(label="Mara")
        noa.tick("value", "0")
        noa.fill(said="She slept well and asked nothing")
        noa.look()
        noa.press("Keep the answer")
        noa.see("The rule says: up")
        noa.look()
        noa.go("Decide")
        noa.look()
        noa.tick("move", "UP")
        noa.tick("reason", "clinical_judgement")
        noa.press("Record the decision")
        noa.see("The child was not asked about step 5")
        noa.go("What Wren says of a step")
        noa.tick("answer", "yes")
        noa.fill(said="If I can bring the dog")
        noa.look()
        noa.press("Keep the answer")
        noa.page.goto(address(demo, f"contacts/{contact}/decision/"))
        noa.tick("move", "UP")
        noa.tick("reason", "child_view")
        noa.fill(said="She asks for it, and everything is settled.")
        noa.press("Record the decision")
        noa.see("Your decision is on record.")
        noa.see("She asks for it, and everything is settled.")
    assert step_now(demo) == "R5"


def test_a_setback_leads_down_by_one_click(noa: Looking, committed_demo: Demo) -> None:
    """Given a contact that ended with the stop card, when Noa steps down, then nobody is asked."""
    plan(noa, "Mara")
    record(noa, before="5", peak="8", after="5", adherence="2")
    noa.tick("stop_card", "used_and_ended")
    noa.press("Record the contact")
    noa.see("The rule says: down")
    noa.see("Distress rising")
    noa.go("Answer the review sheet")
    noa.fill(changed="Questions about the past", who_knows="Iris", decision="Back to messages")
    noa.tick("alternatives", "step_down")
    noa.look()
    noa.press("Answer the review sheet")
    noa.go("Decide")
    noa.press("One step down, now")
    noa.see("The ladder went down a step.")
    assert step_now(committed_demo) == "R3"


def test_a_stop_is_one_click_and_two_people_lift_it(
    noa: Looking, committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check
) -> None:
    """Given a concern about Theo, when Noa stops, then only Iris together with her lifts it."""
    demo = committed_demo
    noa.go("Stops")
    noa.go("Stop contact")
    noa.page.locator("[name='about']").select_option(label="Theo")
    noa.look()
    noa.press("Stop contact now")
    noa.see("Order time is not touched by this.")
    noa.look()
    noa.go("Look at it, and lift it")
    noa.fill(reason="Read the notes of three sessions together.", code=code_now(SECOND_FACTOR))
    noa.look()
    noa.press("Ask a second person")
    iris = Looking(
        open_page(address(demo, "two-people/"), account=demo.accounts["iris"]), axe, fits
    )
    iris.page.get_by_role("link", name="Lift what stops a ladder").click()
    iris.page.locator("[name='agree-code']").fill(code_now(SECOND_FACTOR))
    iris.press("Agree, and do it")
    iris.page.goto(address(demo, "stops/"))
    iris.see("Nothing is stopped.")
    iris.see("Read the notes of three sessions together.")
    iris.look()


def test_a_new_order_stops_and_its_time_is_shown(noa: Looking, committed_demo: Demo) -> None:
    """Given an order with more than the plan, when it is entered, then it is a duty of somebody."""
    noa.go("Order and duties")
    noa.look()
    noa.go("Enter an order")
    noa.look()
    for box in noa.page.locator("[name='clause']").all():
        box.uncheck()
    noa.tick("clause", "PARENTING_TIME")
    noa.press("Go on")
    noa.fill(signed_on="2025-07-22", **{"PARENTING_TIME.schedule": "Saturdays from 10 to 14"})
    group = noa.page.get_by_role("group", name="With", exact=True)
    group.get_by_label("Theo", exact=True).check()
    noa.tick("PARENTING_TIME.modality", "in_person_unsupervised")
    noa.look()
    noa.press("Enter the order")
    noa.see("Saturdays from 10 to 14")
    noa.see("The order asks for more than the plan")
    noa.look()
    noa.page.locator('main a[href*="/duty/"]').first.click()
    noa.look()
    noa.go("Overview")
    noa.go("Look at the stop")
    noa.see("A new order has to be looked at.")
