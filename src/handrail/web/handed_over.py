"""While the page is handed over to a child, the session stays on it: nothing else opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from handrail.rooms.shared.submitting import SeeOther
from handrail.store.accounts.sessions import HANDED_OVER

Next = Callable[[HttpRequest], HttpResponseBase]


class HandedOver:
    """Every other address, whichever part of the program it belongs to, leads back to the page.

    The way out is the page's own: the therapist's code (`rooms.clinic.pages.room.handing`). Where
    the session ends meanwhile there is only sign-in.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *arguments: Any
    ) -> HttpResponseBase | None:
        """Send back to the page before the view is called."""
        bound_to = request.session.get(HANDED_OVER)
        if not bound_to or request.path in (bound_to["page"], bound_to["leave"]):
            return None
        return SeeOther(bound_to["page"])
