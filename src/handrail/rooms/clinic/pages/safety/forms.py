"""Forms about safety. None of them asks for an answer that somebody gave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.family_file.values import Person
from handrail.rooms.clinic import words
from handrail.rooms.clinic.fields import day_field, offer, text_field
from handrail.rooms.clinic.pages.safety.words import OUTCOMES, SUITABLE
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.second_factor import SecondFactorForm
from handrail.store.records.actions.safety import MEASURES


def _outcome() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What came of it"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect
    )


def _measures() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Measures that follow"),
        choices=[(one, words.SEPARATION[one]) for one in MEASURES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class InterviewForm(HandrailForm):
    """One adult's safety interview."""

    person = forms.TypedChoiceField(label=_("Who was asked"), coerce=UUID)
    on = day_field(_("On which day"))
    alone = forms.ChoiceField(
        label=_("Was this person alone?"),
        help_text=_("Nobody else in the room, on the line or in hearing."),
        choices=[("yes", _("Yes, alone")), ("no", _("No, somebody else was there"))],
        widget=forms.RadioSelect,
    )
    outcome = _outcome()
    measures = _measures()
    review_on = day_field(_("Looked at again on"))
    notes = text_field(
        _("Notes for the safety file"),
        _("They lie under a key of their own and go to nobody of the family."),
        required=False,
    )

    def __init__(self, *args: Any, adults: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], adults)


class OutcomeForm(SecondFactorForm):
    """What safety asks for in the case as a whole."""

    outcome = _outcome()
    measures = _measures()
    review_on = day_field(_("Looked at again on"))
    reason = text_field(
        _("Reason"),
        _("What came up, in its own words: a letter held back, a call, a finding. It lies in the"
          " safety file under a key of its own and goes to nobody of the family."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        self.fields["code"].label = _(
            "For a milder outcome, or to give up a measure: the code your authenticator shows now"
        )


class SuitabilityForm(SecondFactorForm):
    """Whether this treatment suits this family."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=list(SUITABLE.items()), widget=forms.RadioSelect
    )
    reason = text_field(_("Reasons"))
    conditions = text_field(_("Conditions, if there are any"), required=False)
    alternatives = text_field(_("If it does not suit: what else may help"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        self.fields["code"].label = _(
            "To go on while a concern is open: the code your authenticator shows now"
        )
