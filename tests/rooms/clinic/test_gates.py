"""The gates of a case in the browser: what they ask, how it is entered, waived and withdrawn."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from handrail import chance, clock
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from handrail.store.records.actions.gates import record_evidence
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.chart.case_gates import gates_of
from handrail.store.records.chart.gates_now import GateNow
from handrail.store.records.reading.family import stored_case
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import MOMENT, Demo
from tests.rooms.clinic.conftest import Open
from tests.rooms.clinic.test_staff import mistakes, send, to
from tests.rooms.shared.test_sign_in import code_now

TODAY = MOMENT.date()
CAPACITY, FEES = "capacity_matches_risk", "fee_terms"


def gate(demo: Demo, id_: str = "referral", *, who: str = "noa") -> GateNow:
    with acting_as(demo.viewer(who)):
        return gates_of(demo.viewer(who), demo.alder, clock.today("America/Denver")).gate(id_)


def missing(demo: Demo, id_: str = "referral") -> set[str]:
    found = gate(demo, id_)
    return {one.asked.id for one in found.requirements if one.missing}


def enter(demo: Demo, requirement: str, *, source: str = "Read on paper.", on: object = TODAY,
          who: str = "noa", in_: str = "referral") -> HttpResponse:  # fmt: skip
    return send(
        demo.client(who), to("evidence_new", demo.alder, in_),
        requirement=requirement, on=on, source=source,
    )  # fmt: skip


def waive(demo: Demo, requirement: str, *, until: object = TODAY + timedelta(days=9),
          who: str = "noa", code: str = "") -> HttpResponse:  # fmt: skip
    return send(
        demo.client(who), to("waiver_new", demo.alder, "referral"), requirement=requirement,
        until=until, reason="The retainer comes with the next order.",
        code=code or code_now(SECOND_FACTOR),
    )  # fmt: skip


def answer(client: Client, demo: Demo, co_sign: UUID, which: str, **given: object) -> HttpResponse:
    prefix = which.replace("_", "-")
    return client.post(  # type: ignore[return-value]
        to("co_sign", demo.alder, co_sign),
        {
            "which": which,
            f"{prefix}-idempotency_key": str(chance.new_id()),
            **{f"{prefix}-{name}": value for name, value in given.items()},
        },
    )


def waits(demo: Demo) -> UUID:
    with acting_as(demo.viewer("noa")):
        (one,) = stored_case(demo.alder).asked
    return one.id


# --- what a gate says ---------------------------------------------------------------------------


def test_a_gate_tells_each_requirement_with_what_would_satisfy_it(
    demo: Demo, open_page: Open
) -> None:
    page = open_page("noa", "gate", demo.alder, "referral")
    assert page.headings[0] == "Before the work begins"
    assert "The terms of payment are settled." in page.main
    assert "The split and the retainer, as ordered or agreed." in page.main
    assert "Or a waiver with a reason and a last day, by one person." in page.main


def test_what_the_record_knows_is_not_asked_again(demo: Demo) -> None:
    """Alder's order, its people and the child's answers stand in the file."""
    assert "basis_of_care" not in missing(demo)
    assert "parties_named" not in missing(demo)
    assert "order_read" not in missing(demo, "assessment_and_planning.entry")
    found = missing(demo, "individual_work.exit")
    assert not [one for one in found if one.startswith("child_view:")]
    assert [one for one in found if one.startswith("coping_plan:")]


def test_a_requirement_of_each_parent_is_asked_of_each(demo: Demo) -> None:
    asked = [
        o.asked for o in gate(demo).requirements if o.asked.id.startswith("safe_contact_asked")
    ]
    assert {one.text.partition(":")[0] for one in asked} == {"Mara", "Theo"}
    enter(demo, asked[0].id)
    assert asked[0].id not in missing(demo)
    assert asked[1].id in missing(demo)


def test_the_gate_of_allegations_is_asked_only_where_harm_was_reported(
    demo: Demo, open_page: Open
) -> None:
    page = open_page("noa", "gates", demo.alder)
    rows = {row["Gate"]: row["State"] for row in page.table("Gates of this case")}
    assert rows["Where harm was reported"] == "not asked here"
    assert rows["Individual work: to close"] == "closed"


# --- evidence -----------------------------------------------------------------------------------


def test_evidence_has_a_date_and_a_source_and_shows_at_its_gate(
    demo: Demo, open_page: Open
) -> None:
    done = enter(demo, FEES, source="The order of 14 May splits it in halves.")
    assert done.headers["Location"] == to("gate", demo.alder, "referral")
    assert FEES not in missing(demo)
    page = open_page("iris", "gate", demo.alder, "referral")
    assert "23 July: The order of 14 May splits it in halves. Noa" in page.main


def test_evidence_taken_back_closes_the_gate_again(demo: Demo, open_page: Open) -> None:
    enter(demo, FEES, source="The order of 14 May")
    address = next(
        href for href in open_page("noa", "gate", demo.alder, "referral").links().values()
        if href.endswith("/withdraw/")
    )  # fmt: skip
    asked = demo.client("noa").get(address).content.decode()
    assert "The order of 14 May" in asked
    assert send(demo.client("noa"), address).status_code == 303
    assert FEES in missing(demo)
    assert "no longer there" in mistakes(send(demo.client("noa"), address))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"source": "  "}, "is empty"),
        ({"on": TODAY + timedelta(days=1)}, "of a day that has come"),
        ({"on": "soon"}, "not a date"),
        ({"requirement": "nonsense"}, "not on the list"),
        ({"source": "\x00"}, "cannot be kept"),
    ],
)
def test_bad_evidence_is_refused_with_what_would_do(
    demo: Demo, given: dict[str, object], told: str
) -> None:
    answer_ = enter(demo, **{"requirement": FEES, **given})  # type: ignore[arg-type]
    assert told in mistakes(answer_)
    assert FEES in missing(demo)


def test_what_only_the_record_can_show_is_neither_offered_nor_taken_by_hand(
    demo: Demo, open_page: Open
) -> None:
    pair = next(one for one in missing(demo, "step") if one.startswith("supervisor_sign_off:"))
    noa = demo.viewer("noa")
    with acting_as(noa), pytest.raises(RefusedByRule, match="supervisor's agreement"):
        record_evidence(by=noa, case_id=demo.alder, requirement=pair, on=TODAY, source="She said.")
    assert "not on the list" in mistakes(enter(demo, pair, in_="step"))
    assert pair in missing(demo, "step")
    page = open_page("noa", "gate", demo.alder, "step")
    assert "supervisor_sign_off" not in str(page.links())
    page = open_page("noa", "gate", demo.alder, "family_systems_work-exit")
    assert "Enter what meets it" in page.main


def test_what_is_asked_of_each_contact_stands_at_no_gate(demo: Demo) -> None:
    asked = {one.asked.id.partition(":")[0] for one in gate(demo, "step").requirements}
    assert "supervisor_briefed" in asked
    assert not asked & {"letter_checklist", "recording_reviewed"}
    noa = demo.viewer("noa")
    with acting_as(noa), pytest.raises(Refused, match="gone"):
        record_evidence(
            by=noa, case_id=demo.alder, requirement="letter_checklist", on=TODAY, source="Read."
        )


# --- waivers ------------------------------------------------------------------------------------


def test_a_waiver_of_one_person_opens_and_closes_again_on_the_day_after(demo: Demo) -> None:
    assert waive(demo, FEES).status_code == 303
    assert FEES not in missing(demo)
    with clock.stopped_at(MOMENT + timedelta(days=9)):
        assert FEES not in missing(demo)
    with clock.stopped_at(MOMENT + timedelta(days=10)):
        assert FEES in missing(demo)
        (told,) = [o.missing for o in gate(demo).requirements if o.asked.id == FEES]
        assert told is not None
        assert "A waiver ended on 2025-08-01." in told.what_would_satisfy


def test_a_waiver_ended_early_closes_the_gate_at_once(demo: Demo, open_page: Open) -> None:
    waive(demo, FEES)
    address = next(
        href for href in open_page("iris", "gate", demo.alder, "referral").links().values()
        if href.endswith("/end/")
    )  # fmt: skip
    assert send(demo.client("iris"), address).status_code == 303
    assert FEES in missing(demo)


def test_a_waiver_that_takes_two_waits_for_somebody_else(demo: Demo, open_page: Open) -> None:
    waive(demo, CAPACITY)
    assert CAPACITY in missing(demo), "nothing is done before the second person has agreed"
    page = open_page("iris", "co_sign", demo.alder, waits(demo))
    assert "The practice can carry the risk this family brings." in page.main
    assert "The retainer comes with the next order." in page.main
    done = answer(demo.client("iris"), demo, waits(demo), "agree", code=code_now(SECOND_FACTOR))
    assert done.status_code == 303
    assert CAPACITY not in missing(demo)
    page = open_page("noa", "gate", demo.alder, "referral")
    assert "(Iris and Noa)" in page.main


def test_the_same_person_cannot_agree_to_what_they_asked(demo: Demo, open_page: Open) -> None:
    waive(demo, CAPACITY)
    page = open_page("noa", "co_sign", demo.alder, waits(demo))
    assert "You asked for this yourself" in page.main
    assert "Agree, and do it" not in page.main
    refused = answer(demo.client("noa"), demo, waits(demo), "agree", code=code_now(SECOND_FACTOR))
    assert "two different people" in mistakes(refused)
    assert CAPACITY in missing(demo)


def test_agreeing_takes_the_second_factor(demo: Demo) -> None:
    waive(demo, CAPACITY)
    refused = answer(demo.client("iris"), demo, waits(demo), "agree", code="000000")
    assert "is not the one your authenticator shows" in mistakes(refused)
    assert CAPACITY in missing(demo)
    assert "is not the one" in mistakes(waive(demo, FEES, code="000000"))


def test_declining_does_nothing_and_keeps_the_reason(demo: Demo, open_page: Open) -> None:
    waive(demo, CAPACITY)
    waiting = waits(demo)
    refused = answer(demo.client("iris"), demo, waiting, "decline", reason="")
    assert "“Why not” is empty" in mistakes(refused)
    answer(demo.client("iris"), demo, waiting, "decline", reason="Two doors are not enough.")
    assert CAPACITY in missing(demo)
    page = open_page("noa", "co_sign", demo.alder, waiting)
    assert "Two doors are not enough." in page.main
    assert "declined, by Iris" in page.main


def test_whoever_asked_may_take_it_back(demo: Demo, open_page: Open) -> None:
    waive(demo, CAPACITY)
    waiting = waits(demo)
    answer(demo.client("noa"), demo, waiting, "take_back")
    late = answer(demo.client("iris"), demo, waiting, "agree", code=code_now(SECOND_FACTOR))
    assert "answered this already" in mistakes(late)
    rows = open_page("iris", "co_signs", demo.alder).table("Acts that take two people")
    assert [(row["Asked by"], row["State"]) for row in rows] == [("Noa", "taken back")]


def test_what_waits_stands_before_what_was_answered_later(demo: Demo, open_page: Open) -> None:
    waive(demo, CAPACITY)
    first = waits(demo)
    waive(demo, CAPACITY, until=TODAY + timedelta(days=5))
    with acting_as(demo.viewer("noa")):
        (later,) = [one.id for one in stored_case(demo.alder).asked if one.id != first]
    answer(demo.client("noa"), demo, later, "take_back")
    rows = open_page("iris", "co_signs", demo.alder).table("Acts that take two people")
    assert [row["State"] for row in rows] == ["waits", "taken back"]


@pytest.mark.parametrize(
    ("requirement", "until", "told"),
    [
        (FEES, TODAY - timedelta(days=1), "lies ahead, or is today"),
        (FEES, TODAY + timedelta(days=181), "180 days at most"),
        ("no_conflict_of_interest", TODAY, "not on the list"),
    ],
)
def test_a_waiver_has_its_limits(demo: Demo, requirement: str, until: object, told: str) -> None:
    assert told in mistakes(waive(demo, requirement, until=until))


def test_whoever_may_answer_finds_it_on_today_and_nobody_else(demo: Demo, open_page: Open) -> None:
    waive(demo, CAPACITY)
    asked = "A second person is asked"
    page = open_page("iris", "today")
    assert "Let a requirement go for a time" in page.section(asked)
    assert page.links()["Let a requirement go for a time"] == to("co_sign", demo.alder, waits(demo))
    for who in ("noa", "rafa", "jonas"):
        assert asked not in open_page(who, "today").headings, who


def test_every_act_that_takes_two_is_told_in_words() -> None:
    from handrail.rooms.clinic import urls
    from handrail.rooms.clinic.pages.co_signs.words import is_told
    from handrail.store.records.actions.co_signing import _carried_out_by

    assert urls.urlpatterns
    assert _carried_out_by
    assert [act for act in _carried_out_by if not is_told(act)] == []


# --- tracks -------------------------------------------------------------------------------------


def turn(demo: Demo, phase: str, event: str, reason: str = "As planned.") -> HttpResponse:
    return send(demo.client("noa"), to("phase_turn", demo.alder, phase, event), reason=reason)


def states(open_page: Open, demo: Demo) -> dict[str, str]:
    rows = open_page("noa", "gates", demo.alder).table("Five tracks, side by side")
    return {row["Phase"]: row["State"] for row in rows}


def test_a_closed_gate_refuses_the_phase_with_everything_missing(
    demo: Demo, open_page: Open
) -> None:
    before = states(open_page, demo)
    told = mistakes(turn(demo, "individual_work", "close"))
    assert "Wren: has a calm plan and has tried it." in told
    assert "The child's plan, with the date it was tried." in told
    assert states(open_page, demo) == before


def test_a_hold_waits_for_nothing_and_a_resume_asks_the_gate(demo: Demo, open_page: Open) -> None:
    assert turn(demo, "supported_contact", "hold", reason="").status_code == 303
    assert states(open_page, demo)["Supported contact"] == "on hold"
    told = mistakes(turn(demo, "supported_contact", "resume"))
    assert "the place is safe and arrivals are kept apart where they must be." in told


def test_a_turn_that_does_not_fit_says_what_fits(demo: Demo) -> None:
    turn(demo, "supported_contact", "hold")
    assert "What fits now: resume, close" in mistakes(turn(demo, "supported_contact", "hold"))


def test_the_ledger_says_what_was_done_with_codes_alone(demo: Demo) -> None:
    enter(demo, FEES, source="quillwort")
    waive(demo, CAPACITY)
    with acting_as(demo.viewer("noa")):
        lines = Line.objects.filter(chain_id=demo.alder).order_by("seq")
        told = [(line.act, str(line.detail)) for line in lines]
    written = [act for act, _detail in told if act.startswith(("evidence.", "waiver."))]
    assert written == ["evidence.recorded", "waiver.asked"]
    assert "quillwort" not in str(told)


# --- the wall -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["rafa", "jonas", "greta", "sol", "mara"])
def test_nobody_else_finds_a_gate_or_what_waits(demo: Demo, who: str) -> None:
    waive(demo, CAPACITY)
    nothing = Client().get("/none/").content
    for address in (
        to("gates", demo.alder),
        to("gate", demo.alder, "referral"),
        to("evidence_new", demo.alder, "referral"),
        to("waiver_new", demo.alder, "referral"),
        to("phase_turn", demo.alder, "individual_work", "hold"),
        to("co_signs", demo.alder),
        to("co_sign", demo.alder, waits(demo)),
    ):
        client = demo.client(who)
        found = client.get(address)
        assert (found.status_code, found.content) == (404, nothing), address
        if address not in (to("gates", demo.alder), to("co_signs", demo.alder)):
            assert send(client, address).content == nothing, address


def test_an_act_of_another_case_is_not_found_in_this_one(demo: Demo) -> None:
    waive(demo, CAPACITY)
    found = demo.client("noa").get(to("co_sign", demo.cedar, waits(demo)))
    assert found.status_code == 404
