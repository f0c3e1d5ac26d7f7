"""Sessions: planned, changed, held, not held, cancelled. The calendar, and no clinical word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max

from handrail.core.family_file.values import Arrival
from handrail.core.therapy.contact import NOT_HELD
from handrail.core.therapy.protocol import load
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.recording import (
    TEAM,
    Record,
    one_of_case,
    recording,
    refuse,
)
from handrail.store.records.chart.separation import against_plan
from handrail.store.records.models import Contact, Session
from handrail.store.records.reading.family import StoredCase, stored_case

CANCELLED = "cancelled"
"""Why a session was not held that the practice itself called off."""
WHY_NOT_HELD = (*NOT_HELD, CANCELLED)
LONGEST = 600
_REF = re.compile(r"([A-Za-z]+)(\d+)")


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """When, where and with whom. present: ids of the family's people; arrivals: values.Arrival
    with person ids, times as HH:MM."""

    kind: str
    on: date
    at: time | None = None
    minutes: int | None = None
    room: str = ""
    present: tuple[str, ...] = ()
    arrivals: tuple[Arrival, ...] = ()


def plan_session(*, by: Viewer, case_id: UUID, plan: SessionPlan) -> UUID:
    """Plan a session; returns its id.

    Raises RefusedByRule with everything against it: an unknown kind, nobody to come, two people in
    one gap who are kept apart.
    """
    with recording(by=by, case_id=case_id, act="session.planned", seats=TEAM) as record:
        refuse(*against_session(stored_case(case_id), plan))
        row = add_session(record, plan, state="planned")
        record.about("session", row, on=plan.on.isoformat(), session_kind=plan.kind)
        return row


def change_session(
    *, by: Viewer, case_id: UUID, session: UUID, version: int, plan: SessionPlan
) -> None:
    """Another time, place or company for a session still to come. Raises Stale and as above."""
    with recording(by=by, case_id=case_id, act="session.changed", seats=TEAM) as record:
        row = still_planned(record, session)
        refuse(*against_session(stored_case(case_id), plan, instead_of=row.ref))
        record.change(Session, session, version=version, **_columns(plan))
        record.about("session", session, on=plan.on.isoformat())


def mark_held(*, by: Viewer, case_id: UUID, session: UUID, version: int) -> None:
    """A session without a contact took place. One with a contact is recorded with the contact."""
    with recording(by=by, case_id=case_id, act="session.held", seats=TEAM) as record:
        _without_contact(still_planned(record, session))
        set_outcome(record, session, version=version, state="held")
        record.about("session", session)


def mark_not_held(*, by: Viewer, case_id: UUID, session: UUID, version: int, because: str) -> None:
    """A session without a contact did not take place; because: one of WHY_NOT_HELD."""
    with recording(by=by, case_id=case_id, act="session.not_held", seats=TEAM) as record:
        _without_contact(still_planned(record, session))
        refuse(*_unknown_reason(because))
        set_outcome(record, session, version=version, state="not_held", because=because)
        record.about("session", session, because=because)


def cancel_session(*, by: Viewer, case_id: UUID, session: UUID) -> None:
    """Call a session off, at once: it waits for nobody. A contact planned in it is not held and
    counts for nobody. Nobody in the family is told by the program."""
    with recording(by=by, case_id=case_id, act="session.cancelled", seats=TEAM) as record:
        row = still_planned(record, session)
        set_outcome(record, session, version=row.version, state="not_held", because=CANCELLED)
        Contact.objects.filter(session_id=session, state="planned").update(
            state="not_held", not_held_because="other"
        )
        record.about("session", session)


def add_session(record: Record, plan: SessionPlan, *, state: str = "held", **more: Any) -> UUID:
    """Write a session at the end of its day; for the other verbs of the record."""
    return record.add(
        Session,
        ref=next_ref(record.case_id),
        position=next_position(record.case_id),
        state=state,
        **_columns(plan),
        **more,
    )


def desk_session(record: Record) -> UUID:
    """A session of the staff alone, today: what was done at the desk has its place in time."""
    return add_session(record, SessionPlan(kind="CONS", on=today_of(record)))


def set_outcome(
    record: Record, session: UUID, *, version: int, state: str, because: str = "", **more: Any
) -> int:
    """A planned session was held or not; it takes its place at the end of its day. Raises Stale."""
    return record.change(
        Session, session, version=version, state=state, not_held_because=because,
        position=next_position(record.case_id), **more,
    )  # fmt: skip


def next_ref(case_id: UUID) -> str:
    """The name of the next session: one more than the highest in the series of the newest."""
    refs = list(
        Session.objects.filter(case_id=case_id).order_by("-position").values_list("ref", flat=True)
    )
    found = [match for match in map(_REF.fullmatch, refs) if match]
    if not found:
        return f"S{len(refs) + 1}"
    letters = found[0][1]
    return f"{letters}{max(int(one[2]) for one in found if one[1] == letters) + 1}"


def next_position(case_id: UUID) -> int:
    """The place after every session of the case."""
    highest = Session.objects.filter(case_id=case_id).aggregate(highest=Max("position"))["highest"]
    return 0 if highest is None else int(highest) + 1


def today_of(record: Record) -> date:
    """The practice's local day of the act."""
    return record.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def still_planned(record: Record, session: UUID) -> Session:
    """A session still to come. Raises Refused("gone"), Refused("session_over")."""
    row: Session = one_of_case(Session, record.case_id, session)
    if row.state != "planned":
        raise Refused("session_over")
    return row


def against_session(
    stored: StoredCase, plan: SessionPlan, *, instead_of: str = ""
) -> tuple[str, ...]:
    """Everything against a plan, as sentences."""
    family = stored.family
    met = against_plan(
        family, on=plan.on, present=plan.present, arrivals=plan.arrivals, instead_of=instead_of
    )
    return (*_against_form(plan, {person.id for person in family.people}), *met)


def _against_form(plan: SessionPlan, people: set[str]) -> Iterator[str]:
    kinds = [kind.id for kind in load().session_kinds]
    if plan.kind not in kinds and not plan.kind.startswith("IP-"):
        yield f"{plan.kind!r} is no kind of session. Choose one of {', '.join(kinds)}."
    staff_only = plan.kind in ("CONS", "COLL", "REV")
    if not plan.present and not staff_only:
        yield "Nobody of the family would be there. Choose who comes."
    named = {*plan.present, *(who for one in plan.arrivals for who in _names(one))}
    if not named <= people:
        yield "Somebody in this plan is not entered in this case. Enter them first."
    if plan.minutes is not None and not 0 < plan.minutes <= LONGEST:
        yield f"A session lasts between 1 and {LONGEST} minutes."
    if any(one.person not in plan.present for one in plan.arrivals):
        yield "Somebody would arrive who is not in the session. Add them, or leave out the arrival."


def _names(one: Arrival) -> Iterator[str]:
    yield from (who for who in (one.person, one.brought_by) if who)


def _columns(plan: SessionPlan) -> dict[str, Any]:
    return {
        "kind": plan.kind,
        "on": plan.on,
        "at": plan.at,
        "minutes": plan.minutes,
        "room": plan.room,
        "present": list(plan.present),
        "arrivals": [asdict(one) for one in plan.arrivals],
    }


def _without_contact(row: Session) -> None:
    if Contact.objects.filter(session_id=row.id).exists():
        raise Refused("contact_in_session")


def _unknown_reason(because: str) -> Sequence[str]:
    if because in WHY_NOT_HELD:
        return ()
    return (f"{because!r} is no reason here. Choose one of {', '.join(WHY_NOT_HELD)}.",)
