"""Arrivals of a day as a board of doors and hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from handrail.rooms.shared.parts import DayBoard, DoorEntry
from handrail.store.records.reading.day import DaySession, ReadArrival

AN_HOUR = 60
SHORTEST = 30


@dataclass(frozen=True)
class Arrival:
    """Somebody comes to a session, minutes counted from midnight."""

    session: DaySession
    who: ReadArrival
    at: int
    until: int


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
    """The board, from an hour before the first arrival to the last leaving; None for nobody."""
    if not arrivals:
        return None
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    minute = local.hour * AN_HOUR + local.minute
    opens = min(arrivals[0].at, minute) // AN_HOUR * AN_HOUR
    closes = -(-max(arrival.until for arrival in arrivals) // AN_HOUR) * AN_HOUR
    doors = tuple(sorted({arrival.who.door or _("Door") for arrival in arrivals}, reverse=True))
    return DayBoard(
        caption=_("Who comes when"),
        doors=doors,
        opens=max(opens, arrivals[0].at // AN_HOUR * AN_HOUR - 2 * AN_HOUR),
        closes=min(closes, 24 * AN_HOUR),
        entries=tuple(entry(arrival, minute) for arrival in arrivals),
        now=minute if opens <= minute <= closes else None,
    )


def entry(arrival: Arrival, now: int) -> DoorEntry:
    """Who, when, with whom alone, in which room; nobody else's name or reason."""
    one, session = arrival.who, arrival.session
    who = one.person
    if one.brought_by:
        who = _("%(child)s, brought by %(adult)s") % {"child": one.person, "adult": one.brought_by}
    gone = arrival.until < now
    rest = _("until %s") % one.leaves_at if gone and one.leaves_at else _("due %s") % one.at
    details = [part for part in (session.room, one.waits) if part]
    return DoorEntry(
        from_minute=arrival.at,
        until_minute=arrival.until,
        who=who,
        door=one.door or _("Door"),
        rest=rest,
        details=tuple(details),
        kind="planned",
    )
