"""The base of every form that writes: one key against sending twice, limits, plain messages.

`HandrailForm` carries a hidden idempotency key. A view hands a valid form to
`handrail.rooms.shared.submitting`, which acts once per key and answers every replay alike.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from handrail import chance
from handrail.store.database.text import problem_with

STALE = _(
    "This page is too old or was sent in an unusual way. Load it again and send it once more."
)

WORDING: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (
        forms.Field,
        {"required": _("“%(label)s” is empty. Fill it in.")},
    ),
    (
        forms.CharField,
        {
            "max_length": _(
                "“%(label)s” is %%(show_value)d characters long; %%(limit_value)d fit. Shorten it."
            ),
            "min_length": _(
                "“%(label)s” is %%(show_value)d characters long; it needs %%(limit_value)d."
            ),
        },
    ),
    (
        forms.EmailField,
        {"invalid": _("“%(label)s” is not an email address. Write it like name@example.org.")},
    ),
    (
        forms.DateField,
        {"invalid": _("“%(label)s” is not a date of the calendar. Write it like 2025-07-21.")},
    ),
    (
        forms.TimeField,
        {"invalid": _("“%(label)s” is not a time of day. Write it like 16:20.")},
    ),
    (
        forms.IntegerField,
        {
            "invalid": _("“%(label)s” is not a whole number. Write it in digits."),
            "max_value": _("“%(label)s” is too high: %%(limit_value)s at most."),
            "min_value": _("“%(label)s” is too low: %%(limit_value)s at least."),
        },
    ),
    (
        forms.ChoiceField,
        {
            "required": _("“%(label)s” has no answer. Choose one."),
            "invalid_choice": _("“%(label)s”: this answer is not on the list. Choose one of them."),
        },
    ),
)

# Messages the framework fills once more, with the figures or the value.
FILLED_TWICE = {"max_length", "min_length", "max_value", "min_value", "invalid_choice"}


def storable(value: str) -> None:
    """Refuse what no engine keeps whole: NUL and half of a surrogate pair."""
    if problem_with(value):
        raise ValidationError(
            _("A character in this text cannot be kept, often a broken emoji. Type it again."),
            code="unstorable",
        )


class HandrailForm(forms.Form):
    """A form whose sending counts once, whose texts have a limit, and whose messages help.

    Raises TypeError when a text field has no `max_length` or a number no range: a limit on
    everything.
    """

    use_required_attribute = False  # forms are `novalidate`: our messages, in the summary, in order
    idempotency_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"idempotency_key": chance.new_id(), **self.initial}
        for name, field in self.fields.items():
            _look_after(name, field)

    def add_field(self, name: str, field: forms.Field) -> None:
        """A field only this page has, looked after like those of the class."""
        self.fields[name] = field
        _look_after(name, field)


def _look_after(name: str, field: forms.Field) -> None:
    _demand_limits(name, field)
    refuse_unstorable(field)
    if name != "idempotency_key":
        word(field, field.label or name.replace("_", " "))


def _holds_text(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)


def _demand_limits(name: str, field: forms.Field) -> None:
    if _holds_text(field) and getattr(field, "max_length", None) is None:
        raise TypeError(f"{name}: a text field needs max_length")
    if isinstance(field, forms.IntegerField) and None in (field.min_value, field.max_value):
        raise TypeError(f"{name}: a number needs min_value and max_value")


def refuse_unstorable(field: forms.Field) -> None:
    """Let a text field refuse, in plain words, what no engine keeps whole."""
    if _holds_text(field):
        kept = [v for v in field.validators if not isinstance(v, ProhibitNullCharactersValidator)]
        field.validators = [*kept, storable]


def word(field: forms.Field, label: object) -> None:
    """Give a field messages that name it and say what would be right; own messages stay."""
    for kind, messages in reversed(WORDING):  # the most particular first
        if not isinstance(field, kind):
            continue
        for code, text in messages.items():
            if field.error_messages.get(code) == _stock(field, code):
                named = str(label).replace("%", "%%") if code in FILLED_TWICE else str(label)
                field.error_messages[code] = text % {"label": named}


def _stock(field: forms.Field, code: str) -> object:
    """The framework's own message, or None when it has none."""
    for kind in type(field).__mro__:
        if code in getattr(kind, "default_error_messages", {}):
            return kind.default_error_messages[code]  # type: ignore[attr-defined]
    return None
