"""Addresses of the clinic. Every one is declared, seat by seat, in tests/repo/test_routes.py."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages import (
    case,
    cases,
    goals,
    ladder,
    measures,
    order,
    people,
    search,
    seen,
    timeline,
    today,
)

app_name = "clinic"
urlpatterns = [
    path("today/", today.page, name="today"),
    path("cases/", cases.page, name="cases"),
    path("cases/<uuid:case_id>/", case.page, name="case"),
    path("cases/<uuid:case_id>/timeline/", timeline.page, name="timeline"),
    path("cases/<uuid:case_id>/ladder/", ladder.page, name="ladder"),
    path("cases/<uuid:case_id>/goals/", goals.page, name="goals"),
    path("cases/<uuid:case_id>/measures/", measures.page, name="measures"),
    path("cases/<uuid:case_id>/people/", people.page, name="people"),
    path("cases/<uuid:case_id>/order/", order.page, name="order"),
    path("cases/<uuid:case_id>/seen/", seen.page, name="seen"),
    path("search/", search.page, name="search"),
]
