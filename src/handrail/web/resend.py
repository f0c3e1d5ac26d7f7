"""Signed out while something was being sent: what was written comes back, to be sent again.

The page that was answered holds it, hidden; the person signs in again in a second tab and sends.
Nothing of it is stored anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from handrail.rooms.shared.errors import csrf_failure as page_of_403

CLINIC = "handrail.rooms.clinic"
NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", "code"})
Next = Callable[[HttpRequest], HttpResponseBase]


class NothingLost:
    """A form of the clinic sent without a session is answered with itself."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *arguments: Any
    ) -> HttpResponseBase | None:
        """Before sign-in would be asked for; a script is left to the redirect, it kept its own."""
        signed_out = getattr(request, "viewer", None) is None
        if signed_out and view.__module__.startswith(CLINIC) and _holds_words(request):
            return _with_what_was_sent(request)
        return None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Signing in again changed the token: the same page once more, with the new one.

    Only for a form of the clinic that this very site sent; for anybody else the plain 403.
    """
    match = request.resolver_match
    of_the_clinic = match is not None and match.func.__module__.startswith(CLINIC)
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if of_the_clinic and own and _holds_words(request):
        return _with_what_was_sent(request)
    return page_of_403(request, reason)


def _holds_words(request: HttpRequest) -> bool:
    is_form = request.method == "POST" and request.headers.get("Accept") != "application/json"
    return is_form and bool(_fields(request))


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_SENT_AGAIN
    ]


def _with_what_was_sent(request: HttpRequest) -> HttpResponseBase:
    context = {"fields": _fields(request), "to": request.get_full_path()}
    return render(request, "shared/send_again.html", context)
