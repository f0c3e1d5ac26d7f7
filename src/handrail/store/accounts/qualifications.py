"""What staff have learned and hold: licence, trainings, supervision, each with its days (M28).

Looked at before somebody gets a seat that treats, and again at the gate of every case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handrail.store.accounts.models import Person, Qualification, StaffSeat
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import in_force, staff_seats
from handrail.store.database.text import by_name

NEEDED = ("licence", "family_violence_training", "supervision")
"""Without each of these, current on the day, nobody sits on a case as its therapist."""
KEEPS_THEM = ("supervisor", "administrator")
"""Seats in the practice that record them."""
TREATS = ("therapist", "co_therapist")
"""Seats on a team that need them."""


@dataclass(frozen=True)
class Held:
    """One paper. until: the last day it holds, None: no end."""

    id: UUID
    qualification: str
    title: str
    since: date
    until: date | None
    hours: int | None
    withdrawn: bool = False

    def current(self, on: date) -> bool:
        """Whether it holds on that day."""
        begun = self.since <= on
        return begun and not self.withdrawn and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Clinician:
    """Somebody who may treat, with everything on record about them, the newest first."""

    id: UUID
    name: str
    held: tuple[Held, ...]

    def missing(self, on: date) -> tuple[str, ...]:
        """What is needed and not current on that day, as codes."""
        return missing(self.held, on)


def missing(held: Iterable[Held], on: date) -> tuple[str, ...]:
    """Which of NEEDED are not current on a day."""
    current = {one.qualification for one in held if one.current(on)}
    return tuple(code for code in NEEDED if code not in current)


def papers_of(viewer: Viewer, people: Iterable[UUID] | None = None) -> Mapping[UUID, list[Held]]:
    """Person -> papers, withdrawn ones too, the newest first. For staff. One query."""
    rows = Qualification.objects.filter(practice_id=viewer.practice_id)
    if people is not None:
        rows = rows.filter(person_id__in=list(people))
    found: defaultdict[UUID, list[Held]] = defaultdict(list)
    for row in rows.order_by("-since", "qualification"):
        found[row.person_id].append(
            Held(
                id=row.id,
                qualification=row.qualification,
                title=row.title,
                since=row.since,
                until=row.until,
                hours=row.hours,
                withdrawn=row.withdrawn_at is not None,
            )
        )
    return found


def qualified_since(viewer: Viewer, people: Iterable[UUID], on: date) -> dict[str, date]:
    """Person -> the day since which everything needed holds, for those who have it all today."""
    found: dict[str, date] = {}
    for person, held in papers_of(viewer, people).items():
        if not missing(held, on):
            days = [max(h.since for h in held if h.current(on) and h.qualification == code)
                    for code in NEEDED]  # fmt: skip
            found[str(person)] = max(days)
    return found


def clinicians(viewer: Viewer) -> list[Clinician]:
    """Everybody with a seat in the practice that treats, by name, for those who keep the papers.

    Empty for everybody else. Three queries.
    """
    if not staff_seats(viewer, KEEPS_THEM).exists():
        return []
    seats = StaffSeat.objects.filter(
        in_force(), practice_id=viewer.practice_id, seat__in=("therapist", "supervisor")
    )
    people = Person.objects.filter(practice_id=viewer.practice_id, id__in=seats.values("person_id"))
    papers = papers_of(viewer)
    found = [
        Clinician(one.id, f"{one.given} {one.family}".strip(), tuple(papers.get(one.id, ())))
        for one in people
    ]
    return sorted(found, key=lambda one: by_name(one.name))
