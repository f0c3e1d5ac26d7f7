"""Two engines behind one DATABASE_URL: what Django's DATABASES setting has to say for each.

Imported by the settings before Django is loaded, so it knows nothing of Django.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

OWNER = "handrail_owner"
CLINIC = "handrail_clinic"
PORTAL = "handrail_portal"
COURT = "handrail_court"
WORKER = "handrail_worker"
BACKUP = "handrail_backup"

# HANDRAIL_ROOM names what this process serves. "all" is one process on one box.
ROLE_OF_ROOM = {
    "all": CLINIC,
    "clinic": CLINIC,
    "portal": PORTAL,
    "court": COURT,
    "worker": WORKER,
}

# Below this, two connections in WAL mode can corrupt the file (sqlite.org/wal.html#walresetbug).
FIRST_SOUND_WAL = (3, 51, 3)
BUSY_SECONDS = 20


class DatabaseUrlRefused(ValueError):
    """DATABASE_URL cannot be used; the text says what it may look like."""


def prefer_sound_sqlite() -> None:
    """Let Django find the newer SQLite of the `pysqlite3` wheel, where that is installed."""
    try:
        newer = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = newer
    sys.modules["sqlite3.dbapi2"] = newer.dbapi2


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite library this process uses, e.g. (3, 53, 4)."""
    version: tuple[int, ...] = importlib.import_module("sqlite3").sqlite_version_info
    return version


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL where it is sound, otherwise the older and slower rollback journal."""
    return "WAL" if version >= FIRST_SOUND_WAL else "DELETE"


def database(url: str | None, *, home: Path, role: str) -> dict[str, Any]:
    """The entry of Django's DATABASES for `url` (empty: a SQLite file in `home`).

    `role` is the PostgreSQL role every connection takes; SQLite has none.
    Raises DatabaseUrlRefused.
    """
    if not url:
        return _sqlite(home / "handrail.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
        return _postgresql(url, role)
    raise DatabaseUrlRefused(
        "DATABASE_URL must look like sqlite:////folder/file.sqlite3 or "
        "postgresql://user:password@host:5432/name"
    )


def _sqlite(file: Path) -> dict[str, Any]:
    pragmas = [
        f"PRAGMA journal_mode = {journal_mode(sqlite_version())}",
        "PRAGMA synchronous = FULL",
        "PRAGMA secure_delete = ON",
        "PRAGMA trusted_schema = OFF",
    ]
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": BUSY_SECONDS, "init_command": ";".join(pragmas)},
    }


def _postgresql(url: str, role: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # A connection stays with its thread; the check costs one short round trip per request and
        # turns a restarted server into a new connection instead of an error page.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"options": f"-c role={role}"},
    }
