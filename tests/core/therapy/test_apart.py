"""Who must not meet on the way: in one session, in one gap, on one day."""

from __future__ import annotations

import pytest

from handrail.core.therapy.apart import (
    GAP_MINUTES,
    Coming,
    Together,
    against_meeting,
    pairs_apart,
)

NAMES = {"a": "Mara", "b": "Theo", "w": "Wren"}
APART = frozenset({frozenset({"a", "b"})})


def against(*day: Together, measures: tuple[str, ...] = ("separate_arrivals",)) -> tuple[str, ...]:
    return against_meeting(day, apart=APART, measures=measures, names=NAMES)


def coming(person: str, at: int, leaves: int | None = None, *, planned: bool = False) -> Together:
    return Together(
        present=frozenset({person}), comings=(Coming(person, at, leaves),), planned=planned
    )


def test_measures_keep_the_parents_apart_and_an_order_whom_it_names() -> None:
    assert pairs_apart(["separate_arrivals"], ["a", "b"], []) == APART
    assert pairs_apart(["code_word"], ["a", "b"], []) == frozenset()
    assert pairs_apart([], ["a", "b"], [("w", "b"), ("w", "w")]) == {frozenset({"w", "b"})}


@pytest.mark.parametrize(("gap", "refused"), [(0, True), (GAP_MINUTES - 1, True),
                                              (GAP_MINUTES, False)])  # fmt: skip
def test_the_gap_is_counted_from_coming_and_from_leaving(gap: int, refused: bool) -> None:
    other = coming("a", 500, 600)
    assert bool(against(coming("b", 600 + gap, planned=True), other)) is refused
    assert bool(against(coming("b", 600 - gap, planned=True), other)) is refused


def test_two_who_are_not_kept_apart_may_come_together() -> None:
    assert against(coming("w", 500, planned=True), coming("a", 500)) == ()


def test_one_session_for_both_is_refused_once_with_a_way_out() -> None:
    (text,) = against(Together(present=frozenset({"a", "b", "w"}), planned=True))
    assert text.startswith("Mara and Theo are kept apart")
    assert "Plan a session for each" in text


def test_within_one_session_the_gap_counts_too() -> None:
    both = (Coming("a", 540, 620), Coming("b", 545, 660))
    (text,) = against(Together(present=frozenset({"w", "b"}), comings=both, planned=True))
    assert "09:00 and 09:05" in text


def test_separate_days_are_separate_days() -> None:
    day = (coming("b", 900, planned=True), coming("a", 500, 560))
    assert against(*day) == ()
    (text,) = against(*day, measures=("separate_days",))
    assert "choose another day" in text


def test_what_others_planned_is_not_said_of_this_plan() -> None:
    assert against(coming("a", 500), coming("b", 505), coming("w", 700, planned=True)) == ()
