"""Fields that many forms of the clinic have: a day, a long text, somebody of the family."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Person
from handrail.rooms.shared.parts import Text

LONGEST_TEXT = 8000


def day_field(label: Text, help_text: Text = "", *, required: bool = True) -> forms.DateField:
    """A day, in the browser's own calendar."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def text_field(
    label: Text, help_text: Text = "", *, required: bool = True, most: int = LONGEST_TEXT
) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def offer(field: forms.Field, people: Sequence[Person], *, empty: Text | None = None) -> None:
    """Let a choice be one of these people, by given name; `empty` "" for no empty choice."""
    assert isinstance(field, forms.ChoiceField)
    none = _("Choose a person") if empty is None else empty
    names = [(person.id, person.given) for person in people]
    field.choices = [*([("", none)] if none else []), *names]
