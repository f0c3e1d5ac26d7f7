"""A PostgreSQL database made for one proof: nothing that was there before is touched."""

from __future__ import annotations

import time
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from handrail import chance

PATIENCE = 60


class NoDatabase(RuntimeError):
    """The server does not answer, or lets nobody make a database; the text says which."""


def make(server: str) -> str:
    """Make an empty database on this server; returns its URL. Raises NoDatabase."""
    name = f"handrail_proof_{chance.new_id().hex[:12]}"
    try:
        with psycopg.connect(server, autocommit=True) as plain:
            made = sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
            plain.execute(made)
    except psycopg.errors.InsufficientPrivilege as refused:
        raise NoDatabase(
            f"{str(refused).strip()}; the user of --database-url needs CREATEDB and CREATEROLE"
        ) from refused
    except psycopg.Error as refused:
        raise NoDatabase(f"the database server: {str(refused).strip()}") from refused
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def drop(server: str, url: str) -> None:
    """Take a database of `make` away again."""
    name = sql.Identifier(urlsplit(url).path.strip("/"))
    with psycopg.connect(server, autocommit=True) as plain:
        plain.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def wait_until_let_go(url: str) -> None:
    """Until the database works for nobody any more: a commit under way outlives who asked for it.

    Raises NoDatabase when that takes too long.
    """
    until = time.monotonic() + PATIENCE
    asked = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(url, autocommit=True) as plain:
        while plain.execute(asked).fetchone() != (0,):
            if time.monotonic() > until:
                raise NoDatabase("connections of a killed server are still at work")
            time.sleep(0.02)
