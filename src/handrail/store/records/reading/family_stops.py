"""What locks the ladders of a stored case now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handrail.core.family_file.standing import STOP_TEXTS
from handrail.core.therapy.contact import Reason
from handrail.core.therapy.stops import LadderKey, Stop
from handrail.store.records.reading.rows import Rows, as_id, sure_day

Moment = tuple[str, int, int]
"""(day, place of the session among those of the case, place within the session)"""


def stops_of(rows: Rows) -> tuple[tuple[date, Stop], ...]:
    """Stops by day, with the ladders released since; those released everywhere are gone."""
    ladders = {(as_id(one["child"]), as_id(one["parent"])) for one in rows["ladders"]}
    found = []
    for one in sorted(rows["stops"], key=_began):
        released = frozenset(
            key for entry in rows["clearings"] if _began(one) < _lifted(entry)
            for key in ladders if _is_for(entry, key)
        )  # fmt: skip
        if not ladders or released != ladders:
            found.append((sure_day(one["on"]), _stop(one, released)))
    return tuple(found)


def _stop(one: Mapping[str, Any], released: frozenset[LadderKey]) -> Stop:
    return Stop(
        reason=Reason(one["reason"], STOP_TEXTS.get(one["reason"], one["reason"])),
        child=as_id(one["child"]) or None,
        about=as_id(one["about"]) or None,
        released=released,
    )


def _is_for(clearing: Mapping[str, Any], ladder: LadderKey) -> bool:
    child, parent = as_id(clearing["child"]), as_id(clearing["parent"])
    return child in ("", ladder[0]) and parent in ("", ladder[1])


def _began(stop: Mapping[str, Any]) -> Moment:
    """A stop out of a contact begins with it; one out of an order or interview with its day."""
    if stop["session_position"] is None:
        return (str(stop["on"]), -1, 0)
    return (str(stop["on"]), stop["session_position"], 2 if stop["contact"] else 0)


def _lifted(clearing: Mapping[str, Any]) -> Moment:
    """A clearing in a session lifts what came before its contact; one after a contact, that too."""
    place = 3 if clearing["contact"] else 1
    return (str(clearing["session_on"]), clearing["session_position"], place)
