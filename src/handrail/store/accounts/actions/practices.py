"""Opening a practice, and the seats people have in the practice as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail import chance
from handrail.store.accounts.actions.invitations import invite
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Practice, StaffSeat
from handrail.store.accounts.seats import KEEPS_THE_DOOR, PRACTICE_WIDE
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.accounts.visibility import in_force, staff_seats
from handrail.store.database import identity
from handrail.store.database.transactions import writing
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
    """Give somebody a seat in the practice as a whole, from `at` on. For administrators.

    Raises Refused.
    """
    with writing():
        _refuse_unless_administrator(by)
        if seat not in PRACTICE_WIDE:
            raise Refused("no_such_seat")
        return _seat(by=by, person_id=person_id, seat=seat, at=at or identity.moment())


def end_staff_seat(*, by: Viewer, person_id: UUID, seat: str, at: datetime | None = None) -> None:
    """End somebody's practice-wide seat at `at`. The last administrator stays. Raises Refused."""
    moment = at or identity.moment()
    with writing():
        _refuse_unless_administrator(by)
        others = StaffSeat.objects.filter(
            in_force(), practice_id=by.practice_id, seat="administrator"
        ).exclude(person_id=person_id)
        if seat == "administrator" and not others.exists():
            raise Refused("last_administrator")
        held = StaffSeat.objects.filter(
            in_force(), practice_id=by.practice_id, person_id=person_id, seat=seat
        )
        if not held.update(until_at=moment):
            raise Refused("no_such_seat")
        identity.renew()
        _line(by, "staff_seat.ended", person_id, seat, moment)


def _refuse_unless_administrator(by: Viewer) -> None:
    if not staff_seats(by, KEEPS_THE_DOOR).exists():
        raise Refused("administrators_only")


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
