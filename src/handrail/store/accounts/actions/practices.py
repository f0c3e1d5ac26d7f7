"""Opening a practice, and the seats people have in the practice as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from handrail import chance
from handrail.store.accounts.actions.invitations import invite
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.actions.refusals import Refused, refuse_unless_administrator
from handrail.store.accounts.actions.team_seats import end_team_seats
from handrail.store.accounts.models import Account, Practice, StaffSeat
from handrail.store.accounts.seats import CASE_TEAM, KEEPS_THE_DOOR, PRACTICE_WIDE, RESTS_ON
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.accounts.visibility import staff_seats
from handrail.store.database import identity
from handrail.store.database.transactions import expecting_conflict, writing
from handrail.store.ledger.appending import append


@dataclass(frozen=True)
class Opened:
    """A new practice: its first administrator, and the token of their one-time link."""

    administrator: Viewer
    token: str


def open_practice(
    *,
    name: str,
    time_zone: str,
    jurisdiction: str,
    administrator: tuple[str, str, str],
    hipaa_covered: bool = True,
    is_demo: bool = False,
    at: datetime | None = None,
) -> Opened:
    """Make a practice with one administrator: (given name, family name, e-mail address).

    Asked by nobody: whoever holds the machine may do it.
    """
    moment = at or identity.moment()
    first = Viewer(person_id=chance.new_id(), practice_id=chance.new_id())
    given, family, email = administrator
    with acting_as(first), writing():
        Practice.objects.create(
            id=first.practice_id,
            name=name,
            time_zone=time_zone,
            jurisdiction=jurisdiction,
            hipaa_covered=hipaa_covered,
            is_demo=is_demo,
            made_at=moment,
        )
        append(by=first, chain=first.practice_id, act="practice.opened", at=moment)
        add_person(by=first, given=given, family=family, person_id=first.person_id, at=moment)
        _seat(by=first, person_id=first.person_id, seat="administrator", at=moment)
        token = invite(by=first, person_id=first.person_id, email=email, at=moment)
    return Opened(first, token)


def give_staff_seat(*, by: Viewer, person_id: UUID, seat: str, at: datetime | None = None) -> UUID:
    """Give somebody else a seat in the practice as a whole, from `at` on. For administrators.

    Raises Refused: "to_oneself", "no_such_seat", "already_seated", "no_such_person".
    """
    with writing():
        refuse_unless_administrator(by)
        if person_id == by.person_id:
            raise Refused("to_oneself")
        if seat not in PRACTICE_WIDE:
            raise Refused("no_such_seat")
        if _held(by, person_id).filter(seat=seat).exists():
            raise Refused("already_seated")
        try:
            with expecting_conflict():
                return _seat(by=by, person_id=person_id, seat=seat, at=at or identity.moment())
        except IntegrityError:  # nobody, or somebody of another practice
            raise Refused("no_such_person") from None


def end_staff_seat(*, by: Viewer, person_id: UUID, seat: str, at: datetime | None = None) -> None:
    """End somebody's practice-wide seat at `at`, and at once every seat on a team that rests on it.

    Giving the practice-wide seat again later does not bring those back. The last administrator
    whose account is not closed stays. Raises Refused: "last_administrator", "no_such_seat".
    """
    moment = at or identity.moment()
    with writing():
        refuse_unless_administrator(by)
        if seat == "administrator":
            refuse_to_lock_the_door(by, person_id)
        if not _held(by, person_id).filter(seat=seat).update(until_at=moment):
            raise Refused("no_such_seat")
        identity.renew()
        _line(by, "staff_seat.ended", person_id, seat, moment)
        left = set(_held(by, person_id).values_list("seat", flat=True))
        fallen = [one for one in CASE_TEAM if left.isdisjoint(RESTS_ON[one])]
        end_team_seats(by=by, person_id=person_id, seats=fallen, at=moment)


def refuse_to_lock_the_door(by: Viewer, person_id: UUID) -> None:
    """Raises Refused when no other administrator would be left whose account is not closed.

    The practice's row stays locked until the act is done: two who end each other wait.
    """
    list(Practice.objects.select_for_update().filter(id=by.practice_id))
    keeping = StaffSeat.objects.filter(
        practice_id=by.practice_id, seat__in=KEEPS_THE_DOOR, until_at__isnull=True
    )
    closed = Account.objects.filter(practice_id=by.practice_id, is_active=False)
    others = keeping.exclude(person_id=person_id).exclude(person_id__in=closed.values("person_id"))
    if keeping.filter(person_id=person_id).exists() and not others.exists():
        raise Refused("last_administrator")


def _held(by: Viewer, person_id: UUID) -> QuerySet[StaffSeat]:
    return staff_seats(Viewer(person_id=person_id, practice_id=by.practice_id))


def _seat(*, by: Viewer, person_id: UUID, seat: str, at: datetime) -> UUID:
    row = StaffSeat.objects.create(
        practice_id=by.practice_id,
        person_id=person_id,
        seat=seat,
        from_at=at,
        given_by_id=by.person_id,
    )
    identity.renew()
    _line(by, "staff_seat.given", person_id, seat, at)
    return row.id


def _line(by: Viewer, act: str, person_id: UUID, seat: str, at: datetime) -> None:
    append(
        by=by,
        chain=by.practice_id,
        act=act,
        object_kind="person",
        object_id=person_id,
        detail={"seat": seat},
        at=at,
    )
