"""What must hold about the database before anybody is served: at start and after a restore."""

from __future__ import annotations

from django.db import connection

from handrail.store.database.engine import FIRST_SOUND_WAL, sqlite_version
from handrail.store.database.guard import guarded_tables

# First release of each line that does not leak through planner statistics (CVE-2025-8713).
FIRST_SOUND_POSTGRESQL = {13: 22, 14: 19, 15: 14, 16: 10, 17: 6}
MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


def problems() -> list[str]:
    """Every reason not to serve from this database, as plain sentences."""
    if connection.vendor == "postgresql":
        return [*_old_server(), *_unsafe_settings(), *_mighty_role(), *_unguarded_tables()]
    return [*_unsound_sqlite(), *_unsafe_pragmas()]


def damage() -> list[str]:
    """What SQLite finds wrong with its own file; nothing on PostgreSQL, which has its own tools."""
    if connection.vendor != "sqlite":
        return []
    found = [*_rows("PRAGMA integrity_check"), *_rows("PRAGMA foreign_key_check")]
    return [f"the database file: {one}" for one in found if one != ("ok",)]


def engine_version() -> str:
    """ "SQLite 3.53.4, journal wal" or "PostgreSQL 17.2"."""
    if connection.vendor == "sqlite":
        asked = "SELECT sqlite_version(), journal_mode FROM pragma_journal_mode"
        return "SQLite {}, journal {}".format(*_rows(asked)[0])
    return f"PostgreSQL {str(_rows('SHOW server_version')[0][0]).partition(' ')[0]}"


def _rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


def _old_server() -> list[str]:
    version = int(str(_rows("SHOW server_version_num")[0][0]))
    line, release = divmod(version, 10000)
    oldest = FIRST_SOUND_POSTGRESQL.get(line, 0)
    if line < min(FIRST_SOUND_POSTGRESQL):
        return [f"PostgreSQL {line} is no longer maintained; use 15.14 or newer."]
    if release < oldest:
        return [f"PostgreSQL {line}.{release} has known leaks; use {line}.{oldest} or newer."]
    return []


def _unsafe_settings() -> list[str]:
    off = [name for name in MUST_BE_ON if _rows(f"SHOW {name}")[0][0] == "off"]
    return [f"PostgreSQL setting {name} is off: saved entries could be lost." for name in off]


def _mighty_role() -> list[str]:
    found = _rows(
        "SELECT rolsuper OR rolbypassrls, rolname FROM pg_roles WHERE rolname = current_user"
    )
    mighty, name = found[0]
    return [f"The database role {name} sees every row; use Handrail's roles."] if mighty else []


def _unguarded_tables() -> list[str]:
    """Guarded tables without forced row-level security (also: tables that are missing)."""
    forced = _rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relrowsecurity AND relforcerowsecurity"
    )
    missing = guarded_tables() - {str(name) for (name,) in forced}
    return [f"Table {name} has no forced row-level security." for name in sorted(missing)]


def _unsound_sqlite() -> list[str]:
    wal = _rows("PRAGMA journal_mode")[0][0] == "wal"
    if wal and sqlite_version() < FIRST_SOUND_WAL:
        have = ".".join(map(str, sqlite_version()))
        return [f"SQLite {have} can corrupt a database in WAL mode; 3.51.3 or newer cannot."]
    return []


def _unsafe_pragmas() -> list[str]:
    wanted = {"foreign_keys": 1, "synchronous": 2, "secure_delete": 1, "trusted_schema": 0}
    wrong = [name for name, value in wanted.items() if _rows(f"PRAGMA {name}")[0][0] != value]
    return [f"SQLite setting {name} is not what it has to be." for name in wrong]
