"""A family as frozen values, as read from a handrail-case/1 file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handrail.core.law.orders import Order
from handrail.core.therapy.alarms import SessionCheck
from handrail.core.therapy.contact import Contact
from handrail.core.therapy.rule import Rung
from handrail.core.therapy.stops import LadderKey


@dataclass(frozen=True)
class Person:
    """born: "1987", "2016-02" or a day. details: address, phone, email, school, workplace."""

    id: str
    given: str
    seat: str
    family: str = ""
    born: str = ""
    households: tuple[str, ...] = ()
    notes: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    details_protected: bool = False


@dataclass(frozen=True)
class Relation:
    """A dated relation between two people; `source` is the person who told it."""

    from_: str
    to: str
    kind: str
    since: str = ""
    until: str = ""
    quality: str = "unknown"
    source: str = ""


@dataclass(frozen=True)
class HistoryEvent:
    on: str
    event: str
    source: tuple[str, ...] = ()
    accounts_differ: bool = False


@dataclass(frozen=True)
class Ladder:
    """One ladder per child per parent."""

    child: str
    parent: str
    rungs: tuple[Rung, ...]

    @property
    def key(self) -> LadderKey:
        return (self.child, self.parent)

    def index(self, rung: str) -> int:
        """The place of a rung, 0 the lowest; raises KeyError when it is not on this ladder."""
        for index, one in enumerate(self.rungs):
            if one.id == rung:
                return index
        raise KeyError(rung)


@dataclass(frozen=True)
class Goal:
    """weight > 0; scores: review label -> -2..+2; levels: five texts from -2 to +2, or none."""

    id: str
    weight: float
    scores: Mapping[str, int]
    statement: str = ""
    owners: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    domain: str = ""


@dataclass(frozen=True)
class Measure:
    """One answered instrument. `on` is the day, or the first day of its week."""

    instrument: str
    respondent: str
    about: str
    on: date
    week: int | None = None
    total: int | None = None
    subscales: Mapping[str, int] = field(default_factory=dict)
    interpretable: bool = True
    note: str = ""


@dataclass(frozen=True)
class ChildView:
    """The child's answer about a rung (clinical §2.4 (c)). child None: any child with that rung."""

    child: str | None
    rung: str
    answer: str
    on: date
    asked_by: str = ""
    alone: bool | None = None
    words: str = ""


@dataclass(frozen=True)
class Clearing:
    """A `cleared` entry: child/parent None clear every ladder."""

    on: date
    by: tuple[str, ...] = ()
    reason: str = ""
    child: str | None = None
    parent: str | None = None


@dataclass(frozen=True)
class Concern:
    """What a child told, or an incident outside a contact. about: whom it names, if known.

    reason: another code, for a stop that somebody made at the desk; then is_disclosure is False.
    """

    child: str | None = None
    about: str | None = None
    is_disclosure: bool = True
    reason: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What the clinician decided after a contact. move: UP, DOWN, HOLD, PENDING, STOP."""

    move: str
    reason: str = ""
    by: str = ""
    co_signed_by: str = ""
    on: date | None = None
    told_child: str = ""
    words: str = ""
    waiting_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class SessionContact:
    """A contact within a session, on the ladder of `child` with `parent`."""

    child: str
    parent: str
    contact: Contact
    planned: bool = False
    decision: Decision | None = None
    cleared: Clearing | None = None

    @property
    def key(self) -> LadderKey:
        return (self.child, self.parent)


@dataclass(frozen=True)
class Arrival:
    """Who comes to a session when (HH:MM), by which door, brought by whom."""

    person: str
    at: str
    door: str = ""
    brought_by: str = ""
    waits: str = ""
    leaves_at: str = ""


@dataclass(frozen=True)
class Session:
    id: str
    on: date
    type: str
    at: str = ""
    minutes: int | None = None
    observed: str = ""
    present: tuple[str, ...] = ()
    planned: bool = False
    room: str = ""
    arrivals: tuple[Arrival, ...] = ()
    contact: SessionContact | None = None
    views: tuple[ChildView, ...] = ()
    concern: Concern | None = None
    cleared: Clearing | None = None
    checks: tuple[SessionCheck, ...] = ()
    pulses: Mapping[str, int] = field(default_factory=dict)
    fidelity: float | None = None


@dataclass(frozen=True)
class Safety:
    """The outcome of the separate safety interviews, and the measures that follow."""

    outcome: str = ""
    on: date | None = None
    measures: tuple[str, ...] = ()
    review_on: date | None = None
    notes: str = ""


@dataclass(frozen=True)
class PhaseChange:
    """A phase entering a state: not_started, active, on_hold, done. Phases run side by side."""

    phase: int
    state: str
    on: date


@dataclass(frozen=True)
class CaseHead:
    name: str
    jurisdiction: str = ""
    opened_on: date | None = None
    basis: str = ""
    client_is: str = "family"
    referral_reasons: tuple[str, ...] = ()
    closed_on: date | None = None
    closure_reason: str = ""


@dataclass(frozen=True)
class Family:
    """One whole family file."""

    case: CaseHead
    people: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = ()
    history: tuple[HistoryEvent, ...] = ()
    orders: tuple[Order, ...] = ()
    safety: Safety = Safety()
    phases: tuple[PhaseChange, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    sessions: tuple[Session, ...] = ()
    digest: str = ""

    @property
    def homes(self) -> dict[str, frozenset[str]]:
        """person id -> households"""
        return {person.id: frozenset(person.households) for person in self.people}

    def given(self, person_id: str | None) -> str:
        """The given name, or the id itself for somebody not listed (a court, a school)."""
        for person in self.people:
            if person.id == person_id:
                return person.given
        return person_id or ""
