"""Forms about contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Arrival, Person
from handrail.rooms.clinic.fields import day_field, offer, text_field
from handrail.rooms.clinic.pages.contacts import told
from handrail.rooms.clinic.pages.sessions.forms import (
    VersionForm,
    arrival_fields,
    arrival_of,
    minutes_field,
    room_field,
    time_field,
)
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Text
from handrail.store.records.actions.contacts import Card, Seen
from handrail.store.records.actions.sessions import SessionPlan

YES_NO = (("no", lazy("No")), ("yes", lazy("Yes")))


def radios(label: Text, choices: Mapping[Any, Text], **more: Any) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label, choices=list(choices.items()), widget=forms.RadioSelect, **more
    )


def boxes(label: Text, choices: Mapping[str, Text], **more: Any) -> forms.MultipleChoiceField:
    """Any of several."""
    return forms.MultipleChoiceField(
        label=label, choices=list(choices.items()), required=False,
        widget=forms.CheckboxSelectMultiple, **more,
    )  # fmt: skip


def yes_no(label: Text, help_text: Text = "") -> forms.ChoiceField:
    """No or yes; no unless said otherwise."""
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=YES_NO, widget=forms.RadioSelect, initial="no"
    )


def rating(label: Text, least: int, most: int, help_text: Text = "") -> forms.IntegerField:
    """A number that may not be known yet."""
    return forms.IntegerField(
        label=label, help_text=help_text, required=False, min_value=least, max_value=most
    )


def card_fields() -> dict[str, forms.Field]:
    """What is agreed before a contact."""
    return {
        "one_change": forms.ChoiceField(
            label=_("What is different from the last time"), required=False,
            help_text=_("One thing at a time, where that is possible."),
            choices=list(told.ONE_CHANGE.items()),
        ),
        "activity": text_field(_("What they will do"), _("The child chooses."), required=False),
        "topics": text_field(_("Topics that are agreed"), required=False),
        "barred": text_field(_("Topics that stay outside"), required=False),
        "gifts": text_field(_("Gifts that are cleared"), _("None, if none."), required=False),
        "exit_plan": text_field(
            _("How the child can stop, and where the child goes then"), required=False
        ),
    }  # fmt: skip


def card_from(given: Mapping[str, Any]) -> Card:
    """What was sent, as a card."""
    return Card(**{name: given.get(name, "") for name in Card.__dataclass_fields__})


class ContactPlanForm(HandrailForm):
    """A contact at the present step of a ladder."""

    on = day_field(lazy("Day"))
    at = time_field(lazy("Begins at"))
    minutes = minutes_field()
    room = room_field()

    def __init__(
        self, *args: Any, child: Person, parent: Person, adults: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._pair = (child.id, parent.id)
        self.fields |= dict(arrival_fields("child", child.given))
        brought = forms.ChoiceField(label=_("Who brings %s") % child.given, required=False)
        offer(brought, adults, empty=_("Nobody, or the same as always"))
        self.fields["brought_by"] = brought
        self.fields |= dict(arrival_fields("parent", parent.given))
        self.fields |= card_fields()

    def session(self) -> SessionPlan:
        """When and where, with the arrivals."""
        given, (child, parent) = self.cleaned_data, self._pair
        arrivals: list[Arrival] = [
            *arrival_of(given, "child", child, given["brought_by"]),
            *arrival_of(given, "parent", parent),
        ]
        return SessionPlan(
            kind="", on=given["on"], at=given["at"], minutes=given["minutes"],
            room=given["room"], arrivals=tuple(arrivals),
        )  # fmt: skip


class CardForm(VersionForm):
    """What is agreed before a contact, changed later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= card_fields()


RATINGS: Mapping[str, tuple[Text, int, int]] = {
    "before": (lazy("The child’s distress before, 0 to 10"), 0, 10),
    "peak": (lazy("The worst moment, 0 to 10"), 0, 10),
    "after": (lazy("Afterwards, 0 to 10"), 0, 10),
    "adherence": (lazy("The visiting parent kept to the plan, 1 to 5"), 1, 5),
    "support": (lazy("The other parent supported the contact, 1 to 5"), 1, 5),
}


def rating_fields() -> dict[str, forms.Field]:
    """The ratings of a contact."""
    return {name: rating(*spec) for name, spec in RATINGS.items()}


