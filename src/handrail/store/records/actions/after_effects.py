"""How the two days after a contact were: each person is asked, nothing is averaged.

Source: clinical §2.4 (b).
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Membership
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.judging import judge_again
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.actions.sessions import today_of
from handrail.store.records.models import AfterEffect, Contact

LEAST, MOST = 0, 3


def record_after_effect(
    *, by: Viewer, case_id: UUID, contact: UUID, person: UUID, value: int, words: str = ""
) -> None:
    """One person's answer, 0 none to 3 marked; a later answer of the same person puts it right.

    The contact is judged again. Raises RefusedByRule, Refused("contact_not_held").
    """
    with recording(by=by, case_id=case_id, act="after_effect.recorded") as record:
        row: Contact = one_of_case(Contact, case_id, contact)
        if row.state not in ("held", "unplanned"):
            raise Refused("contact_not_held")
        refuse(*_against(record, row, person, value))
        record.add(
            AfterEffect, contact_id=contact, by_id=person, value=value,
            texts={"words": words.strip()},
        )  # fmt: skip
        judge_again(record, contact)
        record.about("contact", contact, value=value)


def _against(record: Record, row: Contact, person: UUID, value: int) -> Iterator[str]:
    if not LEAST <= value <= MOST:
        yield f"The answer goes from {LEAST} (none) to {MOST} (marked)."
    if row.session.on >= today_of(record):
        yield "The two days after have not begun: ask from tomorrow on."
    if not Membership.objects.filter(case_id=record.case_id, person_id=person).exists():
        yield "This person is not entered in this case. Enter them first."
