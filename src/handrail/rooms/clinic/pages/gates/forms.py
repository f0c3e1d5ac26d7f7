"""Forms of the gates: evidence, waivers, the turn of a phase."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.second_factor import SecondFactorForm
from handrail.store.records.chart.gates_now import RequirementNow

LONGEST = 2000
DAY = {"type": "date"}


def _offer(form: forms.Form, asked: Sequence[RequirementNow]) -> None:
    field = form.fields["requirement"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("Choose a requirement")), *((o.asked.id, o.asked.text) for o in asked)]


class EvidenceForm(HandrailForm):
    """That a requirement is met: on which day, from what."""

    requirement = forms.ChoiceField(label=_("Which requirement"))
    on = forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs=DAY))
    source = forms.CharField(
        label=_("From what"),
        help_text=_("Which paper, which talk, who looked. Your name is kept with it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, asked: Sequence[RequirementNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, asked)


class WaiverForm(SecondFactorForm):
    """Letting a requirement go for a time."""

    requirement = forms.ChoiceField(label=_("Which requirement"))
    until = forms.DateField(
        label=_("Last day"),
        help_text=_("The day after it, the gate closes again."),
        widget=forms.DateInput(attrs=DAY),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, asked: Sequence[RequirementNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, asked)


class TurnForm(HandrailForm):
    """Why a phase is turned."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class HoldForm(HandrailForm):
    """A hold needs no reason to take effect."""

    reason = forms.CharField(
        label=_("Reason, if you want to give one"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
