"""Signing a draft: the therapist here, the supervisor on the page of acts that take two people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form
from handrail.rooms.clinic.fields import text_field
from handrail.rooms.clinic.language_check import WordedForm, kept
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.co_signs.words import Told, tells
from handrail.rooms.clinic.pages.plan.drafting import KINDS, by, home, read
from handrail.rooms.shared.parts import Fact
from handrail.rooms.shared.second_factor import SecondFactorForm
from handrail.store.accounts.second_factor import confirm_second_factor
from handrail.store.records.actions import plan as acts
from handrail.store.records.reading.co_signs import Asked
from handrail.store.records.reading.family import StoredCase
from handrail.store.records.reading.plan import SIGN_OFF


class SignForm(SecondFactorForm, WordedForm):
    """The first signature, with a word for whoever signs second."""

    token = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = text_field(lazy("For the supervisor"), required=False, most=2000)


@case_form("plan_sign.viewed", *KINDS)
def page(request: HttpRequest, opened: Opened) -> Answer:
    """Sign the draft, and ask the supervisor."""
    stored, known = read(opened)
    draft = known.draft
    if draft is None:
        return None
    form = SignForm(bound(request), initial={"token": draft.token})

    def write() -> object:
        given = form.cleaned_data
        confirm_second_factor(opened.viewer, given["code"])
        return acts.ask_to_sign(**by(opened), token=given["token"], words=given["words"])

    done = kept(
        request,
        opened,
        form,
        write,
        back=home(opened),
        said=_("Signed. It waits for the supervisor now."),
    )
    texts = [
        _("You sign it as it stands. The supervisor reads it and signs it too; then it is in"
          " force and frozen."),
    ]  # fmt: skip
    return done or asking_in_case(
        opened, form, "plan", title=_("Sign version %d of the plan") % draft.number, texts=texts,
        button=_("Sign"), back=home(opened), stored=stored,
    )  # fmt: skip


@tells(SIGN_OFF)
def _told(asked: Asked, stored: StoredCase) -> Told:
    number: Any = asked.detail["number"]
    return Told(
        _("Sign version %d of the plan") % number,
        facts=(Fact(_("Asks"), _("the supervisor of the case")),),
        href=reverse("clinic:plan", args=[stored.id]),
    )
