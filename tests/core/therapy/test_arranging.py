"""A contact is planned, and begins, only where nothing stands against it (clinical §9 row 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handrail.core.law.answers import Allowed, Refused
from handrail.core.law.contact import NotPermitted, Permitted
from handrail.core.law.contact import Reason as LawReason
from handrail.core.therapy.arranging import (
    ContactFacts,
    against_contact,
    may_plan_contact,
    may_start_contact,
)
from handrail.core.therapy.contact import Reason
from handrail.core.therapy.gates import Open, gate
from handrail.core.therapy.protocol import load
from handrail.core.therapy.requirements import spread
from handrail.core.therapy.rule import Rule

PROTOCOL = load()
PLACE = {rung.id: index for index, rung in enumerate(PROTOCOL.rungs)}
R5 = PLACE["R5"]
GOOD = ContactFacts(
    rung=R5, current=R5, rungs=PROTOCOL.rungs, basis=Permitted(), needs=Open(), stopped=(),
    view="yes",
)  # fmt: skip


def why_not(facts: ContactFacts) -> str:
    planned = may_plan_contact(facts=facts, rule=Rule())
    begun = may_start_contact(facts=facts, rule=Rule(), asked_today="yes")
    assert isinstance(planned, Refused)
    assert begun == planned, "what may not be planned may not begin either"
    return " ".join(planned.reasons)


def test_a_contact_on_the_present_step_may_be_planned_and_begin() -> None:
    assert may_plan_contact(facts=GOOD, rule=Rule()) == Allowed()
    assert may_start_contact(facts=GOOD, rule=Rule()) == Allowed()


def test_a_stopped_ladder_has_no_contact() -> None:
    stopped = replace(GOOD, stopped=(Reason("order_change", "a new order was signed"),))
    assert "a new order was signed" in why_not(stopped)


@pytest.mark.parametrize(
    ("rung", "says"), [("R6", "Decide the step up first"), ("R12", "up first"), ("R4", "Step down")]
)
def test_nothing_jumps_a_step_in_either_direction(rung: str, says: str) -> None:
    assert says in why_not(replace(GOOD, rung=PLACE[rung]))


def test_what_the_order_or_the_agreement_refuses_is_not_planned() -> None:
    order = NotPermitted((LawReason("order", "the order permits only letters"),))
    assert "The order permits only letters." in why_not(replace(GOOD, basis=order))
    agreement = Refused(("Theo has not signed yet.",))
    assert "Theo has not signed yet." in why_not(replace(GOOD, basis=agreement))


def test_preparation_needs_no_permission_and_no_answer_of_the_child() -> None:
    nothing = NotPermitted((LawReason("order", "no order"),))
    facts = replace(GOOD, rung=0, current=0, basis=nothing, view=None)
    assert may_plan_contact(facts=facts, rule=Rule()) == Allowed()


def test_each_need_of_the_step_is_said_with_what_would_meet_it() -> None:
    asked = spread(PROTOCOL.needed_for("R5"), {"ladder": {"wren/theo": "Wren with Theo"}})
    closed = gate(asked, (), (), date(2025, 7, 1))
    facts = replace(GOOD, needs=closed)
    assert "The check of this place" in why_not(facts)
    assert [one.code for one in against_contact(facts, Rule())] == ["site_risk_check:wren/theo"]


def test_the_child_is_asked_before_the_first_contact_on_a_step() -> None:
    assert "was not asked about step 7" in why_not(replace(GOOD, view=None))
    known = replace(GOOD, view=None, held_before=True)
    assert may_plan_contact(facts=known, rule=Rule()) == Allowed()


@pytest.mark.parametrize("view", ["no", "not_yet"])
def test_a_no_holds_until_a_co_signed_decision_goes_on(view: str) -> None:
    facts = replace(GOOD, view=view, held_before=True)
    assert "that holds" in why_not(facts)
    gone_on = replace(facts, went_on=True)
    assert may_plan_contact(facts=gone_on, rule=Rule()) == Allowed()


def test_a_no_today_holds_whatever_was_decided() -> None:
    facts = replace(GOOD, view="no", went_on=True)
    answer = may_start_contact(facts=facts, rule=Rule(), asked_today="no")
    assert isinstance(answer, Refused)
    assert "the child declined" in answer.reasons[0]


def test_everything_against_it_is_said_at_once() -> None:
    facts = replace(
        GOOD, rung=PLACE["R6"], stopped=(Reason("disclosure", "…"),), view="no",
        basis=NotPermitted((LawReason("order", "…"),)),
    )  # fmt: skip
    found = [one.code for one in against_contact(facts, Rule())]
    assert found == ["stopped", "not_this_step", "not_permitted", "child_view"]
