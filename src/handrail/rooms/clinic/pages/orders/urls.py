"""Addresses of orders and agreements."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.orders import agreements, entering

_CASE = "cases/<uuid:case_id>/order/"
urlpatterns = [
    path(f"{_CASE}new/", entering.new, name="order_new"),
    path(f"{_CASE}ends/<str:order>/", entering.end, name="order_end"),
    path(f"{_CASE}duty/<uuid:conflict>/", entering.conflict, name="order_conflict"),
    path(f"{_CASE}agreement/", agreements.new, name="agreement_new"),
    path(f"{_CASE}agreement/<uuid:agreement>/", agreements.page, name="agreement"),
    path(f"{_CASE}agreement/<uuid:agreement>/sign/", agreements.sign, name="agreement_sign"),
]
