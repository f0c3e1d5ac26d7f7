"""The demo practice as test data: the people and families of handrail.web.demo, on their day.

Staff        Noa (therapist of all three families), Iris (their supervisor), Rafa (coordinator),
             Jonas (therapist, on no case), Greta (privacy officer), Sol (administrator)
Families     Alder, Cedar, Linden; both parents of each can sign in
The day      Wednesday 23 July 2025, 13:32 in the practice
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.test import Client

from handrail import clock
from handrail.store.accounts.models import Account, Membership
from handrail.store.accounts.reading import cases_of
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.records.models import Contact, Ladder, Session
from handrail.web.demo.cast import seats
from handrail.web.demo.loading import load

MOMENT = datetime(2025, 7, 23, 13, 32, tzinfo=ZoneInfo("America/Denver"))


@dataclass(frozen=True)
class Demo:
    """Everybody who can sign in, by given name in small letters; cases by family name."""

    practice_id: UUID
    accounts: Mapping[str, Account]
    cases: Mapping[str, UUID]

    @property
    def alder(self) -> UUID:
        return self.cases["Alder"]

    @property
    def cedar(self) -> UUID:
        return self.cases["Cedar"]

    @property
    def linden(self) -> UUID:
        return self.cases["Linden"]

    def viewer(self, name: str) -> Viewer:
        """Somebody, to act in their name."""
        return viewer_of(self.accounts[name])

    def membership(self, case_id: UUID, name: str) -> UUID:
        """The row of somebody's seat in a case."""
        with acting_as(self.viewer("noa")):
            rows = Membership.objects.filter(
                case_id=case_id, person_id=self.accounts[name].person_id
            )
            return rows.values_list("id", flat=True).get()

    def contact(self, case_id: UUID, ref: str) -> UUID:
        """The row of a contact by its session's name."""
        with acting_as(self.viewer("noa")):
            rows = Contact.objects.filter(case_id=case_id, session__ref=ref)
            return rows.values_list("id", flat=True).get()

    def session(self, case_id: UUID, ref: str) -> UUID:
        """The row of a session by its name."""
        with acting_as(self.viewer("noa")):
            rows = Session.objects.filter(case_id=case_id, ref=ref)
            return rows.values_list("id", flat=True).get()

    def ladder(self, case_id: UUID) -> UUID:
        """The row of the first ladder of a case."""
        with acting_as(self.viewer("noa")):
            rows = Ladder.objects.filter(case_id=case_id).order_by("position")
            return rows.values_list("id", flat=True)[0]

    def client(self, name: str) -> Client:
        """A browser in which somebody is signed in."""
        client = Client()
        client.force_login(self.accounts[name])
        return client


@contextmanager
def on_the_day() -> Iterator[None]:
    """The clock stands still at MOMENT."""
    with clock.stopped_at(MOMENT):
        yield


def assemble() -> Demo:
    """Make the practice with all its families."""
    with on_the_day():
        load(lambda told: None)
    emails = {seat.email: key for key, seat in seats().items()}
    rows = Account.objects.filter(email__in=emails)
    accounts = {emails[account.email]: account for account in rows}
    noa = viewer_of(accounts["noa"])
    with acting_as(noa):
        cases = {one.case.family_name: one.case.id for one in cases_of(noa)}
    return Demo(noa.practice_id, accounts, cases)


def viewer_of(account: Account) -> Viewer:
    """Somebody, to act in their name."""
    return Viewer(person_id=account.person_id, practice_id=account.practice_id)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written in the block is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
