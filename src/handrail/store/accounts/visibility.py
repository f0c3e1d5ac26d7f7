"""Which rows a viewer may see, as ORM filters: the same rules as the policies on PostgreSQL.

A test holds the two equal over random memberships. Decisions are made by the reading statement
itself; nothing is remembered between statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, Q, QuerySet

from handrail.store.accounts.models import Case, Membership, Person, StaffSeat
from handrail.store.accounts.seats import CASE_TEAM, OPENS_CASES, SEES_EVERY_CASE_HEADER
from handrail.store.accounts.viewer import Viewer
from handrail.store.database import identity
from handrail.store.database.prepared import Prepared


def in_force() -> Q:
    """The seat has begun and has not ended: half-open, at the moment of the identity."""
    now = identity.moment()
    return Q(from_at__lte=now) & (Q(until_at__isnull=True) | Q(until_at__gt=now))


def case_seats(viewer: Viewer) -> QuerySet[Membership]:
    """The viewer's seats in force on case teams: none for who does not work in cases any more."""
    return Membership.objects.filter(
        in_force(),
        Exists(staff_seats(viewer, OPENS_CASES)),
        person_id=viewer.person_id,
        practice_id=viewer.practice_id,
        seat__in=CASE_TEAM,
    )


def visible_case_ids(viewer: Viewer) -> QuerySet[Any, Any]:
    """The cases whose team the viewer belongs to now, as a subquery for `case_id__in`."""
    return case_seats(viewer).values("case_id")


def _my_case_ids() -> QuerySet[Any, Any]:
    who = identity.current()
    assert who is not None
    assert who.person_id is not None
    return visible_case_ids(Viewer(person_id=who.person_id, practice_id=who.practice_id))


MY_CASE_IDS = Prepared(_my_case_ids)
"""`visible_case_ids` of whoever is asking now, to stand inside another statement."""


def staff_seats(viewer: Viewer, seats: Sequence[str] | None = None) -> QuerySet[StaffSeat]:
    """The viewer's practice-wide seats in force, of these kinds or of any."""
    found = StaffSeat.objects.filter(
        in_force(), person_id=viewer.person_id, practice_id=viewer.practice_id
    )
    return found if seats is None else found.filter(seat__in=seats)


def visible_cases(viewer: Viewer) -> QuerySet[Case]:
    """Case headers: of the viewer's cases, and of every case for those who need the names."""
    return Case.objects.filter(
        Q(id__in=visible_case_ids(viewer)) | Exists(staff_seats(viewer, SEES_EVERY_CASE_HEADER)),
        practice_id=viewer.practice_id,
    )


def visible_memberships(viewer: Viewer) -> QuerySet[Membership]:
    """The viewer's own seats, and everybody's in the cases the viewer may see."""
    return Membership.objects.filter(
        Q(person_id=viewer.person_id)
        | Q(case_id__in=visible_case_ids(viewer))
        | Exists(staff_seats(viewer, SEES_EVERY_CASE_HEADER)),
        practice_id=viewer.practice_id,
    )


def visible_people(viewer: Viewer) -> QuerySet[Person]:
    """Oneself, the people of one's cases, colleagues; everybody for those who need the names."""
    of_cases = Membership.objects.filter(case_id__in=visible_case_ids(viewer))
    colleagues = StaffSeat.objects.filter(practice_id=viewer.practice_id)
    return Person.objects.filter(
        Q(id=viewer.person_id)
        | Q(id__in=of_cases.values("person_id"))
        | (Q(id__in=colleagues.values("person_id")) & Exists(staff_seats(viewer)))
        | Exists(staff_seats(viewer, SEES_EVERY_CASE_HEADER)),
        practice_id=viewer.practice_id,
    )
