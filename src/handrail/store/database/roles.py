"""The PostgreSQL roles: made once, the same way for a practice, the demo and the tests.

The login user of DATABASE_URL owns nothing. It is a member of these roles, none of which can log
in by itself, and every connection takes one of them from its first moment (`-c role=…`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.db import DatabaseError, connection
from psycopg import sql

from handrail.store.database.engine import (
    BACKUP,
    CLINIC,
    COURT,
    OWNER,
    PORTAL,
    WORKER,
)

APPLICATION_ROLES = (CLINIC, PORTAL, COURT, WORKER)


class RolesRefused(RuntimeError):
    """The login user may not make the roles; the text says what an administrator has to run."""


def create_roles(settings: dict[str, Any]) -> list[str]:
    """Make what is missing in the database of `settings` (an entry of DATABASES), idempotently.

    Returns notes for whoever set it up, e.g. that no backup role could be made.
    Raises RolesRefused.
    """
    with plain_connection(settings) as plain:
        try:
            for role in (OWNER, *APPLICATION_ROLES):
                _make(plain, role)
            notes = _make_backup_role(plain)
            _open_database(plain)
        except psycopg.errors.InsufficientPrivilege as error:
            raise RolesRefused(_what_to_run(settings)) from error
    return notes


def _make(plain: psycopg.Connection[Any], role: str) -> None:
    """One role that cannot log in, with the login user as a member."""
    if not _exists(plain, role):
        powerless = "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
        # Roles belong to the whole server: another set-up may make the same one just now.
        with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
            plain.execute(f"CREATE ROLE {role} {powerless}")
    # Since PostgreSQL 16 a member need not be allowed to take the role.
    right = "SET" if plain.info.server_version >= 160000 else "MEMBER"
    may = plain.execute("SELECT pg_has_role(session_user, %s, %s)", [role, right]).fetchone()
    if may != (True,):
        plain.execute(f"GRANT {role} TO SESSION_USER")


def _make_backup_role(plain: psycopg.Connection[Any]) -> list[str]:
    """A role that sees every row, for dumps alone; only a superuser can make one."""
    if _exists(plain, BACKUP):
        return []
    try:
        with plain.transaction():
            plain.execute(f"CREATE ROLE {BACKUP} NOLOGIN BYPASSRLS")
            plain.execute(f"GRANT pg_read_all_data TO {BACKUP}")
    except psycopg.errors.InsufficientPrivilege:
        return [f"No role {BACKUP} was made: only a superuser can. Dumps need it to see all rows."]
    except psycopg.errors.DuplicateObject:
        return []
    return []


def _exists(plain: psycopg.Connection[Any], role: str) -> bool:
    found = plain.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return found.fetchone() is not None


def _open_database(plain: psycopg.Connection[Any]) -> None:
    """The database belongs to Handrail's roles alone."""
    name = sql.Identifier(plain.info.dbname)
    everyone = sql.SQL(", ".join((OWNER, *APPLICATION_ROLES)))
    for statement in (
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, everyone),
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(everyone),
        sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(sql.SQL(OWNER)),
    ):
        plain.execute(statement)


def _what_to_run(settings: dict[str, Any]) -> str:
    names = ", ".join((OWNER, *APPLICATION_ROLES))
    return (
        f"The database user {settings['USER']!r} may not make roles or is not the owner of the"
        f" database {settings['NAME']!r}. Let a database administrator run:"
        f" ALTER ROLE {settings['USER']} CREATEROLE;"
        f" ALTER DATABASE {settings['NAME']} OWNER TO {settings['USER']};"
        f" and call this again, or make the roles {names} by hand and grant them to"
        f" {settings['USER']}."
    )


def plain_connection(settings: dict[str, Any]) -> psycopg.Connection[Any]:
    """A connection as the login user itself, in none of the roles."""
    options = {key: value for key, value in settings["OPTIONS"].items() if key != "options"}
    return psycopg.connect(
        dbname=settings["NAME"],
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        autocommit=True,
        **options,
    )


@contextmanager
def connected_as(role: str) -> Iterator[None]:
    """Run the block in another role: OWNER for migrations, `verify` and the like.

    On SQLite there are no roles and nothing happens. For the command line; never in a request.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        # In a transaction that failed, rolling back brings the former role back as well.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET ROLE")  # to the role the connection began with
