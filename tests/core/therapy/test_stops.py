"""Which ladders a stop locks, and until when (clinical §2.4 (i))."""

from __future__ import annotations

import pytest

from handrail.core.therapy.contact import Reason
from handrail.core.therapy.stops import Stop, cleared, locked_by, locks, people_to_clear

WHY = Reason("disclosure", "the child told of harm")
HOMES = {
    "wren": frozenset({"H1"}),
    "ivo": frozenset({"H1", "H2"}),
    "beck": frozenset({"H2"}),
    "ash": frozenset({"H9"}),
    "mara": frozenset({"H1"}),
}
ABOUT_WREN = Stop(WHY, child="wren", about="theo")

# name -> (stop, ladder, locked)
LOCKS = {
    "the ladder of the child with the one named": (ABOUT_WREN, ("wren", "theo"), True),
    "every other ladder of the child": (ABOUT_WREN, ("wren", "mara"), True),
    "a child in the same home": (ABOUT_WREN, ("ivo", "theo"), True),
    "a child in one of two homes": (Stop(WHY, child="ivo"), ("beck", "jun"), True),
    "not a child two homes away": (ABOUT_WREN, ("beck", "theo"), False),
    "not a child elsewhere, whoever is named": (ABOUT_WREN, ("ash", "theo"), False),
    "a child whose home nobody wrote down": (ABOUT_WREN, ("kit", "theo"), False),
    "that child's own ladders": (Stop(WHY, child="kit"), ("kit", "theo"), True),
    "two children without a home do not share it": (Stop(WHY, child="kit"), ("pip", "theo"), False),
    "the whole case": (Stop(WHY), ("ash", "theo"), True),
    "the ladder's parent lives with the child: no matter": (
        Stop(WHY, child="ash"),
        ("wren", "mara"),
        False,
    ),
}


@pytest.mark.parametrize(("stop", "ladder", "locked"), LOCKS.values(), ids=LOCKS.keys())
def test_a_stop_locks(stop: Stop, ladder: tuple[str, str], locked: bool) -> None:
    assert locks(stop, ladder, HOMES) is locked


def test_the_reason_says_when_it_is_another_child() -> None:
    assert locked_by([ABOUT_WREN], ("wren", "theo"), HOMES) == (WHY,)
    codes = [reason.code for reason in locked_by([ABOUT_WREN], ("ivo", "theo"), HOMES)]
    assert codes == ["disclosure", "same_home"]


def test_every_open_stop_is_told() -> None:
    order = Stop(Reason("order_change", "a new order"))
    codes = [reason.code for reason in locked_by([ABOUT_WREN, order], ("wren", "theo"), HOMES)]
    assert codes == ["disclosure", "order_change"]
    assert locked_by([], ("wren", "theo"), HOMES) == ()


def test_clearing_one_ladder_leaves_the_others_locked() -> None:
    """(i) Ladders are released one by one; siblings share nothing."""
    left = cleared([ABOUT_WREN], [("wren", "mara")])
    assert locked_by(left, ("wren", "mara"), HOMES) == ()
    assert locked_by(left, ("wren", "theo"), HOMES) == (WHY,)
    assert locked_by(left, ("ivo", "theo"), HOMES) != ()


def test_clearing_lifts_every_stop_on_that_ladder_and_keeps_earlier_clearings() -> None:
    first = cleared([ABOUT_WREN], [("wren", "mara")])
    left = cleared([*first, Stop(WHY)], [("wren", "theo")])
    assert locked_by(left, ("wren", "theo"), HOMES) == ()
    assert locked_by(left[:1], ("wren", "mara"), HOMES) == ()
    assert locked_by(left[1:], ("wren", "mara"), HOMES) == (WHY,)


def test_a_later_stop_locks_again() -> None:
    left = [*cleared([ABOUT_WREN], [("wren", "theo")]), Stop(WHY, child="wren")]
    assert locked_by(left, ("wren", "theo"), HOMES) == (WHY,)


@pytest.mark.parametrize(
    ("about", "people"),
    [
        pytest.param("jun", 1, id="the concern is about somebody else"),
        pytest.param("theo", 2, id="the concern is about this parent"),
        pytest.param(None, 2, id="nobody knows about whom"),
    ],
)
def test_who_may_release_a_ladder(about: str | None, people: int) -> None:
    assert people_to_clear(Stop(WHY, child="wren", about=about), ("wren", "theo")) == people
