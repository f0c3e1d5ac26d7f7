"""Staff: everybody with a seat in the practice."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic.acting import Answer, door_page
from handrail.rooms.clinic.frame import door_frame
from handrail.rooms.clinic.pages.staff.words import seats_with_days, state_chip, state_text
from handrail.rooms.shared.parts import Action, Cell, Column, Row, Table
from handrail.store.accounts.staff import Colleague, staff_of
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading


@door_page("staff.viewed", sends=False)
def page(request: HttpRequest, viewer: Viewer) -> Answer:
    """Names, seats and sign-ins. Those without a seat any more come last."""
    with reading():
        everybody = staff_of(viewer)
        frame = door_frame(viewer)
    former = [one for one in everybody if not one.seats]
    return "clinic/staff.html", {
        **frame,
        "invite": (Action(_("Invite somebody"), reverse("clinic:staff_invite")),),
        "staff": table(_("Staff"), [one for one in everybody if one.seats]),
        "former": table(_("Without a seat"), former) if former else None,
    }


def table(caption: str, people: Sequence[Colleague]) -> Table:
    """One row a person; the name leads to their page."""
    columns = (Column(_("Name")), Column(_("Seats in the practice")), Column(_("Sign-in")))
    return Table(caption, columns, tuple(row(one) for one in people), narrow="stack")


def row(one: Colleague) -> Row:
    """Name, seats with their days, and how far they have come with signing in."""
    return Row(
        (
            Cell(one.name, href=reverse("clinic:staff_member", args=[one.id]), strong=True),
            seats_with_days(one.seats),
            Cell("", chip=state_chip(one.sign_in), second=state_text(one.sign_in)),
        )
    )
