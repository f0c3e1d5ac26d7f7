"""Addresses of the ending of a case."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.ending import acts, page

_CASE = "cases/<uuid:case_id>/ending/"
_LETTER = f"{_CASE}letters/<uuid:letter>/"
urlpatterns = [
    path(_CASE, page.page, name="ending"),
    path(f"{_CASE}name/", acts.name, name="ending_name"),
    path(f"{_CASE}after-care/", acts.care, name="after_care"),
    path(f"{_CASE}close/", acts.close, name="case_close"),
    path(f"{_CASE}letters/pause/", acts.hold, name="letters_hold"),
    path(_LETTER, acts.letter, name="letter"),
    path(f"{_LETTER}sign/", acts.sign, name="letter_sign"),
    path(f"{_LETTER}give/", acts.give, name="letter_give"),
]
