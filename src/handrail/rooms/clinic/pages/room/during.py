"""While they are together: the clock, Stop, what is seen. Every tap is one POST to this page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from handrail import clock
from handrail.core.therapy.room import Button, buttons
from handrail.rooms.clinic.acting import Answer, bound, case_form, told
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.room.forms import TapForm
from handrail.rooms.clinic.pages.room.opening import frame, local_minute, of_contact, place
from handrail.rooms.shared.submitting import SeeOther
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.database.transactions import reading
from handrail.store.records.actions.in_the_room import STOPPED, Seen, tap
from handrail.store.records.reading.in_the_room import KeptTap, RoomContact, taps_of
from handrail.store.records.reading.reports import no_questions


@dataclass(frozen=True)
class Line:
    """One line of "Kept so far". client_id: what a correction names; "" when it cannot be."""

    at: str
    name: str
    line: str
    how: str
    corrected: bool
    client_id: str


@case_form("room.viewed", "contact_observation", after_closing=True)
@of_contact
def page(request: HttpRequest, opened: Opened, one: RoomContact) -> Answer:
    """The board; a tap goes on to the same page, or is answered in JSON where a script asks."""
    form = TapForm(bound(request))
    if request.method == "POST":
        answered = _tapped(request, opened, one, form)
        if answered is not None:
            return answered
    if one.state != "planned":
        return "clinic/room/over.html", frame(opened, one)
    if one.started_at is None and request.method == "GET":
        return SeeOther(place("room_before", opened, one))
    with reading():
        taps = taps_of(opened.case_id, one.id)
        reminded = no_questions(opened.case_id)
    language = get_language() or "en"
    return "clinic/room/during.html", {
        **frame(opened, one),
        "form": form,
        "buttons": board_buttons(language),
        "stopped": STOPPED,
        "now": local_minute(),
        "left": minutes_left(one),
        "kept": lines(taps, language),
        "reminded": reminded,
        "here": place("room", opened, one),
    }


def _tapped(request: HttpRequest, opened: Opened, one: RoomContact, form: TapForm) -> Answer:
    """Keep the tap. A script gets {"kept": …} or {"refused": […]}; None shows the page again."""
    asks_json = request.headers.get("Accept") == "application/json"
    if form.is_valid():
        try:
            tap(by=opened.viewer, case_id=opened.case_id, contact=one.id, seen=_seen(form))
        except Refused as refused:
            form.add_error(None, [str(text) for text in told(refused)])
        else:
            if asks_json:
                return JsonResponse({"kept": str(form.cleaned_data["idempotency_key"])})
            return SeeOther(place("room", opened, one))
    if asks_json:
        refusals = [text for texts in form.errors.values() for text in texts]
        return JsonResponse({"refused": refusals}, status=400)
    return None


def _seen(form: TapForm) -> Seen:
    said = form.cleaned_data
    return Seen(
        client_id=said["idempotency_key"],
        seen=said["seen"],
        line=said["line"] or (_("Stopped by the therapist") if said["seen"] == STOPPED else ""),
        device_at=said["device_at"],
        came=said["came"],
        corrects=said["corrects"],
    )


def board_buttons(language: str) -> list[tuple[Button, str]]:
    """The buttons with their names."""
    return [(button, button.name.in_language(language)) for button in buttons().values()]


def minutes_left(one: RoomContact) -> int | None:
    """Whole minutes until the agreed end, begun ones counted; 0 when it is over, None unknown."""
    end = ends_at(one)
    if end is None:
        return None
    return max(0, math.ceil((end - clock.now()).total_seconds() / 60))


def ends_at(one: RoomContact) -> datetime | None:
    """The moment the agreed minutes are over; None when not begun or without minutes."""
    if one.started_at is None or not one.minutes:
        return None
    return one.started_at + timedelta(minutes=one.minutes)


def lines(taps: Sequence[KeptTap], language: str) -> list[Line]:
    """What was kept, the newest first; what was taken back stays, struck through."""
    return [_line(tap_, language) for tap_ in reversed(list(_shown(taps)))]


def _shown(taps: Iterable[KeptTap]) -> Iterable[KeptTap]:
    return (one for one in taps if one.corrects is None)


def _line(kept: KeptTap, language: str) -> Line:
    button = buttons().get(kept.seen)
    how = {"later": _("sent later"), "paper": _("entered later from paper")}.get(kept.came, "")
    return Line(
        at=f"{kept.at.astimezone(ZoneInfo(settings.TIME_ZONE)):%H:%M}",
        name=button.name.in_language(language) if button else kept.line,
        line=kept.line if button else "",
        how=how,
        corrected=kept.corrected,
        client_id="" if kept.corrected else str(kept.client_id),
    )
