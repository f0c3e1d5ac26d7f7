"""Drafts: saved as one writes, discarded and taken back. Nothing is overwritten unseen.

A draft belongs to the team of the case. Whoever saves on top of a version somebody else has
changed is told (Stale). Saving the same words again writes nothing, so a save whose answer was
lost may be sent once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Membership
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.models import Draft, Note, Session
from handrail.store.records.reading.drafts import Piece, Place, as_body, body_of, drafts_at
from handrail.store.records.reading.legal_holds import standing_hold

MOST_SEGMENTS = 60
LONGEST_SEGMENT = 8000


@dataclass(frozen=True)
class Saved:
    """A draft as it stands after saving."""

    id: UUID
    version: int
    at: datetime


class Unchanged(Exception):
    """The same words again: nothing is written."""

    def __init__(self, saved: Saved) -> None:
        super().__init__(str(saved.id))
        self.saved = saved


def save_draft(
    *, by: Viewer, case_id: UUID, place: Place, version: int, pieces: Sequence[Piece]
) -> Saved:
    """Keep what was written so far. version: as it was read, 0 where nothing was saved yet.

    Raises Stale when somebody else saved meanwhile, RefusedByRule, Refused.
    """
    try:
        with recording(by=by, case_id=case_id, act="draft.saved") as record:
            saved = keep(record, place, version, pieces)
            record.about("draft", saved.id, session=place.session, version=saved.version)
    except Unchanged as unchanged:
        return unchanged.saved
    return saved


def keep(record: Record, place: Place, version: int, pieces: Sequence[Piece]) -> Saved:
    """The rows of `save_draft`, inside another act. Raises as it does, and Unchanged."""
    lock_session(record, place)
    refuse(*against_pieces(record.case_id, pieces))
    row = drafts_at(record.case_id, place).filter(state="open").first()
    body = as_body(pieces)
    if row is None:  # also where somebody discarded it meanwhile: their words can be taken back
        return Saved(_begin(record, place, body), 1, record.at)
    if body_of(row) == body:
        raise Unchanged(Saved(row.id, row.version, row.saved_at))
    new = record.change(
        Draft, row.id, version=version, texts={"body": body}, saved_at=record.at,
        saved_by=record.by.person_id,
    )  # fmt: skip
    return Saved(row.id, new, record.at)


def _begin(record: Record, place: Place, body: str) -> UUID:
    refuse(*against_beginning(record.case_id, place))
    return record.add(
        Draft, session_id=place.session, kind=place.kind, addendum_to_id=place.addendum_to,
        saved_at=record.at, saved_by=record.by.person_id, texts={"body": body},
    )  # fmt: skip


def lock_session(record: Record, place: Place) -> Session:
    """The session, held until the commit: two people at one note come one after the other."""
    row: Session = one_of_case(Session, record.case_id, place.session)
    Session.objects.select_for_update().filter(id=row.id).first()
    if place.addendum_to is not None:
        note: Note = one_of_case(Note, record.case_id, place.addendum_to)
        if note.session_id != row.id:
            raise Refused("gone")
    return row


def against_beginning(case_id: UUID, place: Place) -> list[str]:
    """A session has one note; what comes after it is an addendum."""
    if place.addendum_to is not None:
        return []
    signed = Note.objects.filter(
        case_id=case_id, session_id=place.session, addendum_to__isnull=True
    )
    if signed.exists():
        return ["The note of this session is signed and frozen. Write an addendum to it."]
    return []


def against_pieces(case_id: UUID, pieces: Sequence[Piece]) -> list[str]:
    """Why these segments cannot be kept, all reasons at once."""
    found = []
    if len(pieces) > MOST_SEGMENTS:
        found.append(f"A note has {MOST_SEGMENTS} segments at most; this one has {len(pieces)}.")
    too_long = [at for at, one in enumerate(pieces, 1) if len(one.text) > LONGEST_SEGMENT]
    found += [
        f"Segment {at} is longer than {LONGEST_SEGMENT} characters. Make two of it."
        for at in too_long
    ]
    named = {person for one in pieces for person in (*one.about, *one.told_by)}
    if _strangers(case_id, named):
        found.append("A segment names somebody who has no seat in this case. Choose again.")
    return found


def _strangers(case_id: UUID, named: Iterable[str]) -> set[str]:
    seated = Membership.objects.filter(case_id=case_id).values_list("person_id", flat=True)
    return set(named) - {str(person) for person in seated}


def discard_draft(*, by: Viewer, case_id: UUID, draft: UUID, version: int) -> None:
    """Put a draft away; it can be taken back. Raises RefusedByRule under a legal hold, Stale."""
    with recording(by=by, case_id=case_id, act="draft.discarded") as record:
        row = _in_state(record, draft, "open")
        since = standing_hold(case_id)
        if since is not None:
            refuse(
                f"A legal hold stands on this case since {since:%Y-%m-%d}: nothing of it is"
                " discarded. Leave it as a draft; it can be discarded once the hold is lifted."
            )
        record.change(Draft, row.id, version=version, state="discarded", saved_at=record.at)
        record.about("draft", row.id, session=row.session_id)


def restore_draft(*, by: Viewer, case_id: UUID, draft: UUID) -> None:
    """Take a discarded draft back as it was. Raises RefusedByRule where another was begun."""
    with recording(by=by, case_id=case_id, act="draft.restored") as record:
        row = _in_state(record, draft, "discarded")
        place = Place(session=row.session_id, kind=row.kind, addendum_to=row.addendum_to_id)
        lock_session(record, place)
        if drafts_at(case_id, place).filter(state="open").exists():
            refuse("Another draft was begun here meanwhile. Sign or discard it, then take it back.")
        refuse(*against_beginning(case_id, place))
        record.change(Draft, row.id, version=row.version, state="open", saved_at=record.at)
        record.about("draft", row.id, session=row.session_id)


def _in_state(record: Record, draft: UUID, state: str) -> Draft:
    row: Draft = one_of_case(Draft, record.case_id, draft)
    if row.state != state:
        raise Refused("gone")
    return row
