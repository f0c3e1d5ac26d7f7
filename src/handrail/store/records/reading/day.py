"""Who comes on a day: planned sessions with their arrivals, and no clinical word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from handrail.store.accounts.models import Person
from handrail.store.records.models import SafetyOutcome, Session
from handrail.store.records.reading.family import StoredCase

APART = "separate_arrivals"
"""The measure of the safety interviews that keeps two sides of a family from meeting on the way."""


@dataclass(frozen=True)
class ReadArrival:
    """Somebody comes: given names, times as HH:MM."""

    person: str
    at: str
    door: str
    brought_by: str
    waits: str
    leaves_at: str


@dataclass(frozen=True)
class DaySession:
    """One session of the day. present: given names. apart: its family comes by separate ways."""

    case_id: UUID
    ref: str
    kind: str
    at: time | None
    minutes: int | None
    room: str
    present: tuple[str, ...]
    arrivals: tuple[ReadArrival, ...]
    apart: bool

    @classmethod
    def of(cls, stored: StoredCase, day: date) -> list[DaySession]:
        """The sessions planned for a day in a case already read whole."""
        family = stored.family
        return [
            cls(
                case_id=stored.id,
                ref=session.id,
                kind=session.type,
                at=time.fromisoformat(session.at) if session.at else None,
                minutes=session.minutes,
                room=session.room,
                present=tuple(family.given(person) for person in session.present),
                arrivals=tuple(
                    ReadArrival(
                        person=family.given(one.person),
                        brought_by=family.given(one.brought_by),
                        at=one.at,
                        door=one.door,
                        waits=one.waits,
                        leaves_at=one.leaves_at,
                    )
                    for one in session.arrivals
                ),
                apart=APART in family.safety.measures,
            )
            for session in family.sessions
            if session.planned and session.on == day
        ]


def sessions_on(day: date, case_ids: Sequence[UUID]) -> list[DaySession]:
    """The sessions planned for a day in these cases, in time order. Two queries."""
    of_the_case = SafetyOutcome.objects.filter(case_id=OuterRef("case_id"))
    outcomes = of_the_case.order_by(F("on").desc(nulls_last=True))
    rows = list(
        Session.objects.filter(case_id__in=case_ids, on=day, state="planned")
        .annotate(measures=Subquery(outcomes.values("measures")[:1]))
        .order_by("at", "position")
        .values(
            "case_id", "ref", "kind", "at", "minutes", "room", "present", "arrivals", "measures"
        )
    )  # fmt: skip
    names = _names(rows)
    return [_day_session(row, names) for row in rows]


def _names(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    wanted = {person for row in rows for person in row["present"]}
    for row in rows:
        for arrival in row["arrivals"]:
            wanted |= {arrival["person"], arrival["brought_by"]}
    people = Person.objects.filter(id__in=[one for one in wanted if one])
    return {str(person_id): given for person_id, given in people.values_list("id", "given")}


def _day_session(row: dict[str, Any], names: dict[str, str]) -> DaySession:
    given = dict(row)
    given["apart"] = APART in (given.pop("measures") or ())
    given["present"] = tuple(names[one] for one in row["present"] if one in names)
    given["arrivals"] = tuple(
        ReadArrival(
            person=names.get(arrival["person"], ""),
            brought_by=names.get(arrival["brought_by"], ""),
            **{name: arrival[name] for name in ("at", "door", "waits", "leaves_at")},
        )
        for arrival in row["arrivals"]
    )
    return DaySession(**given)
