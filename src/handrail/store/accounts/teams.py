"""The teams of cases: who sits there, and who may give whom which seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from handrail.core.disclosure.seats import seats as known_seats
from handrail.store.accounts.models import Membership, Person, StaffSeat
from handrail.store.accounts.reading import CaseHeader, header_of
from handrail.store.accounts.seats import CASE_TEAM, OPENS_CASES, RESTS_ON, SEES_EVERY_CASE_HEADER
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import case_seats, in_force, staff_seats, visible_cases
from handrail.store.database.text import by_name


@dataclass(frozen=True)
class TeamMember:
    """Somebody with a seat on the team of a case now. given_by: a given name, or ""."""

    membership: UUID
    person: UUID
    given: str
    family: str
    seat: str
    since: datetime
    given_by: str


@dataclass(frozen=True)
class Candidate:
    """A colleague who could be given a seat on a team, and the seats that fit."""

    person: UUID
    given: str
    family: str
    fitting: tuple[str, ...]


def keeping_seats(viewer: Viewer, case_id: UUID) -> frozenset[str]:
    """The seats from which the viewer keeps the cover and the seats of a case; empty for none.

    On its team, or those that need every cover of the practice. Two queries.
    """
    on_team = case_seats(viewer).filter(case_id=case_id).values_list("seat", flat=True)
    in_practice = staff_seats(viewer, SEES_EVERY_CASE_HEADER).values_list("seat", flat=True)
    return frozenset([*on_team, *in_practice])


def cover_of(viewer: Viewer, case_id: UUID) -> CaseHeader | None:
    """What stands on the cover, for its team and for those who need every cover; else None."""
    found = visible_cases(viewer).filter(id=case_id).first()
    return header_of(found) if found else None


def covers(viewer: Viewer) -> list[CaseHeader]:
    """Every cover the viewer may see, by family name: see `cover_of`. One query."""
    found = [header_of(case) for case in visible_cases(viewer)]
    return sorted(found, key=lambda one: (by_name(one.family_name), one.number))


def team_of(case_id: UUID) -> list[TeamMember]:
    """Everybody whose seat on the team is in force, in the order of seats. One query.

    A seat that opens nothing, because its holder does not work in cases any more, is no seat.
    """
    working = StaffSeat.objects.filter(
        in_force(), person_id=OuterRef("person_id"), seat__in=OPENS_CASES
    )
    rows = Membership.objects.filter(
        in_force(), Exists(working), case_id=case_id, seat__in=CASE_TEAM
    ).select_related("person", "given_by")
    found = [_member(row) for row in rows]
    return sorted(found, key=lambda one: (CASE_TEAM.index(one.seat), by_name(one.given)))


def _member(row: Membership) -> TeamMember:
    return TeamMember(
        membership=row.id,
        person=row.person_id,
        given=row.person.given,
        family=row.person.family,
        seat=row.seat,
        since=row.from_at,
        given_by=row.given_by.given if row.given_by else "",
    )


def gives(from_seats: frozenset[str]) -> tuple[str, ...]:
    """The seats on a team that somebody on these seats may give and end, in order."""
    return tuple(
        seat for seat in CASE_TEAM if not from_seats.isdisjoint(known_seats()[seat].given_by)
    )


def candidates(viewer: Viewer, seats: Sequence[str]) -> list[Candidate]:
    """Colleagues one of these seats on a team would fit, without oneself, by name. One query."""
    rows = StaffSeat.objects.filter(
        in_force(), practice_id=viewer.practice_id, seat__in=OPENS_CASES
    ).exclude(person_id=viewer.person_id)
    people: dict[UUID, Person] = {}
    held: dict[UUID, set[str]] = {}
    for row in rows.select_related("person"):
        people[row.person_id] = row.person
        held.setdefault(row.person_id, set()).add(row.seat)
    found = [_candidate(people[id_], held[id_], seats) for id_ in people]
    fitting = [one for one in found if one.fitting]
    return sorted(fitting, key=lambda one: (by_name(one.given), by_name(one.family)))


def _candidate(person: Person, held: set[str], seats: Sequence[str]) -> Candidate:
    fitting = tuple(seat for seat in seats if not held.isdisjoint(RESTS_ON[seat]))
    return Candidate(person.id, person.given, person.family, fitting)
