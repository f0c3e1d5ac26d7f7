"""Seats on the teams of cases: who may give and end which, and their end when somebody leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from handrail.core.disclosure.seats import seats as known_seats
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Membership
from handrail.store.accounts.seats import CASE_TEAM, RESTS_ON
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import in_force, staff_seats
from handrail.store.ledger.appending import append


def refuse_to_give(
    by: Viewer, from_seats: frozenset[str], case_id: UUID, person_id: UUID, seat: str
) -> None:
    """Raises Refused unless somebody on these seats may give this seat to this person now.

    "to_oneself": nobody gives a seat to themself. "already_seated". For the team also
    "not_yours_to_give" (given_by in seats.toml), "not_staff" and "seat_does_not_fit" (what the
    seat rests on in the practice).
    """
    if person_id == by.person_id:
        raise Refused("to_oneself")
    if seat in CASE_TEAM:
        refuse_unless_giver(from_seats, seat)
        _refuse_unless_it_rests(by, person_id, seat)
    held = Membership.objects.filter(in_force(), case_id=case_id, person_id=person_id, seat=seat)
    if held.exists():
        raise Refused("already_seated")


def refuse_unless_giver(from_seats: frozenset[str], seat: str) -> None:
    """Raises Refused when none of these seats gives this one (given_by in seats.toml)."""
    if from_seats.isdisjoint(known_seats()[seat].given_by):
        raise Refused("not_yours_to_give")


def _refuse_unless_it_rests(by: Viewer, person_id: UUID, seat: str) -> None:
    held = staff_seats(Viewer(person_id=person_id, practice_id=by.practice_id))
    in_practice = set(held.values_list("seat", flat=True))
    if not in_practice:
        raise Refused("not_staff")
    if in_practice.isdisjoint(RESTS_ON[seat]):
        raise Refused("seat_does_not_fit")


def end_team_seats(*, by: Viewer, person_id: UUID, seats: Sequence[str], at: datetime) -> None:
    """End these seats of somebody on every team at once, with a line in each case's chain.

    Part of an administrator's act, who may not see which cases these are: call it inside
    `writing()`, once it is certain that `by` is one.
    """
    for case_id, seat in sorted(_ended(by, person_id, seats, at)):
        append(
            by=by,
            chain=case_id,
            act="seat.ended",
            object_kind="person",
            object_id=person_id,
            detail={"seat": seat},
            seat="administrator",
            at=at,
        )


def _ended(
    by: Viewer, person_id: UUID, seats: Sequence[str], at: datetime
) -> list[tuple[UUID, str]]:
    """(case, seat) of what was ended. On PostgreSQL a function does it: see migration 0003."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM handrail_end_team_seats(%s, %s, %s)", [person_id, [*seats], at]
            )
            return [(case_id, seat) for case_id, seat in cursor.fetchall()]
    rows = Membership.objects.filter(
        practice_id=by.practice_id, person_id=person_id, seat__in=seats
    )
    standing = [row for row in rows if row.until_at is None or row.until_at > max(row.from_at, at)]
    for row in standing:
        Membership.objects.filter(id=row.id).update(until_at=max(row.from_at, at))
    return [(row.case_id, row.seat) for row in standing]
