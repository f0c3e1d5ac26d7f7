"""Starting, holding, resuming, closing and reopening a phase: five tracks side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from handrail.core.law.answers import Refused as NotNow
from handrail.core.law.orders import Order
from handrail.core.law.suspension import suspension
from handrail.core.therapy.protocol import Protocol, load
from handrail.core.therapy.tracks import MOVES, Event, may_turn
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.actions.recording import Record, recording, refuse
from handrail.store.records.chart.case_gates import gates_of, missing_in
from handrail.store.records.chart.phase_tracks import phase_tracks
from handrail.store.records.models import PhaseChange

ENTERS: tuple[Event, ...] = ("start", "resume", "reopen")
CONTACT = "supported_contact"
EVENTS: tuple[Event, ...] = (*ENTERS, "hold", "close")


def turn_phase(
    *, by: Viewer, case_id: UUID, phase: int, event: Event, reason: str, on: date | None = None
) -> UUID:
    """Turn one phase; returns the id of the change.

    What begins work asks its entry gate, closing asks its exit gate, holding asks nothing. Raises
    RefusedByRule with everything that is missing.
    """
    with recording(by=by, case_id=case_id, act="phase.turned") as record:
        protocol = load()
        known = next((one.id for one in protocol.phases if one.number == phase), None)
        if known is None or event not in EVENTS:
            raise Refused("gone")
        if event != "hold" and record.case.case.status != "active":
            refuse("A phase is worked in once the family is accepted. Decide the referral first.")
        return _turn(record, protocol, phase, event, reason, on or record.today)


def _turn(
    record: Record, protocol: Protocol, phase: int, event: Event, reason: str, on: date
) -> UUID:
    now = gates_of(record.by, record.case_id, record.today)
    track = phase_tracks(now.family.phases)[phase]
    answer = may_turn(track, event)
    found = list(answer.reasons) if isinstance(answer, NotNow) else []
    if not reason.strip() and event != "hold":
        found.append("A turn of a phase has its reason. Write it in a sentence.")
    found += _against_suspended(now.family.orders, event, record.today)
    refuse(*found, *missing_in(*(now.gate(gate) for gate in _gates(protocol, phase, event))))
    state = MOVES[track.state][event]
    row = write_turn(record, phase, state, reason, on)
    record.about("phase_change", row, phase=phase, state=state)
    return row


def _against_suspended(orders: Sequence[Order], event: Event, today: date) -> Iterator[str]:
    """Nothing begins again while an order suspends the work; holding and closing wait for nothing
    of it (clinical §10.2)."""
    found = suspension(orders, today) if event in ENTERS else None
    if found is not None:
        yield f"{found.text[:1].upper()}{found.text[1:]}. {found.opens}"


def write_turn(record: Record, phase: int, state: str, reason: str, on: date) -> UUID:
    """The row of a turn that has been decided."""
    position = PhaseChange.objects.filter(case_id=record.case_id).count()
    return record.add(
        PhaseChange, phase=phase, state=state, on=on, position=position,
        texts={"reason": reason.strip()},
    )  # fmt: skip


def _gates(protocol: Protocol, phase: int, event: Event) -> tuple[str, ...]:
    """The gates a turn asks. Contact begins only while nothing speaks against it (§3.6)."""
    known = next(one.id for one in protocol.phases if one.number == phase)
    if event in ENTERS:
        entry = f"{known}.entry"
        return (entry, "contraindications") if known == CONTACT else (entry,)
    return (f"{known}.exit",) if event == "close" else ()
