"""Planning a contact on a ladder, and what is agreed before it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family
from handrail.core.therapy.arranging import against_contact
from handrail.core.therapy.deciding import step_name
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.contacts.forms import CardForm, ContactPlanForm, card_from
from handrail.rooms.clinic.pages.contacts.pair import ladder_or_none, pair_of
from handrail.rooms.shared.parts import Condition, Link, Notice
from handrail.store.database.transactions import reading
from handrail.store.records.actions.contacts import change_card, plan_contact
from handrail.store.records.actions.preparing import screening_of
from handrail.store.records.chart.arranged import charted, facts_for
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.reading.contact_file import CARD, contact_file

KINDS = TAB_KINDS["ladder"]


@case_form("contact_plan.viewed", *KINDS)
def plan(request: HttpRequest, opened: Opened, ladder: UUID) -> Answer:
    """A contact at the ladder's present step, with everything that stands against it today."""
    with reading():
        chart = charted(opened.case_id, opened.today)
        now = ladder_or_none(chart, ladder)
        if now is None:
            return None
        facts = facts_for(chart, now, now.now, opened.today)
    adults = [one for one in chart.family.people if one.seat not in ("child", "sibling")]
    form = ContactPlanForm(
        bound(request), child=now.child, parent=now.parent, adults=adults,
        initial={"on": opened.today, **_as_last(chart.family, now)},
    )  # fmt: skip

    def write() -> str:
        contact = plan_contact(
            by=opened.viewer, case_id=opened.case_id, ladder=ladder, rung=now.rungs[now.now].id,
            session=form.session(), card=card_from(form.cleaned_data),
        )  # fmt: skip
        return reverse("clinic:contact", args=[opened.case_id, contact])

    said = _("The contact is planned. The program tells nobody in the family.")
    if done := sent(request, form, write, said=said):
        return done
    against = against_contact(facts, load().rule)
    with reading():
        frame = case_frame(opened, chart.stored, "ladder")
    return "clinic/contacts/plan.html", {
        **frame,
        "form": form,
        "pair": pair_of(now),
        "step": step_name(now.now, now.rungs),
        "against": [Condition(False, reason.text) for reason in against],
        "ways": _ways(opened, ladder) if against else (),
        "screening": _screening(now),
        "schedule": [form[name] for name in _NAMES["schedule"]],
        "coming": [form[name] for name in _NAMES["coming"]],
        "card": [form[name] for name in ("one_change", *CARD)],
        "back": reverse("clinic:ladder", args=[opened.case_id]),
    }


def _screening(now: LadderNow) -> str:
    """The title of the list that is asked again before this contact starts; "" where none is."""
    card = screening_of(now.rungs[now.now].modality)
    return card.in_language(get_language() or "en").title if card else ""


def _as_last(family: Family, now: LadderNow) -> dict[str, Any]:
    """The doors each of the two used last, who brought the child, and the room of the pair."""
    found: dict[str, Any] = {}
    for session in family.sessions:
        for one in session.arrivals:
            if one.person == now.child.id and one.door:
                found |= {"child_door": one.door, "brought_by": one.brought_by}
            elif one.person == now.parent.id and one.door:
                found["parent_door"] = one.door
        if session.contact is not None and session.contact.key == now.ladder.key:
            found |= {"room": session.room, "minutes": session.minutes}
    return found


_NAMES = {
    "schedule": ("on", "at", "minutes", "room"),
    "coming": (
        "child_at", "child_door", "child_leaves", "brought_by", "parent_at", "parent_door",
        "parent_leaves",
    ),
}  # fmt: skip


def _ways(opened: Opened, ladder: UUID) -> tuple[Link, ...]:
    """Where what is missing can be put on record."""
    case = opened.case_id
    return (
        Link(_("The child’s view"), reverse("clinic:child_view", args=[case, ladder])),
        Link(_("Preparation"), reverse("clinic:preparation", args=[case, ladder])),
        Link(_("Gates: enter what meets a requirement"), reverse("clinic:gates", args=[case])),
        Link(_("Order and agreement"), reverse("clinic:order", args=[case])),
        Link(_("Stops"), reverse("clinic:stops", args=[case])),
    )


@case_form("contact_card.viewed", *KINDS)
def card(request: HttpRequest, opened: Opened, contact: UUID) -> Answer:
    """What is agreed before a contact that is still to come."""
    with reading():
        found = contact_file(opened.case_id, contact)
    if found is None or found.state != "planned":
        return None
    now: dict[str, Any] = {"version": 1, "one_change": ""}
    if found.card is not None:
        now = {name: found.card[name] for name in ("version", "one_change", *CARD)}
    form = CardForm(bound(request), initial=now)
    back = reverse("clinic:contact", args=[opened.case_id, contact])

    def write() -> str:
        change_card(
            by=opened.viewer, case_id=opened.case_id, contact=contact,
            version=form.cleaned_data["version"], card=card_from(form.cleaned_data),
        )  # fmt: skip
        return back

    if done := sent(request, form, write, said=_("What is agreed is changed.")):
        return done
    title = _("What is agreed for %s") % words.day(found.on, opened.today)
    note = Notice(_("One change at a time"), _("So that one can tell what made a difference."))
    return asking_in_case(
        opened, form, "ladder", title=title, button=_("Keep it"), back=back, notice=note
    )
