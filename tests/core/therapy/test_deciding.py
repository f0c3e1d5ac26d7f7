"""What a clinician may decide, and when a second person has to look (clinical §2.4 (c), (g))."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from handrail.core.law.answers import Allowed, Refused
from handrail.core.therapy.contact import Reason
from handrail.core.therapy.deciding import (
    DECISIONS,
    PROTECTIVE,
    DecisionFacts,
    begins_too_high,
    may_decide,
    needs_second_person,
    needs_sign_off,
    step_after,
)
from handrail.core.therapy.protocol import load
from handrail.core.therapy.rule import Rule, Rung

RUNGS = load().rungs
R4 = 5
"""The place of R4 on the default ladder, which has an R2b."""
STOPPED = (Reason("disclosure", "what the child told locks contact"),)
NO_ORDER = (Reason("order", "the order permits only letters"),)
GOOD = DecisionFacts(
    index=R4, rungs=RUNGS, stopped=(), above_refused=(), proposal="UP", view_of_next="yes"
)
UP: dict[str, Any] = {"move": "UP", "reason": "clinical_judgement", "rule": Rule()}


def decide(facts: DecisionFacts = GOOD, **said: str) -> Allowed | Refused:
    return may_decide(facts=facts, **{**UP, **said})


def why_not(facts: DecisionFacts = GOOD, **said: str) -> str:
    answer = decide(facts, **said)
    assert isinstance(answer, Refused)
    return " ".join(answer.reasons)


def co_sign(facts: DecisionFacts, move: str = "UP") -> list[str]:
    return [one.code for one in needs_second_person(move=move, facts=facts, rule=Rule())]


def test_a_proposed_step_up_with_a_yes_takes_one_person_and_a_reason() -> None:
    assert decide() == Allowed()
    assert co_sign(GOOD) == []
    assert "A decision has a reason" in why_not(reason="")
    assert "no reason here" in why_not(reason="because")


def test_down_and_stop_wait_for_nothing_and_nobody() -> None:
    """Every state there is: stopped, not permitted, against the child's word, without a reason."""
    states = product(
        range(len(RUNGS)), (None, "UP", "HOLD"), ((), STOPPED), ((), NO_ORDER), (None, "no")
    )
    for index, proposal, stopped, refused, view in states:
        facts = DecisionFacts(
            index=index, rungs=RUNGS, stopped=stopped, above_refused=refused,
            proposal=proposal, view_of_next=view,
        )  # fmt: skip
        for move in PROTECTIVE:
            assert isinstance(decide(facts, move=move, reason=""), Allowed)
            assert co_sign(facts, move) == []


@pytest.mark.parametrize("move", ["HOLD", "PENDING"])
def test_to_stay_or_to_wait_is_always_possible_with_a_reason(move: str) -> None:
    worst = replace(GOOD, stopped=STOPPED, above_refused=NO_ORDER, view_of_next="no", proposal=None)
    assert decide(worst, move=move) == Allowed()
    assert co_sign(worst, move) == []
    assert "has a reason" in why_not(worst, move=move, reason="")
    assert "in a sentence" in why_not(move=move, reason="other")
    assert decide(move=move, reason="other", in_words="The room is being painted.") == Allowed()


def test_a_stopped_ladder_does_not_go_up() -> None:
    said = why_not(replace(GOOD, stopped=STOPPED))
    assert "what the child told locks contact" in said
    assert "clear it first" in said


def test_the_order_refuses_the_step_above() -> None:
    assert "the order permits only letters" in why_not(replace(GOOD, above_refused=NO_ORDER))


def test_there_is_nothing_above_the_top_step() -> None:
    top = replace(GOOD, index=len(RUNGS) - 1)
    assert "top step" in why_not(top)
    assert co_sign(top) == []


def test_the_child_is_asked_before_a_step_up() -> None:
    said = why_not(replace(GOOD, view_of_next=None))
    assert "was not asked about step 7, Outing with therapist" in said


