"""Argon2id, bounded: however many people sign in at once, sessions in progress go on.

One hash runs at a time, a few may wait for a short while, the rest are told to come back. One
thread each (parallelism 1), so that one core stays free for pages; memory and time follow OWASP's
recommendation for Argon2id that takes the least memory from the pages (19 MiB, two passes).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128
FEWEST_CHARACTERS = 5
AT_ONCE = 1
WAITING = 8  # of the server's 16 threads, so that as many are left for pages
PATIENCE_SECONDS = 4.0


class TooBusy(RuntimeError):
    """So many people are signing in that this one has to come back in a moment."""


class Turnstile:
    """Lets `at_once` through, keeps `waiting` more for at most `patience` seconds.

    A thread that is inside already passes again at once.
    """

    def __init__(self, *, at_once: int, waiting: int, patience: float) -> None:
        self._room = threading.BoundedSemaphore(at_once + waiting)
        self._turn = threading.BoundedSemaphore(at_once)
        self._patience = patience
        self._of_thread = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn. Raises TooBusy."""
        if getattr(self._of_thread, "inside", False):
            yield
            return
        if not self._room.acquire(blocking=False):
            raise TooBusy("too many are waiting")
        try:
            if not self._turn.acquire(timeout=self._patience):
                raise TooBusy("waited too long")
            self._of_thread.inside = True
            try:
                yield
            finally:
                self._of_thread.inside = False
                self._turn.release()
        finally:
            self._room.release()


turnstile = Turnstile(at_once=AT_ONCE, waiting=WAITING, patience=PATIENCE_SECONDS)


class BoundedArgon2(Argon2PasswordHasher):
    """Argon2id behind the turnstile."""

    memory_cost = 19456  # KiB
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with turnstile.turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with turnstile.turn():
            return super().verify(password, encoded)


class NotTooLong:
    """A password of any 15 to 128 characters; nothing is cut off."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError for a longer one."""
        if len(password) > LONGEST:
            raise ValidationError(
                _("This password is longer than %(longest)d characters."),
                code="password_too_long",
                params={"longest": LONGEST},
            )

    def get_help_text(self) -> str:
        """What would do, for the form."""
        return _("Your password can have up to %(longest)d characters.") % {"longest": LONGEST}


class NotRepetitive:
    """Not one word over and over, nor a handful of characters: long without being hard to guess."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError for "passwordpassword" or "121212121212121"."""
        folded = password.casefold()
        repeats = any(
            folded == (folded[:length] * len(folded))[: len(folded)]
            for length in range(1, len(folded) // 2 + 1)
        )
        if repeats or len(set(folded)) < FEWEST_CHARACTERS:
            raise ValidationError(_("This password repeats itself."), code="password_repetitive")

    def get_help_text(self) -> str:
        """What would do, for the form."""
        return _("Your password can’t be one word repeated.")
