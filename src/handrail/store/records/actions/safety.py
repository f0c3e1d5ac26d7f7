"""Safety interviews, what they lead to, and whether this treatment suits this family.

Each adult is asked alone, on a day of their own. What comes of it is kept: the outcome, measures,
the day of the next look; never the answers. Notes lie in the safety file. Source: clinical §1.5,
§3.5, §3.6, §11 item 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from handrail.core.family_file.standing import CONTACT_ENDS
from handrail.store.accounts.viewer import Viewer
from handrail.store.keys.stores import Store
from handrail.store.records.actions.child_says import want_supervisors
from handrail.store.records.actions.co_signing import ask_second, carries_out
from handrail.store.records.actions.recording import Record, recording, refuse
from handrail.store.records.actions.stops import add_stop
from handrail.store.records.chart.gates_now import ADULTS, GOING_ON
from handrail.store.records.models import CoSign, Evidence, SafetyInterview, SafetyOutcome
from handrail.store.records.models.safety import OUTCOMES
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.safety import reasons

MEASURES = (
    "separate_arrivals", "no_direct_handover", "separate_days", "no_joint_sessions",
    "addresses_hidden", "code_word", "no_video_background",
)  # fmt: skip
OUTCOME, SUITABILITY = "safety_outcome", "suitability"
SUITABLE = ("proceed", "proceed_with_conditions", "not_suitable")
SUITED = "suitability_decided"


def record_interview(
    *, by: Viewer, case_id: UUID, person_id: UUID, on: date, alone: bool, outcome: str,
    measures: Sequence[str], review_on: date | None, notes: str = "",
) -> UUID:  # fmt: skip
    """One adult's safety interview. What it asks for holds at once: a worse outcome for the case,
    further measures, an earlier look; and contact is locked where it is contraindicated.

    Raises RefusedByRule with everything that is wrong.
    """
    with recording(by=by, case_id=case_id, act="safety_interview.recorded") as record:
        refuse(
            *_against_interview(record, person_id, on, alone),
            *_against_outcome(outcome, measures, review_on, on),
        )
        row = record.add(
            SafetyInterview, person_id=person_id, on=on, alone=alone, outcome=outcome,
            measures=list(measures), review_on=review_on, store=Store.SAFETY,
            texts={"notes": notes.strip()},
        )  # fmt: skip
        _take_in(record, outcome, measures, review_on)
        record.about("safety_interview", row)
        return row


def _against_interview(record: Record, person: UUID, on: date, alone: bool) -> Iterator[str]:
    people = {one.id: one for one in stored_case(record.case_id, FRAME).family.people}
    asked = people.get(str(person))
    if asked is None or asked.seat not in ADULTS:
        yield "A safety interview is with an adult of this family. Choose one."
    if not alone:
        yield (
            "A safety interview takes place alone: nobody else in the room, on the line or in "
            "hearing. Offer another time, and record that one."
        )
    if on > record.today:
        yield "The interview lies ahead. Record it once it has taken place."
    others = SafetyInterview.objects.filter(case_id=record.case_id, on=on)
    for other in others.values_list("person_id", flat=True):
        if other == person:
            yield "An interview with this person on this day is on record already."
        else:
            named = people.get(str(other))
            who = named.given if named else "Another adult"
            yield (
                f"{who} was asked on this day. Two adults are asked on different days, so that "
                "nobody meets or waits for the other. Correct the day, or ask again on another."
            )


def _against_outcome(
    outcome: str, measures: Sequence[str], review_on: date | None, on: date
) -> Iterator[str]:
    if outcome not in OUTCOMES:
        yield "The outcome is one of four. Choose one."
    if unknown := sorted(set(measures) - set(MEASURES)):
        yield f"These are no measures of the list: {', '.join(unknown)}."
    if outcome == "concern_manageable" and not measures:
        yield "A concern that can be managed is managed by something. Choose the measures."
    if review_on is None or review_on <= on:
        yield "Safety is looked at again. Enter a day after this one."


def _standing(record: Record) -> SafetyOutcome | None:
    rows = SafetyOutcome.objects.filter(case_id=record.case_id)
    return max(rows, key=lambda one: str(one.on), default=None)


def _worse(outcomes: Iterable[str]) -> str:
    return max(outcomes, key=OUTCOMES.index)


def _take_in(record: Record, outcome: str, measures: Sequence[str], review_on: date | None) -> None:
    """The case's outcome after an interview: never milder by itself than what stands."""
    standing = _standing(record)
    before = standing.outcome if standing else OUTCOMES[0]
    kept = list(standing.measures) if standing else []
    days = [day for day in (review_on, standing.review_on if standing else None) if day]
    ahead = [day for day in days if day > record.today] or days
    _write_outcome(
        record,
        _worse([before, outcome]),
        [*kept, *(one for one in measures if one not in kept)],
        min(ahead, default=None),
        locked_before=before in CONTACT_ENDS,
    )


def _write_outcome(
    record: Record, outcome: str, measures: Sequence[str], review_on: date | None,
    *, locked_before: bool, reason: str = "",
) -> None:  # fmt: skip
    """One row a day, the day's last word; its reasons lie in the safety file. When contact ceases
    to be safe, a lock is made and the supervisors are wanted at once."""
    values: dict[str, Any] = {
        "outcome": outcome, "measures": list(measures), "review_on": review_on,
    }  # fmt: skip
    today = SafetyOutcome.objects.filter(case_id=record.case_id, on=record.today)
    known = today.values_list("id", flat=True).first()
    if known is None:
        row = record.add(
            SafetyOutcome, on=record.today, store=Store.SAFETY, texts={"notes": reason}, **values
        )
        record.also("safety_outcome.decided", "safety_outcome", row)
    else:
        said = [one.reason for one in reasons(record.case_id) if one.id == known]
        texts = {"notes": "\n".join([*said, *([reason] if reason else [])])}
        today.update(**values, **record.sealed(SafetyOutcome, known, texts, Store.SAFETY))
    if outcome in CONTACT_ENDS and not locked_before:
        stop = add_stop(record, reason="safety_flag")
        record.also("stop.made", "stop", stop)
        want_supervisors(record, about=stop)


