"""One colleague: seats, sign-in, and what the administrator can do about them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic.acting import Answer, door_page
from handrail.rooms.clinic.frame import door_frame
from handrail.rooms.clinic.pages.staff.words import day, seat_name, state_chip, state_text
from handrail.rooms.clinic.refusals import in_words
from handrail.rooms.shared.parts import Action, Cell, Column, Empty, Fact, Row, Table
from handrail.store.accounts.staff import Colleague, State, colleague
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading


@door_page("staff_member.viewed", sends=False)
def page(request: HttpRequest, viewer: Viewer, person_id: UUID) -> Answer:
    """What holds for somebody, and one button for each thing that can be done."""
    with reading():
        who = colleague(viewer, person_id)
        if who is None:
            return None
        frame = door_frame(viewer)
    oneself = who.id == viewer.person_id
    return "clinic/staff_member.html", {
        **frame,
        "name": who.name,
        "state": state_chip(who.sign_in),
        "state_text": state_text(who.sign_in),
        "facts": (Fact(_("Email address"), who.sign_in.email or _("none yet")),),
        "seats": seats_table(who) if who.seats else None,
        "no_seat": Empty(_("No seat any more"), _("Without a seat in the practice nothing opens.")),
        "give": (_give(who, oneself),),
        "sign_in_acts": tuple(_sign_in_acts(who, oneself)),
    }


def seats_table(who: Colleague) -> Table:
    """The seats in force, each with the way to its end."""
    columns = (Column(_("Seat")), Column(_("Since")), Column(_("Change"), label=False))
    rows = tuple(
        Row(
            (
                Cell(seat_name(one.seat), strong=True),
                day(one.since),
                Cell(_("End this seat"), reverse("clinic:staff_seat_end", args=[who.id, one.seat])),
            )
        )
        for one in who.seats
    )
    return Table(_("Seats in the practice"), columns, rows, narrow="stack")


def _give(who: Colleague, oneself: bool) -> Action:
    if oneself:
        return Action(_("Give a seat"), kind="off", reason=in_words("to_oneself"))
    return Action(_("Give a seat"), reverse("clinic:staff_seats", args=[who.id]), "second")


def _sign_in_acts(who: Colleague, oneself: bool) -> Iterator[Action]:
    match who.sign_in.state:
        case State.NOT_INVITED:
            yield _to("staff_new_link", _("Make a link"), who)
        case State.INVITED | State.LINK_ENDED:
            yield _to("staff_new_link", _("Make a new link"), who)
        case State.OPEN:
            yield _start_again(who, _("Start again"), oneself)
            yield _to("staff_close", _("Close the account"), who)
        case State.STARTING_AGAIN:
            yield _start_again(who, _("Make a new link"), oneself)
            yield from _reopen(who)
            yield _to("staff_close", _("Leave it closed"), who)
        case State.CLOSED:
            yield from _reopen(who)
            yield _start_again(who, _("Start again"), oneself)


def _reopen(who: Colleague) -> Iterator[Action]:
    if who.sign_in.has_password:
        yield _to("staff_reopen", _("Open it as it was"), who)


def _start_again(who: Colleague, label: str, oneself: bool) -> Action:
    if oneself:
        return Action(label, kind="off", reason=in_words("own_account"))
    return _to("staff_start_again", label, who)


def _to(route: str, label: str, who: Colleague) -> Action:
    return Action(label, reverse(f"clinic:{route}", args=[who.id]), "second")
