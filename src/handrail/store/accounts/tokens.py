"""Secrets in links: kept hashed, so that the database cannot be used to open them."""

from __future__ import annotations

from hashlib import sha256


def hashed(token: str) -> bytes:
    """What is kept of a 256-bit random token: 32 bytes."""
    return sha256(token.encode("utf-8", "replace")).digest()