class SeenForm(VersionForm):
    """What was seen of a contact that took place."""

    def __init__(self, *args: Any, others: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"] = minutes_field()
        self.fields["minutes"].help_text = _("How long it was; empty: as planned.")
        self.fields |= rating_fields()
        self.fields["stop_card"] = radios(
            _("The stop card"), told.STOP_CARDS, required=False,
            help_text=_("Honouring it is a good contact."),
        )  # fmt: skip
        self.fields["ended_early"] = yes_no(_("Did it end early because of distress?"))
        self.fields["signs"] = boxes(_("What the child showed"), told.SIGNS)
        self.fields["critical_incident"] = yes_no(
            _("Was there a critical incident?"),
            _("Safety was threatened, somebody was hurt, or police or child protection were "
              "needed. A yes locks contact at once."),
        )  # fmt: skip
        self.fields["came_along"] = boxes(
            _("Somebody came along who was not on the plan"),
            {person.id: person.given for person in others},
            help_text=_("They have no part in the contact."),
        )
        self.fields["paper"] = yes_no(_("Is this entered later from the paper sheet?"))

    def seen(self) -> Seen:
        """What was sent, as it was seen."""
        given = self.cleaned_data
        return Seen(
            **{name: given[name] for name in RATINGS},
            stop_card=given["stop_card"],
            ended_early=given["ended_early"] == "yes",
            signs=tuple(given["signs"]),
            critical_incident=given["critical_incident"] == "yes",
        )


class RatingsForm(VersionForm):
    """Ratings that come later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= rating_fields()


class NotHeldForm(VersionForm):
    """Why a contact did not take place."""

    because = radios(
        lazy("Why not"), told.NOT_HELD,
        help_text=lazy("So that it is said whose doing it was. It is never the child’s score."),
    )  # fmt: skip
    notice_hours = forms.IntegerField(
        label=lazy("If the visiting parent cancelled: how many hours before"), required=False,
        min_value=0, max_value=2000,
    )  # fmt: skip


class UnplannedForm(HandrailForm):
    """Contact nobody planned."""

    on = day_field(lazy("Day"))
    minutes = minutes_field()
    stop_card = radios(lazy("The stop card"), told.STOP_CARDS, required=False)
    critical_incident = yes_no(lazy("Was there a critical incident?"))


class AfterEffectForm(HandrailForm):
    """How the two days after were, as one person says."""

    person = forms.ChoiceField(label=lazy("Who was asked"))
    value = forms.TypedChoiceField(
        label=lazy("How the two days after were"), coerce=int, choices=list(told.AFTER.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    said = text_field(lazy("In their words"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], people)


class ChildViewForm(HandrailForm):
    """What the child says of a step."""

    rung = forms.ChoiceField(label=lazy("About which step"))
    answer = radios(
        lazy("The child’s answer"),
        {"yes": lazy("Yes"), "not_yet": lazy("Not yet"), "no": lazy("No")},
        help_text=lazy("No is an answer. It holds."),
    )
    on = day_field(lazy("Asked on"))
    asked_by = forms.CharField(label=lazy("Asked by"), max_length=100)
    alone = yes_no(lazy("Was the child alone with whoever asked?"))
    said = text_field(lazy("In the child’s own words"), required=False)

    def __init__(self, *args: Any, rungs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rung"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(rungs)


class ObservedForm(ChildViewForm):
    """What was seen of a child too young to be asked; a no is kept at any age."""

    answer = radios(
        lazy("How the child was"),
        {
            "seen_at_ease": lazy("Seen at ease"),
            "seen_not_at_ease": lazy("Seen not at ease"),
            "no": lazy("The child said or showed no"),
        },
        help_text=lazy("What you saw is kept as seen. It is never the child’s yes."),
    )
    on = day_field(lazy("Observed on"))
    asked_by = forms.CharField(label=lazy("Observed by"), max_length=100)
    alone = yes_no(lazy("Was the child without the people at home meanwhile?"))
    said = text_field(
        lazy("What you saw"), lazy("Where, with whom, what the child did; no conclusion.")
    )


class ConsultForm(HandrailForm):
    """A question to the supervisor."""

    asks = forms.ChoiceField(label=lazy("Who is asked"))
    question = text_field(lazy("What you would like to talk through"))

    def __init__(self, *args: Any, supervisors: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["asks"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(supervisors)


class ConsultAnswerForm(HandrailForm):
    """What came of a consult."""

    answer = text_field(lazy("What came of it"))


class ReviewForm(HandrailForm):
    """The answer to what a contact opened."""

    changed = text_field(lazy("What changed since the contact before"))
    who_knows = text_field(lazy("Who else knows"), required=False)
    alternatives = boxes(lazy("What was weighed"), told.ALTERNATIVES)
    decision = text_field(lazy("What you decide, and why"))
    next_on = day_field(lazy("When you look again"))
