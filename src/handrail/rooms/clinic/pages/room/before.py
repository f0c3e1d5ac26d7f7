"""Before a contact: everything on one page, the child asked alone, then Start or the reasons."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.therapy.protocol import load
from handrail.core.therapy.views import GOES_ON, too_young
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.room.forms import BeginForm, ObservedBeginForm
from handrail.rooms.clinic.pages.room.opening import frame, of_contact, place
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Fact
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.reading import own_name
from handrail.store.database.transactions import reading
from handrail.store.records.actions.child_views import record_child_view
from handrail.store.records.actions.contacts import (
    record_not_held,
    start_contact,
)
from handrail.store.records.actions.starting import against_in_the_room
from handrail.store.records.reading.in_the_room import RoomContact, asked_today
from handrail.store.records.reading.reports import no_questions

DECLINED = "declined"


@case_form("room_before.viewed", "contact_observation", "court_order", after_closing=True)
@of_contact
def page(request: HttpRequest, opened: Opened, one: RoomContact) -> Answer:
    """The card of the contact; asking the child and beginning is one form."""
    if one.state != "planned":
        return "clinic/room/over.html", frame(opened, one)
    declined = HandrailForm(bound(request))
    if DECLINED in request.POST and (
        done := sent(request, declined, lambda: _declined(request, opened, one))
    ):
        return done
    observed = too_young(one.child.born, opened.today, load().next_step.asked_from_age)
    kind = ObservedBeginForm if observed else BeginForm
    form = kind(bound(request) if DECLINED not in request.POST else None)
    if done := sent(request, form, lambda: _begin(request, opened, one, form)):
        return done
    with reading():
        asked = asked_today(opened.case_id, one.child.id, one.rung.id, opened.today)
        reminded = no_questions(opened.case_id)
        against, elsewhere = against_in_the_room(
            opened.case_id, one.id, opened.today, asked_today=asked.answer if asked else None
        )
    return "clinic/room/before.html", {
        **frame(opened, one),
        "form": form,
        "declined": declined,
        "asked": asked,
        "observed": observed,
        "goes_on": asked is not None and asked.answer in GOES_ON,
        "said_today": words.said(words.VIEWS, asked.answer) if asked else "",
        "reminded": reminded,
        "against": against,
        "elsewhere": reverse("clinic:contact", args=[opened.case_id, one.id]) if elsewhere else "",
        "facts": list(card_facts(one)),
    }


def card_facts(one: RoomContact) -> Iterator[Fact]:
    """The plan card as terms and values; what was not agreed says so where it matters."""
    card = one.card
    yield Fact(_("The one thing changed"), _change(card.one_change))
    if card.activity:
        yield Fact(_("What you do together"), card.activity)
    yield Fact(_("Topics agreed"), card.topics or _("None written down"))
    yield Fact(_("Topics barred"), card.barred or _("None written down"))
    yield Fact(_("Gifts"), card.gifts or _("None cleared: they stay with you"))
    yield Fact(_("How it ends early"), card.exit_plan or _("No exit plan written down"))
    for who in one.coming:
        parts = [part for part in (who.at, who.door, who.waits) if part]
        yield Fact(who.given, ", ".join(parts) or _("no time agreed"))
    yield Fact(_("Room"), one.room or _("not said"))


def _change(code: str) -> str:
    return {
        "": _("Nothing: the same as last time"),
        "modality": _("the form of the contact"),
        "direction": _("who begins"),
        "minutes": _("the minutes"),
        "duration": _("the minutes"),
        "frequency": _("how often"),
        "support": _("how near you are"),
        "setting": _("the place"),
        "handover": _("how they come and go"),
        "participants": _("who takes part"),
        "topics": _("what may be talked about"),
        "exit_control": _("who can end it"),
    }.get(code, code.replace("_", " "))


def _begin(request: HttpRequest, opened: Opened, one: RoomContact, form: BeginForm) -> str:
    """Keep the answer whatever follows from it; begin only on a yes, or seen at ease, if nothing
    stands against."""
    answer = form.cleaned_data["answer"]
    record_child_view(
        by=opened.viewer, case_id=opened.case_id, ladder=one.ladder_id, rung=one.rung.id,
        answer=answer, on=opened.today, asked_by=own_name(opened.viewer).given, alone=True,
        words=form.cleaned_data["words"],
    )  # fmt: skip
    before = place("room_before", opened, one)
    if answer not in GOES_ON:
        messages.success(request, _("Kept. It holds: nothing begins."))
        return before
    try:
        start_contact(by=opened.viewer, case_id=opened.case_id, contact=one.id, asked_today=answer)
    except Refused as refused:
        if "contact_began" not in refused.reasons:
            return before  # the page says what stands against it
    return place("room", opened, one)


def _declined(request: HttpRequest, opened: Opened, one: RoomContact) -> str:
    record_not_held(
        by=opened.viewer, case_id=opened.case_id, contact=one.id, version=one.version,
        because="child_declined",
    )  # fmt: skip
    messages.success(request, _("Recorded: the child declined. It counts for nobody."))
    return place("room_before", opened, one)
