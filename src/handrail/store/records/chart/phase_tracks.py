"""The five phases of a case as tracks: the stored changes folded by `therapy.tracks`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from handrail.core.family_file.values import PhaseChange
from handrail.core.therapy.tracks import MOVES, Event, State, Track, Turn, turned

NUMBERS = (1, 2, 3, 4, 5)


def on_day(value: str | None) -> date | None:
    """The day of a day or moment out of JSON, if there is one."""
    return date.fromisoformat(value[:10]) if value else None


def phase_tracks(changes: Iterable[PhaseChange]) -> Mapping[int, Track]:
    """Phase number -> its track. `changes` in the order in which they were recorded.

    A file may say that a phase is in a state it is in already: that changes nothing. It may also
    leave out how it got there; then the phase began on that day.
    """
    found = dict.fromkeys(NUMBERS, Track())
    for change in changes:
        found[change.phase] = _entered(found[change.phase], change)
    return found


def _entered(track: Track, change: PhaseChange) -> Track:
    for event in _way(track.state, change.state):
        track = turned(track, Turn(str(change.phase), event, change.on, ""))
    return track


def _way(state: State, wanted: str) -> tuple[Event, ...]:
    """The events that lead from one state to another; none when there is no way or no need."""
    if state == wanted:
        return ()
    for event, next_state in MOVES[state].items():
        if next_state == wanted:
            return (event,)
    for event, next_state in MOVES[state].items():
        for further, last in MOVES[next_state].items():
            if last == wanted:
                return (event, further)
    return ()
