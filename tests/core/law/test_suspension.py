"""An order that suspends the work: from when, until when, and that nothing else opens it."""

from __future__ import annotations

from typing import Any

import pytest

from handrail.core.law.contact import boundary_days, conflicts
from handrail.core.law.orders import Order, problems_with
from handrail.core.law.suspension import begins_later, suspension
from tests.core.law.examples import asked, codes, day, ladder, order


def suspending(id_: str = "two", signed_on: str = "2025-06-01", **more: Any) -> Order:
    clause = {"type": "SUSPEND_TERMINATE", **more}
    return order(id_, signed_on, clause)


PERMITS = order("one", "2025-02-20", ladder("letter"))


@pytest.mark.parametrize(
    ("on", "until", "expected"),
    [
        ("2025-05-31", "", False),
        ("2025-06-01", "", True),
        ("2030-01-01", "", True),
        ("2025-06-09", "2025-06-10", True),
        ("2025-06-10", "2025-06-10", False),
        ("2025-06-30", "2025-06", True),  # a vague end is read late
        ("2025-07-01", "2025-06", False),
    ],
)
def test_it_holds_from_its_day_to_its_end(on: str, until: str, expected: bool) -> None:
    ends = {"suspended_until": until} if until else {}
    one = suspending(signed_on="2025-05-01", suspended_from="2025-06-01", **ends)
    assert bool(suspension([one], day(on))) is expected
    assert ("suspended" in codes(asked([PERMITS, one], "letter", on))) is expected


def test_an_end_without_a_beginning_counts_from_signing() -> None:
    found = suspension([suspending(suspended_until="2025-09-01")], day("2025-06-01"))
    assert found is not None
    assert found.since == day("2025-06-01")
    assert found.text.endswith("suspends the work from 1 June 2025 until 1 September 2025")


def test_who_may_suspend_suspends_nothing() -> None:
    one = suspending(who=["court"], grounds=["danger"], notice_by="2025-07-01")
    assert suspension([one], day("2025-07-01")) is None


def test_no_older_or_other_order_opens_it_only_one_in_its_place() -> None:
    closes = suspending(suspended_from="2025-06-01")
    beside = order("three", "2025-06-10", ladder("letter"))
    instead = order("four", "2025-06-20", ladder("letter"), supersedes="two")
    assert codes(asked([PERMITS, closes], "letter")) == ["suspended"]
    assert codes(asked([PERMITS, closes, beside], "letter")) == ["suspended"]
    assert codes(asked([PERMITS, closes, instead], "letter")) == []


def test_it_locks_every_form_and_is_a_conflict_with_what_permits() -> None:
    closes = suspending(suspended_from="2025-06-01")
    for form in ("letter", "live_call", "in_person_with_therapist", "in_person_overnight"):
        assert "suspended" in codes(asked([closes], form))
    (found,) = conflicts([PERMITS, closes], on=day("2025-06-02"), pairs=[("kid", "pa")])
    assert (found.permits, found.refuses) == ("one", "two")


def test_the_one_that_holds_longest_is_told() -> None:
    short = suspending("a", suspended_from="2025-06-01", suspended_until="2025-08-01")
    long = suspending("b", suspended_from="2025-06-05")
    found = suspension([long, short], day("2025-07-01"))
    assert found is not None
    assert found.order_id == "b"


def test_what_is_to_come_is_known_before_and_its_days_are_boundaries() -> None:
    one = suspending(suspended_from="2025-07-01", suspended_until="2025-08-01")
    found = begins_later([one], day("2025-06-15"))
    assert found is not None
    assert found.since == day("2025-07-01")
    assert begins_later([one], day("2025-07-01")) is None
    assert {day("2025-07-01"), day("2025-08-01")} <= set(boundary_days([one]))


def test_it_ends_after_it_begins() -> None:
    clause = {
        "type": "SUSPEND_TERMINATE", "suspended_from": "2025-07-01",
        "suspended_until": "2025-06-01",
    }  # fmt: skip
    raw = {"id": "o", "signed_on": "2025-06-01", "clauses": [clause]}
    (mistake,) = problems_with(raw)
    assert mistake.path == "clauses[0].suspended_until"
