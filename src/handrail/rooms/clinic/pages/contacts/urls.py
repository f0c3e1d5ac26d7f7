"""Addresses of the contacts of a case."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.contacts import (
    after,
    deciding,
    lists,
    one,
    overview,
    planning,
    recording,
)

_CASE = "cases/<uuid:case_id>/"
_ONE = f"{_CASE}contacts/<uuid:contact>/"
_LADDER = f"{_CASE}ladders/<uuid:ladder>/"
urlpatterns = [
    path(f"{_CASE}contacts/", overview.page, name="contacts"),
    path(_ONE, one.page, name="contact"),
    path(f"{_ONE}card/", planning.card, name="contact_card"),
    path(f"{_ONE}held/", recording.held, name="contact_record"),
    path(f"{_ONE}not-held/", recording.not_held, name="contact_not_held"),
    path(f"{_ONE}ratings/", recording.rate, name="contact_rate"),
    path(f"{_ONE}after/", after.effect, name="after_effect"),
    path(f"{_ONE}decision/", deciding.page, name="decision"),
    path(f"{_ONE}review/", after.review, name="review_sheet"),
    path(f"{_ONE}consult/", after.ask, name="consult_ask"),
    path(f"{_ONE}consult/<uuid:consult>/", after.answer, name="consult"),
    path(f"{_LADDER}contact/", planning.plan, name="contact_plan"),
    path(f"{_LADDER}unplanned/", recording.unplanned, name="contact_unplanned"),
    path(f"{_LADDER}view/", after.view, name="child_view"),
    path(f"{_LADDER}preparation/", lists.page, name="preparation"),
]
