"""`verify` reads every chain back from the database and names the first line that does not hold."""

from __future__ import annotations

import pytest

from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.appending import append
from handrail.store.ledger.models import Line
from handrail.store.ledger.verification import verify
from tests.engines import tamper


@pytest.fixture
def lines(committed_cast):
    """Chain of the Alder case, in the words of the engine's own id."""
    with acting_as(committed_cast.rosa):
        for _ in range(4):
            append(by=committed_cast.rosa, chain=committed_cast.alder, act="case.viewed")
        return Line.objects.filter(chain_id=committed_cast.alder).count()


def chain(case_id) -> str:
    """SQL for the lines of one chain, however the engine writes an id."""
    return f"replace(cast(chain_id AS text), '-', '') = '{case_id.hex}'"


def test_an_untouched_ledger_holds(committed_cast, lines):
    report = verify()
    assert report.sound
    assert (report.chains, report.lines > lines) == (3, True)


@pytest.mark.parametrize(
    ("statement", "seq", "what"),
    [
        ("UPDATE ledger_line SET act = 'case.closed' WHERE {chain} AND seq = 3", 3, "changed"),
        ("UPDATE ledger_line SET detail = '{{}}' WHERE {chain} AND seq = 2", 2, "changed"),
        ("UPDATE ledger_line SET commitment = hash WHERE {chain} AND seq = 4", 4, "changed"),
        ("DELETE FROM ledger_line WHERE {chain} AND seq = 5", 5, "missing"),
        ("DELETE FROM ledger_line WHERE {chain} AND seq > 6", 7, "cut"),
        ("DELETE FROM ledger_line WHERE {chain}", 1, "cut"),
        ("UPDATE ledger_line SET chain_id = practice_id, seq = 900 WHERE {chain} AND seq = 6", 6,
         "missing"),
    ],
)  # fmt: skip
def test_the_first_broken_line_is_named(committed_cast, lines, statement, seq, what):
    tamper(statement.format(chain=chain(committed_cast.alder)))
    found = {broken.chain_id: broken for broken in verify().broken}
    broken = found[committed_cast.alder]
    assert (broken.seq, broken.what) == (seq, what)
    assert str(committed_cast.alder) in str(broken)


def test_two_lines_that_changed_places_are_found(committed_cast, lines):
    where = chain(committed_cast.alder)
    tamper(
        f"UPDATE ledger_line SET seq = 903 WHERE {where} AND seq = 3",
        f"UPDATE ledger_line SET seq = 3 WHERE {where} AND seq = 6",
        f"UPDATE ledger_line SET seq = 6 WHERE {where} AND seq = 903",
    )
    (broken,) = verify().broken
    assert (broken.seq, broken.what) == (3, "reordered")


def test_a_head_that_was_taken_away_is_found(committed_cast, lines):
    tamper(f"DELETE FROM ledger_head WHERE {chain(committed_cast.alder)}")
    (broken,) = verify().broken
    assert broken.what == "no_head"


def test_one_practice_can_be_verified_alone(committed_cast, lines):
    tamper(f"DELETE FROM ledger_line WHERE {chain(committed_cast.alder)} AND seq = 2")
    assert not verify(committed_cast.practice_id).sound
    assert verify(committed_cast.wren).lines == 0
