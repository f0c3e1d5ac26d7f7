"""What the database holds of everything that was sent: rows, opened words, ledger lines, keys.

Every function leaves no connection open: the killed server's file is found by its successor alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from handrail.web.prove.findings import Kept, KeptEntry
from handrail.web.prove.practice import Practice
from handrail.web.prove.writes import WRITES, Write

if TYPE_CHECKING:
    from handrail.store.ledger.verification import Report

SEALED = "text.sealed"


@contextmanager
def _connected() -> Iterator[None]:
    from django.db import connection

    try:
        yield
    finally:
        connection.close()


def look(practice: Practice) -> Kept:
    """Everything that is kept now."""
    from handrail.store.accounts.submissions import answers
    from handrail.store.accounts.viewer import acting_as

    entries: list[KeptEntry] = []
    rowless: list[str] = []
    answered: dict[UUID, str] = {}
    with _connected():
        for case_id, viewer in {seat.case_id: seat.viewer for seat in practice.seats}.items():
            with acting_as(viewer):
                lines = _Lines(case_id)
                found = [entry for write in WRITES for entry in _entries(write, case_id, lines)]
            entries += found
            rowless += lines.left_over({entry.row for entry in found})
        for seat in practice.seats:
            with acting_as(seat.viewer):
                answered |= answers(seat.viewer)
    return Kept(entries, rowless, answered)


def ledger() -> Report:
    """Every chain, recomputed as `./handrail verify` does."""
    from handrail.store.ledger.verification import verify

    with _connected():
        return verify()


def damage() -> list[str]:
    """What SQLite finds wrong with its own file; a PostgreSQL server is not killed here."""
    from handrail.store.database import soundness

    with _connected():
        return soundness.damage()


def engine_version() -> str:
    """ "SQLite 3.53.4, journal wal" or "PostgreSQL 17.2"."""
    from handrail.store.database import soundness

    with _connected():
        return soundness.engine_version()


class _Lines:
    """The ledger lines of one case that tell of what is written here."""

    def __init__(self, case_id: UUID) -> None:
        from handrail.store.ledger.reading import told

        acts = {write.act for write in WRITES}
        tables = {_name(write) for write in WRITES}
        self.acts: Counter[UUID] = Counter()
        self.commitments: dict[UUID, list[bytes]] = {}
        for line in told(case_id, {*acts, SEALED}):
            if line.row is None:
                continue
            if line.act in acts:
                self.acts[line.row] += 1
            elif line.kind in tables:
                self.commitments.setdefault(line.row, []).append(line.commitment)

    def left_over(self, rows: set[UUID]) -> Iterator[str]:
        """Lines that tell of a row which is not there."""
        for row in {*self.acts, *self.commitments} - rows:
            yield f"the ledger tells of row {row}, which is not there"


def _entries(write: Write, case_id: UUID, lines: _Lines) -> Iterator[KeptEntry]:
    """Every row of one kind, with its words opened."""
    from handrail.store.records import models
    from handrail.store.records.reading.sealed_rows import sealed_rows

    table = getattr(models, write.table)
    for row in sealed_rows(table, write.column, case_id=case_id, sealed_as=_name(write)):
        yield KeptEntry(
            write=write.name,
            row=row.id,
            lines=_lines_of(write, row.text),
            version=row.version,
            acts=lines.acts[row.id],
            commitments=tuple(lines.commitments.get(row.id, ())),
            commitment=row.commitment,
        )


def _lines_of(write: Write, text: str) -> tuple[str, ...]:
    """The words as they were sent: a draft holds a line for every save."""
    from handrail.store.records.reading.drafts import pieces_from

    texts = [piece.text for piece in pieces_from(text)] if write.is_draft and text else [text]
    return tuple(line for one in texts for line in one.splitlines())


def _name(write: Write) -> str:
    from handrail.store.records import models
    from handrail.store.records.actions.recording import table_name

    return table_name(getattr(models, write.table))
