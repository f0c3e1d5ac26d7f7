"""One family from inquiry to closure, as its therapist and the supervisor walk it.

Voluntary: no order permits anything, but what the two parents signed does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from django.core.cache import cache

from handrail import clock
from tests.demo import MOMENT, Demo
from tests.stories.at_the_desk import Desk
from tests.stories.conftest import Check, OpenPage

IN_HAND = re.compile(r"\[[^\]]*\]")


class Days:
    """The calendar of the story: whoever comes the next day signs in again."""

    def __init__(self, demo: Demo, clocks: ExitStack) -> None:
        self.demo = demo
        self.now = MOMENT
        self._clocks = clocks

    def later(self, days: int, **desks: Desk) -> None:
        self.now += timedelta(days=days)
        self._clocks.enter_context(clock.stopped_at(self.now))
        for name, desk in desks.items():
            desk.sign_in(self.demo.accounts[name])

    @property
    def today(self) -> date:
        return self.now.date()


@pytest.fixture
def days(committed_demo: Demo) -> Iterator[Days]:
    cache.clear()
    with ExitStack() as clocks:
        yield Days(committed_demo, clocks)


@pytest.fixture
def noa(days: Days, open_page: OpenPage, axe: Check, fits: Check) -> Desk:
    return Desk(open_page("/today/", account=days.demo.accounts["noa"]), axe, fits)


@pytest.fixture
def iris(days: Days, open_page: OpenPage, axe: Check, fits: Check) -> Desk:
    return Desk(open_page("/today/", account=days.demo.accounts["iris"]), axe, fits)


def test_a_voluntary_family_from_inquiry_to_closure(days: Days, noa: Desk, iris: Desk) -> None:
    inquiry(noa)
    iris.case = noa.case
    noa.form("team/", "Give the seat", person="Iris", seat="supervisor")
    referral(noa)
    interviews(noa)
    understanding(noa)
    plan(noa, iris)
    ladder = agreement(noa)
    last = three_settled_contacts(days, noa, iris, ladder)
    step_up(noa, ladder, last)
    setback(noa, ladder)
    stop_and_lift(noa, iris, ladder)
    review(noa, iris)
    ending(days, noa, iris)


def inquiry(noa: Desk) -> None:
    """Somebody of the family calls; staff write the inquiry down."""
    noa.form(
        "/cases/new/", "Open the case",
        family_name="Maple", basis="voluntary", jurisdiction="US-XX", referred_by="parent",
        received_on="2025-07-20", reasons=("child_does_not_want_to_go",),
        given_1="Pia", seat_1="child", born_1="2016-04", homes_1=("first home",),
        given_2="Gwen", seat_2="parent", born_2="1986", homes_2=("first home",),
        given_3="Hugo", seat_3="parent", born_3="1984", homes_3=("second home",),
        words="Gwen calls: Pia has not seen Hugo since the winter.",
    )  # fmt: skip
    noa.case = noa.here()


def referral(noa: Desk) -> None:
    """Accepting waits for its gate, which says everything that is missing."""
    noa.open("referral/")
    assert "The gate is closed" in noa.text()
    noa.form("referral/jurisdiction/", "I confirm it")
    meet(noa, "referral", "Asked alone by telephone, written down the same day")
    noa.form("referral/accept/", "Accept the family")


def meet(noa: Desk, gate: str, source: str) -> None:
    """Enter what meets everything a gate still asks for by hand."""
    while True:
        noa.open(f"gates/{gate}/")
        if not noa.page.get_by_role("link", name="Enter what meets it").count():
            return
        noa.follow("Enter what meets it")
        noa.send("Record it", on="2025-07-22", source=source)


def interviews(noa: Desk) -> None:
    """Each adult alone, on a day of their own; two on one day are refused."""
    told = {"alone": "yes", "outcome": "no_concern", "review_on": "2025-10-22"}
    noa.form("safety/interview/", "Record it", person="Gwen", on="2025-07-21", **told)
    against = noa.refused("safety/interview/", "Record it", person="Hugo", on="2025-07-21", **told)
    assert "day" in against
    noa.send("Record it", on="2025-07-22")
    noa.form(
        "safety/outcome/", "Decide", outcome="no_concern", review_on="2025-10-22",
        reason="Both were asked alone; nobody reports harm.",
    )  # fmt: skip


def understanding(noa: Desk) -> None:
    """Each adult's concern, two explanations, what each needs, the family map."""
    for name, words in (("Gwen", "He drives too fast"), ("Hugo", "I am forgotten")):
        noa.form("understanding/concern/", "Write it down", person=name, words=words)
    told = noa.refused(
        "understanding/formulation/", "Keep as a new version",
        weight_realistic_fear="some", for_realistic_fear="Two accounts of the same drive",
    )  # fmt: skip
    assert "two explanations" in told
    noa.send(
        "Keep as a new version",
        weight_alignment="some", for_alignment="Speaks of both with warmth when alone",
    )  # fmt: skip
    for name in ("Pia", "Gwen", "Hugo"):
        noa.form("understanding/need/", "Write it down", person=name, text="To be asked first")
    for name in ("Gwen", "Hugo"):
        noa.form(
            "people/relation/", "Keep it", of=name, kind="parent_of", to="Pia", quality="close"
        )


