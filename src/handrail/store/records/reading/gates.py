"""What the gates of a case rest on: what was entered by hand, and what the record knows itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from handrail.core.therapy.protocol import load
from handrail.store.accounts.visibility import MY_CASE_IDS
from handrail.store.keys.sealing import Key, key_of
from handrail.store.keys.stores import Store
from handrail.store.records import models as tables
from handrail.store.records.reading.opened import open_word
from handrail.store.records.reading.rows import (
    Embedded,
    Gathering,
    Rows,
    as_day,
    as_id,
    loaded,
    rows_of,
    sure_day,
)


@dataclass(frozen=True)
class Entered:
    """Evidence somebody entered by hand. by, withdrawn_by: person ids, "" for nobody."""

    id: UUID
    requirement: str
    on: date
    source: str
    by: str
    withdrawn_on: date | None


@dataclass(frozen=True)
class Waived:
    """A waiver on record. second_by: "" where one person was enough."""

    id: UUID
    requirement: str
    reason: str
    until: date
    by: str
    second_by: str
    ended_on: date | None


@dataclass(frozen=True)
class GateRows:
    """known: table -> its rows as plain values, of everything that can be evidence by itself."""

    entered: tuple[Entered, ...]
    waived: tuple[Waived, ...]
    known: Rows


def gate_rows(case_id: UUID) -> GateRows:
    """Everything the gates of one case look at. One query, and one for a key if words are kept."""
    found = _GATHERING.rows([case_id], among=MY_CASE_IDS, parts=None)
    known = {name: loaded(found[0].get(name)) if found else [] for name in _PARTS}
    entered, waived = known.pop("evidence"), known.pop("waivers")
    key = key_of(Store.RECORD, case_id) if entered or waived else None
    return GateRows(
        tuple(_entered(row, key) for row in sorted(entered, key=_when)),
        tuple(_waived(row, key) for row in sorted(waived, key=_when)),
        known,
    )


def _when(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get("on", "")), str(row["recorded_at"])


def _word(row: Mapping[str, Any], key: Key | None, table: str, field: str) -> str:
    sealed = bytes.fromhex(row[field]) if row[field] else None
    return open_word(key, sealed, table, UUID(as_id(row["id"])), field)


def _entered(row: Mapping[str, Any], key: Key | None) -> Entered:
    return Entered(
        id=UUID(as_id(row["id"])),
        requirement=row["requirement"],
        on=sure_day(row["on"]),
        source=_word(row, key, "evidence", "source"),
        by=as_id(row["recorded_by"]),
        withdrawn_on=as_day(row["withdrawn_on"]),
    )


def _waived(row: Mapping[str, Any], key: Key | None) -> Waived:
    return Waived(
        id=UUID(as_id(row["id"])),
        requirement=row["requirement"],
        reason=_word(row, key, "waiver", "reason"),
        until=sure_day(row["until"]),
        by=as_id(row["recorded_by"]),
        second_by=as_id(row["second_by"]),
        ended_on=as_day(row["ended_on"]),
    )


def _said(*fields: str) -> Mapping[str, Any]:
    """Whether each of these sealed texts says anything, as has_FIELD."""
    return {
        f"has_{name}": ExpressionWrapper(
            Q(**{f"{name}__isnull": False}), output_field=BooleanField()
        )
        for name in fields
    }


def _lists_that_count() -> list[str]:
    """The preparation lists that are evidence, by the id of their card."""
    return [one.card for one in load().requirements.values() if one.card]


def _columns() -> dict[str, Any]:
    return {
        "evidence": rows_of(
            tables.Evidence, "id", "requirement", "on", "source", "recorded_by", "recorded_at",
            "withdrawn_on",
        ),
        "waivers": rows_of(
            tables.Waiver, "id", "requirement", "until", "reason", "recorded_by", "recorded_at",
            "second_by", "ended_on",
        ),
        "referrals": rows_of(
            tables.Referral, "reasons", "referred_by", "received_on", "recorded_by"
        ),
        "determinations": rows_of(tables.Determination, "on", "read_on", "recorded_by"),
        "interviews": rows_of(
            tables.SafetyInterview, "person", "on", "alone", "outcome", "recorded_by"
        ),
        "outcomes": rows_of(tables.SafetyOutcome, "outcome", "on", "review_on", "recorded_at"),
        "formulations": rows_of(tables.Formulation, "id", "on", "recorded_by"),
        "hypotheses": rows_of(
            tables.Hypothesis, "formulation",
            **_said("speaks_for", "speaks_against", "unknown"),
        ),
        "needs": rows_of(tables.Need, "person", "on", "recorded_by"),
        "plans": rows_of(
            tables.PlanVersion, "number", "on", "review_on", "signed_by", "signed_at",
            "co_signed_by",
        ),
        "notes": rows_of(
            tables.Note, "kind", "author", "signed_at", "session__on", "session__state",
            session_present=Embedded(F("session__present")),
        ),
        "views": rows_of(tables.ChildView, "child", "rung", "answer", "on", "recorded_by"),
        "agreements": rows_of(
            tables.CareAgreement, "id", "number", "children", "authority", "permitted",
            "recorded_by",
        ),
        "signatures": rows_of(
            tables.AgreementSignature, "agreement", "person", "signed_on", "withdrawn_on"
        ),
        "letters": rows_of(
            tables.Letter, "letter", "person", "signed_at", "signed_by", "co_signed_by", "given_on"
        ),
        "after_care": rows_of(tables.AfterCare, "person", "follow_up_on", "recorded_by"),
        "scores": rows_of(tables.Score, "about", "on", "recorded_by"),
        "goals": rows_of(tables.Goal, "id"),
        "goal_scores": rows_of(tables.GoalScore, "goal"),
        "phases": rows_of(
            tables.PhaseChange, "phase", "state", "position", "recorded_at", **_said("reason")
        ),
        "prepared": rows_of(
            tables.PreparedLine, "card", "line", "person", "contact", "ladder__child",
            "ladder__parent", "contact__ladder__child", "contact__ladder__parent", "ticked_on",
            "ticked_by", "recorded_at", "recorded_by",
            only=Q(ticked=True, card__in=_lists_that_count()),
        ),
    }  # fmt: skip


_PARTS = tuple(_columns())
_GATHERING = Gathering(("id", "opened_on"), _columns)
