"""The packaged gates: what opens a phase, a step and an ending, and what nobody can waive."""

from __future__ import annotations

from datetime import date

import pytest

from handrail.core.therapy import protocol
from handrail.core.therapy.endings import CLOSURES
from handrail.core.therapy.gates import Closed, Evidence, Open, Waiver, gate
from handrail.core.therapy.requirements import Requirement, spread

ON = date(2025, 3, 24)
WHO = {
    "adult": {"parent_a": "Mara", "parent_b": "Theo"},
    "parent": {"parent_a": "Mara", "parent_b": "Theo"},
    "child": {"wren": "Wren"},
    "ladder": {"wren/parent_b": "Wren with Theo"},
}


def asked_by(gate_id: str) -> tuple[Requirement, ...]:
    return spread(protocol.load().needed_for(gate_id), WHO)


def all_but(requirements: tuple[Requirement, ...], *left_out: str) -> list[Evidence]:
    return [
        Evidence(each.id, ON, "a paper on file", "noa")
        for each in requirements
        if each.id not in left_out
    ]


def missing(gate_id: str, *left_out: str, waivers: tuple[Waiver, ...] = ()) -> list[str]:
    requirements = asked_by(gate_id)
    assert set(left_out) <= {each.id for each in requirements}, "the gate asks for these"
    found = gate(requirements, all_but(requirements, *left_out), waivers, ON)
    return [each.requirement_id for each in found.missing] if isinstance(found, Closed) else []


GATES = [
    *[f"{phase.id}.{side}" for phase in protocol.load().phases for side in ("entry", "exit")],
    *[each.id for each in protocol.load().gates],
]


@pytest.mark.parametrize("gate_id", GATES)
def test_every_gate_opens_on_all_and_closes_on_all_but_one(gate_id: str) -> None:
    requirements = asked_by(gate_id)
    assert requirements
    assert gate(requirements, all_but(requirements), [], ON) == Open()
    for each in requirements:
        assert missing(gate_id, each.id) == [each.id]


def test_allegations_ask_who_when_and_which_document() -> None:
    parts = ["restorable_by_whom", "restorable_when", "restorable_document"]
    by_everyone = tuple(Waiver(part, "urgent", "noa", ON, "iris") for part in parts)
    assert missing("allegations", *parts, waivers=by_everyone) == parts
    text = protocol.load().requirements["restorable_by_whom"].satisfied_by
    assert "nothing was found is not" in text, "absence of a finding is no determination"


def test_there_are_five_reasons_to_come_and_reported_harm_asks_for_a_gate_of_its_own() -> None:
    reasons = protocol.load().referral_reasons
    assert len(reasons) == 5
    assert {r.id: r.opens_gate for r in reasons if r.opens_gate} == {"harm_reported": "allegations"}


@pytest.mark.parametrize(
    "each", protocol.load().needed_for("contraindications"), ids=lambda r: r.id
)
def test_a_contraindication_is_set_aside_by_two_people_or_by_nobody(each: Requirement) -> None:
    asked = spread([each], WHO)[0]
    alone = gate([asked], [], [Waiver(asked.id, "looked at", "noa", ON)], ON)
    assert isinstance(alone, Closed)
    two = gate([asked], [], [Waiver(asked.id, "looked at", "noa", ON, "iris")], ON)
    assert isinstance(two, Open) == each.waivable


def test_one_parents_interview_does_not_open_the_gate_for_both() -> None:
    gate_id = "assessment_and_planning.exit"
    for requirement in ("safety_interview", "parent_heard", "needs_per_person"):
        assert missing(gate_id, f"{requirement}:parent_b") == [f"{requirement}:parent_b"]


def test_contact_waits_for_the_childs_view_and_stop_signal() -> None:
    for requirement in ("child_view:wren/parent_b", "stop_signal:wren", "coping_plan:wren"):
        granted = (Waiver(requirement, "urgent", "noa", ON, "iris"),)
        assert missing("supported_contact.entry", requirement, waivers=granted) == [requirement]


def test_what_is_never_waived() -> None:
    """Where a gate may not be talked round, whatever the reason and whoever signs."""
    found = protocol.load().requirements
    for id_ in (
        "consent_signed", "order_read", "safety_interview", "parent_heard", "child_heard",
        "two_hypotheses", "suitability_decided", "order_permits", "order_explicitly_permits",
        "supervisor_sign_off", "both_parents_safe", "child_view", "stop_signal",
        "no_protective_order_child", "form_not_forbidden", "letter_checklist",
        "recording_reviewed", "no_conflict_of_interest", "jurisdiction_confirmed",
    ):  # fmt: skip
        assert not found[id_].waivable, id_


def test_running_side_by_side_closes_the_family_track_too() -> None:
    asked = protocol.load().requirements["agreement_or_parallel"]
    assert "side by side" in asked.text
    assert missing("family_systems_work.exit", "agreement_or_parallel") == ["agreement_or_parallel"]


def test_a_step_asks_for_what_its_rung_needs() -> None:
    found = protocol.load()
    for rung in found.rungs:
        assert tuple(asked.id for asked in found.needed_for(rung.id)) == rung.needs


def test_the_endings_stand_side_by_side() -> None:
    found = protocol.load().endings
    assert sorted(ending.id for ending in found) == sorted(CLOSURES)
    # Nothing in their shape could order, count or colour them.
    shapes = {tuple(vars(ending)) for ending in found}
    assert shapes == {("id", "name", "text", "letters", "leaves_out", "after_care")}


def test_what_is_asked_of_each_reads_as_a_sentence_after_a_name() -> None:
    """ "Gwen: asked about protective orders", not "Gwen: Each parent was asked …"."""
    for asked in protocol.load().requirements.values():
        if asked.per not in ("case", "contact"):
            assert asked.text[0].islower(), asked.text


def test_a_letter_is_asked_about_at_each_contact_and_at_no_gate() -> None:
    asked = protocol.load().needed_for("R1")
    assert [one.per for one in asked] == ["contact"]
    assert spread(asked, WHO) == ()


def test_what_only_another_person_can_do_is_not_entered_by_hand() -> None:
    found = protocol.load().requirements
    for id_ in ("supervisor_sign_off", "plan_signed_off", "closing_summary", "safety_interview"):
        assert not found[id_].by_hand, id_
    assert found["fee_terms"].by_hand
