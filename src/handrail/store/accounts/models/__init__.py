"""Practice, person, account, case header, membership."""

from handrail.store.accounts.models.case import Case, Membership
from handrail.store.accounts.models.person import Person
from handrail.store.accounts.models.practice import Practice, StaffSeat
from handrail.store.accounts.models.qualification import QUALIFICATIONS, Qualification
from handrail.store.accounts.models.sign_in import (
    Account,
    Invitation,
    Session,
    Submission,
    folded_email,
)

__all__ = [
    "QUALIFICATIONS",
    "Account",
    "Case",
    "Invitation",
    "Membership",
    "Person",
    "Practice",
    "Qualification",
    "Session",
    "StaffSeat",
    "Submission",
    "folded_email",
]
