"""What the ladder picture is drawn from: rungs, contacts in time order, the order's ceiling.

Source: clinical §2.2 (rungs), §2.4 (settled, moves, points (a), (f), (h), (i)).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Literal

from handrail.core.figures.marks import MarkKind, Rating

Move = Literal["", "UP", "HOLD", "DOWN", "STOP", "NOT_COUNTED", "PENDING"]


@dataclass(frozen=True, kw_only=True)
class Rung:
    """number: as the practice counts them. line: a few words more, under the name."""

    number: int
    name: str
    line: str = ""


@dataclass(frozen=True)
class Alarm:
    """A rule's alarm: its name, and the figures that made it true."""

    name: str
    figure: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One contact of this child with this parent.

    rung: index into the ladder's rungs, from 0. before, peak, after: distress 0-10.
    settled: None when not counted, or not known yet. waiting_48h: an answer is still awaited.
    reason: why it was not held, or not settled, in words. after_effect: 0-3.
    proposal: what the rule said. decided: what a clinician decided; "" when nobody has yet.
    stopped: a stop came with this contact, or was in force. unplanned: nobody planned it.
    """

    session: str
    on: date
    rung: int
    held: bool = True
    before: float | None = None
    peak: float | None = None
    after: float | None = None
    settled: bool | None = None
    waiting_48h: bool = False
    reason: str = ""
    ended_early: bool = False
    after_effect: float | None = None
    proposal: Move = ""
    decided: Move = ""
    alarms: tuple[Alarm, ...] = ()
    stopped: bool = False
    unplanned: bool = False

    @property
    def rating(self) -> Rating:
        return Rating(self.before, self.peak, self.after)

    @property
    def kind(self) -> MarkKind:
        """Which mark it carries."""
        if self.unplanned:
            return "unplanned"
        if not self.held:
            return "not_held"
        if self.settled is None:
            return "waiting"
        return "settled" if self.settled else "unsettled"

    @property
    def steps_down(self) -> bool:
        return self.decided == "DOWN"

    @property
    def waits_for_step_down(self) -> bool:
        return self.proposal in ("DOWN", "STOP") and self.decided in ("", "PENDING")

    @property
    def is_setback(self) -> bool:
        """Whether the picture must lead the eye to it."""
        stops = self.stopped or self.decided == "STOP"
        return stops or self.steps_down or self.waits_for_step_down or bool(self.alarms)

    @property
    def asks_to_be_looked_at(self) -> bool:
        return self.is_setback or self.settled is False


@dataclass(frozen=True)
class Ceiling:
    """The highest rung (index) the order in force permits, and the day it was signed."""

    rung: int
    order_on: date


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """One child's ladder with one parent. Order time is not part of it (clinical §2.4 (j)).

    rail_limit: the rule's limit for the peak, 0-10. now: index of the present rung, None before
    the first. now_since: when it was entered, if that is not the first contact on it.
    proposed: index of a rung the rule proposes and nobody has decided. stopped: a stop is in force.
    Raises ValueError listing every mistake.
    """

    child: str
    parent: str
    rungs: tuple[Rung, ...]
    contacts: tuple[Contact, ...] = ()
    rail_limit: float = 6
    ceiling: Ceiling | None = None
    now: int | None = None
    now_since: date | None = None
    proposed: int | None = None
    stopped: bool = False

    def __post_init__(self) -> None:
        if mistakes := tuple(_mistakes(self)):
            raise ValueError("; ".join(mistakes))

    @property
    def is_stopped(self) -> bool:
        """Whether the way ends in a stop: no further step is drawn then."""
        return self.stopped or (bool(self.contacts) and self.contacts[-1].stopped)

    @property
    def next_rung(self) -> int | None:
        """The proposed rung, when it may be drawn: not under a stop, nor above the ceiling."""
        is_open = not self.is_stopped and self.proposed != self.now
        return self.proposed if is_open and not self.is_closed(self.proposed) else None

    def is_closed(self, rung: int | None) -> bool:
        """Whether the order does not permit that rung."""
        return rung is not None and self.ceiling is not None and rung > self.ceiling.rung

    @cached_property
    def setbacks(self) -> tuple[Contact, ...]:
        """A stop counts once, when it comes; contacts while it lasts only with their own alarms."""
        before = (None, *self.contacts)
        return tuple(
            contact
            for contact, last in zip(self.contacts, before, strict=False)
            if contact.is_setback
            and (contact.alarms or not (contact.stopped and last and last.stopped))
        )

    @cached_property
    def called_out(self) -> Contact | None:
        """The setback that gets the call-out: the last step down or stop, else the last alarm."""
        moved = [c for c in self.setbacks if c.stopped or c.steps_down or c.decided == "STOP"]
        found = moved or self.setbacks
        return found[-1] if found else None

    @cached_property
    def flagged(self) -> tuple[Contact, ...]:
        """The other setbacks; the first carries flag 1."""
        shown = self.called_out
        return tuple(contact for contact in self.setbacks if contact is not shown)

    @property
    def spans_years(self) -> bool:
        return len({contact.on.year for contact in self.contacts}) > 1


def _mistakes(ladder: Ladder) -> Iterator[str]:
    if not ladder.rungs:
        yield "rungs: a ladder has at least one"
    if not 0 <= ladder.rail_limit <= 10:
        yield f"rail_limit {ladder.rail_limit}: must be 0 to 10"
    ceiling = ladder.ceiling.rung if ladder.ceiling else None
    for name, rung in (("now", ladder.now), ("proposed", ladder.proposed), ("ceiling", ceiling)):
        if rung is not None and not 0 <= rung < len(ladder.rungs):
            yield f"{name} {rung}: no such rung"
    for contact in ladder.contacts:
        yield from _mistakes_of(contact, len(ladder.rungs))
    for earlier, later in pairwise(ladder.contacts):
        if later.on < earlier.on:
            yield f"contact {later.session}: stands after a later one; give them in time order"


def _mistakes_of(contact: Contact, rungs: int) -> Iterator[str]:
    if not 0 <= contact.rung < rungs:
        yield f"contact {contact.session}: no rung {contact.rung}"
    for name in ("before", "peak", "after"):
        value = getattr(contact, name)
        if value is not None and not 0 <= value <= 10:
            yield f"contact {contact.session}: {name} {value} must be 0 to 10"
