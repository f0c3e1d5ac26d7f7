"""The second factor, entered again for an act that takes two people.

The same code may serve several acts in its half minute: the session is theirs already, and what is
asked is whether they hold the device now. Wrong codes are counted.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from django.core.cache import cache

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer

WRONG_AT_MOST = 5
FOR_SECONDS = 300


def confirm_second_factor(by: Viewer, code: str) -> None:
    """Whether the code is the one their device shows now.

    Raises Refused: "no_second_factor", "code_wrong", "too_many_codes" (five wrong ones in five
    minutes).
    """
    counter = f"second-factor-again:{by.person_id}"
    if cache.get(counter, 0) >= WRONG_AT_MOST:
        raise Refused("too_many_codes")
    device = Authenticator.objects.filter(
        user__person_id=by.person_id, type=Authenticator.Type.TOTP
    ).first()
    if device is None:
        raise Refused("no_second_factor")
    if not validate_totp_code(decrypt(device.data["secret"]), code.replace(" ", "")):
        cache.add(counter, 0, FOR_SECONDS)
        cache.incr(counter)
        raise Refused("code_wrong")
    cache.delete(counter)
