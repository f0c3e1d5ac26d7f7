"""One DATABASE_URL, two engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from handrail.store.database import engine
from handrail.store.database.engine import DatabaseUrlRefused, database, journal_mode

HOME = Path("/srv/handrail")


def test_nothing_said_is_a_file_in_the_home_folder():
    said = database("", home=HOME, role=engine.CLINIC)
    assert said["NAME"] == "/srv/handrail/handrail.sqlite3"


def test_a_server_keeps_its_query_options_and_takes_the_role():
    said = database(
        "postgresql://rosa:p%40ss@db.example.org:5433/house?sslmode=require",
        home=HOME,
        role=engine.PORTAL,
    )
    assert (said["USER"], said["PASSWORD"], said["HOST"]) == ("rosa", "p@ss", "db.example.org")
    assert (said["PORT"], said["NAME"]) == ("5433", "house")
    assert said["OPTIONS"] == {"sslmode": "require", "options": "-c role=handrail_portal"}


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "sqlite://", "nonsense"])
def test_another_url_is_refused_with_what_would_do(url):
    with pytest.raises(DatabaseUrlRefused, match="postgresql://user:password@host"):
        database(url, home=HOME, role=engine.CLINIC)


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 53, 4), "WAL")],
)
def test_write_ahead_logging_only_where_it_is_sound(version, mode):
    assert journal_mode(version) == mode


def test_every_room_has_a_role_of_its_own_but_one_box_serves_as_clinic():
    assert engine.ROLE_OF_ROOM["all"] == engine.CLINIC
    rooms = ("clinic", "portal", "court", "worker")
    assert len({engine.ROLE_OF_ROOM[room] for room in rooms}) == 4
