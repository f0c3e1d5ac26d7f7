"""Signed notes of a session with their segments opened; one's own notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from handrail.store.keys.sealing import key_to_seal
from handrail.store.keys.stores import Store
from handrail.store.records.models import (
    Contact,
    Note,
    PsychotherapyNote,
    Segment,
    Session,
)
from handrail.store.records.models.common import asking
from handrail.store.records.reading.drafts import Piece
from handrail.store.records.reading.opened import open_word, opened


@dataclass(frozen=True, kw_only=True)
class NoteSession:
    """The session a note is about. rung: of its contact, "" where it was none."""

    id: UUID
    ref: str
    kind: str
    on: date
    at: time | None
    minutes: int | None
    room: str
    state: str
    present: tuple[str, ...]
    rung: str
    child: str
    parent: str

    @property
    def note_kind(self) -> str:
        return "contact_observation" if self.rung else "progress"


@dataclass(frozen=True, kw_only=True)
class SignedNote:
    """A note as it was signed. author: None for one that came in with a file."""

    id: UUID
    kind: str
    author: UUID | None
    signed_at: datetime | None
    late: bool
    addendum_to: UUID | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class OwnNote:
    """A psychotherapy note of whoever is asking."""

    id: UUID
    session: UUID | None
    ref: str
    text: str
    saved_at: datetime
    version: int


def note_session(case_id: UUID, session: UUID) -> NoteSession | None:
    """The session, with its contact where it is one. Two queries."""
    row = Session.objects.filter(case_id=case_id, id=session).first()
    if row is None:
        return None
    contacts = Contact.objects.filter(case_id=case_id, session_id=session)
    rung, child, parent = next(
        iter(contacts.values_list("rung", "ladder__child_id", "ladder__parent_id")), ("", "", "")
    )
    return NoteSession(
        id=row.id, ref=row.ref, kind=row.kind, on=row.on, at=row.at, minutes=row.minutes,
        room=row.room, state=row.state, present=tuple(row.present), rung=rung, child=str(child),
        parent=str(parent),
    )  # fmt: skip


def session_of_note(case_id: UUID, note: UUID) -> UUID | None:
    """The session a signed note is about; None where there is no such note here."""
    rows = Note.objects.filter(case_id=case_id, id=note)
    session: UUID | None = rows.values_list("session_id", flat=True).first()
    return session


def notes_of(case_id: UUID, session: UUID) -> list[SignedNote]:
    """Every signed note of a session, addenda after their note, oldest first. Three queries."""
    rows = list(
        Note.objects.filter(case_id=case_id, session_id=session).order_by("recorded_at", "id")
    )
    segments = opened(
        Segment.objects.filter(case_id=case_id, note__session_id=session).order_by("position"),
        "note_id", "about", "told_by", words=("text",), case_id=case_id, table="segment",
    )  # fmt: skip
    return [_signed(row, [one for one in segments if one["note_id"] == row.id]) for row in rows]


def _signed(row: Note, segments: list[Any]) -> SignedNote:
    return SignedNote(
        id=row.id, kind=row.kind, author=row.author, signed_at=row.signed_at, late=row.late,
        addendum_to=row.addendum_to_id,
        pieces=tuple(
            Piece(one["text"], tuple(one["about"]), tuple(one["told_by"])) for one in segments
        ),
    )  # fmt: skip


def own_notes(case_id: UUID) -> list[OwnNote]:
    """The psychotherapy notes of whoever is asking, newest first: nobody else's are found.

    The author's key is made here if there is none, so that it says nothing about notes.
    """
    who = asking()
    if who is None:
        return []
    key = key_to_seal(Store.PSYCHOTHERAPY, who.person_id)
    rows = PsychotherapyNote.objects.filter(case_id=case_id).select_related("session")
    return [
        OwnNote(
            id=row.id, session=row.session_id, ref=row.session.ref if row.session else "",
            text=open_word(key, bytes(row.body), "psychotherapy_note", row.id, "body"),
            saved_at=row.saved_at, version=row.version,
        )
        for row in rows.order_by("-recorded_at")
    ]  # fmt: skip
