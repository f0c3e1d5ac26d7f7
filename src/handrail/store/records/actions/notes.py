"""Signing: a draft becomes a note and its segments, which nobody changes any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from handrail.core.therapy.protocol import load
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.drafts import Unchanged, keep, lock_session
from handrail.store.records.actions.recording import Record, recording, refuse
from handrail.store.records.models import Draft, Note, Segment, Session
from handrail.store.records.reading.drafts import Piece, Place


def sign_note(
    *, by: Viewer, case_id: UUID, place: Place, version: int, pieces: Sequence[Piece]
) -> UUID:
    """Sign what was written: the note of a session, or an addendum. Returns the note.

    The draft stays, marked signed. Raises RefusedByRule with every reason, Stale, Refused.
    """
    act = "addendum.signed" if place.addendum_to else "note.signed"
    with recording(by=by, case_id=case_id, act=act) as record:
        session = lock_session(record, place)
        written = [one for one in pieces if not one.is_empty]
        refuse(*against_signing(session, written))
        draft, version = _kept(record, place, version, pieces)
        late = place.addendum_to is None and is_late(session, record.at)
        note = _frozen(record, place, written, late=late)
        record.change(Draft, draft, version=version, state="signed")
        record.about("note", note, session=session.id, draft=draft, late=late)
    return note


def _kept(record: Record, place: Place, version: int, pieces: Sequence[Piece]) -> tuple[UUID, int]:
    try:
        saved = keep(record, place, version, pieces)
    except Unchanged as unchanged:
        saved = unchanged.saved
    return saved.id, saved.version


def _frozen(record: Record, place: Place, pieces: Sequence[Piece], *, late: bool) -> UUID:
    note = record.add(
        Note, session_id=place.session, kind=place.kind, author=record.by.person_id,
        signed_at=record.at, addendum_to_id=place.addendum_to, late=late,
    )  # fmt: skip
    for position, one in enumerate(pieces):
        record.add(
            Segment, note_id=note, position=position, about=list(one.about),
            told_by=list(one.told_by), texts={"text": one.text},
        )  # fmt: skip
    return note


def against_signing(session: Session, pieces: Sequence[Piece]) -> list[str]:
    """Why this cannot be signed yet, every reason with what would satisfy it."""
    found = []
    if session.state == "planned":
        found.append(
            "This session is still planned. Record whether it took place, then sign its note."
        )
    if not pieces:
        found.append("Nothing is written yet. Write at least one segment, then sign.")
    for at, one in enumerate(pieces, 1):
        if not one.about:
            found.append(f"Segment {at} does not say whom it is about. Choose at least one person.")
        if not one.told_by:
            found.append(f"Segment {at} does not say who told it. Choose who saw or said it.")
    return found


def is_late(session: Session, at: datetime) -> bool:
    """Whether a note signed now is a late entry: a practice setting, as alarm AL9 counts.

    A session without a time ends with its day.
    """
    return at > ends_at(session.on, session.at, session.minutes) + grace()


def ends_at(on: date, at: time | None, minutes: int | None) -> datetime:
    """When a session was over; one without a time ends with its day."""
    begins = datetime.combine(on, at or time(23, 59), ZoneInfo(settings.TIME_ZONE))
    return begins + timedelta(minutes=minutes or 0)


def grace() -> timedelta:
    """How long after a session its note is still written in time."""
    return timedelta(hours=load().rule.alarms.silence_note_hours)
