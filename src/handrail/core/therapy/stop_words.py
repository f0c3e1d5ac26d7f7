"""A stop in words, for the people who work with it: what it locks, who may clear it, and who can
act on order time, which it does not touch (clinical §2.4 (i), (j)).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handrail.core.therapy.stops import Homes, LadderKey, Stop, locks, people_to_clear

ORDER_TIME = (
    "Order time is not touched by this. The program neither locks nor cancels what an order gives. "
    "Only the court can change it; counsel can ask the court, also today. If the child is in "
    "danger now, the police and child protection can act."
)
TELLS_NOBODY = (
    "The program tells nobody in the family and cancels nothing of theirs. Reminders go on until a "
    "named person decides about them."
)


@dataclass(frozen=True)
class Locked:
    """One ladder a stop locks. people: how many must clear it, one or two."""

    ladder: LadderKey
    what: str
    why: str
    people: int
    clearing: str


@dataclass(frozen=True)
class StopWords:
    """A stop in sentences; `locked` holds every ladder it locks, in the order given."""

    locked: tuple[Locked, ...]
    order_time: str = ORDER_TIME
    tells_nobody: str = TELLS_NOBODY


def stop_words(
    stop: Stop, *, ladders: Sequence[LadderKey], homes: Homes, names: Mapping[str, str]
) -> StopWords:
    """What this stop locks now and what would release it. names: person id -> given name."""
    return StopWords(
        tuple(_locked(stop, ladder, names) for ladder in ladders if locks(stop, ladder, homes))
    )


def _locked(stop: Stop, ladder: LadderKey, names: Mapping[str, str]) -> Locked:
    child, parent = (names.get(person, person) for person in ladder)
    people = people_to_clear(stop, ladder)
    return Locked(
        ladder,
        f"{child} with {parent}: the practice plans no contact and begins none.",
        _why(stop, ladder, names),
        people,
        _clearing(people, parent),
    )


def _why(stop: Stop, ladder: LadderKey, names: Mapping[str, str]) -> str:
    child = names.get(ladder[0], ladder[0])
    if stop.child is None:
        return "It concerns the whole case."
    if stop.child == ladder[0]:
        return f"It is there to protect {child}."
    other = names.get(stop.child, stop.child)
    return f"{child} lives in the same home as {other}, whom it is there to protect."


def _clearing(people: int, parent: str) -> str:
    if people == 1:
        return (
            f"The concern is not about {parent}: the therapist may release this ladder alone, "
            "with a reason, the same day."
        )
    return "Two different people look at it and agree before this ladder is released."
