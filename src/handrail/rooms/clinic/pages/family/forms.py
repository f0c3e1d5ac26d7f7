"""Forms in which staff write down who the family is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Person
from handrail.rooms.clinic import words
from handrail.rooms.clinic.fields import offer, text_field
from handrail.rooms.clinic.language_check import WordedForm
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Text
from handrail.store.database.fields import is_partial_date
from handrail.store.records.actions.family import QUALITIES, RELATIONS, SEATS

QUALITY: Mapping[str, Text] = {
    "close": lazy("close"),
    "conflicted": lazy("in conflict"),
    "cut_off": lazy("cut off"),
    "unknown": lazy("not known"),
}


def known_day(text: str) -> None:
    """Refuse what is no day, month or year."""
    if not is_partial_date(text):
        raise ValidationError(_("Write a year, a month or a day: 1987, 2016-02 or 2016-02-29."))


def partial_field(label: Text, *, required: bool = False) -> forms.CharField:
    """A day as far as anybody knows it."""
    return forms.CharField(
        label=label, required=required, max_length=10, validators=[known_day],
        help_text=lazy("As far as it is known: 1987, 2016-02 or 2016-02-29."),
    )  # fmt: skip


class PersonForm(HandrailForm):
    """Somebody of the family."""

    given = forms.CharField(label=lazy("Given name"), max_length=100)
    family = forms.CharField(label=lazy("Family name"), max_length=100, required=False)
    born_on = partial_field(lazy("Born"))
    seat = forms.ChoiceField(label=lazy("Who they are in this family"))

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = self.fields["seat"]
        assert isinstance(seat, forms.ChoiceField)
        seat.choices = [(code, words.said(words.SEATS, code)) for code in SEATS]
        if not is_new:
            del self.fields["seat"]
            self.fields["version"] = forms.IntegerField(
                min_value=1, max_value=1_000_000, widget=forms.HiddenInput
            )


class HomeForm(HandrailForm):
    """Who lives in which home since when."""

    people = forms.TypedMultipleChoiceField(
        label=lazy("Who lives there"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    household = forms.ChoiceField(label=lazy("Which home"), required=False)
    since = partial_field(lazy("Since"))

    def __init__(
        self, *args: Any, people: Sequence[Person], homes: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["people"], people, empty="")
        household = self.fields["household"]
        assert isinstance(household, forms.ChoiceField)
        household.choices = [("", _("a home that is not here yet")), *homes.items()]


class RelationForm(HandrailForm):
    """Two people, what one is to the other, how close, as whom told."""

    of = forms.TypedChoiceField(label=lazy("Who"), coerce=UUID)
    kind = forms.ChoiceField(label=lazy("is"))
    to = forms.TypedChoiceField(label=lazy("whom"), coerce=UUID)
    quality = forms.ChoiceField(
        label=lazy("How it is told to be"),
        choices=[(code, QUALITY[code]) for code in QUALITIES],
        initial="unknown",
        widget=forms.RadioSelect,
    )
    since = partial_field(lazy("Since"))
    until = partial_field(lazy("Until"))
    source = forms.TypedChoiceField(
        label=lazy("Told by"), coerce=UUID, required=False, empty_value=None
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("of", "to"):
            offer(self.fields[name], people)
        offer(self.fields["source"], people, empty=_("nobody of the family"))
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(code, words.said(words.RELATIONS, code)) for code in RELATIONS]


class EndForm(HandrailForm):
    """Since when something holds no longer."""

    until = partial_field(lazy("Until"), required=True)


class HistoryForm(WordedForm):
    """Something that happened before."""

    on = partial_field(lazy("When"), required=True)
    event = text_field(lazy("What happened"), lazy("As it was told, in plain words."), most=4000)
    sources = forms.TypedMultipleChoiceField(
        label=lazy("Told by"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    accounts_differ = forms.BooleanField(label=lazy("The accounts differ"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["sources"], people, empty="")
