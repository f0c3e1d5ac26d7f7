"""Whose data a database holds, asked before anything in it is touched.

The demo asks, because it makes tables and people where it is pointed: it must never do that beside
real ones, nor in a database of some other program.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import psycopg

from handrail.store.database.roles import plain_connection

# Made before our own tables, so an interrupted set-up may have left these alone.
_FROM_THE_FRAMEWORK = ("django_", "auth_")
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
_ARE_DEMO = "SELECT is_demo FROM practice"
Ask = Callable[[str], list[tuple[Any, ...]]]


class Occupant(StrEnum):
    """Whose the database is."""

    NOBODY = "nobody"
    DEMO = "demo"
    PRACTICE = "practice"
    ANOTHER_PROGRAM = "another_program"


class DoesNotAnswer(RuntimeError):
    """The database cannot be reached; the text says why."""


def occupant(settings: dict[str, Any]) -> Occupant:
    """Whose the database of `settings` (an entry of DATABASES) is. Raises DoesNotAnswer."""
    if settings["ENGINE"].endswith("sqlite3"):
        return _of_file(Path(settings["NAME"]))
    try:
        with plain_connection(settings) as plain:
            return _answer(lambda asked: plain.execute(asked).fetchall(), "postgresql")
    except psycopg.OperationalError as error:
        raise DoesNotAnswer(str(error).strip()) from error


def _of_file(file: Path) -> Occupant:
    if not file.exists():
        return Occupant.NOBODY
    import sqlite3

    try:
        plain = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
        try:
            return _answer(lambda asked: plain.execute(asked).fetchall(), "sqlite")
        finally:
            plain.close()
    except sqlite3.DatabaseError as error:
        raise DoesNotAnswer(f"{file}: {error}") from error


def _answer(ask: Ask, engine: str) -> Occupant:
    tables = {name for (name,) in ask(_TABLES[engine])}
    if "practice" not in tables:
        strange = [name for name in tables if not name.startswith(_FROM_THE_FRAMEWORK)]
        return Occupant.ANOTHER_PROGRAM if strange else Occupant.NOBODY
    practices = [bool(is_demo) for (is_demo,) in ask(_ARE_DEMO)]
    if not practices:
        return Occupant.NOBODY
    return Occupant.DEMO if all(practices) else Occupant.PRACTICE


def forget_demo(settings: dict[str, Any]) -> None:
    """PostgreSQL: empty a database that holds the demo practice and nothing else.

    Raises ValueError for any other.
    """
    if occupant(settings) is not Occupant.DEMO:
        raise ValueError("only a demo practice is ever forgotten")
    with plain_connection(settings) as plain:
        plain.execute("DROP SCHEMA public CASCADE")
        plain.execute("CREATE SCHEMA public")
