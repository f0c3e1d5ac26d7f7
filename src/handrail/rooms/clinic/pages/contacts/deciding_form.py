"""The form of a decision: it asks for the second factor only where a second person is needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.clinic.fields import text_field
from handrail.rooms.clinic.pages.contacts import told
from handrail.rooms.clinic.pages.contacts.forms import boxes, radios
from handrail.rooms.shared.second_factor import SecondFactorForm
from handrail.store.records.actions.deciding import Chosen

OPEN = ("UP", "HOLD", "PENDING")
"""What this form decides; going down and stopping have a button of their own."""


class DecisionForm(SecondFactorForm):
    """Accept, delay or refuse what the rule proposes."""

    move = radios(lazy("What you decide"), {one: told.DECISIONS[one] for one in OPEN})
    reason = radios(lazy("Why"), told.REASONS)
    said = text_field(lazy("In words"), required=False)
    waiting_for = boxes(lazy("If you wait: what for"), told.WAITS_FOR)
    told_child = text_field(
        lazy("What the child was told"),
        lazy("Only where you go on although the child did not say yes."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, *args: Any, takes_two: bool, against_view: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not against_view:
            del self.fields["told_child"]
        if takes_two:
            self.fields["code"].required = False
            self.fields["code"].label = _("For a step up: the code your authenticator shows now")
        else:
            del self.fields["code"]

    def chosen(self) -> Chosen:
        """What was sent, as a decision."""
        given = self.cleaned_data
        waits = tuple(given["waiting_for"]) if given["move"] == "PENDING" else ()
        return Chosen(
            move=given["move"], reason=given["reason"], words=given["said"],
            told_child=given.get("told_child", ""), waiting_for=waits,
        )  # fmt: skip
