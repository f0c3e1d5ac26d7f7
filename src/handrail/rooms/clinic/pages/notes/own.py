"""One's own notes (psychotherapy notes, 45 CFR 164.501): their author alone finds them.

They are saved while one writes, as the notes of sessions are, and to their author alone. That the
page was looked at stands in the practice's chain, which names no case, whether there are
notes or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail import chance
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent, told
from handrail.rooms.clinic.fields import text_field
from handrail.rooms.clinic.frame import case_frame
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.notes.editor import local_time
from handrail.rooms.clinic.pages.notes.page import TAB
from handrail.rooms.shared.forms import HandrailForm
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.database.transactions import reading, writing
from handrail.store.database.versions import Stale
from handrail.store.ledger.appending import append
from handrail.store.records.actions.drafts import Saved
from handrail.store.records.actions.psychotherapy_notes import (
    AUTHORS,
    keep_own_note,
    own_note_id,
)
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.notes import OwnNote, own_notes


class OwnForm(HandrailForm):
    """One text. begun: made with the page of a new note; version: as it was read."""

    begun = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(
        min_value=0, max_value=10**6, initial=0, required=False, widget=forms.HiddenInput
    )
    text = text_field(lazy("What you think"))


@case_form("own_notes.viewed", seats=AUTHORS, after_closing=True)
def page(request: HttpRequest, opened: Opened) -> Answer:
    """All of them, and a form for a new one."""
    return _answer(request, opened, _mine(opened), None)


@case_form("own_notes.viewed", seats=AUTHORS, after_closing=True)
def one(request: HttpRequest, opened: Opened, own_note: UUID) -> Answer:
    """One of them, to be changed."""
    kept = _mine(opened)
    chosen = next((each for each in kept if each.id == own_note), None)
    return None if chosen is None else _answer(request, opened, kept, chosen)


def _mine(opened: Opened) -> list[OwnNote]:
    with writing():  # the author's key is made at the first look
        return own_notes(opened.case_id)


class _Changed(Exception):
    """The author kept other words meanwhile, in another window."""


def _answer(
    request: HttpRequest, opened: Opened, kept: list[OwnNote], chosen: OwnNote | None
) -> Answer:
    beginning = (
        {"text": chosen.text, "version": chosen.version}
        if chosen
        else {"begun": chance.new_id(), "version": 0}
    )
    form = OwnForm(bound(request), initial=beginning)
    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return _as_json(opened, form, chosen)
    home = reverse("clinic:own_notes", args=[opened.case_id])

    def write() -> str:
        try:
            _keep(opened, form, chosen)
        except Stale as stale:
            raise _Changed from stale
        return home

    try:
        done = sent(request, form, write, said=_("Kept. You alone can open it."))
    except _Changed:
        return _page(request, opened, _both(opened, form, chosen), chosen, changed=True)
    return done or _page(request, opened, form, chosen, notes=() if chosen else kept)


def _keep(opened: Opened, form: OwnForm, chosen: OwnNote | None) -> Saved:
    given = form.cleaned_data
    return keep_own_note(
        by=opened.viewer, case_id=opened.case_id, text=given["text"],
        note=chosen.id if chosen else None, begun=given["begun"], version=given["version"] or 0,
    )  # fmt: skip


def _as_json(opened: Opened, form: OwnForm, chosen: OwnNote | None) -> JsonResponse:
    """200 saved, 409 changed in another window, 400 why it was refused."""
    if not form.is_valid():
        refusals = [str(text) for texts in form.errors.values() for text in texts]
        return JsonResponse({"refused": refusals}, status=400)
    try:
        saved = _keep(opened, form, chosen)
    except Stale:
        return JsonResponse({"changed": True}, status=409)
    except Refused as refused:
        return JsonResponse({"refused": [str(text) for text in told(refused)]}, status=400)
    return JsonResponse({"saved": local_time(saved.at), "version": saved.version})


def _both(opened: Opened, form: OwnForm, chosen: OwnNote | None) -> OwnForm:
    """What was kept meanwhile, then what was sent here: to be kept on top, and nothing is lost."""
    given = form.cleaned_data
    row = chosen.id if chosen else own_note_id(opened.viewer, given["begun"])
    newest = next((each for each in _mine(opened) if each.id == row), None)
    texts = [newest.text, given["text"]] if newest else [given["text"]]
    version = newest.version if newest else 0
    return OwnForm(
        initial={"text": "\n\n".join(texts), "begun": given["begun"], "version": version}
    )


def _page(
    request: HttpRequest,
    opened: Opened,
    form: OwnForm,
    chosen: OwnNote | None,
    *,
    notes: Sequence[OwnNote] = (),
    changed: bool = False,
) -> HttpResponse:
    append(by=opened.viewer, chain=opened.viewer.practice_id, act="own_notes.viewed")
    with reading():
        frame = case_frame(opened, stored_case(opened.case_id, FRAME), TAB)
    is_kept = not form.is_bound and not changed
    return render(
        request,
        "clinic/notes/own.html",
        {
            **frame,
            "form": form,
            "notes": [_shown(one, opened) for one in notes],
            "saved": local_time(chosen.saved_at) if chosen and is_kept else "",
            "changed": changed,
        },
    )


def _shown(one: OwnNote, opened: Opened) -> dict[str, Any]:
    day = words.day(one.saved_at.date(), opened.today)
    return {
        "when": f"{day}, {local_time(one.saved_at)}",
        "text": one.text,
        "href": reverse("clinic:own_note", args=[opened.case_id, one.id]),
    }
