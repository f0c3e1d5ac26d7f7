"""Contacts at the desk, in the browser: planned, recorded, followed up, decided, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse

from handrail import clock
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.chart.arranged import charted
from handrail.store.records.models import Contact, CoSign, Order, OrderConflict, Session
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import MOMENT, Demo, taken_back
from tests.rooms.clinic.conftest import Open
from tests.rooms.clinic.test_staff import mistakes, page_of, send, to
from tests.rooms.shared.test_sign_in import code_now

DAY = MOMENT.date()


class Desk:
    """Noa and Iris at the pages of Alder; the clock moves on between them."""

    def __init__(self, demo: Demo) -> None:
        self.demo, self.moment = demo, MOMENT

    def later(self, days: int = 0) -> Any:
        self.moment += timedelta(minutes=1, days=days)
        return clock.stopped_at(self.moment)

    def send(self, route: str, *of: object, who: str = "noa", **given: object) -> HttpResponse:
        with self.later():
            client = self.demo.client(who)
            return send(client, to(route, self.demo.alder, *of), **given)

    def page(self, route: str, *of: object, who: str = "noa") -> Any:
        with self.later():
            address = to(route, self.demo.alder, *of)
            return page_of(self.demo.client(who).get(address))  # type: ignore[arg-type]

    def today(self) -> Any:
        with self.later():
            return page_of(self.demo.client("noa").get(to("today")))  # type: ignore[arg-type]

    def step(self) -> str:
        with self.later(), acting_as(self.demo.viewer("noa")):
            one = charted(self.demo.alder, self.moment.date()).ladders[0]
            return one.rungs[one.now].id

    def person(self, given: str) -> str:
        with self.later(), acting_as(self.demo.viewer("noa")):
            family = charted(self.demo.alder, self.moment.date()).family
        return next(one.id for one in family.people if one.given == given)

    def plan(self, **given: object) -> HttpResponse:
        return self.send(
            "contact_plan", self.demo.ladder(self.demo.alder),
            **{"on": DAY, "at": "09:30", "minutes": 45, "child_at": "09:30",
               "child_door": "Garden door", "child_leaves": "10:30",
               "brought_by": self.person("Mara"), "parent_at": "09:00",
               "parent_door": "Street door", "parent_leaves": "11:00",
               "activity": "The card game", **given},
        )  # fmt: skip

    def planned(self) -> UUID:
        """A contact planned for today; its row."""
        answer = self.plan()
        assert answer.status_code == 303, mistakes(answer)
        return self.demo.contact(self.demo.alder, "A29")

    def held(self, contact: UUID, **given: object) -> HttpResponse:
        return self.send(
            "contact_record", contact,
            **{"version": self.row(contact).version, "before": 3, "peak": 4, "after": 1,
               "adherence": 5, "support": 5, "stop_card": "", "ended_early": "no",
               "critical_incident": "no", "paper": "no", **given},
        )  # fmt: skip

    def row(self, contact: UUID) -> Contact:
        with self.later(), acting_as(self.demo.viewer("noa")):
            found: Contact = Contact.objects.select_related("session").get(id=contact)
            return found

    def decide(self, contact: UUID, **given: object) -> HttpResponse:
        version = self.row(contact).version
        return self.send("decision", contact, version=version, **given)


@pytest.fixture
def desk(demo: Demo) -> Iterator[Desk]:
    with taken_back():
        yield Desk(demo)


def test_a_contact_is_planned_with_its_card_and_prepared_for_each_person(desk: Desk) -> None:
    contact = desk.planned()
    page = desk.page("contact", contact)
    assert "The card game" in page.text
    assert "As things stand it may not begin" not in page.text
    theo = desk.person("Theo")
    answer = desk.send(
        "contact", contact, card="preparation.parent_visiting", person=theo, lines=["0", "2"]
    )
    assert answer.status_code == 303
    page = desk.page("contact", contact)
    assert "Theo: " in page.text
    assert "2 of " in page.text
    desk.send("contact", contact, card="preparation.parent_visiting", person=theo, lines=["0"])
    assert "1 of " in desk.page("contact", contact).text


def test_planning_tells_every_reason_and_keeps_what_was_written(desk: Desk) -> None:
    answer = desk.plan(parent_at="09:25", on=DAY - timedelta(days=1))
    told = mistakes(answer)
    assert answer.status_code == 200
    assert "That day is over" in told
    assert "Mara and Theo would come or go at" in told
    assert "The card game" in answer.content.decode()


def test_recorded_followed_up_and_decided_by_a_clinician_alone(desk: Desk) -> None:
    contact = desk.planned()
    assert desk.held(contact).status_code == 303
    page = desk.page("contact", contact)
    assert "The rule says: hold" in page.text
    assert "48-hour answer is still awaited" in page.text
    with desk.later(days=2):
        pass
    desk.send("after_effect", contact, person=desk.person("Mara"), value=0, said="Slept well")
    page = desk.page("contact", contact)
    assert "The rule says: up" in page.text
    assert "Slept well" in page.text
    assert desk.step() == "R4", "nothing moves before somebody decides"
    desk.send(
        "child_view", desk.demo.ladder(desk.demo.alder), rung="R5", answer="yes",
        on=desk.moment.date(), asked_by="Noa", alone="yes", said="If I can bring the dog",
    )  # fmt: skip
    answer = desk.decide(contact, move="UP", reason="child_view", said="She asks for it.")
    assert answer.status_code == 303, mistakes(answer)
    assert desk.step() == "R5"
    assert "She asks for it." in desk.page("contact", contact).text


def test_a_decision_without_a_reason_is_told_what_is_missing(desk: Desk) -> None:
    contact = desk.demo.contact(desk.demo.alder, "A26")
    answer = desk.decide(contact, move="UP", reason="clinical_judgement")
    told = mistakes(answer)
    assert "was not asked about step 5" in told
    assert "consult with the supervisor" in told
    assert desk.step() == "R4"


def test_down_is_one_click_and_asks_for_nothing(desk: Desk) -> None:
    contact = desk.demo.contact(desk.demo.alder, "A26")
    assert desk.send("decision", contact, now="DOWN").status_code == 303
    assert desk.step() == "R3"


def test_going_up_against_a_no_takes_a_code_and_a_second_person(desk: Desk) -> None:
    contact = desk.demo.contact(desk.demo.alder, "A26")
    supervisor = desk.demo.accounts["iris"].person_id
    desk.send("consult_ask", contact, asks=supervisor, question="Is it time?")
    assert "has not answered yet" in desk.page("contact", contact).text
    with acting_as(desk.demo.viewer("noa")):
        consult = Contact.objects.get(id=contact).consults.get().id
    assert desk.send("consult", contact, consult, who="iris", answer="Go on.").status_code == 303
    desk.send(
        "child_view", desk.demo.ladder(desk.demo.alder), rung="R5", answer="not_yet",
        on=desk.moment.date(), asked_by="Noa", alone="yes",
    )  # fmt: skip
    given = {"move": "UP", "reason": "clinical_judgement", "said": "Reason.",
             "told_child": "You can stop it."}  # fmt: skip
    assert "code" in mistakes(desk.decide(contact, **given))
    answer = desk.decide(contact, **given, code=code_now(SECOND_FACTOR))
    assert answer.headers["Location"] == to("co_signs", desk.demo.alder)
    assert desk.step() == "R4"
    with acting_as(desk.demo.viewer("iris")):
        asked = CoSign.objects.get(act="on_against_no", answer="")
    page = desk.page("co_sign", asked.id, who="iris")
    assert "did not say yes" in page.text
    assert "You can stop it." in page.text


def test_a_stop_is_one_form_and_lifted_by_two(desk: Desk) -> None:
    contact = desk.planned()
    wren, theo = desk.person("Wren"), desk.person("Theo")
    answer = desk.send("stop_new", child=wren, about=theo, reason="safety_flag")
    assert answer.status_code == 303
    page = desk.page("stops")
    assert "Order time is not touched by this" in page.text
    assert "The program tells nobody in the family" in page.text
    assert "Still planned. It cannot begin" in page.text
    assert "As things stand it may not begin" in desk.page("contact", contact).text
    ladder = desk.demo.ladder(desk.demo.alder)
    assert "is not the one" in mistakes(
        desk.send("stop_clear", ladder, reason="Looked.", code="000000")
    )
    answer = desk.send("stop_clear", ladder, reason="Looked.", code=code_now(SECOND_FACTOR))
    assert answer.headers["Location"] == to("co_signs", desk.demo.alder)
    with acting_as(desk.demo.viewer("iris")):
        asked = CoSign.objects.get(act="stop_clearing", answer="")
    assert "Lift what stops a ladder" in desk.page("co_sign", asked.id, who="iris").text
    desk.send("co_sign", asked.id, who="iris", **{"which": "agree", "agree-code":
              code_now(SECOND_FACTOR), "agree-idempotency_key": str(UUID(int=7))})  # fmt: skip
    assert "Nothing is stopped." in desk.page("stops").text


def test_the_next_card_leads_to_where_it_is_done(desk: Desk, open_page: Open) -> None:
    desk.send("stop_new", child=desk.person("Wren"), about="", reason="stopped")
    page = desk.page("case")
    assert page.links()["Look at the stop"] == to("stops", desk.demo.alder)


def test_a_review_sheet_answers_what_a_setback_opened(desk: Desk) -> None:
    contact = desk.planned()
    desk.held(contact, before=5, peak=8, after=5, adherence=2, stop_card="used_and_ended")
    page = desk.page("contact", contact)
    assert "Answer the review sheet" in page.text
    assert "The rule says: down" in page.text
    answer = desk.send(
        "review_sheet", contact, changed="Questions about the past", alternatives=["step_down"],
        decision="Back to messages", next_on=desk.moment.date(),
    )  # fmt: skip
    assert answer.status_code == 303, mistakes(answer)
    page = desk.page("contact", contact)
    assert "Back to messages" in page.text
    assert "Answer the review sheet" not in page.text


def test_not_held_says_whose_and_unplanned_counts_for_nothing(desk: Desk) -> None:
    contact = desk.planned()
    version = desk.row(contact).version
    answer = desk.send("contact_not_held", contact, version=version, because="child_ill")
    assert answer.status_code == 303
    assert "not held: the child was ill" in desk.page("contact", contact).text
    ladder = desk.demo.ladder(desk.demo.alder)
    answer = desk.send("contact_unplanned", ladder, on=DAY, stop_card="", critical_incident="no")
    assert answer.status_code == 303
    assert "nobody planned it" in desk.page("contacts").text
    assert desk.step() == "R4"


def test_a_session_is_planned_changed_called_off_and_nobody_meets(desk: Desk) -> None:
    mara, theo = desk.person("Mara"), desk.person("Theo")
    given = {"kind": "IP", "on": DAY, "at": "11:00", "present": [mara], "a1_person": mara,
             "a1_at": "11:00", "a1_door": "Garden door"}  # fmt: skip
    assert desk.send("session_plan", who="rafa", **given).status_code == 303
    session = desk.demo.session(desk.demo.alder, "A29")
    both = {**given, "kind": "CP", "present": [mara, theo]}
    assert "kept apart and would be in one session" in mistakes(desk.send("session_plan", **both))
    assert desk.send("session", session, **given, version=9).status_code == 200
    assert desk.send("session", session, **{**given, "at": "11:15"}, version=1).status_code == 303
    assert desk.send("session_cancel", session).status_code == 303
    with acting_as(desk.demo.viewer("noa")):
        row = Session.objects.get(id=session)
    assert (row.state, row.not_held_because, row.at.isoformat()) == (
        "not_held", "cancelled", "11:15:00",
    )  # fmt: skip
    assert "called off" in desk.page("sessions", who="rafa").text


def test_an_order_is_entered_clause_by_clause_and_order_time_is_shown(desk: Desk) -> None:
    theo, wren = desk.person("Theo"), desk.person("Wren")
    page = desk.page("order_new")
    assert "Order time" in page.text
    noa = desk.demo.accounts["noa"].person_id
    with desk.later():
        address = to("order_new", desk.demo.alder) + "?clause=PARENTING_TIME"
        answer = send(
            desk.demo.client("noa"), address, kind="family_order", signed_on=DAY, named=noa,
            **{"PARENTING_TIME.parent": [theo], "PARENTING_TIME.children": [wren],
               "PARENTING_TIME.schedule": "Saturdays from 10 to 14",
               "PARENTING_TIME.modality": ["in_person_unsupervised"]},
        )  # fmt: skip
    assert answer.status_code == 303, mistakes(answer)
    with acting_as(desk.demo.viewer("noa")):
        assert Order.objects.filter(case_id=desk.demo.alder).count() == 2
        conflict = OrderConflict.objects.get().id
    for route in ("order", "ladder"):
        assert "Saturdays from 10 to 14" in desk.page(route).text
    assert "The order asks for more than the plan" in desk.page("order").text
    assert "The order asks for more than the plan" not in desk.page("order", who="rafa").text
    for where in (desk.page("case"), desk.today()):
        assert "The order asks for more than the plan: in person" in where.text
    assert desk.send("order_conflict", conflict, outcome="Counsel asks.").status_code == 303
    assert "asks for more" not in desk.today().text
    assert "Counsel asks." in desk.page("order").text
    assert "a new order has to be looked at" in desk.page("stops").text.lower()


def test_an_agreement_is_signed_and_withdrawn_at_once(desk: Desk) -> None:
    wren, mara, theo = (desk.person(name) for name in ("Wren", "Mara", "Theo"))
    answer = desk.send(
        "agreement_new", children=[wren], authority=[mara, theo], permitted=["letter"]
    )
    assert answer.status_code == 303, mistakes(answer)
    agreement = answer.headers["Location"].rstrip("/").rpartition("/")[2]
    for person in (mara, theo):
        assert desk.send("agreement_sign", agreement, person=person, on=DAY).status_code == 303
    assert desk.send("agreement", agreement, person=mara).status_code == 303
    assert "withdrew on" in desk.page("agreement", agreement).text


@pytest.mark.parametrize("who", ["jonas", "rafa", "greta", "sol", "mara"])
def test_nobody_else_finds_a_contact(demo: Demo, who: str) -> None:
    client, nothing = demo.client(who), demo.client(who).get("/none/").content
    contact, ladder = demo.contact(demo.alder, "A26"), demo.ladder(demo.alder)
    for route, of in (
        ("contacts", ()), ("contact", (contact,)), ("decision", (contact,)), ("stops", ()),
        ("stop_new", ()), ("contact_plan", (ladder,)), ("child_view", (ladder,)),
        ("order_new", ()),
    ):  # fmt: skip
        found = client.get(to(route, demo.alder, *of))
        assert (found.status_code, found.content) == (404, nothing), route


def test_a_contact_of_another_case_is_not_there(demo: Demo) -> None:
    other, ladder = demo.contact(demo.linden, "L24"), demo.ladder(demo.linden)
    noa = demo.client("noa")
    for route, of in (
        ("contact", other), ("decision", other), ("after_effect", other), ("review_sheet", other),
        ("contact_plan", ladder), ("child_view", ladder), ("stop_clear", ladder),
    ):  # fmt: skip
        assert noa.get(to(route, demo.alder, of)).status_code == 404, route
