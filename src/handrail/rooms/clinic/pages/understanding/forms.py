"""Forms in which staff write down how the family is understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Person
from handrail.rooms.clinic.fields import day_field, offer, text_field
from handrail.rooms.clinic.language_check import WordedForm
from handrail.rooms.clinic.pages.understanding.words import EXPLANATIONS, PATTERNS, WEIGHTS
from handrail.store.records.actions.understanding import MOST_PARTS, Explanation


class OfPerson(WordedForm):
    """About one person of the family."""

    person = forms.TypedChoiceField(label=lazy("Who"), coerce=UUID)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], people)


class ConcernForm(OfPerson):
    """One adult's concern. Their words are theirs: nobody looks for loaded ones in them."""

    own_words = frozenset({"words"})

    on = day_field(lazy("Said on"))
    words = text_field(
        lazy("What they are concerned about, in their own words"),
        lazy("As it was said, also where it is hard to read."),
    )
    checked = text_field(
        lazy("What was checked, and what came of it"),
        lazy("Who was asked, what was read, on which day. Empty when nothing was checked yet."),
        required=False,
    )
    would_ease = text_field(lazy("What would ease it"), required=False)


class NeedForm(OfPerson):
    """What one person needs now."""

    on = day_field(lazy("As of"))
    text = text_field(
        lazy("What they need now"), lazy("As what would help; not as a fault of anybody.")
    )


class PatternForm(WordedForm):
    """Something that happens again and again."""

    on = day_field(lazy("Seen on"))
    pattern = forms.ChoiceField(
        label=lazy("What kind"), choices=list(PATTERNS.items()), widget=forms.RadioSelect
    )
    people = forms.TypedMultipleChoiceField(
        label=lazy("Between whom"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    words = text_field(
        lazy("What happens"), lazy("Who does what, and what the others do then. As a camera would.")
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["people"], people, empty="")


class CycleForm(WordedForm):
    """The parts of the ring, in their order; empty ones are left out."""

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, MOST_PARTS + 1):
            who = forms.TypedChoiceField(
                label=_("Part %d: who") % at, coerce=UUID, required=False, empty_value=None
            )
            offer(who, people)
            does = text_field(_("Part %d: does what") % at, required=False, most=240)
            does.widget.attrs["rows"] = 2
            self.add(f"who_{at}", who)
            self.add(f"does_{at}", does)

    def clean(self) -> dict[str, Any]:
        """Both halves of a part, or neither."""
        sent = super().clean()
        for at in range(1, MOST_PARTS + 1):
            who, does = sent.get(f"who_{at}"), sent.get(f"does_{at}")
            if bool(who) != bool(does):
                missing = f"does_{at}" if who else f"who_{at}"
                self.add_error(missing, _("Part %d has a person and what they do.") % at)
        return sent

    def parts(self) -> list[tuple[UUID, str]]:
        """The parts that were filled in."""
        sent = self.cleaned_data
        pairs = [(sent[f"who_{at}"], sent[f"does_{at}"]) for at in range(1, MOST_PARTS + 1)]
        return [(who, does) for who, does in pairs if who and does]

    def rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The two fields of each part, for the page."""
        for at in range(1, MOST_PARTS + 1):
            yield self[f"who_{at}"], self[f"does_{at}"]


EVIDENCE = (
    ("for", lazy("What speaks for it")),
    ("against", lazy("What speaks against it")),
    ("unknown", lazy("What is not known")),
)


class FormulationForm(WordedForm):
    """All explanations, each with its weight and evidence; at least two of them are used."""

    on = day_field(lazy("As of"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not weighed")), *WEIGHTS.items()]
        for code in EXPLANATIONS:
            weight = forms.ChoiceField(label=_("Weight"), choices=choices, required=False)
            self.add(f"weight_{code}", weight)
            for name, label in EVIDENCE:
                text = text_field(str(label), required=False, most=4000)
                text.widget.attrs["rows"] = 2
                self.add(f"{name}_{code}", text)
        self.add("summary", text_field(_("In a few sentences, for the team"), required=False))

    def clean(self) -> dict[str, Any]:
        """Evidence without a weight is a slip."""
        sent = super().clean()
        for code, described in EXPLANATIONS.items():
            told = any(sent.get(f"{name}_{code}") for name, _label in EVIDENCE)
            if told and not sent.get(f"weight_{code}"):
                self.add_error(
                    f"weight_{code}",
                    _("“%s” has evidence but no weight. Choose one.") % described.name,
                )
        return sent

    def explanations(self) -> list[Explanation]:
        """Those that were weighed."""
        sent = self.cleaned_data
        return [
            Explanation(
                code, sent[f"weight_{code}"], sent[f"for_{code}"], sent[f"against_{code}"],
                sent[f"unknown_{code}"],
            )
            for code in EXPLANATIONS
            if sent.get(f"weight_{code}")
        ]  # fmt: skip

    def groups(self) -> Iterator[dict[str, Any]]:
        """The fields of each explanation with what it means, for the page."""
        for code, described in EXPLANATIONS.items():
            fields = [self[f"weight_{code}"], *(self[f"{name}_{code}"] for name, _l in EVIDENCE)]
            yield {
                "code": code,
                "described": described,
                "fields": fields,
                "is_open": any(field.value() or field.errors for field in fields),
            }
