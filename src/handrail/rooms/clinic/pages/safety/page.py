"""The safety page of a case, and its three forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Person
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.safety.forms import InterviewForm, OutcomeForm, SuitabilityForm
from handrail.rooms.clinic.pages.safety.words import OUTCOMES, measures_told
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Action, Cell, Column, Condition, Fact, Notice, Row, Table
from handrail.store.accounts.second_factor import confirm_second_factor
from handrail.store.database.transactions import reading
from handrail.store.records.actions.safety import (
    SUITED,
    concern_is_open,
    decide_outcome,
    decide_suitability,
    is_milder,
    record_interview,
)
from handrail.store.records.chart.gates_now import ADULTS
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.gates import gate_rows
from handrail.store.records.reading.safety import Interview, Reasoned, interviews, reasons

KINDS = ("plan", "safety_alert")
TAB = "gates"
STAYS = lazy(
    "The measures that were agreed before stay. Giving one up takes your code and a second person."
)


@case_page("safety.viewed", *KINDS)
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """What stands, who was asked when, and what was decided about going on."""
    stored = stored_case(opened.case_id, FRAME)
    found = interviews(opened.case_id)
    decided = [one for one in gate_rows(opened.case_id).entered if one.requirement == SUITED]
    asked = {one.person for one in found}
    return "clinic/safety/page.html", {
        **case_frame(opened, stored, TAB),
        "standing": _standing(stored),
        "facts": tuple(_facts(stored, opened)),
        "adults": tuple(
            Condition(one.id in asked, one.given, "" if one.id in asked else _("not asked yet"))
            for one in adults(stored)
        ),
        "table": _table(found, stored, opened) if found else None,
        "notes": [
            *(_reason(one, opened) for one in reasons(opened.case_id)),
            *(_notes(one, stored, opened) for one in found if one.notes),
        ],
        "decided": [
            {"on": words.day(one.on, opened.today), "lines": one.source.splitlines()}
            for one in reversed(decided)
        ],
        "acts": () if stored.status == "closed" else tuple(_acts(opened)),
    }


def adults(stored: StoredCase) -> list[Person]:
    """The adults of a family, parents first by name."""
    return [one for one in stored.family.people if one.seat in ADULTS]


def _standing(stored: StoredCase) -> Notice:
    outcome = stored.family.safety.outcome
    if not outcome:
        return Notice(_("Safety was not looked at yet"), _("Each adult is asked alone."), "care")
    kinds: dict[str, Any] = {"no_concern": "done", "concern_manageable": "care"}
    return Notice(words.said(OUTCOMES, outcome), kind=kinds.get(outcome, "stop"))


def _facts(stored: StoredCase, opened: Opened) -> Iterator[Fact]:
    safety = stored.family.safety
    if safety.measures:
        yield Fact(_("Measures"), measures_told(safety.measures))
    if safety.review_on:
        day = words.day(safety.review_on, opened.today)
        late = safety.review_on < opened.today
        yield Fact(_("Looked at again on"), _("%s, past") % day if late else day)


def _table(found: list[Interview], stored: StoredCase, opened: Opened) -> Table:
    columns = (
        Column(_("Who")), Column(_("On")), Column(_("Outcome")), Column(_("Measures")),
        Column(_("Again on")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                Cell(stored.family.given(one.person), strong=True),
                Cell(words.day(one.on, opened.today)),
                Cell(words.said(OUTCOMES, one.outcome)),
                Cell(measures_told(one.measures)),
                Cell(words.day(one.review_on, opened.today) if one.review_on else ""),
            )
        )
        for one in found
    )
    return Table(_("Safety interviews, each alone"), columns, rows, narrow="stack")


def _notes(one: Interview, stored: StoredCase, opened: Opened) -> dict[str, str]:
    return {
        "who": _("%(who)s, %(day)s") % {
            "who": stored.family.given(one.person), "day": words.day(one.on, opened.today),
        },
        "text": one.notes,
    }  # fmt: skip


def _reason(one: Reasoned, opened: Opened) -> dict[str, str]:
    day = words.day(one.on, opened.today) if one.on else _("no day")
    return {"who": _("why it was decided, %s") % day, "text": one.reason}


def _acts(opened: Opened) -> Iterator[Action]:
    for route, label, kind in (
        ("safety_interview", _("Record an interview"), "main"),
        ("safety_outcome", _("Decide what safety asks for"), "second"),
        ("suitability", _("Decide whether this suits"), "second"),
    ):
        yield Action(label, reverse(f"clinic:{route}", args=[opened.case_id]), kind)  # type: ignore[arg-type]


def _home(opened: Opened) -> str:
    return reverse("clinic:safety", args=[opened.case_id])


def _asking(opened: Opened, form: HandrailForm, **words_: Any) -> Answer:
    return asking_in_case(opened, form, TAB, back=_home(opened), **words_)


@case_form("safety_interview.viewed", *KINDS)
def interview(request: HttpRequest, opened: Opened) -> Answer:
    """One adult's interview."""
    with reading():
        stored = stored_case(opened.case_id, FRAME)
    form = InterviewForm(bound(request), adults=adults(stored))

    def write() -> str:
        given = form.cleaned_data
        record_interview(
            by=opened.viewer, case_id=opened.case_id, person_id=given["person"], on=given["on"],
            alone=given["alone"] == "yes", outcome=given["outcome"], measures=given["measures"],
            review_on=given["review_on"], notes=given["notes"],
        )  # fmt: skip
        return _home(opened)

    said = _("The interview is on record, and what it asks for holds.")
    return sent(request, form, write, said=said) or _asking(
        opened, form, title=_("A safety interview"), button=_("Record it"),
        texts=[
            _("Each adult alone, on a day of their own. The answers themselves are not kept here."),
        ],
    )  # fmt: skip


