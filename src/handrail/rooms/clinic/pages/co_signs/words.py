"""How an act that takes two people is told: each area says its own.

@tells("plan.sign_off")
def _plan(asked: Asked, stored: StoredCase) -> Told:
    return Told(_("Sign version %d of the plan") % asked.detail["number"])
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from handrail.rooms.shared.parts import Fact, Text
from handrail.store.records.reading.co_signs import Asked
from handrail.store.records.reading.family import StoredCase


@dataclass(frozen=True)
class Told:
    """title: what would be done, as an order to do it. facts: what it rests on. href: where to
    look first, "" for nowhere."""

    title: Text
    facts: tuple[Fact, ...] = ()
    href: str = ""


Teller = Callable[[Asked, StoredCase], Told]
"""(what was asked, the case with at least its frame) -> how it is told"""

_tellers: dict[str, Teller] = {}


def tells(act: str) -> Callable[[Teller], Teller]:
    """Declare how an act of `actions.co_signing` is told; raises ValueError the second time."""

    def declare(teller: Teller) -> Teller:
        if act in _tellers:
            raise ValueError(f"{act} is told elsewhere already")
        _tellers[act] = teller
        return teller

    return declare


def told(asked: Asked, stored: StoredCase) -> Told:
    """What would be done. An act nobody tells is named by its code, so that it is still seen."""
    teller = _tellers.get(asked.act)
    if teller is None:
        return Told(_("An act with the code “%s”") % asked.act)
    return teller(asked, stored)


def is_told(act: str) -> bool:
    """Whether somebody has words for this act."""
    return act in _tellers
