"""The forms of the room: few fields, each for one thing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.therapy.room import buttons
from handrail.core.therapy.views import AT_EASE, NOT_AT_EASE
from handrail.rooms.shared.forms import HandrailForm
from handrail.store.records.actions.in_the_room import STOPPED

LINE = 300

ANSWERS = (
    ("yes", lazy("Yes")),
    ("not_yet", lazy("Not now")),
    ("no", lazy("No")),
)


SEEN = (
    (AT_EASE, lazy("Seen at ease")),
    (NOT_AT_EASE, lazy("Seen not at ease")),
    ("no", lazy("Said or showed no")),
)


class BeginForm(HandrailForm):
    """What the child answered today, asked alone. Anything but yes begins nothing."""

    answer = forms.ChoiceField(
        label=lazy("Asked today, alone: is it all right to begin?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        help_text=lazy("No is an answer. It holds."),
    )
    words = forms.CharField(
        label=lazy("In the child’s own words, if there were any"),
        max_length=LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ObservedBeginForm(BeginForm):
    """How a child too young to be asked is today; it is never the child's yes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer, words = self.fields["answer"], self.fields["words"]
        assert isinstance(answer, forms.ChoiceField)
        answer.choices = SEEN
        answer.label = _("Seen today: is the child at ease enough to begin?")
        answer.help_text = _("What you saw, not the child’s yes. Not at ease holds.")
        words.label = _("What you saw")
        words.required = True


class TapForm(HandrailForm):
    """One tap. Its idempotency key is the client id: the same tap twice is one tap."""

    seen = forms.CharField(max_length=40, required=False)
    line = forms.CharField(
        label=lazy("One line, only what you see"),
        max_length=LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    device_at = forms.DateTimeField(required=False)
    came = forms.ChoiceField(choices=[("", ""), ("later", "")], required=False)
    corrects = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """Something was seen, written or taken back, and the button exists."""
        said = super().clean() or {}
        if self.errors:
            return said
        if said["seen"] not in ("", STOPPED, *buttons()):
            raise ValidationError(_("This page has no such button. Load it again."))
        if not (said["seen"] or said["line"] or said["corrects"]):
            raise ValidationError(_("Nothing was noted: tap a button or write one line."))
        if said["came"] == "later" and said["device_at"] is None:
            raise ValidationError(_("A tap that is sent later says when it was tapped."))
        return said


PAPER_LINES = 12


class PaperForm(HandrailForm):
    """The lines of a paper sheet: a time, what was seen, a few words. Empty lines are left out."""

    def __init__(self, *args: Any, language: str = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", _("only the words")), *named_buttons(language)]
        for number in range(1, PAPER_LINES + 1):
            at = forms.TimeField(
                label=_("Time, line %d") % number,
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}),
            )
            seen = forms.ChoiceField(
                label=_("What was seen, line %d") % number, choices=names, required=False
            )
            line = forms.CharField(
                label=_("In words, line %d") % number, max_length=LINE, required=False
            )
            for name, field in (("at", at), ("seen", seen), ("line", line)):
                self.add_field(f"{name}_{number}", field)

    def clean(self) -> dict[str, Any]:
        """Every line with anything on it has its time; there is at least one."""
        said = super().clean() or {}
        lines = self.lines_of(said)
        for number, at, seen, line in lines:
            if at is None:
                self.add_error(
                    f"at_{number}", _("Line %d has no time. Write it as on the sheet.") % number
                )
            elif not (seen or line):
                self.add_error(f"seen_{number}", _("Line %d has a time and says nothing.") % number)
        if not lines and not self.errors:
            raise ValidationError(_("The sheet is empty. Fill in the lines that were written."))
        return said

    @staticmethod
    def lines_of(said: dict[str, Any]) -> list[tuple[int, Any, str, str]]:
        """(number, time, button, words) of every line that is not empty."""
        every = [
            (n, said.get(f"at_{n}"), said.get(f"seen_{n}") or "", said.get(f"line_{n}") or "")
            for n in range(1, PAPER_LINES + 1)
        ]
        return [one for one in every if any(one[1:])]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields line by line."""
        names = ("at", "seen", "line")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, PAPER_LINES + 1)]


def named_buttons(language: str) -> list[tuple[str, str]]:
    """(id, name) of every button, in the order of the page."""
    return [(one.id, one.name.in_language(language)) for one in buttons().values()]
