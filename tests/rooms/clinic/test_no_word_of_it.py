"""What is done in a case changes no byte on a page of those who may not know of it.

For the desk, which sits in the case, and for the administrator and the privacy officer, who sit in
none: every page they may open is fetched before an act and after it. Where an act has a place in
the calendar, it is held against the same entry with nothing of the kind in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import pytest

from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.contact import NOT_HELD
from handrail.store.records.actions.child_says import Said, add_call, ask_no_questions, write_down
from handrail.store.records.actions.child_views import record_child_view
from handrail.store.records.actions.contacts import Rated, Seen, rate_contact, record_not_held
from handrail.store.records.actions.deciding import Chosen, decide
from handrail.store.records.actions.endings import name_ending
from handrail.store.records.actions.gates import record_evidence
from handrail.store.records.actions.in_the_room import Seen as Tapped
from handrail.store.records.actions.in_the_room import keep_check, tap
from handrail.store.records.actions.kept_back import keep_back
from handrail.store.records.actions.legal_holds import place_hold
from handrail.store.records.actions.letters import begin_hold_letters
from handrail.store.records.actions.measuring import Asked, enter_answers
from handrail.store.records.actions.notes import sign_note
from handrail.store.records.actions.plan import begin_version
from handrail.store.records.actions.psychotherapy_notes import keep_own_note
from handrail.store.records.actions.reviews import ask_consult
from handrail.store.records.actions.safety import (
    decide_outcome,
    decide_suitability,
    record_interview,
)
from handrail.store.records.actions.sessions import SessionPlan, mark_held, plan_session
from handrail.store.records.actions.stops import ask_to_clear, stop_now
from handrail.store.records.actions.understanding import record_concern, record_need
from handrail.store.records.reading.drafts import Piece, Place
from tests.demo import Demo, taken_back
from tests.repo.test_routes import DECLARED, SEATS, address
from tests.store.records.desk import GOOD, Desk

CHANCE = re.compile(rb'(name="(?:csrfmiddlewaretoken|idempotency_key)" value=")[^"]+')
SEATED = {
    "rafa": "coordinator of the case", "sol": "administrator", "greta": "privacy officer",
}  # fmt: skip
MEANT_TO = {("greta", "hold"): {"clinic:legal_holds"}}
"""(who, act) -> the pages it changes all the same: whoever keeps the holds finds a new one."""
SETBACK = Seen(before=4, peak=9, after=8, adherence=3, support=3, signs=("frozen",))
STANDING = ["separate_arrivals", "no_direct_handover"]
"""The measures of Alder: every seat of the team sees which ways keep people apart."""
Act = Callable[[Desk], object]
Pages = Mapping[str, tuple[int, bytes]]


def pages(demo: Demo, who: str) -> Pages:
    """Every page somebody may open: its status and bytes, without what is drawn by chance."""
    client = demo.client(who)
    found = {}
    for (route, verb), answers in DECLARED.items():
        may = dict(zip(SEATS, answers, strict=True))[SEATED[who]]
        if verb == "GET" and may == "P" and route.startswith("clinic:"):
            response = client.get(address(route, demo))
            found[route] = (response.status_code, CHANCE.sub(rb"\1", response.content))
    return found


@pytest.fixture(scope="module")
def untouched(shared_demo: Demo) -> dict[str, Pages]:
    """The pages before anything was done."""
    with taken_back():
        return {who: pages(shared_demo, who) for who in SEATED}


def unlike(before: Pages, after: Pages) -> set[str]:
    """The pages that are not the same."""
    assert len(after) > 5
    assert {status for status, _page in after.values()} == {200}
    return {route for route in after if after[route] != before[route]}


# --- acts ---------------------------------------------------------------------------------------


def somebody(desk: Desk, given: str) -> UUID:
    return UUID(desk.person(given))


def told(desk: Desk) -> None:
    wren, theo = somebody(desk, "Wren"), somebody(desk, "Theo")
    with desk.by() as who:
        said = Said(words="x", safe="no", collecting=theo)
        entry = write_down(**who, said=said, child=wren, about=theo)
    with desk.by() as who:
        add_call(**who, entry=entry, called="hotline", at=desk.moment, told={"done": "hotline"})
        ask_no_questions(**who, entry=entry)


def interview(desk: Desk) -> None:
    theo = somebody(desk, "Theo")
    with desk.by() as who:
        record_interview(
            **who, person_id=theo, on=desk.today, alone=True, outcome="contact_contraindicated",
            measures=[], review_on=desk.today.replace(month=12), notes="x",
        )  # fmt: skip


def worse(desk: Desk) -> None:
    with desk.by() as who:
        decide_outcome(
            **who, outcome="refer_out", measures=STANDING, reason="x",
            review_on=desk.today.replace(month=12),
        )  # fmt: skip


def unsuitable(desk: Desk) -> None:
    with desk.by() as who:
        decide_suitability(**who, decision="not_suitable", reason="x", alternatives="y")


def stepped_down(desk: Desk) -> None:
    with desk.by() as who:
        decide(**who, contact=last(desk), version=-1, chosen=Chosen(move="DOWN"))


def stopped_by_decision(desk: Desk) -> None:
    with desk.by() as who:
        decide(**who, contact=last(desk), version=-1, chosen=Chosen(move="STOP", words="x"))


def last(desk: Desk) -> UUID:
    return desk.demo.contact(desk.case_id, "A26")


def declined(desk: Desk) -> None:
    ladder = desk.ladder()
    with desk.by() as who:
        record_child_view(
            **who, ladder=ladder, rung=desk.now(), answer="no", on=desk.today, asked_by="Noa",
            alone=True, words="x",
        )  # fmt: skip


def rated(desk: Desk) -> None:
    version = desk.version(last(desk))
    with desk.by() as who:
        rate_contact(**who, contact=last(desk), version=version, rated=Rated(peak=9, after=8))


def seen_in_the_room(desk: Desk) -> None:
    with desk.by() as who:
        one = Tapped(client_id=UUID(int=7), seen="", line="x")
        tap(**who, contact=last(desk), seen=one)
        keep_check(**who, contact=last(desk), worst=9, best="x")


def own_note(desk: Desk) -> None:
    with desk.by() as who:
        keep_own_note(**who, text="x")


def hold(desk: Desk) -> None:
    with desk.by("iris") as who:
        place_hold(**who, reason="x")


def instrument(desk: Desk) -> None:
    theo, phq9 = somebody(desk, "Theo"), catalogue().instruments["phq9"]
    answers = {item.id: 3 for item in phq9.items if item.responses.kind != "text"}
    with desk.by() as who:
        asked = Asked(instrument="phq9", respondent=theo, about=theo, on=desk.today)
        assert enter_answers(**who, asked=asked, answers=answers).result


def second_person(desk: Desk) -> None:
    ladder = desk.ladder()
    with desk.by() as who:
        stop_now(**who, child=None, reason="stopped")
        ask_to_clear(**who, ladder=ladder, reason="x")


def consult(desk: Desk) -> None:
    with desk.by() as who:
        ask_consult(
            **who, asks=desk.demo.viewer("iris").person_id, question="x", contact=last(desk)
        )


def understood(desk: Desk) -> None:
    theo = somebody(desk, "Theo")
    with desk.by() as who:
        record_need(**who, person=theo, on=desk.today, text="x")
        record_concern(**who, person=theo, on=desk.today, words="x")


def planned(desk: Desk) -> None:
    with desk.by() as who:
        begin_version(**who, reason="review", words="x")


def ended(desk: Desk) -> None:
    with desk.by() as who:
        name_ending(**who, ending="stopped_for_safety", reason="x")


def letters(desk: Desk) -> None:
    with desk.by() as who:
        begin_hold_letters(**who)


def evidence(desk: Desk) -> None:
    with desk.by() as who:
        record_evidence(**who, requirement="no_conflict_of_interest", on=desk.today, source="x")


def came_for_the_child(desk: Desk) -> None:
    wren, theo = desk.person("Wren"), desk.person("Theo")
    with desk.by() as who:
        keep_back(
            **who, came_as="letter", held="read_threat", arrived_on=desk.today, child=wren,
            sender=theo, from_whom="", words="x",
        )  # fmt: skip


ACTS: Mapping[str, Act] = {
    one.__name__: one
    for one in (
        told, interview, worse, unsuitable, stepped_down, stopped_by_decision, declined, rated,
        seen_in_the_room, own_note, hold, instrument, second_person, consult, understood,
        planned, ended, letters, evidence, came_for_the_child,
    )
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", SEATED)
def test_an_act_they_may_not_know_of_changes_no_byte(
    demo: Demo, untouched: dict[str, Pages], who: str, act: str
) -> None:
    ACTS[act](Desk(demo, demo.alder))
    assert unlike(untouched[who], pages(demo, who)) == MEANT_TO.get((who, act), set())


@pytest.mark.parametrize("who", SEATED)
def test_a_note_changes_no_byte_when_it_is_signed(demo: Demo, who: str) -> None:
    desk, wren = Desk(demo, demo.alder), Desk(demo, demo.alder).person("Wren")
    with desk.by() as noa:
        session = plan_session(**noa, plan=SessionPlan(kind="IC", on=desk.today, present=(wren,)))
        mark_held(**noa, session=session, version=1)
    before = pages(demo, who)
    with desk.by() as noa:
        piece = Piece("x", (wren,), (str(demo.viewer("noa").person_id),))
        place = Place(session=session, kind="progress")
        sign_note(**noa, place=place, version=0, pieces=[piece])
    assert unlike(before, pages(demo, who)) == set()


# --- what has its place in the calendar ---------------------------------------------------------


def with_a_contact(demo: Demo, becomes: Callable[[Desk, UUID], object]) -> Mapping[str, Any]:
    """The pages of the desk once a contact of today has become something."""
    with taken_back():
        desk = Desk(demo, demo.alder)
        contact = desk.plan(
            desk.ladder(), "R4", arrivals=desk.arrivals(*map(desk.person, ("Wren", "Mara", "Theo")))
        )
        becomes(desk, contact)
        return {route: re.sub(rb"[0-9a-f-]{36}", b"", html) for route, (_s, html) in
                pages(demo, "rafa").items()}  # fmt: skip


def not_held(because: str) -> Callable[[Desk, UUID], None]:
    def become(desk: Desk, contact: UUID) -> None:
        version = desk.version(contact)
        with desk.by() as who:
            hours = 3.0 if because == "visiting_parent_cancelled" else None
            record_not_held(
                **who, contact=contact, version=version, because=because, notice_hours=hours
            )

    return become


def test_a_setback_is_a_contact_that_was_held(demo: Demo) -> None:
    """The calendar says that a contact was held, and of a setback no more than of a good one."""
    good = with_a_contact(demo, lambda desk, contact: desk.held(contact))
    setback = with_a_contact(demo, lambda desk, contact: desk.held(contact, SETBACK))
    still_planned = with_a_contact(demo, lambda desk, contact: None)
    assert good == setback
    assert good["clinic:sessions"] != still_planned["clinic:sessions"]
    assert GOOD != SETBACK


def test_whose_doing_it_was_that_a_contact_was_not_held_is_not_said_to_the_desk(demo: Demo) -> None:
    """Least of all that the child declined: what a child says is closed to the desk."""
    found = [with_a_contact(demo, not_held(because)) for because in NOT_HELD]
    assert all(one == found[0] for one in found)
    assert b"not held" in found[0]["clinic:sessions"]
