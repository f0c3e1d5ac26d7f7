"""Before anybody is served the database has to be fit for it."""

from __future__ import annotations

import pytest
from django.db import connection

from handrail.store.database import soundness
from handrail.store.database.engine import OWNER
from handrail.store.database.roles import connected_as, create_roles


def test_the_tests_own_database_is_sound(db):
    assert soundness.problems() == []


def test_a_table_that_lost_its_row_security_is_named(on_postgresql, db):
    with connected_as(OWNER), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE person NO FORCE ROW LEVEL SECURITY")
    assert soundness.problems() == ["Table person has no forced row-level security."]


def test_a_mighty_role_is_refused(on_postgresql, db):
    with connected_as("postgres"):
        assert "postgres sees every row" in soundness.problems()[0]


@pytest.mark.parametrize(
    ("version", "says"),
    [("120022", "no longer maintained"), ("150013", "use 15.14"), ("150014", ""), ("180001", "")],
)
def test_an_old_server_is_refused(on_postgresql, db, monkeypatch, version, says):
    monkeypatch.setattr(soundness, "_rows", lambda statement: [(version,)])
    assert says in "".join(soundness._old_server())
    assert bool(says) == bool(soundness._old_server())


def test_a_relaxed_connection_is_named(on_sqlite, transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = NORMAL")
    assert soundness.problems() == ["SQLite setting synchronous is not what it has to be."]


def test_write_ahead_logging_on_an_old_library_is_refused(on_sqlite, db, monkeypatch):
    monkeypatch.setattr(soundness, "sqlite_version", lambda: (3, 40, 1))
    assert "SQLite 3.40.1" in soundness.problems()[0]


def test_making_the_roles_again_changes_nothing(on_postgresql, db):
    assert create_roles(connection.settings_dict) == []
