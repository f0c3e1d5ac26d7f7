"""Addresses where the family is written down."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.family import writing

CASE = "cases/<uuid:case_id>/people/"
urlpatterns = [
    path(f"{CASE}add/", writing.person, name="person_add"),
    path(f"{CASE}correct/", writing.correct, name="person_correct"),
    path(f"{CASE}home/", writing.home, name="home_add"),
    path(f"{CASE}relation/", writing.relation, name="relation_add"),
    path(f"{CASE}end/", writing.ending, name="family_end"),
    path(f"{CASE}history/", writing.history, name="history_add"),
]
