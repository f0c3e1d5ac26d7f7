"""Pages that need something to be there first: one waiver, one task, one question, one paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page

from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.gates import record_evidence, waive
from handrail.store.records.actions.plan import begin_version, put_task
from handrail.store.records.actions.reviews import ask_consult
from handrail.store.records.reading.plan import plan
from handrail.store.records.reading.plan_content import PlannedTask
from tests.demo import MOMENT, Demo
from tests.rooms.clinic.conftest import address
from tests.rooms.clinic.test_room import Room
from tests.store.records.test_plan import REVIEW, draft, sign
from tests.stories.conftest import Check, OpenPage
from tests.stories.test_clinic_pages import can_be_read

TODAY = MOMENT.date()
FEES = "fee_terms"


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


def of_gates(demo: Demo) -> Iterator[tuple[str, str]]:
    noa, case = demo.viewer("noa"), demo.alder
    with acting_as(noa):
        given = record_evidence(
            by=noa, case_id=case, requirement=FEES, on=TODAY, source="Read on paper."
        )
        gone = waive(
            by=noa, case_id=case, requirement=FEES, until=TODAY + timedelta(days=9), reason="Later"
        )
    yield "noa", address("evidence_withdraw", case, "referral", given)
    yield "noa", address("waiver_end", case, "referral", gone)


def of_contacts(demo: Demo) -> Iterator[tuple[str, str]]:
    room, noa, case = Room(demo), demo.viewer("noa"), demo.alder
    iris, held = demo.accounts["iris"].person_id, demo.contact(case, "A26")
    assert iris
    with acting_as(noa):
        asked = ask_consult(
            by=noa, case_id=case, asks=iris, question="Is an outing too early?", contact=held
        )
    yield "noa", address("contact_card", case, room.contact)
    yield "noa", address("contact_not_held", case, room.contact)
    yield "iris", address("consult", case, held, asked)


def of_the_plan(demo: Demo) -> Iterator[tuple[str, str]]:
    noa, case = demo.viewer("noa"), demo.alder
    with acting_as(noa):
        begin_version(by=noa, case_id=case, reason="practical", words="x", review_on=REVIEW)
        person = next(iter(draft(case).content.goals[0].owners))
        task = PlannedTask("", person, "Mara practises the hello at the door")
        put_task(by=noa, case_id=case, token=draft(case).token, task=task)
        sign(demo, noa, case)
        found = plan(case).in_force
        assert found
        begin_version(by=noa, case_id=case, reason="practical", words="y", review_on=REVIEW)
    yield "noa", address("plan_task_tick", case, UUID(found.content.tasks[0].id))
    yield "noa", address("plan_terms", case)


def of_people(demo: Demo) -> Iterator[tuple[str, str]]:
    """Reached from the page that lists them."""
    yield "noa", address("people", demo.alder) + " /correct/"
    yield "noa", address("people", demo.alder) + " /end/"
    yield "iris", reverse("clinic:qualifications") + " /withdraw/"


def of_the_account(demo: Demo) -> Iterator[tuple[str, str]]:
    for route in ("account", "account_reauthenticate"):
        yield "noa", reverse(route)
    yield "mara", reverse("portal:home")


@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
@pytest.mark.parametrize(
    "part", [of_gates, of_contacts, of_the_plan, of_people, of_the_account],
    ids=lambda part: part.__name__,
)  # fmt: skip
def test_it_can_be_read(
    committed_demo: Demo, open_page: OpenPage, axe: Check, fits: Check, part: object, width: int,
    dark: bool,
) -> None:  # fmt: skip
    for who, place in list(part(committed_demo)):  # type: ignore[operator]
        account = committed_demo.accounts[who]
        there, _, link = place.partition(" ")
        page = open_page(there, width=width, dark=dark, account=account)
        if link:
            follow(page, link)
        axe(page)
        fits(page)
        can_be_read(page)


def follow(page: Page, part: str) -> None:
    """The first link whose address holds this."""
    href = page.locator(f'main a[href*="{part}"]').first.get_attribute("href")
    assert href
    page.goto(href)
