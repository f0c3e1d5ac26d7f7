"""What the rooms ask about people, cases and seats. Every answer is a frozen value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from handrail import clock
from handrail.store.accounts.links import usable_links
from handrail.store.accounts.models import (
    Account,
    Case,
    Invitation,
    Membership,
    Person,
    Practice,
    StaffSeat,
    folded_email,
)
from handrail.store.accounts.seats import CASE_TEAM, KEEPS_THE_DOOR
from handrail.store.accounts.tokens import hashed
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import case_seats, in_force, staff_seats
from handrail.store.database.engine import OWNER
from handrail.store.database.prepared import Prepared, Row
from handrail.store.database.roles import connected_as
from handrail.store.database.text import by_name


@dataclass(frozen=True)
class CaseHeader:
    """The cover of a case. `family_name` is for staff pages alone."""

    id: UUID
    practice_id: UUID
    number: int
    family_name: str
    status: str
    opened_on: date
    closed_on: date | None
    basis: str
    client_is: str
    jurisdiction: str
    protocol_version: str
    version: int


@dataclass(frozen=True)
class OpenCase:
    """A case this viewer may enter now, and the seat that lets them in.

    keeps_door: whether they are an administrator of the practice too.
    """

    case: CaseHeader
    seat: str
    keeps_door: bool = False


@dataclass(frozen=True)
class Named:
    """A person as a screen shows them."""

    id: UUID
    given: str
    family: str
    pronouns: str


_HEADER = list(CaseHeader.__dataclass_fields__)


def _team_seats(person: UUID, practice: UUID) -> QuerySet[Any, Any]:
    viewer = Viewer(person_id=person, practice_id=practice)
    keeps_door = Exists(staff_seats(viewer, KEEPS_THE_DOOR))
    seats = case_seats(viewer).annotate(keeps_door=keeps_door)
    return seats.values_list("seat", "keeps_door", *(f"case__{name}" for name in _HEADER))


def _team_seats_in(person: UUID, practice: UUID, case: UUID) -> QuerySet[Any, Any]:
    return _team_seats(person, practice).filter(case_id=case)


_OPEN_CASES = Prepared(_team_seats, keys=("person", "practice"))
_OPEN_CASE = Prepared(_team_seats_in, keys=("person", "practice", "case"))


def case_for(viewer: Viewer, case_id: UUID) -> OpenCase | None:
    """The case, if the viewer has a seat on its team in force now; otherwise None.

    One query: absent, foreign, not begun and ended all look and cost the same.
    """
    found = _OPEN_CASE.rows(person=viewer.person_id, practice=viewer.practice_id, case=case_id)
    return next(iter(_open_cases(found)), None)


def cases_of(viewer: Viewer) -> list[OpenCase]:
    """Every case the viewer may enter now, by family name. One query."""
    found = _OPEN_CASES.rows(person=viewer.person_id, practice=viewer.practice_id)
    return sorted(
        _open_cases(found), key=lambda one: (by_name(one.case.family_name), one.case.number)
    )


def seats_of(viewer: Viewer) -> frozenset[str]:
    """The viewer's practice-wide seats in force now: empty for everybody but staff."""
    return frozenset(staff_seats(viewer).values_list("seat", flat=True))


def own_name(viewer: Viewer) -> Named:
    """The viewer's own name, for the top of the page."""
    person = Person.objects.get(id=viewer.person_id)
    return Named(person.id, person.given, person.family, person.pronouns)


def practice_of(viewer: Viewer) -> Practice:
    """The viewer's practice."""
    return Practice.objects.get(id=viewer.practice_id)


def members_of(case_id: UUID) -> list[tuple[Named, str]]:
    """Everybody with a seat in the case, also a former one, with the seat, by given name."""
    rows = Membership.objects.filter(case_id=case_id).select_related("person")
    found = [
        (Named(row.person.id, row.person.given, row.person.family, row.person.pronouns), row.seat)
        for row in rows
    ]
    return sorted(found, key=lambda one: by_name(one[0].given))


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that can still be accepted. Shown to whoever holds the link."""

    id: UUID
    email: str
    practice_name: str
    starts_again: bool
    asks_proof: bool


def invitation_for(token: str) -> OpenInvitation | None:
    """The invitation behind a link, unless it was used or has ended. Asked by nobody yet.

    starts_again: the person has an account already, which the link opens anew. asks_proof: they
    have to show who they are.
    """
    has_account = Account.objects.filter(person_id=OuterRef("person_id"))
    row: Any = (
        usable_links(clock.now())
        .filter(token_hash=hashed(token))
        .annotate(starts_again=Exists(has_account))
        .select_related("practice")
        .first()
    )
    if row is None:
        return None
    return OpenInvitation(
        row.id, row.email, row.practice.name, row.starts_again, asks_proof=row.tries is not None
    )


def holds_practice() -> bool:
    """Whether this database holds any practice. Asked once, when the server starts."""
    return Practice.objects.exists()


def administrators_without_account() -> list[tuple[Viewer, str]]:
    """Administrators of every practice who never accepted, with the address they were invited at.

    For the command line alone: it asks as the owner role, in nobody's name.
    """
    with connected_as(OWNER):
        seats = StaffSeat._base_manager.filter(in_force(), seat="administrator").exclude(
            person_id__in=Account.objects.values("person_id")
        )
        waiting = {seat.person_id: seat.practice_id for seat in seats}
        invited = Invitation.objects.filter(person_id__in=waiting).order_by("made_at")
        emails = dict(invited.values_list("person_id", "email"))
    return [
        (Viewer(person_id=person, practice_id=waiting[person]), email)
        for person, email in emails.items()
    ]


def administrator_at(email: str) -> Viewer | None:
    """The administrator who signs in with this address. For the command line alone, as owner."""
    with connected_as(OWNER):
        seats = StaffSeat._base_manager.filter(in_force(), seat="administrator")
        account = Account.objects.filter(
            email=folded_email(email), person_id__in=seats.values("person_id")
        ).first()
    if account is None:
        return None
    return Viewer(person_id=account.person_id, practice_id=account.practice_id)


def _open_cases(rows: Iterable[Row]) -> list[OpenCase]:
    """One OpenCase per case, with the first seat of the order in CASE_TEAM."""
    best: dict[UUID, OpenCase] = {}
    for seat, keeps_door, *cover in rows:
        case = CaseHeader(*cover)
        other = best.get(case.id)
        if other is None or CASE_TEAM.index(seat) < CASE_TEAM.index(other.seat):
            best[case.id] = OpenCase(case, seat, bool(keeps_door))
    return list(best.values())


def header_of(case: Case) -> CaseHeader:
    """The cover as a value."""
    return CaseHeader(**{name: getattr(case, name) for name in _HEADER})
