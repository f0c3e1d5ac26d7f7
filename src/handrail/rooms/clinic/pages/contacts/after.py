"""What comes after a contact: the 48 hours, the child's view, the consult, the review sheet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.therapy.deciding import step_name
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import TAB_KINDS, people_in_order
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.contacts.forms import (
    AfterEffectForm,
    ChildViewForm,
    ConsultAnswerForm,
    ConsultForm,
    ObservedForm,
    ReviewForm,
)
from handrail.rooms.clinic.pages.contacts.one import opened_by
from handrail.rooms.clinic.pages.contacts.pair import is_observed, ladder_or_none, view_title
from handrail.rooms.shared.parts import Notice
from handrail.store.database.transactions import reading
from handrail.store.records.actions.after_effects import record_after_effect
from handrail.store.records.actions.child_views import record_child_view
from handrail.store.records.actions.reviews import answer_consult, answer_review, ask_consult
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.reading.contact_file import contact_file
from handrail.store.records.reading.family import FRAME, stored_case

KINDS = TAB_KINDS["ladder"]


@case_form("after_effect.viewed", *KINDS)
def effect(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
    """How the two days after a contact were, as one person answers it."""
    with reading():
        found = contact_file(opened.case_id, contact)
        stored = stored_case(opened.case_id, FRAME)
    if found is None or found.state not in ("held", "unplanned"):
        return None
    form = AfterEffectForm(bound(request), people=people_in_order(stored.family))
    back = reverse("clinic:contact", args=[opened.case_id, contact])

    def write() -> str:
        given = form.cleaned_data
        record_after_effect(
            by=opened.viewer, case_id=opened.case_id, contact=contact,
            person=UUID(given["person"]), value=given["value"], words=given["said"],
        )  # fmt: skip
        return back

    said = _("The answer is kept, and the contact is judged again.")
    if done := sent(request, form, write, said=said):
        return done
    title = _("The 48 hours after %s") % words.day(found.on, opened.today)
    return asking_in_case(
        opened, form, "ladder", title=title, button=_("Keep the answer"), back=back,
        texts=[_("Each person is asked alone. Answers are never averaged: the higher counts.")],
        stored=stored,
    )  # fmt: skip


@case_form("child_view.viewed", *KINDS)
def view(request: HttpRequest, opened: Opened, ladder: UUID) -> Answer:
    """What the child says of a step; what was seen of one too young to be asked."""
    with reading():
        chart = charted(opened.case_id, opened.today)
    now = ladder_or_none(chart, ladder)
    if now is None:
        return None
    rungs = [(rung.id, step_name(i, now.rungs)) for i, rung in enumerate(now.rungs)]
    next_up = min(now.now + (1 if now.contacts else 0), len(now.rungs) - 1)
    own = [one.given for one in chart.stored.team if one.person == str(opened.viewer.person_id)]
    asked_from = load().next_step.asked_from_age
    young = is_observed(now, opened.today)
    form = (ObservedForm if young else ChildViewForm)(
        bound(request), rungs=rungs,
        initial={
            "rung": now.rungs[next_up].id, "on": opened.today, "asked_by": "".join(own[:1]),
            "alone": "no" if young else "yes",
        },
    )  # fmt: skip
    back = reverse("clinic:ladder", args=[opened.case_id])

    def write() -> str:
        given = form.cleaned_data
        record_child_view(
            by=opened.viewer, case_id=opened.case_id, ladder=ladder, rung=given["rung"],
            answer=given["answer"], on=given["on"], asked_by=given["asked_by"],
            alone=given["alone"] == "yes", words=given["said"],
        )  # fmt: skip
        kept = _("What you saw is on record.") if young else _("What %s says is on record.")
        messages.success(request, kept if young else kept % now.child.given)
        return back

    return sent(request, form, write) or asking_in_case(
        opened, form, "ladder", title=view_title(now, young=young),
        button=_("Keep what was seen") if young else _("Keep the answer"), back=back,
        stored=chart.stored, texts=[_how_to_find_out(now, asked_from, young=young)],
    )  # fmt: skip


def _how_to_find_out(now: LadderNow, asked_from: int, *, young: bool) -> str:
    if not young:
        return _("Ask alone, without hurry, and not right before a contact.")
    return _(
        "%(child)s is below %(age)d, too young to be asked, and is observed instead. The age is a "
        "setting of this practice; no source gives one."
    ) % {"child": now.child.given, "age": asked_from}


@case_form("consult.viewed", *KINDS)
def ask(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
    """A question to the supervisor about a contact."""
    with reading():
        found = contact_file(opened.case_id, contact)
        stored = stored_case(opened.case_id, FRAME)
    if found is None:
        return None
    supervisors = [(one.person, one.given) for one in stored.team if one.seat == "supervisor"]
    form = ConsultForm(bound(request), supervisors=supervisors)
    back = reverse("clinic:contact", args=[opened.case_id, contact])

    def write() -> str:
        given = form.cleaned_data
        ask_consult(
            by=opened.viewer, case_id=opened.case_id, asks=UUID(given["asks"]),
            question=given["question"], contact=contact,
        )  # fmt: skip
        return back

    if done := sent(request, form, write, said=_("The question is put. They see that one waits.")):
        return done
    nobody = Notice(_("No supervisor sits on this case"), _("Give the seat on the team page."))
    return asking_in_case(
        opened, form, "ladder", title=_("Ask the supervisor"), button=_("Put the question"),
        back=back, stored=stored, notice=None if supervisors else nobody,
    )  # fmt: skip


@case_form("consult.viewed", *KINDS, seats=("supervisor",))
def answer(request: HttpRequest, opened: Opened, contact: UUID, consult: UUID) -> Answer:
    """The supervisor answers a question."""
    with reading():
        found = contact_file(opened.case_id, contact)
    asked = [one for one in found.consults if one.id == consult] if found else []
    if not asked:
        return None
    form = ConsultAnswerForm(bound(request))
    back = reverse("clinic:contact", args=[opened.case_id, contact])

    def write() -> str:
        answer_consult(
            by=opened.viewer, case_id=opened.case_id, consult=consult,
            answer=form.cleaned_data["answer"],
        )  # fmt: skip
        return back

    return sent(request, form, write, said=_("The answer is on record.")) or asking_in_case(
        opened, form, "ladder", title=_("A question for you"), button=_("Keep the answer"),
        back=back, texts=[asked[0]["question"]],
    )  # fmt: skip


@case_form("review_sheet.viewed", *KINDS)
def review(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
    """The review sheet that the alarms of a contact opened."""
    with reading():
        found = contact_file(opened.case_id, contact)
        chart = charted(opened.case_id, opened.today)
    if found is None or found.state == "planned":
        return None
    form = ReviewForm(bound(request), initial={"next_on": opened.today})
    back = reverse("clinic:contact", args=[opened.case_id, contact])
    opens = opened_by(chart, found)

    def write() -> str:
        given = form.cleaned_data
        answer_review(
            by=opened.viewer, case_id=opened.case_id, contact=contact,
            alarms=[code for code, _text in opens], changed=given["changed"],
            who_knows=given["who_knows"], alternatives=given["alternatives"],
            decision=given["decision"], next_on=given["next_on"],
        )  # fmt: skip
        return back

    return sent(request, form, write, said=_("The review sheet is answered.")) or asking_in_case(
        opened, form, "ladder",
        title=_("Review sheet for the contact on %s") % words.day(found.on, opened.today),
        button=_("Answer the review sheet"), back=back, stored=chart.stored,
        texts=[text for _code, text in opens]
        or [_("No alarm rang. A sheet can be kept all the same.")],
    )  # fmt: skip
