"""Safety interviews and what stands, for those who may read a safety alert of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handrail.store.keys.stores import Store
from handrail.store.records.models import SafetyInterview, SafetyOutcome
from handrail.store.records.reading.opened import opened


@dataclass(frozen=True)
class Interview:
    """One adult's interview. by: who recorded it, a person id. notes: from the safety file."""

    person: str
    on: date
    outcome: str
    measures: tuple[str, ...]
    review_on: date | None
    by: str
    notes: str


def interviews(case_id: UUID) -> list[Interview]:
    """Every interview, the newest first. One query, and one for the key of the safety file."""
    found = opened(
        SafetyInterview.objects.filter(case_id=case_id).order_by("-on"),
        "person_id", "on", "outcome", "measures", "review_on",
        words=("notes",), case_id=case_id, store=Store.SAFETY, table="safety_interview",
    )  # fmt: skip
    return [
        Interview(
            person=str(one["person_id"]),
            on=one["on"],
            outcome=one["outcome"],
            measures=tuple(one["measures"]),
            review_on=one["review_on"],
            by=str(one.recorded_by or ""),
            notes=one["notes"],
        )
        for one in found
    ]


@dataclass(frozen=True)
class Reasoned:
    """Why safety was decided as it was, on one day. id: of the decision."""

    id: UUID
    on: date | None
    reason: str


def reasons(case_id: UUID) -> list[Reasoned]:
    """The reasons that lie in the safety file, the newest first; days without any are left out."""
    found = opened(
        SafetyOutcome.objects.filter(case_id=case_id).order_by("-on"), "on",
        words=("notes",), case_id=case_id, store=Store.SAFETY, table="safety_outcome",
    )  # fmt: skip
    return [Reasoned(one.id, one["on"], one["notes"]) for one in found if one["notes"]]
