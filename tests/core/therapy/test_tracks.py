"""Phases are tracks side by side."""

from __future__ import annotations

from datetime import date

import pytest

from handrail.core.law.answers import Allowed, Refused
from handrail.core.therapy.tracks import MOVES, Stretch, Track, Turn, may_turn, tracks


def turn(phase: str, event: str, month: int) -> Turn:
    return Turn(phase, event, date(2025, month, 1), "noa")  # type: ignore[arg-type]


def test_tracks_run_side_by_side_and_a_phase_nobody_started_is_there() -> None:
    found = tracks(
        ["one", "two", "three"],
        [turn("one", "start", 3), turn("two", "start", 3), turn("one", "close", 4)],
    )
    assert [(name, track.state) for name, track in found.items()] == [
        ("one", "done"), ("two", "active"), ("three", "not_started"),
    ]  # fmt: skip
    assert found["two"].active == (Stretch(date(2025, 3, 1)),)


def test_a_hold_ends_a_stretch_and_a_resume_begins_one() -> None:
    turns = [turn("one", "resume", 6), turn("one", "start", 3), turn("one", "hold", 4)]
    found = tracks(["one"], turns)["one"]
    assert found.state == "active"
    assert found.since == date(2025, 6, 1)
    assert found.active == (
        Stretch(date(2025, 3, 1), date(2025, 4, 1)),
        Stretch(date(2025, 6, 1)),
    )


def test_closing_from_a_hold_does_not_lengthen_the_stretch() -> None:
    turns = [turn("one", "start", 3), turn("one", "hold", 4), turn("one", "close", 7)]
    assert tracks(["one"], turns)["one"].active == (Stretch(date(2025, 3, 1), date(2025, 4, 1)),)


@pytest.mark.parametrize("state", MOVES)
def test_only_fitting_turns_are_allowed_and_a_refusal_says_what_fits(state: str) -> None:
    for event in ("start", "hold", "resume", "close", "reopen"):
        answer = may_turn(Track(state), event)  # type: ignore[arg-type]
        if event in MOVES[state]:  # type: ignore[index]
            assert answer == Allowed()
        else:
            assert isinstance(answer, Refused)
            assert all(fitting in answer.reasons[0] for fitting in MOVES[state])  # type: ignore[index]


def test_a_turn_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="not started"):
        tracks(["one"], [turn("one", "close", 3)])
