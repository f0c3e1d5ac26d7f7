"""Addresses where measures are entered."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.measuring import entering

CASE = "cases/<uuid:case_id>/measures/enter/"
urlpatterns = [
    path(CASE, entering.choose, name="measure_choose"),
    path(f"{CASE}<slug:instrument>/", entering.enter, name="measure_enter"),
]
