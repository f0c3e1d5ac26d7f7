"""The gates of one case, read and judged: for pages, and for the verbs that need one open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from handrail.core.therapy.gates import Closed
from handrail.core.therapy.protocol import load
from handrail.store.accounts.qualifications import qualified_since
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.chart.gates_now import PARTS, GateNow, GatesNow, gates_now
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.reading.family import StoredCase, stored_case
from handrail.store.records.reading.gates import gate_rows


def case_gates(
    viewer: Viewer, stored: StoredCase, today: date, ladders: Sequence[LadderNow] = ()
) -> GatesNow:
    """The gates of a case that has been read, with at least PARTS of it.

    ladders: as they stand today, where somebody wants to know what the step ahead of each asks.
    """
    therapists = [UUID(one.person) for one in stored.team if one.seat == "therapist"]
    return gates_now(
        stored,
        gate_rows(stored.id),
        protocol=load(),
        today=today,
        qualified=qualified_since(viewer, therapists, today),
        ladders=ladders,
    )


def gates_of(viewer: Viewer, case_id: UUID, today: date) -> GatesNow:
    """The gates of a case; raises LookupError when it cannot be seen."""
    return case_gates(viewer, stored_case(case_id, PARTS), today)


def missing_in(*gates: GateNow) -> list[str]:
    """Everything that keeps these gates closed and what would satisfy it, each as a sentence."""
    return [
        f"{one.text} {one.what_would_satisfy}"
        for gate in gates
        if gate.applies and isinstance(gate.answer, Closed)
        for one in gate.answer.missing
    ]


def all_gates(now: GatesNow) -> Iterable[GateNow]:
    """Every gate of the protocol, in the order of the work."""
    first = ("referral", "allegations", "contraindications")
    phases = [f"{phase.id}.{end}" for phase in now.protocol.phases for end in ("entry", "exit")]
    for id_ in (*first, *phases, "step", "closure"):
        yield now.gate(id_)
