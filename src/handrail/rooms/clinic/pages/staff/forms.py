"""The administrator's forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from handrail.rooms.clinic.pages.staff.words import seat_name
from handrail.rooms.shared.forms import HandrailForm
from handrail.store.accounts.models import folded_email
from handrail.store.accounts.seats import PRACTICE_WIDE

LONGEST_NAME = 100
LONGEST_ADDRESS = 254


class LinkForm(HandrailForm):
    """Where somebody will sign in."""

    email = forms.EmailField(
        label=_("Email address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("They sign in with it. Nothing is mailed to it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        """As it is kept; an odd letter may grow when its capitals are folded."""
        email = folded_email(self.cleaned_data["email"])
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(_("This address is too long to be kept. Take another."))
        return email


class SeatForm(HandrailForm):
    """A seat in the practice as a whole."""

    seat = forms.ChoiceField(label=_("Seat in the practice"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, seats: Sequence[str] = PRACTICE_WIDE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(seat, seat_name(seat)) for seat in seats]


class InviteForm(LinkForm, SeatForm):
    """Somebody new."""

    given = forms.CharField(label=_("Given name"), max_length=LONGEST_NAME)
    family = forms.CharField(label=_("Family name"), max_length=LONGEST_NAME)
    field_order = ["given", "family", "email", "seat"]


class StartAgainForm(HandrailForm):
    """What somebody who cannot get in still has."""

    left = forms.ChoiceField(
        label=_("What do they still have?"),
        widget=forms.RadioSelect,
        choices=[
            ("something", _("Their password, or their app, or a recovery code")),
            ("nothing", _("None of the three")),
        ],
    )
