"""Addresses of the calendar of a case."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.sessions import calendar

_CASE = "cases/<uuid:case_id>/sessions/"
urlpatterns = [
    path(_CASE, calendar.page, name="sessions"),
    path(f"{_CASE}plan/", calendar.plan, name="session_plan"),
    path(f"{_CASE}<uuid:session>/", calendar.one, name="session"),
    path(f"{_CASE}<uuid:session>/outcome/", calendar.outcome, name="session_outcome"),
    path(f"{_CASE}<uuid:session>/call-off/", calendar.cancel, name="session_cancel"),
]
