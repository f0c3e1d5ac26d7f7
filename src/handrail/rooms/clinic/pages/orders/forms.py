"""The forms of orders and agreements. A clause's fields come from its type (law clauses.toml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Family, Person
from handrail.core.law.clauses import ClauseType, Parameter, clause_types, reporting_levels
from handrail.core.law.modalities import plain_name
from handrail.rooms.clinic import words
from handrail.rooms.clinic.fields import day_field, offer, text_field
from handrail.rooms.clinic.frame import children_of, people_in_order
from handrail.rooms.clinic.pages.order import KINDS, order_name
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Text
from handrail.store.records.actions.agreements import FORMS
from handrail.store.records.actions.orders import KINDS as KIND_CODES
from handrail.store.records.reading.family import Member

HEAD = ("title", "court", "judge", "cause_no")
DAYS = ("served_on", "expires")


NOTHING = "nothing"
"""Chosen where an order has a list of forms of contact, and nothing stands on it."""
MOST_OF_A_KIND = 9


@dataclass(frozen=True)
class Entered:
    """One clause of the form. number: 1 for the first of its kind."""

    kind: ClauseType
    number: int

    @property
    def key(self) -> str:
        """What the names of its fields begin with."""
        return self.kind.id if self.number == 1 else f"{self.kind.id}-{self.number}"

    @property
    def name(self) -> str:
        """The heading over its fields."""
        if self.number == 1:
            return self.kind.name
        return _("%(name)s, no. %(number)d") % {"name": self.kind.name, "number": self.number}


def chosen_types(asked: Sequence[str]) -> list[str]:
    """The clause types that were asked for, each as often, in the order of the data file."""
    return [one for one in clause_types() for _n in range(min(asked.count(one), MOST_OF_A_KIND))]


def _numbered(types: Sequence[str]) -> Iterator[Entered]:
    for place, one in enumerate(types):
        yield Entered(clause_types()[one], 1 + types[:place].count(one))


def _short(label: Text) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200)


class OrderForm(HandrailForm):
    """An order as it is written: its head, then the clauses of the chosen types."""

    kind = forms.ChoiceField(label=lazy("Kind"), choices=[(one, KINDS[one]) for one in KIND_CODES])
    signed_on = day_field(lazy("Signed on"))
    title = _short(lazy("Title"))
    court = _short(lazy("Court"))
    judge = _short(lazy("Judge"))
    cause_no = _short(lazy("Cause number"))
    served_on = day_field(lazy("Served on"), required=False)
    expires = day_field(
        lazy("Ends on"), lazy("The first day on which it no longer holds."), required=False
    )
    supersedes = forms.MultipleChoiceField(
        label=lazy("Takes the place of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    named = forms.ChoiceField(
        label=lazy("Who clears up what goes beyond the plan"),
        help_text=lazy("If the order gives more than the present step, it becomes their duty."),
    )

    def __init__(
        self,
        *args: Any,
        types: Sequence[str],
        family: Family,
        team: Sequence[Member],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = tuple(types)
        self.clauses = tuple(_numbered(types))
        for clause in self.clauses:
            for name, field in _clause_fields(clause, people_in_order(family)):
                self.add_field(name, field)
        supersedes, named = self.fields["supersedes"], self.fields["named"]
        assert isinstance(supersedes, forms.ChoiceField)
        assert isinstance(named, forms.ChoiceField)
        supersedes.choices = [(one.id, order_name(one)) for one in family.orders]
        if not family.orders:
            del self.fields["supersedes"]
        treats = [one.person for one in team if one.seat == "therapist"]
        named.initial = treats[0] if treats else None
        named.choices = [
            (one.person, f"{one.given}, {words.said(words.SEATS, one.seat)}") for one in team
        ]

    def sections(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """(name, what it says, its fields) of each clause."""
        return [
            (one.name, one.kind.says, [b for b in self if b.name.startswith(f"{one.key}.")])
            for one in self.clauses
        ]

    def kinds(self) -> list[tuple[str, str]]:
        """(type, name) of each kind of clause there is one of, for one more of it."""
        return [
            (one.kind.id, one.kind.name)
            for one in self.clauses
            if one.number == 1 and self.chosen.count(one.kind.id) < MOST_OF_A_KIND
        ]

    def clean(self) -> dict[str, Any]:
        """No contact at all, or the forms that are permitted: not both."""
        given = super().clean() or self.cleaned_data
        for name, value in tuple(given.items()):
            if isinstance(value, list) and NOTHING in value and len(value) > 1:
                told = _("“%s”: either no contact at all, or the forms that are permitted.")
                self.add_error(name, told % self.fields[name].label)
        return given

    def head(self) -> list[forms.BoundField]:
        """The fields of the order itself."""
        return [bound for bound in self.visible_fields() if "." not in bound.name]

    def written(self) -> dict[str, Any]:
        """What was sent, as a family file writes an order. A further clause of a kind that was
        left wholly empty is none."""
        given = self.cleaned_data
        found: dict[str, Any] = {
            "kind": given["kind"],
            "signed_on": given["signed_on"].isoformat(),
            "supersedes": given.get("supersedes", []),
            "clauses": [
                clause
                for one in self.clauses
                if len(clause := _clause(one, given)) > 1 or one.number == 1
            ],
        }
        found |= {name: given[name] for name in HEAD if given[name]}
        found |= {name: given[name].isoformat() for name in DAYS if given[name]}
        return {key: value for key, value in found.items() if value != []}


def _clause_fields(one: Entered, people: Sequence[Person]) -> Iterator[tuple[str, forms.Field]]:
    kind, key, told = one.kind, one.key, set[str]()
    for name, known in kind.parameters.items():
        label = _label(name, known)
        if known.says in told:  # another spelling of what is asked already
            continue
        told.add(known.says)
        if known.type == "split":
            for person in people:
                if person.seat == "parent":
                    title = f"{label}, {person.given}, %"
                    yield f"{key}.{name}.{person.id}", _whole(title, most=100)
            continue
        required = name in kind.required and one.number == 1
        yield f"{key}.{name}", _field(known, label, required, _asked(name, people))


def _asked(name: str, people: Sequence[Person]) -> Sequence[Person]:
    """Who may be meant by a parameter: children, adults, or anybody."""
    young = ("child", "sibling")
    if name in ("child", "children"):
        return [one for one in people if one.seat in young]
    if name in ("parent", "parents"):
        return [one for one in people if one.seat not in young]
    return people


def _label(name: str, known: Parameter) -> str:
    """The sentence that shows it, without its value; else its name."""
    told = known.says.replace("{}", "").strip(" .:")
    return told or name.replace("_", " ").capitalize()


def _field(known: Parameter, label: str, required: bool, people: Sequence[Person]) -> forms.Field:
    if known.type in ("person", "people"):
        return _boxes(label, [(one.id, one.given) for one in people], required, kind=InARow)
    if known.type == "modality list":
        nothing = [(NOTHING, _("No contact in any form"))] if known.says_not else []
        return _boxes(label, [*((one, plain_name(one)) for one in FORMS), *nothing], required)
    if known.type in ("texts", "recipients"):
        return text_field(label, _("One line for each."), required=required, most=2000)
    if known.type == "flag":
        choices = [("", _("not said")), ("yes", _("yes")), ("no", _("no"))]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if known.type in ("choice", "level"):
        offered = known.of if known.type == "choice" else tuple(reporting_levels())
        said = {**{one: one.replace("_", " ") for one in known.of}, **reporting_levels()}
        options = [("", _("not said")), *((one, said[one]) for one in offered)]
        return forms.ChoiceField(label=label, choices=options, required=required)
    if known.type == "day":
        return day_field(label, required=required)
    if known.type in ("days", "number"):
        return _whole(label, required=required)
    return forms.CharField(label=label, required=required, max_length=500)


def _whole(label: str, *, required: bool = False, most: int = 10**7) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, min_value=0, max_value=most)


class InARow(forms.MultipleChoiceField):
    """Boxes with short names, side by side."""

    in_a_row = True


def _boxes(
    label: str,
    choices: list[tuple[str, str]],
    required: bool,
    *,
    kind: type[forms.MultipleChoiceField] = forms.MultipleChoiceField,
) -> forms.Field:
    return kind(
        label=label, choices=choices, required=required, widget=forms.CheckboxSelectMultiple
    )


def _clause(one: Entered, given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"type": one.kind.id}
    for name, known in one.kind.parameters.items():
        value = _value(known, given.get(f"{one.key}.{name}"))
        if known.type == "split":
            value = _shares(f"{one.key}.{name}.", given)
        if value is not None:
            found[name] = value
    return found


def _shares(start: str, given: Mapping[str, Any]) -> dict[str, Any] | None:
    own = {key: v for key, v in given.items() if key.startswith(start) and v is not None}
    return {key.removeprefix(start): v for key, v in own.items()} or None


def _value(known: Parameter, value: Any) -> Any:
    """What a field says, as an order holds it; None when it says nothing."""
    if value in (None, "", []):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if value == [NOTHING]:
        return []
    if known.type in ("texts", "recipients"):
        return [line.strip() for line in value.splitlines() if line.strip()] or None
    if known.type == "flag":
        return value == "yes"
    return value


class EndForm(HandrailForm):
    """The first day on which an order no longer holds."""

    expires_on = day_field(lazy("The first day on which it no longer holds"))


class OutcomeForm(HandrailForm):
    """What came of an order that asks for more than the plan."""

    outcome = text_field(lazy("What came of it: who was asked, and what they said"))


class AgreementForm(HandrailForm):
    """What contact is agreed, for whom, and who has to sign."""

    children = forms.MultipleChoiceField(
        label=lazy("For which children"), widget=forms.CheckboxSelectMultiple
    )
    authority = forms.MultipleChoiceField(
        label=lazy("Who has authority and has to sign"), widget=forms.CheckboxSelectMultiple
    )
    permitted = forms.MultipleChoiceField(
        label=lazy("Which forms of contact are agreed"), widget=forms.CheckboxSelectMultiple
    )
    terms = text_field(lazy("What else is agreed"), required=False)
    review_on = day_field(lazy("Looked at again on"), required=False)

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adults = [one for one in people_in_order(family) if one.seat not in ("child", "sibling")]
        offer(self.fields["children"], children_of(family), empty="")
        offer(self.fields["authority"], adults, empty="")
        permitted = self.fields["permitted"]
        assert isinstance(permitted, forms.ChoiceField)
        permitted.choices = [(one, plain_name(one)) for one in FORMS]


class SignForm(HandrailForm):
    """Somebody signed on a day."""

    person = forms.ChoiceField(label=lazy("Who signed"))
    on = day_field(lazy("On which day"))

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], people)
