"""What the record knows by itself opens gates, and closes them again when it no longer holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from handrail.store.accounts.viewer import acting_as
from handrail.store.records import models as tables
from handrail.store.records.actions.beginning import Inquiry, NewPerson, begin_case
from handrail.store.records.actions.recording import recording
from handrail.store.records.chart.case_gates import gates_of
from handrail.store.records.reading.family import stored_case
from tests.demo import MOMENT, Demo

TODAY = MOMENT.date()
PEOPLE = (
    NewPerson(given="Ada", seat="child"), NewPerson(given="Uma", seat="parent"),
    NewPerson(given="Len", seat="parent"),
)  # fmt: skip


class World:
    """A voluntary family at intake, and short ways to write in its record."""

    def __init__(self, demo: Demo) -> None:
        self.noa = demo.viewer("noa")
        inquiry = Inquiry(
            family_name="Birch", basis="voluntary", jurisdiction="US-XX", referred_by="parent",
            received_on=TODAY, people=PEOPLE, reasons=("bond_strained",),
        )  # fmt: skip
        with acting_as(self.noa):
            self.case = begin_case(by=self.noa, inquiry=inquiry, today=TODAY).case_id
            people = stored_case(self.case).family.people
        self.people = {one.given: one.id for one in people}

    def add(self, table: Any, **fields: Any) -> UUID:
        with (
            acting_as(self.noa),
            recording(by=self.noa, case_id=self.case, act="evidence.recorded") as record,
        ):
            return record.add(table, **fields)

    def met(self, gate: str, on: date = TODAY) -> set[str]:
        with acting_as(self.noa):
            found = gates_of(self.noa, self.case, on).gate(gate)
        return {one.asked.id for one in found.requirements if one.missing is None}


@pytest.fixture
def world(demo: Demo) -> World:
    return World(demo)


ASSESSED = "assessment_and_planning.exit"


def test_an_agreement_holds_once_all_have_signed_and_until_one_withdraws(world: World) -> None:
    both = [world.people["Uma"], world.people["Len"]]
    agreement = world.add(
        tables.CareAgreement, number=1, children=[world.people["Ada"]], authority=both,
        permitted=["letters"],
    )  # fmt: skip
    world.add(tables.AgreementSignature, agreement_id=agreement, person_id=both[0], signed_on=TODAY)
    assert "basis_of_care" not in world.met("referral"), "one signature is not everybody's"
    world.add(tables.AgreementSignature, agreement_id=agreement, person_id=both[1], signed_on=TODAY)
    assert "basis_of_care" in world.met("referral")
    with acting_as(world.noa):
        tables.AgreementSignature.objects.filter(person_id=both[1]).update(
            withdrawn_on=TODAY + timedelta(days=5)
        )
    assert "basis_of_care" in world.met("referral", TODAY + timedelta(days=4))
    assert "basis_of_care" not in world.met("referral", TODAY + timedelta(days=5))


@pytest.mark.parametrize(("second", "met"), [("also this", True), ("", False)])
def test_two_explanations_count_with_what_speaks_for_and_against_each(
    world: World, second: str, met: bool
) -> None:
    formulation = world.add(tables.Formulation, number=1, on=TODAY)
    for position, (explanation, against) in enumerate(
        [("alignment", "that"), ("realistic_fear", second)]
    ):
        world.add(
            tables.Hypothesis, formulation_id=formulation, position=position,
            explanation=explanation, weight="some",
            texts={"speaks_for": "this", "speaks_against": against},
        )  # fmt: skip
    assert ("two_hypotheses" in world.met(ASSESSED)) is met


@pytest.mark.parametrize(
    ("present", "state", "met"),
    [(["Uma"], "held", True), (["Uma", "Len"], "held", False), (["Uma"], "planned", False)],
)
def test_somebody_is_heard_in_a_session_alone_with_a_signed_note(
    world: World, present: list[str], state: str, met: bool
) -> None:
    people = [world.people[one] for one in present]
    session = world.add(
        tables.Session, ref="B1", position=0, kind="IP", on=TODAY, state=state, present=people
    )
    uma = f"parent_heard:{world.people['Uma']}"
    assert uma not in world.met(ASSESSED), "the session alone is no evidence"
    world.add(
        tables.Note, session_id=session, kind="progress", author=world.noa.person_id,
        signed_at=MOMENT,
    )  # fmt: skip
    assert (uma in world.met(ASSESSED)) is met


def test_a_plan_takes_two_signatures_and_is_in_force_until_its_review(world: World) -> None:
    noa = world.noa.person_id
    signed: dict[str, Any] = {
        "on": TODAY, "review_on": TODAY + timedelta(28), "signed_by": noa, "signed_at": MOMENT,
        "texts": {"content": "{}"},
    }  # fmt: skip
    world.add(tables.PlanVersion, number=1, reason="first", **signed)
    assert "plan_signed_off" not in world.met(ASSESSED)
    world.add(tables.PlanVersion, number=2, reason="review", co_signed_by=UUID(int=9), **signed)
    assert "plan_signed_off" in world.met(ASSESSED)
    assert "plan_in_force" in world.met("individual_work.entry", TODAY + timedelta(28))
    assert "plan_in_force" not in world.met("individual_work.entry", TODAY + timedelta(29))


def test_nothing_of_another_case_counts(world: World, demo: Demo) -> None:
    """The same evidence in another family of the same therapist opens nothing here."""
    with (
        acting_as(world.noa),
        recording(by=world.noa, case_id=demo.alder, act="evidence.recorded") as record,
    ):
        record.add(tables.Evidence, requirement="fee_terms", on=TODAY, texts={"source": "Paid."})
    assert "fee_terms" not in world.met("referral")


def test_a_decision_to_go_on_holds_until_safety_is_to_be_looked_at_again(world: World) -> None:
    world.add(tables.SafetyOutcome, outcome="no_concern", on=TODAY, review_on=TODAY + timedelta(30))
    world.add(
        tables.Evidence, requirement="safety_allows_going_on", on=TODAY,
        texts={"source": "Go on."},
    )  # fmt: skip
    assert "safety_allows_going_on" in world.met("individual_work.entry", TODAY + timedelta(30))
    late = world.met("individual_work.entry", TODAY + timedelta(31))
    assert "safety_allows_going_on" not in late
