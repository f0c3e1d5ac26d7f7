"""The sessions of a stored case as the core's values, with what belongs to each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from handrail.core.family_file import values
from handrail.core.therapy.alarms import SessionCheck
from handrail.core.therapy.contact import AfterEffect, Contact
from handrail.store.records.reading.rows import (
    Rows,
    as_day,
    as_id,
    as_moment,
    as_truth,
    sure_day,
)

CHILD_SEATS = {"child", "sibling"}
_OF_A_FILE = {"disclosure", "critical_incident"}
"""What a family file can tell as a concern; a stop made at the desk has its own reason."""
Row = Mapping[str, Any]


def sessions_of(rows: Rows) -> tuple[values.Session, ...]:
    """Every session in time order. A session recorded without words comes back without them."""
    belongings = _Belongings(rows)
    ordered = sorted(rows["sessions"], key=lambda one: (one["on"], one["position"]))
    return tuple(_session(one, belongings) for one in ordered)


class _Belongings:
    """What belongs to a session or a contact, by its id."""

    def __init__(self, rows: Rows) -> None:
        self.children = {
            as_id(one["person"]) for one in rows["members"] if one["seat"] in CHILD_SEATS
        }
        self.ladders = {
            as_id(one["id"]): (as_id(one["child"]), as_id(one["parent"])) for one in rows["ladders"]
        }
        self.contacts = {as_id(one["session"]): one for one in rows["contacts"]}
        self.decisions = {
            contact: _decision(all_of_it[-1]) for contact, all_of_it in decided(rows).items()
        }
        self.effects = _grouped(_latest_answers(rows["after_effects"]), "contact")
        self.views = _grouped(rows["views"], "session")
        self.checks = _grouped(rows["checks"], "session")
        self.pulses = _grouped(rows["pulses"], "session")
        self.concerns = _grouped((o for o in rows["stops"] if not o["contact"]), "session")
        self.clearings = _grouped((o for o in rows["clearings"] if not o["contact"]), "session")
        self.clearings_after = _grouped(rows["clearings"], "contact")


def _grouped(rows: Iterable[Row], key: str) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for one in rows:
        found[as_id(one[key])].append(one)
    return found


def decided(rows: Rows) -> Mapping[str, list[Row]]:
    """Contact -> its decisions in the order they were made: the last one stands.

    Of two in one moment the one that only waits comes first.
    """
    found = _grouped(rows["decisions"], "contact")
    for own in found.values():
        own.sort(key=lambda one: (as_moment(one["recorded_at"]), one["move"] != "PENDING"))
    return found


def _latest_answers(rows: Iterable[Row]) -> Iterable[Row]:
    """Of several answers of one person about one contact the last stands; unnamed ones all do."""
    found: dict[tuple[str, str], Row] = {}
    for one in sorted(rows, key=lambda one: as_moment(one["recorded_at"])):
        found[as_id(one["contact"]), as_id(one["by"]) or as_id(one["id"])] = one
    return found.values()


STEP = {"UP": 1, "DOWN": -1}


def steps_of(rows: Rows) -> Mapping[str, int]:
    """Session ref -> how many rungs the decisions after its contact moved the ladder, up or down.

    A step may be taken back before the next contact, so all of them count, not the last alone.
    """
    refs = {as_id(one["id"]): one["ref"] for one in rows["sessions"]}
    sessions = {as_id(one["id"]): refs.get(as_id(one["session"]), "") for one in rows["contacts"]}
    return {
        sessions[contact]: sum(STEP.get(one["move"], 0) for one in all_of_it)
        for contact, all_of_it in decided(rows).items()
        if contact in sessions
    }


def _session(one: Row, belongings: _Belongings) -> values.Session:
    row_id = as_id(one["id"])
    contact = belongings.contacts.get(row_id)
    views = sorted(belongings.views[row_id], key=lambda view: int(view["position"]))
    return values.Session(
        id=one["ref"],
        on=sure_day(one["on"]),
        type=one["kind"],
        at=(one["at_text"] or "")[:5],
        minutes=one["minutes"],
        present=tuple(one["present"]),
        planned=one["state"] == "planned",
        room=one["room"],
        arrivals=tuple(values.Arrival(**arrival) for arrival in one["arrivals"]),
        contact=None if contact is None else _session_contact(one, contact, belongings),
        views=tuple(_view(view) for view in views),
        concern=_concern(belongings.concerns[row_id]),
        cleared=_clearing(belongings.clearings[row_id]),
        checks=tuple(_check(check, belongings) for check in belongings.checks[row_id]),
        pulses={as_id(pulse["by"]): pulse["total"] for pulse in belongings.pulses[row_id]},
        fidelity=one["fidelity"],
    )


def _session_contact(session: Row, row: Row, belongings: _Belongings) -> values.SessionContact:
    contact_id = as_id(row["id"])
    child, parent = belongings.ladders[as_id(row["ladder"])]
    return values.SessionContact(
        child=child,
        parent=parent,
        contact=_contact(session, row, belongings),
        planned=row["state"] == "planned",
        decision=belongings.decisions.get(contact_id),
        cleared=_clearing(belongings.clearings_after[contact_id]),
    )


def _contact(session: Row, row: Row, belongings: _Belongings) -> Contact:
    numbers = ("notice_hours", "before", "peak", "after", "adherence", "support")
    return Contact(
        id=session["ref"],
        on=sure_day(session["on"]),
        rung=row["rung"],
        held=row["state"] in ("held", "unplanned"),
        unplanned=row["state"] == "unplanned",
        not_held_because=row["not_held_because"] or None,
        ended_early=bool(row["ended_early"]),
        stop_card=row["stop_card"] or None,
        signs=frozenset(row["signs"]),
        after_effects=tuple(
            _effect(one, belongings) for one in belongings.effects[as_id(row["id"])]
        ),
        critical_incident=bool(row["critical_incident"]),
        disclosure=bool(row["disclosure"]),
        **{name: row[name] for name in numbers},
    )


def _effect(one: Row, belongings: _Belongings) -> AfterEffect:
    by = as_id(one["by"]) or None
    return AfterEffect(one["value"], by, by not in belongings.children)


def _check(one: Row, belongings: _Belongings) -> SessionCheck:
    by = as_id(one["by"])
    return SessionCheck(
        by=by,
        by_child=by in belongings.children,
        pace=one["pace"] or None,
        felt_safe=one["felt_safe"],
    )


def _view(one: Row) -> values.ChildView:
    return values.ChildView(
        child=as_id(one["child"]) or None,
        rung=one["rung"],
        answer=one["answer"],
        on=sure_day(one["on"]),
        asked_by=one["asked_by"],
        alone=as_truth(one["alone"]),
    )


def _concern(rows: list[Row]) -> values.Concern | None:
    """What was told or became known in the session; the words are in the mandated-report file."""
    if not rows:
        return None
    one = rows[0]
    return values.Concern(
        child=as_id(one["child"]) or None,
        about=as_id(one["about"]) or None,
        is_disclosure=one["reason"] == "disclosure",
        reason="" if one["reason"] in _OF_A_FILE else one["reason"],
    )


def _clearing(rows: list[Row]) -> values.Clearing | None:
    if not rows:
        return None
    one = rows[0]
    return values.Clearing(
        on=sure_day(one["on"]),
        by=tuple(one["by"]),
        child=as_id(one["child"]) or None,
        parent=as_id(one["parent"]) or None,
    )


def _decision(one: Row) -> values.Decision:
    return values.Decision(
        move=one["move"],
        reason=one["reason"],
        by=one["decided_by"],
        co_signed_by=one["co_signed_by"],
        on=as_day(one["decided_on"]),
        waiting_for=tuple(one["waiting_for"]),
    )
