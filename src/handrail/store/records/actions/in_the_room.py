"""In the room: what is seen, tap by tap, and what the child says of it on the hand-over page.

A tap counts once however often it is sent, is stamped here, and is corrected by another tap, never
erased (clinical §2.5, §2.6). Ending never fails and waits for nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from handrail.core.therapy import room
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Membership
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import expecting_conflict
from handrail.store.records.actions.recording import Record, one_of_case, recording, refuse
from handrail.store.records.models import Contact, ContactCheck, Tap
from handrail.store.records.reading.in_the_room import CORRECTION

STOPPED = "stop"
"""The big button: kept as the end of the contact, at once and with no question."""
PARENTS = ("parent", "step_parent")
ENDS = ("ended", STOPPED)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One tap as it was sent. client_id: made on the page. device_at: the device's clock, where it
    was held back or written on paper first. corrects: the client id of the tap it takes back."""

    client_id: UUID
    seen: str
    line: str = ""
    device_at: datetime | None = None
    came: str = ""
    corrects: UUID | None = None


def tap(*, by: Viewer, case_id: UUID, contact: UUID, seen: Seen) -> None:
    """Keep one tap; the same client id a second time changes nothing.

    Raises Refused as `recording`, "gone" for a contact or a corrected tap that is not there.
    """
    if seen.came not in room.CAME:
        raise ValueError(f"{seen.came!r} is none of {room.CAME}")
    if seen.seen not in ("", STOPPED, *room.buttons()) and seen.corrects is None:
        raise ValueError(f"{seen.seen!r} is on no button")
    try:
        with recording(by=by, case_id=case_id, act="room.seen") as record:
            _keep(record, one_of_case(Contact, case_id, contact), seen)
    except (_KeptBefore, IntegrityError):  # of two at once the other one was kept
        return


class _KeptBefore(Exception):
    """The same tap again: nothing is written."""


def _keep(record: Record, contact: Contact, seen: Seen) -> None:
    if Tap.objects.filter(contact_id=contact.id, client_id=seen.client_id).exists():
        raise _KeptBefore
    corrected = _corrected(record, contact, seen.corrects)
    button = "ended" if seen.seen == STOPPED else seen.seen
    with expecting_conflict():
        row = record.add(
            Tap, contact_id=contact.id, client_id=seen.client_id,
            seen=CORRECTION if corrected else button, device_at=seen.device_at, came=seen.came,
            corrects_id=corrected.id if corrected else None, texts={"line": seen.line},
        )  # fmt: skip
    record.about("tap", row)
    _end_or_go_on(record, contact, seen, corrected)


def _end_or_go_on(record: Record, contact: Contact, seen: Seen, corrected: Any) -> None:
    """The end is stamped by the first tap that says so; taking that tap back takes it back."""
    planned = Contact.objects.filter(id=contact.id, state="planned")
    if corrected is not None:
        if corrected.seen in ENDS:
            planned.update(ended_at=None, ended_early=False)
    elif seen.seen in ENDS:
        at = seen.device_at or record.at
        planned.filter(ended_at=None).update(ended_at=at, ended_early=seen.seen == STOPPED)


def _corrected(record: Record, contact: Contact, client_id: UUID | None) -> Any:
    if client_id is None:
        return None
    row = Tap.objects.filter(contact_id=contact.id, client_id=client_id).first()
    if row is None:
        raise Refused("gone")
    return row


def keep_check(
    *,
    by: Viewer,
    case_id: UUID,
    contact: UUID,
    before: int | None = None,
    worst: int | None = None,
    after: int | None = None,
    stop_used: bool | None = None,
    best: str = "",
    change: str = "",
    present: Sequence[UUID] = (),
) -> UUID:
    """What the child said of the contact on the hand-over page; present: who was in the room.

    Raises RefusedByRule while a parent is in the room, and Refused as `recording`.
    """
    with recording(by=by, case_id=case_id, act="room.checked") as record:
        row = one_of_case(Contact, case_id, contact)
        refuse(*no_parent_among(case_id, present))
        check = record.add(
            ContactCheck, contact_id=row.id, by_id=row.ladder.child_id, before=before,
            worst=worst, after=after, stop_used=stop_used,
            present=[str(person) for person in present],
            texts={"best": best, "change": change},
        )  # fmt: skip
        record.about("contact_check", check)
    return check


def no_parent_among(case_id: UUID, present: Sequence[UUID]) -> list[str]:
    """A reason for each parent who is in the room; the child answers without them."""
    seats = Membership.objects.filter(case_id=case_id, person_id__in=present, seat__in=PARENTS)
    return [
        f"{given} is in the room. A child says how it was without a parent there: "
        "let them wait elsewhere, then hand the page over."
        for given in sorted(set(seats.values_list("person__given", flat=True)))
    ]
