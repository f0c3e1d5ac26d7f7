"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.room import before, during, ending, handing, sheet

_CONTACT = "cases/<uuid:case_id>/room/<uuid:contact>/"
urlpatterns = [
    path(f"{_CONTACT}before/", before.page, name="room_before"),
    path(_CONTACT, during.page, name="room"),
    path(f"{_CONTACT}sheet/", sheet.sheet, name="room_sheet"),
    path(f"{_CONTACT}paper/", sheet.paper, name="room_paper"),
    path(f"{_CONTACT}hand-over/", handing.hand_over, name="room_hand_over"),
    path(f"{_CONTACT}child/", handing.check, name="room_check"),
    path(f"{_CONTACT}child/leave/", handing.leave, name="room_leave"),
    path(f"{_CONTACT}end/", ending.page, name="room_end"),
]
