"""What came for a child from outside a contact: kept back, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Family
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.fields import day_field, offer, text_field
from handrail.rooms.clinic.frame import children_of, people_in_order
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Chip, Item, Notice, Text
from handrail.store.database.transactions import reading
from handrail.store.records.actions.kept_back import keep_back, settle_kept_back
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case
from handrail.store.records.reading.kept_back import Kept, kept_back

KINDS = ("safety_alert", "contact_observation")
CAME_AS: Mapping[str, Text] = {
    "letter": lazy("A letter or a card"),
    "message": lazy("A message"),
    "parcel": lazy("A parcel or a present"),
    "call": lazy("A call"),
}
HELD: Mapping[str, Text] = {
    "unopened": lazy("Unopened; nobody of the practice read or heard it"),
    "read": lazy("Read or heard by staff"),
    "read_threat": lazy("Read or heard: it holds a threat, or something meant for somebody else"),
}
BECAME: Mapping[str, Text] = {
    "sent_back": lazy("Sent back to whoever sent it"),
    "to_a_contact": lazy("Taken into a contact by letter, and screened there like any other"),
    "handed_on": lazy("Handed to the police, child protection, the court or counsel"),
    "stays": lazy("Stays with the practice"),
}
NOBODY_TOLD = lazy(
    "The child does not get it, and the program tells nobody in the family that it came."
)


class KeepForm(HandrailForm):
    """Something came for a child."""

    child = forms.ChoiceField(label=lazy("For whom"))
    came_as = forms.ChoiceField(
        label=lazy("What came"), choices=list(CAME_AS.items()), widget=forms.RadioSelect
    )
    arrived_on = day_field(lazy("On which day it came"))
    sender = forms.ChoiceField(label=lazy("From whom"), required=False)
    from_whom = forms.CharField(
        label=lazy("Or from somebody else: who"), required=False, max_length=200
    )
    held = forms.ChoiceField(
        label=lazy("How it is kept"), choices=list(HELD.items()), widget=forms.RadioSelect,
        initial="unopened",
    )  # fmt: skip
    words = text_field(
        lazy("Where it lies, and what is known of it"),
        lazy("It lies in the safety file under a key of its own."), required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        children = children_of(family)
        adults = [one for one in people_in_order(family) if one.seat not in ("child", "sibling")]
        offer(self.fields["child"], children, empty=None if len(children) > 1 else "")
        offer(self.fields["sender"], adults, empty=_("Somebody else"))


class SettleForm(HandrailForm):
    """What became of it."""

    became = forms.ChoiceField(
        label=lazy("What became of it"), choices=list(BECAME.items()), widget=forms.RadioSelect
    )
    words = text_field(lazy("What was done with it, and who decided"))
    version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)


def _home(opened: Opened) -> str:
    return reverse("clinic:stops", args=[opened.case_id])


@case_form("kept_back.viewed", *KINDS, after_closing=True)
def new(request: HttpRequest, opened: Opened) -> Answer:
    """Keep something back: one click, one person, also on a closed case."""
    with reading():
        stored = stored_case(opened.case_id, FRAME)
    form = KeepForm(bound(request), family=stored.family, initial={"arrived_on": opened.today})

    def write() -> str:
        given = form.cleaned_data
        keep_back(
            by=opened.viewer, case_id=opened.case_id, came_as=given["came_as"], held=given["held"],
            arrived_on=given["arrived_on"], child=given["child"], sender=given["sender"],
            from_whom=given["from_whom"], words=given["words"],
        )  # fmt: skip
        return _home(opened)

    done = sent(request, form, write, said=_("It is kept. Nobody in the family is told."))
    return done or asking_in_case(
        opened, form, "ladder", title=_("Something came for a child"), button=_("Keep it back"),
        back=_home(opened), stored=stored,
        notice=Notice(_("It is kept back at once"), NOBODY_TOLD, "stop"),
    )  # fmt: skip


@case_form("kept_back.viewed", *KINDS, after_closing=True)
def one(request: HttpRequest, opened: Opened, kept: UUID) -> Answer:
    """What became of one thing that is still kept."""
    with reading():
        found = next((one for one in kept_back(opened.case_id) if one.id == kept), None)
        stored = stored_case(opened.case_id, FRAME)
    if found is None or found.became:
        return None
    form = SettleForm(bound(request), initial={"version": found.version})

    def write() -> str:
        given = form.cleaned_data
        settle_kept_back(
            by=opened.viewer, case_id=opened.case_id, kept=kept, became=given["became"],
            words=given["words"], version=given["version"],
        )  # fmt: skip
        return _home(opened)

    told = item(found, stored, opened)
    return sent(request, form, write, said=_("It is on record.")) or asking_in_case(
        opened, form, "ladder", title=_("What became of it?"), button=_("Record it"),
        back=_home(opened), stored=stored,
        texts=[f"{told.title}, {told.meta}.", str(told.text), str(NOBODY_TOLD)],
    )  # fmt: skip


def items(opened: Opened, stored: StoredCase) -> Sequence[Item]:
    """Everything that was kept back, what is still kept first."""
    return [item(found, stored, opened) for found in kept_back(opened.case_id)]


def item(found: Kept, stored: StoredCase, opened: Opened) -> Item:
    """One thing with its days, in words."""
    sender = stored.family.given(found.sender) if found.sender else found.from_whom
    about = {
        "what": words.said(CAME_AS, found.came_as),
        "child": stored.family.given(found.child),
        "sender": sender,
    }
    text = " ".join(part for part in (f"{words.said(HELD, found.held)}.", found.words) if part)
    came = _("came on %s") % words.day(found.arrived_on, opened.today)
    return Item(
        title=_("%(what)s for %(child)s from %(sender)s") % about,
        text=text,
        href="" if found.became else _address(opened, found),
        chips=(Chip(_("settled"), "done") if found.became else Chip(_("kept"), "stop"),),
        meta=", ".join([came, *_became(found, stored, opened)]),
    )


def _address(opened: Opened, found: Kept) -> str:
    return reverse("clinic:kept_back", args=[opened.case_id, found.id])


def _became(found: Kept, stored: StoredCase, opened: Opened) -> list[str]:
    if not found.became or found.became_on is None:
        return []
    who = [one.given for one in stored.team if one.person == found.became_by]
    told = [words.said(BECAME, found.became), words.day(found.became_on, opened.today), *who]
    return [*told, found.became_words]
