"""What is written down when a child says something. No field invites anybody to ask the child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import lazy as deferred
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from handrail.core.therapy.child_says import fields
from handrail.rooms.shared.forms import HandrailForm
from handrail.store.records.actions.child_says import CALLS

WORDS = 20_000
SHORT = 500
NOT_KNOWN = ("", lazy("Not known"))
SAFE = (("yes", lazy("Yes")), ("no", lazy("No")), ("not_sure", lazy("Not sure")))


def _words_of(field: str) -> str:
    (found,) = [one for one in fields() if one.id == field]
    return found.prompt.in_language(get_language() or "en")


prompt = deferred(_words_of, str)
"""The words of a field of the protocol, in the language of whoever reads."""


class SaidForm(HandrailForm):
    """Two fields have to be filled: the words, and whether the child is safe to leave."""

    words = forms.CharField(
        label=prompt("words"), max_length=WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )
    at = forms.TimeField(label=prompt("at"), widget=forms.TimeInput(attrs={"type": "time"}))
    just_before = forms.CharField(
        label=prompt("just_before"), max_length=WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    heard_by = forms.CharField(label=prompt("heard_by"), max_length=SHORT, required=False)
    collects = forms.ChoiceField(label=prompt("collects"), required=False)
    safe_to_leave = forms.ChoiceField(
        label=prompt("safe_to_leave"), choices=SAFE, widget=forms.RadioSelect
    )
    child = forms.ChoiceField(label=lazy("Which child"), required=False)
    about = forms.ChoiceField(
        label=lazy("Whom it is about, as far as the child said"), required=False
    )

    def __init__(
        self,
        *args: Any,
        children: Sequence[tuple[str, str]],
        everybody: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        adults = [one for one in everybody if one not in children]
        self._choose("collects", [NOT_KNOWN, *adults])
        self._choose("about", [NOT_KNOWN, *everybody])
        self._choose("child", [NOT_KNOWN, *children])
        if len(children) == 1:
            self.fields["child"].widget = forms.HiddenInput()

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


DONE = (
    ("hotline", lazy("Called the hotline")),
    ("police", lazy("Called the police")),
    ("agency", lazy("Spoke with the agency")),
    ("supervisor", lazy("Called the supervisor")),
    ("written", lazy("Sent the written report")),
    ("not_reported", lazy("Decided that it need not be reported: my reason")),
    ("later", lazy("Something to add")),
)


class CallForm(HandrailForm):
    """One call, or a later entry."""

    done = forms.ChoiceField(label=lazy("What was done"), choices=DONE)
    at = forms.TimeField(label=lazy("At what time"), widget=forms.TimeInput(attrs={"type": "time"}))
    on = forms.DateField(label=lazy("On which day"), widget=forms.DateInput(attrs={"type": "date"}))
    reference = forms.CharField(
        label=lazy("Reference, or the name of whoever took it"), max_length=SHORT, required=False
    )
    words = forms.CharField(
        label=lazy("Anything else"), max_length=WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    @property
    def called(self) -> str:
        """The code of the call; what is no call is kept as "other"."""
        done: str = self.cleaned_data["done"]
        return done if done in CALLS else "other"
