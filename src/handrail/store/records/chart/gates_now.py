"""Every gate of a case on a day: what is met by what, what is missing, what would satisfy it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from handrail.core.family_file.values import Family, Person
from handrail.core.therapy import gates
from handrail.core.therapy.came_in import CameIn, came_in, may_lie_elsewhere
from handrail.core.therapy.endings import Ending, asked_at_the_end
from handrail.core.therapy.protocol import Protocol
from handrail.core.therapy.requirements import Requirement, spread
from handrail.store.records.chart.gate_evidence import Known, agreements_in, evidence_of
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.chart.phase_tracks import on_day
from handrail.store.records.chart.prepared import prepared_evidence
from handrail.store.records.chart.steps_ahead import StepAhead, evidence_of_steps, steps_ahead
from handrail.store.records.reading.family import FRAME, StoredCase
from handrail.store.records.reading.gates import Entered, GateRows, Waived

ADULTS = ("parent", "step_parent", "grandparent", "caregiver", "partner")
GOING_ON = "safety_allows_going_on"
PLAN_IN_FORCE = "plan_in_force"
STEP = "step"
"""The gate of what single steps ask besides."""
PARTS = (*FRAME, "phases", "referral")
"""What of a stored case the gates look at."""


@dataclass(frozen=True)
class Support:
    """What meets a requirement. id: of what was entered by hand, None for the record's own."""

    on: date
    source: str
    by: str
    id: UUID | None = None


Standing = Literal["met", "missing", "not_on_record", "not_asked"]


@dataclass(frozen=True)
class Ahead:
    """The step ahead of the ladder a requirement is about, and the first that asks for it.

    In words; asked_at "" where none does.
    """

    step: str
    asked_at: str


@dataclass(frozen=True)
class RequirementNow:
    """One requirement, asked of one person where it is; `missing` None when it is met.

    standing: how it is told. What is not on record here, or not asked of the step ahead, is missing
    all the same: it keeps its gate closed. ahead: the steps it is about, in words.
    """

    asked: Requirement
    support: tuple[Support, ...]
    waivers: tuple[Waived, ...]
    missing: gates.Missing | None
    standing: Standing = "met"
    ahead: Ahead | None = None


@dataclass(frozen=True)
class GateNow:
    """One gate as it stands. applies: whether it is asked in this case."""

    id: str
    answer: gates.Open | gates.Closed
    requirements: tuple[RequirementNow, ...]
    applies: bool = True

    @property
    def is_open(self) -> bool:
        return isinstance(self.answer, gates.Open)

    @property
    def met(self) -> int:
        return self.count("met")

    def count(self, standing: Standing) -> int:
        """How many requirements stand so."""
        return sum(1 for one in self.requirements if one.standing == standing)


@dataclass(frozen=True)
class GatesNow:
    """The gates of one case on one day."""

    family: Family
    protocol: Protocol
    today: date
    evidence: tuple[gates.Evidence, ...]
    rows: GateRows
    came_in: CameIn = field(default_factory=CameIn)
    steps: tuple[StepAhead, ...] = ()

    def gate(
        self, id_: str, ladder: tuple[str, str] | None = None, *, ending: Ending | None = None
    ) -> GateNow:
        """One gate by its id: "<phase>.entry", "<phase>.exit", a gate, or a rung.

        ladder: ask only about this child with this parent. ending: leave out what makes no sense
        with it. Raises KeyError for no gate.
        """
        asked = spread(self.protocol.needed_for(id_), who(self.family, ladder))
        if ending is not None:
            asked = asked_at_the_end(asked, ending)
        answer = gates.gate(asked, self.evidence, self._waivers(), self.today)
        missing = {one.requirement_id: one for one in getattr(answer, "missing", ())}
        return GateNow(
            id=id_,
            answer=answer,
            requirements=tuple(self._requirement(one, missing.get(one.id), id_) for one in asked),
            applies=id_ != "allegations" or bool(opened_gates(self.family, self.protocol)),
        )

    def requirement(self, id_: str) -> RequirementNow | None:
        """One requirement by its spread id, as it stands; None when nobody is asked for it."""
        known = self.protocol.requirements.get(id_.partition(":")[0])
        asked = spread([known], who(self.family)) if known else ()
        found = [one for one in asked if one.id == id_ and not id_.endswith(":")]
        if not found:
            return None
        answer = gates.gate(found, self.evidence, self._waivers(), self.today)
        missing = {one.requirement_id: one for one in getattr(answer, "missing", ())}
        return self._requirement(found[0], missing.get(id_), "")

    def _requirement(
        self, asked: Requirement, missing: gates.Missing | None, gate: str
    ) -> RequirementNow:
        entered = {(one.on, one.source, one.by): one.id for one in self.rows.entered}
        support = tuple(
            Support(one.on, one.source, one.by, entered.get((one.on, one.source, one.by)))
            for one in self.evidence
            if one.requirement == asked.id and not one.lacks
        )
        own = tuple(one for one in self.rows.waived if one.requirement == asked.id)
        ahead = self._ahead(asked) if gate == STEP else None
        standing: Standing = "met" if missing is None else "missing"
        if missing is not None and ahead is not None and ahead.asked_at != ahead.step:
            standing = "not_asked"
        elif missing is not None and self._lies_elsewhere(asked, gate):
            standing = "not_on_record"
        return RequirementNow(asked, support, own, missing, standing, ahead)

    def _lies_elsewhere(self, asked: Requirement, gate: str) -> bool:
        """Whether evidence may lie with whoever had the case before: of a gate it had passed when
        it was brought in, and nothing about it was ever written down here."""
        told = {one.requirement for one in self.evidence}
        told |= {one.requirement for one in self.rows.entered}
        told |= {one.requirement for one in self.rows.waived}
        told |= {PLAN_IN_FORCE for one in self.rows.known["plans"] if one["signed_by"]}
        return gate in self.came_in.gates and asked.id not in told and may_lie_elsewhere(asked)

    def _ahead(self, asked: Requirement) -> Ahead | None:
        need, _colon, key = asked.id.partition(":")
        for one in self.steps:
            if one.key == key:
                at = one.first_asking.get(need)
                return Ahead(one.name(one.ahead), "" if at is None else one.name(at))
        return None

    def _waivers(self) -> tuple[gates.Waiver, ...]:
        return tuple(
            gates.Waiver(one.requirement, one.reason, one.by, one.until, one.second_by or None)
            for one in self.rows.waived
            if one.ended_on is None
        )


