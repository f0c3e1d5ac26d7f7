"""A preparation list that was gone through is evidence; one that was not says what is open.

A requirement names its list (`Requirement.card`), so that the same thing is not entered twice.
Source: clinical §1.5 (phase 2), §2.5.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from handrail.core.therapy.card import Card
from handrail.core.therapy.gates import Evidence
from handrail.core.therapy.step_words import joined


@dataclass(frozen=True)
class Tick:
    """One line that is ticked now for one person: when it was ticked last, and by whom (ids).

    line: counted from 0 through the parts of the card.
    """

    person: str
    line: int
    on: date
    by: str


def lines_of(card: Card) -> tuple[str, ...]:
    """The lines of a card in their order, through all its parts."""
    return tuple(item.text for part in card.en.parts for item in part.items)


def gone_through(
    requirement: str, card: Card, people: Mapping[str, str], ticks: Collection[Tick]
) -> Evidence | None:
    """One list as evidence, of the day of its last tick; with what is open, it does not count.

    people: id -> given name of everybody who has to go through it. None where it was not begun, or
    where nobody is entered who could.
    """
    lines = lines_of(card)
    own = [one for one in ticks if one.person in people and one.line < len(lines)]
    if not own or not people:
        return None
    last = max(own, key=lambda one: one.on)
    left = [_left(given, lines, _of(own, id_)) for id_, given in people.items()]
    return Evidence(
        requirement,
        last.on,
        f"“{card.en.title}”, every line gone through with {joined(list(people.values()))}.",
        last.by,
        lacks=" ".join(f"“{card.en.title}” {text}" for text in left if text),
    )


def _of(ticks: Collection[Tick], person: str) -> set[int]:
    return {one.line for one in ticks if one.person == person}


def _left(given: str, lines: Collection[str], ticked: Collection[int]) -> str:
    open_ = [f"“{text.rstrip('.')}”" for at, text in enumerate(lines) if at not in ticked]
    if not open_:
        return ""
    done = len(lines) - len(open_)
    return f"with {given}: {done} of {len(lines)} lines are ticked. Open: {', '.join(open_)}."
