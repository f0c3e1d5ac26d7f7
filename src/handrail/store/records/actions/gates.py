"""What opens a gate: evidence entered by hand, and waivers, which may take two people.

What the record knows by itself is not entered here (`chart.gate_evidence`). Source: clinical §1.5,
§3.6; seed rows M3, M27.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from handrail.core.therapy.requirements import Requirement
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.co_signing import ask_second, carries_out
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.chart.case_gates import gates_of, missing_in
from handrail.store.records.models import CoSign, Evidence, Waiver

WAIVER = "waiver"
LONGEST_WAIVER = timedelta(days=180)
"""A waiver is for a time, not for good (practice setting)."""


def record_evidence(*, by: Viewer, case_id: UUID, requirement: str, on: date, source: str) -> UUID:
    """Enter that a requirement is met: on which day, from what. Returns its id.

    requirement: the id as it is asked, with the person or ladder. Raises RefusedByRule, also where
    only the record itself or another person's act can show it (`Requirement.by_hand`).
    """
    with recording(by=by, case_id=case_id, act="evidence.recorded") as record:
        asked = _asked(record, requirement)
        refuse(*_against_evidence(record, asked, on, source))
        row = record.add(Evidence, requirement=requirement, on=on, texts={"source": source.strip()})
        record.about("evidence", row, requirement=asked.id.partition(":")[0])
        return row


def _against_evidence(record: Record, asked: Requirement, on: date, source: str) -> Iterator[str]:
    if on > record.today:
        yield "Evidence is of a day that has come. Enter it on the day, or correct the date."
    if not source.strip():
        yield "Evidence has a source: which paper, which talk, who looked. Name it."
    if not asked.by_hand:
        yield (
            f"“{asked.text}” is not entered by hand: the record shows it once it was done. "
            f"{asked.satisfied_by}"
        )


def withdraw_evidence(*, by: Viewer, case_id: UUID, evidence: UUID) -> None:
    """Take back evidence that was entered by mistake; it stays to be seen. Raises Refused."""
    with recording(by=by, case_id=case_id, act="evidence.withdrawn") as record:
        row = one_of_case(Evidence, case_id, evidence)
        changed = Evidence.objects.filter(id=row.id, withdrawn_on=None).update(
            withdrawn_on=record.today, withdrawn_by=by.person_id
        )
        if changed != 1:
            raise Refused("gone")
        record.about("evidence", row.id, requirement=row.requirement.partition(":")[0])


def waive(*, by: Viewer, case_id: UUID, requirement: str, until: date, reason: str) -> UUID | None:
    """Let a requirement go until a last day, which is included.

    Where it takes two people, it waits for the second; then None is returned. The caller has
    confirmed the second factor. Raises RefusedByRule.
    """
    with recording(by=by, case_id=case_id, act="waiver.asked") as record:
        asked = _asked(record, requirement)
        refuse(*_against_waiver(record, asked, until, reason))
        named = requirement.partition(":")[0]
        if asked.two_people:
            detail = {"requirement": requirement, "until": until.isoformat()}
            row = ask_second(record, WAIVER, detail=detail, words=reason.strip())
            record.about("co_sign", row, requirement=named)
            return None
        row = record.add(
            Waiver, requirement=requirement, until=until, texts={"reason": reason.strip()}
        )
        record.also("waiver.given", "waiver", row, requirement=named)
        record.about("waiver", row, requirement=named)
        return row


def _against_waiver(record: Record, asked: Requirement, until: date, reason: str) -> Iterator[str]:
    if not asked.waivable:
        yield f"“{asked.text}” cannot be waived. {asked.satisfied_by}"
    if not reason.strip():
        yield "A waiver has a reason. Write it in a sentence."
    if until < record.today:
        yield "The last day of a waiver lies ahead, or is today."
    elif until - record.today > LONGEST_WAIVER:
        days = LONGEST_WAIVER.days
        yield f"A waiver is for a time: {days} days at most. Then somebody looks again."


@carries_out(WAIVER)
def _waive_for_two(record: Record, asked: CoSign, words: str) -> None:
    """The second person agreed: looked at anew, since days may have passed."""
    requirement, until = asked.detail["requirement"], date.fromisoformat(asked.detail["until"])
    refuse(*_against_waiver(record, _asked(record, requirement), until, words))
    row = record.add(
        Waiver, requirement=requirement, until=until, second_by=asked.recorded_by,
        texts={"reason": words},
    )  # fmt: skip
    record.also("waiver.given", "waiver", row, requirement=requirement.partition(":")[0])


def end_waiver(*, by: Viewer, case_id: UUID, waiver: UUID) -> None:
    """End a waiver before its last day: the gate closes again at once. It protects: one person."""
    with recording(by=by, case_id=case_id, act="waiver.ended") as record:
        row = one_of_case(Waiver, case_id, waiver)
        changed = Waiver.objects.filter(id=row.id, ended_on=None).update(
            ended_on=record.today, ended_by=by.person_id
        )
        if changed != 1:
            raise Refused("gone")
        record.about("waiver", row.id, requirement=row.requirement.partition(":")[0])


def refuse_unless_open(record: Record, *gates: str) -> None:
    """Raises RefusedByRule with everything missing while one of these gates is closed."""
    now = gates_of(record.by, record.case_id, record.today)
    refuse(*missing_in(*(now.gate(id_) for id_ in gates)))


def _asked(record: Record, requirement: str) -> Requirement:
    """The requirement as it is asked in this case. Raises Refused("gone") when nobody asks it."""
    found = gates_of(record.by, record.case_id, record.today).requirement(requirement)
    if found is None:
        raise Refused("gone")
    return found.asked
