"""Psychotherapy notes (45 CFR 164.501): the author's own analysis, in a store and key of its own.

The case's chain holds no line of them: nobody but the author is to know that there is one. What
was kept when, with its commitment, stands in a chain of the note's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid5

from handrail import chance
from handrail.core.disclosure.matrix import staff_may_read
from handrail.core.law.answers import Allowed
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.reading import case_for
from handrail.store.accounts.viewer import Viewer
from handrail.store.database import identity
from handrail.store.database.transactions import one_at_a_time, writing
from handrail.store.keys.sealing import key_of
from handrail.store.keys.stores import Store
from handrail.store.ledger.appending import append
from handrail.store.records.actions.drafts import Saved
from handrail.store.records.actions.recording import CLINICIANS, Record, one_of_case
from handrail.store.records.models import PsychotherapyNote, Session
from handrail.store.records.reading.opened import open_word

AUTHORS = tuple(
    seat
    for seat in CLINICIANS
    if isinstance(
        staff_may_read("psychotherapy_note", seat, assigned=True, is_author=True), Allowed
    )
)
"""Seats on a case's team whose holder may keep such notes, as the table of disclosure says."""


def keep_own_note(
    *,
    by: Viewer,
    case_id: UUID,
    text: str,
    note: UUID | None = None,
    begun: UUID | None = None,
    version: int = 0,
    session: UUID | None = None,
) -> Saved:
    """Write a note of one's own, or change it as it was read at `version`.

    note: one that is there. begun: made on the page that began one, so that what is sent twice is
    kept once. The same words again write nothing. Raises Refused: "no_such_case", "not_your_seat",
    "gone"; Stale when it was changed meanwhile, in another window.
    """
    row_id = note or own_note_id(by, begun or chance.new_id())
    with _quietly(by, case_id, row_id) as record:
        if note is None and not PsychotherapyNote.objects.filter(id=row_id).exists():
            return _begin(record, row_id, text, session)
        row: PsychotherapyNote = one_of_case(PsychotherapyNote, case_id, row_id)
        if _text_of(row) == text:
            return Saved(row_id, row.version, row.saved_at)
        new = record.change(
            PsychotherapyNote, row_id, version=version, texts={"body": text},
            store=Store.PSYCHOTHERAPY, saved_at=record.at,
        )  # fmt: skip
        return Saved(row_id, new, record.at)


def own_note_id(by: Viewer, begun: UUID) -> UUID:
    """The row of a note begun on a page: of nobody else's, whatever a page is made to send."""
    return uuid5(by.person_id, str(begun))


def _begin(record: Record, row_id: UUID, text: str, session: UUID | None) -> Saved:
    if session is not None:
        one_of_case(Session, record.case_id, session)
    record.add(
        PsychotherapyNote, id=row_id, session_id=session, author=record.by.person_id,
        saved_at=record.at, texts={"body": text}, store=Store.PSYCHOTHERAPY,
    )  # fmt: skip
    return Saved(row_id, 1, record.at)


def _text_of(row: PsychotherapyNote) -> str:
    key = key_of(Store.PSYCHOTHERAPY, row.author)
    return open_word(key, bytes(row.body), "psychotherapy_note", row.id, "body")


@contextmanager
def _quietly(by: Viewer, case_id: UUID, note: UUID) -> Iterator[Record]:
    """An act of an author alone; its lines go into the chain of the note itself."""
    with writing():
        one_at_a_time(note)
        case = case_for(by, case_id)
        if case is None:
            raise Refused("no_such_case")
        if case.seat not in AUTHORS:
            raise Refused("not_your_seat")
        record = Record(by, case, "own_note.kept", identity.moment())
        yield record
        for table, row, commitment in record.envelope(Store.PSYCHOTHERAPY).commitments:
            append(
                by=by, chain=row, act=record.act, seat=case.seat, object_kind=table, object_id=row,
                commitment=commitment, at=record.at,
            )  # fmt: skip
