"""The child's view of a step: yes, not yet or no in the child's words; no is an answer. Of a child
too young to be asked, what was seen, marked so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from handrail.core.therapy.protocol import load
from handrail.core.therapy.views import against_view, too_young
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.judging import judge_again
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.actions.sessions import desk_session, today_of
from handrail.store.records.models import ChildView, Ladder, Session


def record_child_view(
    *,
    by: Viewer,
    case_id: UUID,
    ladder: UUID,
    rung: str,
    answer: str,
    on: date,
    asked_by: str,
    alone: bool,
    words: str = "",
) -> UUID:
    """Record the child's view of a rung (clinical §2.4 (c)). answer: one of views.ANSWERS; a child
    below the age of asking is observed, and `words` say what was seen.

    asked_by: who asked or observed, by name. alone: nobody else was in the room. It belongs to a
    session with the child on that day, else to the desk. Raises RefusedByRule.
    """
    with recording(by=by, case_id=case_id, act="child_view.recorded") as record:
        own: Ladder = one_of_case(Ladder, case_id, ladder)
        if rung not in [one["id"] for one in own.rungs]:
            raise Refused("gone")
        asked_from = load().next_step.asked_from_age
        refuse(
            *against_view(
                answer, words=words, asked_from_age=asked_from,
                young=too_young(own.child.born_on, on, asked_from),
            ),
            *_against(on, asked_by, today_of(record)),
        )  # fmt: skip
        session = _session_with(record, own.child_id, on) or desk_session(record)
        row = record.add(
            ChildView, session_id=session, child_id=own.child_id, rung=rung, answer=answer, on=on,
            position=ChildView.objects.filter(session_id=session).count(),
            asked_by=asked_by.strip(), alone=alone, texts={"words": words.strip()},
        )  # fmt: skip
        judge_again(record)
        record.about("child_view", row, rung=rung, answer=answer, alone=alone)
        return row


def _against(on: date, asked_by: str, today: date) -> Iterator[str]:
    if on > today:
        yield "The child is asked on a day that has come. Correct the date."
    if not asked_by.strip():
        yield "Say who asked: an answer counts for as much as the one who asked can tell of it."


def _session_with(record: Record, child: UUID, on: date) -> UUID | None:
    rows = Session.objects.filter(case_id=record.case_id, on=on).order_by("-position")
    found = [row.id for row in rows if str(child) in row.present]
    return found[0] if found else None
