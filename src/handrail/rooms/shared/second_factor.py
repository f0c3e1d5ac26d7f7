"""The field for a code of the second factor, entered again where an act takes two people."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.rooms.shared.forms import HandrailForm


class SecondFactorForm(HandrailForm):
    """A form that asks once more whether its sender holds their device.

    The code comes last. In the demo, where the secret is public, the field says what it is now.
    """

    code = forms.CharField(
        label=lazy("The code your authenticator shows now"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "code"])
        if settings.IS_DEMO:
            now = code_now(settings.DEMO_SECOND_FACTOR)
            self.fields["code"].help_text = _("In the demo it is %s now.") % now


def code_now(secret: str) -> str:
    """The code of a secret at this moment."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))
