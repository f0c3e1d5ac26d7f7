"""Legal hold: while it stands nothing of the case is discarded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.fields import text_field
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.notes.page import KINDS, TAB
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Notice, Text
from handrail.store.database.transactions import reading
from handrail.store.records.actions.legal_holds import SEATS, lift_hold, place_hold
from handrail.store.records.reading.legal_holds import Hold, holds_of

GROUNDS: Mapping[str, Text] = {
    "subpoena": lazy("a subpoena"),
    "court_notice": lazy("a notice of a court"),
    "threatened_suit": lazy("a suit that is threatened"),
    "complaint": lazy("a complaint"),
    "board_inquiry": lazy("an inquiry of a licensing board"),
}
"""What a hold is set on (law §6.1)."""


class HoldForm(HandrailForm):
    """Why it is placed, or lifted. ground: asked where one is placed."""

    ground = forms.ChoiceField(
        label=lazy("What it rests on"), required=False,
        choices=[("", lazy("something else")), *GROUNDS.items()],
    )  # fmt: skip
    reason = text_field(lazy("The reason"), most=2000)

    def __init__(self, *args: Any, lifts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lifts:
            del self.fields["ground"]


@case_form("legal_hold.viewed", *KINDS, seats=SEATS, after_closing=True)
def page(request: HttpRequest, opened: Opened) -> Answer:
    """Place a hold, or lift the one that stands."""
    with reading():
        holds = holds_of(opened.case_id)
    standing = next((one for one in holds if one.until is None), None)
    form = HoldForm(bound(request), lifts=standing is not None)
    here = reverse("clinic:legal_hold", args=[opened.case_id])

    def write() -> str:
        reason = form.cleaned_data["reason"]
        if standing is None:
            ground = form.cleaned_data["ground"]
            place_hold(by=opened.viewer, case_id=opened.case_id, reason=reason, ground=ground)
        else:
            lift_hold(by=opened.viewer, case_id=opened.case_id, hold=standing.id, reason=reason)
        return here

    if done := sent(request, form, write):
        lifted = standing is not None
        messages.success(request, _("The hold is lifted.") if lifted else _("The hold stands."))
        return done
    return asking_in_case(
        opened, form, TAB,
        title=_("Lift the legal hold") if standing else _("Place a legal hold"),
        texts=[_("While it stands nothing of this case is discarded."), *_before(holds, opened)],
        notice=_notice(standing, opened),
        button=_("Lift the hold") if standing else _("Place the hold"),
        back=reverse("clinic:timeline", args=[opened.case_id]),
    )  # fmt: skip


def _notice(standing: Hold | None, opened: Opened) -> Notice | None:
    if standing is None:
        return None
    since = words.day(standing.since, opened.today)
    return Notice(_("It stands since %s.") % since, _why(standing), "care")


def _why(one: Hold) -> str:
    """What it rests on, with the team's words; from outside the case there are none."""
    ground = words.said(GROUNDS, one.ground) if one.ground else ""
    return ": ".join(part for part in (ground, one.reason) if part)


def _before(holds: list[Hold], opened: Opened) -> list[str]:
    """The holds that were lifted, with both reasons."""
    return [
        (
            _("From %(since)s to %(until)s: %(reason)s Lifted: %(lifted)s")
            if one.lifted_because
            else _("From %(since)s to %(until)s: %(reason)s")
        )
        % {
            "since": words.day(one.since, opened.today),
            "until": words.day(one.until, opened.today),
            "reason": _why(one),
            "lifted": one.lifted_because,
        }
        for one in holds
        if one.until is not None
    ]
