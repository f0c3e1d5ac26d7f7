"""Addresses of the gates and tracks of a case."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages.gates import entering, overview

_CASE = "cases/<uuid:case_id>/gates/"
urlpatterns = [
    path(_CASE, overview.page, name="gates"),
    path(f"{_CASE}phases/<slug:phase>/<slug:event>/", entering.turn, name="phase_turn"),
    path(f"{_CASE}<slug:gate>/", overview.one, name="gate"),
    path(f"{_CASE}<slug:gate>/evidence/", entering.evidence, name="evidence_new"),
    path(
        f"{_CASE}<slug:gate>/evidence/<uuid:evidence>/withdraw/",
        entering.withdraw,
        name="evidence_withdraw",
    ),
    path(f"{_CASE}<slug:gate>/waiver/", entering.waiver, name="waiver_new"),
    path(f"{_CASE}<slug:gate>/waiver/<uuid:waiver>/end/", entering.end, name="waiver_end"),
]
