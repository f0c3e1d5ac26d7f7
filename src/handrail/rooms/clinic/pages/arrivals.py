"""Arrivals of a day as a board of doors and hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.shared.board import clock
from handrail.rooms.shared.parts import DayBoard, DoorEntry
from handrail.store.records.reading.day import DaySession, ReadArrival

AN_HOUR = 60
SHORTEST = 30
MOST_DOORS = 7
APART_WITHIN = 60
"""Minutes. A longer gap between two sides of a family needs no band (DESIGN)."""


@dataclass(frozen=True)
class Arrival:
    """Somebody comes to a session, minutes counted from midnight."""

    session: DaySession
    who: ReadArrival
    at: int
    until: int

    @property
    def names(self) -> str:
        """ "Wren and Mara"."""
        return words.joined([name for name in (self.who.person, self.who.brought_by) if name])


def arrivals_of(sessions: Sequence[DaySession]) -> list[Arrival]:
    """Everybody who is expected, in time order."""
    found = [
        Arrival(session, one, minute_of(one.at), _until(session, one))
        for session in sessions
        for one in session.arrivals
    ]
    return sorted(found, key=lambda arrival: (arrival.at, arrival.who.person))


def minute_of(text: str) -> int:
    """ "16:20" -> 980."""
    hours, _colon, minutes = text.partition(":")
    return int(hours) * AN_HOUR + int(minutes)


def _until(session: DaySession, one: ReadArrival) -> int:
    at = minute_of(one.at)
    if one.leaves_at:
        return max(minute_of(one.leaves_at), at + SHORTEST)
    return at + max(session.minutes or 0, SHORTEST)


def board_of(arrivals: Sequence[Arrival], now: datetime) -> DayBoard | None:
    """The board, from the hour of the first arrival to the last leaving; None for nobody."""
    if not arrivals:
        return None
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    minute = local.hour * AN_HOUR + local.minute
    opens = min(arrivals[0].at, minute) // AN_HOUR * AN_HOUR
    closes = max(arrival.until for arrival in arrivals)
    doors = doors_of(arrivals)
    return DayBoard(
        caption=_("Who comes when"),
        doors=tuple(dict.fromkeys(doors.values())),
        opens=max(opens, arrivals[0].at // AN_HOUR * AN_HOUR - 2 * AN_HOUR),
        closes=min(closes, 24 * AN_HOUR),
        entries=(
            *(entry(arrival, minute, doors[arrival.who.door]) for arrival in arrivals),
            *bands(arrivals),
        ),
        now=minute if opens <= minute <= closes else None,
    )


def doors_of(arrivals: Sequence[Arrival]) -> dict[str, str]:
    """Door -> its lane. A board has room for eight: what is beyond shares the last."""
    named = sorted({arrival.who.door for arrival in arrivals}, reverse=True)
    crowded = len(named) > MOST_DOORS + 1
    return {
        door: _("Other doors") if crowded and place >= MOST_DOORS else door or _("Door")
        for place, door in enumerate(named)
    }


def bands(arrivals: Sequence[Arrival]) -> Iterator[DoorEntry]:
    """From the leaving of one side of a family to the coming of the other by another door."""
    for leaving in arrivals:
        coming = [
            other
            for other in arrivals
            if other.session.case_id == leaving.session.case_id
            and other.who.door != leaving.who.door
            and 0 <= other.at - leaving.until <= APART_WITHIN
        ]
        if not (leaving.session.apart and coming):
            continue
        first = min(coming, key=lambda other: other.at)
        text = _("%(one)s until %(left)s · %(other)s from %(due)s") % {
            "one": leaving.names,
            "left": clock(leaving.until),
            "other": first.names,
            "due": first.who.at,
        }
        yield DoorEntry(leaving.until, first.at, _("Kept apart"), rest=text, kind="apart")


def entry(arrival: Arrival, now: int, door: str) -> DoorEntry:
    """Who, when, with whom alone, in which room; nobody else's name or reason."""
    one, session = arrival.who, arrival.session
    who = one.person
    if one.brought_by:
        who = _("%(child)s, brought by %(adult)s") % {"child": one.person, "adult": one.brought_by}
    gone = arrival.until < now
    rest = _("until %s") % one.leaves_at if gone and one.leaves_at else _("due %s") % one.at
    elsewhere = one.door if door != one.door else ""
    details = [part for part in (elsewhere, session.room, one.waits) if part]
    return DoorEntry(
        from_minute=arrival.at,
        until_minute=arrival.until,
        who=who,
        door=door,
        rest=rest,
        details=tuple(details),
        kind="planned",
    )