@case_form("safety_outcome.viewed", *KINDS)
def outcome(request: HttpRequest, opened: Opened) -> Answer:
    """What safety asks for in the case; a milder outcome waits for a second person."""
    with reading():
        standing = stored_case(opened.case_id, FRAME).family.safety
    initial = {"outcome": standing.outcome, "measures": list(standing.measures)}
    form = OutcomeForm(bound(request), initial=initial)

    def write() -> str:
        given = form.cleaned_data
        given_up = [one for one in standing.measures if one not in given["measures"]]
        milder = is_milder(given["outcome"], standing.outcome or "no_concern")
        if milder or (given_up and given["code"]):
            confirm_second_factor(opened.viewer, given["code"])
            given_up = []
        waits = decide_outcome(
            by=opened.viewer, case_id=opened.case_id, outcome=given["outcome"],
            measures=[*given["measures"], *given_up], review_on=given["review_on"],
            reason=given["reason"],
        )  # fmt: skip
        told = _("It waits for a second person.") if waits else _("It holds from now on.")
        messages.success(request, told)
        if given_up:
            messages.warning(request, STAYS)
        return _home(opened)

    return sent(request, form, write) or _asking(
        opened, form, title=_("What does safety ask for?"), button=_("Decide"),
        texts=[
            _("What asks for more care holds at once. What asks for less takes two people."),
            _("A stop is lifted on its own page; this lifts none."),
        ],
    )  # fmt: skip


@case_form("suitability.viewed", *KINDS)
def suitability(request: HttpRequest, opened: Opened) -> Answer:
    """Whether this treatment suits this family."""
    form = SuitabilityForm(bound(request))

    def write() -> str:
        given = form.cleaned_data
        if given["decision"] != "not_suitable" and concern_is_open(opened.case_id):
            confirm_second_factor(opened.viewer, given["code"])
        waits = decide_suitability(
            by=opened.viewer, case_id=opened.case_id, decision=given["decision"],
            reason=given["reason"], conditions=given["conditions"],
            alternatives=given["alternatives"],
        )  # fmt: skip
        told = _("It waits for a second person.") if waits else _("It is decided.")
        messages.success(request, told)
        return _home(opened)

    if done := sent(request, form, write):
        return done
    notice = Notice(
        _("Not suitable is a good answer when it is true"),
        _("It waits for nobody. To go on while a concern is open takes two people."),
    )
    return _asking(
        opened, form, title=_("Does this treatment suit this family?"), button=_("Decide"),
        notice=notice,
    )  # fmt: skip
