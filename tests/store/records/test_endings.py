"""What stands against closing a case, read from the record."""

from __future__ import annotations

from datetime import timedelta

from handrail.store.records.actions.endings import still_planned_in
from handrail.store.records.actions.sessions import SessionPlan, cancel_session, plan_session
from handrail.store.records.models import Contact, Session
from tests.demo import Demo
from tests.store.records.desk import Desk


def test_what_is_planned_is_told_by_its_days_and_contacts_are_counted(demo: Demo) -> None:
    alder = Desk(demo, demo.alder)
    with alder.by() as who:
        for row in Session.objects.filter(case_id=alder.case_id, state="planned"):
            cancel_session(**who, session=row.id)
        assert list(still_planned_in(alder.case_id)) == []
    soon = alder.today + timedelta(days=3)
    with alder.by() as who:
        plan = SessionPlan(kind="IP", on=soon, present=(alder.person("Mara"),))
        first = plan_session(**who, plan=plan)
        (told,) = still_planned_in(alder.case_id)
    assert told.startswith("1 session is still planned: 26 July 2025. Call each off")
    contact = alder.plan(
        alder.ladder(),
        alder.now(),
        arrivals=alder.arrivals(*map(alder.person, ("Wren", "Mara", "Theo"))),
    )
    with alder.by() as who:
        (told,) = still_planned_in(alder.case_id)
        days = "23 July 2025 and 26 July 2025"
        assert told.startswith(f"2 sessions are still planned, 1 of them with a contact: {days}.")
        cancel_session(**who, session=first)
        cancel_session(**who, session=Contact.objects.get(id=contact).session_id)
        assert list(still_planned_in(alder.case_id)) == []
