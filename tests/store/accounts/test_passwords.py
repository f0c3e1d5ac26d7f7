"""However many sign in at once, only one hash runs, a few wait, the rest come back later."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth.hashers import check_password, make_password

from handrail.store.accounts import passwords
from handrail.store.accounts.passwords import BoundedArgon2, TooBusy, Turnstile


class Held:
    """Somebody inside the turnstile, or waiting for it, in a thread of their own."""

    def __init__(self, turnstile: Turnstile) -> None:
        self.inside, self.leave = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._pass, args=[turnstile])
        self.thread.start()

    def _pass(self, turnstile: Turnstile) -> None:
        with turnstile.turn():
            self.inside.set()
            self.leave.wait()

    def go(self) -> None:
        self.leave.set()
        self.thread.join()


def test_one_runs_one_waits_and_the_third_is_told_at_once():
    turnstile = Turnstile(at_once=1, waiting=1, patience=60)
    first = Held(turnstile)
    first.inside.wait()
    second = Held(turnstile)
    while turnstile._room._value:  # until the second stands in the queue
        pass
    assert not second.inside.is_set()
    with pytest.raises(TooBusy), turnstile.turn():
        pass
    first.go()
    second.inside.wait()
    second.go()
    with turnstile.turn():
        assert turnstile._room._value == 1


def test_who_waited_too_long_gives_the_place_back():
    turnstile = Turnstile(at_once=1, waiting=1, patience=0)
    first = Held(turnstile)
    first.inside.wait()
    for _ in range(3):
        with pytest.raises(TooBusy, match="too long"), turnstile.turn():
            pass
    first.go()
    with turnstile.turn():
        pass


def test_hashing_and_checking_pass_the_turnstile(monkeypatch):
    kept = make_password("kept by the river 7")
    monkeypatch.setattr(passwords, "turnstile", Turnstile(at_once=1, waiting=0, patience=0))
    first = Held(passwords.turnstile)
    first.inside.wait()
    with pytest.raises(TooBusy):
        make_password("kept by the river 7")
    with pytest.raises(TooBusy):
        check_password("kept by the river 7", kept)
    first.go()
    assert check_password("kept by the river 7", kept)


def test_what_is_kept_is_argon2id_in_one_thread():
    hasher = BoundedArgon2()
    parameters = hasher.decode(make_password("kept by the river 7"))
    assert (parameters["variety"], parameters["parallelism"]) == ("argon2id", 1)
