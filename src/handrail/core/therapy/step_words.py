"""The shape of a next step, and the few turns of phrase its sentences share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """One thing the step rests on: a code, a sentence, whether it is met, and a second sentence."""

    code: str
    text: str
    met: bool
    detail: str = ""


@dataclass(frozen=True)
class NextStep:
    """One thing to do.

    kind: a stable code. text: verb first. reason: why, in full. in_short: why, in a table cell.
    because: the conditions it rests on. when: the day it belongs to. link_hint: the page that
    helps, as a word. ladder: (child, parent) ids of the ladder it is about, contact: the session
    of the contact it is about, so that a page can lead there at once.
    """

    kind: str
    text: str
    reason: str
    because: tuple[Condition, ...] = ()
    when: date | None = None
    link_hint: str = ""
    in_short: str = ""
    ladder: tuple[str, str] | None = None
    contact: str = ""


def day(on: date, today: date) -> str:
    """ "21 July", with the year when it is not this year's."""
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on.day} {_MONTHS[on.month - 1]}{year}"


def counted(number: int) -> str:
    """Small numbers in words, as one says them: "no", "one", … "twelve", "13"."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]
