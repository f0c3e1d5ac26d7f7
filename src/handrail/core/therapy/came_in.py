"""A case that was brought in with work already done: which gates lie behind it, and since where.

Its evidence was gathered elsewhere. What is missing there is told as not on record here, apart from
what is still to be done. It is never called met, and it opens no gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handrail.core.therapy.phase import Phase
from handrail.core.therapy.requirements import Requirement

BEFORE_THE_WORK = ("referral", "allegations")
CONTACT, CONTRAINDICATIONS = "supported_contact", "contraindications"
OF_TODAY = ("basis_of_care", "order_read", "order_permits", "therapist_qualified")
"""Read anew every day from what stands here, so that it cannot lie elsewhere: an order is in force
or it is not, and the papers of whoever works here hold or do not."""


@dataclass(frozen=True)
class CameIn:
    """phase: the number of the furthest phase entered before; gates: ids of those that lie behind.

    None and () for a case that began here.
    """

    phase: int | None = None
    gates: frozenset[str] = frozenset()


def came_in(phases: Iterable[Phase], states: Mapping[int, str]) -> CameIn:
    """What lies behind a case that came in with these phases in these states (tracks.State).

    The furthest phase is named of the first three, which follow each other; the two that run beside
    them are named only when nothing else was entered.
    """
    gates: set[str] = set()
    entered = {number: state for number, state in states.items() if state != "not_started"}
    for one in phases:
        if one.number not in entered:
            continue
        gates |= {*BEFORE_THE_WORK, f"{one.id}.entry"}
        if one.id == CONTACT:
            gates.add(CONTRAINDICATIONS)
        if entered[one.number] == "done":
            gates.add(f"{one.id}.exit")
    following = [number for number in entered if number <= 3] or list(entered)
    return CameIn(max(following, default=None), frozenset(gates))


def may_lie_elsewhere(asked: Requirement) -> bool:
    """Whether evidence for this may lie with whoever had the case before (not OF_TODAY)."""
    return asked.id.partition(":")[0] not in OF_TODAY
