"""The database the tests run on: PostgreSQL when HANDRAIL_TEST_DATABASE_URL names a server, else a
SQLite file. Every test process makes one of its own and drops it at the end.

On PostgreSQL the tests connect with the clinic's role, so row-level security is in force in every
test; only the migrations run as the owner.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import allauth
import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

import handrail
from handrail.store.database import engine
from handrail.store.database.roles import connected_as, create_roles

SOURCE = Path(handrail.__file__).parent
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


def url_of(name: str) -> str:
    """The URL of a database on the test server."""
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def url_of_test_database() -> str:
    """What a process of its own needs to use the database of this test process."""
    return url_of(NAME) if SERVER else f"sqlite:///{settings.DATABASES['default']['NAME']}"


@contextmanager
def test_database(folder: Path) -> Iterator[None]:
    """An empty, migrated database for as long as the block lasts."""
    with _on_server(folder) if SERVER else _in_file(folder):
        yield
        connections.close_all()


def template_name() -> str:
    """Changes with everything that a migrated, empty database depends on."""
    seen = sha256(f"{django.__version__} {allauth.__version__} {engine.sqlite_version()}".encode())
    files = [*SOURCE.glob("**/migrations/*.py"), *SOURCE.glob("store/database/*.py")]
    for file in sorted(files):
        seen.update(file.read_bytes())
    return f"handrail_template_{seen.hexdigest()[:16]}"


def _migrate() -> None:
    with connected_as(engine.OWNER):
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _in_file(folder: Path) -> Iterator[None]:
    """A copy of a migrated file; the file is made once and kept between runs."""
    template = Path(tempfile.gettempdir()) / f"{template_name()}.sqlite3"
    file = folder / "handrail.sqlite3"
    use("", folder)
    if not template.exists():
        _migrate()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
        shutil.copy(file, folder / "finished")
        (folder / "finished").replace(template)
    shutil.copy(template, folder / "pristine.sqlite3")
    shutil.copy(template, file)
    yield


@contextmanager
def _on_server(folder: Path) -> Iterator[None]:
    """A copy of a migrated database; the template is made once per server."""
    template, own = sql.Identifier(template_name()), sql.Identifier(NAME)
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(1)")
        exists = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not server.execute(exists, [template_name()]).fetchone():
            _make_template(server, folder)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(own, template))
        server.execute("SELECT pg_advisory_unlock(1)")
        try:
            use(url_of(NAME), folder)
            create_roles(connection.settings_dict)
            yield
        finally:
            connections.close_all()
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(own))


def _make_template(server: psycopg.Connection[Any], folder: Path) -> None:
    unfinished = f"{NAME}_unfinished"
    name = sql.Identifier(unfinished)
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
    use(url_of(unfinished), folder)
    create_roles(connection.settings_dict)
    _migrate()
    connections.close_all()
    finished = sql.Identifier(template_name())
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(name, finished))


def empty() -> None:
    """Take back everything a test committed; no trigger or right of the program allows it."""
    connections.close_all()
    if SERVER:
        _delete_everything()
    else:
        _restore_pristine(Path(settings.DATABASES["default"]["NAME"]))


def tamper(*statements: str) -> None:
    """What somebody with the database's own rights could do, past every trigger and role."""
    if SERVER:
        with psycopg.connect(url_of_test_database(), autocommit=True) as plain:
            plain.execute("SET session_replication_role = replica")
            for statement in statements:
                plain.execute(statement)  # type: ignore[arg-type]
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            cursor.execute(statement)


def _delete_everything() -> None:
    with psycopg.connect(url_of_test_database(), autocommit=True) as plain:
        rows = plain.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [sql.Identifier(name) for (name,) in rows if name not in KEPT]
        plain.execute("SET session_replication_role = replica")  # no triggers
        # A few rows each: quicker than TRUNCATE, which makes new files.
        plain.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(one) for one in names))


def _restore_pristine(file: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    shutil.copy(file.parent / "pristine.sqlite3", file)
