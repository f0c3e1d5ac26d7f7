"""Public pages that hold no data: the patterns, how it works, and leaving fast."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from handrail.rooms.shared import examples
from handrail.rooms.shared.icons import ICONS
from handrail.rooms.shared.parts import Action, Notice

FORGET = '"cache", "cookies", "storage"'


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every part in every state."""
    return render(
        request,
        "shared/patterns/all.html",
        {
            "swatches": examples.SWATCHES,
            "buttons": examples.BUTTONS,
            "strong_buttons": examples.STRONG_BUTTONS,
            "off_button": examples.OFF_BUTTON,
            "wrong_form": examples.wrong_form(),
            "filled_form": examples.filled_form(),
            "notices": examples.NOTICES,
            "phase_chips": examples.PHASE_CHIPS,
            "state_chips": examples.STATE_CHIPS,
            "nothing": examples.EMPTY,
            "icons": sorted(ICONS),
            "contacts": examples.CONTACTS,
            "next_steps": examples.NEXT_STEPS,
            "timeline_items": examples.TIMELINE,
            "decisions": examples.DECISIONS,
            "readers": examples.READERS,
            "appointment": examples.APPOINTMENT,
            "plain_facts": examples.PLAIN_FACTS,
            "duties": examples.DUTIES,
            "day": examples.DAY,
            "next": examples.NEXT,
        },
    )


@require_safe
def clinic_pattern(request: HttpRequest) -> HttpResponse:
    """The frame of a clinic page, with a day in it."""
    return render(
        request,
        "shared/patterns/clinic.html",
        {
            "masthead": examples.masthead("today"),
            "today_buttons": (
                Action("Write a note", "#", "second", icon="note"),
                Action("A child said something", "#", "said", icon="speak"),
            ),
            "next": examples.NEXT_AT_THE_DOOR,
            "day": examples.DAY,
            "decisions": examples.DECISIONS,
            "waiting": examples.WAITING,
            "next_steps": examples.NEXT_STEPS,
        },
    )


@require_safe
def case_pattern(request: HttpRequest) -> HttpResponse:
    """The frame of a case page: identity bar, masthead, tabs, next card, the rest."""
    return render(
        request,
        "shared/patterns/case.html",
        {
            "masthead": examples.masthead("cases"),
            "identity": examples.IDENTITY,
            "tabs": examples.case_tabs(),
            "next": examples.NEXT,
            "duties": examples.DUTIES,
            "order_notice": Notice(
                "The order stops at step 5.", "Time without the therapist needs a further order."
            ),
            "contacts": examples.CONTACTS,
        },
    )


@require_safe
def family_pattern(request: HttpRequest) -> HttpResponse:
    """The frame of a family's page."""
    return render(
        request,
        "shared/patterns/family.html",
        {"next": examples.FAMILY_NEXT, "appointment": examples.APPOINTMENT},
    )


@require_safe
def room_pattern(request: HttpRequest) -> HttpResponse:
    """The frame of the page used while child and parent are in the room."""
    return render(request, "shared/patterns/room.html", {"said": examples.STRONG_BUTTONS[2:]})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """ "Leave this page": end the session, forget what the browser kept, go somewhere neutral."""
    logout(request)
    response = HttpResponse(status=303, headers={"Location": reverse("left")})
    response["Clear-Site-Data"] = FORGET
    return response


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Where the way out leads without JavaScript; hands on to the neutral page at once."""
    return render(request, "shared/left.html")
