"""What waits for a second person in a case, and one of them: agree, decline or take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.co_signs.words import told
from handrail.rooms.clinic.pages.days import local_day
from handrail.rooms.clinic.refusals import in_words
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Cell, Chip, Column, Empty, Fact, Notice, Row, Table, Text
from handrail.rooms.shared.second_factor import SecondFactorForm
from handrail.store.accounts.second_factor import confirm_second_factor
from handrail.store.database.transactions import reading
from handrail.store.records.actions.co_signing import agree, decline, take_back
from handrail.store.records.reading.co_signs import Asked, asked_in, asked_one
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case

KINDS = TAB_KINDS["gates"]
ANSWERS: Mapping[str, Text] = {
    "": lazy("waits"),
    "agreed": lazy("done"),
    "declined": lazy("declined"),
    "withdrawn": lazy("taken back"),
}
CHIPS: Mapping[str, Any] = {"": "care", "agreed": "done"}


@case_page("co_signs.viewed", *KINDS)
def every(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Everything asked of a second person in this case: what waits first, then the newest."""
    stored = stored_case(opened.case_id, FRAME)
    found = asked_in(opened.case_id)
    return "clinic/co_signs/every.html", {
        **case_frame(opened, stored, "gates"),
        "table": _table(found, stored, opened) if found else None,
        "nothing": Empty(
            _("Nothing waits for a second person"),
            _("Acts that take two people stand here until somebody else has answered."),
        ),
    }


def _table(found: list[Asked], stored: StoredCase, opened: Opened) -> Table:
    columns = (Column(_("What")), Column(_("Asked by")), Column(_("On")), Column(_("State")))
    rows = tuple(
        Row(
            (
                Cell(
                    told(one, stored).title,
                    href=reverse("clinic:co_sign", args=[opened.case_id, one.id]),
                    strong=True,
                ),
                Cell(name(stored, one.asked_by)),
                Cell(words.day(local_day(one.asked_at), opened.today)),
                Cell(
                    "", chip=Chip(words.said(ANSWERS, one.answer), CHIPS.get(one.answer, "plain"))
                ),
            )
        )
        for one in found
    )
    return Table(_("Acts that take two people"), columns, rows, narrow="stack")


class AgreeForm(SecondFactorForm):
    """Agreeing asks for the code alone: the reason stands above."""

    prefix = "agree"


class DeclineForm(HandrailForm):
    """Not agreeing."""

    prefix = "decline"
    reason = forms.CharField(
        label=lazy("Why not"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TakeBackForm(HandrailForm):
    """Taking back what one asked oneself."""

    prefix = "take-back"


@dataclass(frozen=True)
class Answering:
    """One way to answer: its form, the button, and what it does."""

    form: HandrailForm
    button: Text
    name: str


@case_form("co_sign.viewed", *KINDS, after_closing=True)
def one(request: HttpRequest, opened: Opened, co_sign: UUID) -> Answer:
    """One act: what would be done, why, who asked; and the answer."""
    with reading():
        asked = asked_one(opened.case_id, co_sign)
        stored = stored_case(opened.case_id, FRAME)
    if asked is None:
        return None
    which = request.POST.get("which", "") if request.method == "POST" else ""
    form = _form(request, which)
    if form is not None:
        done = sent(request, form, lambda: _answer(opened, asked, which, form, request))
        if done is not None:
            return done
    with reading():
        frame = case_frame(opened, stored, "gates")
    what = told(asked, stored)
    return "clinic/co_signs/one.html", {
        **frame,
        "title": what.title,
        "look_first": what.href,
        "facts": (*_facts(asked, stored, opened), *what.facts),
        "words": asked.words,
        "answer_words": asked.answer_words,
        "sent": form,
        "ways": _ways(asked, opened, which, form),
        "why_not": _why_not(asked, opened),
        "back": reverse("clinic:co_signs", args=[opened.case_id]),
    }


def _form(request: HttpRequest, which: str) -> HandrailForm | None:
    found = {"agree": AgreeForm, "decline": DeclineForm, "take_back": TakeBackForm}.get(which)
    return found(bound(request)) if found else None


def _answer(
    opened: Opened, asked: Asked, which: str, form: HandrailForm, request: HttpRequest
) -> str:
    given = form.cleaned_data
    about: dict[str, Any] = {
        "by": opened.viewer, "case_id": opened.case_id, "co_sign": asked.id,
    }  # fmt: skip
    if which == "agree":
        if asked.asked_by == str(opened.viewer.person_id):
            raise ValidationError(str(in_words("same_person")))
        confirm_second_factor(opened.viewer, given["code"])
        agree(**about)
        messages.success(request, _("You agreed, and it is done."))
    elif which == "decline":
        decline(**about, words=given["reason"])
        messages.success(request, _("You did not agree. Nothing was done."))
    else:
        take_back(**about)
        messages.success(request, _("It is taken back. Nothing was done."))
    return reverse("clinic:co_signs", args=[opened.case_id])


def _ways(
    asked: Asked, opened: Opened, which: str, form: HandrailForm | None
) -> tuple[Answering, ...]:
    """What this person may answer. The form that was sent comes back as it was."""
    if asked.answer:
        return ()
    if asked.asked_by == str(opened.viewer.person_id):
        return (Answering(TakeBackForm(), _("Take it back"), "take_back"),)
    agreeing = form if which == "agree" and form else AgreeForm()
    declining = form if which == "decline" and form else DeclineForm()
    ways = [Answering(declining, _("Do not agree"), "decline")]
    still_done = opened.case.case.status != "closed"
    if still_done and asked.may_answer(opened.viewer.person_id, opened.case.seat):
        ways.insert(0, Answering(agreeing, _("Agree, and do it"), "agree"))
    return tuple(ways)


def _why_not(asked: Asked, opened: Opened) -> Notice | None:
    """Why this person cannot agree, if they cannot."""
    if asked.answer:
        return None
    if asked.asked_by == str(opened.viewer.person_id):
        return Notice(_("You asked for this yourself"), in_words("same_person"))
    if not asked.may_answer(opened.viewer.person_id, opened.case.seat):
        seat = words.said(words.SEATS, asked.asks)
        return Notice(_("This waits for another seat"), _("The %s of this case answers.") % seat)
    return None


def _facts(asked: Asked, stored: StoredCase, opened: Opened) -> tuple[Fact, ...]:
    found = [
        Fact(_("Asked by"), name(stored, asked.asked_by)),
        Fact(_("On"), words.day(local_day(asked.asked_at), opened.today)),
    ]
    if asked.answer and asked.answered_at:
        day = words.day(local_day(asked.answered_at), opened.today)
        who = name(stored, asked.answered_by)
        state = words.said(ANSWERS, asked.answer)
        found.append(Fact(_("Answer"), _("%(state)s, by %(who)s on %(day)s") % {
            "state": state, "who": who, "day": day,
        }))  # fmt: skip
    return tuple(found)


def name(stored: StoredCase, person: str) -> str:
    """Somebody of the team by given name; whoever has left it is not named."""
    found = [one.given for one in stored.team if one.person == person]
    return found[0] if found else _("a former colleague")
