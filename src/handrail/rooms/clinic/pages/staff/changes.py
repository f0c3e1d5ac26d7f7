"""Giving and ending seats in the practice, closing and opening accounts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, door_page, sent
from handrail.rooms.clinic.pages.staff.asking import asking
from handrail.rooms.clinic.pages.staff.forms import SeatForm
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Notice
from handrail.store.accounts.actions.accounts import disable_account, enable_account
from handrail.store.accounts.actions.practices import end_staff_seat, give_staff_seat
from handrail.store.accounts.seats import OPENS_CASES, PRACTICE_WIDE
from handrail.store.accounts.staff import Colleague, colleague
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading


@door_page("staff_seats.viewed")
def give(request: HttpRequest, viewer: Viewer, person_id: UUID) -> Answer:
    """A further seat in the practice."""
    who = _who(viewer, person_id)
    if who is None:
        return None
    held = {one.seat for one in who.seats} if request.method == "GET" else set()
    form = SeatForm(bound(request), seats=[one for one in PRACTICE_WIDE if one not in held])

    def write() -> str:
        give_staff_seat(by=viewer, person_id=person_id, seat=form.cleaned_data["seat"])
        return _home(person_id)

    return _done(request, sent(request, form, write), _("The seat is given.")) or asking(
        viewer,
        form,
        title=_("Give %s a seat") % who.name,
        texts=[
            _("No seat in the practice opens a case. The people on a case give the seats there.")
        ],
        button=_("Give the seat"),
        back=_home(person_id),
    )


@door_page("staff_seat_end.viewed")
def end(request: HttpRequest, viewer: Viewer, person_id: UUID, seat: str) -> Answer:
    """The end of a seat in the practice, and of all that rests on it."""
    who = _who(viewer, person_id)
    if who is None or seat not in PRACTICE_WIDE:
        return None
    if request.method == "GET" and seat not in {one.seat for one in who.seats}:
        return None
    form = HandrailForm(bound(request))

    def write() -> str:
        end_staff_seat(by=viewer, person_id=person_id, seat=seat)
        return _home(person_id)

    named = {"name": who.name, "given": who.given, "seat": words.said(words.SEATS, seat)}
    texts = [_("It ends at once and what it opens closes with it. The account stays.") % named]
    if seat in OPENS_CASES:
        texts.append(
            _(
                "The seats of %(given)s in cases end too, unless another seat in the practice"
                " carries them. Giving this seat again later does not bring them back."
            )
            % named
        )
    return _done(request, sent(request, form, write), _("The seat has ended.")) or asking(
        viewer,
        form,
        title=_("End the seat of %(name)s as %(seat)s?") % named,
        texts=texts,
        button=_("End the seat"),
        back=_home(person_id),
    )


@door_page("staff_close.viewed")
def close(request: HttpRequest, viewer: Viewer, person_id: UUID) -> Answer:
    """Nobody signs in with this account until it is opened again."""
    who = _who(viewer, person_id)
    if who is None or who.sign_in.since is None:
        return None
    form = HandrailForm(bound(request))

    def write() -> str:
        disable_account(by=viewer, person_id=person_id)
        return _home(person_id)

    done = sent(request, form, write)
    oneself = person_id == viewer.person_id
    if done is not None and oneself:
        logout(request)
        return done
    own = Notice(_("This is your own account"), _("You are signed out at once."), "care")
    return _done(request, done, _("The account is closed.")) or asking(
        viewer,
        form,
        title=_("Close the account of %s?") % who.name,
        texts=[
            _("%s is signed out everywhere at once, and an open link ends.") % who.given,
            _("Seats stay as they are. You can open the account again."),
        ],
        notice=own if oneself else None,
        button=_("Close the account"),
        back=_home(person_id),
    )


@door_page("staff_reopen.viewed")
def reopen(request: HttpRequest, viewer: Viewer, person_id: UUID) -> Answer:
    """The account as it was: the same password, the same second factor."""
    who = _who(viewer, person_id)
    if who is None or who.sign_in.since is None:
        return None
    form = HandrailForm(bound(request))

    def write() -> str:
        enable_account(by=viewer, person_id=person_id)
        return _home(person_id)

    return _done(request, sent(request, form, write), _("The account is open.")) or asking(
        viewer,
        form,
        title=_("Open the account of %s again?") % who.name,
        texts=[_("With the same password and second factor as before. An open link ends.")],
        button=_("Open it as it was"),
        back=_home(person_id),
    )


def _who(viewer: Viewer, person_id: UUID) -> Colleague | None:
    with reading():
        return colleague(viewer, person_id)


def _home(person_id: UUID) -> str:
    return reverse("clinic:staff_member", args=[person_id])


def _done(request: HttpRequest, answer: Answer, told: str) -> Answer:
    """Where it goes on, with a word for the next page."""
    if answer is not None:
        messages.success(request, told)
    return answer
