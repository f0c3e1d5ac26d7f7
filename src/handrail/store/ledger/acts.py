"""Every act a ledger line can say was done, and what it means. What is not here is refused.

A code says what was done, in the past; `….viewed` that a page was looked at. A code that was ever
written stays here for good: chains that hold it have to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_DONE = {
    "account.disabled": "closed somebody's account; its sessions and its open link ended",
    "account.enabled": "opened a closed account again, as it was",
    "account.recovered": "opened one's account again with a link and a new password",
    "account.recovery_tried": "showed with such a link who one is, rightly or wrongly",
    "account.restarted": "closed an account until its owner opens it again with a link",
    "case.changed": "changed what stands on the cover",
    "case.imported": "loaded a whole family from a file",
    "case.numbering_changed": "gave the next case a higher number",
    "case.opened": "opened a case",
    "child_view.asked_today": "asked a child on the day, alone, and kept the answer",
    "co_sign.agreed": "agreed as the second person, and it was done",
    "co_sign.asked": "asked for a second person",
    "co_sign.declined": "did not agree as the second person; nothing was done",
    "co_sign.taken_back": "took back what waited for a second person",
    "invitation.accepted": "made one's account with a link",
    "invitation.made": "made a link for somebody without an account",
    "key.destroyed": "destroyed a key: what was sealed with it is gone for good",
    "key.destroyed_again": "destroyed it again after a backup had brought it back",
    "person.added": "added a person to the practice",
    "person.corrected": "corrected a name, birth date, pronouns or language",
    "practice.opened": "opened the practice",
    "report.added_to": "added a call or a later entry to what one had written down",
    "report.no_questions": "reminded the team to put no questions, until further notice",
    "report.questions_again": "ended that reminder",
    "report.viewed": "looked at what one had written down oneself",
    "room.checked": "kept what a child said of a contact on the hand-over page",
    "room.handed_over": "handed the page over to a child",
    "room.seen": "noted with one tap what was seen in the room",
    "room.started": "began a contact",
    "room.taken_back": "took the page back from a child, with the second factor",
    "seat.ended": "ended a seat in the case",
    "seat.given": "gave a seat in the case",
    "staff_notice.seen": "saw that one is wanted",
    "staff_seat.ended": "ended a seat in the practice as a whole",
    "staff_seat.given": "gave a seat in the practice as a whole",
    "stop.made": "stopped contact, at once and alone",
    "text.sealed": "kept a text, sealed; the line commits to it and does not tell it",
    "wording.kept": "kept words that may read as a judgement, after they were pointed out",
}
_LOOKED_AT = {
    "case.viewed": "the overview of a case",
    "cases.viewed": "the list of one's cases",
    "child_says.viewed": "the page for what a child said",
    "goals.viewed": "the goals",
    "ladder.viewed": "the ladder",
    "measures.viewed": "the measures",
    "order.viewed": "orders and duties",
    "people.viewed": "the family, its map and what happened before",
    "room.viewed": "the page in the room",
    "room_before.viewed": "the page before a contact begins",
    "room_check.viewed": "the page handed over to a child",
    "room_end.viewed": "the page after a contact",
    "room_hand_over.viewed": "the question before the page is handed over",
    "room_leave.viewed": "the way back from a handed-over page",
    "room_paper.viewed": "the page to enter a paper sheet",
    "room_sheet.viewed": "the sheet to print for a contact",
    "search.viewed": "the search in one's own cases; never its words",
    "seen.viewed": "who saw what in a case",
    "staff.viewed": "the staff",
    "staff_close.viewed": "the question before closing an account",
    "staff_invite.viewed": "the form to invite somebody",
    "staff_link.viewed": "the page that shows a link once",
    "staff_member.viewed": "one colleague's seats and sign-in",
    "staff_new_link.viewed": "the form to make a new link",
    "staff_reopen.viewed": "the question before opening an account again",
    "staff_seat_end.viewed": "the question before ending a seat in the practice",
    "staff_seats.viewed": "the form to give a seat in the practice",
    "staff_start_again.viewed": "the question before an account starts again",
    "team.viewed": "the team of a case",
    "team_seat_end.viewed": "the question before ending a seat in a case",
    "timeline.viewed": "the timeline",
    "today.viewed": "Today",
}
ACTS: Mapping[str, str] = MappingProxyType(
    {**_DONE, **{act: f"looked at {what}" for act, what in _LOOKED_AT.items()}}
)
"""Code -> what it says was done, after "somebody …"."""
