"""The hand-over: the page is the child's, the whole session stays on it, a code leads back.

Which page a session is bound to stands in the session itself; `web.handed_over` keeps every other
address closed meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.room.check_form import CheckForm, band_of
from handrail.rooms.clinic.pages.room.opening import frame, of_contact, place
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.second_factor import SecondFactorForm
from handrail.rooms.shared.submitting import SeeOther
from handrail.store.accounts.reading import own_name
from handrail.store.accounts.second_factor import confirm_second_factor
from handrail.store.accounts.sessions import HANDED_OVER
from handrail.store.database.transactions import reading, writing
from handrail.store.ledger.appending import append
from handrail.store.records.actions.in_the_room import keep_check, no_parent_among
from handrail.store.records.reading.in_the_room import RoomContact, people_about

ANOTHER_PARENT = "parent"


class WhoIsHereForm(HandrailForm):
    """Who is in the room while the child answers."""

    present = forms.MultipleChoiceField(
        label=lazy("Who is in the room with the child?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, people: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = people  # type: ignore[attr-defined]


@case_form("room_hand_over.viewed", "contact_observation", "child_voice", after_closing=True)
@of_contact
def hand_over(request: HttpRequest, opened: Opened, one: RoomContact) -> Answer:
    """Ask who is in the room, then give the page to the child."""
    return _asking_who(request, opened, one)


@case_form("room_check.viewed", "contact_observation", "child_voice", after_closing=True)
@of_contact
def check(request: HttpRequest, opened: Opened, one: RoomContact) -> Answer:
    """The child's own page; before it was handed over, the question who is in the room."""
    bound_to = request.session.get(HANDED_OVER)
    if not bound_to or bound_to["page"] != request.path:
        return _asking_who(None, opened, one)
    if request.method == "POST" and bound_to.get("answered"):
        return SeeOther(request.path)  # the child has answered: nobody answers over it
    form = CheckForm(bound(request), band=_band(opened, one), language=get_language() or "en")
    if done := sent(request, form, lambda: _kept(request, opened, one, form)):
        return done
    with reading():
        given = own_name(opened.viewer).given
    return "clinic/room/check.html", {
        "form": form,
        "band": _band(opened, one),
        "given": given,
        "thanked": bound_to.get("answered", False),
        "leave": place("room_leave", opened, one),
    }


@case_form("room_leave.viewed", "contact_observation", after_closing=True)
@of_contact
def leave(request: HttpRequest, opened: Opened, one: RoomContact) -> Answer:
    """Back to the therapist: their authenticator's code, nothing else."""
    form = SecondFactorForm(bound(request))
    if done := sent(request, form, lambda: _take_back(request, opened, one, form)):
        return done
    return "clinic/room/leave.html", {"form": form, "back": place("room_check", opened, one)}


def _asking_who(request: HttpRequest | None, opened: Opened, one: RoomContact) -> Answer:
    if one.state != "planned":
        return "clinic/room/over.html", frame(opened, one)
    with reading():
        people = _choices(opened, one)
    form = WhoIsHereForm(
        bound(request) if request else None,
        people=people,
        initial={"present": [str(opened.viewer.person_id)]},
    )
    if request and (done := sent(request, form, lambda: _hand_over(request, opened, one, form))):
        return done
    return "clinic/room/hand_over.html", {
        **frame(opened, one),
        "form": form,
        "here": place("room_hand_over", opened, one),
    }


def _choices(opened: Opened, one: RoomContact) -> list[tuple[str, str]]:
    """Given names; the parent who is not part of this contact has no name here."""
    found: list[tuple[str, str]] = []
    for person, given, seat in people_about(opened.case_id):
        if person == opened.viewer.person_id:
            found.insert(0, (str(person), _("%s (you)") % given))
        elif person != one.child.id and (seat != "parent" or person == one.parent.id):
            found.append((str(person), given))
    return [*found, (ANOTHER_PARENT, _("Another parent"))]


def _hand_over(request: HttpRequest, opened: Opened, one: RoomContact, form: WhoIsHereForm) -> str:
    """Bind the session. Raises ValidationError while a parent is in the room."""
    ticked = form.cleaned_data["present"]
    people = [UUID(person) for person in ticked if person != ANOTHER_PARENT]
    against = no_parent_among(opened.case_id, people)
    if ANOTHER_PARENT in ticked:
        against.append(
            _("A parent is in the room. A child says how it was without a parent there.")
        )
    if against:
        raise ValidationError(against)
    page = place("room_check", opened, one)
    request.session[HANDED_OVER] = {
        "page": page,
        "leave": place("room_leave", opened, one),
        "present": [str(person) for person in people],
    }
    _line(opened, one, "room.handed_over")
    return page


def _kept(request: HttpRequest, opened: Opened, one: RoomContact, form: CheckForm) -> str:
    bound_to = request.session[HANDED_OVER]
    keep_check(
        by=opened.viewer, case_id=opened.case_id, contact=one.id, **form.answers(),
        present=[UUID(person) for person in bound_to["present"]],
    )  # fmt: skip
    request.session[HANDED_OVER] = {**bound_to, "answered": True}
    return request.path


def _take_back(
    request: HttpRequest, opened: Opened, one: RoomContact, form: SecondFactorForm
) -> str:
    confirm_second_factor(opened.viewer, form.cleaned_data["code"])
    request.session.pop(HANDED_OVER, None)
    _line(opened, one, "room.taken_back")
    return place("room_end", opened, one)


def _line(opened: Opened, one: RoomContact, act: str) -> None:
    with writing():
        append(
            by=opened.viewer, chain=opened.case_id, act=act, seat=opened.case.seat,
            object_kind="contact", object_id=one.id,
        )  # fmt: skip


def _band(opened: Opened, one: RoomContact) -> str:
    return band_of(one.child.born, opened.today)
