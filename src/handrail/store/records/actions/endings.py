"""How the work ends. No ending counts for or against anybody.

Naming an ending takes effect at once and waits for nobody; the papers follow, and the case closes
when its gate is open. A closed case is read-only (`recording.AFTER_CLOSING`). Source: clinical
§1.5, §1.6, §10.2 (C12); seed row M2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from handrail.core.law.clauses import joined
from handrail.core.law.days import in_words
from handrail.core.therapy.endings import Ending
from handrail.core.therapy.protocol import load
from handrail.store.accounts.actions.cases import change_case
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.letters import begin_letters
from handrail.store.records.actions.phases import write_turn
from handrail.store.records.actions.recording import Record, recording, refuse
from handrail.store.records.actions.stops import add_stop
from handrail.store.records.chart.case_gates import gates_of, missing_in
from handrail.store.records.chart.gates_now import PARTS
from handrail.store.records.chart.phase_tracks import phase_tracks
from handrail.store.records.models import AfterCare, Closure, Draft, Evidence, Session
from handrail.store.records.reading.endings import ENDING_NAMED, named_ending
from handrail.store.records.reading.family import StoredCase, stored_case

RUNS_OUT = ("planned", "move")
"""Endings in which the work goes on until its last session; the others hold it at once."""

ENDS = "The work ends."


def ending_of(ending: str) -> Ending | None:
    """An ending of the protocol by its id."""
    return next((one for one in load().endings if one.id == ending), None)


def name_ending(*, by: Viewer, case_id: UUID, ending: str, reason: str) -> None:
    """Name how the work ends, and why. Unless it runs out, every track is held at once; stopped for
    safety, contact is locked at once. The letters are begun. Raises RefusedByRule."""
    with recording(by=by, case_id=case_id, act="ending.named") as record:
        known, found = ending_of(ending), []
        if known is None:
            found.append("This is none of the endings. Choose one.")
        if not reason.strip():
            found.append("An ending has its reason. Write it in a sentence.")
        refuse(*found)
        assert known is not None
        _name(record, known, reason.strip())


def _name(record: Record, ending: Ending, reason: str) -> None:
    stored, before = stored_case(record.case_id, PARTS), named_ending(record.case_id)
    Evidence.objects.filter(
        case_id=record.case_id, requirement=ENDING_NAMED, withdrawn_on=None
    ).update(withdrawn_on=record.today, withdrawn_by=record.by.person_id)
    row = record.add(
        Evidence, requirement=ENDING_NAMED, on=record.today,
        texts={"source": f"{ending.id}\n{reason}"},
    )  # fmt: skip
    if ending.id == "stopped_for_safety" and not stored.stops:
        record.also("stop.made", "stop", add_stop(record, reason="safety_flag"))
    if ending.id not in RUNS_OUT:
        turn_every_track(record, stored, {"active": "on_hold"}, ENDS)
    begin_letters(record, ending, anew=before is not None and before.ending != ending.id)
    record.about("evidence", row, ending=ending.id)


def turn_every_track(
    record: Record, stored: StoredCase, turns: Mapping[str, str], reason: str
) -> int:
    """Turn every track whose state is among `turns`, as part of an act; how many."""
    found = [
        (number, turns[track.state])
        for number, track in phase_tracks(stored.family.phases).items()
        if track.state in turns
    ]
    for number, state in found:
        write_turn(record, number, state, reason, record.today)
    return len(found)


def plan_after_care(
    *, by: Viewer, case_id: UUID, person_id: UUID, helper: str, follow_up_on: date | None
) -> UUID:
    """Who helps this person afterwards, and when somebody asks again. Raises RefusedByRule."""
    with recording(by=by, case_id=case_id, act="after_care.planned") as record:
        people = {one.id for one in stored_case(case_id, PARTS).family.people}
        found = []
        if str(person_id) not in people:
            found.append("After-care is for somebody of this family. Choose one.")
        if not helper.strip():
            found.append("Say who helps: a person, a place, a service.")
        if follow_up_on is not None and follow_up_on < record.today:
            found.append("The day on which somebody asks again lies ahead. Correct it.")
        refuse(*found)
        row = record.add(
            AfterCare, person_id=person_id, follow_up_on=follow_up_on,
            texts={"helper": helper.strip()},
        )  # fmt: skip
        record.about("after_care", row)
        return row


def close_case(*, by: Viewer, case_id: UUID, words: str = "") -> None:
    """Close the case with the ending that was named, once its gate is open and no note waits.

    Its tracks close with it. Raises RefusedByRule with everything missing.
    """
    with recording(by=by, case_id=case_id, act="case.closed") as record:
        named = named_ending(case_id)
        ending = ending_of(named.ending) if named else None
        if ending is None or named is None:
            refuse("No ending is named yet. Name one, with its reason; it holds at once.")
            return
        refuse(*_against_closing(record, ending))
        stored = stored_case(case_id, PARTS)
        turn_every_track(record, stored, {"active": "done", "on_hold": "done"}, ENDS)
        row = record.add(
            Closure,
            reason=ending.id,
            on=record.today,
            texts={"words": words.strip() or named.reason},
        )
        change_case(
            by=by, case_id=case_id, version=record.case.case.version, status="closed",
            closed_on=record.today, at=record.at,
        )  # fmt: skip
        record.about("closure", row, ending=ending.id)


def _against_closing(record: Record, ending: Ending) -> Iterator[str]:
    now = gates_of(record.by, record.case_id, record.today)
    yield from missing_in(now.gate("closure", ending=ending))
    yield from still_planned_in(record.case_id)
    waiting = Draft.objects.filter(
        case_id=record.case_id, state="open", session__state="held"
    ).count()
    if waiting:
        yield (
            f"{waiting} drafts of sessions that took place wait. Sign them or discard them first: "
            "afterwards only an addendum can be written."
        )


def still_planned_in(case_id: UUID) -> Iterator[str]:
    """Why a case does not close over its calendar: sessions and contacts nobody has held or called
    off, with their days. A family would go on coming to them."""
    planned = Session.objects.filter(case_id=case_id, state="planned").order_by("on", "position")
    days = list(dict.fromkeys(planned.values_list("on", flat=True)))
    number, contacts = planned.count(), planned.filter(contact__state="planned").count()
    if number:
        told = "1 session is" if number == 1 else f"{number} sessions are"
        among = f", {contacts} of them with a contact" if contacts else ""
        yield (
            f"{told} still planned{among}: {joined([in_words(day) for day in days])}. Call each "
            "off on the calendar, or record what became of it."
        )
