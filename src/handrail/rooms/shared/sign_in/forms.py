"""allauth's forms with our wording and limits, and the form that accepts an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from handrail.rooms.shared.forms import refuse_unstorable, word

LONGEST_PASSWORD = 128
LONGEST_CODE = 32
LABELS = {
    "login": _("Email address"),
    "password": _("Password"),
    "oldpassword": _("The password you have now"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
    "proof": _("Your present password, or a code of your app, or a recovery code"),
}


class Worded(forms.Form):
    """Our labels, limits and messages over another form's fields."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            longest = LONGEST_CODE if name == "code" else LONGEST_PASSWORD
            if isinstance(field, forms.CharField) and name != "login":
                # No maxlength in the page: it would cut a pasted password short without a word.
                field.validators.append(MaxLengthValidator(longest))
            refuse_unstorable(field)
            word(field, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = " ".join(password_validators_help_texts())


class SignInForm(Worded, LoginForm):  # type: ignore[misc]
    """Email address and password."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in. Whoever has no second factor yet goes on to set one up without being asked for
        the password they typed a moment ago; whoever has one confirms every change."""
        answer: HttpResponse = super().login(request, redirect_url)
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        if records and not is_mfa_enabled(self.user):
            records[-1]["reauthenticated"] = True
            request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records
        return answer


class ChangePassword(Worded, ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one twice."""


class StillMe(Worded, ReauthenticateForm):  # type: ignore[misc]
    """The password once more before a change."""


class SecondFactor(Worded, AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""


class StillMeByCode(Worded, ReauthenticateByCodeForm):  # type: ignore[misc]
    """A code once more before a change."""


class SetUpSecondFactor(Worded, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Then type the six digits the app shows now.")


class AcceptInvitationForm(Worded, forms.Form):
    """A password, twice. The rules of passwords are checked where the account is made."""

    password1 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Type the same one twice."))
        return given


class StartAgainForm(AcceptInvitationForm):
    """A new password, and something only the owner of the account has."""

    proof = forms.CharField(
        strip=False,
        help_text=_("One of the three is enough. After five wrong ones the link ends."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["proof", "password1", "password2"]
