"""Reading and writing mean the same on both engines."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection

from handrail import clock
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.models import Person, Submission
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.text import TextRefused
from handrail.store.database.transactions import (
    WritingWhileReading,
    expecting_conflict,
    reading,
    snapshot,
    writing,
)
from handrail.store.ledger.appending import append


def in_another_thread(act):
    """Run `act` on a connection of its own and wait for it."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]


def people_seen_by(viewer: Viewer) -> int:
    return Person.objects.filter(practice_id=viewer.practice_id).count()


def add_two(by: Viewer, *names: str) -> None:
    for name in names:
        add_person(by=by, given=name)


def test_writing_while_a_page_is_read_is_refused(cast):
    with acting_as(cast.rosa), reading(), pytest.raises(WritingWhileReading):
        add_person(by=cast.rosa, given="Ada")


def test_a_ledger_line_while_a_page_is_read_is_refused(cast):
    with acting_as(cast.rosa), reading(), pytest.raises(WritingWhileReading):
        append(by=cast.rosa, chain=cast.alder, act="case.viewed")


def test_after_reading_a_line_may_be_written(cast):
    with acting_as(cast.rosa):
        with reading():
            people_seen_by(cast.rosa)
        assert append(by=cast.rosa, chain=cast.alder, act="case.viewed").seq > 1


def test_a_failing_block_leaves_nothing_behind_not_even_what_it_nested(cast):
    with acting_as(cast.carol):
        before = people_seen_by(cast.carol)
        with pytest.raises(TextRefused), writing():
            add_two(cast.carol, "Ada", "B\x00b")
        assert people_seen_by(cast.carol) == before


def test_after_an_expected_conflict_the_same_transaction_goes_on(cast):
    same = {"person_id": cast.rosa.person_id, "key": cast.alder, "path": "/", "at": clock.now()}
    with acting_as(cast.rosa), writing():
        Submission.objects.create(**same)
        with pytest.raises(IntegrityError), expecting_conflict():
            Submission.objects.create(**same)
        assert Submission.objects.count() == 1


def test_a_snapshot_does_not_see_what_others_commit_meanwhile(committed_cast):
    cast = committed_cast

    def somebody_else_adds() -> None:
        with acting_as(cast.carol):
            add_person(by=cast.carol, given="Ada")

    connection.close()
    # On PostgreSQL the snapshot has to be the first thing of its transaction.
    with snapshot(), acting_as(cast.carol):
        before = people_seen_by(cast.carol)
        in_another_thread(somebody_else_adds)
        assert people_seen_by(cast.carol) == before
    with acting_as(cast.carol):
        assert people_seen_by(cast.carol) == before + 1
