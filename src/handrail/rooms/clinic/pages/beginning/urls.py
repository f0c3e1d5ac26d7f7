"""Addresses of the beginning of a case, and of the papers of those who treat."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.beginning import inquiry, papers, referral

_CASE = "cases/<uuid:case_id>/referral/"
urlpatterns = [
    path("cases/new/", inquiry.page, name="inquiry"),
    path(_CASE, referral.page, name="referral"),
    path(f"{_CASE}add/", referral.add, name="referral_add"),
    path(f"{_CASE}determination/", referral.determination, name="determination"),
    path(f"{_CASE}jurisdiction/", referral.jurisdiction, name="jurisdiction"),
    path(f"{_CASE}accept/", referral.accept, name="referral_accept"),
    path(f"{_CASE}decline/", referral.decline, name="referral_decline"),
    path("papers/", papers.page, name="qualifications"),
    path("papers/<uuid:person_id>/new/", papers.new, name="qualification_new"),
    path(
        "papers/<uuid:person_id>/<uuid:paper>/withdraw/",
        papers.withdraw,
        name="qualification_withdraw",
    ),
]
