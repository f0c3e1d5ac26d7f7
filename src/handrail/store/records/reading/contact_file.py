"""One contact with everything that was written about it, opened for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from handrail.store.records import models as tables
from handrail.store.records.reading.opened import Opened, opened

CARD = ("activity", "topics", "barred", "gifts", "exit_plan")
SEEN = (
    "before", "peak", "after", "adherence", "support", "ended_early", "stop_card", "signs",
    "critical_incident", "disclosure", "not_held_because", "notice_hours",
)  # fmt: skip


@dataclass(frozen=True)
class ContactFile:
    """One contact. columns: what was seen and what the rule answered; lists are oldest first."""

    id: UUID
    session: UUID
    session_version: int
    ref: str
    on: date
    ladder: UUID
    rung: str
    state: str
    version: int
    columns: dict[str, Any]
    card: Opened | None
    effects: list[Opened]
    decisions: list[Opened]
    alarms: list[Opened]
    sheets: list[Opened]
    consults: list[Opened]


def contact_file(case_id: UUID, contact: UUID) -> ContactFile | None:
    """A contact of the case, or None."""
    row = tables.Contact.objects.filter(case_id=case_id, id=contact)
    found = row.select_related("session").first()
    if found is None:
        return None
    names = (*SEEN, "settled", "proposed", "reasons", "rule_version", "started_at", "ended_at")
    cards = _of(tables.PlanCard, case_id, contact, "one_change", "version", words=CARD)
    return ContactFile(
        id=found.id,
        session=found.session_id,
        session_version=found.session.version,
        ref=found.session.ref,
        on=found.session.on,
        ladder=found.ladder_id,
        rung=found.rung,
        state=found.state,
        version=found.version,
        columns={name: getattr(found, name) for name in names},
        card=cards[0] if cards else None,
        effects=_of(tables.AfterEffect, case_id, contact, "by_id", "value", words=("words",)),
        decisions=_of(
            tables.Decision, case_id, contact, "move", "reason", "decided_on", "decided_by",
            "co_signed_by", "waiting_for", words=("words", "told_child"),
        ),
        alarms=_of(tables.Alarm, case_id, contact, "alarm", "figures"),
        sheets=_of(
            tables.ReviewSheet, case_id, contact, "alarms", "alternatives", "next_on",
            words=("changed", "who_knows", "decision"),
        ),
        consults=_of(
            tables.Consult, case_id, contact, "asks_id", "answered_by", "answered_on",
            words=("question", "answer"),
        ),
    )  # fmt: skip


def _of(
    table: Any, case_id: UUID, contact: UUID, *columns: str, words: tuple[str, ...] = ()
) -> list[Opened]:
    rows = table.objects.filter(case_id=case_id, contact_id=contact).order_by("recorded_at")
    name = {"PlanCard": "plan_card", "AfterEffect": "after_effect", "ReviewSheet": "review_sheet"}
    sealed_as = name.get(table.__name__, table.__name__.lower())
    return opened(rows, *columns, words=words, case_id=case_id, table=sealed_as)


@dataclass(frozen=True)
class PlannedSession:
    """A session of the case for its calendar. contact: the one in it, if any."""

    id: UUID
    version: int
    ref: str
    state: str
    not_held_because: str
    contact: UUID | None


def session_rows(case_id: UUID) -> dict[str, PlannedSession]:
    """Session ref -> its row."""
    names = ("id", "version", "ref", "state", "not_held_because", "contact__id")
    rows = tables.Session.objects.filter(case_id=case_id).values_list(*names)
    return {row[2]: PlannedSession(*row) for row in rows}
