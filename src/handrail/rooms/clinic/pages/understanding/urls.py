"""Addresses of how the family is understood."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.understanding import overview, writing

CASE = "cases/<uuid:case_id>/understanding/"
urlpatterns = [
    path(CASE, overview.page, name="understanding"),
    path(f"{CASE}concern/", writing.concern, name="concern"),
    path(f"{CASE}formulation/", writing.formulation, name="formulation"),
    path(f"{CASE}need/", writing.need, name="need"),
    path(f"{CASE}cycle/", writing.cycle, name="cycle"),
    path(f"{CASE}pattern/", writing.pattern, name="pattern"),
]
