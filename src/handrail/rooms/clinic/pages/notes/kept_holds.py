"""The legal holds of the practice, for who keeps them: a case by its number, and nothing of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, seat_page, sent
from handrail.rooms.clinic.frame import practice_frame
from handrail.rooms.clinic.opening import today
from handrail.rooms.clinic.pages.notes.holds import GROUNDS
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Cell, Column, Empty, Row, Table
from handrail.store.accounts.reading import seats_of
from handrail.store.accounts.seats import KEEPS_HOLDS
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading
from handrail.store.records.actions.legal_holds import (
    lift_hold_from_outside,
    place_hold_by_number,
)
from handrail.store.records.reading.legal_holds import KeptHold, standing_holds


class NumberForm(HandrailForm):
    """Which case, by its number, and what the hold rests on."""

    number = forms.IntegerField(
        label=lazy("Number of the case"), min_value=1, max_value=10**6,
        help_text=lazy("As it stands in the list of cases."),
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=lazy("What it rests on"), choices=list(GROUNDS.items()), widget=forms.RadioSelect
    )


@seat_page("legal_holds.viewed", KEEPS_HOLDS)
def page(request: HttpRequest, viewer: Viewer) -> Answer:
    """Those that stand, and a form to place one."""
    form = NumberForm(bound(request))
    here = reverse("clinic:legal_holds")

    def write() -> str:
        given = form.cleaned_data
        place_hold_by_number(by=viewer, number=given["number"], ground=given["ground"])
        return here

    said = _("The hold stands. From now on nothing of this case is discarded.")
    if done := sent(request, form, write, said=said):
        return done
    with reading():
        standing, frame = standing_holds(viewer), _frame(viewer)
    return "clinic/notes/kept_holds.html", {
        **frame,
        "form": form,
        "table": _table(standing) if standing else None,
        "nothing": Empty(_("No hold stands"), _("Each stands here until it is lifted.")),
    }


@seat_page("legal_hold_lift.viewed", KEEPS_HOLDS)
def lift(request: HttpRequest, viewer: Viewer, hold: UUID) -> Answer:
    """The question before a hold is lifted."""
    with reading():
        found = next((one for one in standing_holds(viewer) if one.id == hold), None)
    if found is None:
        return None
    form = HandrailForm(bound(request))
    back = reverse("clinic:legal_holds")

    def write() -> str:
        lift_hold_from_outside(by=viewer, hold=hold)
        return back

    if done := sent(request, form, write, said=_("The hold is lifted.")):
        return done
    with reading():
        frame = _frame(viewer)
    return "clinic/asking.html", {
        **frame, "frame": "shared/clinic.html", "form": form, "notice": None, "back": back,
        "title": _("Lift the hold on case %03d?") % found.number,
        "texts": [_("Afterwards its team can discard drafts again. What was kept stays kept.")],
        "button": _("Lift the hold"),
    }  # fmt: skip


def _frame(viewer: Viewer) -> dict[str, Any]:
    return practice_frame(viewer, seats_of(viewer), "cases")


def _table(standing: list[KeptHold]) -> Table:
    columns = (
        Column(_("Case")), Column(_("Since")), Column(_("Rests on")), Column(_("Placed by")),
        Column(_("Change"), label=False),
    )  # fmt: skip
    return Table(_("Legal holds that stand"), columns, tuple(map(_row, standing)), narrow="stack")


def _row(one: KeptHold) -> Row:
    lift_it = _("Lift the hold on case %03d") % one.number
    return Row(
        (
            Cell(_("case %03d") % one.number, strong=True),
            words.day(one.since, today()),
            words.said(GROUNDS, one.ground) if one.ground else _("the team’s own reason"),
            one.by,
            Cell(lift_it, reverse("clinic:legal_hold_lift", args=[one.id])),
        )
    )
