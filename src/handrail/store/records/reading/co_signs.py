"""Acts that wait for a second person, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.store.records.models import CoSign
from handrail.store.records.reading.opened import Opened, opened
from handrail.store.records.reading.rows import as_id, as_moment


@dataclass(frozen=True)
class Asked:
    """One act. asks: the seat that must answer, "" any clinician. words: the reason given.

    answer: "" while it waits, else agreed, declined, withdrawn. asked_by, answered_by: person ids.
    """

    id: UUID
    case_id: UUID
    act: str
    object_id: UUID | None
    asks: str
    detail: Mapping[str, Any]
    asked_by: str
    asked_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    words: str = ""
    answer_words: str = ""

    def may_answer(self, person_id: UUID, seat: str) -> bool:
        """Whether somebody on this seat of the case may agree; whoever asked may not."""
        if self.answer or self.asked_by == str(person_id):
            return False
        return (
            seat == self.asks if self.asks else seat in ("therapist", "co_therapist", "supervisor")
        )


_COLUMNS = (
    "case_id", "act", "object_id", "asks", "detail", "answer", "answered_by", "answered_at",
)  # fmt: skip


def waiting_among(case_id: UUID, rows: Iterable[Mapping[str, Any]]) -> tuple[Asked, ...]:
    """What waits among the rows of a case read whole, the oldest first, without its words."""
    found = [
        Asked(
            id=UUID(as_id(row["id"])),
            case_id=case_id,
            act=row["act"],
            object_id=UUID(as_id(row["object_id"])) if row["object_id"] else None,
            asks=row["asks"],
            detail=row["detail"],
            asked_by=as_id(row["recorded_by"]),
            asked_at=as_moment(row["recorded_at"]),
        )
        for row in rows
        if not row["answer"]
    ]
    return tuple(sorted(found, key=lambda one: one.asked_at))


def asked_in(case_id: UUID) -> list[Asked]:
    """Everything ever asked in one case, with its words: what waits first, then the newest."""
    rows = CoSign.objects.filter(case_id=case_id).order_by("-recorded_at")
    found = opened(
        rows, *_COLUMNS, words=("words", "answer_words"), case_id=case_id, table="co_sign"
    )
    return sorted((_opened(row) for row in found), key=lambda one: bool(one.answer))


def asked_one(case_id: UUID, co_sign: UUID) -> Asked | None:
    """One of them with its words, or None."""
    rows = CoSign.objects.filter(case_id=case_id, id=co_sign)
    found = opened(
        rows, *_COLUMNS, words=("words", "answer_words"), case_id=case_id, table="co_sign"
    )
    return _opened(found[0]) if found else None


def _opened(row: Opened) -> Asked:
    columns = {"id": row.id, "recorded_at": row.recorded_at, "recorded_by": row.recorded_by}
    return _asked({**columns, **row.columns, **row.words})


def _asked(row: Mapping[str, Any]) -> Asked:
    return Asked(
        id=row["id"],
        case_id=row["case_id"],
        act=row["act"],
        object_id=row["object_id"],
        asks=row["asks"],
        detail=row["detail"],
        asked_by=str(row["recorded_by"] or ""),
        asked_at=row["recorded_at"],
        answer=row["answer"],
        answered_by=str(row["answered_by"] or ""),
        answered_at=row["answered_at"],
        words=row.get("words", ""),
        answer_words=row.get("answer_words", ""),
    )
