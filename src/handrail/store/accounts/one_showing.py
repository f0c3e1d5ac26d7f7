"""A secret that is shown on the next page, once: between the two it lies sealed in the session.

The key comes from the secret key of the installation, which lies outside the database: whoever
reads the table of sessions, or a backup of it, has no link.
"""

from __future__ import annotations

import base64
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from handrail.store.keys.envelopes import DoesNotOpen, open_bytes, place, seal_bytes

KEPT_AS = "shown_once"


def keep(session: SessionBase, token: str, *, about: UUID) -> None:
    """Keep the token for the next page about this person; an earlier one is forgotten."""
    sealed = seal_bytes(_key(), b"once", token.encode(), _where(about))
    session[KEPT_AS] = base64.b64encode(sealed).decode()


def take(session: SessionBase, *, about: UUID) -> str | None:
    """The token kept for this person, and never again; None when there is none."""
    kept = session.get(KEPT_AS)
    if kept is None:
        return None
    try:
        token = open_bytes(_key(), base64.b64decode(kept), _where(about)).decode()
    except DoesNotOpen:  # kept for the page of somebody else
        return None
    del session[KEPT_AS]
    return token


def _where(about: UUID) -> bytes:
    return place("one_showing", str(about))


def _key() -> bytes:
    return sha256(b"one showing\0" + settings.SECRET_KEY.encode()).digest()