@pytest.mark.parametrize(("view", "said"), [("no", "said no"), ("not_yet", "said not yet")])
def test_going_on_against_the_child_takes_words_a_co_sign_and_what_the_child_was_told(
    view: str, said: str
) -> None:
    facts = replace(GOOD, view_of_next=view)
    assert said in why_not(facts)
    assert "what the child was told" in why_not(facts, in_words="…")
    assert "in words" in why_not(facts, told_child="We will try it once.")
    assert decide(facts, in_words="…", told_child="We will try it once.") == Allowed()
    assert co_sign(facts) == ["against_view"]


def test_what_holds_is_the_rules_to_say_but_no_always_does() -> None:
    lenient = Rule(views_that_hold=("no",))
    facts = replace(GOOD, view_of_next="not_yet")
    assert needs_second_person(move="UP", facts=facts, rule=lenient) == ()
    assert may_decide(facts=facts, move="UP", reason="child_view", rule=lenient) == Allowed()


def test_up_without_a_proposal_takes_words_and_a_second_person() -> None:
    for proposal in ("HOLD", "DOWN", "NOT_COUNTED", None):
        facts = replace(GOOD, proposal=proposal)
        assert "needed in words" in why_not(facts)
        assert decide(facts, in_words="Both asked for it.") == Allowed()
        assert co_sign(facts) == ["no_proposal"]


def test_the_supervisor_signs_off_from_r8_on() -> None:
    signed = [rung.id for i, rung in enumerate(RUNGS) if needs_sign_off(i, RUNGS, Rule())]
    assert signed == ["R8", "R9", "R10", "R11", "R12"]
    at_r7 = [rung.id for rung in RUNGS].index("R7")
    assert co_sign(replace(GOOD, index=at_r7)) == ["supervisor_sign_off"]
    bare = [replace(rung, needs=()) for rung in RUNGS]
    assert needs_sign_off(at_r7 + 1, bare, Rule()), "an imported ladder does not say its needs"
    own = [rung for rung in RUNGS if rung.id != "R8"]
    assert needs_sign_off(at_r7 + 1, own, Rule()), "the child's ladder has no R8"


def test_everything_against_it_is_said_at_once() -> None:
    worst = replace(GOOD, stopped=STOPPED, above_refused=NO_ORDER, view_of_next="no", proposal=None)
    answer = decide(worst, reason="")
    assert isinstance(answer, Refused)
    assert len(answer.reasons) == 5


def test_no_decision_moves_more_than_one_step() -> None:
    for index, move in product(range(len(RUNGS)), DECISIONS):
        after = step_after(move, index, RUNGS)
        assert abs(after - index) <= 1
        assert 0 <= after < len(RUNGS)
    assert [step_after(move, R4, RUNGS) for move in DECISIONS] == [5, 6, 5, 4, 5]


def test_down_on_the_lowest_step_goes_back_to_preparation() -> None:
    answer = decide(replace(GOOD, index=0), move="DOWN")
    assert isinstance(answer, Allowed)
    assert "back to preparation" in answer.reasons[0]
    assert step_after("DOWN", 0, RUNGS) == 0


def test_an_unknown_decision_is_refused() -> None:
    assert "is no decision" in why_not(move="SKIP")


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        (["R8", "R9"], "Short time without supervision"),
        (["R0", "R10"], "Full day"),
        (["R0", "R12", "R3"], "The schedule the order gives"),
        (["R0", "R3", "R8"], ""),
        (["R1", "R12"], ""),
        (["R7", "R8"], ""),
        (["R0"], ""),
        ([], ""),
    ],
)
def test_a_ladder_begins_with_somebody_beside_them(steps: list[str], first: str) -> None:
    """clinical §2.4: what the supervisor signs off is reached from the step below, and R8 and above
    follow order time and never create it."""
    known = {rung.id: rung for rung in RUNGS}
    against = begins_too_high([known[one] for one in steps], Rule())
    assert bool(against) is bool(first)
    assert first in against
    assert ("order time" in against) is bool(first)


def test_a_step_of_ones_own_that_asks_for_a_sign_off_is_no_beginning_either() -> None:
    own = Rung(
        "own1", "An afternoon alone", "in_person_unsupervised", needs=("supervisor_sign_off",)
    )
    assert "An afternoon alone" in begins_too_high([own, *RUNGS], Rule())