def plan(noa: Desk, iris: Desk) -> None:
    """Version 1: a goal in five steps, a ladder, a task; two people sign it."""
    noa.form("plan/begin/", "Begin the draft")
    noa.form(
        "plan/goal/", "Keep it in the draft",
        statement="Be in a room with Hugo and feel all right", domain="trust_and_safety",
        owners=("Pia",), step_0="no contact", step_1="letters", step_2="45 minutes, guided",
        step_3="an outing", step_4="asks for more",
    )  # fmt: skip
    noa.open("plan/")
    noa.follow("Set up a ladder, Pia with Hugo")
    left_out = ("R0", "R2b", *(f"R{number}" for number in range(5, 13)))
    noa.send("Keep it in the draft", **{f"use_{rung}": False for rung in left_out})
    noa.form("plan/task/", "Keep it in the draft", person="Hugo", text="Rehearse how to listen")
    noa.form("plan/sign/", "Sign")
    agreed(iris)


def agreed(second: Desk) -> None:
    """The other person opens what waits for them, enters their code, and agrees."""
    second.open("two-people/")
    second.page.locator("main tr", has_text="waits").locator("a").first.click()
    second.send("Agree, and do it")


def agreement(noa: Desk) -> str:
    """No contact before both have signed and the child was asked."""
    noa.open("contacts/")
    address = noa.page.get_by_role("link", name="Plan a contact").get_attribute("href") or ""
    ladder = address.partition(noa.case)[2].lstrip("/").removesuffix("contact/")
    noa.form(
        "order/agreement/", "Enter the agreement", children=("Pia",), authority=("Gwen", "Hugo"),
        permitted=("letter", "recording", "in_person_with_therapist"), review_on="2025-10-23",
    )  # fmt: skip
    signing = noa.page.url
    against = noa.refused(f"{ladder}contact/", "Plan the contact", minutes=10, at="14:00")
    assert "have not signed the agreement" in against
    assert "not asked about step 1" in against
    for name in ("Gwen", "Hugo"):
        noa.form(f"{signing.partition(noa.case)[2].lstrip('/')}sign/", "Record it", person=name)
    answered(noa, ladder, "R1", "ok if it is short")
    return ladder


def answered(noa: Desk, ladder: str, rung: str, said: str) -> None:
    """Pia says yes to a step, alone with Noa."""
    noa.form(f"{ladder}view/", "Keep the answer", rung=rung, answer="yes", alone="yes", said=said)


def contact(noa: Desk, ladder: str, **seen: int | str) -> str:
    """A contact planned, screened where it is a letter or a recording, held and rated."""
    noa.form(f"{ladder}contact/", "Plan the contact", minutes=10, at="14:00", activity="A letter")
    address = noa.page.url.partition(noa.case)[2].lstrip("/")
    screened(noa, address)
    rated: dict[str, int | str] = {"before": 3, "peak": 4, "after": 1, "adherence": 5, "support": 4}
    noa.form(f"{address}held/", "Record the contact", **{**rated, **seen})
    return address


def screened(noa: Desk, address: str) -> None:
    """Each letter or recording is read anew: not one line is left open when the child gets it."""
    against = noa.refused(f"{address}held/", "Record the contact", before=3, peak=4, after=1)
    assert "“No date, no plan, no promise.”" in against
    noa.open(address)
    noa.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    card = noa.page.locator("form", has=noa.page.locator("[value='preparation.letter_screening']"))
    for box in card.get_by_role("checkbox").all():
        box.check()
    card.get_by_role("button").click()
    assert "The ticks are kept" in noa.text()


