"""The form of an instrument, built from its own file: items by stable id, in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Person, Session
from handrail.core.measures.instrument import Instrument, Item, ScoreOnly
from handrail.rooms.clinic.fields import day_field, offer, text_field
from handrail.rooms.clinic.language_check import WordedForm
from handrail.store.records.actions.measuring import Asked

NOT_APPLICABLE = "na"
CONTACT = (("yes", lazy("yes")), ("no", lazy("no")), ("", lazy("not known")))


class AskedForm(WordedForm):
    """Who answered about whom, and when."""

    respondent = forms.TypedChoiceField(label=lazy("Who answered"), coerce=UUID)
    about = forms.TypedChoiceField(label=lazy("About whom"), coerce=UUID)
    on = day_field(lazy("Answered on"))
    had_contact = forms.ChoiceField(
        label=lazy("Did they have contact with the child in the time the form asks about?"),
        help_text=lazy("Without it the score cannot be read, and says so."),
        choices=CONTACT,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("respondent", "about"):
            offer(self.fields[name], people)

    def asked(self, instrument: str) -> Asked:
        """What was sent, about this instrument."""
        sent = self.cleaned_data
        return Asked(
            instrument=instrument,
            respondent=sent["respondent"],
            about=sent.get("about") or sent["respondent"],
            on=sent["on"],
            had_contact={"yes": True, "no": False}.get(sent.get("had_contact", "")),
            remark=sent.get("remark", ""),
        )


class AnswersForm(AskedForm):
    """Every item of the form, in its order and its own words."""

    def __init__(
        self, *args: Any, instrument: Instrument, sessions: Sequence[Session] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._instrument = instrument
        if instrument.about in ("self", "session", "coparenting"):
            del self.fields["about"]
        if not instrument.needs_contact_in_window:
            del self.fields["had_contact"]
        if instrument.about == "session":
            choices = [(one.id, f"{one.id}, {one.on.isoformat()}") for one in sessions]
            session = forms.ChoiceField(label=_("Which session"), choices=choices)
            self.add("session", session)
        language = instrument.language_for((get_language() or "en").partition("-")[0])
        for item in instrument.items:
            if item.responses.kind != "text":
                self.add(f"item_{item.id}", _item_field(item, language))
        self.add("remark", text_field(_("A remark"), required=False, most=2000))

    def answers(self) -> dict[str, int | None]:
        """Item id -> answer; None for one left open or marked as not applying."""
        sent = self.cleaned_data
        return {
            item.id: int(value) if value not in ("", NOT_APPLICABLE) else None
            for item in self._instrument.items
            if (value := sent.get(f"item_{item.id}")) is not None
        }

    def items(self) -> Iterator[BoundField]:
        """The items, for the page."""
        yield from (bound for bound in self.visible_fields() if bound.name.startswith("item_"))

    def head(self) -> Iterator[BoundField]:
        """Who, about whom, when, for the page."""
        for name in ("respondent", "about", "on", "session", "had_contact"):
            if name in self.fields:
                yield self[name]


def _item_field(item: Item, language: str) -> forms.ChoiceField:
    anchors = {one.value: one.text[language] for one in item.responses.anchors}
    rating = item.responses.kind == "rating"
    choices = [
        (str(value), f"{value}  {anchors.get(value, '')}".strip() if rating else anchors[value])
        for value in sorted(item.responses.values)
    ]
    if item.responses.not_applicable:
        choices.append((NOT_APPLICABLE, _("does not apply")))
    is_long = len(choices) > 6
    return forms.ChoiceField(
        label=item.text[language],
        required=False,
        choices=[("", _("not answered")), *choices] if is_long else choices,
        widget=forms.Select if is_long else forms.RadioSelect,
    )


class TotalForm(AskedForm):
    """Points that were added up elsewhere."""

    total = forms.IntegerField(label=lazy("Points in all"), min_value=-1000, max_value=100_000)
    remark = text_field(
        lazy("Which key was used"), lazy("The form, its version and its key."), most=2000
    )

    def __init__(self, *args: Any, instrument: ScoreOnly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if instrument.minimum is not None and instrument.maximum is not None:
            self.fields["total"].help_text = _("From %(least)d to %(most)d.") % {
                "least": instrument.minimum, "most": instrument.maximum,
            }  # fmt: skip
