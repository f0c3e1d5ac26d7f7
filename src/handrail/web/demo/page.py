"""One click signs in as any seat of the demo practice; on this machine alone."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.rooms.shared.errors import not_found
from handrail.rooms.shared.parts import Action, Fact
from handrail.store.accounts.demo_practice import demo_account
from handrail.web.demo.cast import FAMILIES, PASSWORD, SECOND_FACTOR, STAFF, Seat
from handrail.web.demo.cast import seats as everybody

# Whoever comes through a proxy may come from anywhere.
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")


@dataclass(frozen=True)
class OfferedSeat:
    """A seat on the page, with the button that takes it."""

    name: str
    title: str
    shows: str
    take: Action


@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HttpRequest) -> HttpResponseBase:
    """Every seat with a button; POST takes it. Elsewhere than in a demo there is no such page."""
    if not (settings.IS_DEMO and comes_from_this_machine(request)):
        return not_found(request)
    if request.method == "POST":
        return _take(request)
    return render(
        request,
        "demo/seats.html",
        {
            "staff": [_offered(seat) for seat in STAFF],
            "families": [_offered(seat) for seat in FAMILIES],
            "usual_way": (
                Fact(_("E-mail"), _("the given name, as in %s") % STAFF[0].email),
                Fact(_("Password"), PASSWORD),
                Fact(_("Secret of the second factor"), SECOND_FACTOR),
            ),
        },
    )


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Whether nobody but this machine can have sent the request."""
    try:
        sender = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return sender.is_loopback and not any(name in request.META for name in FORWARDED)


def _take(request: HttpRequest) -> HttpResponseBase:
    """Sign in as the seat, as if password and second factor had been given."""
    seat = everybody().get(request.POST.get("seat", ""))
    account = demo_account(seat.email) if seat else None
    if account is None:
        return not_found(request)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, account, "password", email=account.email)
    record_authentication(request, account, "mfa", type="totp")
    return redirect("front")


def _offered(seat: Seat) -> OfferedSeat:
    return OfferedSeat(
        name=seat.given,
        title=_(seat.title),
        shows=_(seat.shows),
        take=Action(
            _("Sign in as %s") % seat.given,
            reverse("demo:seats"),
            "second",
            method="post",
            hidden=(("seat", seat.key),),
            small=True,
        ),
    )
