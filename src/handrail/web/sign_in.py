"""Where our rules meet allauth's machinery: invited people only, and who may try how often."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from handrail.store.accounts.models import folded_email
from handrail.store.keys.envelopes import open_bytes, place, seal_bytes

SECOND_FACTOR = place("second_factor")


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up. Wrong passwords count per account and network address together.

    Counted per account alone, anybody who knows an address could keep its owner out.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return folded_email(super().clean_email(email))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{self.get_client_ip(request)}:{folded_email(credentials.get('email', ''))}"


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of second factors are kept sealed: a stolen backup makes no codes.

    Their key comes from the secret key of the installation, which lies outside the database.
    """

    def encrypt(self, text: str) -> str:
        sealed = seal_bytes(_key(), b"mfa1", text.encode(), SECOND_FACTOR)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_bytes(_key(), base64.b64decode(encrypted_text), SECOND_FACTOR).decode()


def _key() -> bytes:
    return sha256(b"second factors\0" + settings.SECRET_KEY.encode()).digest()
