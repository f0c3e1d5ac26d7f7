"""What comes for a child from outside a contact: kept back, and what became of it.

A letter, a message, a parcel or a call that reaches the practice while contact is stopped, or
beside the ladder, does not reach the child. Keeping it back is one person's act and waits for
nobody. Nobody in the family is told that it came. Source: clinical §2.1 [NACCC], §2.4 (i), §2.5,
§10.2 (C5).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from handrail.core.therapy.stops import locked_by
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.keys.stores import Store
from handrail.store.records.actions.child_says import want_supervisors
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.models import KeptBack
from handrail.store.records.models.kept_back import BECAME, CAME_AS, HELD
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case

THREAT = "read_threat"
TO_A_CONTACT = "to_a_contact"
NEVER_A_THREAT = ("sent_back", TO_A_CONTACT)
"""What does not become of something that holds a threat (library, letter screening)."""


def keep_back(
    *,
    by: Viewer,
    case_id: UUID,
    came_as: str,
    held: str,
    arrived_on: date,
    child: str,
    sender: str = "",
    from_whom: str = "",
    words: str = "",
) -> UUID:
    """Record that something came for a child and is kept from the child; returns its row.

    came_as: of CAME_AS. held: of HELD; with a threat in it the supervisors are wanted at once.
    child, sender: person ids of the case, sender "" for somebody named in `from_whom`. words: where
    it lies and what is known of it; they lie in the safety file. Raises RefusedByRule.
    """
    with recording(by=by, case_id=case_id, act="kept_back.recorded") as record:
        refuse(
            *_unknown(came_as, held),
            *_against_people(stored_case(case_id, FRAME), child, sender, from_whom.strip()),
            *_ahead(arrived_on, record.today),
        )
        row = record.add(
            KeptBack, came_as=came_as, held=held, arrived_on=arrived_on, child_id=UUID(child),
            sender_id=UUID(sender) if sender else None, store=Store.SAFETY,
            texts={"from_whom": from_whom.strip(), "words": words.strip()},
        )  # fmt: skip
        if held == THREAT:
            want_supervisors(record, about=row)
        record.about("kept_back", row)
        return row


def settle_kept_back(
    *, by: Viewer, case_id: UUID, kept: UUID, became: str, words: str, version: int
) -> None:
    """What became of it, once. became: of BECAME; words: when, how, and who decided.

    It never goes on to the child past a stop: a contact by letter has its own screening, and begins
    on a ladder that is free. Raises RefusedByRule, Stale, Refused("gone").
    """
    with recording(by=by, case_id=case_id, act="kept_back.settled") as record:
        row: KeptBack = one_of_case(KeptBack, case_id, kept)
        if row.became:
            raise Refused("gone")
        refuse(*_against_settling(record, row, became, words.strip()))
        record.change(
            KeptBack, kept, version=version, became=became, became_on=record.today,
            became_by=by.person_id, store=Store.SAFETY, texts={"became_words": words.strip()},
        )  # fmt: skip
        record.about("kept_back", kept)


def _unknown(came_as: str, held: str) -> Iterator[str]:
    if came_as not in CAME_AS:
        yield "Say what it is. Choose one of the list."
    if held not in HELD:
        yield "Say whether anybody of the practice read it. Choose one of the list."


def _against_people(stored: StoredCase, child: str, sender: str, from_whom: str) -> Iterator[str]:
    seats = {person.id: person.seat for person in stored.family.people}
    if seats.get(child) not in ("child", "sibling"):
        yield "Choose the child it is for."
    if sender and seats.get(sender) in (None, "child", "sibling"):
        yield "Choose the adult of this family who sent it, or write down who else did."
    if bool(sender) == bool(from_whom):
        yield "Say who sent it: somebody of the family, or somebody else in words. Not both."


def _ahead(arrived_on: date, today: date) -> Iterator[str]:
    if arrived_on > today:
        yield "The day lies ahead. Enter the day on which it came."


def _against_settling(record: Record, row: KeptBack, became: str, words: str) -> Iterator[str]:
    if became not in BECAME:
        yield "Say what became of it. Choose one of the list."
    if not words:
        yield "Say in a sentence what was done with it, and who decided."
    if became in NEVER_A_THREAT and row.held == THREAT:
        yield (
            "It holds a threat, or something meant for somebody else. It is neither sent back nor "
            "given on: keep it, put a copy into the safety file, and speak with your supervisor."
        )
    if became == TO_A_CONTACT:
        yield from _against_contact(stored_case(record.case_id, FRAME), row)


def _against_contact(stored: StoredCase, row: KeptBack) -> Iterator[str]:
    """A contact by letter is on a ladder that is free, in a case that is open."""
    key, family = (str(row.child_id), str(row.sender_id or "")), stored.family
    if stored.status == "closed" or key not in [one.key for one in family.ladders]:
        yield (
            "There is no ladder of this child with whoever sent it, or the case is closed: no "
            "contact by letter. Send it back, hand it on, or keep it."
        )
        return
    if reasons := locked_by([stop for _on, stop in stored.stops], key, family.homes):
        told = "; ".join(dict.fromkeys(reason.text for reason in reasons))
        yield (
            f"Contact is stopped ({told}): nothing goes on to the child. Look at the stop first, "
            "or keep it."
        )
