"""Forms of the ending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.core.family_file.values import Person
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic.fields import day_field, offer, text_field
from handrail.rooms.clinic.language_check import WordedForm
from handrail.rooms.clinic.pages.ending.words import WAYS
from handrail.rooms.clinic.pages.gates.told import in_language
from handrail.rooms.shared.forms import HandrailForm


def _endings() -> list[tuple[str, str]]:
    return [(one.id, f"{in_language(one.name)}. {one.text}") for one in load().endings]


class EndingForm(HandrailForm):
    """How the work ends, and why. It waits for nobody."""

    ending = forms.ChoiceField(
        label=_("How does the work end?"), choices=_endings, widget=forms.RadioSelect
    )
    reason = text_field(_("Why"), _("For the record. It stands in no letter by itself."))


class LetterForm(WordedForm):
    """The text of a letter."""

    text = text_field(
        _("The letter"), _("What stands in [square brackets] is still to be filled in.")
    )
    version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 16


class GivenForm(HandrailForm):
    """That a letter was given."""

    given_on = day_field(_("Given on"))
    way = forms.ChoiceField(
        label=_("In which way"), choices=list(WAYS.items()), widget=forms.RadioSelect
    )


class AfterCareForm(HandrailForm):
    """Who helps whom afterwards."""

    person = forms.TypedChoiceField(label=_("Who is helped"), coerce=UUID)
    helper = text_field(_("Who helps, and how"))
    follow_up_on = day_field(_("Somebody asks again on"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], people)


class CloseForm(HandrailForm):
    """Closing the case."""

    words = text_field(_("A word for the record, if you want"), required=False)
