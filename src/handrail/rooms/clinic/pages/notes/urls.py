"""Addresses of notes, addenda, one's own notes and legal holds."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.notes import holds, kept_holds, own
from handrail.rooms.clinic.pages.notes.page import addendum, note

_CASE = "cases/<uuid:case_id>/"
urlpatterns = [
    path(f"{_CASE}sessions/<uuid:session>/note/", note, name="note"),
    path(f"{_CASE}notes/<uuid:note>/addendum/", addendum, name="addendum"),
    path(f"{_CASE}own-notes/", own.page, name="own_notes"),
    path(f"{_CASE}own-notes/<uuid:own_note>/", own.one, name="own_note"),
    path(f"{_CASE}legal-hold/", holds.page, name="legal_hold"),
    path("legal-holds/", kept_holds.page, name="legal_holds"),
    path("legal-holds/<uuid:hold>/lift/", kept_holds.lift, name="legal_hold_lift"),
]
