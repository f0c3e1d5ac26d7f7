"""Who saw what: the case's part of the ledger."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.disclosure.matrix import default
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.shared.parts import Column, Row, Table
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.seen import SeenLine, seen

MOST = 100
ACTS = {
    "case.opened": lazy("opened the case"),
    "case.changed": lazy("changed the case’s cover"),
    "case.imported": lazy("imported the family file"),
    "case.viewed": lazy("looked at the overview"),
    "ladder.viewed": lazy("looked at the ladder"),
    "timeline.viewed": lazy("looked at the timeline"),
    "goals.viewed": lazy("looked at the goals"),
    "measures.viewed": lazy("looked at the measures"),
    "people.viewed": lazy("looked at the people"),
    "team.viewed": lazy("looked at the team"),
    "order.viewed": lazy("looked at the orders"),
    "seen.viewed": lazy("looked at this page"),
    "seat.given": lazy("gave a seat in the case"),
    "seat.ended": lazy("ended a seat in the case"),
    "key.destroyed": lazy("destroyed a key"),
    "room.seen": lazy("noted something seen in the room"),
    "room.checked": lazy("kept what the child said of a contact"),
    "room.handed_over": lazy("handed the page over to the child"),
    "room.taken_back": lazy("took the page back from the child"),
    "room.viewed": lazy("looked at the page in the room"),
    "room_before.viewed": lazy("looked at the page before a contact"),
    "room_check.viewed": lazy("looked at the child’s page"),
    "room_end.viewed": lazy("looked at the page after a contact"),
    "room_hand_over.viewed": lazy("looked at the page before the hand-over"),
    "room_leave.viewed": lazy("looked at the way back from the child’s page"),
    "room_paper.viewed": lazy("looked at the form for a paper sheet"),
    "room_sheet.viewed": lazy("looked at the sheet for a contact"),
    "staff_notice.seen": lazy("saw that they are wanted"),
    "stop.made": lazy("stopped contact"),
}


@case_page("seen.viewed", *TAB_KINDS["seen"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """The newest hundred lines: all of them, or one's own where the matrix gives no more."""
    own_only = any(
        code.only_if == "own" for way in default("audit_log", opened.case.seat).ways for code in way
    )
    stored = stored_case(opened.case_id, FRAME)
    lines = seen(
        opened.case_id, by_person=opened.viewer.person_id if own_only else None, limit=MOST
    )
    return "clinic/seen.html", {
        **case_frame(opened, stored, "seen"),
        "table": table(lines, numbered=not own_only),
        "own_only": own_only,
    }


def table(lines: list[SeenLine], *, numbered: bool) -> Table:
    """The lines, and their places in the chain for whoever may read all of them.

    To anybody else a gap in the numbers would tell how often the others looked.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    rows = []
    for line in lines:
        local = line.at.astimezone(zone)
        at = f"{words.day(local.date())}, {local:%H:%M}"
        who = f"{line.who} · {words.said(words.SEATS, line.seat)}" if line.seat else line.who
        act = words.said(ACTS, line.act)
        place = (str(line.seq),) if numbered else ()
        rows.append(Row((at, who, act, *place, line.hash[:12])))
    columns = [Column(_("When")), Column(_("Who")), Column(_("Did what"))]
    if numbered:
        columns.append(Column(_("Line")))
    columns.append(Column(_("Mark")))
    return Table(_("Ledger lines of this case"), tuple(columns), tuple(rows), narrow="stack")