def three_settled_contacts(days: Days, noa: Desk, iris: Desk, ladder: str) -> str:
    """Two days later each home's answer comes in; the third settled one brings the proposal."""
    for number in (1, 2, 3):
        address = contact(noa, ladder)
        days.later(2, noa=noa, iris=iris)
        noa.form(f"{address}after/", "Keep the answer", person="Gwen", value=0)
        assert ("The rule says: up" in noa.text()) is (number == 3)
    return address


def step_up(noa: Desk, ladder: str, last: str) -> None:
    """Nobody moves up before the child was asked; then a clinician decides, with a reason."""
    up = {"move": "UP", "reason": "child_view", "said": "Pia wants to see the dog"}
    against = noa.refused(f"{last}decision/", "Record the decision", **up)
    assert "not asked about step 2" in against
    answered(noa, ladder, "R2", "yes, a video")
    noa.form(f"{last}decision/", "Record the decision", **up)


def setback(noa: Desk, ladder: str) -> None:
    """It ends early; down goes at once, by one person; the alarm is answered on its sheet."""
    address = contact(
        noa, ladder, before=4, peak=8, after=5, adherence=2, ended_early="yes",
        stop_card="used_and_ended",
    )  # fmt: skip
    assert "The rule says: down" in noa.text()
    noa.form(f"{address}decision/", "One step down, now")
    assert "went down a step" in noa.text()
    noa.form(
        f"{address}review/", "Answer the review sheet", changed="Hugo asked about the winter",
        alternatives=("step_down",), decision="One step down; rehearse with Hugo",
    )  # fmt: skip


def stop_and_lift(noa: Desk, iris: Desk, ladder: str) -> None:
    """One person stops, at once; two people lift it, for this ladder's own parent is concerned."""
    noa.form("stops/new/", "Stop contact now", child="Pia", about="Hugo", reason="stopped")
    assert "Order time is not touched" in noa.text()
    against = noa.refused(f"{ladder}contact/", "Plan the contact", minutes=10, at="14:00")
    assert "The ladder is stopped" in against
    noa.form(f"{ladder}lift/", "Ask a second person", reason="Hugo has prepared")
    noa.open("stops/")
    assert "plans no contact and begins none" in noa.text()
    agreed(iris)
    noa.open("stops/")
    assert "Nothing is stopped" in noa.text()


def review(noa: Desk, iris: Desk) -> None:
    """The progress review scores the goal, asks about harm, and makes version 2."""
    noa.form(
        "plan/review/", "Keep the review", score_G1="-1", scored_by="Iris",
        changed="Letters were read; one setback", harm="Asked each of them; nobody sees any",
        child_view="ok",
    )  # fmt: skip
    noa.form("plan/sign/", "Sign")
    agreed(iris)
    noa.open("plan/")
    assert "Version 2, in force" in noa.text()


def ending(days: Days, noa: Desk, iris: Desk) -> None:
    """Named at once; closed when everybody was told, the summary is signed and after-care set."""
    noa.form("ending/name/", "Name it", ending="planned", reason="They meet as they agreed")
    assert "Its gate is closed" in noa.text()
    letters = noa.page.locator("main table a").evaluate_all("(all) => all.map((e) => e.href)")
    for letter in letters:
        noa.page.goto(letter)
        text = noa.page.locator("main textarea").input_value()
        assert IN_HAND.search(text), "a letter begins with gaps that a person fills in"
        noa.send("Keep the text", text=IN_HAND.sub("as we said", text))
        noa.follow("Sign this letter")
        noa.send("Sign it")
    agreed(iris)  # the summary
    for letter in letters:
        noa.page.goto(letter)
        noa.follow("It was given")
        noa.send("Keep it", way="in_person")
    noa.form(
        "ending/after-care/", "Keep it", person="Pia", helper="The school counsellor",
        follow_up_on=str(days.today + timedelta(days=30)),
    )  # fmt: skip
    meet(noa, "closure", "Told in a session; written down")
    noa.empty_calendar()
    noa.form("ending/close/", "Close the case")
    assert "The case is closed" in noa.text()
