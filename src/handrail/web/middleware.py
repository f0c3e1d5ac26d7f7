"""What every request passes, from the outside in. The order stands in the settings.

Manners            headers of every answer, one not-found, 405 for unknown verbs
OneSignInAtATime   signing in costs the most: the others wait before the database is asked
RequestTransaction PostgreSQL: one transaction round everything that asks the database
(sessions)
Viewing            who is looking; asks the database in their name; puts off the idle limit
(messages, allauth)
StaffOnly          the clinic's pages: signed in, and with a second factor
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from handrail.rooms.shared import errors
from handrail.store.accounts import passwords
from handrail.store.accounts.models import Account
from handrail.store.accounts.sessions import SessionStore
from handrail.store.accounts.viewer import Viewer
from handrail.store.database import identity

Next = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])

VERBS = ("GET", "HEAD", "POST")
CLINIC = "handrail.rooms.clinic"
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# They tell whether somebody changed a page since, or how it was made.
TELLTALE = ("ETag", "Last-Modified", "Expires")


class ViewedRequest(HttpRequest):
    """A request after Viewing."""

    session: SessionStore
    viewer: Viewer | None
    may_extend_session: bool


def polled(view: View) -> View:
    """A view that pages ask by themselves, again and again: it never puts off the idle limit."""
    view.polled = True  # type: ignore[attr-defined]
    return view


class Manners:
    """The same headers on every answer, and one answer for whatever is not to be found."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in VERBS:
            response = self.get_response(request)
        else:
            response = HttpResponseNotAllowed(VERBS)
        if response.status_code == 404:
            response = _not_found(request)
        is_static = request.path.startswith(settings.STATIC_URL) and response.status_code < 400
        for name, value in HEADERS.items():
            if not (is_static and name == "Cache-Control"):
                response.headers[name] = value
        if not is_static:
            for name in TELLTALE:
                response.headers.pop(name, None)
        return response


def _not_found(request: HttpRequest) -> HttpResponse:
    """Made anew, so that no header tells how far the request came before it ended here."""
    response = errors.not_found(request)
    response.headers["Content-Length"] = str(len(response.content))
    return response


class OneSignInAtATime:
    """The pages of signing in pass one by one, so that pages of those at work go on beside them.

    It stands before the database: whoever waits holds no connection.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or request.path not in _sign_in_pages():
            return self.get_response(request)
        try:
            with passwords.turnstile.turn():
                return self.get_response(request)
        except passwords.TooBusy:
            return errors.unavailable(request)


@cache
def _sign_in_pages() -> frozenset[str]:
    names = ("account_login", "mfa_authenticate", "account_reauthenticate", "mfa_reauthenticate")
    return frozenset(reverse(name) for name in names)


class RequestTransaction:
    """PostgreSQL: one transaction per request, so that the viewer's name holds throughout.

    It is the outermost of everything that asks the database: sessions, views, the rendering of a
    TemplateResponse, ledger lines. It commits before the first byte leaves and is rolled back for
    an answer of 500 and above. SQLite needs none: a page reads in `reading()`.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            if connection.vendor != "postgresql":
                return self._answered(request)
            with transaction.atomic():
                response = self._answered(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
            if connection.in_atomic_block:  # inside a larger transaction: give the name back
                identity.stamp()
        except (OperationalError, InterfaceError):
            return errors.unavailable(request)
        return response

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.streaming:
            raise TypeError("a page is whole before its transaction ends: do not stream")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Too many sign-ins at once: come back in a moment."""
        return errors.unavailable(request) if isinstance(error, passwords.TooBusy) else None


class Viewing:
    """Sets `request.user` and `request.viewer` from the session, with no further query.

    The viewer is None for anybody not signed in: no session, an ended one, a closed account, or a
    password that was changed since.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, plain_request: HttpRequest) -> HttpResponseBase:
        request = cast(ViewedRequest, plain_request)
        account = _signed_in(request.session)
        request.user = account or AnonymousUser()
        request.viewer = _viewer(account) if account else None
        request.may_extend_session = True
        if request.viewer is None:
            return self.get_response(request)
        with identity.identified(
            person_id=request.viewer.person_id,
            practice_id=request.viewer.practice_id,
            until_commit=True,
        ):
            response = self.get_response(request)
        if request.may_extend_session and response.status_code < 500:
            request.session.touch()
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *arguments: Any) -> None:
        """A page that only asks whether something is new is not a person at work."""
        cast(ViewedRequest, request).may_extend_session = not getattr(view, "polled", False)


class StaffOnly:
    """Every view of the clinic's room: nobody but the signed-in, and they with a second factor.

    Whether somebody is staff, and of which case, is asked by the view with the data.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, plain_request: HttpRequest, view: Callable[..., Any], *arguments: Any
    ) -> HttpResponseBase | None:
        """Send to sign-in, or to setting up a second factor, before the view is called."""
        if not view.__module__.startswith(CLINIC):
            return None
        request = cast(ViewedRequest, plain_request)
        if request.viewer is None:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if not request.session.has_second_factor:
            return redirect("mfa_activate_totp")
        return None


def _signed_in(session: SessionStore) -> Account | None:
    """The account the session belongs to, if it may still be used."""
    if session.session_key is None:
        return None
    kept = session.get(HASH_SESSION_KEY, "")  # loads the session: one query
    account = session.account
    if account is None or not account.is_active:
        return None
    return account if constant_time_compare(kept, account.get_session_auth_hash()) else None


def _viewer(account: Account) -> Viewer:
    return Viewer(
        person_id=account.person_id,
        practice_id=account.practice_id,
        account_id=account.id,
        room=settings.HANDRAIL_ROOM,
    )
