"""One line for one act: in its transaction, in its place in the chain, without anybody's words."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from handrail.store.accounts.viewer import acting_as
from handrail.store.database.transactions import expecting_conflict, writing
from handrail.store.ledger.appending import NotForTheLedger, append
from handrail.store.ledger.chain import hash_of
from handrail.store.ledger.models import Line
from handrail.store.ledger.verification import verify


def test_a_line_follows_the_one_before_it(cast):
    with acting_as(cast.rosa):
        one = append(by=cast.rosa, chain=cast.alder, act="case.viewed", seat="therapist")
        two = append(by=cast.rosa, chain=cast.alder, act="seat.given")
    assert (two.seq, two.prev) == (one.seq + 1, one.hash)
    assert two.hash == hash_of(one.hash, two.seq, two.entry.canonical())


def test_chains_do_not_mix(cast):
    with acting_as(cast.pia):
        alder = append(by=cast.pia, chain=cast.alder, act="case.viewed")
        append(by=cast.pia, chain=cast.cedar, act="case.viewed")
        assert append(by=cast.pia, chain=cast.alder, act="case.viewed").prev == alder.hash


def test_what_was_said_is_what_is_kept(cast):
    thing = uuid4()
    with acting_as(cast.rosa):
        line = append(
            by=cast.rosa,
            chain=cast.alder,
            act="case.imported",
            seat="therapist",
            object_kind="report",
            object_id=thing,
            detail={"to": [thing], "pages": 4, "final": True, "on": "2025-03-03"},
            commitment=b"\x07" * 32,
        )
        kept = Line.objects.get(chain_id=cast.alder, seq=line.seq)
    assert kept.detail == f'{{"final":true,"on":"2025-03-03","pages":4,"to":["{thing}"]}}'
    assert (kept.act, kept.object_id, bytes(kept.commitment)) == (
        "case.imported",
        thing,
        b"\x07" * 32,
    )
    assert (kept.actor_person_id, kept.practice_id) == (cast.rosa.person_id, cast.practice_id)


@pytest.mark.parametrize(
    "line",
    [
        {"act": "He said he is afraid"},
        {"act": ""},
        {"act": "case.admired"},  # a code, and no act of the list
        {"act": "case.viewed", "detail": {"why": "he is afraid"}},
        {"act": "case.viewed", "detail": {"why": ["he is afraid"]}},
        {"act": "case.viewed", "detail": {"afraid of": "x"}},
        {"act": "case.viewed", "detail": {"where": "12\u00a0Elm"}},
        {"act": "case.viewed", "seat": "Rosa Moss"},
        {"act": "case.viewed", "object_kind": "a note"},
    ],
)
def test_nobodys_words_get_into_the_ledger(cast, line):
    with acting_as(cast.rosa), pytest.raises(NotForTheLedger):
        append(by=cast.rosa, chain=cast.alder, **line)


def test_a_line_costs_two_statements_on_sqlite_and_one_on_postgresql(cast):
    with acting_as(cast.rosa), writing():
        append(by=cast.rosa, chain=cast.alder, act="case.viewed")
        with CaptureQueriesContext(connection) as asked:
            append(by=cast.rosa, chain=cast.alder, act="case.viewed")
    assert len(asked) == (1 if connection.vendor == "postgresql" else 2)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_line SET act = 'case.closed'",
        "DELETE FROM ledger_line",
        "DELETE FROM ledger_head",
        "UPDATE ledger_head SET seq = seq - 1",
        "INSERT INTO ledger_line SELECT * FROM ledger_line LIMIT 1",
    ],
)
def test_lines_are_only_ever_appended(cast, statement):
    by_hand = connection.cursor()
    with acting_as(cast.rosa), pytest.raises(DatabaseError), expecting_conflict(), by_hand:
        by_hand.execute(statement)


def test_a_line_of_another_practice_is_refused(on_postgresql, cast):
    from dataclasses import replace

    elsewhere = replace(cast.rosa, practice_id=uuid4())
    with acting_as(cast.rosa), pytest.raises(DatabaseError), expecting_conflict():
        append(by=elsewhere, chain=cast.alder, act="case.viewed")


def append_all(by, chain, *acts):
    for act in acts:
        append(by=by, chain=chain, act=act)


def test_what_is_rolled_back_takes_its_line_with_it(cast):
    with acting_as(cast.rosa):
        before = append(by=cast.rosa, chain=cast.alder, act="case.viewed")
        with pytest.raises(NotForTheLedger), writing():
            append_all(cast.rosa, cast.alder, "case.viewed", "not a code")
        again = append(by=cast.rosa, chain=cast.alder, act="case.viewed")
    assert again.seq == before.seq + 1


def test_many_at_once_keep_one_chain(committed_cast):
    cast = committed_cast
    raised: list[BaseException] = []

    def append_some() -> None:
        try:
            for _ in range(10):
                with acting_as(cast.rosa):
                    append(by=cast.rosa, chain=cast.alder, act="case.viewed")
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=append_some) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []
    report = verify()
    assert report.sound
    with acting_as(cast.rosa):
        assert Line.objects.filter(chain_id=cast.alder, act="case.viewed").count() == 60
