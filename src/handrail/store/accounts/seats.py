"""Which seats make somebody staff: the part of the seat list that opens doors.

A membership may carry any seat of a family or a court as well; those open nothing here.
"""

from __future__ import annotations

# A seat in one case. In this order: whoever sits on two is shown as the first.
CASE_TEAM = ("therapist", "co_therapist", "supervisor", "coordinator")

# A seat in the practice as a whole. None of them opens a clinical record by itself.
PRACTICE_WIDE = ("therapist", "supervisor", "coordinator", "privacy_officer", "administrator")

# Who needs the name of every family of the practice to do the work of the seat.
SEES_EVERY_CASE_HEADER = ("coordinator", "privacy_officer")

# Who may open a case; the opener becomes its first member. Without one of these seats in the
# practice no seat on a team opens anything.
OPENS_CASES = ("therapist", "supervisor", "coordinator")

# What a seat on a team rests on: its holder keeps one of these seats in the practice.
_CLINICIANS = ("therapist", "supervisor")
RESTS_ON = {
    "therapist": _CLINICIANS,
    "co_therapist": _CLINICIANS,
    "supervisor": _CLINICIANS,
    "coordinator": OPENS_CASES,
}

# Who may invite people and give seats of the practice.
KEEPS_THE_DOOR = ("administrator",)

# Who places and lifts legal holds from outside every case, knowing a case by its number.
KEEPS_HOLDS = ("privacy_officer",)

# Who may read every ledger line of the practice.
READS_THE_LEDGER = ("privacy_officer",)
