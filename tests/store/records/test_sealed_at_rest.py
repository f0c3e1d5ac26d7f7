"""Whoever steals the database without the key rings reads nobody's words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from handrail.core.family_file.values import Family
from tests import engines
from tests.cast import Cast
from tests.store.records.demo_families import NAMES, bring_in, family


def narratives(one: Family) -> Iterator[str]:
    """Everything somebody wrote, said or lives at."""
    for person in one.people:
        yield from person.details.values()
        yield person.notes
    yield from (event.event for event in one.history)
    yield one.safety.notes
    for goal in one.goals:
        yield goal.statement
        yield from goal.levels
    yield from (measure.note for measure in one.measures)
    for session in one.sessions:
        yield session.observed
        yield from (view.words for view in session.views)
        if session.concern is not None:
            yield from (str(said) for said in session.concern.said.values())
        if session.contact is not None and session.contact.decision is not None:
            yield session.contact.decision.words
            yield session.contact.decision.told_child


def pieces(text: str) -> Iterator[str]:
    """The text in runs of three words; a shorter one as a whole."""
    words = text.split()
    for start in range(max(1, len(words) - 2)):
        yield " ".join(words[start : start + 3])


def everything_at_rest() -> bytes:
    """Every byte of the database as a thief would get it."""
    connections.close_all()
    if not engines.SERVER:
        file = Path(settings.DATABASES["default"]["NAME"])
        beside = [Path(f"{file}{suffix}") for suffix in ("", "-wal", "-journal")]
        return b"".join(path.read_bytes() for path in beside if path.exists())
    found = bytearray()
    with psycopg.connect(engines.url_of_test_database()) as superuser:
        tables = superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (name,) in tables.fetchall():
            copy = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(name))
            with superuser.cursor().copy(copy) as rows:
                found += b"".join(bytes(row) for row in rows)
    return bytes(found)


def test_no_words_lie_open(committed_cast: Cast) -> None:
    for name in NAMES:
        bring_in(committed_cast.rosa, family(name))
    at_rest = everything_at_rest()
    said = {text for name in NAMES for text in narratives(family(name)) if text}
    assert len(said) > 90
    found = {piece for text in said for piece in pieces(text) if piece.encode() in at_rest}
    # Who asked is a name, and names lie open; so do codes (THREAT_MODEL says so): that they are
    # found shows that the search would have found the rest.
    assert found <= {"Noa"}
    for known in (b"Emil", b"contact_contraindicated", b"Street door"):
        assert known in at_rest
