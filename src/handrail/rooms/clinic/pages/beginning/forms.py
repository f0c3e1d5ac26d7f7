"""Forms of the beginning: the inquiry with its people, the referral, a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.law.packs import shipped
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic import words
from handrail.rooms.clinic.fields import day_field, text_field
from handrail.rooms.clinic.pages.beginning.words import (
    BASES,
    DETERMINED_BY,
    HOMES,
    PAPERS,
    REFERRED_BY,
)
from handrail.rooms.shared.forms import HandrailForm, refuse_unstorable, word
from handrail.store.database.fields import is_partial_date
from handrail.store.records.actions.beginning import FAMILY_SEATS, Inquiry, NewPerson

MOST_PEOPLE = 10
LONGEST_NAME = 100


def _reasons() -> list[tuple[str, str]]:
    return [(one.id, one.text) for one in load().referral_reasons]


def _reasons_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=lazy("Why the family comes"),
        help_text=lazy("One or several."),
        choices=_reasons,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def partial_date(value: str) -> None:
    """A year, a month or a day."""
    if value and not is_partial_date(value):
        raise ValidationError(
            _("A date of birth is a year, a month or a day: 2016, 2016-02 or 2016-02-29.")
        )


@dataclass(frozen=True)
class PersonFields:
    """The fields of one person of the inquiry, for the page."""

    number: int
    fields: tuple[BoundField, ...]
    homes: BoundField
    is_open: bool


class InquiryForm(HandrailForm):
    """What staff write down when a family is sent or comes by itself.

    clinical: whether the person entering it may write why the family comes and what was said.
    """

    family_name = forms.CharField(
        label=lazy("Family name"),
        help_text=lazy("It stands on the cover, for staff alone."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    basis = forms.ChoiceField(
        label=lazy("What the work rests on"),
        choices=list(BASES.items()),
        widget=forms.RadioSelect,
    )
    jurisdiction = forms.ChoiceField(label=lazy("Whose law applies"))
    referred_by = forms.ChoiceField(
        label=lazy("Who sent the family"),
        choices=[("", lazy("Choose")), *REFERRED_BY.items()],
    )
    received_on = day_field(lazy("When the inquiry came"))
    reasons = _reasons_field()
    words = text_field(
        lazy("What was said"),
        lazy("As it was told, and by whom. No history is taken yet."),
        required=False,
    )

    def __init__(self, *args: Any, clinical: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not clinical:
            del self.fields["reasons"], self.fields["words"]
        packs = [(one.id, one.name) for one in shipped().values() if "-" in one.id]
        jurisdiction = self.fields["jurisdiction"]
        assert isinstance(jurisdiction, forms.ChoiceField)
        jurisdiction.choices = [("", _("Choose")), *packs]
        for number in range(1, MOST_PEOPLE + 1):
            self._add_person(number)

    def _add_person(self, number: int) -> None:
        seats = [("", _("Choose a seat")), *((s, words.said(words.SEATS, s)) for s in FAMILY_SEATS)]
        found: dict[str, forms.Field] = {
            "given": forms.CharField(
                label=_("Person %d: given name") % number, max_length=LONGEST_NAME, required=False
            ),
            "family": forms.CharField(
                label=_("Person %d: family name, if it is another") % number,
                max_length=LONGEST_NAME,
                required=False,
            ),
            "seat": forms.ChoiceField(
                label=_("Person %d: seat") % number, choices=seats, required=False
            ),
            "born": forms.CharField(
                label=_("Person %d: born") % number,
                help_text=_("2016, 2016-02 or 2016-02-29."),
                max_length=10,
                required=False,
                validators=[partial_date],
            ),
            "homes": forms.MultipleChoiceField(
                label=_("Person %d: lives in") % number,
                choices=list(HOMES.items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            ),
        }
        for name, field in found.items():
            refuse_unstorable(field)
            word(field, field.label or name)
            if name in ("given", "family", "born"):
                field.widget.attrs["autocomplete"] = "off"
            self.fields[f"{name}_{number}"] = field

    def clean(self) -> dict[str, Any]:
        """Whoever is begun is named and has a seat; a child and a parent are there."""
        sent = super().clean() or {}
        for number in self._begun(sent):
            for name, text in (
                ("given", _("Person %d has no given name.")),
                ("seat", _("Person %d has no seat. Choose one.")),
            ):
                field = f"{name}_{number}"
                if not sent.get(field) and field not in self.errors:
                    self.add_error(field, text % number)
        seats = {sent.get(f"seat_{number}") for number in self._begun(sent)}
        for seat, text in (
            ("child", _("No child is named yet. Enter one.")),
            ("parent", _("No parent is named yet. Enter one.")),
        ):
            if seat not in seats:
                self.add_error("seat_1", text)
        return sent

    def _begun(self, sent: dict[str, Any]) -> Iterator[int]:
        for number in range(1, MOST_PEOPLE + 1):
            if any(self.data.get(f"{name}_{number}") for name in ("given", "family", "seat",
                                                                   "born", "homes")):  # fmt: skip
                yield number

    def people(self) -> list[PersonFields]:
        """The fields of each person, in the order of the page; whoever is begun stands open."""
        begun = set(self._begun({}))
        return [
            PersonFields(
                number,
                tuple(self[f"{name}_{number}"] for name in ("given", "family", "seat", "born")),
                self[f"homes_{number}"],
                number in begun or number < 4,
            )
            for number in range(1, MOST_PEOPLE + 1)
        ]

    def inquiry(self) -> Inquiry:
        """What was entered, once it is valid. Whoever has no family name of their own gets that
        on the cover."""
        sent = self.cleaned_data
        return Inquiry(
            family_name=sent["family_name"],
            basis=sent["basis"],
            jurisdiction=sent["jurisdiction"],
            referred_by=sent["referred_by"],
            received_on=sent["received_on"],
            reasons=tuple(sent.get("reasons") or ()),
            words=sent.get("words") or "",
            people=tuple(
                NewPerson(
                    given=sent[f"given_{number}"],
                    family=sent[f"family_{number}"] or sent["family_name"],
                    seat=sent[f"seat_{number}"],
                    born=sent[f"born_{number}"],
                    households=tuple(sent[f"homes_{number}"]),
                )
                for number in self._begun(sent)
            ),
        )


class ReferralForm(HandrailForm):
    """What is added to a referral."""

    reasons = _reasons_field()
    referred_by = forms.ChoiceField(
        label=lazy("Who sent the family"),
        choices=[("", lazy("As it was written before")), *REFERRED_BY.items()],
        required=False,
    )
    words = text_field(lazy("What was said"), required=False)


class DeterminationForm(HandrailForm):
    """Who found that contact can be restored safely."""

    determined_by = forms.ChoiceField(
        label=lazy("Who determined it"),
        choices=list(DETERMINED_BY.items()),
        widget=forms.RadioSelect,
    )
    who = forms.CharField(label=lazy("By name"), max_length=300)
    on = day_field(lazy("Determined on"))
    document = forms.CharField(
        label=lazy("The document that says so"),
        help_text=lazy("Its title and number. A parent’s report of it does not do."),
        max_length=300,
    )
    read_on = day_field(lazy("You read it on"))


class AcceptForm(HandrailForm):
    """Accepting a family."""

    reason = text_field(lazy("A word about it, if you want"), required=False)


class DeclineForm(HandrailForm):
    """Declining a family."""

    reason = text_field(lazy("Reason"), lazy("For the record. It stands in no letter by itself."))
    alternatives = text_field(lazy("What else may help"))


class PaperForm(HandrailForm):
    """A licence, a training or supervision of a colleague."""

    qualification = forms.ChoiceField(
        label=lazy("What it is"), choices=list(PAPERS.items()), widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=lazy("Title"), help_text=lazy("As it stands on the paper."), max_length=200
    )
    since = day_field(lazy("Since"))
    until = day_field(lazy("Last day it holds"), lazy("Empty where it has no end."), required=False)
    hours = forms.IntegerField(
        label=lazy("Hours, if they are counted"), min_value=1, max_value=9999, required=False
    )
