"""Destroying a key for good: the texts it sealed can never be read again.

A line goes into a journal outside the database and reaches the disk before the transaction
commits. `replay` reads it at every start, so that a restored backup, which still holds the key,
loses it again before anybody is served.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from handrail.store.database import identity
from handrail.store.database.engine import OWNER
from handrail.store.database.identity import Actor
from handrail.store.database.roles import connected_as
from handrail.store.database.transactions import writing
from handrail.store.keys.models import WrappedKey
from handrail.store.keys.sealing import NoKey
from handrail.store.keys.stores import OF_A_PERSON, Store
from handrail.store.ledger.appending import append


class JournalDamaged(RuntimeError):
    """A line of the journal cannot be read; nobody is served until it is looked at."""


@dataclass(frozen=True)
class Destruction:
    """One line of the journal."""

    store: Store
    owner_id: UUID
    practice_id: UUID
    at: datetime
    by: UUID | None
    reason: str


@dataclass(frozen=True)
class _Program:
    """Who acts when a journal is replayed: nobody in particular."""

    practice_id: UUID
    person_id: UUID | None = None
    account_id: UUID | None = None


def destroy(
    store: Store, owner_id: UUID, *, by: Actor, reason: str, at: datetime | None = None
) -> None:
    """Destroy the key of one case or person in one store. `reason` is a code.

    Call it last in a transaction: what stands in the journal is destroyed at the next start, even
    if the transaction should fail. Raises NoKey when there is none, or it is not for whoever is
    asking.
    """
    moment = at or identity.moment()
    with writing():
        if not _wipe(WrappedKey.objects.filter(store=store, owner_id=owner_id), moment):
            raise NoKey(f"{store.value} key of {owner_id}")
        _note(by, store, owner_id, "key.destroyed", reason)
        line = Destruction(store, owner_id, by.practice_id, moment, by.person_id, reason)
        _write_down(line)
    transaction.on_commit(_forget_old_pages)


def replay() -> int:
    """Destroy again what the journal says was destroyed; returns how many keys had come back.

    Called at start, before anybody is served. Raises JournalDamaged.
    """
    lines = read_journal(journal_file())
    if not lines:
        return 0
    with connected_as(OWNER), writing():
        again = [line for line in lines if _wipe_again(line)]
        for line in again:
            _note(_Program(line.practice_id), line.store, line.owner_id, "key.destroyed_again", "")
    if again:
        _forget_old_pages()
    return len(again)


def journal_file() -> Path:
    """The journal of destroyed keys: beside the database, never inside it."""
    home: Path = settings.HOME
    return home / "destroyed.journal"


def read_journal(file: Path) -> list[Destruction]:
    """Every line of the journal. Raises JournalDamaged.

    A line cut off by a power failure was never acted on and is left out.
    """
    if not file.exists():
        return []
    lines = enumerate(file.read_text(encoding="ascii").split("\n"), 1)
    return [_parsed(number, line) for number, line in lines if line.endswith("}")]


def _parsed(number: int, line: str) -> Destruction:
    try:
        said = json.loads(line)
        return Destruction(
            store=Store(said["store"]),
            owner_id=UUID(said["owner"]),
            practice_id=UUID(said["practice"]),
            at=datetime.fromisoformat(said["at"]),
            by=UUID(said["by"]) if said["by"] else None,
            reason=said["reason"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise JournalDamaged(f"destroyed.journal, line {number} cannot be read") from error


def _write_down(line: Destruction) -> None:
    """Append to the journal and wait until it is on the disk, the folder entry too."""
    said = {
        "store": line.store.value,
        "owner": str(line.owner_id),
        "practice": str(line.practice_id),
        "at": line.at.isoformat(),
        "by": str(line.by) if line.by else None,
        "reason": line.reason,
    }
    # One append, in a line of its own even after a line that a power failure cut off.
    text = "\n" + json.dumps(said, sort_keys=True) + "\n"
    file = journal_file()
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, text.encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _wipe(rows: QuerySet[WrappedKey], at: datetime) -> int:
    """Empty the wrapped keys that are still there; returns how many."""
    return rows.filter(wrapped__isnull=False).update(wrapped=None, destroyed_at=at)


def _wipe_again(line: Destruction) -> int:
    rows = WrappedKey._base_manager.filter(store=line.store, owner_id=line.owner_id)
    return _wipe(rows, line.at)


def _note(by: Actor, store: Store, owner_id: UUID, act: str, reason: str) -> None:
    chain = by.practice_id if store in OF_A_PERSON else owner_id
    detail = {"store": store.value} | ({"reason": reason} if reason else {})
    append(by=by, chain=chain, act=act, object_kind="key", object_id=owner_id, detail=detail)


def _forget_old_pages() -> None:
    """SQLite: let no old page in the write-ahead log keep the key that was just overwritten.

    On PostgreSQL the old row version goes with the next (auto)vacuum.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
