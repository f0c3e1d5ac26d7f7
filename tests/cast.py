"""The people every test knows: one practice, its staff, two families that may not meet.

Practice     Dana (administrator), Rosa and Theo (therapists), Carol (coordinator),
             Pia (privacy officer)
Alder        Rosa's case: Wren (child), Mara and Joel (parents)
Cedar        Theo's case: Ivo (child), Nell (parent)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.test import Client

from handrail.store.accounts.actions.cases import give_seat, open_case
from handrail.store.accounts.actions.invitations import accept, invite
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.actions.practices import give_staff_seat, open_practice
from handrail.store.accounts.models import Account
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.transactions import writing

PASSWORD = "kept by the river 7"


@dataclass(frozen=True)
class Cast:
    """Viewers of the staff, ids of everybody else."""

    practice_id: UUID
    dana: Viewer
    rosa: Viewer
    theo: Viewer
    carol: Viewer
    pia: Viewer
    alder: UUID
    wren: UUID
    mara: UUID
    joel: UUID
    cedar: UUID
    ivo: UUID
    nell: UUID


def assemble() -> Cast:
    """Make everybody, through the same verbs the program uses, in one transaction."""
    with writing():
        return _assemble()


def _assemble() -> Cast:
    opened = open_practice(
        name="Handrail House",
        time_zone="America/Denver",
        jurisdiction="US-XX",
        administrator=("Dana", "Moss", "dana@example.org"),
    )
    dana = opened.administrator
    staff = {
        given: _staff(dana, given, seat)
        for given, seat in [
            ("Rosa", "therapist"),
            ("Theo", "therapist"),
            ("Carol", "coordinator"),
            ("Pia", "privacy_officer"),
        ]
    }
    alder = _family(staff["Rosa"], "Alder", {"Wren": "child", "Mara": "parent", "Joel": "parent"})
    cedar = _family(staff["Theo"], "Cedar", {"Ivo": "child", "Nell": "parent"})
    return Cast(
        practice_id=dana.practice_id,
        dana=dana,
        rosa=staff["Rosa"],
        theo=staff["Theo"],
        carol=staff["Carol"],
        pia=staff["Pia"],
        alder=alder["case"],
        wren=alder["Wren"],
        mara=alder["Mara"],
        joel=alder["Joel"],
        cedar=cedar["case"],
        ivo=cedar["Ivo"],
        nell=cedar["Nell"],
    )


def account_of(administrator: Viewer, viewer: Viewer, email: str) -> Account:
    """An account for somebody of the cast, by invitation, with PASSWORD and a second factor."""
    with acting_as(administrator):
        token = invite(by=administrator, person_id=viewer.person_id, email=email)
    account = accept(token=token, password=PASSWORD)
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.TOTP, data={"secret": "sealed"}
    )
    return account


def client_of(account: Account) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(account)
    return client


def _staff(dana: Viewer, given: str, seat: str) -> Viewer:
    with acting_as(dana):
        person_id = add_person(by=dana, given=given, family="Moss")
        give_staff_seat(by=dana, person_id=person_id, seat=seat)
    return Viewer(person_id=person_id, practice_id=dana.practice_id)


def _family(therapist: Viewer, name: str, people: dict[str, str]) -> dict[str, UUID]:
    with acting_as(therapist):
        case = open_case(
            by=therapist,
            family_name=name,
            opened_on=date(2025, 2, 20),
            basis="court_order",
            jurisdiction="US-XX",
            status="active",
        )
        found = {"case": case}
        for given, seat in people.items():
            found[given] = add_person(by=therapist, given=given, family=name)
            give_seat(by=therapist, case_id=case, person_id=found[given], seat=seat)
    return found
