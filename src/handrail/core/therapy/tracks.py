"""The state of a phase: a fold over what was decided, never a column called current phase.

Every phase has a track of its own; any number may be active at once (clinical §1.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from handrail.core.law.answers import Allowed, Refused

State = Literal["not_started", "active", "on_hold", "done"]
Event = Literal["start", "hold", "resume", "close", "reopen"]

MOVES: Mapping[State, Mapping[Event, State]] = {
    "not_started": {"start": "active"},
    "active": {"hold": "on_hold", "close": "done"},
    "on_hold": {"resume": "active", "close": "done"},
    "done": {"reopen": "active"},
}
IN_WORDS: Mapping[State, str] = {
    "not_started": "not started",
    "active": "active",
    "on_hold": "on hold",
    "done": "done",
}


@dataclass(frozen=True)
class Turn:
    """One decision about one phase; by: a person id."""

    phase: str
    event: Event
    on: date
    by: str
    reason: str = ""


@dataclass(frozen=True)
class Stretch:
    """From one day until another, both included; until None: still going on."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class Track:
    """Where one phase stands, and the stretches of time in which it was active."""

    state: State = "not_started"
    since: date | None = None
    active: tuple[Stretch, ...] = ()


def may_turn(track: Track, event: Event) -> Allowed | Refused:
    """Whether the event fits the state the track is in."""
    if event in MOVES[track.state]:
        return Allowed()
    fitting = ", ".join(MOVES[track.state])
    return Refused((f"This phase is {IN_WORDS[track.state]}. What fits now: {fitting}.",))


def turned(track: Track, turn: Turn) -> Track:
    """The track after one decision; raises ValueError when it does not fit (see may_turn)."""
    answer = may_turn(track, turn.event)
    if isinstance(answer, Refused):
        raise ValueError(answer.reasons[0])
    state = MOVES[track.state][turn.event]
    active = track.active
    if state == "active":
        active = (*active, Stretch(turn.on))
    elif track.state == "active":
        active = (*active[:-1], replace(active[-1], until=turn.on))
    return Track(state, turn.on, active)


def tracks(phases: Iterable[str], turns: Iterable[Turn]) -> dict[str, Track]:
    """phase id -> its track, for every phase, in the order given; turns in any order of days."""
    found = {phase: Track() for phase in phases}
    for turn in sorted(turns, key=lambda turn: turn.on):
        found[turn.phase] = turned(found[turn.phase], turn)
    return found
