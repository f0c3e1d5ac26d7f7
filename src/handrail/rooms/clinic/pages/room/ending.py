"""After a contact: how it ended, what was seen of the child, and on to the note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail import chance
from handrail.core.therapy.room import Suggestion, signs
from handrail.rooms.clinic.acting import Answer, bound, case_form, sent
from handrail.rooms.clinic.fields import text_field
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.room.during import lines
from handrail.rooms.clinic.pages.room.observing import (
    FORBIDS,
    about_device,
    because,
    items,
    items_with_evidence,
    suggestions,
)
from handrail.rooms.clinic.pages.room.observing import told as observed
from handrail.rooms.clinic.pages.room.opening import frame, of_contact
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Text
from handrail.store.database.transactions import reading
from handrail.store.records.actions import in_the_room as room
from handrail.store.records.actions.contacts import Seen, record_held
from handrail.store.records.reading.in_the_room import (
    Check,
    KeptTap,
    RoomContact,
    last_check,
    seen_in,
    taps_of,
)

ENDED = (
    ("planned", lazy("As planned")),
    ("distress", lazy("Early: it was too much for the child")),
    ("other", lazy("Early, for another reason")),
)
CARD = (
    ("used_and_went_on", lazy("Shown and honoured; the contact went on")),
    ("used_and_ended", lazy("Shown, and the contact ended")),
)
ONE_TO_FIVE = [(value, str(value)) for value in range(1, 6)]
FIGURES = (
    ("before", lazy("Before")),
    ("peak", lazy("At its worst")),
    ("after", lazy("Afterwards")),
)


class EndForm(HandrailForm):
    """One page for a contact that took place. What the child said stands in it already."""

    ended = forms.ChoiceField(
        label=lazy("How did it end?"), choices=ENDED, widget=forms.RadioSelect
    )
    stop_card = forms.ChoiceField(
        label=lazy("The stop card"), choices=CARD, widget=forms.RadioSelect, required=False
    )
    adherence = forms.TypedChoiceField(
        label=lazy("How far the parent kept to the plan, 1 to 5"), choices=ONE_TO_FIVE,
        coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    support = forms.TypedChoiceField(
        label=lazy("How well coming and going was supported, 1 to 5"), choices=ONE_TO_FIVE,
        coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    observer = forms.MultipleChoiceField(
        label=lazy("Tick what you saw (HO-8)"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    not_applicable = forms.MultipleChoiceField(
        label=lazy("Tick what did not come up (HO-8)"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("What you tick in neither list counts as not seen."),
    )  # fmt: skip
    order = forms.ChoiceField(
        label=lazy("Does an order forbid recording?"), choices=FORBIDS, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    device = text_field(lazy("What was done about the device?"), required=False, most=500)
    signs = forms.MultipleChoiceField(
        label=lazy("Did you see any of these in the child?"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("With one of them, low ratings do not tell that the child was calm."),
    )  # fmt: skip
    incident = forms.BooleanField(
        label=lazy(
            "Somebody’s safety was threatened, somebody was hurt, or somebody from outside was"
            " needed"
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        language: str,
        asks_card: bool,
        observer: list[tuple[str, str]],
        asked: Mapping[str, Suggestion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, label in FIGURES:
            self.add_field(name, _number(label, 0, 10))
        self.add_field("minutes", _number(lazy("Minutes"), 1, 600))
        self.fields["observer"].choices = observer  # type: ignore[attr-defined]
        self.fields["not_applicable"].choices = items(language)  # type: ignore[attr-defined]
        self.fields["adherence"].help_text = because(asked.get("adherence"))
        self.fields["incident"].help_text = because(asked.get("critical_incident"))
        self.fields["order"].help_text = because(asked.get("order"))
        named = [(one.id, one.name.in_language(language)) for one in signs()]
        self.fields["signs"].choices = named  # type: ignore[attr-defined]
        if not asks_card:
            del self.fields["stop_card"]
        if "order" not in asked:
            del self.fields["order"], self.fields["device"]

    def clean(self) -> dict[str, Any]:
        """An item was seen, or did not come up: not both."""
        given = super().clean() or {}
        if set(given.get("observer", ())) & set(given.get("not_applicable", ())):
            self.add_error("not_applicable", _("One item is ticked as seen and as not come up."))
        return given

    def seen(self) -> Seen:
        """As the record takes it."""
        said = self.cleaned_data
        return Seen(
            **{name: said[name] for name, _label in FIGURES},
            adherence=said["adherence"],
            support=said["support"],
            ended_early=said["ended"] == "distress",
            stop_card=said.get("stop_card", ""),
            signs=tuple(said["signs"]),
            critical_incident=said["incident"],
        )


def _number(label: Text, least: int, most: int) -> forms.Field:
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False)


@case_form("room_end.viewed", "contact_observation", "child_voice", after_closing=True)
@of_contact
def page(request: HttpRequest, opened: Opened, one: RoomContact) -> Answer:
    """What a person confirms; the rule judges it, nobody is told, and the note is next."""
    if one.state != "planned":
        return "clinic/room/over.html", {**frame(opened, one), "note": note_of(opened, one)}
    with reading():
        taps = taps_of(opened.case_id, one.id)
        check = last_check(opened.case_id, one.id)
    language = get_language() or "en"
    form = EndForm(
        bound(request), language=language, asks_card=_stop_shown(taps, check),
        observer=items_with_evidence(one, taps, language), asked=suggestions(one, taps),
        initial=suggested(one, taps, check),
    )  # fmt: skip
    if done := sent(request, form, lambda: _record(request, opened, one, form, taps)):
        return done
    return "clinic/room/end.html", {
        **frame(opened, one),
        "form": form,
        "check": check,
        "kept": lines(taps, language),
    }


def suggested(one: RoomContact, taps: list[KeptTap], check: Check | None) -> dict[str, Any]:
    """What stands in the form when it opens, to be confirmed. The worst is never below the rest."""
    values = {field: found.value for field, found in suggestions(one, taps).items()}
    early = values.get("ended_early") or one.ended_early
    initial: dict[str, Any] = {
        "ended": "distress" if values.get("ended_early") else "" if early else "planned",
        "stop_card": values.get("stop_card") or "",
        "minutes": lasted(one),
    }
    if check is not None:
        given = [value for value in (check.before, check.worst, check.after) if value is not None]
        worst = None if check.worst is None else max(given)
        initial |= {"before": check.before, "peak": worst, "after": check.after}
    return initial


def lasted(one: RoomContact) -> int | None:
    """Whole minutes from the start to the end; the agreed ones where that is not known."""
    if one.started_at is None or one.ended_at is None:
        return one.minutes
    return max(1, round((one.ended_at - one.started_at).total_seconds() / 60))


def _stop_shown(taps: list[KeptTap], check: Check | None) -> bool:
    tapped = any(tap.seen == "stop_card" for tap in seen_in(taps))
    return tapped or bool(check and check.stop_used)


def _record(
    request: HttpRequest, opened: Opened, one: RoomContact, form: EndForm, taps: list[KeptTap]
) -> str:
    """Record the contact, the observer's items as one fact among the taps, and go to the note.

    Where an order was not kept to, the form to stop contact comes first: a person decides (AL1).
    """
    said, by, case_id = form.cleaned_data, opened.viewer, opened.case_id
    for line in (
        observed(said["observer"], said["not_applicable"], get_language() or "en"),
        about_device(said.get("order", ""), said.get("device", "")),
    ):
        if line:
            fact = room.Seen(client_id=chance.new_id(), seen="", line=line)
            room.tap(by=by, case_id=case_id, contact=one.id, seen=fact)
    record_held(
        by=by, case_id=case_id, contact=one.id, version=one.version, seen=form.seen(),
        minutes=said["minutes"], paper=bool(taps) and all(tap.came == "paper" for tap in taps),
    )  # fmt: skip
    messages.success(request, _("Recorded. What you tapped waits in the note, to be confirmed."))
    if said.get("order") == "yes":
        messages.warning(
            request,
            _("An order was not kept to. Decide whether contact stops, and tell the supervisor."),
        )
        return f"{reverse('clinic:stop_new', args=[case_id])}?reason=order_breach"
    return note_of(opened, one)


def note_of(opened: Opened, one: RoomContact) -> str:
    """Where the note of this contact is written."""
    return reverse("clinic:note", args=[opened.case_id, one.session_id])
