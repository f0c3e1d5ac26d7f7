"""The only doors to an account. What allauth offers beyond these has no address.

The names are allauth's, because its own redirects use them.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from handrail.rooms.shared.sign_in import views

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/change/", views.change_second_factor, name="mfa_deactivate_totp"),
    path("second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("account/", views.account, name="account"),
    path("account/", views.account, name="mfa_index"),
    path("account/end-sessions/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
]
