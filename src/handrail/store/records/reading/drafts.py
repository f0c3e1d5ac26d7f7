"""What is being written and not signed yet, opened; shared by the team of the case."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from handrail.store.keys.sealing import key_of
from handrail.store.keys.stores import Store
from handrail.store.records.models import Draft
from handrail.store.records.reading.opened import open_word
from handrail.store.records.reading.rows import as_id, as_moment, sure_day


@dataclass(frozen=True)
class Piece:
    """One segment. about, told_by: person ids as text, in the order they were chosen."""

    text: str = ""
    about: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something is written: the note of a session, or an addendum to a signed note."""

    session: UUID
    kind: str
    addendum_to: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class KeptDraft:
    """A draft as it was saved last, by whom and when."""

    id: UUID
    version: int
    state: str
    saved_at: datetime
    saved_by: UUID
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Unsigned:
    """A draft without its words, or a session that was held and has none: then nothing is saved.

    When it ended is left to the reader: the day, the time, the minutes.
    """

    case_id: UUID
    session: UUID
    ref: str
    kind: str
    on: date
    at: time | None
    minutes: int | None
    state: str
    addendum_to: UUID | None = None
    saved_at: datetime | None = None
    saved_by: UUID | None = None


def as_body(pieces: Iterable[Piece]) -> str:
    """The segments as the sealed text of a draft; the same segments give the same text."""
    listed = [
        {"about": list(one.about), "told_by": list(one.told_by), "text": one.text} for one in pieces
    ]
    return json.dumps(listed, ensure_ascii=False, sort_keys=True)


def pieces_from(body: str) -> tuple[Piece, ...]:
    """The segments of a draft's opened text."""
    return tuple(
        Piece(one["text"], tuple(one["about"]), tuple(one["told_by"])) for one in json.loads(body)
    )


def drafts_at(case_id: UUID, place: Place) -> QuerySet[Any]:
    """The rows of one place, whatever their state."""
    return Draft.objects.filter(
        case_id=case_id, session_id=place.session, kind=place.kind,
        addendum_to_id=place.addendum_to,
    )  # fmt: skip


def open_draft(case_id: UUID, place: Place) -> KeptDraft | None:
    """What the team is writing here now. Two queries."""
    return _kept(drafts_at(case_id, place).filter(state="open").first())


def last_discarded(case_id: UUID, place: Place) -> KeptDraft | None:
    """What was discarded here last, and can be taken back. Two queries."""
    rows = drafts_at(case_id, place).filter(state="discarded").order_by("-saved_at")
    return _kept(rows.first())


def unsigned(case_ids: Collection[UUID]) -> list[Unsigned]:
    """Every open draft of these cases, the oldest session first, without words. One query."""
    rows = Draft.objects.filter(case_id__in=case_ids, state="open")
    found = rows.order_by("session__on", "session__position", "recorded_at").values_list(
        "case_id", "session_id", "session__ref", "session__kind", "session__on", "session__at",
        "session__minutes", "session__state", "addendum_to_id", "saved_at", "saved_by",
    )  # fmt: skip
    names = tuple(Unsigned.__dataclass_fields__)
    return [Unsigned(**dict(zip(names, row, strict=True))) for row in found]


def unsigned_from(case_id: UUID, rows: Iterable[Mapping[str, Any]]) -> tuple[Unsigned, ...]:
    """The same, out of the rows gathered with the case."""
    found = sorted(
        (one for one in rows if one["state"] == "open"),
        key=lambda one: (one["session_on"], one["session_position"], one["recorded_at"]),
    )
    return tuple(
        Unsigned(
            **_session(case_id, one, "session_", one["session"]),
            addendum_to=UUID(as_id(one["addendum_to"])) if one["addendum_to"] else None,
            saved_at=as_moment(one["saved_at"]),
            saved_by=UUID(as_id(one["saved_by"])),
        )
        for one in found
    )


def _session(case_id: UUID, one: Mapping[str, Any], named: str, row: str) -> dict[str, Any]:
    """The session of a gathered row, whose columns begin with `named`."""
    return {
        "case_id": case_id,
        "session": UUID(as_id(row)),
        "ref": one[f"{named}ref"],
        "kind": one[f"{named}kind"],
        "on": sure_day(one[f"{named}on"]),
        "at": time.fromisoformat(one["at_text"][:8]) if one["at_text"] else None,
        "minutes": one[f"{named}minutes"],
        "state": one[f"{named}state"],
    }


DESK = ("CONS",)
"""Sessions of the staff alone, or of one of them at the desk: nobody writes a note about them."""


def unwritten_from(
    case_id: UUID, rows: Mapping[str, Sequence[Mapping[str, Any]]]
) -> tuple[Unsigned, ...]:
    """Sessions held here that have neither a note nor an open draft, out of the gathered rows.

    What a family file holds of a session is all there is of it: nobody is asked for more.
    """
    written = {as_id(one["session"]) for one in rows["notes"]}
    written |= {
        as_id(one["session"])
        for one in rows["drafts"]
        if one["state"] == "open" and not one["addendum_to"]
    }
    came = max((as_moment(one["at"]) for one in rows["imported"]), default=None)
    owed = (
        one
        for one in rows["sessions"]
        if one["state"] == "held" and one["kind"] not in DESK and as_id(one["id"]) not in written
        if came is None or as_moment(one["recorded_at"]) > came
    )
    return tuple(
        Unsigned(**_session(case_id, one, "", one["id"]))
        for one in sorted(owed, key=lambda one: (one["on"], one["position"]))
    )


def _kept(row: Any) -> KeptDraft | None:
    if row is None:
        return None
    return KeptDraft(
        id=row.id, version=row.version, state=row.state, saved_at=row.saved_at,
        saved_by=row.saved_by, pieces=pieces_from(body_of(row)),
    )  # fmt: skip


def body_of(row: Draft) -> str:
    """The opened text of a draft."""
    key = key_of(Store.RECORD, row.case_id)
    return open_word(key, bytes(row.body), "draft", row.id, "body")
