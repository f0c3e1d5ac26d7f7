"""What one wrote down, for its reporter alone: what is still due, the calls, later entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail import clock
from handrail.core.law.packs import packs_for, shipped
from handrail.core.therapy import child_says as core
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.child_says.forms import DONE, CallForm
from handrail.rooms.clinic.pages.child_says.numbers import phones
from handrail.rooms.clinic.pages.child_says.said import supervisors
from handrail.rooms.clinic.pages.room.opening import local_minute
from handrail.rooms.shared.forms import HandrailForm
from handrail.store.database.transactions import reading
from handrail.store.ledger.appending import append
from handrail.store.records.actions.child_says import (
    add_call,
    allow_questions,
    ask_no_questions,
)
from handrail.store.records.actions.recording import TEAM
from handrail.store.records.reading.in_the_room import people_about
from handrail.store.records.reading.reports import Call, Told, entry_of_mine, no_questions

QUESTIONS = "questions"


@case_form("report.viewed", seats=TEAM, after_closing=True)
def page(request: HttpRequest, opened: Opened, entry: UUID) -> Answer:
    """The entry; nobody else finds it. That it was looked at stands in a chain of its own."""
    with reading():
        told = entry_of_mine(opened.case_id, entry)
        people = people_about(opened.case_id)
    if told is None:
        return None
    here = reverse("clinic:child_told", args=[opened.case_id, entry])
    asked = HandrailForm(bound(request) if QUESTIONS in request.POST else None)
    if done := sent(request, asked, lambda: _questions(request, opened, entry, here)):
        return done
    form = CallForm(
        bound(request) if QUESTIONS not in request.POST else None,
        initial={"at": local_minute(), "on": opened.today},
    )
    if done := sent(request, form, lambda: _add(request, opened, entry, form, here)):
        return done
    with reading():
        reminded = no_questions(opened.case_id)
    append(
        by=opened.viewer, chain=entry, act="report.viewed", seat=opened.case.seat,
        object_kind="report_entry", object_id=entry,
    )  # fmt: skip
    return render(request, "clinic/child_says/told.html", {
        "told": told,
        "names": {str(person): given for person, given, _seat in people},
        "collecting": _given(people, told.told.get("collecting", "")),
        "unsafe": core.supervisor_now(told.told.get("safe", "not_sure")),
        "when": _local(told.at),
        "heard_by": ", ".join(told.told.get("heard_by", ())),
        "calls": [(_local(one.at), _done(one), one.told) for one in told.calls],
        "due": [(one.text, _local(one.by) if one.by else "") for one in _due(opened, told)],
        "phones": phones(opened.case.case.jurisdiction, opened.today),
        "supervisors": supervisors(people, opened.viewer.person_id),
        "form": form,
        "asked": asked,
        "reminded": reminded,
    })  # fmt: skip


def _given(people: list[tuple[UUID, str, str]], person: str) -> str:
    return next((given for one, given, _seat in people if str(one) == person), "")


def _local(moment: datetime) -> str:
    local = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"{words.day(local.date())}, {local:%H:%M}"


def _done(call: Call) -> str:
    code = call.told.get("done", call.called)
    return str(dict(DONE).get(code, code))


def _due(opened: Opened, told: Told) -> tuple[core.StillDue, ...]:
    written = [one.at for one in told.calls if one.told.get("done") == "written"]
    reasons = [
        one.told.get("words", "") for one in told.calls if one.told.get("done") == "not_reported"
    ]
    calls = [core.Call(one.called, one.at, one.told.get("reference", "")) for one in told.calls]
    known = core.Told(
        at=told.at,
        safe_to_leave=told.told.get("safe", "not_sure"),
        calls=calls,
        not_reported_because=" ".join(reasons),
        written_at=min(written, default=None),
    )
    return core.still_due(known, written_hours=_written_hours(opened))


def _written_hours(opened: Opened) -> int | None:
    packs = packs_for(opened.case.case.jurisdiction, shipped())
    rules = [rule for pack in packs for rule in pack.rules_on("report_clock", opened.today)]
    hours = [rule.numbers["hours"] for rule in rules if "hours" in rule.numbers]
    return hours[-1] if hours else None


def _add(request: HttpRequest, opened: Opened, entry: UUID, form: CallForm, here: str) -> str:
    said = form.cleaned_data
    at = datetime.combine(said["on"], said["at"], ZoneInfo(settings.TIME_ZONE))
    told: dict[str, Any] = {
        name: said[name] for name in ("done", "reference", "words") if said[name]
    }
    add_call(
        by=opened.viewer, case_id=opened.case_id, entry=entry, called=form.called,
        at=min(at, clock.now()), told=told,
    )  # fmt: skip
    messages.success(request, _("Added."))
    return here


def _questions(request: HttpRequest, opened: Opened, entry: UUID, here: str) -> str:
    """Set or end the reminder to the team."""
    by, case_id = opened.viewer, opened.case_id
    if request.POST[QUESTIONS] == "none":
        ask_no_questions(by=by, case_id=case_id, entry=entry)
        messages.success(request, _("The team is reminded: no questions about what happened."))
    else:
        allow_questions(by=by, case_id=case_id, entry=entry)
        messages.success(request, _("The reminder has ended."))
    return here
