"""The team of a case: who sits there since when, giving a seat and ending one.

For the team itself, and for those who need every cover of the practice. The page shows the cover
and nothing of what is inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, cover_page, sent
from handrail.rooms.clinic.frame import case_frame, practice_frame
from handrail.rooms.clinic.opening import Opened, today
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Cell, Column, Empty, Notice, Row, Table
from handrail.rooms.shared.submitting import SeeOther
from handrail.store.accounts.actions.cases import end_seat, give_seat
from handrail.store.accounts.actions.qualifications import refuse_unqualified
from handrail.store.accounts.reading import CaseHeader, case_for, seats_of
from handrail.store.accounts.teams import (
    Candidate,
    TeamMember,
    candidates,
    gives,
    keeping_seats,
    team_of,
)
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading
from handrail.store.records.reading.family import FRAME, stored_case

CLINICAL = ("therapist", "co_therapist", "supervisor")


class SeatForm(HandrailForm):
    """A colleague, and the seat they get."""

    person = forms.TypedChoiceField(label=lazy("Who"), coerce=UUID)
    seat = forms.ChoiceField(label=lazy("Seat in this case"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, people: Sequence[Candidate], seats: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.person), f"{one.given} {one.family}".strip()) for one in people]
        _offer(self.fields["person"], [("", _("Choose a colleague")), *names])
        _offer(self.fields["seat"], [(seat, _seat_name(seat)) for seat in seats])


def _offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _seat_name(seat: str) -> str:
    name = words.said(words.SEATS, seat)
    return name[:1].upper() + name[1:]


@cover_page("team.viewed")
def page(request: HttpRequest, viewer: Viewer, cover: CaseHeader) -> Answer:
    """The team with its days; below it the form for those whose seat gives one."""
    with reading():
        seats = gives(keeping_seats(viewer, cover.id))
        people = candidates(viewer, seats)
    form = SeatForm(bound(request), people=people, seats=seats)

    def write() -> str:
        given = form.cleaned_data
        refuse_unqualified(by=viewer, person_id=given["person"], seat=given["seat"], on=today())
        give_seat(by=viewer, case_id=cover.id, person_id=given["person"], seat=given["seat"])
        return _home(cover)

    if done := sent(request, form, write, said=_("The seat is given.")):
        return done
    with reading():
        team = team_of(cover.id)
        frame = _frame(viewer, cover)
    return "clinic/team.html", {
        **frame,
        "title": _title(cover, frame),
        "team": team_table(team, today(), ends=(cover.id, seats, viewer)) if team else None,
        "nobody": Empty(
            _("Nobody sits on this case"), _("Whoever gets a seat here can open the case.")
        ),
        "form": form if people else None,
        "why_not": _why_not(seats),
    }


def _why_not(seats: Sequence[str]) -> Notice:
    if not seats:
        return Notice(
            _("Your seat in this case gives no seats"),
            _("The therapist, the supervisor or the coordinator does."),
        )
    return Notice(
        _("No colleague can be given a seat"),
        _("Who works in cases has a seat in the practice. An administrator invites them."),
    )


@cover_page("team_seat_end.viewed")
def end(request: HttpRequest, viewer: Viewer, cover: CaseHeader, membership: UUID) -> Answer:
    """The end of a seat on the team, one's own or one that one may give."""
    with reading():
        team = team_of(cover.id)
    one = next((one for one in team if one.membership == membership), None)
    if one is None:
        return _gone(request, cover)
    form = HandrailForm(bound(request))

    def write() -> str:
        end_seat(by=viewer, case_id=cover.id, person_id=one.person, seat=one.seat)
        return reverse("clinic:cases") if one.person == viewer.person_id else _home(cover)

    if done := sent(request, form, write, said=_("The seat has ended.")):
        return done
    with reading():
        frame = _frame(viewer, cover)
    return "clinic/asking.html", {
        **frame,
        "form": form,
        "title": _("End the seat of %(given)s as %(seat)s?")
        % {"given": one.given, "seat": words.said(words.SEATS, one.seat)},
        "texts": [_("From that moment it opens nothing in this case. What was done stays.")],
        "notice": _last(team, one),
        "button": _("End the seat"),
        "back": _home(cover),
    }


def _gone(request: HttpRequest, cover: CaseHeader) -> Answer:
    """A seat that has ended meanwhile: sent twice, the second time leads back as the first did."""
    return SeeOther(_home(cover)) if request.method == "POST" else None


def _last(team: Sequence[TeamMember], one: TeamMember) -> Notice | None:
    others = [other for other in team if other is not one and other.seat in CLINICAL]
    if others or one.seat not in CLINICAL:
        return None
    return Notice(
        _("Nobody who treats is left on this case then"),
        _("The coordinator or the privacy officer of the practice can give a seat again."),
        "care",
    )


def _home(cover: CaseHeader) -> str:
    return reverse("clinic:team", args=[cover.id])


def _title(cover: CaseHeader, frame: dict[str, Any]) -> str:
    """Whoever does not open the case has no bar that says whose it is."""
    if "identity" in frame:
        return _("The team of this case")
    return _("The team of case %(number)03d, %(family)s") % {
        "number": cover.number,
        "family": cover.family_name,
    }


def _frame(viewer: Viewer, cover: CaseHeader) -> dict[str, Any]:
    """The case's frame for its team; for the others that of the practice."""
    case = case_for(viewer, cover.id)
    if case is None:
        return {"frame": "shared/clinic.html", **practice_frame(viewer, seats_of(viewer), "cases")}
    opened = Opened(viewer, case, today())
    stored = stored_case(cover.id, FRAME)
    return {"frame": "shared/case.html", **case_frame(opened, stored, "people")}


def team_table(
    team: Sequence[TeamMember],
    on: date,
    *,
    ends: tuple[UUID, Sequence[str], Viewer] | None = None,
) -> Table:
    """Who sits on the case, since when and given by whom.

    `ends`: (case, seats the viewer gives, viewer), for the page where a seat can be ended.
    """
    columns = [Column(_("Name")), Column(_("Seat")), Column(_("Since")), Column(_("Given by"))]
    if ends:
        columns.append(Column(_("Change"), label=False))
    rows = tuple(_team_row(one, on, ends) for one in team)
    return Table(_("The team of this case"), tuple(columns), rows, narrow="stack")


def _team_row(one: TeamMember, on: date, ends: tuple[UUID, Sequence[str], Viewer] | None) -> Row:
    since = one.since.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    cells = [
        Cell(one.given, strong=True),
        Cell(words.said(words.SEATS, one.seat)),
        Cell(words.day(since, on)),
        Cell(one.given_by),
    ]
    if ends:
        case_id, seats, viewer = ends
        may_end = one.seat in seats or one.person == viewer.person_id
        address = reverse("clinic:team_seat_end", args=[case_id, one.membership])
        cells.append(Cell(_("End this seat"), address) if may_end else Cell(""))
    return Row(tuple(cells))
