"""Reading and writing, the same words on both engines.

SQLite: `reading` is one deferred transaction, so a page is built from one snapshot; `writing`
takes the write lock at once (BEGIN IMMEDIATE), so it never fails half-way for want of it.
PostgreSQL: the request's transaction is already open; `writing` is a savepoint in it, so a refused
act leaves nothing behind and the page can still be shown.

A page is built first and its ledger line written after: writing inside `reading` is a mistake on
both engines, because SQLite could only answer it with "database is locked".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

_open: ContextVar[str] = ContextVar("handrail_transaction", default="")


class WritingWhileReading(RuntimeError):
    """Something tried to write while a page was still being read."""


@contextmanager
def reading() -> Iterator[None]:
    """Everything read in the block comes from one moment (SQLite) or one transaction."""
    if _open.get():
        yield
        return
    with _marked("reading"):
        if connection.vendor == "sqlite":
            with transaction.atomic():
                yield
        else:
            yield


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read in the block comes from one moment, on both engines: for long readings.

    Inside a transaction that is already open it is only `reading`.
    """
    begins_here = not connection.in_atomic_block
    with reading(), transaction.atomic():
        if connection.vendor == "postgresql" and begins_here:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def writing() -> Iterator[None]:
    """All writes of the block or none. Nested blocks belong to the outermost one.

    Raises WritingWhileReading inside `reading`.
    """
    if _open.get() == "writing":
        yield
        return
    _refuse_while_reading()
    with _marked("writing"), _write_lock(), transaction.atomic():
        yield


def one_at_a_time(about: UUID) -> None:
    """Inside `writing`: whoever else writes about the same waits here until this one is committed.

    For what is numbered, counted or judged from the rows that are there. SQLite: nothing to do, the
    write lock is held.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(about)])


@contextmanager
def appending() -> Iterator[None]:
    """One ledger line: in the open write or request transaction, else in a short one of its own.

    Unlike `writing` it needs no savepoint: if the line fails, the whole request has to fail.
    """
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        _refuse_while_reading()
        yield
    else:
        with writing():
            yield


def expecting_conflict() -> AbstractContextManager[None]:
    """Round every statement that may break a constraint and be answered: a savepoint.

    Without it PostgreSQL would refuse every later statement of the transaction.
    """
    return transaction.atomic()


def _refuse_while_reading() -> None:
    if _open.get() == "reading":
        raise WritingWhileReading("leave reading() before you write: build the page, then write")


@contextmanager
def _marked(kind: str) -> Iterator[None]:
    before = _open.set(kind)
    try:
        yield
    finally:
        _open.reset(before)


@contextmanager
def _write_lock() -> Iterator[None]:
    """The next BEGIN on SQLite takes the write lock."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    before = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "IMMEDIATE"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = before  # type: ignore[attr-defined]
