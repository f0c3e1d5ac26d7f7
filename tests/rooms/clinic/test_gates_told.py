"""How the gates are told: what a case brought with it, what speaks against contact, what a step
asks; and that no way of telling opens anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from handrail.core.therapy.gates import Closed
from handrail.core.therapy.protocol import load
from handrail.store.records.actions.co_signing import agree
from handrail.store.records.actions.gates import record_evidence, withdraw_evidence
from handrail.store.records.actions.phases import turn_phase
from handrail.store.records.actions.recording import RefusedByRule, recording
from handrail.store.records.actions.stops import stop_now
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.case_gates import all_gates, case_gates
from handrail.store.records.chart.gates_now import GateNow, GatesNow
from handrail.store.records.chart.steps_ahead import evidence_of_steps, steps_ahead
from handrail.store.records.models import Evidence, Ladder
from tests.demo import Demo, taken_back
from tests.rooms.clinic.conftest import Open
from tests.rooms.clinic.page import Page
from tests.store.records.desk import Desk
from tests.store.records.test_decisions_and_stops import choose, consult, last_contact, view
from tests.store.records.test_gates_now import World

AGAINST = "contraindications"
NEEDS = ["supervisor_sign_off", "order_explicitly_permits"]


@pytest.fixture
def alder(demo: Demo) -> Iterator[Desk]:
    with taken_back():
        yield Desk(demo, demo.alder)


def now(desk: Desk) -> GatesNow:
    with desk.by() as who:
        chart = charted(desk.case_id, desk.today)
        return case_gates(who["by"], chart.stored, desk.today, chart.ladders)


def standing(gate: GateNow, named: str) -> set[str]:
    return {one.standing for one in gate.requirements if one.asked.id.startswith(named)}


def looked_at_everything(desk: Desk) -> None:
    for one in now(desk).gate(AGAINST).requirements:
        with desk.by() as who:
            record_evidence(**who, requirement=one.asked.id, on=desk.today, source="Asked alone.")


# --- a case that was brought in -------------------------------------------------------------------


def test_what_a_case_passed_before_it_came_in_is_told_apart_from_closed(
    alder: Desk, open_page: Open
) -> None:
    page = open_page("noa", "gates", alder.case_id)
    assert "This case came in at phase 3, Supported contact." in page.main
    rows = {row["Gate"]: row for row in page.table("Gates of this case")}
    first = rows["Before the work begins"]
    assert (first["State"], first["Met"]) == ("not on record here", "3 of 12 9 not on record here")
    assert rows["Individual work: to close"]["State"] == "closed", "it is still being worked in"
    assert rows["At the end"]["State"] == "closed", "the end lies ahead"
    gate = open_page("noa", "gate", alder.case_id, "referral")
    assert "9 are not on record here: the case came in at phase 3." in gate.main
    assert gate.main.count("Not on record here (the case came in at phase 3).") == 9
    assert "missing" not in gate.main


def test_it_is_never_met_and_loosens_no_rule(alder: Desk) -> None:
    for gate in all_gates(now(alder)):
        for one in gate.requirements:
            assert (one.standing == "met") is (one.missing is None), one.asked.id
        if gate.count("not_on_record"):
            assert isinstance(gate.answer, Closed), gate.id
            assert gate.met + gate.count("missing") + gate.count("not_on_record") == len(
                gate.requirements
            )
    turns: dict[str, Any] = {"phase": 3, "reason": "We go on."}
    with alder.by() as who:
        turn_phase(**who, **{**turns, "event": "hold"})
    with alder.by() as who, pytest.raises(RefusedByRule) as refused:
        turn_phase(**who, **{**turns, "event": "resume"})
    told = " ".join(refused.value.reasons)
    assert "has chosen a stop signal" in told
    assert "no open investigation of abuse names the parent" in told


def test_what_was_written_down_here_is_no_longer_elsewhere(alder: Desk) -> None:
    gate = now(alder).gate("referral")
    assert standing(gate, "fee_terms") == {"not_on_record"}
    with alder.by() as who:
        row = record_evidence(
            **who, requirement="fee_terms", on=alder.today, source="The order splits it."
        )
    assert standing(now(alder).gate("referral"), "fee_terms") == {"met"}
    with alder.by() as who:
        withdraw_evidence(**who, evidence=row)
    assert standing(now(alder).gate("referral"), "fee_terms") == {"missing"}


def test_what_is_read_every_day_is_missing_when_it_is_missing(demo: Demo) -> None:
    """The agreement of Linden is on no paper here; that is not for somebody else to know."""
    with taken_back():
        gate = now(Desk(demo, demo.linden)).gate("referral")
    assert standing(gate, "basis_of_care") == {"missing"}


def test_a_case_that_began_here_has_nothing_elsewhere(demo: Demo) -> None:
    with taken_back():
        desk = Desk(demo, World(demo).case)
        assert now(desk).came_in.phase is None
        assert {one.standing for gate in all_gates(now(desk)) for one in gate.requirements} <= {
            "met", "missing",
        }  # fmt: skip


# --- what speaks against contact ----------------------------------------------------------------


def test_that_nothing_speaks_against_contact_is_good_news(alder: Desk, open_page: Open) -> None:
    page = open_page("noa", "gates", alder.case_id)
    assert "Nothing speaks against it" not in page.main
    assert "14 of 14 not on record here" in page.section("What speaks against contact now")
    assert AGAINST not in str(page.table("Gates of this case"))
    looked_at_everything(alder)
    page = open_page("noa", "gates", alder.case_id)
    told = page.section("What speaks against contact now")
    assert "Nothing speaks against it" in told
    assert "Each of the 14 things" in told
    gate = open_page("noa", "gate", alder.case_id, AGAINST)
    assert "nothing speaks against it Each was looked at." in gate.main
    assert "Not looked at yet" not in gate.main


def test_one_thing_not_looked_at_is_not_nothing(alder: Desk, open_page: Open) -> None:
    looked_at_everything(alder)
    with alder.by() as who:
        one = Evidence.objects.filter(case_id=alder.case_id).order_by("recorded_at").last()
        withdraw_evidence(**who, evidence=one.id)
    page = open_page("noa", "gates", alder.case_id)
    assert "Nothing speaks against it" not in page.main
    assert "1 of 14 not looked at yet" in page.main
    gate = open_page("noa", "gate", alder.case_id, AGAINST)
    assert "not looked at yet 1 thing is not looked at yet." in gate.main


def test_while_a_stop_stands_nothing_else_is_said(alder: Desk, open_page: Open) -> None:
    looked_at_everything(alder)
    with alder.by() as who:
        stop_now(**who, reason="stopped", child=UUID(alder.person("Wren")))
    page = open_page("noa", "gates", alder.case_id)
    assert "Nothing speaks against it" not in page.main
    assert "Stopped: Wren with Theo" in page.section("What speaks against contact now")


# --- what a step asks ---------------------------------------------------------------------------


def with_needs(desk: Desk, rung: str, needs: list[str]) -> None:
    with desk.by() as who, recording(**who, act="plan.changed"):
        row = Ladder.objects.filter(case_id=desk.case_id).order_by("position")[0]
        rungs = [{**one, "needs": needs if one["id"] == rung else []} for one in row.rungs]
        Ladder.objects.filter(id=row.id).update(rungs=rungs)


def test_a_sign_off_that_was_given_and_an_order_that_was_read_are_met(
    alder: Desk, open_page: Open
) -> None:
    with_needs(alder, "R5", NEEDS)
    gate = now(alder).gate("step")
    assert standing(gate, "supervisor_sign_off") == {"missing"}
    assert standing(gate, "order_explicitly_permits") == {"met"}
    page = open_page("noa", "gate", alder.case_id, "step")
    assert "read today: it permits step 5, Outing with therapist." in page.main
    links = page.links()
    assert links["Decide the step up: the supervisor agrees there"].endswith("/contacts/")

    a26 = last_contact(alder, "A26")
    consult(alder, a26)
    view(alder, "R5", "yes")
    asked = choose(alder, a26, move="UP", reason="clinical_judgement", words="It is time.")
    assert asked is not None
    assert standing(now(alder).gate("step"), "supervisor_sign_off") == {"missing"}, "only asked"
    with alder.by("iris") as who:
        agree(**who, co_sign=asked)
    gate = now(alder).gate("step")
    assert standing(gate, "supervisor_sign_off") == {"met"}
    page = open_page("noa", "gate", alder.case_id, "step")
    assert "23 July: Iris agreed to the decision up to step 5, Outing with therapist." in page.main
    assert "Decide the step up" not in str(page.links())


def test_what_a_far_step_asks_is_not_asked_now(alder: Desk, open_page: Open) -> None:
    """Alder stands before step 5; a later one would ask for the sign-off."""
    with_needs(alder, "R6", ["supervisor_sign_off"])
    gate = now(alder).gate("step")
    assert standing(gate, "supervisor_sign_off") == {"not_asked"}
    page = open_page("noa", "gate", alder.case_id, "step")
    assert "Wren with Theo: next is step 5, Outing with therapist." in page.main
    assert "The first step that asks for it is step 6" in page.main


def test_silence_of_the_order_is_no_permission(alder: Desk) -> None:
    with_needs(alder, "R5", NEEDS)
    chart = alder.chart()
    steps = steps_ahead(chart.ladders, load())
    says = list(evidence_of_steps(chart.stored, steps, (), alder.today))
    assert [one.requirement.partition(":")[0] for one in says] == ["order_explicitly_permits"]
    silent = tuple(replace(order, clauses=()) for order in chart.family.orders)
    stored = replace(chart.stored, family=replace(chart.family, orders=silent))
    assert list(evidence_of_steps(stored, steps, (), alder.today)) == []


def test_time_alone_asks_the_same_of_a_ladder_from_a_file(demo: Demo) -> None:
    """The file of Linden names no needs; time without supervision asks for both all the same."""
    with taken_back():
        steps = [one for one in now(Desk(demo, demo.linden)).steps if one.first_asking]
    assert steps
    for one in steps:
        at = one.now.ladder.index("R8")
        assert one.now.rungs[at].needs == ()
        assert one.first_asking == dict.fromkeys(NEEDS, at)


def test_each_page_a_requirement_points_to_is_there(alder: Desk, open_page: Open) -> None:
    client = alder.demo.client("noa")
    for gate in all_gates(now(alder)):
        slug = gate.id.replace(".", "-")
        page: Page = open_page("noa", "gate", alder.case_id, slug)
        for href in {one for one in page.links().values() if str(alder.case_id) in one}:
            assert client.get(href).status_code == 200, href
