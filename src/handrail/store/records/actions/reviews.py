"""Review sheets that alarms open, and questions put to the supervisor (clinical §5.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Membership
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.recording import one_of_case, recording, refuse
from handrail.store.records.actions.sessions import today_of
from handrail.store.records.models import Consult, Contact, ReviewSheet, StaffNotice

ALTERNATIVES = ("hold", "step_down", "individual_work", "consult", "notify", "go_on")
"""What was weighed when a review sheet was answered."""
ASKED, ANSWERED = "consult_asked", "consult_answered"


def answer_review(
    *,
    by: Viewer,
    case_id: UUID,
    contact: UUID,
    alarms: Sequence[str],
    changed: str,
    who_knows: str,
    alternatives: Sequence[str],
    decision: str,
    next_on: date | None,
) -> UUID:
    """Answer what a contact opened: its alarms close. alarms: ids of alarms and codes of reviews.

    Raises RefusedByRule.
    """
    with recording(by=by, case_id=case_id, act="review_sheet.answered") as record:
        one_of_case(Contact, case_id, contact)
        refuse(*_against_review(changed, alternatives, decision, next_on, today_of(record)))
        row = record.add(
            ReviewSheet, contact_id=contact, alarms=list(alarms), alternatives=list(alternatives),
            next_on=next_on,
            texts={"changed": changed, "who_knows": who_knows, "decision": decision},
        )  # fmt: skip
        record.about("review_sheet", row, alarms=list(alarms))
        return row


def _against_review(
    changed: str,
    alternatives: Sequence[str],
    decision: str,
    next_on: date | None,
    today: date,
) -> Iterator[str]:
    if not changed.strip():
        yield "Say what changed since the contact before."
    if not set(alternatives) <= set(ALTERNATIVES) or not alternatives:
        yield f"Say what was weighed: at least one of {', '.join(ALTERNATIVES)}."
    if not decision.strip():
        yield "Say what you decide, and why."
    if next_on is None or next_on < today:
        yield "Say when you look again: a day from today on."


def ask_consult(
    *, by: Viewer, case_id: UUID, asks: UUID, question: str, contact: UUID | None = None
) -> UUID:
    """Put a question to a supervisor of the case; they are told that one waits, not what it is.

    Raises RefusedByRule.
    """
    with recording(by=by, case_id=case_id, act="consult.asked") as record:
        if contact is not None:
            one_of_case(Contact, case_id, contact)
        refuse(*_against_consult(case_id, asks, question))
        row = record.add(
            Consult, contact_id=contact, asks_id=asks, texts={"question": question.strip()}
        )
        record.add(StaffNotice, to=asks, code=ASKED, about=row)
        record.about("consult", row, asks=asks)
        return row


def _against_consult(case_id: UUID, asks: UUID, question: str) -> Iterator[str]:
    seats = Membership.objects.filter(case_id=case_id, person_id=asks, seat="supervisor")
    if not seats.exists():
        yield "Only a supervisor of this case is asked. Choose one of the team."
    if not question.strip():
        yield "Write down what you would like to talk through."


def answer_consult(*, by: Viewer, case_id: UUID, consult: UUID, answer: str) -> None:
    """The supervisor answers. Raises Refused: "not_your_seat", "already_answered", "gone"."""
    with recording(by=by, case_id=case_id, act="consult.answered", seats=("supervisor",)) as record:
        row: Consult = one_of_case(Consult, case_id, consult)
        if not answer.strip():
            refuse("Write down what came of it, in a sentence or two.")
        changed = Consult.objects.filter(id=row.id, answered_on=None).update(
            answered_by=by.person_id, answered_on=today_of(record),
            **record.sealed(Consult, row.id, {"answer": answer.strip()}),
        )  # fmt: skip
        if changed != 1:
            raise Refused("already_answered")
        if row.recorded_by is not None:
            record.add(StaffNotice, to=row.recorded_by, code=ANSWERED, about=row.id)
        record.about("consult", row.id)