def gates_now(
    stored: StoredCase,
    rows: GateRows,
    *,
    protocol: Protocol,
    today: date,
    qualified: Mapping[str, date],
    ladders: Sequence[LadderNow] = (),
) -> GatesNow:
    """The gates of a case. qualified: therapist -> since when all papers hold, for those who have
    them all. ladders: as they stand today, for what the next step of each asks."""
    therapists = [one.person for one in stored.team if one.seat == "therapist"]
    known = Known(stored.family, rows.known, today, qualified, therapists)
    entered = [_as_evidence(one) for one in rows.entered if one.withdrawn_on is None]
    if _safety_review_is_past(rows, today):
        entered = [one for one in entered if one.requirement != GOING_ON]
    steps = steps_ahead(ladders, protocol)
    keys = [one.key for one in stored.family.ladders]
    agreements = [one for one, _row in agreements_in(rows.known)]
    evidence = (
        *evidence_of(known),
        *prepared_evidence(stored.family, rows.known["prepared"], keys),
        *evidence_of_steps(stored, steps, agreements, today),
        *entered,
    )
    behind = came_in(protocol.phases, _states_brought_in(rows.known["phases"]))
    return GatesNow(stored.family, protocol, today, evidence, rows, behind, steps)


def _states_brought_in(rows: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Phase -> its state when the case was brought in, from its phase changes.

    What came with a file has no reason and stands there since the moment of the first; a turn at
    the desk that begins or closes has one.
    """
    ordered = sorted(rows, key=lambda row: int(row["position"]))
    first = ordered[0]["recorded_at"] if ordered else ""
    return {
        row["phase"]: row["state"]
        for row in ordered
        if not row["has_reason"] and row["recorded_at"] == first
    }


def opened_gates(family: Family, protocol: Protocol) -> tuple[str, ...]:
    """The gates that the reasons of the referral open besides."""
    reasons = set(family.case.referral_reasons)
    found = [one.opens_gate for one in protocol.referral_reasons if one.id in reasons]
    return tuple(dict.fromkeys(gate for gate in found if gate))


def who(family: Family, ladder: tuple[str, str] | None = None) -> dict[str, dict[str, str]]:
    """For each of requirements.PER whom to ask, with their names; of one ladder where given."""
    keys = [one.key for one in family.ladders] if ladder is None else [ladder]
    if ladder is not None:
        people = [person for person in family.people if person.id in ladder]
    else:
        people = list(family.people)
    return {
        "adult": _named(people, ADULTS),
        "parent": _named(people, ("parent",)),
        "child": _named(people, ("child",)),
        "ladder": {
            f"{child}/{parent}": f"{family.given(child)} with {family.given(parent)}"
            for child, parent in keys
        },
    }


def _named(people: Iterable[Person], seats: tuple[str, ...]) -> dict[str, str]:
    return {one.id: one.given for one in people if one.seat in seats}


def _as_evidence(one: Entered) -> gates.Evidence:
    return gates.Evidence(one.requirement, one.on, one.source, one.by)


def _safety_review_is_past(rows: GateRows, today: date) -> bool:
    """A decision to go on holds until the day on which safety is to be looked at again."""
    newest = max(rows.known["outcomes"], key=lambda one: str(one["recorded_at"]), default=None)
    review = on_day(newest["review_on"]) if newest else None
    return review is not None and review < today
