"""The same board on one sheet of paper, and its way back into the record."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.room.before import card_facts
from handrail.rooms.clinic.pages.room.during import board_buttons, lines
from handrail.rooms.clinic.pages.room.forms import PaperForm
from handrail.rooms.clinic.pages.room.opening import frame, of_contact, place
from handrail.store.database.transactions import reading
from handrail.store.records.actions.in_the_room import Seen, tap
from handrail.store.records.reading.in_the_room import RoomContact, taps_of


@case_form("room_sheet.viewed", "contact_observation", after_closing=True)
@of_contact
def sheet(request: HttpRequest, opened: Opened, one: RoomContact) -> Answer:
    """To print before the contact: the card, the buttons as a list, lines to write on."""
    return "clinic/room/sheet.html", {
        **frame(opened, one),
        "buttons": board_buttons(get_language() or "en"),
        "day": words.weekday(one.on),
        "facts": list(card_facts(one)),
        "lines": range(16),
    }


@case_form("room_paper.viewed", "contact_observation", after_closing=True)
@of_contact
def paper(request: HttpRequest, opened: Opened, one: RoomContact) -> Answer:
    """Enter what stands on the sheet; every line is marked as entered later from paper."""
    language = get_language() or "en"
    form = PaperForm(bound(request), language=language)
    if done := sent(request, form, lambda: _enter(request, opened, one, form)):
        return done
    with reading():
        taps = taps_of(opened.case_id, one.id)
    return "clinic/room/paper.html", {
        **frame(opened, one),
        "form": form,
        "day": words.weekday(one.on),
        "kept": lines(taps, language),
    }


def _enter(request: HttpRequest, opened: Opened, one: RoomContact, form: PaperForm) -> str:
    key, zone = form.cleaned_data["idempotency_key"], ZoneInfo(settings.TIME_ZONE)
    for number, at, seen, line in form.lines_of(form.cleaned_data):
        moment = datetime.combine(one.on, at, zone)
        each = Seen(
            client_id=uuid5(key, str(number)), seen=seen, line=line, device_at=moment, came="paper"
        )
        tap(by=opened.viewer, case_id=opened.case_id, contact=one.id, seen=each)
    messages.success(request, _("Entered from the sheet, each line marked so."))
    return place("room_end", opened, one)
