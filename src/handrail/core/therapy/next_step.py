"""The one next step of a case for its therapist, with its reason (seed row M22).

PRIORITIES is the whole policy: the first question that has an answer gives the step. There is one
step, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from handrail.core.therapy import proposal_step
from handrail.core.therapy.facts import CaseFacts, LadderFacts, OpenAlarm, Stopped
from handrail.core.therapy.step_words import Condition, NextStep, counted, day, joined

__all__ = ["PRIORITIES", "Condition", "NextStep", "next_step"]


def next_step(facts: CaseFacts) -> NextStep | None:
    """The first thing to do in this case, or None when nothing is next."""
    return next((step for ask in PRIORITIES if (step := ask(facts))), None)


def what_a_child_said(facts: CaseFacts) -> NextStep | None:
    """A duty to report may run by the hour, so it comes even before the stop it has caused."""
    for told in facts.disclosures:
        return NextStep(
            kind="disclosure_duty",
            text=f"Finish the record of what {told.child} said",
            reason="What a child tells may have to be reported, in time, by you. "
            "The program reports nothing.",
            in_short=f"{told.child} said it on {day(told.on, facts.on)}.",
            when=told.due_on or facts.on,
            link_hint="disclosures",
        )
    return None


def stop_to_look_at(facts: CaseFacts) -> NextStep | None:
    for ladder, stop in _stopped(facts):
        if stop.look_again_on is None or stop.look_again_on <= facts.on:
            return _hold(facts, ladder, stop)
    return None


def alarm_review(facts: CaseFacts) -> NextStep | None:
    if not facts.alarms:
        return None
    child = facts.alarms[0].child
    own = [alarm for alarm in facts.alarms if alarm.child == child]
    rang = "One alarm asks" if len(own) == 1 else f"{counted(len(own)).capitalize()} alarms ask"
    return NextStep(
        kind="alarm_review",
        text=f"Answer the review sheet for {child}: {joined([alarm.name for alarm in own])}",
        reason=f"{rang} for a look before the next contact.",
        because=tuple(Condition("alarm", _rang(alarm, facts.on), False) for alarm in own),
        when=facts.on,
        link_hint="alarms",
        contact=own[0].contact,
    )


def contact_today_unsigned(facts: CaseFacts) -> NextStep | None:
    return next(_unsigned(facts, [one for one in _free(facts) if one.contact_today]), None)


def agreement_unsigned(facts: CaseFacts) -> NextStep | None:
    """A voluntary case has no order: what permits a contact is what all with authority signed."""
    return next(_unsigned(facts, _free(facts)), None)


def _unsigned(facts: CaseFacts, ladders: Iterable[LadderFacts]) -> Iterator[NextStep]:
    for one in ladders:
        if one.unsigned:
            step = f"Contact on step {one.step}"
            yield proposal_step.agreement_needed(facts, one, step, one.unsigned)


def contact_today(facts: CaseFacts) -> NextStep | None:
    for ladder in _free(facts):
        if ladder.contact_today is None:
            continue
        lines = ladder.contact_today.open_lines
        return NextStep(
            kind="contact_today",
            text=f"Get ready for {ladder.pair}, today",
            reason=f"Step {ladder.step}. {_still_open(len(lines))}",
            because=tuple(Condition("preparation", line, False) for line in lines),
            when=facts.on,
            link_hint="contacts",
        )
    return None


def two_days_after(facts: CaseFacts) -> NextStep | None:
    """Both homes are called, so that neither is told that it is the one that did not answer."""
    for ladder in _free(facts):
        awaited = ladder.awaited
        if awaited is None or awaited.due_on > facts.on or not awaited.homes_missing:
            continue
        both = awaited.homes_asked > 1
        missing = "from one home is" if awaited.homes_missing == 1 else "from both homes is"
        return NextStep(
            kind="after_effect",
            text=f"Call {'both homes' if both else 'the home'} about the 48 hours after",
            reason=f"The answer {missing if both else 'is'} missing. Until then nothing moves.",
            because=(Condition("after_effect", f"The 48 hours after {awaited.contact}.", False),),
            when=facts.on,
            link_hint="contacts",
            contact=awaited.contact,
        )
    return None


def proposal_waiting(facts: CaseFacts) -> NextStep | None:
    """A step down waits for nobody, so it comes before anything a step up waits for."""
    waiting = [(each, each.proposed) for each in _free(facts) if each.proposed]
    for ladder, proposed in sorted(waiting, key=lambda pair: pair[1].move != "DOWN"):
        return proposal_step.step_of(facts, ladder, proposed)
    return None


def duty_overdue(facts: CaseFacts) -> NextStep | None:
    for duty in sorted(facts.duties, key=lambda duty: duty.due_on):
        if duty.due_on < facts.on:
            return NextStep(
                kind="duty_overdue",
                text=duty.text,
                reason=f"Overdue since {day(duty.due_on, facts.on)}.",
                when=duty.due_on,
                link_hint="duties",
            )
    return None


def measure_due(facts: CaseFacts) -> NextStep | None:
    for measure in sorted(facts.measures, key=lambda measure: measure.due_on):
        if measure.due_on <= facts.on:
            return NextStep(
                kind="measure_due",
                text=f"Ask {measure.respondent} for the {measure.name}",
                reason=_due(measure.due_on, facts.on),
                when=measure.due_on,
                link_hint="measures",
            )
    return None


def review_due(facts: CaseFacts) -> NextStep | None:
    review, settings = facts.review, facts.settings
    if review is None:
        return None
    goals = review.goals_without_score
    by_count = review.sessions_since >= settings.review_due_after_sessions
    by_day = review.due_on is not None and review.due_on <= facts.on
    if not (by_count or by_day):
        return None
    scored = f" {_goals(goals).capitalize()} {'has' if goals == 1 else 'have'} no score yet."
    late = review.sessions_since > settings.review_late_after_sessions
    limit = f" At most {counted(settings.review_late_after_sessions)} are meant to lie between."
    return NextStep(
        kind="review_due",
        text=f"Score {_goals(goals)} for the review" if goals else "Hold the progress review",
        reason=f"{_sessions(review.sessions_since)} since the last review."
        + (scored if goals else "")
        + (limit if late else ""),
        when=review.due_on,
        link_hint="reviews",
    )


def nothing_planned(facts: CaseFacts) -> NextStep | None:
    for ladder in _free(facts):
        if ladder.next_contact_on is None and ladder.contact_today is None:
            if ladder.refused:
                return _look_at_order(ladder)
            return NextStep(
                kind="no_contact_planned",
                text=f"Plan the next contact, {ladder.pair}",
                reason=f"Step {ladder.step}, and nothing is planned yet.",
                link_hint="contacts",
                ladder=ladder.key,
            )
    return None


def _look_at_order(ladder: LadderFacts) -> NextStep:
    """Nothing can be planned on the present step: the orders have run out, refuse, or suspend."""
    return NextStep(
        kind="order_refuses",
        text=f"Look at the order, {ladder.pair}",
        reason=f"Nothing can be planned on step {ladder.step}: {'; '.join(ladder.refused)}.",
        link_hint="orders",
    )


def held(facts: CaseFacts) -> NextStep | None:
    """A stop that was looked at, and that will be looked at again."""
    for ladder, stop in _stopped(facts):
        return _hold(facts, ladder, stop)
    return None


PRIORITIES: tuple[Callable[[CaseFacts], NextStep | None], ...] = (
    what_a_child_said,
    stop_to_look_at,
    alarm_review,
    contact_today_unsigned,
    contact_today,
    two_days_after,
    proposal_waiting,
    duty_overdue,
    agreement_unsigned,
    measure_due,
    review_due,
    nothing_planned,
    held,
)


def _stopped(facts: CaseFacts) -> Iterator[tuple[LadderFacts, Stopped]]:
    return ((ladder, ladder.stopped) for ladder in facts.ladders if ladder.stopped)


def _free(facts: CaseFacts) -> Iterator[LadderFacts]:
    return (ladder for ladder in facts.ladders if ladder.is_open and not ladder.stopped)


def _hold(facts: CaseFacts, ladder: LadderFacts, stop: Stopped) -> NextStep:
    looked = tuple(dict.fromkeys(stop.looked_by))
    missing = stop.people_needed - len(looked)
    because = tuple(Condition("looked", f"{name} has looked.", True) for name in looked)
    if missing > 0:
        who = "One person looks." if missing == 1 and not looked else "One more person looks."
        because += (Condition("looked", who if missing == 1 else "Two people look.", False),)
    if facts.after_care_by:
        text = "Hold. Decide about after-care"
    elif missing > 0:
        text = f"Hold. Look at the stop, {ladder.pair}"
    else:
        text = f"Decide whether the stop ends, {ladder.pair}"
    why = "Stopped for safety" if stop.for_safety else "Stopped for a new order"
    return NextStep(
        kind="stopped",
        text=text,
        reason=f"{why} on {day(stop.since, facts.on)}. {_who_must_look(ladder, stop)}",
        because=because,
        when=facts.after_care_by or stop.look_again_on or facts.on,
        link_hint="stops",
        in_short=f"{why}. {_who_must_look(ladder, stop)}",
    )


def _who_must_look(ladder: LadderFacts, stop: Stopped) -> str:
    if stop.people_needed > 1:
        return "Two people must look before anything changes."
    return f"The concern is not about {ladder.parent}: you may end it alone, with a reason."


def _rang(alarm: OpenAlarm, today: date) -> str:
    at = f", after {alarm.contact}" if alarm.contact else ""
    return f"{alarm.name.capitalize()}, {day(alarm.since, today)}{at}."


def _still_open(lines: int) -> str:
    if not lines:
        return "The preparation is done."
    if lines == 1:
        return "One line of the preparation is still open."
    return f"{counted(lines).capitalize()} lines of the preparation are still open."


def _due(on: date, today: date) -> str:
    return "Due today." if on == today else f"Due since {day(on, today)}."


def _sessions(number: int) -> str:
    return f"{counted(number).capitalize()} session{'' if number == 1 else 's'}"


def _goals(number: int) -> str:
    return f"{counted(number)} goal{'' if number == 1 else 's'}"
