"""Public pages that hold no data: the patterns, how it works, and leaving fast."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from handrail.rooms.shared.examples import drawings, form, frames, lists, pieces
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
            "swatches": pieces.SWATCHES,
            "buttons": pieces.BUTTONS,
            "strong_buttons": pieces.STRONG_BUTTONS,
            "off_button": pieces.OFF_BUTTON,
            "wrong_form": form.wrong_form(),
            "filled_form": form.filled_form(),
            "notices": pieces.NOTICES,
            "phase_chips": pieces.PHASE_CHIPS,
            "state_chips": pieces.STATE_CHIPS,
            "nothing": pieces.EMPTY,
            "icons": sorted(ICONS),
            "contacts": lists.CONTACTS,
            "next_steps": lists.NEXT_STEPS,
            "timeline_items": lists.TIMELINE,
            "decisions": lists.DECISIONS,
            "readers": pieces.READERS,
            "appointment": lists.APPOINTMENT,
            "plain_facts": lists.PLAIN_FACTS,
            "duties": lists.DUTIES,
            "day": frames.DAY,
            "tracks": drawings.the_tracks(),
            "ladder": drawings.the_ladder(),
            "trend": drawings.the_trend(),
            "distress": drawings.the_distress(),
            "next": pieces.NEXT,
        },
    )


@require_safe
def clinic_pattern(request: HttpRequest) -> HttpResponse:
    """The frame of a clinic page, with a day in it."""
    return render(
        request,
        "shared/patterns/clinic.html",
        {
            "masthead": frames.masthead("today"),
            "day_name": frames.DAY_NAME,
            "day_in_short": frames.DAY_IN_SHORT,
            "today_buttons": (
                Action("Write a note", "#", "second", icon="note"),
                Action("A child said something", "#", "said", icon="speak"),
            ),
            "next": pieces.NEXT_AT_THE_DOOR,
            "day": frames.DAY,
            "decisions": lists.DECISIONS,
            "waiting": pieces.WAITING,
            "next_steps": lists.NEXT_STEPS,
        },
    )


@require_safe
def case_pattern(request: HttpRequest) -> HttpResponse:
    """The frame of a case page: identity bar, masthead, tabs, next card, the rest."""
    return render(
        request,
        "shared/patterns/case.html",
        {
            "masthead": frames.masthead("cases"),
            "identity": frames.IDENTITY,
            "tabs": frames.case_tabs(),
            "next": pieces.NEXT,
            "duties": lists.DUTIES,
            "order_notice": Notice(
                "The order stops at step 5.", "Time without the therapist needs a further order."
            ),
            "tracks": drawings.the_tracks(),
            "ladder": drawings.the_ladder(),
            "contacts": lists.CONTACTS,
        },
    )


@require_safe
def family_pattern(request: HttpRequest) -> HttpResponse:
    """The frame of a family's page."""
    return render(
        request,
        "shared/patterns/family.html",
        {"greeting": frames.GREETING, "next": pieces.FAMILY_NEXT, "appointment": lists.APPOINTMENT},
    )


@require_safe
def room_pattern(request: HttpRequest) -> HttpResponse:
    """The frame of the page used while child and parent are in the room."""
    return render(request, "shared/patterns/room.html", {"said": pieces.STRONG_BUTTONS[2:]})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """ "Leave this page": end the session, forget what the browser kept, go somewhere neutral."""
    logout(request)
    response = redirect("left")
    response["Clear-Site-Data"] = FORGET
    return response


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Where the way out leads without JavaScript; hands on to the neutral page at once."""
    return render(request, "shared/left.html")