def decide_outcome(
    *, by: Viewer, case_id: UUID, outcome: str, measures: Sequence[str], review_on: date | None,
    reason: str,
) -> UUID | None:  # fmt: skip
    """Decide the case's outcome anew. A worse one, or one as it was, holds at once and alone; a
    milder one, and giving up a measure, waits for a second person and lifts no stop: until then
    the measures stay. Returns what waits, or None.

    The caller has confirmed the second factor for what waits. Raises RefusedByRule.
    """
    with recording(by=by, case_id=case_id, act="safety_outcome.decided") as record:
        found = list(_against_outcome(outcome, measures, review_on, record.today))
        if not reason.strip():
            found.append("A decision about safety has its reason. Write it in a sentence.")
        refuse(*found)
        standing = _standing(record)
        before = standing.outcome if standing else OUTCOMES[0]
        given_up = [one for one in (standing.measures if standing else ()) if one not in measures]
        milder = is_milder(outcome, before)
        if not milder:
            _write_outcome(
                record, outcome, [*measures, *given_up], review_on,
                locked_before=before in CONTACT_ENDS, reason=reason.strip(),
            )  # fmt: skip
        if not (milder or given_up):
            return None
        detail = {
            "outcome": outcome, "measures": list(measures),
            "review_on": review_on.isoformat() if review_on else "",
        }  # fmt: skip
        return ask_second(record, OUTCOME, detail=detail, words=reason.strip())


def is_milder(outcome: str, before: str) -> bool:
    """Whether one outcome asks for less care than the one before."""
    return OUTCOMES.index(outcome) < OUTCOMES.index(before)


@carries_out(OUTCOME)
def _decide_for_two(record: Record, asked: CoSign, words: str) -> None:
    detail = asked.detail
    review_on = date.fromisoformat(detail["review_on"])
    refuse(*_against_outcome(detail["outcome"], detail["measures"], review_on, record.today))
    _write_outcome(
        record, detail["outcome"], detail["measures"], review_on, locked_before=True, reason=words
    )


def concern_is_open(case_id: UUID) -> bool:
    """Whether the standing outcome of a case asks for any care."""
    return stored_case(case_id, FRAME).family.safety.outcome not in ("", "no_concern")


def decide_suitability(
    *, by: Viewer, case_id: UUID, decision: str, reason: str, conditions: str = "",
    alternatives: str = "",
) -> UUID | None:  # fmt: skip
    """Whether this treatment suits this family: go on, go on with conditions, not suitable.

    With an open safety concern, going on waits for a second person; not suitable never waits.
    Returns what waits, or None once it is decided. Raises RefusedByRule.
    """
    with recording(by=by, case_id=case_id, act="suitability.decided") as record:
        refuse(*_against_suitability(record, decision, reason, conditions, alternatives))
        text = _in_words(decision, reason, conditions, alternatives)
        if decision != "not_suitable" and concern_is_open(case_id):
            return ask_second(record, SUITABILITY, detail={"decision": decision}, words=text)
        _write_suitability(record, decision, text)
        return None


def _against_suitability(
    record: Record, decision: str, reason: str, conditions: str, alternatives: str
) -> Iterator[str]:
    safety = stored_case(record.case_id, FRAME).family.safety
    if decision not in SUITABLE:
        yield "The decision is one of three: go on, go on with conditions, not suitable."
    if not reason.strip():
        yield "A decision has its reasons. Write them down."
    if decision == "proceed_with_conditions" and not conditions.strip():
        yield "Going on with conditions names them. Write them down."
    if decision == "not_suitable" and not alternatives.strip():
        yield "Not suitable names what else may help. Write it down."
    if decision != "not_suitable" and not safety.outcome:
        yield "Safety was not looked at yet. Record each adult's safety interview first."
    if decision == "proceed" and safety.outcome in CONTACT_ENDS:
        yield "Contact is not safe now. Going on takes conditions, and a second person."


def _in_words(decision: str, reason: str, conditions: str, alternatives: str) -> str:
    parts = {
        "proceed": "Go on.",
        "proceed_with_conditions": f"Go on with conditions: {conditions.strip()}",
        "not_suitable": f"Not suitable. What else may help: {alternatives.strip()}",
    }
    return f"{parts[decision]}\n{reason.strip()}"


@carries_out(SUITABILITY)
def _suit_for_two(record: Record, asked: CoSign, words: str) -> None:
    _write_suitability(record, asked.detail["decision"], words)


def _write_suitability(record: Record, decision: str, text: str) -> None:
    """The decision as evidence; whatever let the work go on before no longer counts."""
    earlier = Evidence.objects.filter(
        case_id=record.case_id, requirement=GOING_ON, withdrawn_on=None
    )
    earlier.update(withdrawn_on=record.today, withdrawn_by=record.by.person_id)
    row = record.add(Evidence, requirement=SUITED, on=record.today, texts={"source": text})
    if decision != "not_suitable":
        record.add(Evidence, requirement=GOING_ON, on=record.today, texts={"source": text})
    record.also("suitability.decided", "evidence", row, decision=decision)
