"""What is gathered of a case in one statement: its tables, column by column, without words."""

from __future__ import annotations

from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Cast

from handrail.store.accounts.models import Membership
from handrail.store.records import models as tables
from handrail.store.records.reading.rows import Gathering, rows_of

HEAD = (
    "id", "number", "status", "family_name", "opened_on", "closed_on", "basis", "client_is",
    "jurisdiction", "protocol_version",
)  # fmt: skip


def columns() -> dict[str, Any]:
    """Part -> its rows."""
    return _people() | _grounds() | _plan() | _days() | _contacts()


def _people() -> dict[str, Any]:
    return {
        "members": rows_of(
            Membership, "person", "seat", "from_at", "until_at", "person__given", "person__family",
            "person__born_on",
        ),
        "households": rows_of(tables.HouseholdMember, "person", "household"),
        "relations": rows_of(
            tables.Relation, "of", "to", "kind", "since", "until", "quality", "source"
        ),
    }  # fmt: skip


def _grounds() -> dict[str, Any]:
    return {
        "referral": rows_of(tables.Referral, "reasons"),
        "orders": rows_of(
            tables.Order, "ref", "kind", "signed_on", "served_on", "expires_on", "court",
            "cause_no", "judge", "supersedes", "clauses", "title", "file_hash", "sealed",
        ),
        "safety": rows_of(tables.SafetyOutcome, "outcome", "on", "measures", "review_on"),
        "beyond": rows_of(tables.OrderConflict, "asks_for", "due_on", "closed_on"),
        "closure": rows_of(tables.Closure, "reason"),
        "agreements": rows_of(
            tables.CareAgreement, "id", "number", "children", "authority", "permitted"
        ),
        "signatures": rows_of(
            tables.AgreementSignature, "agreement", "person", "signed_on", "withdrawn_on"
        ),
    }  # fmt: skip


def _plan() -> dict[str, Any]:
    return {
        "phases": rows_of(tables.PhaseChange, "phase", "state", "on", "position"),
        "ladders": rows_of(tables.Ladder, "id", "child", "parent", "position", "rungs"),
        "versions": rows_of(tables.PlanVersion, "number", "review_on", "signed_at"),
        "goals": rows_of(tables.Goal, "id", "ref", "position", "domain", "weight", "owners"),
        "goal_scores": rows_of(tables.GoalScore, "goal", "review", "position", "score"),
        "scores": rows_of(
            tables.Score, "instrument", "respondent", "about", "on", "week", "total", "subscales",
            "interpretable",
        ),
        "co_signs": rows_of(
            tables.CoSign, "id", "act", "asks", "answer", "recorded_at", "recorded_by", "object_id",
            "detail",
        ),
    }  # fmt: skip


def _days() -> dict[str, Any]:
    return {
        "sessions": rows_of(
            tables.Session, "id", "ref", "position", "kind", "on", "minutes", "room", "state",
            "present", "arrivals", "fidelity", "recorded_at", at_text=Cast(F("at"), TextField()),
        ),
        "drafts": rows_of(
            tables.Draft, "session", "session__ref", "session__kind", "session__on",
            "session__minutes", "session__state", "session__position", "addendum_to", "saved_at",
            "saved_by", "state", "recorded_at", at_text=Cast(F("session__at"), TextField()),
        ),
        "notes": rows_of(tables.Note, "session"),
        "imported": rows_of(tables.ImportedFile, "at"),
        "checks": rows_of(tables.SessionCheck, "session", "by", "pace", "felt_safe"),
        "pulses": rows_of(tables.Pulse, "session", "by", "total"),
        "views": rows_of(
            tables.ChildView, "session", "position", "child", "rung", "answer", "on", "asked_by",
            "alone",
        ),
        "stops": rows_of(
            tables.Stop, "session", "session__position", "contact", "child", "about", "reason",
            "on",
        ),
        "clearings": rows_of(
            tables.Clearing, "session", "session__on", "session__position", "contact", "child",
            "parent", "on", "by",
        ),
    }  # fmt: skip


def _contacts() -> dict[str, Any]:
    return {
        "contacts": rows_of(
            tables.Contact, "id", "ladder", "session", "rung", "state", "not_held_because",
            "notice_hours", "before", "peak", "after", "adherence", "support", "ended_early",
            "stop_card", "signs", "critical_incident", "disclosure",
        ),
        "after_effects": rows_of(
            tables.AfterEffect, "id", "contact", "by", "value", "recorded_at"
        ),
        "decisions": rows_of(
            tables.Decision, "contact", "move", "reason", "decided_on", "decided_by",
            "co_signed_by", "waiting_for", "recorded_at",
        ),
        "consults": rows_of(
            tables.Consult, "contact__session__ref", "answered_on", "recorded_at"
        ),
        "reviews": rows_of(tables.ReviewSheet, "contact__session__ref"),
        "alarms": rows_of(tables.Alarm, "contact__session__ref", "position", "alarm", "figures"),
    }  # fmt: skip


PARTS = tuple(columns())
GATHERING = Gathering(HEAD, columns)
