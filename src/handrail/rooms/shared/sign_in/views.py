"""What the sign-in pages need beyond allauth's views."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.views import LogoutView
from allauth.mfa.totp.views import DeactivateTOTPView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.rooms.shared import errors
from handrail.rooms.shared.sign_in.forms import AcceptInvitationForm, StartAgainForm
from handrail.rooms.shared.views import FORGET
from handrail.store.accounts.actions.invitations import accept
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.actions.restarts import recover
from handrail.store.accounts.models import Account
from handrail.store.accounts.reading import OpenInvitation, invitation_for
from handrail.store.accounts.sessions import end_sessions


class SignOutView(LogoutView):  # type: ignore[misc]
    """Sign out, and let the browser forget what it kept."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session."""
        response: HttpResponse = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = FORGET
        return response


class ChangeSecondFactorView(DeactivateTOTPView):  # type: ignore[misc]
    """Take leave of the old phone and go on to set up the new one; never to none."""

    success_url = reverse_lazy("mfa_activate_totp")


sign_out = SignOutView.as_view()
change_second_factor = ChangeSecondFactorView.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("proof", "password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation, or start one's account again: choose a password, then sign in.

    Once, and within three days.
    """
    invited = invitation_for(token)
    if invited is None:
        return errors.not_found(request)
    form = _form_for(invited)(request.POST or None)
    if form.is_valid() and _accepted(form, token, invited):
        messages.success(request, _("Your account is ready. Sign in with the new password."))
        return redirect("account_login")
    return render(request, "shared/invitation.html", {"form": form, "invited": invited})


def _form_for(invited: OpenInvitation) -> type[AcceptInvitationForm]:
    return StartAgainForm if invited.asks_proof else AcceptInvitationForm


def _accepted(form: AcceptInvitationForm, token: str, invited: OpenInvitation) -> bool:
    given = form.cleaned_data
    try:
        if invited.starts_again:
            recover(token=token, password=given["password1"], proof=given.get("proof", ""))
        else:
            accept(token=token, password=given["password1"])
    except ValidationError as weak:
        form.add_error("password1", weak)
    except Refused as refused:
        if "not_proven" in refused.reasons:
            form.add_error("proof", _("This is none of the three. Type one of them again."))
        else:  # used, ended, or an address that has an account: whoever holds it learns no more
            form.add_error(
                None, _("This link does not work any more. Ask your practice for a new one.")
            )
    return form.is_valid()


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """My account: password, second factor, devices."""
    return render(
        request,
        "shared/account.html",
        {
            "email": cast(Account, request.user).email,
            "has_second_factor": getattr(request.session, "has_second_factor", False),
        },
    )


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this account at once, this one too."""
    end_sessions(cast(Account, request.user))
    logout(request)
    response = redirect("account_login")
    response["Clear-Site-Data"] = FORGET
    return response
