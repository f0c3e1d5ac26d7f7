"""The next step of a case as the card that hangs from the rail; its button leads to the act."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.therapy.step_words import NextStep
from handrail.rooms.shared.parts import Action, Condition, NextCard, Text
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.reading.family import StoredCase

LADDER, CONTACT = "ladder", "contact"
DONE_AT: Mapping[str, tuple[str, str, Text]] = {
    "child_view": ("child_view", LADDER, lazy("Record the child’s view")),
    "no_contact_planned": ("contact_plan", LADDER, lazy("Plan the contact")),
    "consult": ("consult_ask", CONTACT, lazy("Ask the supervisor")),
    "decision": ("decision", CONTACT, lazy("Decide")),
    "step_down": ("decision", CONTACT, lazy("Decide")),
    "child_view_holds": ("decision", CONTACT, lazy("Decide")),
    "after_effect": ("after_effect", CONTACT, lazy("Record the answer")),
    "alarm_review": ("review_sheet", CONTACT, lazy("Answer the review sheet")),
}
"""Kind of step -> the page of its ladder or contact where it is done, and what the button says."""

_CONTACTS = ("contacts", lazy("Open the contacts"))
LEADS_TO: Mapping[str, tuple[str, Text]] = {
    "alarms": _CONTACTS,
    "consults": _CONTACTS,
    "contacts": _CONTACTS,
    "ladder": _CONTACTS,
    "stops": ("stops", lazy("Look at the stop")),
    "orders": ("order", lazy("Open orders and duties")),
    "duties": ("order", lazy("Open orders and duties")),
    "measures": ("measures", lazy("Open the measures")),
    "reviews": ("plan", lazy("Open the plan")),
    "disclosures": ("child_says", lazy("Open the record")),
}
"""Link hint -> the page of the case that helps, and what the button says."""

OTHERWISE = ("child_view", "consult", "order_check")
"""Steps towards a proposal one need not follow: staying and going down are one click away."""


def next_card(
    chart: CaseChart, step: NextStep, kicker: str, *, open_label: bool = False
) -> NextCard:
    """A next step as the card of its page; open_label: with a way into the case."""
    stored = chart.stored
    actions = [_action(stored, step)]
    if step.kind in OTHERWISE and (row := _row(stored, step, CONTACT)):
        address = reverse("clinic:decision", args=[stored.id, row])
        actions.append(Action(_("Stay, or step down"), address, kind="second"))
    if open_label:
        address = reverse("clinic:case", args=[stored.id])
        actions.append(Action(_("Open the case"), address, kind="second"))
    return NextCard(
        kicker=kicker,
        title=step.text,
        reason=step.reason,
        conditions=tuple(Condition(one.met, one.text, one.detail) for one in step.because),
        actions=tuple(one for one in actions if one is not None),
    )


def _action(stored: StoredCase, step: NextStep) -> Action | None:
    """Straight to the act where the step names its ladder or contact, else to a page that helps."""
    route, of, label = DONE_AT.get(step.kind, ("", "", ""))
    if route and (row := _row(stored, step, of)):
        return Action(label, reverse(f"clinic:{route}", args=[stored.id, row]))
    if step.link_hint not in LEADS_TO:
        return None
    page, label = LEADS_TO[step.link_hint]
    return Action(label, reverse(f"clinic:{page}", args=[stored.id]))


def _row(stored: StoredCase, step: NextStep, of: str) -> UUID | None:
    if of == LADDER:
        return stored.ladder_rows.get(step.ladder) if step.ladder else None
    return stored.contact_rows.get(step.contact)
