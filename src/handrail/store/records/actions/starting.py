"""Whether a planned contact may begin now, and how much of it may be said beside the child."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from handrail.core.law.answers import Refused as Against
from handrail.core.therapy.arranging import ContactFacts, against_contact, may_start_contact
from handrail.core.therapy.protocol import load
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.records.actions.preparing import against_screening
from handrail.store.records.actions.recording import one_of_case
from handrail.store.records.chart.arranged import charted, facts_for, ladder_of
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.models import Contact


def against_start(
    case_id: UUID, contact: UUID, today: date, *, asked_today: str | None = None
) -> tuple[str, ...]:
    """Everything that stands against beginning a planned contact today; () when it may begin."""
    return _against(*_to_start(case_id, contact, today), today, asked_today)


SAID_BESIDE_THE_CHILD = ("not_this_step", "child_view")


def against_in_the_room(
    case_id: UUID, contact: UUID, today: date, *, asked_today: str | None = None
) -> tuple[tuple[str, ...], bool]:
    """`against_start` as it may stand on a page beside the child; and whether there is more.

    Why contact is stopped, who withdrew or has not signed, what an order says and what an adult
    still owes are for the desk: the page in the room says nothing of another parent.
    """
    row, facts = _to_start(case_id, contact, today)
    every = _against(row, facts, today, asked_today)
    aside = {
        reason.text
        for reason in against_contact(facts, load().rule)
        if reason.code not in SAID_BESIDE_THE_CHILD
    }
    said = tuple(text for text in every if text not in aside)
    return said, len(said) < len(every)


def _to_start(case_id: UUID, contact: UUID, today: date) -> tuple[Contact, ContactFacts]:
    row: Contact = one_of_case(Contact, case_id, contact)
    chart = charted(case_id, today)
    now = ladder_of(chart, row.ladder_id)
    return row, facts_for(chart, now, index_of(now, row.rung), today)


def _against(
    row: Contact, facts: ContactFacts, today: date, asked_today: str | None
) -> tuple[str, ...]:
    allowed = may_start_contact(facts=facts, rule=load().rule, asked_today=asked_today)
    day = row.session.on
    other = () if day == today else (f"This contact is planned for {day}. Change its day first.",)
    screening = against_screening(row.case_id, row.id, facts.rungs[facts.rung].modality)
    return (*other, *reasons_of(allowed), *screening)


def index_of(now: LadderNow, rung: str) -> int:
    """The place of a rung on a ladder, 0 the lowest. Raises Refused("gone")."""
    try:
        return now.ladder.index(rung)
    except KeyError as unknown:
        raise Refused("gone") from unknown


def reasons_of(answer: object) -> tuple[str, ...]:
    """Why an answer refuses; () where it does not."""
    return answer.reasons if isinstance(answer, Against) else ()
