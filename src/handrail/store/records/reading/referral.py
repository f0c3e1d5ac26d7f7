"""How a family came: the referral with its words, determinations, the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handrail.store.accounts.conflicts import NameCheck, compare_names
from handrail.store.accounts.viewer import Viewer
from handrail.store.records import models as tables
from handrail.store.records.reading.family import StoredCase
from handrail.store.records.reading.opened import opened


@dataclass(frozen=True)
class Entry:
    """One entry about why the family came; later ones stand beside earlier ones."""

    on: date | None
    reasons: tuple[str, ...]
    referred_by: str
    words: str


@dataclass(frozen=True)
class FoundSafe:
    """Who determined that contact can be restored safely."""

    determined_by: str
    who: str
    on: date
    document: str
    read_on: date


@dataclass(frozen=True)
class Decided:
    """accept or decline, with what was written."""

    decision: str
    on: date
    reason: str
    alternatives: str


@dataclass(frozen=True)
class ReferralRead:
    """Everything about how a family came, the oldest first."""

    entries: tuple[Entry, ...]
    found_safe: tuple[FoundSafe, ...]
    decided: tuple[Decided, ...]


def referral(case_id: UUID) -> ReferralRead:
    """How a family came. Three queries, and a key for each kind that has words."""
    entries = opened(
        tables.Referral.objects.filter(case_id=case_id).order_by("recorded_at"),
        "reasons", "referred_by", "received_on",
        words=("words",), case_id=case_id, table="referral",
    )  # fmt: skip
    found = opened(
        tables.Determination.objects.filter(case_id=case_id).order_by("recorded_at"),
        "determined_by", "on", "read_on",
        words=("who", "document"), case_id=case_id, table="determination",
    )  # fmt: skip
    decided = opened(
        tables.TriageDecision.objects.filter(case_id=case_id).order_by("recorded_at"),
        "decision", "on",
        words=("reason", "alternatives"), case_id=case_id, table="triage_decision",
    )  # fmt: skip
    return ReferralRead(
        tuple(
            Entry(one["received_on"], tuple(one["reasons"]), one["referred_by"], one["words"])
            for one in entries
        ),
        tuple(
            FoundSafe(one["determined_by"], one["who"], one["on"], one["document"], one["read_on"])
            for one in found
        ),
        tuple(
            Decided(one["decision"], one["on"], one["reason"], one["alternatives"])
            for one in decided
        ),
    )


def names_of(viewer: Viewer, stored: StoredCase) -> NameCheck:
    """The check of names for the people of a case, as it stands now."""
    people = stored.family.people
    return compare_names(
        viewer,
        [(one.given, one.family) for one in people],
        apart_from=[UUID(one.id) for one in people],
    )
