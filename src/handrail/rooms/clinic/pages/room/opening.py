"""What the pages of one contact share: the contact, its step in a sentence, its addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail import clock
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.child_says.control import said_something
from handrail.store.database.transactions import reading
from handrail.store.records.reading.in_the_room import RoomContact, room_contact

Answering = Callable[[HttpRequest, Opened, RoomContact], Answer]


def of_contact(answer: Answering) -> Callable[..., Answer]:
    """A page of one contact; None, the one not-found, where the case has no such contact."""

    @wraps(answer)
    def found(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
        with reading():
            one = room_contact(opened.case_id, contact)
        return None if one is None else answer(request, opened, one)

    return found


def place(route: str, opened: Opened, one: RoomContact) -> str:
    """The address of one of a contact's pages: "room", "room_before", …"""
    return reverse(f"clinic:{route}", args=[opened.case_id, one.id])


def step_sentence(one: RoomContact) -> str:
    """ "Step 4 of 6: Longer guided session." """
    return _("Step %(step)d of %(steps)d: %(name)s.") % {
        "step": one.step + 1,
        "steps": len(one.rungs),
        "name": one.rung.name,
    }


def local_minute() -> str:
    """The time of day in the practice, HH:MM."""
    return f"{clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)):%H:%M}"


def frame(opened: Opened, one: RoomContact) -> dict[str, Any]:
    """The context of every page of a contact."""
    return {
        "one": one,
        "step": step_sentence(one),
        "child_says": said_something(opened.case_id, one.session_id),
        "before": place("room_before", opened, one),
        "during": place("room", opened, one),
        "sheet": place("room_sheet", opened, one),
        "paper": place("room_paper", opened, one),
        "hand_over": place("room_hand_over", opened, one),
        "end": place("room_end", opened, one),
        "minutes_told": words.minutes(one.minutes),
    }
