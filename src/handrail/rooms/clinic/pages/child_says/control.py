"""The one control that every page of a session, a contact and the room carries."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handrail.rooms.shared.parts import Action


def said_something(case_id: UUID, session: UUID | None = None) -> Action:
    """The way to the form; include it with `clinic/parts/child_says_control.html`."""
    address = reverse("clinic:child_says", args=[case_id])
    return Action(
        _("A child said something"),
        f"{address}?session={session}" if session else address,
        kind="said",
        icon="speak",
        small=True,
    )
