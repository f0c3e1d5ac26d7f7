"""One's own notes (psychotherapy notes, 45 CFR 164.501): their author alone finds them.

That the page was looked at stands in the practice's chain, which names no case, whether there are
notes or not.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.fields import text_field
from handrail.rooms.clinic.frame import case_frame
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.notes.editor import local_time
from handrail.rooms.clinic.pages.notes.page import TAB
from handrail.rooms.shared.forms import HandrailForm
from handrail.store.database.transactions import reading, writing
from handrail.store.ledger.appending import append
from handrail.store.records.actions.psychotherapy_notes import AUTHORS, keep_own_note
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.notes import OwnNote, own_notes


class OwnForm(HandrailForm):
    """One text. version: as it was read."""

    text = text_field(lazy("What you think"))


@case_form("own_notes.viewed", seats=AUTHORS)
def page(request: HttpRequest, opened: Opened) -> Answer:
    """All of them, and a form for a new one."""
    form = OwnForm(bound(request))
    kept = _mine(opened)
    return _answer(request, opened, form, kept, None)


@case_form("own_notes.viewed", seats=AUTHORS)
def one(request: HttpRequest, opened: Opened, own_note: UUID) -> Answer:
    """One of them, to be changed."""
    kept = _mine(opened)
    chosen = next((each for each in kept if each.id == own_note), None)
    if chosen is None:
        return None
    form = OwnForm(bound(request), initial={"text": chosen.text})
    return _answer(request, opened, form, kept, chosen)


def _mine(opened: Opened) -> list[OwnNote]:
    with writing():  # the author's key is made at the first look
        return own_notes(opened.case_id)


def _answer(
    request: HttpRequest,
    opened: Opened,
    form: OwnForm,
    kept: list[OwnNote],
    chosen: OwnNote | None,
) -> Answer:
    home = reverse("clinic:own_notes", args=[opened.case_id])

    def write() -> str:
        keep_own_note(
            by=opened.viewer, case_id=opened.case_id, text=form.cleaned_data["text"],
            note=chosen.id if chosen else None, version=chosen.version if chosen else 0,
        )  # fmt: skip
        return home

    if done := sent(request, form, write):
        messages.success(request, _("Kept. You alone can open it."))
        return done
    append(by=opened.viewer, chain=opened.viewer.practice_id, act="own_notes.viewed")
    with reading():
        frame = case_frame(opened, stored_case(opened.case_id, FRAME), TAB)
    shown = [] if chosen else [_shown(one, opened) for one in kept]
    return render(
        request, "clinic/notes/own.html", {**frame, "form": form, "notes": shown, "home": home}
    )


def _shown(one: OwnNote, opened: Opened) -> dict[str, Any]:
    day = words.day(one.saved_at.date(), opened.today)
    return {
        "when": f"{day}, {local_time(one.saved_at)}",
        "text": one.text,
        "href": reverse("clinic:own_note", args=[opened.case_id, one.id]),
    }
