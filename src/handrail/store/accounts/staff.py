"""The staff of a practice as its administrator sees it: seats and sign-ins, no case, no family."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from handrail.store.accounts.links import usable_links
from handrail.store.accounts.models import Account, Invitation, Person, StaffSeat
from handrail.store.accounts.seats import KEEPS_THE_DOOR, PRACTICE_WIDE
from handrail.store.accounts.sessions import SECOND_FACTORS
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import in_force, staff_seats
from handrail.store.database import identity
from handrail.store.database.text import by_name


class State(StrEnum):
    """How far somebody has come with signing in."""

    NOT_INVITED = "not_invited"
    INVITED = "invited"  # the link stands
    LINK_ENDED = "link_ended"  # no account, and the last link has ended
    OPEN = "open"
    STARTING_AGAIN = "starting_again"  # closed until the person uses the link
    CLOSED = "closed"


@dataclass(frozen=True)
class SignIn:
    """email: of the account, or where somebody was last invited. until: when the link ends."""

    state: State
    email: str = ""
    since: datetime | None = None
    until: datetime | None = None
    has_second_factor: bool = False
    has_password: bool = False


@dataclass(frozen=True)
class HeldSeat:
    """A seat in the practice as a whole, in force."""

    seat: str
    since: datetime


@dataclass(frozen=True)
class Colleague:
    """Somebody who has or had a seat in the practice; without one now, `seats` is empty."""

    id: UUID
    given: str
    family: str
    seats: tuple[HeldSeat, ...]
    sign_in: SignIn

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}".strip()


def staff_of(viewer: Viewer) -> list[Colleague]:
    """Everybody who has or had a seat in the practice, by given name, for its administrators.

    Empty for everybody else. Five queries, however many they are.
    """
    if not staff_seats(viewer, KEEPS_THE_DOOR).exists():
        return []
    ever = StaffSeat.objects.filter(practice_id=viewer.practice_id)
    people = Person.objects.filter(practice_id=viewer.practice_id, id__in=ever.values("person_id"))
    seats, sign_ins = _seats(viewer.practice_id), _sign_ins(viewer.practice_id)
    found = [
        Colleague(
            id=one.id,
            given=one.given,
            family=one.family,
            seats=tuple(seats[one.id]),
            sign_in=sign_ins.get(one.id, SignIn(State.NOT_INVITED)),
        )
        for one in people
    ]
    return sorted(found, key=lambda one: (not one.seats, by_name(one.given), by_name(one.family)))


def colleague(viewer: Viewer, person_id: UUID) -> Colleague | None:
    """One of them, for an administrator."""
    return next((one for one in staff_of(viewer) if one.id == person_id), None)


def _seats(practice_id: UUID) -> defaultdict[UUID, list[HeldSeat]]:
    found: defaultdict[UUID, list[HeldSeat]] = defaultdict(list)
    rows = StaffSeat.objects.filter(in_force(), practice_id=practice_id)
    for row in sorted(rows, key=lambda row: PRACTICE_WIDE.index(row.seat)):
        found[row.person_id].append(HeldSeat(row.seat, row.from_at))
    return found


def _sign_ins(practice_id: UUID) -> dict[UUID, SignIn]:
    """By person: from the account if there is one, and from the link that stands."""
    standing = {
        row.person_id: row
        for row in usable_links(identity.moment()).filter(practice_id=practice_id)
    }
    links = Invitation.objects.filter(practice_id=practice_id).order_by("made_at")
    last = {row.person_id: row for row in links} | standing
    found = {id_: _without_account(row, standing.get(id_)) for id_, row in last.items()}
    factors = Authenticator.objects.filter(user_id=OuterRef("id"), type__in=SECOND_FACTORS)
    accounts = Account.objects.filter(practice_id=practice_id).annotate(
        has_second_factor=Exists(factors)
    )
    for account in accounts:
        found[account.person_id] = _with_account(
            account, account.has_second_factor, standing.get(account.person_id)
        )
    return found


def _without_account(last: Invitation, standing: Invitation | None) -> SignIn:
    if standing is None:
        return SignIn(State.LINK_ENDED, email=last.email)
    return SignIn(State.INVITED, email=standing.email, until=standing.expires_at)


def _with_account(account: Account, has_second_factor: bool, standing: Invitation | None) -> SignIn:
    state, until = (State.OPEN if account.is_active else State.CLOSED), None
    if standing is not None and not account.is_active:
        state, until = State.STARTING_AGAIN, standing.expires_at
    return SignIn(
        state,
        email=account.email,
        since=account.made_at,
        until=until,
        has_second_factor=has_second_factor,
        has_password=account.has_usable_password(),
    )
