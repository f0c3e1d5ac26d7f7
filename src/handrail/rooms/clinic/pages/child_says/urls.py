"""Addresses of what a child said."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.child_says import said, told, wanted

urlpatterns = [
    path("cases/<uuid:case_id>/child-says/", said.page, name="child_says"),
    path("cases/<uuid:case_id>/child-says/<uuid:entry>/", told.page, name="child_told"),
    path("today/wanted/<uuid:notice>/", wanted.seen, name="wanted_seen"),
]
