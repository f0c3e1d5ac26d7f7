"""Acting on the demo families at the desk, with a clock that moves on between acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from handrail import clock
from handrail.core.family_file.values import Arrival
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.contacts import Card, Seen, plan_contact, record_held
from handrail.store.records.actions.recording import recording
from handrail.store.records.actions.sessions import SessionPlan
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.models import Contact, Evidence, Ladder
from tests.demo import MOMENT, Demo

GOOD = Seen(before=3, peak=4, after=1, adherence=5, support=5)


class Desk:
    """Somebody of the demo practice acts on one case; each act is a minute after the last."""

    def __init__(self, demo: Demo, case_id: UUID) -> None:
        self.demo = demo
        self.case_id = case_id
        self.moment: datetime = MOMENT

    @contextmanager
    def by(self, name: str = "noa", *, days: int = 0) -> Iterator[dict[str, Any]]:
        """The keywords of a verb, a minute (or some days) later than the act before."""
        self.moment += timedelta(minutes=1, days=days)
        viewer = self.demo.viewer(name)
        with clock.stopped_at(self.moment), acting_as(viewer):
            yield {"by": viewer, "case_id": self.case_id}

    @property
    def today(self) -> date:
        return self.moment.date()

    def chart(self) -> CaseChart:
        with self.by():
            return charted(self.case_id, self.today)

    def ladder(self, child: str = "", parent: str = "") -> UUID:
        """The row of a ladder by given names; the first when none is given."""
        with self.by():
            for row in Ladder.objects.filter(case_id=self.case_id).order_by("position"):
                names = (row.child.given, row.parent.given)
                if names == (child or names[0], parent or names[1]):
                    return UUID(str(row.id))
        raise LookupError(child)

    def now(self, place: int = 0) -> str:
        """The id of the rung a ladder is on."""
        one = self.chart().ladders[place]
        return one.rungs[one.now].id

    def person(self, given: str) -> str:
        family = self.chart().family
        return next(one.id for one in family.people if one.given == given)

    def evidence(self, requirement: str) -> None:
        with self.by() as who, recording(**who, act="case.changed") as record:
            record.add(
                Evidence, requirement=requirement, on=self.today, texts={"source": "The list."}
            )

    def arrivals(self, child: str, brought_by: str, parent: str) -> tuple[Arrival, ...]:
        return (
            Arrival(parent, "09:00", "Street door", leaves_at="11:00"),
            Arrival(child, "09:30", "Garden door", brought_by=brought_by, leaves_at="10:30"),
        )

    def plan(self, ladder: UUID, rung: str, *, on: date | None = None, **more: Any) -> UUID:
        with self.by() as who:
            session = SessionPlan(kind="", on=on or self.today, at=time(9, 30), **more)
            return plan_contact(**who, ladder=ladder, rung=rung, session=session, card=Card())

    def version(self, contact: UUID) -> int:
        with self.by():
            return int(Contact.objects.get(id=contact).version)

    def held(self, contact: UUID, seen: Seen = GOOD) -> None:
        version = self.version(contact)
        with self.by() as who:
            record_held(**who, contact=contact, version=version, seen=seen)

    def row(self, contact: UUID) -> Contact:
        with self.by():
            found: Contact = Contact.objects.select_related("session").get(id=contact)
            return found
