"""One next step in a case, with its reason, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from handrail.core.law.answers import Allowed, Refused
from handrail.core.therapy.facts import (
    Awaited,
    CaseFacts,
    Consult,
    ContactToday,
    Disclosure,
    Duty,
    LadderFacts,
    MeasureDue,
    OpenAlarm,
    Proposed,
    Review,
    Settings,
    Stopped,
    View,
)
from handrail.core.therapy.next_step import PRIORITIES, NextStep, next_step

TODAY = date(2025, 7, 23)
ALDER = Proposed(
    move="UP",
    to_step="5",
    contact="A26",
    in_words="an outing",
    form="in person, with the therapist",
    settled=("A23", "A25", "A26"),
    view=View("4", date(2025, 6, 30), "yes"),
    consult=Consult(asked_on=date(2025, 7, 21)),
    order=Allowed(("the order of 20 February 2025 permits it",)),
)
QUIET = LadderFacts("Wren", "Theo", "4", next_contact_on=date(2025, 7, 28))


def step(ladder: LadderFacts = QUIET, **facts: object) -> NextStep:
    found = next_step(CaseFacts(on=TODAY, ladders=(ladder,), **facts))  # type: ignore[arg-type]
    assert found is not None
    return found


def proposed(**changes: object) -> LadderFacts:
    return replace(QUIET, proposed=replace(ALDER, **changes))  # type: ignore[arg-type]


def test_alder_on_23_july() -> None:
    found = step(replace(proposed(), child_alone_on=TODAY))
    assert found.kind == "child_view"
    assert found.text == "Ask Wren about an outing, alone"
    assert found.when == TODAY
    assert found.reason == (
        "The rule proposes step 5. It is yours to accept, wait or refuse, "
        "and two things must be on record first."
    )
    assert found.in_short == "Step 5 is proposed. The last view on record is from 30 June."
    assert [(each.met, each.text, each.detail) for each in found.because] == [
        (False, "Wren's view of step 5.", "The last one on record is of step 4, from 30 June."),
        (False, "A consult with your supervisor.", "Asked for on 21 July, not answered yet."),
        (True, "Three settled contacts on step 4: A23, A25, A26.", ""),
        (
            True,
            "The order allows it: in person, with the therapist.",
            "the order of 20 February 2025 permits it",
        ),
    ]


def test_alder_without_any_view_on_record() -> None:
    found = step(proposed(view=None))
    assert found.text == "Ask Wren about an outing, alone"
    assert found.in_short == "Step 5 is proposed. No view is on record yet."
    assert found.because[0].detail == "None is on record yet."


def test_once_wren_said_yes_the_consult_is_next_and_then_the_decision() -> None:
    said = {"view": View("5", TODAY, "yes")}
    consult = step(proposed(**said))
    assert consult.kind == "consult"
    assert consult.text == "Ask your supervisor again about step 5, Wren with Theo"
    assert "one thing must be on record first" in consult.reason
    not_asked = step(proposed(**said, consult=Consult()))
    assert not_asked.text == "Ask your supervisor about step 5, Wren with Theo"
    done = Consult(date(2025, 7, 21), TODAY)
    decide = step(proposed(**said, consult=done))
    assert decide.kind == "decision"
    assert decide.text == "Decide about step 5, Wren with Theo"
    assert decide.reason == "The rule proposes step 5. It is yours to accept, wait or refuse."
    assert all(each.met for each in decide.because)
    assert step(proposed(**said, consult=None)).kind == "decision", "no consult asked for"
    assert step(proposed(**said, consult=done, order=None)).kind == "order_check"


def test_a_child_is_not_asked_about_what_the_order_forbids() -> None:
    refused = Refused(("The order stops at step 5. A further order would be needed.",))
    found = step(proposed(to_step="6", order=refused))
    assert found.kind == "order_refuses"
    assert found.text == "Stay on step 4, Wren with Theo"
    assert found.reason == (
        "Step 6 cannot be planned. The order stops at step 5. A further order would be needed."
    )


@pytest.mark.parametrize("days", [0, 30])
def test_a_recent_view_counts(days: int) -> None:
    view = View("5", TODAY - timedelta(days=days), "yes")
    assert step(proposed(view=view)).kind == "consult"


@pytest.mark.parametrize(
    ("view", "detail"),
    [
        (View("5", date(2025, 6, 22), "yes"), "The last one on record is from 22 June."),
        (
            View("5", date(2024, 12, 1), "not_yet"),
            "The last one on record is from 1 December 2024.",
        ),
        (View("5", TODAY, "yes", alone=False), "On 23 July Wren was not asked alone."),
        (View("5", date(2025, 7, 24), "yes"), "The last one on record is from 24 July."),
    ],
)
def test_an_old_view_and_one_not_given_alone_are_asked_again(view: View, detail: str) -> None:
    found = step(proposed(view=view))
    assert found.kind == "child_view"
    assert found.because[0].detail == detail


def test_a_practice_sets_how_long_a_view_is_good_for() -> None:
    week = Settings(view_good_for_days=7, view_asked_alone=False)
    recent = View("5", TODAY - timedelta(days=7), "yes", alone=False)
    old = replace(recent, on=TODAY - timedelta(days=8))
    assert step(proposed(view=recent), settings=week).kind == "consult"
    assert step(proposed(view=old), settings=week).kind == "child_view"


@pytest.mark.parametrize("alone", [True, False])
def test_a_no_does_not_go_out_of_date(alone: bool) -> None:
    found = step(proposed(view=View("5", date(2024, 7, 1), "no", alone=alone)))
    assert found.kind == "child_view_holds"
    assert found.text == "Stay on step 4, Wren with Theo"
    assert found.reason == 'Wren said no to step 5 on 1 July 2024. "No" is an answer. It holds.'
    assert not found.because[0].met


def test_not_yet_holds_where_the_practice_says_so() -> None:
    not_yet = proposed(view=View("5", TODAY, "not_yet"))
    assert step(not_yet).kind == "child_view_holds"
    assert step(not_yet, views_that_hold=("no",)).kind == "consult"


def test_a_step_down_waits_for_nobody_and_comes_before_another_ladders_step_up() -> None:
    down = replace(QUIET, child="Ada", proposed=Proposed("DOWN", to_step="2", contact="A14"))
    found = next_step(CaseFacts(on=TODAY, ladders=(proposed(), down)))
    assert found is not None
    assert found.text == "Step down to step 2, Ada with Theo"
    assert found.because == ()


def test_both_homes_are_called_when_one_has_not_answered() -> None:
    found = step(replace(QUIET, awaited=Awaited("A26", TODAY)))
    assert found.text == "Call both homes about the 48 hours after"
    assert found.reason == "The answer from one home is missing. Until then nothing moves."
    neither = step(replace(QUIET, awaited=Awaited("A26", TODAY, homes_missing=2)))
    assert neither.reason.startswith("The answer from both homes is missing.")
    only = step(replace(QUIET, awaited=Awaited("A26", TODAY, homes_asked=1)))
    assert only.text == "Call the home about the 48 hours after"


@pytest.mark.parametrize(
    "awaited", [Awaited("A26", TODAY + timedelta(days=1)), Awaited("A26", TODAY, homes_missing=0)]
)
def test_an_answer_that_is_not_due_or_is_in_is_not_asked_for(awaited: Awaited) -> None:
    assert next_step(CaseFacts(on=TODAY, ladders=(replace(QUIET, awaited=awaited),))) is None


def test_a_stop_asks_two_people_to_look() -> None:
    found = step(replace(QUIET, stopped=Stopped(date(2025, 7, 14))))
    assert found.text == "Hold. Look at the stop, Wren with Theo"
    assert found.in_short == "Stopped for safety. Two people must look before anything changes."
    order = step(replace(QUIET, stopped=Stopped(date(2025, 7, 14), for_safety=False)))
    assert order.reason.startswith("Stopped for a new order on 14 July.")
    assert [each.text for each in found.because] == ["Two people look."]
    one = step(replace(QUIET, stopped=Stopped(date(2025, 7, 14), looked_by=("Noa", "Noa"))))
    assert [(c.text, c.met) for c in one.because] == [
        ("Noa has looked.", True),
        ("One more person looks.", False),
    ]
    both = step(replace(QUIET, stopped=Stopped(date(2025, 7, 14), looked_by=("Noa", "Iris"))))
    assert both.text == "Decide whether the stop ends, Wren with Theo"


def test_a_ladder_the_concern_is_not_about_may_be_released_alone() -> None:
    found = step(replace(QUIET, parent="Mara", stopped=Stopped(date(2025, 7, 14), people_needed=1)))
    assert "The concern is not about Mara: you may end it alone, with a reason." in found.reason


def test_a_stop_that_was_looked_at_waits_behind_what_is_due_and_does_not_vanish() -> None:
    later = replace(QUIET, stopped=Stopped(date(2025, 7, 14), look_again_on=date(2025, 7, 28)))
    duty = Duty("Send the report to the court and both counsel", date(2025, 7, 20))
    assert step(later, duties=(duty,)).kind == "duty_overdue"
    alone = step(later)
    assert alone.kind == "stopped"
    assert alone.when == date(2025, 7, 28)
    due = replace(later, stopped=replace(later.stopped, look_again_on=TODAY))  # type: ignore[type-var]
    assert step(due, duties=(duty,)).kind == "stopped"


def test_the_end_of_a_stopped_case_asks_about_after_care() -> None:
    stopped = replace(QUIET, stopped=Stopped(date(2025, 7, 14)))
    found = step(stopped, after_care_by=date(2025, 7, 28))
    assert found.text == "Hold. Decide about after-care"
    assert found.when == date(2025, 7, 28)


def test_nothing_but_the_stop_is_proposed_on_a_stopped_ladder() -> None:
    everything = replace(
        proposed(view=View("5", TODAY, "yes"), consult=None),
        stopped=Stopped(date(2025, 7, 14), look_again_on=date(2025, 8, 1)),
        contact_today=ContactToday(),
        awaited=Awaited("A26", TODAY),
        next_contact_on=None,
    )
    assert step(everything).kind == "stopped"


def test_what_a_child_said_comes_before_everything() -> None:
    told = Disclosure("Wren", date(2025, 7, 22), due_on=TODAY)
    stopped = replace(QUIET, stopped=Stopped(date(2025, 7, 22)))
    found = step(stopped, disclosures=(told,))
    assert found.kind == "disclosure_duty"
    assert found.text == "Finish the record of what Wren said"


def test_alarms_of_one_child_are_one_review() -> None:
    alarms = (
        OpenAlarm("Wren", "distress rising", date(2025, 5, 12), "A14"),
        OpenAlarm("Ivo", "stalled", date(2025, 5, 12)),
        OpenAlarm("Wren", "after-effect", date(2025, 5, 14), "A14"),
    )
    found = step(alarms=alarms)
    assert found.text == "Answer the review sheet for Wren: distress rising and after-effect"
    assert found.reason == "Two alarms ask for a look before the next contact."
    assert [each.text for each in found.because] == [
        "Distress rising, 12 May, after A14.",
        "After-effect, 14 May, after A14.",
    ]


def test_a_contact_today_names_what_is_still_open() -> None:
    found = step(replace(QUIET, contact_today=ContactToday(("Arrivals are set.",))))
    assert found.text == "Get ready for Wren with Theo, today"
    assert found.reason == "Step 4. One line of the preparation is still open."
    assert step(replace(QUIET, contact_today=ContactToday())).reason.endswith("is done.")


def test_reviews_are_due_by_count_or_by_day() -> None:
    assert next_step(CaseFacts(on=TODAY, ladders=(QUIET,), review=Review(3))) is None
    two = step(review=Review(6, goals_without_score=2))
    assert two.text == "Score two goals for the review"
    assert two.reason == "Six sessions since the last review. Two goals have no score yet."
    one = step(review=Review(1, due_on=TODAY, goals_without_score=1))
    assert one.reason == "One session since the last review. One goal has no score yet."
    late = step(review=Review(7))
    assert late.text == "Hold the progress review"
    assert late.reason.endswith("At most six are meant to lie between.")


def test_measures_and_duties_come_when_they_are_due_the_oldest_first() -> None:
    psc = MeasureDue("PSC-17", "Mara", TODAY)
    gad = MeasureDue("GAD-7", "Theo", TODAY - timedelta(days=3))
    found = step(measures=(psc, gad))
    assert (found.text, found.reason) == ("Ask Theo for the GAD-7", "Due since 20 July.")
    assert step(measures=(psc,)).reason == "Due today."
    assert (
        next_step(CaseFacts(on=TODAY - timedelta(days=9), ladders=(QUIET,), measures=(psc,)))
        is None
    )
    today = Duty("Send the report", TODAY)
    assert next_step(CaseFacts(on=TODAY, ladders=(QUIET,), duties=(today,))) is None


def test_a_ladder_with_nothing_planned_asks_for_a_plan_unless_it_is_closed() -> None:
    bare = replace(QUIET, next_contact_on=None)
    assert step(bare).text == "Plan the next contact, Wren with Theo"
    assert next_step(CaseFacts(on=TODAY, ladders=(replace(bare, is_open=False),))) is None


def test_where_the_orders_refuse_the_present_step_nothing_is_to_be_planned() -> None:
    closed = ("the order of 22 July 2025 suspends the work from 22 July 2025",)
    found = step(replace(QUIET, next_contact_on=None, refused=closed))
    assert (found.kind, found.link_hint) == ("order_refuses", "orders")
    assert found.text == "Look at the order, Wren with Theo"
    assert found.reason == f"Nothing can be planned on step 4: {closed[0]}."


def test_a_quiet_case_has_no_next_step() -> None:
    assert next_step(CaseFacts(on=TODAY, ladders=(QUIET,))) is None
    assert next_step(CaseFacts(on=TODAY)) is None


# One thing of each kind, in the order in which they come.
ONE_OF_EACH = {
    "disclosure_duty": {"disclosures": (Disclosure("Wren", TODAY),)},
    "stopped": {"ladders": (replace(QUIET, child="Ada", stopped=Stopped(TODAY)),)},
    "alarm_review": {"alarms": (OpenAlarm("Wren", "stalled", TODAY),)},
    "contact_today": {"ladders": (replace(QUIET, contact_today=ContactToday()),)},
    "after_effect": {"ladders": (replace(QUIET, awaited=Awaited("A26", TODAY)),)},
    "child_view": {"ladders": (proposed(),)},
    "duty_overdue": {"duties": (Duty("Send the report", date(2025, 7, 1)),)},
    "agreement_needed": {"ladders": (replace(QUIET, child="Bo", unsigned=("Not signed.",)),)},
    "measure_due": {"measures": (MeasureDue("PSC-17", "Mara", TODAY),)},
    "review_due": {"review": Review(6)},
    "no_contact_planned": {"ladders": (replace(QUIET, next_contact_on=None),)},
}


def together(*kinds: str) -> CaseFacts:
    facts = CaseFacts(on=TODAY)
    for kind in kinds:
        given = dict(ONE_OF_EACH[kind])
        ladders = (*facts.ladders, *given.pop("ladders", ()))
        facts = replace(facts, ladders=ladders, **given)  # type: ignore[arg-type]
    return facts


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_every_step_has_a_reason_a_kind_and_a_page(kind: str) -> None:
    found = next_step(together(kind))
    assert found is not None
    assert found.kind == kind
    assert found.reason.endswith(".")
    assert not found.text.endswith((".", "!"))
    assert found.link_hint


@pytest.mark.parametrize(("first", "second"), list(combinations(ONE_OF_EACH, 2)))
def test_the_first_question_with_an_answer_gives_the_only_step(first: str, second: str) -> None:
    for kinds in ((first, second), (second, first)):
        found = next_step(together(*kinds))
        assert found is not None
        assert found.kind == first


def test_the_whole_policy_is_the_list() -> None:
    again = "a contact of today without its agreement; a stop that was looked at, last"
    assert len(PRIORITIES) == len(ONE_OF_EACH) + 2, f"two more: {again}"


# --- a voluntary case ---------------------------------------------------------------------------

UNSIGNED = ("Theo has not signed the agreement. It stands from the day all have signed.",)


def test_where_contact_rests_on_an_agreement_the_step_speaks_of_it_and_of_no_order() -> None:
    found = step(proposed(view=None, by_agreement=True, order=Allowed(("Signed by both.",))))
    (ground,) = [each for each in found.because if each.code == "agreement"]
    assert ground.text == "The signed agreement allows it: in person, with the therapist."
    assert not [each for each in found.because if "order" in each.text.lower()]


def test_a_step_up_that_is_not_agreed_asks_for_the_signed_agreement() -> None:
    found = step(proposed(by_agreement=True, order=Refused(UNSIGNED)))
    assert found.kind == "agreement_needed"
    assert found.text == "Settle the signed agreement on contact, Wren with Theo"
    assert found.reason == f"Step 5 rests on it. {UNSIGNED[0]}"
    assert found.link_hint == "orders"


def test_no_contact_is_to_be_planned_before_the_agreement_is_signed() -> None:
    found = step(replace(QUIET, next_contact_on=None, unsigned=UNSIGNED))
    assert found.kind == "agreement_needed"
    assert "Contact on step 4 rests on it." in found.reason
    assert "order" not in f"{found.text} {found.reason}".lower()


def test_a_contact_of_today_waits_for_the_signature_and_not_for_its_preparation() -> None:
    today = replace(QUIET, contact_today=ContactToday(("The exit plan.",)))
    assert step(today).kind == "contact_today"
    assert step(replace(today, unsigned=UNSIGNED)).kind == "agreement_needed"


def test_a_signature_that_is_missing_waits_behind_duties_while_nothing_is_planned() -> None:
    late = Duty("Report to the court", TODAY - timedelta(days=1))
    found = step(replace(QUIET, unsigned=UNSIGNED), duties=(late,))
    assert found.kind == "duty_overdue"
