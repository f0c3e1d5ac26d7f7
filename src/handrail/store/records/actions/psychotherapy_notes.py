"""Psychotherapy notes (45 CFR 164.501): the author's own analysis, in a store and key of its own.

The case's chain holds no line of them: nobody but the author is to know that there is one. What
was kept when, with its commitment, stands in a chain of the note's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from handrail.core.disclosure.matrix import staff_may_read
from handrail.core.law.answers import Allowed
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.reading import case_for
from handrail.store.accounts.viewer import Viewer
from handrail.store.database import identity
from handrail.store.database.transactions import writing
from handrail.store.keys.stores import Store
from handrail.store.ledger.appending import append
from handrail.store.records.actions.recording import CLINICIANS, Record, one_of_case
from handrail.store.records.models import PsychotherapyNote, Session

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
    version: int = 0,
    session: UUID | None = None,
) -> UUID:
    """Write a note of one's own, or change it as it was read at `version`; returns it.

    Raises Refused: "no_such_case", "not_your_seat", "gone"; Stale.
    """
    with _quietly(by, case_id) as record:
        texts = {"body": text}
        if note is not None:
            one_of_case(PsychotherapyNote, case_id, note)
            record.change(
                PsychotherapyNote, note, version=version, texts=texts, store=Store.PSYCHOTHERAPY,
                saved_at=record.at,
            )  # fmt: skip
        else:
            if session is not None:
                one_of_case(Session, case_id, session)
            note = record.add(
                PsychotherapyNote, session_id=session, author=by.person_id, saved_at=record.at,
                texts=texts, store=Store.PSYCHOTHERAPY,
            )  # fmt: skip
    return note


@contextmanager
def _quietly(by: Viewer, case_id: UUID) -> Iterator[Record]:
    """An act of an author alone; its lines go into the chain of the note itself."""
    with writing():
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
