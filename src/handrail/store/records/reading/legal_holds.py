"""Legal holds: of one case with their reasons, and of the practice by number, without a word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from handrail.store.accounts.models import Person
from handrail.store.accounts.seats import KEEPS_HOLDS
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import staff_seats
from handrail.store.records.models import LegalHold
from handrail.store.records.reading.opened import opened


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A legal hold. until: the day it was lifted, None while it stands. ground: one of
    HOLD_GROUNDS, or "". reason: "" where it was placed from outside the case."""

    id: UUID
    since: date
    until: date | None
    placed_by: UUID | None
    lifted_by: UUID | None
    ground: str
    reason: str
    lifted_because: str


@dataclass(frozen=True, kw_only=True)
class KeptHold:
    """A hold that stands, for who keeps those of the practice. by: a given name, or ""."""

    id: UUID
    number: int
    since: date
    ground: str
    by: str


def holds_of(case_id: UUID) -> list[Hold]:
    """Every legal hold of the case, the newest first."""
    rows = opened(
        LegalHold.objects.filter(case_id=case_id).order_by("-recorded_at"), "since", "until",
        "lifted_by", "ground", words=("reason",), case_id=case_id, table="legal_hold",
    )  # fmt: skip
    return [_hold(row, json.loads(row["reason"] or "{}")) for row in rows]


def _hold(row: Any, said: Mapping[str, str]) -> Hold:
    return Hold(
        id=row.id, since=row["since"], until=row["until"], placed_by=row.recorded_by,
        lifted_by=row["lifted_by"], ground=row["ground"], reason=said.get("placed", ""),
        lifted_because=said.get("lifted", ""),
    )  # fmt: skip


def standing_hold(case_id: UUID) -> date | None:
    """Since when nothing of this case may be discarded; None without a hold. One query."""
    rows = LegalHold.objects.filter(case_id=case_id, until__isnull=True)
    since: date | None = rows.order_by("since").values_list("since", flat=True).first()
    return since


def standing_holds(viewer: Viewer) -> list[KeptHold]:
    """Every hold that stands in the practice, by case number; none but for who keeps them.

    No reason is opened: whoever keeps the holds has no key to a case.
    """
    if not staff_seats(viewer, KEEPS_HOLDS).exists():
        return []
    rows = LegalHold.objects.filter(until__isnull=True, case__practice_id=viewer.practice_id)
    found = list(
        rows.order_by("case__number", "since").values_list(
            "id", "case__number", "since", "ground", "recorded_by"
        )
    )
    people = Person.objects.filter(id__in={one[4] for one in found if one[4]})
    names = dict(people.values_list("id", "given"))
    return [
        KeptHold(id=row, number=number, since=since, ground=ground, by=names.get(by, ""))
        for row, number, since, ground, by in found
    ]
