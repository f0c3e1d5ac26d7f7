"""The tables of the clinical record, one module per topic. Only records itself imports them."""

from handrail.store.records.models.agreements import AgreementSignature, CareAgreement
from handrail.store.records.models.contacts import (
    AfterEffect,
    Alarm,
    ChildView,
    Clearing,
    Contact,
    Decision,
    Stop,
)
from handrail.store.records.models.drafts import Draft, LegalHold, PsychotherapyNote
from handrail.store.records.models.endings import AfterCare, Closure, Letter
from handrail.store.records.models.family import (
    ContactDetails,
    HistoryEvent,
    HouseholdMember,
    Relation,
    Remark,
)
from handrail.store.records.models.gates import CoSign, Evidence, Waiver
from handrail.store.records.models.in_the_room import ContactCheck, PlanCard, PreparedLine, Tap
from handrail.store.records.models.kept_back import KeptBack
from handrail.store.records.models.orders import Order
from handrail.store.records.models.plan import (
    Goal,
    GoalScore,
    Ladder,
    PhaseChange,
    PlanTask,
    PlanVersion,
    TaskTick,
)
from handrail.store.records.models.referrals import Determination, Referral, TriageDecision
from handrail.store.records.models.reviews import Consult, OrderConflict, ReviewSheet, StaffNotice
from handrail.store.records.models.safety import (
    ReportCall,
    ReportEntry,
    SafetyInterview,
    SafetyOutcome,
)
from handrail.store.records.models.scores import Score
from handrail.store.records.models.sessions import Note, Pulse, Segment, Session, SessionCheck
from handrail.store.records.models.sources import ImportedFile
from handrail.store.records.models.understanding import (
    Concern,
    CyclePart,
    Formulation,
    Hypothesis,
    Need,
    Pattern,
)

__all__ = [
    "AfterCare", "AfterEffect", "AgreementSignature", "Alarm", "CareAgreement", "ChildView",
    "Clearing", "Closure", "CoSign", "Concern", "Consult", "Contact", "ContactCheck",
    "ContactDetails", "CyclePart", "Decision", "Determination", "Draft", "Evidence",
    "Formulation", "Goal", "GoalScore", "HistoryEvent", "HouseholdMember", "Hypothesis",
    "ImportedFile", "KeptBack", "Ladder", "LegalHold", "Letter", "Need", "Note", "Order",
    "OrderConflict", "Pattern", "PhaseChange", "PlanCard", "PlanTask", "PlanVersion",
    "PreparedLine", "PsychotherapyNote", "Pulse", "Referral", "Relation", "Remark", "ReportCall",
    "ReportEntry", "ReviewSheet", "SafetyInterview", "SafetyOutcome", "Score", "Segment", "Session",
    "SessionCheck", "StaffNotice", "Stop", "Tap", "TaskTick", "TriageDecision", "Waiver",
]  # fmt: skip
