"""The timeline of a case: sessions newest first, with their notes opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Subquery

from handrail.store.database.prepared import Prepared
from handrail.store.keys.sealing import Key, NoKey, key_of, keys_of
from handrail.store.keys.stores import Store
from handrail.store.records.models import Segment, Session


@dataclass(frozen=True)
class ReadSegment:
    """One segment, opened. about, told_by: person ids. added: it stands in an addendum."""

    text: str
    about: tuple[str, ...]
    told_by: tuple[str, ...]
    added: bool = False


@dataclass(frozen=True)
class ReadSession:
    """One session with what was signed. `contact_*` are empty when no rung was worked on.

    late: its note was written long after it, and says so.
    """

    id: UUID
    ref: str
    kind: str
    on: date
    at: time | None
    minutes: int | None
    state: str
    present: tuple[str, ...]
    segments: tuple[ReadSegment, ...]
    rung: str = ""
    settled: bool | None = None
    proposed: str = ""
    not_held_because: str = ""
    late: bool = False


_COLUMNS = (
    "id", "ref", "kind", "on", "at", "minutes", "state", "present", "contact__rung",
    "contact__settled", "contact__proposed", "contact__not_held_because",
    "notes__segments__id", "notes__segments__text", "notes__segments__about",
    "notes__segments__told_by", "notes__segments__position", "notes__addendum_to", "notes__late",
)  # fmt: skip


# What was added to a note stands below it.
_NOTE_AFTER_NOTE = (
    F("notes__addendum_to").asc(nulls_first=True), "notes__recorded_at", "notes__id",
)  # fmt: skip


def _statement(case: UUID, skip: int, limit: int) -> QuerySet[Any, Any]:
    wanted = Session._base_manager.filter(case_id=case).order_by("-on", "-position")
    ids = wanted.values("id")[skip : skip + limit]
    return (
        Session.objects.filter(case_id=case, id__in=Subquery(ids))
        .order_by("-on", "-position", *_NOTE_AFTER_NOTE, "notes__segments__position")
        .values_list(*_COLUMNS)
    )


_TIMELINE = Prepared(_statement, keys=("case",), numbers=("skip", "limit"))


def timeline(case_id: UUID, *, limit: int, skip: int = 0) -> list[ReadSession]:
    """`limit` sessions of the case after the newest `skip`. Two queries: rows and key."""
    found = [
        dict(zip(_COLUMNS, row, strict=True))
        for row in _TIMELINE.rows(case=case_id, skip=skip, limit=limit)
    ]
    return _sessions(found, _key(case_id) if found else None)


def how_many(case_id: UUID) -> int:
    """How many sessions the timeline of the case holds."""
    return Session.objects.filter(case_id=case_id).count()


def _key(case_id: UUID) -> Key | None:
    try:
        return key_of(Store.RECORD, case_id)
    except NoKey:
        return None


def _sessions(rows: Sequence[Mapping[str, Any]], key: Key | None) -> list[ReadSession]:
    segments: dict[UUID, list[ReadSegment]] = {}
    first: dict[UUID, Mapping[str, Any]] = {}
    for row in rows:
        first.setdefault(row["id"], row)
        if row["notes__segments__id"] is not None and key is not None:
            segments.setdefault(row["id"], []).append(_segment(row, key))
    late = {row["id"] for row in rows if row["notes__late"]}
    return [
        _session(row, segments.get(row_id, ()), late=row_id in late)
        for row_id, row in first.items()
    ]


def _segment(row: Mapping[str, Any], key: Key) -> ReadSegment:
    text = key.open(
        bytes(row["notes__segments__text"]),
        table="segment",
        row=row["notes__segments__id"],
        field="text",
    )
    about, told_by = row["notes__segments__about"], row["notes__segments__told_by"]
    added = row["notes__addendum_to"] is not None
    return ReadSegment(text, tuple(about), tuple(told_by), added)


def _session(row: Mapping[str, Any], segments: Sequence[ReadSegment], *, late: bool) -> ReadSession:
    return ReadSession(
        id=row["id"],
        ref=row["ref"],
        kind=row["kind"],
        on=row["on"],
        at=row["at"],
        minutes=row["minutes"],
        state=row["state"],
        present=tuple(row["present"]),
        segments=tuple(segments),
        rung=row["contact__rung"] or "",
        settled=row["contact__settled"],
        proposed=row["contact__proposed"] or "",
        not_held_because=row["contact__not_held_because"] or "",
        late=late,
    )


@dataclass(frozen=True)
class Hit:
    """A segment in which all the words were found. `around`: the text near the first of them."""

    case_id: UUID
    session_ref: str
    on: date
    kind: str
    around: str


def search(case_ids: Sequence[UUID], words: Sequence[str], *, since: date, most: int) -> list[Hit]:
    """Segments of these cases, not older than `since`, that hold every word (case-folded).

    Nothing is indexed: what the reader may see is opened and scanned, newest first, until `most`
    are found. Two queries.
    """
    keys = keys_of(Store.RECORD, case_ids)
    rows = (
        Segment.objects.filter(case_id__in=list(keys), note__session__on__gte=since)
        .order_by("-note__session__on", "-note__session__position")
        .values_list(
            "id", "case_id", "text", "note__session__ref", "note__session__on",
            "note__session__kind",
        )
    )  # fmt: skip
    folded_words = [word.casefold() for word in words]
    found: list[Hit] = []
    for row_id, case_id, blob, ref, on, kind in rows.iterator(chunk_size=500):
        text = keys[case_id].open(bytes(blob), table="segment", row=row_id, field="text")
        folded = text.casefold()
        if all(word in folded for word in folded_words):
            found.append(Hit(case_id, ref, on, kind, _around(text, folded_words)))
            if len(found) == most:
                break
    return found


def _around(text: str, folded_words: Sequence[str], reach: int = 90) -> str:
    at = text.casefold().find(folded_words[0]) if folded_words else 0
    start, end = max(0, at - reach), min(len(text), at + reach)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
