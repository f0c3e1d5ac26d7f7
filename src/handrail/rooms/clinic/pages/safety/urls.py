"""Addresses about safety."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.safety import page

_CASE = "cases/<uuid:case_id>/safety/"
urlpatterns = [
    path(_CASE, page.page, name="safety"),
    path(f"{_CASE}interview/", page.interview, name="safety_interview"),
    path(f"{_CASE}outcome/", page.outcome, name="safety_outcome"),
    path(f"{_CASE}suitability/", page.suitability, name="suitability"),
]
