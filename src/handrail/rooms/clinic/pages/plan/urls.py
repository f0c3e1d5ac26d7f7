"""Addresses of the plan."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.plan import drafting, overview, review, signing, tasks

CASE = "cases/<uuid:case_id>/plan/"
urlpatterns = [
    path(CASE, overview.page, name="plan"),
    path(f"{CASE}begin/", drafting.begin, name="plan_begin"),
    path(f"{CASE}goal/", drafting.goal, name="plan_goal"),
    path(f"{CASE}task/", drafting.task, name="plan_task"),
    path(f"{CASE}tasks/<uuid:task>/tick/", tasks.tick, name="plan_task_tick"),
    path(f"{CASE}ladder/", drafting.ladder, name="plan_ladder"),
    path(f"{CASE}terms/", drafting.terms, name="plan_terms"),
    path(f"{CASE}sign/", signing.page, name="plan_sign"),
    path(f"{CASE}review/", review.page, name="review"),
]
