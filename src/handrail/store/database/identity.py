"""In whose name the database is being asked: who, in which practice, at which moment.

PostgreSQL holds it in three settings of the running transaction, which its row-level security
reads; Python holds the same in a context variable, which the guarded managers read. Without an
identity both answer with no rows.

`handrail.now` is the moment the identity was taken on, by Handrail's own clock and not the
server's, whose clock may run apart: a request is judged at one moment from beginning to end, the
same in Python (`moment`) and in SQL, and the demo practice, whose clock is moved, by its own day.
Whatever gives or ends a seat calls `renew`, so that the rest of the same request knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from handrail import clock


class Actor(Protocol):
    """Whoever does something: what a ledger line says about them."""

    @property
    def person_id(self) -> UUID | None: ...
    @property
    def account_id(self) -> UUID | None: ...
    @property
    def practice_id(self) -> UUID: ...


@dataclass(frozen=True)
class Identity:
    """One person of one practice at one moment. `person_id` is None for the program itself."""

    person_id: UUID | None
    practice_id: UUID
    at: datetime


_current: ContextVar[Identity | None] = ContextVar("handrail_identity", default=None)


def current() -> Identity | None:
    """In whose name this thread is asking now; None: nobody's, and nothing is found."""
    return _current.get()


def moment() -> datetime:
    """The moment that seats and limits are judged at: the identity's, or now if there is none."""
    identity = _current.get()
    return identity.at if identity else clock.now()


@contextmanager
def standing_in(identity: Identity) -> Iterator[None]:
    """For putting a statement together, never for asking one: the database is not told."""
    before = _current.set(identity)
    try:
        yield
    finally:
        _current.reset(before)


def renew() -> None:
    """Let the present moment be the identity's: after a seat was given or ended."""
    identity = _current.get()
    if identity:
        _current.set(replace(identity, at=clock.now()))
        stamp()


@contextmanager
def identified(
    *, person_id: UUID | None, practice_id: UUID, until_commit: bool = False
) -> Iterator[Identity]:
    """Ask in this name for as long as the block lasts; the former name comes back after it.

    On PostgreSQL the block is inside a transaction: the open one, or one of its own.
    `until_commit` spares the statement that takes the name back, where the transaction ends next.
    """
    identity = Identity(person_id, practice_id, clock.now())
    before = _current.set(identity)
    try:
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            with transaction.atomic():
                stamp()
                yield identity
        else:
            stamp()
            yield identity
    finally:
        _current.reset(before)
        if connection.in_atomic_block and not (connection.needs_rollback or until_commit):
            stamp()


def stamp() -> None:
    """Write the current identity into the running PostgreSQL transaction; nothing on SQLite."""
    if connection.vendor != "postgresql":
        return
    who = _current.get()
    values = [
        str(who.person_id or "") if who else "",
        str(who.practice_id) if who else "",
        who.at.isoformat() if who else "",
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('handrail.person', %s, true),"
            " set_config('handrail.practice', %s, true), set_config('handrail.now', %s, true)",
            values,
        )
