"""From a home folder to a served program, step by step: used by `run`, by the demo, by tests.

configuration = ...                      what the practice decided
open_program(home, configuration)        environment and Django; nothing is changed
notes = prepare(home)                    roles, tables, static files, checks
serve(configuration)                     becomes the server; does not come back
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from handrail import chance
from handrail.web import configuration as settings_file
from handrail.web.configuration import Configuration

# Pages are bound by one interpreter: more threads only wait for it. What does not fit waits in
# the server's queue, and beyond 64 requests the server says so at once.
GRANIAN = (
    "--interface", "wsgi", "--workers", "1", "--blocking-threads", "16", "--backpressure", "64",
    "--no-ws", "--log-level", "warning",
)  # fmt: skip


class NotSafe(RuntimeError):
    """The program must not be served; `reasons` says why, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def lay_out(home: Path) -> str:
    """Make the home folder, key rings and secret key of a new home; returns the secret.

    In a home that has its settings file nothing is made: a ring that is missing there is missed.
    """
    from handrail.store.keys.rings import create_rings

    os.umask(0o077)
    if not (home / settings_file.FILE).exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        create_rings(home)
    return settings_file.secret_key(home, new=lambda: chance.new_token() + chance.new_token())


def open_program(home: Path, configuration: Configuration, *, secret: str) -> None:
    """Set the environment and load Django. Raises NotSafe for a database URL that is none."""
    import django

    from handrail.store.database.engine import DatabaseUrlRefused

    os.environ.update(settings_file.environment(home, configuration, secret=secret))
    try:
        django.setup()
    except DatabaseUrlRefused as refused:
        raise NotSafe([str(refused)]) from refused


def prepare() -> list[str]:
    """Bring the database and the static files up to date; returns notes for the administrator.

    Safe to run again. Raises NotSafe.
    """
    import psycopg
    from django.core.management import call_command
    from django.db import OperationalError, connection

    from handrail.store.database.roles import RolesRefused
    from handrail.store.keys.destruction import JournalDamaged
    from handrail.store.keys.rings import RingRefused

    try:
        notes = _prepare_database()
    except (OperationalError, psycopg.OperationalError) as refused:
        raise NotSafe([f"the database does not answer: {str(refused).strip()}"]) from refused
    except (RolesRefused, RingRefused, JournalDamaged) as refused:
        raise NotSafe([str(refused)]) from refused
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    connection.close()
    return notes


def _prepare_database() -> list[str]:
    """Roles, tables, what must hold, and the keys that a restored backup brought back."""
    from django.core.management import call_command
    from django.db import connection

    from handrail.store.accounts.sessions import SessionStore
    from handrail.store.database import soundness
    from handrail.store.database.engine import OWNER
    from handrail.store.database.roles import connected_as, create_roles
    from handrail.store.keys.destruction import replay

    notes = create_roles(connection.settings_dict) if connection.vendor == "postgresql" else []
    with connected_as(OWNER):
        call_command("migrate", verbosity=0, interactive=False)
    reasons = soundness.problems()
    if reasons:
        raise NotSafe(reasons)
    SessionStore.clear_expired()
    again = replay()
    if again:
        notes.append(f"{again} keys that had been destroyed were in the database again; gone now.")
    return notes


def refuse_demo_data() -> None:
    """Real people and the fictional ones never share a database. Raises NotSafe."""
    from handrail.store.accounts.demo_practice import holds_demo

    if holds_demo():
        raise NotSafe(["This database holds the demo practice; give the real one its own home."])


def address(configuration: Configuration) -> str:
    """Where people reach the program, without a slash at the end."""
    host = configuration.hosts[0]
    return f"https://{host}" if configuration.https else f"http://{host}:{configuration.port}"


def server_command(configuration: Configuration) -> list[str]:
    """The command line of the server."""
    where = ["--host", configuration.bind, "--port", str(configuration.port)]
    return [sys.executable, "-m", "granian", *GRANIAN, *where, "handrail.web.wsgi:application"]


def serve(configuration: Configuration) -> None:
    """Become the server, in this process: signals and exit status are the server's own."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, server_command(configuration))  # noqa: S606 - our own command
