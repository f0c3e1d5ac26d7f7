"""The decision after a contact: the rule proposes, a clinician accepts, waits or refuses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.therapy.deciding import step_name
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.acting import told as refusals
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.contacts.deciding_form import DecisionForm
from handrail.rooms.clinic.pages.contacts.one import (
    decision_item,
    judged_contact,
    opened_by,
    proposal_item,
)
from handrail.rooms.clinic.pages.contacts.pair import is_observed, pair_of, view_title
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Action, Condition, Fact, Link, Notice
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.second_factor import confirm_second_factor
from handrail.store.database.transactions import reading
from handrail.store.records.actions.deciding import (
    Chosen,
    Standing,
    decide,
    second_person,
    standing_of,
)
from handrail.store.records.chart.contact_facts import view_of
from handrail.store.records.reading.contact_file import ContactFile, contact_file

KINDS = TAB_KINDS["ladder"]
AT_ONCE = ("DOWN", "STOP")


@case_form("decision.viewed", *KINDS)
def page(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
    """What the rule says, what else there is to know, and the decision."""
    with reading():
        found = contact_file(opened.case_id, contact)
        if found is None or found.state == "planned":
            return None
        standing = standing_of(opened.case_id, contact, opened.today)
    if request.POST.get("now") in AT_ONCE:
        return _at_once(request, opened, contact, request.POST["now"])
    why = second_person(standing, "UP")
    form = DecisionForm(
        bound(request), takes_two=bool(why),
        against_view=any(reason.code == "against_view" for reason in why),
        initial={"version": found.version},
    )  # fmt: skip
    done = sent(request, form, lambda: _decide(request, opened, contact, form, bool(why)))
    if done is not None:
        return done
    with reading():
        context = _context(opened, found, standing)
    return "clinic/contacts/decision.html", {
        **context,
        "form": form,
        "second": [Condition(False, reason.text) for reason in why],
    }


def _at_once(request: HttpRequest, opened: Opened, contact: UUID, move: str) -> Answer:
    """Going down and stopping: one click, one person, no code, no waiting."""
    form = HandrailForm(bound(request))

    def write() -> str:
        decide(
            by=opened.viewer, case_id=opened.case_id, contact=contact, version=0,
            chosen=Chosen(move=move, reason="safety" if move == "STOP" else "clinical_judgement"),
        )  # fmt: skip
        said = _("Contact is stopped.") if move == "STOP" else _("The ladder went down a step.")
        messages.success(request, said)
        return reverse("clinic:contact", args=[opened.case_id, contact])

    return sent(request, form, write)


def _decide(
    request: HttpRequest, opened: Opened, contact: UUID, form: DecisionForm, takes_two: bool
) -> str:
    chosen = form.chosen()
    if chosen.move == "UP" and takes_two:
        _confirm(opened, form.cleaned_data.get("code", ""))
    asked = decide(
        by=opened.viewer, case_id=opened.case_id, contact=contact,
        version=form.cleaned_data["version"], chosen=chosen,
    )  # fmt: skip
    if asked is not None:
        messages.success(request, _("It waits for a second person. Nothing has moved yet."))
        return reverse("clinic:co_signs", args=[opened.case_id])
    messages.success(request, _("Your decision is on record. Nobody in the family is told."))
    return reverse("clinic:contact", args=[opened.case_id, contact])


def _confirm(opened: Opened, code: str) -> None:
    try:
        confirm_second_factor(opened.viewer, code)
    except Refused as refused:
        raise ValidationError({"code": [str(text) for text in refusals(refused)]}) from refused


def _context(opened: Opened, found: ContactFile, standing: Standing) -> dict[str, Any]:
    chart, now = standing.chart, standing.now
    judged = judged_contact(chart, found.ref)
    ladder = chart.stored.ladder_rows[now.ladder.key]
    is_last = now.last is not None and now.last.session == found.ref
    return {
        **case_frame(opened, chart.stored, "ladder"),
        "pair": pair_of(now),
        "when": words.day(found.on, opened.today),
        "proposal": proposal_item(judged) if judged else None,
        "facts": tuple(_facts(standing, chart.stored.consults.get(found.ref, ()))),
        "opens": [text for _code, text in opened_by(chart, found)],
        "decisions": [decision_item(one, chart.today) for one in reversed(found.decisions)],
        "rule": load().rule.id,
        "is_last": is_last,
        "not_last": Notice(
            _("This is not the last contact of the ladder"),
            _("A decision is made after the last one."),
            link=None if now.last is None else Link(
                _("All contacts"), reverse("clinic:contacts", args=[opened.case_id])
            ),
        ),
        "at_once": _at_once_actions(opened, found.id),
        "ways": (
            Action(view_title(now, young=is_observed(now, opened.today)),
                   reverse("clinic:child_view", args=[opened.case_id, ladder]), kind="second"),
            Action(_("Ask the supervisor"),
                   reverse("clinic:consult_ask", args=[opened.case_id, found.id]), kind="second"),
        ),
        "back": reverse("clinic:contact", args=[opened.case_id, found.id]),
    }  # fmt: skip


def _at_once_actions(opened: Opened, contact: UUID) -> tuple[Action, ...]:
    here = reverse("clinic:decision", args=[opened.case_id, contact])
    return (
        Action(_("One step down, now"), here, kind="second", method="post",
               hidden=(("now", "DOWN"),)),
        Action(_("Stop contact, now"), here, kind="stop", method="post", icon="stop",
               hidden=(("now", "STOP"),)),
    )  # fmt: skip


def _facts(standing: Standing, consults: Any) -> Any:
    """Where the ladder stands, what the order says of the step above, and what the child says."""
    now, facts, today = standing.now, standing.facts, standing.chart.today
    yield Fact(_("Now"), step_name(now.now, now.rungs))
    if facts.above is None:
        yield Fact(_("Above"), _("this is the top step"))
        return
    above = now.now + 1
    yield Fact(_("Above"), step_name(above, now.rungs))
    if facts.above_refused:
        refused = "; ".join(reason.text for reason in facts.above_refused)
        yield Fact(_("The order or agreement"), _("does not permit it: %s") % refused)
    else:
        yield Fact(_("The order or agreement"), _("permits it today"))
    view = view_of(now, above, today)
    said = _("nothing seen is on record yet") if facts.observed else _("not asked about it yet")
    if view is not None:
        alone = words.how_asked(view.answer, alone=view.alone is True)
        said = _("%(answer)s, on %(day)s, %(alone)s") % {
            "answer": words.said(words.VIEWS, view.answer), "day": words.day(view.on, today),
            "alone": alone,
        }  # fmt: skip
    yield Fact(_("%s says") % now.child.given, said)
    for one in consults[-1:]:
        asked = words.day(one.asked_on, today)
        answered = words.day(one.answered_on, today) if one.answered_on else ""
        text = _("answered on %s") % answered if answered else _("asked on %s") % asked
        yield Fact(_("The consult"), text)
