"""Addresses of what takes two people."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.co_signs import page

urlpatterns = [
    path("cases/<uuid:case_id>/two-people/", page.every, name="co_signs"),
    path("cases/<uuid:case_id>/two-people/<uuid:co_sign>/", page.one, name="co_sign"),
]
