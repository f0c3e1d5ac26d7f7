"""The tables of the clinical record, one module per topic. Only records itself imports them."""

from handrail.store.records.models.contacts import (
    AfterEffect,
    Alarm,
    ChildView,
    Clearing,
    Contact,
    Decision,
    Stop,
)
from handrail.store.records.models.family import (
    ContactDetails,
    HistoryEvent,
    HouseholdMember,
    Relation,
    Remark,
)
from handrail.store.records.models.orders import Order
from handrail.store.records.models.plan import Goal, GoalScore, Ladder, PhaseChange
from handrail.store.records.models.safety import ReportEntry, SafetyOutcome
from handrail.store.records.models.scores import Score
from handrail.store.records.models.sessions import Note, Pulse, Segment, Session, SessionCheck
from handrail.store.records.models.sources import Closure, ImportedFile, Referral

__all__ = [
    "AfterEffect", "Alarm", "ChildView", "Clearing", "Closure", "Contact", "ContactDetails",
    "Decision", "Goal", "GoalScore", "HistoryEvent", "HouseholdMember", "ImportedFile",
    "Ladder", "Note", "Order", "PhaseChange", "Pulse", "Referral", "Relation", "Remark",
    "ReportEntry", "SafetyOutcome", "Score", "Segment", "Session", "SessionCheck", "Stop",
]  # fmt: skip
