"""Forms of a draft: its reason, goals, tasks, what it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Person
from handrail.core.therapy.card import Card
from handrail.rooms.clinic.fields import day_field, offer, text_field
from handrail.rooms.clinic.language_check import WordedForm
from handrail.rooms.clinic.pages.goals import DOMAINS, STEPS
from handrail.rooms.clinic.pages.plan.words import OTHER_PARENT, REASONS, TERMS, TRANSPORT
from handrail.store.records.reading.plan_content import PlannedGoal, PlannedTask, Terms


class BeginForm(WordedForm):
    """A new version: why."""

    reason = forms.ChoiceField(label=lazy("Why there is a new version"))
    words = text_field(
        lazy("In words"), lazy("What made the plan change. It stands on the version for good.")
    )
    review_on = day_field(lazy("Next progress review"), lazy("In four to six sessions."))

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)
        reason.choices = [(code, text) for code, text in REASONS.items() if code != "first"]
        if first:
            del self.fields["reason"]
            self.fields["words"].required = False
            self.fields["words"].label = _("What this plan is about, in a sentence")
            self.fields["words"].help_text = ""


class DraftForm(WordedForm):
    """Part of a draft as it was read: `token` tells whether somebody changed it meanwhile."""

    token = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PieceForm(DraftForm):
    """A piece that can also be left out of this version."""

    leave_out = forms.BooleanField(label=lazy("Leave this out of the new version"), required=False)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "leave_out"])
        if is_new:
            del self.fields["leave_out"]


class GoalForm(PieceForm):
    """One goal with its five steps."""

    statement = text_field(
        lazy("The goal, as somebody would say it"),
        lazy("What would be there, not what would be gone."),
        most=1000,
    )
    domain = forms.ChoiceField(
        label=lazy("Domain"), choices=list(DOMAINS.items()), widget=forms.RadioSelect
    )
    owners = forms.MultipleChoiceField(
        label=lazy("Whose goal it is: one person, or a pair"), widget=forms.CheckboxSelectMultiple
    )
    weight = forms.DecimalField(
        label=lazy("Weight"),
        help_text=lazy("1 for most goals; more for one that matters more or is harder."),
        min_value=1,
        max_value=4,
        decimal_places=1,
        initial=1,
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["owners"], people, empty="")
        for at, (sign, meaning) in enumerate(STEPS):
            step = text_field(
                _("%(sign)s: what one would see, %(meaning)s") % {"sign": sign, "meaning": meaning},
                most=600,
            )
            step.widget.attrs["rows"] = 2
            self.add(f"step_{at}", step)
        self.order_fields([name for name in self.fields if name != "leave_out"])

    def goal(self, ref: str) -> PlannedGoal:
        """What was sent, as a goal with this ref."""
        sent = self.cleaned_data
        return PlannedGoal(
            ref=ref, statement=sent["statement"], domain=sent["domain"],
            weight=float(sent["weight"]), owners=tuple(sent["owners"]),
            steps=tuple(sent[f"step_{at}"] for at in range(len(STEPS))),
        )  # fmt: skip

    @staticmethod
    def filled(goal: PlannedGoal | None) -> dict[str, Any]:
        """A goal as the form begins with it."""
        if goal is None:
            return {}
        steps = {f"step_{at}": text for at, text in enumerate(goal.steps)}
        return {
            "statement": goal.statement, "domain": goal.domain, "weight": f"{goal.weight:g}",
            "owners": goal.owners, **steps,
        }  # fmt: skip


class TaskForm(PieceForm):
    """Who does what, with a card of the library if one fits."""

    person = forms.ChoiceField(label=lazy("Who"))
    library = forms.ChoiceField(label=lazy("A card of the library"), required=False)
    text = text_field(
        lazy("What they do"),
        lazy("Leave it empty when the card says it."),
        required=False,
        most=1000,
    )
    due_on = day_field(lazy("Until"), required=False)

    def __init__(
        self, *args: Any, people: Sequence[Person], cards: Sequence[Card], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], people)
        self._titles = {card.id: card.en.title for card in cards}
        library = self.fields["library"]
        assert isinstance(library, forms.ChoiceField)
        library.choices = [("", _("No card")), *self._titles.items()]

    def clean(self) -> dict[str, Any]:
        """A card or words."""
        sent = super().clean()
        if not sent.get("text") and not sent.get("library") and not sent.get("leave_out"):
            self.add_error("text", _("Say what they do, or choose a card."))
        return sent

    def task(self, id_: str) -> PlannedTask:
        """What was sent, as a task with this id."""
        sent = self.cleaned_data
        return PlannedTask(
            id=id_, person=sent["person"], library=sent["library"],
            text=sent["text"] or self._titles[sent["library"]],
            due_on=sent["due_on"].isoformat() if sent["due_on"] else "",
        )  # fmt: skip


class TermsForm(DraftForm):
    """What the treatment itself asks for: most plans ask for none of it."""

    other_parent = forms.ChoiceField(
        label=TERMS["other_parent"],
        help_text=lazy("The child’s contact with the parent at home, while this plan runs."),
        choices=list(OTHER_PARENT.items()),
        widget=forms.RadioSelect,
    )
    nights = forms.IntegerField(label=TERMS["nights"], min_value=0, max_value=365)
    days = forms.IntegerField(label=TERMS["days"], min_value=0, max_value=365)
    changes_home = forms.BooleanField(label=TERMS["changes_home"], required=False)
    transport = forms.ChoiceField(
        label=TERMS["transport"], choices=list(TRANSPORT.items()), widget=forms.RadioSelect
    )
    force = forms.BooleanField(label=TERMS["force"], required=False)
    sanctions = text_field(TERMS["sanctions"], lazy("Empty: nothing does."), required=False)
    kept_from = text_field(TERMS["kept_from"], lazy("Empty: from nobody."), required=False)
    distressing = text_field(TERMS["distressing"], required=False)
    review_on = day_field(lazy("Next progress review"), lazy("In four to six sessions."))

    def terms(self) -> Terms:
        """What was sent."""
        return Terms(**{name: self.cleaned_data[name] for name in TERMS})
