"""Addresses every room shares. Sign-in has its own file, `sign_in/urls.py`."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.shared import views
from handrail.rooms.shared.how_it_works import views as how

urlpatterns = [
    path("patterns/", views.patterns, name="patterns"),
    path("patterns/clinic/", views.clinic_pattern, name="patterns_clinic"),
    path("patterns/case/", views.case_pattern, name="patterns_case"),
    path("patterns/family/", views.family_pattern, name="patterns_family"),
    path("patterns/room/", views.room_pattern, name="patterns_room"),
    path("how-it-works/", how.page, {"audience": "parent"}, name="how_it_works"),
    path("how-it-works/children/", how.page, {"audience": "child"}, name="how_it_works_children"),
    path(
        "how-it-works/clinicians/",
        how.page,
        {"audience": "clinician"},
        name="how_it_works_clinicians",
    ),
    path("how-it-works/courts/", how.page, {"audience": "court"}, name="how_it_works_courts"),
    path("leave/", views.leave, name="leave"),
    path("left/", views.left, name="left"),
]
