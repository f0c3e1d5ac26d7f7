"""Stops: contact is locked at once by one person; lifted for one ladder by one or by two.

A stop sends, cancels and changes nothing in any family's queue. Contacts already planned stay
planned and cannot begin, until a named person decides about each. Source: clinical §2.4 (i).
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from handrail.core.therapy.stops import Stop as CoreStop
from handrail.core.therapy.stops import locks, people_to_clear
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Person
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.co_signing import ask_second, carries_out
from handrail.store.records.actions.recording import (
    Record,
    RefusedByRule,
    one_of_case,
    recording,
    refuse,
)
from handrail.store.records.actions.sessions import desk_session, today_of
from handrail.store.records.models import Clearing, CoSign, Ladder, Stop
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case

REASONS = ("safety_flag", "disclosure", "critical_incident", "order_breach", "stopped")
"""Why somebody stops contact at the desk. A new order stops by itself."""
CLEARING = "stop_clearing"


def stop_now(
    *, by: Viewer, case_id: UUID, child: UUID | None, about: UUID | None = None, reason: str
) -> UUID:
    """Lock contact for a child at once, alone; returns the stop's id.

    child None: the whole case. about: the adult the concern is about, if one is known. It locks
    every ladder of the child and of children in the same home. reason: one of REASONS.
    Raises RefusedByRule only for people or reasons that do not exist here.
    """
    with recording(by=by, case_id=case_id, act="stop.made") as record:
        refuse(*_unknown(case_id, child, about, reason))
        row = add_stop(record, reason=reason, child=child, about=about)
        record.about("stop", row, reason=reason)
        return row


def add_stop(
    record: Record, *, reason: str, child: UUID | None = None, about: UUID | None = None
) -> UUID:
    """Lock contact from now on, as part of an act. Its place in time is today, whatever day it is
    about: nothing that was lifted before lifts it."""
    return record.add(
        Stop, session_id=desk_session(record), child_id=child, about_id=about, reason=reason,
        on=today_of(record),
    )  # fmt: skip


def clear_alone(*, by: Viewer, case_id: UUID, ladder: UUID, reason: str) -> None:
    """The therapist lifts the stops of one ladder alone: the concern is not about its parent.

    Raises RefusedByRule where two people are needed, Refused("not_your_seat"), Refused("gone")
    where nothing is stopped.
    """
    seats = ("therapist", "co_therapist")
    with recording(by=by, case_id=case_id, act="stop.cleared", seats=seats) as record:
        own, stops = _locking(record, ladder)
        refuse(*_no_reason(reason), *_takes_two(own, stops))
        record.about("clearing", _lift(record, own, (_given(by.person_id),), reason), people=1)


def ask_to_clear(*, by: Viewer, case_id: UUID, ladder: UUID, reason: str) -> UUID:
    """Ask a second person to lift the stops of one ladder. Whoever calls has confirmed the second
    factor. Returns the request's id; nothing is lifted before somebody else has agreed."""
    with recording(by=by, case_id=case_id, act="stop.clearing_asked") as record:
        _own, stops = _locking(record, ladder)
        refuse(*_no_reason(reason))
        row = ask_second(
            record, CLEARING, object_id=ladder, detail={"stops": len(stops)}, words=reason.strip()
        )
        record.about("co_sign", row, for_act=CLEARING)
        return row


@carries_out(CLEARING)
def _clear_together(record: Record, asked: CoSign, words: str) -> None:
    assert asked.object_id is not None
    own, stops = _locking(record, asked.object_id)
    if len(stops) > int(asked.detail["stops"]):
        raise RefusedByRule(
            "Contact was stopped again after this was asked. Look at that too, and ask once more."
        )
    names = (_given(asked.recorded_by), _given(record.by.person_id))
    record.also("stop.cleared", "clearing", _lift(record, own, names, words), people=2)


def people_needed(stored: StoredCase, ladder: tuple[str, str]) -> int:
    """How many people lift what locks this ladder now; 0 when nothing does."""
    return max((people_to_clear(one, ladder) for one in _stops_on(stored, ladder)), default=0)


def _stops_on(stored: StoredCase, ladder: tuple[str, str]) -> list[CoreStop]:
    homes = stored.family.homes
    return [stop for _on, stop in stored.stops if locks(stop, ladder, homes)]


def _locking(record: Record, ladder: UUID) -> tuple[Ladder, list[CoreStop]]:
    own: Ladder = one_of_case(Ladder, record.case_id, ladder)
    key = (str(own.child_id), str(own.parent_id))
    stops = _stops_on(stored_case(record.case_id, (*FRAME, "sessions")), key)
    if not stops:
        raise Refused("gone")
    return own, stops


def _takes_two(own: Ladder, stops: list[CoreStop]) -> Iterator[str]:
    key = (str(own.child_id), str(own.parent_id))
    if max(people_to_clear(stop, key) for stop in stops) > 1:
        yield (
            f"The concern is about {own.parent.given}, or about nobody named. Two different "
            "people look at it and agree before this ladder is released."
        )


def _lift(record: Record, own: Ladder, names: tuple[str, ...], reason: str) -> UUID:
    return record.add(
        Clearing, session_id=desk_session(record), child_id=own.child_id, parent_id=own.parent_id,
        on=today_of(record), by=list(names), texts={"reason": reason.strip()},
    )  # fmt: skip


def _unknown(case_id: UUID, child: UUID | None, about: UUID | None, reason: str) -> Iterator[str]:
    family = stored_case(case_id, ("members", "ladders", "households")).family
    people = {person.id: person.seat for person in family.people}
    if child is not None and people.get(str(child)) not in ("child", "sibling"):
        yield "Choose the child whom the stop protects."
    if about is not None and str(about) not in people:
        yield "Choose whom the concern is about, or nobody."
    if reason not in REASONS:
        yield f"{reason!r} is no reason here. Choose one of {', '.join(REASONS)}."


def _no_reason(reason: str) -> Iterator[str]:
    if not reason.strip():
        yield "A stop is lifted with a reason: what was looked at, and why contact may go on."


def _given(person: UUID | None) -> str:
    return "" if person is None else str(Person.objects.get(id=person).given)
