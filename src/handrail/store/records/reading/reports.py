"""The mandated-report file for its reporter, and the two notices it may leave for a team.

Nothing here is counted, listed, searched or exported for anybody but the reporter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.store.accounts.models import Person
from handrail.store.accounts.visibility import visible_case_ids
from handrail.store.keys.stores import Store
from handrail.store.records.models import ReportCall, ReportEntry, StaffNotice
from handrail.store.records.models.common import asking
from handrail.store.records.reading.opened import Opened, opened

WANTED = "wanted_now"
RISK_ITEM = "risk_item"
"""An item about harm to oneself was answered above its limit (clinical §4.4)."""
AT_ONCE = (WANTED, RISK_ITEM)
"""Notices that stand on top of Today until whoever they are for has seen them."""
"""Notice to a supervisor of the case: come now. It never says why."""
NO_QUESTIONS = "no_questions"
"""Notice to everybody of the team: no questions about what happened, until further notice."""


@dataclass(frozen=True)
class Call:
    """One call or later addition. called: one of REPORT_CALLS; told: reference, spoke_to, words."""

    called: str
    at: datetime
    told: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """One entry, for its reporter. told: words, minute, before, heard_by, collecting, safe."""

    id: UUID
    at: datetime
    child: str
    told: Mapping[str, Any]
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """Somebody wants the person asking, now. by: a given name; number: of the case.

    code: one of AT_ONCE.
    """

    id: UUID
    case_id: UUID
    number: int
    by: str
    at: datetime
    code: str = WANTED

    @property
    def is_risk(self) -> bool:
        return self.code == RISK_ITEM


def told_by_me(case_id: UUID) -> list[Told]:
    """What the person asking wrote down in this case, newest first, without the calls."""
    return [_told(row, ()) for row in reversed(_entries(case_id))]


def entry_of_mine(case_id: UUID, entry: UUID) -> Told | None:
    """One entry with its calls in time order; None for everybody but its reporter."""
    found = [row for row in _entries(case_id) if row.id == entry]
    if not found:
        return None
    who = asking()
    rows = ReportCall.objects.filter(case_id=case_id, entry_id=entry)
    rows = rows.filter(reporter=who.person_id if who else None).order_by("at")
    calls = opened(
        rows, "called", "at", words=("told",), case_id=case_id, store=Store.REPORTING,
        table="report_call",
    )  # fmt: skip
    return _told(found[0], tuple(_call(row) for row in calls))


def no_questions(case_id: UUID) -> bool:
    """Whether the team is asked to put no questions about what happened, until further notice."""
    return StaffNotice.objects.filter(case_id=case_id, code=NO_QUESTIONS, seen_at=None).exists()


def wanted_now() -> list[Wanted]:
    """Who wants the person asking, the longest wait first. Two queries."""
    who = asking()
    if who is None:
        return []
    rows = StaffNotice.objects.filter(
        to=who.person_id, code__in=AT_ONCE, seen_at=None, case_id__in=visible_case_ids(who)
    ).order_by("recorded_at")
    columns = ("id", "case_id", "case__number", "recorded_by", "recorded_at", "code")
    found = list(rows.values_list(*columns))
    people = Person.objects.filter(id__in={row[3] for row in found}) if found else ()
    given = {person.id: person.given for person in people}
    return [Wanted(row[0], row[1], row[2], given.get(row[3], ""), row[4], row[5]) for row in found]


def _entries(case_id: UUID) -> list[Opened]:
    who = asking()
    if who is None:
        return []
    rows = ReportEntry.objects.filter(case_id=case_id, reporter=who.person_id)
    return opened(
        rows.order_by("recorded_at"), "child__given", words=("told",), case_id=case_id,
        store=Store.REPORTING, table="report_entry",
    )  # fmt: skip


def _told(row: Opened, calls: tuple[Call, ...]) -> Told:
    return Told(
        row.id, row.recorded_at, row["child__given"] or "", json.loads(row["told"] or "{}"), calls
    )


def _call(row: Opened) -> Call:
    return Call(row["called"], row["at"], json.loads(row["told"] or "{}"))
