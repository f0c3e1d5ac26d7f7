"""Who saw what: the case's part of the ledger."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from handrail.core.disclosure.matrix import default
from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.shared.parts import Column, Row, Table
from handrail.store.ledger.acts import DONE, LOOKED_AT
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.seen import SeenLine, seen

MOST = 100


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
        act = did(line.act)
        place = (str(line.seq),) if numbered else ()
        rows.append(Row((at, who, act, *place, line.hash[:12])))
    columns = [Column(_("When")), Column(_("Who")), Column(_("Did what"))]
    if numbered:
        columns.append(Column(_("Line")))
    columns.append(Column(_("Mark")))
    return Table(_("Ledger lines of this case"), tuple(columns), tuple(rows), narrow="stack")


def did(act: str) -> str:
    """What somebody did, after their name."""
    if act in LOOKED_AT:
        return _("looked at %(page)s") % {"page": _(LOOKED_AT[act])}
    return _(DONE[act])
