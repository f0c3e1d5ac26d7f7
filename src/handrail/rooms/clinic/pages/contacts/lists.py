"""Preparation lists with their ticks: before one contact, and before any contact on a ladder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.contacts.pair import ladder_or_none, pair_of
from handrail.rooms.shared.forms import HandrailForm
from handrail.store.database.transactions import reading
from handrail.store.records.actions.preparing import (
    Prepared,
    cards_for,
    prepare,
    ticked_lines,
)
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.ladder_now import LadderNow

MEETING = "in_person_with_therapist"
"""The lists before any contact are those of a first meeting; letters have lists of their own."""


class LinesForm(HandrailForm):
    """The lines of one preparation card for one person."""

    card = forms.CharField(widget=forms.HiddenInput, max_length=64)
    person = forms.UUIDField(widget=forms.HiddenInput, required=False)
    lines = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, prepared: Prepared, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wording = prepared.card.in_language(get_language() or "en")
        items = [item.text for part in wording.parts for item in part.items]
        field = self.fields["lines"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(enumerate(items))
        name = prepared.person.given if prepared.person else _("You, or whoever observes")
        field.label = f"{name}: {wording.title}"


@dataclass(frozen=True)
class Checklist:
    """One person's card with its form, and how far it is."""

    form: LinesForm
    title: str
    done: str
    is_whole: bool


def checklists(
    request: HttpRequest,
    chart: CaseChart,
    now: LadderNow,
    *,
    modality: str,
    ticked: frozenset[tuple[str, str, int]],
) -> list[Checklist]:
    """The lists of everybody for a contact of this form on a ladder."""
    age = words.age(now.child.born, chart.today)
    cards = cards_for(chart.family, now.child.id, now.parent.id, modality=modality, age=age)
    return [_checklist(request, one, ticked) for one in cards]


def _checklist(
    request: HttpRequest, one: Prepared, ticked: frozenset[tuple[str, str, int]]
) -> Checklist:
    person = one.person.id if one.person else ""
    lines = [line for card, who, line in ticked if (card, who) == (one.card.id, person)]
    posted = request.POST if request.method == "POST" else {}
    mine = posted.get("card") == one.card.id and posted.get("person", "") == person
    form = LinesForm(
        bound(request) if mine else None, prepared=one, auto_id=f"id_{one.card.id}_{person}_%s",
        initial={"card": one.card.id, "person": person or None, "lines": lines},
    )  # fmt: skip
    of = len(form.fields["lines"].choices)  # type: ignore[attr-defined]
    done = _("%(done)d of %(of)d") % {"done": len(lines), "of": of}
    return Checklist(form, str(form.fields["lines"].label), done, len(lines) == of)


def keep_ticks(
    request: HttpRequest,
    opened: Opened,
    lists: Sequence[Checklist],
    *,
    back: str,
    contact: UUID | None = None,
    ladder: UUID | None = None,
) -> HttpResponseBase | None:
    """Keep the ticks of the list that was sent, if one was; where to go on."""
    for one in lists:

        def tick(form: LinesForm = one.form) -> str:
            given = form.cleaned_data
            prepare(
                by=opened.viewer, case_id=opened.case_id, contact=contact, ladder=ladder,
                card=given["card"], person=given["person"], lines=given["lines"],
            )  # fmt: skip
            return back

        done = sent(request, one.form, tick, said=_("The ticks are kept."))
        if done is not None:
            return done
    return None


@case_form("preparation.viewed", *TAB_KINDS["ladder"])
def page(request: HttpRequest, opened: Opened, ladder: UUID) -> Answer:
    """The lists of the child and of each parent before any contact on a ladder."""
    with reading():
        chart = charted(opened.case_id, opened.today)
        now = ladder_or_none(chart, ladder)
        if now is None:
            return None
        ticked = ticked_lines(opened.case_id, ladder=ladder)
        every = checklists(request, chart, now, modality=MEETING, ticked=ticked)
    lists = [one for one in every if one.form["person"].initial]
    back = reverse("clinic:preparation", args=[opened.case_id, ladder])
    if done := keep_ticks(request, opened, lists, back=back, ladder=ladder):
        return done
    with reading():
        frame = case_frame(opened, chart.stored, "ladder")
    return "clinic/contacts/preparation.html", {
        **frame,
        "pair": pair_of(now),
        "lists": lists,
        "back": reverse("clinic:ladder", args=[opened.case_id]),
        "gate": reverse("clinic:gate", args=[opened.case_id, "individual_work-exit"]),
    }
