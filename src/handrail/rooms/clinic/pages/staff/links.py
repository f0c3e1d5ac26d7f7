"""Inviting, making a new link, starting an account again, and the link itself, shown once."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic.acting import Answer, bound, door_page, sent
from handrail.rooms.clinic.frame import door_frame
from handrail.rooms.clinic.pages.staff.asking import asking
from handrail.rooms.clinic.pages.staff.forms import InviteForm, LinkForm, StartAgainForm
from handrail.rooms.clinic.pages.staff.words import until
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Action, Notice
from handrail.store.accounts.actions.colleagues import TakenOn, new_link, take_on
from handrail.store.accounts.actions.restarts import start_again
from handrail.store.accounts.one_showing import keep, take
from handrail.store.accounts.staff import colleague
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import reading


@door_page("staff_invite.viewed")
def invite(request: HttpRequest, viewer: Viewer) -> Answer:
    """Somebody new: a name, an address, a seat; then the link."""
    form = InviteForm(bound(request))

    def write() -> TakenOn:
        given = form.cleaned_data
        return take_on(
            by=viewer,
            given=given["given"],
            family=given["family"],
            email=given["email"],
            seat=given["seat"],
        )

    return _linked(request, form, write) or asking(
        viewer,
        form,
        title=_("Invite somebody"),
        texts=[
            _(
                "You get a link once, on the next page, and hand it over yourself: the program"
                " mails nothing."
            ),
            _("No seat in the practice opens a case. The people on a case give the seats there."),
        ],
        button=_("Invite"),
        back=reverse("clinic:staff"),
    )


@door_page("staff_new_link.viewed")
def link_anew(request: HttpRequest, viewer: Viewer, person_id: UUID) -> Answer:
    """A new link for somebody who has not made their account."""
    with reading():
        who = colleague(viewer, person_id)
    if who is None:
        return None
    form = LinkForm(bound(request), initial={"email": who.sign_in.email})

    def write() -> TakenOn:
        email = form.cleaned_data["email"]
        return TakenOn(person_id, new_link(by=viewer, person_id=person_id, email=email))

    return _linked(request, form, write) or asking(
        viewer,
        form,
        title=_("A new link for %s") % who.name,
        texts=[_("The link you made before ends at once. Each works once, for 72 hours.")],
        button=_("Make the link"),
        back=reverse("clinic:staff_member", args=[person_id]),
    )


@door_page("staff_start_again.viewed")
def again(request: HttpRequest, viewer: Viewer, person_id: UUID) -> Answer:
    """For somebody who lost their phone or forgot their password: in person, and recorded."""
    with reading():
        who = colleague(viewer, person_id)
    if who is None:
        return None
    form = StartAgainForm(bound(request))

    def write() -> TakenOn:
        has_something = form.cleaned_data["left"] == "something"
        return TakenOn(
            person_id, start_again(by=viewer, person_id=person_id, asks_proof=has_something)
        )

    name = {"name": who.given}
    return _linked(request, form, write) or asking(
        viewer,
        form,
        title=_("Start again with the account of %s") % who.name,
        texts=[
            _(
                "For somebody who lost their phone or forgot their password. Do it with %(name)s"
                " beside you, not by telephone and not by mail."
            )
            % name,
            _(
                "%(name)s is signed out everywhere at once. The account stays closed until the"
                " link is used; then a new password and a new second factor are set up."
            )
            % name,
            _(
                "With one of the three the link asks for it, and every seat stays. With none, the"
                " link can ask for nothing: so the seats of %(name)s in cases end at once, and"
                " whoever gives seats there gives them again after seeing %(name)s."
            )
            % name,
        ],
        button=_("Start again"),
        back=reverse("clinic:staff_member", args=[person_id]),
    )


def _linked(request: HttpRequest, form: HandrailForm, write: Callable[[], TakenOn]) -> Answer:
    """Act on a form that makes a link, and keep the link for the one page that shows it."""
    made: list[TakenOn] = []

    def act() -> str:
        made.append(write())
        return reverse("clinic:staff_link", args=[made[0].person_id])

    done = sent(request, form, act)
    if done is not None:  # sent again, nothing was made, and the link may wait to be shown still
        for one in made:
            keep(request.session, one.token, about=one.person_id)
    return done


@door_page("staff_link.viewed", sends=False)
def link(request: HttpRequest, viewer: Viewer, person_id: UUID) -> Answer:
    """The link, this once. Loaded again, the page says that it was shown."""
    with reading():
        who = colleague(viewer, person_id)
        if who is None:
            return None
        frame = door_frame(viewer)
    token = take(request.session, about=person_id) if who.sign_in.until else None
    address = request.build_absolute_uri(reverse("invitation", args=[token])) if token else ""
    return "clinic/staff_link.html", {
        **frame,
        "name": who.name,
        "address": address,
        "works": until(who.sign_in.until) if who.sign_in.until else "",
        "once": Notice(
            _("You see it this once"),
            _("It is kept nowhere and cannot be shown again. Copy it now."),
            "care",
        ),
        "shown": Notice(
            _("The link was shown and cannot be shown again"),
            _("If it was lost, make a new one; the earlier one ends."),
        ),
        "back": (
            Action(
                _("I have handed it over") if token else _("To the page of %s") % who.given,
                reverse("clinic:staff_member", args=[person_id]),
            ),
        ),
    }
