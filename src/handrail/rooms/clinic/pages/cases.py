"""Cases: everybody's own, with what is next in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic import words
from handrail.rooms.clinic.frame import STOP, children_of, first_page, parents_of, practice_frame
from handrail.rooms.clinic.opening import may_read, practice_page
from handrail.rooms.shared.parts import Action, Cell, Column, Empty, Row, Table
from handrail.store.accounts.qualifications import KEEPS_THEM
from handrail.store.accounts.reading import CaseHeader, OpenCase, cases_of
from handrail.store.accounts.seats import KEEPS_HOLDS, OPENS_CASES, SEES_EVERY_CASE_HEADER
from handrail.store.accounts.teams import covers
from handrail.store.accounts.viewer import Viewer
from handrail.store.records.reading.family import FRAME, StoredCase, stored_cases

STATUSES = {
    "intake": lazy("intake"),
    "active": lazy("active"),
    "paused": lazy("paused"),
    "closed": lazy("closed"),
}


@practice_page("cases.viewed")
def page(request: HttpRequest, viewer: Viewer, seats: frozenset[str]) -> tuple[str, dict[str, Any]]:
    """One row a case, by family name."""
    own = cases_of(viewer)
    stored = {one.id: one for one in stored_cases([o.case.id for o in own], FRAME)}
    rows = tuple(row(one, stored[one.case.id]) for one in own if one.case.id in stored)
    columns = (
        Column(_("Family")),
        Column(_("Case")),
        Column(_("State")),
        Column(_("Ground")),
        Column(_("Your seat")),
    )
    return "clinic/cases.html", {
        **practice_frame(viewer, seats, "cases"),
        "table": Table(_("Your cases"), columns, rows, narrow="stack") if rows else None,
        "nothing": Empty(
            _("No case yet"),
            _("You see the cases in which you have a seat. A case is opened at intake."),
        ),
        "begin": () if seats.isdisjoint(OPENS_CASES) else (_begin(),),
        "holds": "" if seats.isdisjoint(KEEPS_HOLDS) else reverse("clinic:legal_holds"),
        "papers": "" if seats.isdisjoint(KEEPS_THEM) else reverse("clinic:qualifications"),
        "covers": None
        if seats.isdisjoint(SEES_EVERY_CASE_HEADER)
        else covers_table(covers(viewer)),
    }


def _begin() -> Action:
    return Action(_("New inquiry"), reverse("clinic:inquiry"), "second")


def covers_table(found: Sequence[CaseHeader]) -> Table | None:
    """Every cover of the practice with the way to its team, for the seats that need them."""
    if not found:
        return None
    columns = (Column(_("Family")), Column(_("Case")), Column(_("State")), Column(_("Team")))
    rows = tuple(
        Row(
            (
                Cell(cover.family_name, strong=True),
                f"{cover.number:03d}",
                words.said(STATUSES, cover.status),
                Cell(_("See the team"), reverse("clinic:team", args=[cover.id])),
            )
        )
        for cover in found
    )
    return Table(_("Every case of the practice"), columns, rows, narrow="stack")


def row(one: OpenCase, stored: StoredCase) -> Row:
    """Given names of the children first, then the parents."""
    names = Cell(family_names(stored), href=first_page(one), strong=True)
    why = ""
    if stored.stops and one.case.status != "closed" and may_read(STOP, one.seat):
        why = words.stopped(stop.reason for _on, stop in stored.stops)
    return Row(
        (
            names,
            f"{one.case.number:03d}",
            Cell(words.said(STATUSES, one.case.status), second=why),
            words.said(words.BASES, one.case.basis),
            words.said(words.SEATS, one.seat),
        )
    )


def family_names(stored: StoredCase) -> str:
    """ "Tam, Beck, Dara, Olin": the children, then their parents."""
    about = children_of(stored.family)
    return ", ".join(person.given for person in (*about, *parents_of(stored.family)))
