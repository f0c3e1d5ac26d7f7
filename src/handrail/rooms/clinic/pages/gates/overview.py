"""All gates of a case and its five tracks; and each gate with its requirements."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.rooms.clinic.acting import Answer, case_form
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.contacts.pair import pair_of
from handrail.rooms.clinic.pages.gates import told
from handrail.rooms.shared.parts import Action
from handrail.store.database.transactions import reading
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.case_gates import all_gates, case_gates
from handrail.store.records.chart.phase_tracks import phase_tracks

WORKS = ("active", "paused")


@case_page("gates.viewed", *TAB_KINDS["gates"])
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Every gate in one table, the tracks above."""
    chart = charted(opened.case_id, opened.today)
    stored = chart.stored
    now = case_gates(opened.viewer, stored, opened.today, chart.ladders)
    return "clinic/gates/overview.html", {
        **case_frame(opened, stored, "gates"),
        "tracks": told.tracks_table(
            now, phase_tracks(now.family.phases), opened.case_id, turns=stored.status in WORKS
        ),
        "gates": told.gates_table(now, all_gates(now), opened.case_id),
        "against": told.against_contact(
            now, opened.case_id, [pair_of(one) for one in chart.ladders if one.stopped]
        ),
        "came_in": told.came_in_told(now),
        "pages": _pages(opened),
        "in_intake": stored.status == "intake",
        "is_closed": stored.status == "closed",
    }


def _pages(opened: Opened) -> tuple[Action, ...]:
    """The pages round the gates."""
    return tuple(
        Action(label, reverse(f"clinic:{route}", args=[opened.case_id]), "second")
        for route, label in (
            ("referral", _("The referral")),
            ("safety", _("Safety")),
            ("co_signs", _("What takes two people")),
            ("ending", _("How the work ends")),
        )
    )


@case_form("gate.viewed", *TAB_KINDS["gates"], after_closing=True)
def one(request: HttpRequest, opened: Opened, gate: str) -> Answer:
    """One gate: each requirement, what meets it, what would, and the ways to enter it."""
    with reading():
        chart = charted(opened.case_id, opened.today)
        stored = chart.stored
        now = case_gates(opened.viewer, stored, opened.today, chart.ladders)
        try:
            found = now.gate(told.gate_of(gate))
        except KeyError:
            return None
        frame = case_frame(opened, stored, "gates")
    every = told.requirements(now, found, stored, stored.ladder_rows)
    return "clinic/gates/gate.html", {
        **frame,
        "name": told.gate_name(now.protocol, found.id),
        "state": told.state_chip(found),
        "in_short": told.in_short(now, found),
        "next_steps": told.next_steps(now, found),
        "requirements": [one for one in every if one["is_asked"]],
        "not_asked": [one for one in every if not one["is_asked"]],
        "evidence_address": reverse("clinic:evidence_new", args=[opened.case_id, gate]),
        "waiver_address": reverse("clinic:waiver_new", args=[opened.case_id, gate]),
        "case_id": opened.case_id,
        "gate": gate,
        "is_closed": stored.status == "closed",
        "back": reverse("clinic:gates", args=[opened.case_id]),
        "title": _("Gate"),
    }
