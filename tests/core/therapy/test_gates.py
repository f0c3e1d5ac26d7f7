"""A gate opens on evidence or a waiver in force, and on nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from handrail.core.law.answers import Allowed, Refused
from handrail.core.therapy.gates import Closed, Evidence, Open, Requirement, Waiver, as_answer, gate
from handrail.core.therapy.requirements import spread

TODAY = date(2025, 7, 23)
TOMORROW = date(2025, 7, 24)
YESTERDAY = date(2025, 7, 22)


def asked(**changes: object) -> Requirement:
    given = {
        "id": "coping_plan",
        "text": "The child has a calm plan.",
        "evidence": "checklist",
        "satisfied_by": "The plan, with the date it was tried.",
        "waivable": True,
        "source": "clinical §2.4",
    }
    return Requirement(**{**given, **changes})


def paper(**changes: object) -> Evidence:
    given = {"requirement": "coping_plan", "on": TODAY, "source": "session A5", "by": "noa"}
    return Evidence(**{**given, **changes})


def waiver(**changes: object) -> Waiver:
    given = {
        "requirement": "coping_plan",
        "reason": "made at the school already",
        "by": "noa",
        "until": TODAY,
    }
    return Waiver(**{**given, **changes})


def test_a_gate_without_requirements_is_open() -> None:
    assert gate([], [], [], TODAY) == Open()


def test_a_gate_says_everything_that_is_missing_and_what_would_do() -> None:
    requirements = [asked(), asked(id="stop_signal", text="The child has a stop signal.")]
    found = gate(requirements, [], [], TODAY)
    assert isinstance(found, Closed)
    assert [each.requirement_id for each in found.missing] == ["coping_plan", "stop_signal"]
    assert found.missing[1].text == "The child has a stop signal."
    assert "The plan, with the date it was tried." in found.missing[0].what_would_satisfy
    assert "waiver" in found.missing[0].what_would_satisfy


def test_what_cannot_be_waived_does_not_offer_a_waiver() -> None:
    found = gate([asked(waivable=False)], [], [], TODAY)
    assert isinstance(found, Closed)
    assert "Or a waiver" not in found.missing[0].what_would_satisfy


@pytest.mark.parametrize("on", [YESTERDAY, TODAY])
def test_evidence_opens_the_gate(on: date) -> None:
    assert gate([asked()], [paper(on=on)], [], TODAY) == Open()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": TOMORROW}, "2025-07-24"),
        ({"source": " "}, "no source or no name"),
        ({"by": ""}, "no source or no name"),
        ({"requirement": "stop_signal"}, ""),
    ],
)
def test_evidence_counts_only_from_its_day_on_with_a_source_and_a_name(
    changes: dict[str, object], said: str
) -> None:
    found = gate([asked()], [paper(**changes)], [], TODAY)
    assert isinstance(found, Closed)
    assert said in found.missing[0].what_would_satisfy


def test_the_day_after_its_last_day_a_waiver_closes_the_gate_again() -> None:
    granted = waiver(until=TODAY)
    assert gate([asked()], [], [granted], TODAY) == Open((granted,))
    closed = gate([asked()], [], [granted], TOMORROW)
    assert isinstance(closed, Closed)
    assert "A waiver ended on 2025-07-23." in closed.missing[0].what_would_satisfy


def test_an_open_gate_says_on_which_waivers_it_rests_and_until_when() -> None:
    requirements = [asked(), asked(id="stop_signal")]
    first, second = waiver(until=TOMORROW), waiver(requirement="stop_signal", until=TODAY)
    found = gate(requirements, [], [waiver(until=YESTERDAY), first, second], TODAY)
    assert isinstance(found, Open)
    assert found.waived == (first, second)
    assert found.until == TODAY
    assert gate([asked()], [paper()], [first], TODAY) == Open(), "evidence needs no waiver"


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"reason": " "}, "no reason"), ({"by": ""}, "no reason or no name")],
)
def test_a_waiver_has_a_reason_and_a_name(changes: dict[str, object], said: str) -> None:
    found = gate([asked()], [], [waiver(**changes)], TODAY)
    assert isinstance(found, Closed)
    assert said in found.missing[0].what_would_satisfy


def test_what_cannot_be_waived_stays_closed_whoever_signs() -> None:
    granted = waiver(second_by="iris")
    found = gate([asked(waivable=False)], [], [granted], TODAY)
    assert isinstance(found, Closed)
    assert "cannot be waived" in found.missing[0].what_would_satisfy


@pytest.mark.parametrize("second", [None, "", "noa", " noa "])
def test_two_people_means_two_different_people(second: str | None) -> None:
    found = gate([asked(two_people=True)], [], [waiver(second_by=second)], TODAY)
    assert isinstance(found, Closed)
    assert "two different people" in found.missing[0].what_would_satisfy


def test_two_different_people_may_waive_what_two_must() -> None:
    granted = waiver(second_by="iris")
    assert gate([asked(two_people=True)], [], [granted], TODAY) == Open((granted,))


def test_what_is_asked_of_each_parent_needs_an_answer_from_each() -> None:
    each = spread(
        [asked(id="parent_heard", per="parent")],
        {"parent": {"parent_a": "Mara", "parent_b": "Theo"}},
    )
    one = gate(each, [paper(requirement="parent_heard:parent_a")], [], TODAY)
    assert isinstance(one, Closed)
    assert [missing.requirement_id for missing in one.missing] == ["parent_heard:parent_b"]
    assert one.missing[0].text.startswith("Theo: ")
    both = [paper(requirement=f"parent_heard:parent_{letter}") for letter in "ab"]
    assert gate(each, both, [], TODAY) == Open()


def test_a_requirement_for_each_person_cannot_be_asked_once_for_all() -> None:
    with pytest.raises(ValueError, match="spread"):
        gate([asked(per="parent")], [paper()], [], TODAY)


@pytest.mark.parametrize("who", [{}, {"child": {}}])
def test_nobody_entered_opens_nothing(who: dict[str, dict[str, str]]) -> None:
    each = spread([asked(per="child")], who)
    everything = [paper(), paper(requirement="coping_plan:"), waiver(), waiver(second_by="iris")]
    evidence = [item for item in everything if isinstance(item, Evidence)]
    waivers = [item for item in everything if isinstance(item, Waiver)]
    found = gate(each, evidence[:1], waivers, TODAY)
    assert isinstance(found, Closed)
    assert "Enter them first" in found.missing[0].what_would_satisfy


def test_the_answer_carries_the_same_reasons() -> None:
    refused = as_answer(gate([asked()], [], [], TODAY))
    assert isinstance(refused, Refused)
    assert refused.reasons[0].startswith("The child has a calm plan.")
    allowed = as_answer(gate([asked()], [], [waiver()], TODAY))
    assert allowed == Allowed(("Waived until 2025-07-23: made at the school already",))
