"""Which orders and clauses are in force on a day."""

from __future__ import annotations

from handrail.core.law.orders import in_force, standing_orders
from tests.core.law.examples import day, ladder, no_contact, order


def ids(orders: list[object] | tuple[object, ...]) -> list[str]:
    return [one.id for one in orders]  # type: ignore[attr-defined]


def test_an_order_is_in_force_from_the_day_of_signing() -> None:
    one = order("one", "2025-02-20", ladder("letter"))
    assert in_force([one], day("2025-02-19")) == ()
    assert ids(in_force([one], day("2025-02-20"))) == ["one"]


def test_a_later_order_takes_the_place_of_the_one_it_supersedes() -> None:
    old = order("old", "2025-02-20", ladder("letter"))
    new = order("new", "2025-06-01", ladder("letter", "recording"), supersedes=["old"])
    assert ids(in_force([new, old], day("2025-05-31"))) == ["old"]
    assert ids(in_force([new, old], day("2025-06-01"))) == ["new"]


def test_two_orders_stand_side_by_side_when_neither_supersedes() -> None:
    both = [order("two", "2025-06-01"), order("one", "2025-02-20")]
    assert ids(in_force(both, day("2025-07-01"))) == ["one", "two"]


def test_an_order_stays_until_the_one_superseding_it_takes_effect() -> None:
    """A protection must not lapse between the signing and the first day of the next order."""
    old = order("old", "2025-02-20", no_contact("kid", "pa"))
    new = order(
        "new", "2025-06-01", no_contact("kid", "pa", effective="2025-07-01"), supersedes="old"
    )
    assert ids(in_force([old, new], day("2025-06-15"))) == ["old"]
    assert ids(in_force([old, new], day("2025-07-01"))) == ["new"]


def test_a_superseded_order_does_not_come_back_when_the_later_one_ends() -> None:
    old = order("old", "2025-02-20", ladder("letter", "in_person_without_therapist"))
    new = order("new", "2025-06-01", ladder("letter"), supersedes="old", expires="2025-08-01")
    assert in_force([old, new], day("2025-08-01")) == ()


def test_supersession_holds_along_a_chain() -> None:
    chain = [
        order("one", "2025-01-01"),
        order("two", "2025-02-01", supersedes="one"),
        order("three", "2025-03-01", supersedes="two"),
    ]
    assert ids(standing_orders(chain, day("2025-03-01"))) == ["three"]


def test_a_clause_ends_at_midnight_before_its_last_day() -> None:
    one = order(
        "one", "2025-02-20", no_contact("kid", "pa", expires="2025-06-01"), ladder("letter")
    )
    before, after = (in_force([one], day(d))[0] for d in ("2025-05-31", "2025-06-01"))
    assert [clause.type for clause in before.clauses] == ["NO_CONTACT", "CONTACT_LADDER"]
    assert [clause.type for clause in after.clauses] == ["CONTACT_LADDER"]


def test_a_clause_begins_on_its_effective_day() -> None:
    one = order("one", "2025-02-20", ladder("letter", effective="2025-03-01"))
    assert in_force([one], day("2025-02-28")) == ()
    assert ids(in_force([one], day("2025-03-01"))) == ["one"]


def test_an_order_ends_with_its_own_end_and_with_its_last_clause() -> None:
    whole = order("whole", "2025-02-20", ladder("letter"), expires="2025-06-01")
    clause = order("clause", "2025-02-20", ladder("letter", expires="2025-06-01"))
    assert ids(in_force([whole, clause], day("2025-05-31"))) == ["whole", "clause"]
    assert in_force([whole, clause], day("2025-06-01")) == ()


def test_an_order_recorded_without_clauses_is_in_force() -> None:
    assert ids(in_force([order("bare", "2025-02-20")], day("2025-02-20"))) == ["bare"]


def test_a_vague_end_keeps_protection_longer_and_permits_for_less() -> None:
    """ "until 2026-04": no contact through all of April, a list of permitted forms not in April."""
    one = order(
        "one",
        "2025-02-20",
        no_contact("kid", "pa", expires="2026-04"),
        ladder("letter", expires="2026-04"),
    )
    types = [clause.type for clause in in_force([one], day("2026-04-15"))[0].clauses]
    assert types == ["NO_CONTACT"]


def test_a_vague_beginning_protects_sooner_and_permits_later() -> None:
    one = order(
        "one",
        "2025-02-20",
        no_contact("kid", "pa", effective="2025-04"),
        ladder("letter", effective="2025-04"),
    )
    types = [clause.type for clause in in_force([one], day("2025-04-15"))[0].clauses]
    assert types == ["NO_CONTACT"]
