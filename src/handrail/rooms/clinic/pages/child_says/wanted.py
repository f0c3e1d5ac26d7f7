"""A supervisor who is wanted now says that they have seen it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from handrail.rooms.clinic.opening import viewer_of
from handrail.rooms.shared.errors import not_found
from handrail.rooms.shared.submitting import SeeOther
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.records.actions.child_says import see_notice


@require_POST
def seen(request: HttpRequest, notice: UUID) -> HttpResponseBase:
    """Take the notice from one's own Today. Twice is once."""
    try:
        see_notice(by=viewer_of(request), notice=notice)
    except Refused:
        return not_found(request)
    return SeeOther(reverse("clinic:today"))
