"""A case that was brought in: which gates lie behind it, and what can lie elsewhere at all."""

from __future__ import annotations

import pytest

from handrail.core.therapy.came_in import CONTRAINDICATIONS, CameIn, came_in, may_lie_elsewhere
from handrail.core.therapy.protocol import load

PHASES = load().phases


def test_a_case_that_began_here_has_nothing_behind_it() -> None:
    assert came_in(PHASES, {}) == CameIn()
    assert came_in(PHASES, dict.fromkeys(range(1, 6), "not_started")) == CameIn()


def test_what_was_entered_and_what_was_closed_lies_behind() -> None:
    found = came_in(PHASES, {1: "done", 2: "active", 3: "on_hold", 4: "not_started", 5: "active"})
    assert found.phase == 3
    assert found.gates == {
        "referral", "allegations", CONTRAINDICATIONS, "assessment_and_planning.entry",
        "assessment_and_planning.exit", "individual_work.entry", "supported_contact.entry",
        "progress_evaluation.entry",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("states", "phase"),
    [({1: "active", 4: "active", 5: "active"}, 1), ({5: "active"}, 5), ({2: "done"}, 2)],
)
def test_the_furthest_of_the_phases_that_follow_each_other_is_named(
    states: dict[int, str], phase: int
) -> None:
    assert came_in(PHASES, states).phase == phase


def test_contact_that_was_not_entered_was_not_looked_at_before_it_either() -> None:
    assert CONTRAINDICATIONS not in came_in(PHASES, {1: "done", 2: "active"}).gates
    assert "step" not in came_in(PHASES, {3: "done"}).gates


def test_what_is_read_every_day_cannot_lie_elsewhere() -> None:
    known = load().requirements
    here = {id_ for id_, asked in known.items() if not may_lie_elsewhere(asked)}
    assert here == {"basis_of_care", "order_read", "order_permits", "therapist_qualified"}
