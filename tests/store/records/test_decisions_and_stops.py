"""What is decided after a contact, what takes two, and what a stop locks until it is lifted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from handrail.store.accounts.actions.cases import end_seat
from handrail.store.accounts.actions.practices import end_staff_seat
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.database.versions import Stale
from handrail.store.records.actions.after_effects import record_after_effect
from handrail.store.records.actions.agreements import (
    enter_agreement,
    sign_agreement,
    withdraw_signature,
)
from handrail.store.records.actions.child_views import record_child_view
from handrail.store.records.actions.co_signing import agree, decline
from handrail.store.records.actions.contacts import Seen
from handrail.store.records.actions.deciding import Chosen, decide
from handrail.store.records.actions.orders import close_conflict, end_order, enter_order
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.actions.reviews import answer_consult, answer_review, ask_consult
from handrail.store.records.actions.starting import against_start
from handrail.store.records.actions.stops import ask_to_clear, clear_alone, stop_now
from handrail.store.records.chart.arranged import charted
from handrail.store.records.models import Contact, CoSign, Decision, OrderConflict, StaffNotice
from tests.demo import Demo, taken_back
from tests.store.records.desk import GOOD, Desk


@pytest.fixture
def alder(demo: Demo) -> Iterator[Desk]:
    with taken_back():
        yield Desk(demo, demo.alder)


@pytest.fixture
def linden(demo: Demo) -> Iterator[Desk]:
    with taken_back():
        yield Desk(demo, demo.linden)


def last_contact(desk: Desk, ref: str) -> UUID:
    with desk.by():
        return UUID(str(Contact.objects.get(case_id=desk.case_id, session__ref=ref).id))


def choose(desk: Desk, contact: UUID, by: str = "noa", **chosen: Any) -> UUID | None:
    version = desk.version(contact)
    with desk.by(by) as who:
        return decide(**who, contact=contact, version=version, chosen=Chosen(**chosen))


def view(desk: Desk, rung: str, answer: str, **more: Any) -> None:
    ladder = desk.ladder()
    with desk.by() as who:
        record_child_view(
            **who, ladder=ladder, rung=rung, answer=answer,
            **{"on": desk.today, "asked_by": "Noa", "alone": True, "words": "Okay", **more},
        )  # fmt: skip


def consult(desk: Desk, contact: UUID, *, answered: bool = True) -> None:
    iris = desk.demo.viewer("iris").person_id
    with desk.by() as who:
        row = ask_consult(**who, asks=iris, question="Is it time?", contact=contact)
    if answered:
        with desk.by("iris") as who:
            answer_consult(**who, consult=row, answer="Yes, with the plan card.")


def test_a26_waits_for_the_consult_and_the_childs_view(alder: Desk) -> None:
    a26 = last_contact(alder, "A26")
    with pytest.raises(RefusedByRule) as refused:
        choose(alder, a26, move="UP", reason="clinical_judgement")
    assert "was not asked about step 5" in refused.value.reasons[0]
    assert "consult" in refused.value.reasons[1]
    view(alder, "R5", "yes")
    consult(alder, a26, answered=False)
    with pytest.raises(RefusedByRule, match="not answered yet"):
        choose(alder, a26, move="UP", reason="clinical_judgement")
    consult(alder, a26)
    assert choose(alder, a26, move="UP", reason="clinical_judgement") is None
    assert alder.now() == "R5"
    assert alder.chart().ladders[0].undecided is None


def test_a_childs_no_holds_and_going_on_takes_two_and_what_the_child_was_told(alder: Desk) -> None:
    a26 = last_contact(alder, "A26")
    consult(alder, a26)
    view(alder, "R5", "no", words="I do not want to")
    with pytest.raises(RefusedByRule) as refused:
        choose(alder, a26, move="UP", reason="clinical_judgement")
    assert "what the child was told" in " ".join(refused.value.reasons)
    asked = choose(
        alder, a26, move="UP", reason="clinical_judgement", words="She asked to come herself.",
        told_child="You can say stop at any time.",
    )  # fmt: skip
    assert asked is not None
    assert alder.now() == "R4", "nothing moves before the second person has agreed"
    with alder.by("noa") as who, pytest.raises(Refused, match="same_person"):
        agree(**who, co_sign=asked)
    with alder.by("iris") as who:
        assert CoSign.objects.get(id=asked).act == "on_against_no"
        agree(**who, co_sign=asked)
        decision = Decision.objects.get(contact_id=a26, move="UP")
    assert (decision.decided_by, decision.co_signed_by) == ("Noa", "Iris")
    assert decision.told_child is not None
    assert alder.now() == "R5"


def test_what_was_permitted_when_it_was_asked_is_asked_again_when_it_is_agreed(alder: Desk) -> None:
    a26 = last_contact(alder, "A26")
    consult(alder, a26)
    view(alder, "R5", "no")
    asked = choose(
        alder, a26, move="UP", reason="clinical_judgement", words="Reason.", told_child="Words."
    )
    assert asked is not None
    with alder.by() as who:
        stop_now(**who, child=None, reason="stopped")
    with alder.by("iris") as who, pytest.raises(RefusedByRule, match="The ladder is stopped"):
        agree(**who, co_sign=asked)
    assert alder.now() == "R4"


def test_a_step_down_is_done_at_once_whatever_is_known(alder: Desk) -> None:
    a26 = last_contact(alder, "A26")
    with alder.by() as who:
        assert decide(**who, contact=a26, version=-1, chosen=Chosen(move="DOWN")) is None
    assert alder.now() == "R3"
    with alder.by() as who:
        decide(**who, contact=a26, version=-1, chosen=Chosen(move="DOWN"))
    assert alder.now() == "R2", "and again, before the next contact"


def test_no_step_is_skipped(alder: Desk) -> None:
    a26 = last_contact(alder, "A26")
    consult(alder, a26)
    view(alder, "R5", "yes")
    choose(alder, a26, move="UP", reason="clinical_judgement")
    with pytest.raises(RefusedByRule, match="went up to step 5"):
        choose(alder, a26, move="UP", reason="clinical_judgement", words="Again")


def test_a_decision_on_what_somebody_else_changed_is_stale(alder: Desk) -> None:
    a26 = last_contact(alder, "A26")
    version = alder.version(a26)
    choose(alder, a26, move="HOLD", reason="practical")
    chosen = Chosen(move="HOLD", reason="practical")
    with alder.by() as who, pytest.raises(Stale):
        decide(**who, contact=a26, version=version, chosen=chosen)


def test_pending_says_what_it_waits_for_and_a_decision_has_a_reason(alder: Desk) -> None:
    a26 = last_contact(alder, "A26")
    with pytest.raises(RefusedByRule) as refused:
        choose(alder, a26, move="PENDING")
    assert len(refused.value.reasons) == 2
    older = last_contact(alder, "A25")
    with pytest.raises(RefusedByRule, match="after the last contact"):
        choose(alder, older, move="HOLD", reason="practical")


def joint(desk: Desk) -> dict[str, Any]:
    wren, mara, theo = (desk.person(name) for name in ("Wren", "Mara", "Theo"))
    return {"arrivals": desk.arrivals(wren, mara, theo), "minutes": 45}


def test_the_answer_after_two_days_judges_again_and_is_never_averaged(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    alder.held(contact)
    mara, theo = UUID(alder.person("Mara")), UUID(alder.person("Theo"))
    with alder.by() as who, pytest.raises(RefusedByRule, match="from tomorrow on"):
        record_after_effect(**who, contact=contact, person=mara, value=0)
    with alder.by(days=2) as who:
        record_after_effect(**who, contact=contact, person=mara, value=0, words="Slept well")
    assert (alder.row(contact).settled, alder.row(contact).proposed) == (True, "UP")
    with alder.by() as who:
        record_after_effect(**who, contact=contact, person=theo, value=3)
    row = alder.row(contact)
    assert row.settled is False
    assert row.proposed == "HOLD", "one adult's answer alone never leads down"
    with alder.by() as who:
        record_after_effect(**who, contact=contact, person=theo, value=0)
    assert alder.row(contact).settled is True, "a corrected answer takes the place of the first"


def test_a_setback_rings_and_is_answered_on_its_review_sheet(alder: Desk) -> None:
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    alder.held(contact, Seen(before=5, peak=8, after=5, adherence=2, support=3,
                             stop_card="used_and_ended"))  # fmt: skip
    assert alder.row(contact).proposed == "DOWN"
    step = alder.chart().next_step
    assert step is not None
    assert step.kind == "alarm_review"
    with alder.by() as who, pytest.raises(RefusedByRule) as refused:
        answer_review(
            **who, contact=contact, alarms=["distress_rising"], changed="", who_knows="",
            alternatives=[], decision="", next_on=None,
        )  # fmt: skip
    assert len(refused.value.reasons) == 4
    with alder.by() as who:
        answer_review(
            **who, contact=contact, alarms=["distress_rising"], changed="Questions", who_knows="",
            alternatives=["step_down"], decision="Down", next_on=alder.today,
        )  # fmt: skip
    step = alder.chart().next_step
    assert step is not None
    assert step.kind == "step_down"
    choose(alder, contact, move="DOWN")
    assert alder.now() == "R3"


def test_a_stop_has_a_subject_and_the_other_parent_is_released_by_one(linden: Desk) -> None:
    """Tam and Beck share a home: both ladders lock. The concern is about somebody else."""
    tam, dara = UUID(linden.person("Tam")), UUID(linden.person("Dara"))
    ladders = [linden.ladder(child) for child in ("Tam", "Beck")]
    with linden.by() as who:
        stop_now(**who, child=tam, about=dara, reason="safety_flag")
    assert [bool(one.stopped) for one in linden.chart().ladders] == [True, True]
    with linden.by("iris") as who, pytest.raises(Refused, match="not_your_seat"):
        clear_alone(**who, ladder=ladders[0], reason="Looked.")
    with linden.by() as who, pytest.raises(RefusedByRule, match="with a reason"):
        clear_alone(**who, ladder=ladders[0], reason=" ")
    with linden.by() as who:
        clear_alone(**who, ladder=ladders[0], reason="The concern is not about Olin.")
    assert [bool(one.stopped) for one in linden.chart().ladders] == [False, True]


def test_a_stop_about_the_visiting_parent_is_lifted_by_two(alder: Desk) -> None:
    wren, theo = UUID(alder.person("Wren")), UUID(alder.person("Theo"))
    contact = alder.plan(alder.ladder(), "R4", **joint(alder))
    ladder = alder.ladder()
    with alder.by() as who:
        stop_now(**who, child=wren, about=theo, reason="critical_incident")
    with alder.by():
        assert against_start(alder.case_id, contact, alder.today)
    assert alder.row(contact).state == "planned", "nothing is cancelled by the program"
    with alder.by() as who, pytest.raises(RefusedByRule, match="Two different people"):
        clear_alone(**who, ladder=ladder, reason="Looked.")
    with alder.by() as who:
        asked = ask_to_clear(**who, ladder=ladder, reason="Looked at the notes with Iris.")
    assert alder.chart().ladders[0].stopped
    with alder.by("iris") as who:
        agree(**who, co_sign=asked)
    assert not alder.chart().ladders[0].stopped
    alder.held(contact)
    assert alder.row(contact).proposed != "STOP", "the fold over the sessions agrees"


@pytest.mark.parametrize("from_where", ["the case", "the practice"])
def test_who_has_left_since_is_no_first_of_two(alder: Desk, from_where: str) -> None:
    """What they asked is not done any more by one person alone; it can be declined."""
    noa = alder.demo.viewer("noa").person_id
    ladder = alder.ladder()
    with alder.by() as who:
        stop_now(**who, child=None, reason="stopped")
        asked = ask_to_clear(**who, ladder=ladder, reason="Looked.")
    if from_where == "the case":
        with alder.by("iris") as iris:
            end_seat(**iris, person_id=noa, seat="therapist")
    else:
        with alder.by("sol") as sol:
            end_staff_seat(by=sol["by"], person_id=noa, seat="therapist")
    with alder.by("iris") as iris, pytest.raises(Refused, match="asker_left"):
        agree(**iris, co_sign=asked)
    with alder.by("iris") as iris:
        assert charted(alder.case_id, alder.today).ladders[0].stopped
        decline(**iris, co_sign=asked, words="Noa has left.")


def test_a_stop_made_after_the_request_keeps_the_ladder_locked(alder: Desk) -> None:
    wren, ladder = UUID(alder.person("Wren")), alder.ladder()
    with alder.by() as who:
        stop_now(**who, child=wren, reason="stopped")
    with alder.by() as who:
        asked = ask_to_clear(**who, ladder=ladder, reason="Looked.")
    with alder.by() as who:
        stop_now(**who, child=wren, reason="disclosure")
    with alder.by("iris") as who, pytest.raises(RefusedByRule, match="stopped again"):
        agree(**who, co_sign=asked)
    assert alder.chart().ladders[0].stopped


def test_an_incident_told_late_is_not_lifted_by_what_was_lifted_before(alder: Desk) -> None:
    wren, ladder = UUID(alder.person("Wren")), alder.ladder()
    contact = alder.plan(ladder, "R4", **joint(alder))
    with alder.by(days=1) as who:
        stop_now(**who, child=wren, reason="stopped")
    with alder.by() as who:
        asked = ask_to_clear(**who, ladder=ladder, reason="Looked.")
    with alder.by("iris") as who:
        agree(**who, co_sign=asked)
    alder.held(contact, Seen(before=3, peak=9, after=8, adherence=1, critical_incident=True))
    assert alder.chart().ladders[0].stopped


def test_a_decision_to_stop_locks_each_time_it_is_made(alder: Desk) -> None:
    a26, ladder = last_contact(alder, "A26"), alder.ladder()
    for _ in range(2):
        choose(alder, a26, move="STOP")
        assert alder.chart().ladders[0].stopped
        with alder.by() as who:
            asked = ask_to_clear(**who, ladder=ladder, reason="Looked.")
        with alder.by("iris") as who:
            agree(**who, co_sign=asked)
        assert not alder.chart().ladders[0].stopped


def order(**clauses: Any) -> dict[str, Any]:
    return {"signed_on": "2025-07-22", "kind": "family_order", "clauses": [clauses]}


def test_a_new_order_stops_until_somebody_has_looked(alder: Desk) -> None:
    noa = alder.demo.viewer("noa").person_id
    raw = order(type="CONTACT_LADDER", permitted=["letter"])
    with alder.by() as who:
        enter_order(**who, raw={**raw, "supersedes": ["order-1"]}, named=noa)
    one = alder.chart().ladders[0]
    assert [reason.code for reason in one.stopped] == ["order_change"]
    assert one.ceiling.highest == 0


def test_order_time_beyond_the_plan_is_a_duty_and_locks_nothing_more(alder: Desk) -> None:
    noa, theo, wren = (
        alder.demo.viewer("noa").person_id, alder.person("Theo"), alder.person("Wren"),
    )  # fmt: skip
    raw = order(
        type="PARENTING_TIME", parent=[theo], children=[wren], schedule="Saturdays",
        modality=["in_person_unsupervised"],
    )  # fmt: skip
    with alder.by() as who:
        row = enter_order(**who, raw=raw, named=noa)
        (conflict,) = OrderConflict.objects.all()
    assert (conflict.named_person, conflict.asks_for) == (noa, "in_person_unsupervised")
    assert conflict.due_on == alder.today + timedelta(days=7)
    with alder.by() as who, pytest.raises(RefusedByRule):
        close_conflict(**who, conflict=conflict.id, outcome=" ")
    with alder.by() as who:
        close_conflict(**who, conflict=conflict.id, outcome="Counsel asks the court.")
    with alder.by() as who, pytest.raises(RefusedByRule, match="ends after"):
        end_order(**who, order=row, expires_on=date(2025, 7, 1))


def test_an_order_is_refused_with_every_mistake(alder: Desk) -> None:
    noa = alder.demo.viewer("noa").person_id
    raw = {"signed_on": "2025-13-01", "clauses": [{"type": "NO_SUCH"}]}
    with alder.by() as who, pytest.raises(RefusedByRule) as refused:
        enter_order(**who, raw=raw, named=noa)
    assert len(refused.value.reasons) >= 2


def test_a_voluntary_case_rests_on_the_signatures_and_either_may_withdraw(linden: Desk) -> None:
    beck, dara, olin = (linden.person(name) for name in ("Beck", "Dara", "Olin"))
    ladder = linden.ladder("Beck")
    contact = last_contact(linden, "L33")
    with linden.by(days=1):
        assert against_start(linden.case_id, contact, linden.today) == ()
    with linden.by() as who:
        agreement = enter_agreement(
            **who, children=[beck], authority=[dara, olin],
            permitted=["live_call", "in_person_with_therapist"],
        )  # fmt: skip
    for person in (dara, olin):
        with linden.by():
            assert "not signed" in against_start(linden.case_id, contact, linden.today)[0]
        with linden.by() as who:
            sign_agreement(**who, agreement=agreement, person=person, on=linden.today)
    with linden.by():
        assert against_start(linden.case_id, contact, linden.today) == ()
    with linden.by() as who:
        withdraw_signature(**who, agreement=agreement, person=olin)
    with linden.by():
        assert "Olin withdrew" in against_start(linden.case_id, contact, linden.today)[0]
    with pytest.raises(RefusedByRule, match="Olin withdrew"):
        linden.plan(ladder, "R3", arrivals=linden.arrivals(beck, dara, olin))


def test_a_consult_is_answered_by_the_supervisor_alone_and_tells_no_word(alder: Desk) -> None:
    a26 = last_contact(alder, "A26")
    iris = alder.demo.viewer("iris").person_id
    with alder.by() as who, pytest.raises(RefusedByRule, match="Only a supervisor"):
        ask_consult(**who, asks=alder.demo.viewer("rafa").person_id, question="?", contact=a26)
    with alder.by() as who:
        row = ask_consult(**who, asks=iris, question="Is it time?", contact=a26)
    with alder.by() as who, pytest.raises(Refused, match="not_your_seat"):
        answer_consult(**who, consult=row, answer="Yes")
    with alder.by("iris"):
        assert StaffNotice.objects.get(about=row).code == "consult_asked"


def test_the_same_good_contact_three_times_leads_to_a_proposal_and_no_decision(
    alder: Desk,
) -> None:
    view(alder, "R4", "yes")
    for _ in range(3):
        contact = alder.plan(alder.ladder(), alder.now(), **joint(alder))
        alder.held(contact, GOOD)
        with alder.by(days=2) as who:
            record_after_effect(**who, contact=contact, person=UUID(alder.person("Mara")), value=0)
    assert alder.row(contact).proposed == "UP"
    assert alder.now() == "R4"
    with alder.by():
        assert not Decision.objects.filter(contact_id=contact).exists()
