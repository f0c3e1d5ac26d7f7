"""Forms of the calendar: when, where, with whom, and by which door."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Arrival, Person, Session
from handrail.rooms.clinic import words
from handrail.rooms.clinic.fields import day_field, offer
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Text
from handrail.store.records.actions.sessions import LONGEST, WHY_NOT_HELD, SessionPlan

SLOTS = 2
"""How many arrivals a session's form offers."""
WHY: Mapping[str, Text] = {
    "cancelled": lazy("The practice called it off"),
    "practice_closed": lazy("The practice was closed"),
    "child_ill": lazy("The child was ill"),
    "child_declined": lazy("The child declined"),
    "visiting_parent_absent": lazy("The visiting parent did not come"),
    "visiting_parent_cancelled": lazy("The visiting parent cancelled"),
    "other_parent_did_not_bring": lazy("The other parent did not bring the child"),
    "other": lazy("Another reason"),
}


def time_field(label: Text, *, required: bool = False) -> forms.TimeField:
    """A time of day, in the browser's own clock."""
    return forms.TimeField(
        label=label, required=required, widget=forms.TimeInput(attrs={"type": "time"})
    )


def minutes_field() -> forms.IntegerField:
    """How long something lasts."""
    return forms.IntegerField(label=lazy("Minutes"), required=False, min_value=1, max_value=LONGEST)


def room_field() -> forms.CharField:
    """Where."""
    return forms.CharField(label=lazy("Room or place"), required=False, max_length=100)


def arrival_fields(name: str, who: Text) -> Iterator[tuple[str, forms.Field]]:
    """When somebody comes and goes, by which door. `who`: the name that stands in the labels."""
    yield f"{name}_at", time_field(_("%s comes at") % who)
    yield (
        f"{name}_door",
        forms.CharField(
            label=_("%s comes in by") % who, required=False, max_length=60,
            help_text=_("The door, such as Street door or Garden door."),
        ),
    )  # fmt: skip
    yield f"{name}_leaves", time_field(_("%s leaves at") % who)


def arrival_of(
    given: Mapping[str, Any], name: str, person: str, brought_by: str = ""
) -> Iterator[Arrival]:
    """What was said of one arrival; nothing without a time."""
    at, leaves = given.get(f"{name}_at"), given.get(f"{name}_leaves")
    if person and at is not None:
        yield Arrival(
            person=person,
            at=f"{at:%H:%M}",
            door=given.get(f"{name}_door", ""),
            brought_by=brought_by,
            leaves_at="" if leaves is None else f"{leaves:%H:%M}",
        )


class SessionForm(HandrailForm):
    """Any session without a contact."""

    kind = forms.ChoiceField(label=lazy("Which kind of session"))
    on = day_field(lazy("Day"))
    at = time_field(lazy("Begins at"))
    minutes = minutes_field()
    room = room_field()
    present = forms.MultipleChoiceField(
        label=lazy("Who comes"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Nobody for what the staff does alone."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[Person], kinds: Sequence[str], **kw: Any):
        super().__init__(*args, **kw)
        for slot in range(1, SLOTS + 1):
            who = forms.ChoiceField(label=_("Arrival %d: who") % slot, required=False)
            brought = forms.ChoiceField(label=_("Arrival %d: brought by") % slot, required=False)
            for field in (who, brought):
                offer(field, people, empty=_("Nobody"))
            self.fields[f"a{slot}_person"] = who
            self.fields |= dict(arrival_fields(f"a{slot}", _("Arrival %d:") % slot))
            self.fields[f"a{slot}_brought"] = brought
        kind, present = self.fields["kind"], self.fields["present"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(present, forms.ChoiceField)
        kind.choices = [(one, words.said(words.SESSION_KINDS, one)) for one in kinds]
        offer(present, people, empty="")

    def plan(self) -> SessionPlan:
        """What was sent, as a plan."""
        given = self.cleaned_data
        arrivals = [
            one
            for slot in range(1, SLOTS + 1)
            for one in arrival_of(
                given, f"a{slot}", given[f"a{slot}_person"], given[f"a{slot}_brought"]
            )
        ]
        return SessionPlan(
            kind=given["kind"], on=given["on"], at=given["at"], minutes=given["minutes"],
            room=given["room"], present=tuple(given["present"]), arrivals=tuple(arrivals),
        )  # fmt: skip


def as_initial(session: Session) -> dict[str, Any]:
    """A session as it stands, for the form that changes it."""
    found: dict[str, Any] = {
        "kind": session.type, "on": session.on, "at": session.at, "minutes": session.minutes,
        "room": session.room, "present": list(session.present),
    }  # fmt: skip
    for slot, one in enumerate(session.arrivals[:SLOTS], start=1):
        found |= {
            f"a{slot}_person": one.person, f"a{slot}_at": one.at, f"a{slot}_door": one.door,
            f"a{slot}_brought": one.brought_by, f"a{slot}_leaves": one.leaves_at,
        }  # fmt: skip
    return found


class VersionForm(HandrailForm):
    """A form about a row as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)


class ChangeSessionForm(SessionForm):
    """A session that is changed as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)


class OutcomeForm(VersionForm):
    """Whether a session took place."""

    outcome = forms.ChoiceField(
        label=lazy("What happened"), widget=forms.RadioSelect,
        choices=[("held", lazy("It took place")), *((one, WHY[one]) for one in WHY_NOT_HELD)],
    )  # fmt: skip
