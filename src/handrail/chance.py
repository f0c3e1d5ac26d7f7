"""The only source of chance: ids, tokens, nonces, salts. Replaceable as a whole in tests."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

_source: Callable[[int], bytes] = secrets.token_bytes


def some_bytes(count: int) -> bytes:
    """`count` unpredictable bytes."""
    return _source(count)


def new_id() -> UUID:
    """A random 128-bit id (UUID version 4): tells neither order nor time."""
    return UUID(bytes=some_bytes(16), version=4)


def new_token() -> str:
    """A 256-bit secret for a link, as 64 hexadecimal digits."""
    return some_bytes(32).hex()


@contextmanager
def drawn_from(source: Callable[[int], bytes]) -> Iterator[None]:
    """Tests: take every byte from `source` instead of the operating system."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
