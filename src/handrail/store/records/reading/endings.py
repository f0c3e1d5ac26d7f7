"""How the work ends: the ending that was named, letters, after-care, the closure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from handrail.store.records import models as tables
from handrail.store.records.reading.opened import opened

ENDING_NAMED = "ending_named"


@dataclass(frozen=True)
class NamedEnding:
    """The ending that was named last. ending: an id of the protocol's endings."""

    ending: str
    reason: str
    on: date
    by: str


@dataclass(frozen=True)
class LetterRead:
    """One letter. person: whom of the family it is for, "" for somebody else. *_by: person ids."""

    id: UUID
    letter: str
    person: str
    text: str
    version: int
    signed_at: datetime | None
    signed_by: str
    co_signed_by: str
    given_on: date | None
    way: str


@dataclass(frozen=True)
class CareAfter:
    """Who helps this person, and when somebody asks again."""

    person: str
    helper: str
    follow_up_on: date | None


@dataclass(frozen=True)
class Closed:
    """How the case was closed."""

    reason: str
    on: date | None
    words: str


def named_ending(case_id: UUID) -> NamedEnding | None:
    """The ending that was named and not taken back."""
    rows = tables.Evidence.objects.filter(
        case_id=case_id, requirement=ENDING_NAMED, withdrawn_on=None
    ).order_by("-recorded_at")
    found = opened(rows[:1], "on", words=("source",), case_id=case_id, table="evidence")
    if not found:
        return None
    ending, _line, reason = found[0]["source"].partition("\n")
    return NamedEnding(ending, reason, found[0]["on"], str(found[0].recorded_by or ""))


def letters(case_id: UUID) -> list[LetterRead]:
    """Every letter of a case, in the order in which they were begun."""
    found = opened(
        tables.Letter.objects.filter(case_id=case_id).order_by("recorded_at", "id"),
        "letter", "person_id", "version", "signed_at", "signed_by", "co_signed_by", "given_on",
        "way", words=("text",), case_id=case_id, table="letter",
    )  # fmt: skip
    return [
        LetterRead(
            id=one.id,
            letter=one["letter"],
            person=str(one["person_id"] or ""),
            text=one["text"],
            version=one["version"],
            signed_at=one["signed_at"],
            signed_by=str(one["signed_by"] or ""),
            co_signed_by=str(one["co_signed_by"] or ""),
            given_on=one["given_on"],
            way=one["way"],
        )
        for one in found
    ]


def after_care(case_id: UUID) -> list[CareAfter]:
    """Who helps whom afterwards."""
    found = opened(
        tables.AfterCare.objects.filter(case_id=case_id).order_by("recorded_at"),
        "person_id", "follow_up_on", words=("helper",), case_id=case_id, table="after_care",
    )  # fmt: skip
    return [
        CareAfter(str(one["person_id"] or ""), one["helper"], one["follow_up_on"]) for one in found
    ]


def closed(case_id: UUID) -> Closed | None:
    """How the case was closed, if it was."""
    found = opened(
        tables.Closure.objects.filter(case_id=case_id).order_by("-recorded_at"),
        "reason", "on", words=("words",), case_id=case_id, table="closure",
    )  # fmt: skip
    return Closed(found[0]["reason"], found[0]["on"], found[0]["words"]) if found else None
