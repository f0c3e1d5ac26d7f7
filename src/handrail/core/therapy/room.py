"""What is noted in the room with one tap, and what the taps make for the note (clinical §2.6).

A tap becomes a sentence with its time. What the taps suggest for the contact is there to be
confirmed by a person; the program decides nothing by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from pathlib import Path
from types import MappingProxyType

from handrail.core.datafile import read_toml
from handrail.core.therapy.shape import Words, words

_DATA = Path(__file__).with_name("room.toml")
CAME = ("", "later", "paper")
"""How a tap arrived: at once, after a lost connection, from the printed sheet."""
_HOW = {"": "", "later": " (sent later)", "paper": " (entered later from paper)"}
# taps after a stop card that may stand before the end without the contact having gone on
_NOT_GOING_ON = ("stop_card", "pause", "adult_stepped_in", "recording_seen", "moved_away")


@dataclass(frozen=True)
class Button:
    """One thing to note. asks: contact field -> the question a person answers afterwards.

    observer: the HO-8 item it may be evidence for, "" for none.
    """

    id: str
    icon: str
    name: Words
    means: str
    in_note: Words
    asks: Mapping[str, str] = field(default_factory=dict, hash=False)
    observer: str = ""


@dataclass(frozen=True)
class Sign:
    """Something seen of the child's body that makes low ratings unclear."""

    id: str
    name: Words
    means: str


@dataclass(frozen=True)
class Tap:
    """One tap: a button's id, or "" for the line of text alone. corrected: it was a slip.

    at: the local time of day it happened. came: one of CAME.
    """

    seen: str
    at: time
    text: str = ""
    corrected: bool = False
    came: str = ""


@dataclass(frozen=True)
class Fact:
    """One sentence for the note: `14:07 Wren moved closer.`"""

    at: time
    seen: str
    sentence: str


@dataclass(frozen=True)
class Summary:
    """The taps as facts in the order of time; corrected: how many slips were left out."""

    facts: tuple[Fact, ...]
    corrected: int


@dataclass(frozen=True)
class Suggestion:
    """A value for a contact field, to be confirmed; value None: only the question is known."""

    field: str
    value: str | bool | None
    question: str
    because: tuple[Fact, ...]


@cache
def buttons() -> Mapping[str, Button]:
    """The buttons by id, in the order of the page."""
    return MappingProxyType(
        {
            row["id"]: Button(
                **{
                    **row,
                    "name": words(row["name"]),
                    "in_note": words(row["in_note"]),
                    "asks": MappingProxyType(row.get("asks", {})),
                }
            )
            for row in read_toml(_DATA)["button"]
        }
    )


@cache
def signs() -> tuple[Sign, ...]:
    """The signs asked for after a contact (clinical §2.4 (e))."""
    return tuple(
        Sign(row["id"], words(row["name"]), row["means"]) for row in read_toml(_DATA)["sign"]
    )


def summary_of(
    taps: Iterable[Tap], *, child: str, parent: str = "", language: str = "en"
) -> Summary:
    """The taps as sentences for the note. child, parent: given names.

    Raises KeyError for a tap of no known button.
    """
    given = sorted(taps, key=lambda tap: tap.at)
    facts = tuple(_fact(tap, child, parent, language) for tap in given if not tap.corrected)
    return Summary(facts, sum(tap.corrected for tap in given))


def suggested_contact(
    taps: Iterable[Tap], *, child: str, parent: str = ""
) -> tuple[Suggestion, ...]:
    """What the taps suggest for the contact's fields, each once, with the facts it rests on.

    Only the stop card suggests values: an end after it with nothing new in between is
    used_and_ended, anything else seen after it is used_and_went_on.
    """
    stood = [tap for tap in sorted(taps, key=lambda tap: tap.at) if not tap.corrected]
    values = _after_stop_card([tap.seen for tap in stood])
    found: dict[str, Suggestion] = {}
    for tap in stood:
        for name, asked in buttons()[tap.seen].asks.items() if tap.seen else ():
            before = found[name].because if name in found else ()
            question = asked.format(child=child, parent=parent)
            because = (*before, _fact(tap, child, parent, "en"))
            found[name] = Suggestion(name, values.get(name), question, because)
    return tuple(found.values())


def _after_stop_card(seen: Sequence[str]) -> dict[str, str | bool]:
    if "stop_card" not in seen:
        return {}
    last = len(seen) - 1 - list(reversed(seen)).index("stop_card")
    since = [one for one in seen[last + 1 :] if one]
    if any(one not in (*_NOT_GOING_ON, "ended") for one in since):
        return {"stop_card": "used_and_went_on"}
    if "ended" in since:
        return {"stop_card": "used_and_ended", "ended_early": True}
    return {}


def _fact(tap: Tap, child: str, parent: str, language: str) -> Fact:
    said = tap.text.strip().rstrip(".")
    if tap.seen:
        noted = buttons()[tap.seen].in_note.in_language(language)
        seen = noted.format(child=child, parent=parent)
        said = f"{seen}: {said}" if said else seen
    return Fact(tap.at, tap.seen, f"{tap.at:%H:%M} {said}{_HOW[tap.came]}.")
