"""The database the tests run on: PostgreSQL when HANDRAIL_TEST_DATABASE_URL names a server, else a
SQLite file. Every test process makes one of its own and drops it at the end.

On PostgreSQL the tests connect with the clinic's role, so row-level security is in force in every
test; only the migrations run as the owner.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from handrail.store.database import engine
from handrail.store.database.roles import connected_as, create_roles

SERVER = os.environ.get("HANDRAIL_TEST_DATABASE_URL", "")
NAME = f"handrail_test_{os.getpid()}"
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def use(url: str, folder: Path) -> None:
    """Point Django at this database; connections of an earlier one are closed."""
    connections.close_all()
    settings.DATABASES["default"] = engine.database(url, home=folder, role=engine.CLINIC)
    connections.__dict__.pop("settings", None)
    if hasattr(connections._connections, "default"):
        del connections["default"]


def url_of_test_database() -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{NAME}"))


@contextmanager
def test_database(folder: Path) -> Iterator[None]:
    """An empty, migrated database for as long as the block lasts."""
    with _on_server(folder) if SERVER else _in_file(folder):
        with connected_as(engine.OWNER):
            call_command("migrate", verbosity=0, interactive=False)
        if not SERVER:
            _keep_pristine(folder)
        yield
        connections.close_all()


@contextmanager
def _in_file(folder: Path) -> Iterator[None]:
    use("", folder)
    yield


@contextmanager
def _on_server(folder: Path) -> Iterator[None]:
    name = sql.Identifier(NAME)
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
        try:
            use(url_of_test_database(), folder)
            create_roles(connection.settings_dict)
            yield
        finally:
            connections.close_all()
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def empty() -> None:
    """Take back everything a test committed; no trigger or right of the program allows it."""
    connections.close_all()
    if SERVER:
        _truncate()
    else:
        _restore_pristine(Path(settings.DATABASES["default"]["NAME"]))


def _truncate() -> None:
    with psycopg.connect(url_of_test_database(), autocommit=True) as plain:
        rows = plain.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows if name not in KEPT)
        plain.execute("SET session_replication_role = replica")  # no triggers
        for name in ("ledger_line", "ledger_head"):
            plain.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        plain.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
        for name in ("ledger_line", "ledger_head"):
            plain.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")


def _keep_pristine(folder: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    shutil.copy(folder / "handrail.sqlite3", folder / "pristine.sqlite3")


def _restore_pristine(file: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    shutil.copy(file.parent / "pristine.sqlite3", file)
