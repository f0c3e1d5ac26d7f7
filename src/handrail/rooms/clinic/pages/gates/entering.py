"""Entering evidence and waivers at a gate, taking them back, and turning a phase."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.therapy.protocol import load
from handrail.core.therapy.tracks import Event
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import TAB_KINDS
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.gates import told
from handrail.rooms.clinic.pages.gates.forms import EvidenceForm, HoldForm, TurnForm, WaiverForm
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Notice
from handrail.store.accounts.second_factor import confirm_second_factor
from handrail.store.database.transactions import reading
from handrail.store.records.actions.gates import (
    end_waiver,
    record_evidence,
    waive,
    withdraw_evidence,
)
from handrail.store.records.actions.phases import EVENTS, turn_phase
from handrail.store.records.chart.case_gates import gates_of
from handrail.store.records.chart.gates_now import GateNow
from handrail.store.records.reading.gates import gate_rows

KINDS = TAB_KINDS["gates"]


def _gate(opened: Opened, slug: str) -> GateNow | None:
    with reading():
        now = gates_of(opened.viewer, opened.case_id, opened.today)
    try:
        return now.gate(told.gate_of(slug))
    except KeyError:
        return None


@case_form("evidence_new.viewed", *KINDS)
def evidence(request: HttpRequest, opened: Opened, gate: str) -> Answer:
    """Evidence for one requirement of a gate."""
    found = _gate(opened, gate)
    if found is None:
        return None
    asked = [
        one for one in found.requirements
        if one.asked.by_hand and not one.asked.id.endswith(":")
    ]  # fmt: skip
    initial = {"requirement": request.GET.get("for", ""), "on": opened.today}
    form = EvidenceForm(bound(request), asked=asked, initial=initial)
    back = reverse("clinic:gate", args=[opened.case_id, gate])

    def write() -> str:
        given = form.cleaned_data
        record_evidence(
            by=opened.viewer, case_id=opened.case_id, requirement=given["requirement"],
            on=given["on"], source=given["source"],
        )  # fmt: skip
        return back

    return sent(request, form, write, said=_("It is on record.")) or asking_in_case(
        opened, form, "gates", title=_("Enter what meets a requirement"), button=_("Record it"),
        back=back,
        texts=[_("What the record knows by itself need not be entered: it shows at the gate.")],
    )  # fmt: skip


@case_form("waiver_new.viewed", *KINDS)
def waiver(request: HttpRequest, opened: Opened, gate: str) -> Answer:
    """A waiver for one requirement of a gate."""
    found = _gate(opened, gate)
    if found is None:
        return None
    asked = [one for one in found.requirements if one.asked.waivable and one.missing is not None]
    form = WaiverForm(
        bound(request), asked=asked, initial={"requirement": request.GET.get("for", "")}
    )
    back = reverse("clinic:gate", args=[opened.case_id, gate])

    def write() -> str:
        given = form.cleaned_data
        confirm_second_factor(opened.viewer, given["code"])
        row = waive(
            by=opened.viewer, case_id=opened.case_id, requirement=given["requirement"],
            until=given["until"], reason=given["reason"],
        )  # fmt: skip
        done = _("The waiver is on record.") if row else _("It waits for a second person.")
        messages.success(request, done)
        return back

    if done := sent(request, form, write):
        return done
    notice = Notice(
        _("Some take two people"),
        _("Where a requirement says so, nothing changes until somebody else of the team agreed."),
    )
    return asking_in_case(
        opened, form, "gates", title=_("Let a requirement go for a time"),
        button=_("Sign the waiver"), back=back, notice=notice,
    )  # fmt: skip


@case_form("evidence_withdraw.viewed", *KINDS)
def withdraw(request: HttpRequest, opened: Opened, gate: str, evidence: UUID) -> Answer:
    """Taking back evidence that was entered by mistake."""
    with reading():
        entered = gate_rows(opened.case_id).entered
    found = next((one for one in entered if one.id == evidence), None)
    if found is None:
        return None
    form = HandrailForm(bound(request))
    back = reverse("clinic:gate", args=[opened.case_id, gate])

    def write() -> str:
        withdraw_evidence(by=opened.viewer, case_id=opened.case_id, evidence=evidence)
        return back

    return sent(request, form, write, said=_("It no longer counts.")) or asking_in_case(
        opened, form, "gates", title=_("Take this evidence back?"), button=_("Take it back"),
        back=back,
        texts=[
            f"{words.day(found.on, opened.today)}: {found.source}",
            _("It stays in the record as withdrawn, and no longer opens the gate."),
        ],
    )  # fmt: skip


@case_form("waiver_end.viewed", *KINDS)
def end(request: HttpRequest, opened: Opened, gate: str, waiver: UUID) -> Answer:
    """Ending a waiver before its last day; one person is enough."""
    with reading():
        waived = gate_rows(opened.case_id).waived
    found = next((one for one in waived if one.id == waiver), None)
    if found is None:
        return None
    form = HandrailForm(bound(request))
    back = reverse("clinic:gate", args=[opened.case_id, gate])

    def write() -> str:
        end_waiver(by=opened.viewer, case_id=opened.case_id, waiver=waiver)
        return back

    return sent(request, form, write, said=_("The waiver has ended.")) or asking_in_case(
        opened, form, "gates", title=_("End this waiver?"), button=_("End the waiver"), back=back,
        texts=[
            _("Until %(day)s: %(reason)s")
            % {"day": words.day(found.until, opened.today), "reason": found.reason},
            _("The gate closes again at once, unless the requirement is met."),
        ],
    )  # fmt: skip


@case_form("phase_turn.viewed", *KINDS)
def turn(request: HttpRequest, opened: Opened, phase: str, event: str) -> Answer:
    """One turn of one phase, with its reason; a refusal says everything that is missing."""
    known = next((one for one in EVENTS if one == event), None)
    number = next((one.number for one in load().phases if one.id == phase), None)
    if known is None or number is None:
        return None
    form = HoldForm(bound(request)) if known == "hold" else TurnForm(bound(request))
    back = reverse("clinic:gates", args=[opened.case_id])

    def write() -> str:
        turn_phase(
            by=opened.viewer, case_id=opened.case_id, phase=number, event=known,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return back

    return sent(request, form, write, said=_("The phase has turned.")) or asking_in_case(
        opened, form, "gates", title=_turn_title(known, number),
        button=words.said(told.EVENTS, known), back=back, texts=[_turn_text(known)],
    )  # fmt: skip


def _turn_title(event: Event, phase: int) -> str:
    return _("%(event)s the phase “%(phase)s”?") % {
        "event": words.said(told.EVENTS, event), "phase": words.said_phase(phase),
    }  # fmt: skip


def _turn_text(event: Event) -> str:
    if event == "hold":
        return _("A hold takes effect at once and waits for nobody.")
    if event == "close":
        return _("Closing asks everything the phase needs to close. What is missing is told here.")
    return _("Beginning asks everything the phase needs to begin. What is missing is told here.")
