"""The stops of a case: what is locked and why, stopping, and lifting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Family
from handrail.core.therapy.pause import pause_sentence
from handrail.core.therapy.stop_words import ORDER_TIME, TELLS_NOBODY, stop_words
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.fields import offer, text_field
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame, children_of, people_in_order
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.contacts.pair import pair_of
from handrail.rooms.clinic.pages.order import suspended_notice
from handrail.rooms.clinic.pages.stops import kept
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Action, Item, Notice, Text
from handrail.rooms.shared.second_factor import SecondFactorForm
from handrail.store.accounts.second_factor import confirm_second_factor
from handrail.store.database.transactions import reading
from handrail.store.records.actions.stops import (
    REASONS,
    ask_to_clear,
    clear_alone,
    people_needed,
    stop_now,
)
from handrail.store.records.chart.arranged import charted, ladder_of
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.stops import clearings_in, stops_in

KINDS = TAB_KINDS["ladder"]
WHY: Mapping[str, Text] = {
    "safety_flag": lazy("A concern for safety"),
    "disclosure": lazy("What a child told"),
    "critical_incident": lazy("A critical incident"),
    "order_breach": lazy("Contact went beyond the order"),
    "order_change": lazy("A new order that nobody has looked at"),
    "stopped": lazy("Clinical judgement"),
}


@case_page("stops.viewed", *KINDS)
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """What is locked now and in which words, and what was lifted."""
    chart = charted(opened.case_id, opened.today)
    return "clinic/stops/page.html", {
        **case_frame(opened, chart.stored, "ladder"),
        "locked": [_locked(chart, one, opened) for one in chart.ladders if one.stopped],
        "planned": _planned(chart, opened),
        "suspended": suspended_notice(chart.family, opened.today),
        "order_time": ORDER_TIME,
        "tells_nobody": TELLS_NOBODY,
        "pause": pause_sentence().in_language(get_language() or "en"),
        "stop": Action(
            _("Stop contact"), reverse("clinic:stop_new", args=[opened.case_id]), kind="stop"
        ),
        "kept_back": kept.items(opened, chart.stored) if _reads_kept(opened) else [],
        "keep": reverse("clinic:kept_back_new", args=[opened.case_id])
        if _reads_kept(opened)
        else "",
        "stops": [_stop(one, chart.family) for one in stops_in(opened.case_id)],
        "clearings": [_clearing(one, chart.family) for one in clearings_in(opened.case_id)],
    }


def _reads_kept(opened: Opened) -> bool:
    return all(opened.may_read(kind) for kind in kept.KINDS)


def _locked(chart: CaseChart, one: LadderNow, opened: Opened) -> dict[str, Any]:
    names = {person.id: person.given for person in chart.family.people}
    told = [
        each
        for _on, stop in chart.stored.stops
        for each in stop_words(
            stop, ladders=[one.ladder.key], homes=chart.family.homes, names=names
        ).locked
    ]
    row = chart.stored.ladder_rows[one.ladder.key]
    return {
        "pair": pair_of(one),
        "reasons": list(dict.fromkeys(reason.text for reason in one.stopped)),
        "what": told[0].what if told else "",
        "why": list(dict.fromkeys(each.why for each in told)),
        "clearing": max(told, key=lambda each: each.people).clearing if told else "",
        "lift": reverse("clinic:stop_clear", args=[opened.case_id, row]),
    }


def _planned(chart: CaseChart, opened: Opened) -> list[Item]:
    """Planned contacts that cannot begin: a named person decides about each."""
    contacts = chart.stored.contact_rows
    return [
        Item(
            title=_("%(pair)s, %(day)s")
            % {"pair": pair_of(one), "day": words.day(session.on, chart.today)},
            text=_("Still planned. It cannot begin; nobody has called it off."),
            href=reverse("clinic:contact", args=[opened.case_id, contacts[session.id]]),
        )
        for one in chart.ladders
        if one.stopped
        for session in one.planned
    ]


def _stop(one: Any, family: Family) -> Item:
    child = family.given(str(one["child_id"])) if one["child_id"] else _("the whole case")
    about = family.given(str(one["about_id"])) if one["about_id"] else _("nobody named")
    return Item(
        title=words.said(WHY, one["reason"]),
        text=_("For %(child)s. The concern is about: %(about)s.")
        % {"child": child, "about": about},
        meta=words.day(one["on"]),
    )


def _clearing(one: Any, family: Family) -> Item:
    child = family.given(str(one["child_id"])) if one["child_id"] else _("everybody")
    parent = family.given(str(one["parent_id"])) if one["parent_id"] else _("everybody")
    return Item(
        title=_("Lifted, %(child)s with %(parent)s") % {"child": child, "parent": parent},
        text=one["reason"],
        meta=", ".join((words.joined(list(one["by"])), words.day(one["on"]))),
    )


class StopForm(HandrailForm):
    """Whom the stop protects, whom the concern is about, and why."""

    child = forms.ChoiceField(label=lazy("Whom it protects"), required=False)
    about = forms.ChoiceField(label=lazy("Whom the concern is about"), required=False)
    reason = forms.ChoiceField(
        label=lazy("Why"), widget=forms.RadioSelect, initial="safety_flag",
        choices=[(one, WHY[one]) for one in REASONS],
    )  # fmt: skip

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        children = children_of(family)
        adults = [one for one in people_in_order(family) if one.seat not in ("child", "sibling")]
        offer(self.fields["child"], children, empty=_("Everybody in this case"))
        offer(self.fields["about"], adults, empty=_("Nobody named"))
        self.initial.setdefault("child", children[0].id if len(children) == 1 else "")


@case_form("stop_form.viewed", *KINDS, after_closing=True)
def new(request: HttpRequest, opened: Opened) -> Answer:
    """Stop contact: one click, one person, and the reason."""
    with reading():
        stored = stored_case(opened.case_id, FRAME)
    asked = request.GET.get("reason", "")
    initial = {"reason": asked} if asked in REASONS else {}
    form = StopForm(bound(request), family=stored.family, initial=initial)
    back = reverse("clinic:stops", args=[opened.case_id])

    def write() -> str:
        given = form.cleaned_data
        stop_now(
            by=opened.viewer, case_id=opened.case_id, reason=given["reason"],
            child=UUID(given["child"]) if given["child"] else None,
            about=UUID(given["about"]) if given["about"] else None,
        )  # fmt: skip
        return back

    said = _("Contact is stopped. The program tells nobody in the family.")
    return sent(request, form, write, said=said) or asking_in_case(
        opened, form, "ladder", title=_("Stop contact"), button=_("Stop contact now"), back=back,
        stored=stored, texts=[ORDER_TIME, TELLS_NOBODY],
        notice=Notice(
            _("It counts at once"),
            _("It locks every ladder of the child, and of children in the same home."), "stop",
        ),
    )  # fmt: skip


class ClearAloneForm(HandrailForm):
    """Why one ladder is released."""

    reason = text_field(lazy("What was looked at, and why contact may go on"))


class ClearTogetherForm(SecondFactorForm):
    """Why, and the second factor; a second person agrees."""

    reason = text_field(lazy("What was looked at, and why contact may go on"))


@case_form("stop_clear.viewed", *KINDS)
def clear(request: HttpRequest, opened: Opened, ladder: UUID) -> Answer:
    """Lift what locks one ladder: alone where the concern is not about its parent, else by two."""
    with reading():
        chart = charted(opened.case_id, opened.today)
        try:
            now = ladder_of(chart, ladder)
        except LookupError:
            return None
    needed = people_needed(chart.stored, now.ladder.key)
    if not needed:
        return None
    alone = needed == 1 and opened.case.seat in ("therapist", "co_therapist")
    form: HandrailForm = (ClearAloneForm if alone else ClearTogetherForm)(bound(request))

    def write() -> str:
        reason = form.cleaned_data["reason"]
        about = {"by": opened.viewer, "case_id": opened.case_id, "ladder": ladder}
        if alone:
            clear_alone(**about, reason=reason)  # type: ignore[arg-type]
            messages.success(request, _("The ladder is released."))
            return reverse("clinic:stops", args=[opened.case_id])
        confirm_second_factor(opened.viewer, form.cleaned_data["code"])
        ask_to_clear(**about, reason=reason)  # type: ignore[arg-type]
        return reverse("clinic:co_signs", args=[opened.case_id])

    said = _("It waits for a second person. The ladder stays locked.")
    if done := sent(request, form, write, said=said):
        return done
    texts = [f"{reason.text[:1].upper()}{reason.text[1:]}." for reason in now.stopped]
    if not alone:
        texts.append(_("Two different people look at it and agree before it is released."))
    return asking_in_case(
        opened, form, "ladder", title=_("Lift the stop, %s") % pair_of(now),
        button=_("Release this ladder") if alone else _("Ask a second person"),
        back=reverse("clinic:stops", args=[opened.case_id]), stored=chart.stored,
        texts=list(dict.fromkeys(texts)),
    )  # fmt: skip
