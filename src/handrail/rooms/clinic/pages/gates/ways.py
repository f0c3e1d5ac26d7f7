"""Where a requirement that is not entered by hand gets done: the page of the case, in a link."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.therapy.requirements import Requirement
from handrail.rooms.shared.parts import Link, Text

WAYS: Mapping[str, tuple[Text, str]] = {
    "basis_of_care": (lazy("Order and agreements"), "order"),
    "parties_named": (lazy("People"), "people"),
    "jurisdiction_confirmed": (lazy("The referral"), "referral"),
    "therapist_qualified": (lazy("Papers of the therapist"), "referral"),
    "restorable_by_whom": (lazy("The determination"), "referral"),
    "restorable_when": (lazy("The determination"), "referral"),
    "restorable_document": (lazy("The determination"), "referral"),
    "order_read": (lazy("Order and agreements"), "order"),
    "safety_interview": (lazy("Safety"), "safety"),
    "suitability_decided": (lazy("Safety"), "safety"),
    "safety_allows_going_on": (lazy("Safety"), "safety"),
    "parent_heard": (lazy("Sessions and their notes"), "sessions"),
    "child_heard": (lazy("Sessions and their notes"), "sessions"),
    "needs_per_person": (lazy("Understanding"), "understanding"),
    "two_hypotheses": (lazy("Understanding"), "understanding"),
    "plan_signed_off": (lazy("The plan"), "plan"),
    "plan_in_force": (lazy("The plan"), "plan"),
    "changes_have_reasons": (lazy("The plan"), "plan"),
    "baseline_taken": (lazy("Measures"), "measures"),
    "child_view": (lazy("The child’s view, from the ladder"), "contacts"),
    "supervisor_sign_off": (lazy("Decide the step up: the supervisor agrees there"), "contacts"),
    "order_explicitly_permits": (lazy("Order and agreements"), "order"),
    "ending_named": (lazy("How the work ends"), "ending"),
    "closing_summary": (lazy("How the work ends"), "ending"),
}
"""What only the record can show -> how its page is called here, and its route."""


def way_to(asked: Requirement, case_id: UUID, ladders: Mapping[tuple[str, str], UUID]) -> Link:
    """Where it is done; the preparation list of its ladder where one is evidence.

    ladders: (child, parent) -> the row of their ladder.
    """
    id_, _colon, of = asked.id.partition(":")
    child, _slash, parent = of.partition("/")
    if asked.card and (child, parent) in ladders:
        address = reverse("clinic:preparation", args=[case_id, ladders[child, parent]])
        return Link(_("Go through the list"), address)
    label, route = WAYS.get(id_, (_("Gates"), "gates"))
    return Link(label, reverse(f"clinic:{route}", args=[case_id]))
