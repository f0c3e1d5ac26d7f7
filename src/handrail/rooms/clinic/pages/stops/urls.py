"""Addresses of the stops of a case."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.stops import kept, pages

_CASE = "cases/<uuid:case_id>/"
urlpatterns = [
    path(f"{_CASE}stops/", pages.page, name="stops"),
    path(f"{_CASE}stops/new/", pages.new, name="stop_new"),
    path(f"{_CASE}kept-back/new/", kept.new, name="kept_back_new"),
    path(f"{_CASE}kept-back/<uuid:kept>/", kept.one, name="kept_back"),
    path(f"{_CASE}ladders/<uuid:ladder>/lift/", pages.clear, name="stop_clear"),
]
