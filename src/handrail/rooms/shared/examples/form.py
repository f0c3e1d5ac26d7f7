"""A form with each kind of field once."""

from __future__ import annotations

from django import forms

from handrail.rooms.shared.forms import HandrailForm


class ExampleForm(HandrailForm):
    """Each kind of field once."""

    seen = forms.CharField(
        label="What you saw", help_text="One line. Only what a camera would show.", max_length=200
    )
    asked_by = forms.CharField(
        label="Who asked", help_text="The person who was with the child.", max_length=80
    )
    asked_on = forms.DateField(label="When", widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.ChoiceField(
        label="Where", choices=[("", "Choose a room"), ("1", "Room 1"), ("2", "Room 2")]
    )
    view = forms.ChoiceField(
        label="Wren’s view of this step",
        help_text="“No” is an answer. It holds.",
        choices=[("yes", "Yes"), ("later", "Not yet"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="In Wren’s own words", required=False, max_length=2000, widget=forms.Textarea
    )
    said_to = forms.MultipleChoiceField(
        label="Told to",
        required=False,
        choices=[("noa", "Noa"), ("iris", "Iris")],
        widget=forms.CheckboxSelectMultiple,
    )


def filled_form() -> ExampleForm:
    """As a person meets it, partly filled."""
    return ExampleForm(initial={"seen": "Sat nearest the door", "view": "later"}, prefix="a")


def wrong_form() -> ExampleForm:
    """Sent back with two things to put right."""
    return ExampleForm(
        {
            "b-idempotency_key": "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f",
            "b-seen": "Sat nearest the door",
            "b-asked_by": "",
            "b-asked_on": "2025-06-30",
            "b-place": "1",
        },
        prefix="b",
    )
