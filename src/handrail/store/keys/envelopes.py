"""The sealed form of a text, byte by byte. Pure but for chance.

    sealed  = 1 byte version ‖ 4 bytes key id ‖ 12 bytes nonce ‖ AES-256-GCM(salt ‖ text)
    salt    = 16 random bytes, so that equal texts have different commitments
    AAD     = where the text belongs: a sealed text moved to another row or field does not open

The commitment that goes into the ledger is HMAC-SHA-256(salt, text): it proves later which text
was meant, and once the key is destroyed the salt is gone and it proves nothing to anyone.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from handrail import chance
from handrail.store.database.text import refuse_unstorable

VERSION = b"\x01"
KEY_ID, NONCE, SALT = 4, 12, 16
_BEFORE = len(VERSION) + KEY_ID + NONCE


class DoesNotOpen(ValueError):
    """A sealed text is damaged, stands in another place than it was sealed for, or has no key."""


@dataclass(frozen=True)
class Sealed:
    """A sealed text and the commitment to it for the ledger line."""

    blob: bytes
    commitment: bytes


def place(*parts: str) -> bytes:
    """Where something belongs, unambiguously: each part with its length."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(2, "big") + part for part in encoded)


def key_id_of(blob: bytes) -> bytes:
    """The id of the key a blob was sealed with. Raises DoesNotOpen."""
    if len(blob) < _BEFORE or blob[:1] != VERSION:
        raise DoesNotOpen("not a sealed text of a known version")
    return bytes(blob[1 : 1 + KEY_ID])


def seal_bytes(key: bytes, key_id: bytes, content: bytes, where: bytes) -> bytes:
    """Version, key id, nonce and ciphertext as one blob."""
    nonce = chance.some_bytes(NONCE)
    return VERSION + key_id + nonce + AESGCM(key).encrypt(nonce, content, where)


def open_bytes(key: bytes, blob: bytes, where: bytes) -> bytes:
    """What was sealed for this place. Raises DoesNotOpen."""
    key_id_of(blob)
    nonce = bytes(blob[1 + KEY_ID : _BEFORE])
    try:
        return AESGCM(key).decrypt(nonce, bytes(blob[_BEFORE:]), where)
    except InvalidTag as error:
        raise DoesNotOpen("the sealed text is damaged or was sealed for another place") from error


def seal_text(key: bytes, key_id: bytes, text: str, where: bytes) -> Sealed:
    """Seal a text with a fresh salt. Raises TextRefused for text no engine could keep."""
    salt = chance.some_bytes(SALT)
    content = refuse_unstorable(text).encode()
    return Sealed(seal_bytes(key, key_id, salt + content, where), committed(salt, content))


def open_text(key: bytes, blob: bytes, where: bytes) -> tuple[str, bytes]:
    """The text and its commitment. Raises DoesNotOpen."""
    plain = open_bytes(key, blob, where)
    salt, content = plain[:SALT], plain[SALT:]
    return content.decode(), committed(salt, content)


def committed(salt: bytes, content: bytes) -> bytes:
    """32 bytes that commit to a text without telling it."""
    return hmac.digest(salt, content, "sha256")
