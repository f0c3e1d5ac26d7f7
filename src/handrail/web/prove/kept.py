"""What the database holds of everything that was sent: rows, opened words, ledger lines, keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from handrail.web.prove.findings import Kept, KeptEntry
from handrail.web.prove.practice import Practice
from handrail.web.prove.writes import WRITES, Write

if TYPE_CHECKING:
    from handrail.store.ledger.verification import Report

SEALED = "text.sealed"


def look(practice: Practice) -> Kept:
    """Everything that is kept now. Leaves no connection open."""
    from django.db import connection

    from handrail.store.accounts.viewer import acting_as

    entries: list[KeptEntry] = []
    rowless: list[str] = []
    answered: dict[UUID, str] = {}
    cases = {seat.case_id: seat.viewer for seat in practice.seats}
    for case_id, viewer in cases.items():
        with acting_as(viewer):
            lines = _Lines(case_id)
            found = [entry for write in WRITES for entry in _entries(write, case_id, lines)]
        entries += found
        rowless += lines.left_over({entry.row for entry in found})
    for seat in practice.seats:
        with acting_as(seat.viewer):
            answered |= _answered(seat.viewer)
    connection.close()
    return Kept(entries, rowless, answered)


def ledger() -> Report:
    """Every chain, recomputed as `./handrail verify` does. Leaves no connection open."""
    from django.db import connection

    from handrail.store.ledger.verification import verify

    report = verify()
    connection.close()
    return report


def damage() -> list[str]:
    """What SQLite finds wrong with its own file; a PostgreSQL server is not killed here."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        found = cursor.execute("PRAGMA integrity_check").fetchall()
        found += cursor.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return [f"the database file: {one}" for one in found if one != ("ok",)]


def engine_version() -> str:
    """ "SQLite 3.53.4, journal wal" or "PostgreSQL 17.2"."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version(), journal_mode FROM pragma_journal_mode")
            told = "SQLite {}, journal {}".format(*cursor.fetchone())
        else:
            cursor.execute("SHOW server_version")
            told = f"PostgreSQL {cursor.fetchone()[0].partition(' ')[0]}"
    connection.close()
    return told


class _Lines:
    """The ledger lines of one case that tell of what is written here."""

    def __init__(self, case_id: UUID) -> None:
        from handrail.store.ledger.models import Line

        acts = {write.act for write in WRITES}
        tables = {_name(write) for write in WRITES}
        rows = Line.objects.filter(
            chain_id=case_id, act__in=(*acts, SEALED), object_id__isnull=False
        )
        self.acts: Counter[UUID] = Counter()
        self.commitments: dict[UUID, list[bytes]] = {}
        told: Any = rows.order_by("seq")
        for act, kind, row, commitment in told.values_list(
            "act", "object_kind", "object_id", "commitment"
        ):
            if act in acts:
                self.acts[row] += 1
            elif kind in tables:
                self.commitments.setdefault(row, []).append(bytes(commitment))

    def left_over(self, rows: set[UUID]) -> Iterator[str]:
        """Lines that tell of a row which is not there."""
        for row in {*self.acts, *self.commitments} - rows:
            yield f"the ledger tells of row {row}, which is not there"


def _entries(write: Write, case_id: UUID, lines: _Lines) -> Iterator[KeptEntry]:
    """Every row of one kind, with its words opened."""
    from django.db.models import Value

    from handrail.store.keys.sealing import key_of
    from handrail.store.keys.stores import Store
    from handrail.store.records import models

    table: Any = getattr(models, write.table)
    version = "version" if write.is_draft else Value(1)
    rows = table.objects.filter(case_id=case_id).values_list("id", write.column, version)
    found = list(rows)
    key = key_of(Store.RECORD, case_id) if found else None
    for row, blob, times in found:
        place = {"table": _name(write), "row": row, "field": write.column}
        sealed = None if key is None or blob is None else (key, bytes(blob))
        yield KeptEntry(
            write=write.name,
            row=row,
            lines=_opened(write, sealed[0].open(sealed[1], **place)) if sealed else (),
            version=times,
            acts=lines.acts[row],
            commitments=tuple(lines.commitments.get(row, ())),
            commitment=sealed[0].commitment(sealed[1], **place) if sealed else b"",
        )


def _opened(write: Write, text: str) -> tuple[str, ...]:
    """The words as they were sent: a draft holds a line for every save."""
    from handrail.store.records.reading.drafts import pieces_from

    texts = [piece.text for piece in pieces_from(text)] if write.is_draft else [text]
    return tuple(line for one in texts for line in one.splitlines())


def _name(write: Write) -> str:
    from handrail.store.records import models
    from handrail.store.records.actions.recording import table_name

    return table_name(getattr(models, write.table))


def _answered(viewer: Any) -> dict[UUID, str]:
    from handrail.store.accounts.models import Submission

    rows = Submission.objects.filter(person_id=viewer.person_id)
    return dict(rows.values_list("key", "location"))
